"""Python in the page: the right cells, in the right order, print what the book prints."""

import sys

import nbformat
import page_python as tool
import pytest
from visits import ROOT, Visit, in_browser

sys.path.insert(0, str(ROOT / "book" / "_ext"))

import slices

has_python = pytest.mark.skipif(
    not (ROOT / ".runtime" / "pyodide-lock.json").exists(), reason="no .runtime: make runtime"
)
SAMPLE = {"04_math": 24, "09_faq": 18}  # page, and how many of its cells


def needs(*codes):
    return slices.analyse(codes)[-1][1]


@pytest.mark.parametrize(
    ("codes", "wanted"),
    [
        (["a = 1", "b = 2", "print(a)"], [0]),
        (["a = 1", "a = 2", "print(a)"], [1]),
        (["a = 1", "b = a", "a = 3", "print(b)"], [0, 1]),
        (["x = []", "x.append(1)", "y = 1", "print(x)"], [0, 1]),
        (["x = {}", "x['a'] = 1", "print(x)"], [0, 1]),
        (["import numpy as np", "n = 1", "n += 1", "print(n)"], [1, 2]),
        (["def f():\n    return g()", "def g():\n    return 1", "f()"], [0, 1]),
        (["rng = object()", "a = rng.normal()", "b = rng.normal()", "print(b)"], [0, 1, 2]),
        (["k = 1", "for k in range(3):\n    print(k)"], []),
        (["k = 1", "print([k for k in range(3)])"], []),
        (["k = 1", "print([k + j for j in range(3)])"], [0]),
        (["a = 1", "def f(a):\n    a = a + 1\n    return a", "f(2)"], [1]),
        (["a = 1", "f = lambda b=a: b", "f()"], [0, 1]),
        (["import keras", "m = keras.Model()", "print(m)"], None),
        (["import keras\nimport numpy as np", "print(np.pi)"], [0]),
        (["from rnn_helpers import datasets, rnn", "print(rnn)"], [0]),
        (["from rnn_helpers import datasets, rnn", "print(datasets)"], None),
        (["print(nowhere)"], None),
    ],
)
def test_a_cell_needs_what_it_reads_and_what_changes_that(codes, wanted):
    assert needs(*codes) == wanted


def test_imports_that_cannot_be_had_are_left_out():
    code = "import keras\nimport numpy as np\nfrom rnn_helpers import gru, keras_bridge\nkeras.x()"
    kept, gone = slices.without_what_is_lacking(code)
    assert kept == "import numpy as np\nfrom rnn_helpers import gru"
    assert gone == {"keras", "keras_bridge"}


def test_most_cells_of_the_first_chapters_can_run():
    pages = ["01_background", "02_concepts", "03_bptt", "04_math", "04a_gradients", "04b_remedies"]
    count = 0
    for name in [*pages, "08_future", "09_faq"]:
        cells = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", 4).cells
        found = slices.analyse([cell.source for cell in cells if cell.cell_type == "code"])
        count += sum(wanted is not None for _, wanted in found)
    assert count >= 380


@has_python
@in_browser
@pytest.mark.parametrize("name", SAMPLE)
def test_cells_print_in_the_page_what_the_book_prints(server, browser, name):
    with Visit(browser, f"{server[0]}/notebooks/{name}.html") as visit:
        before = list(visit.requests)
        results = [r for _, r in zip(range(SAMPLE[name]), tool.cells(visit.page), strict=False)]
        assert not any("python/" in url for url in before), "loaded before a press"
        assert [tool.differs(result) for result in results] == [""] * SAMPLE[name]
        assert visit.complaints == []


@has_python
@in_browser
def test_an_endless_loop_can_be_stopped_and_the_next_run_begins_afresh(server, browser):
    with Visit(browser, f"{server[0]}/notebooks/09_faq.html") as visit:
        page = visit.page
        cell = page.locator(".live-bar").nth(3)
        cell.get_by_role("button", name="Edit").click()
        editor = page.locator(".live-editor")
        editor.fill("while True:\n    pass")
        editor.press("Shift+Enter")
        page.wait_for_function("document.querySelector('.live-bar .live-status').innerText || 1")
        page.locator(".live-status", has_text="running …").wait_for(timeout=60_000)
        cell.get_by_role("button", name="Stop").click()
        assert "Stopped" in cell.locator("[role=status]").inner_text()
        editor.fill("print(6 * 7)\n1 / 0")
        editor.press("Shift+Enter")
        page.locator(".live-output pre").first.wait_for(timeout=60_000)
        assert page.locator(".live-output pre").first.inner_text().strip() == "42"
        error = page.locator(".live-error").inner_text()
        assert "line 2" in error
        assert error.strip().endswith("ZeroDivisionError: division by zero")
        editor.press("Escape")
        editor.press("Tab")
        assert page.evaluate("document.activeElement.textContent").startswith("Run")
        page.reload()
        assert page.locator(".live-editor").input_value() == "print(6 * 7)\n1 / 0"
        page.get_by_role("button", name="Start afresh").click()
        assert page.locator(".live-editor").count() == 0


@has_python
@in_browser
def test_a_download_that_breaks_off_is_told_and_can_be_tried_again(server, browser):
    with Visit(browser, f"{server[0]}/notebooks/09_faq.html") as visit:
        page = visit.page
        page.route("**/rnn_helpers.zip", lambda route: route.abort())
        bar = page.locator(".live-bar").nth(3)
        bar.get_by_role("button", name="Run").click()
        told = bar.locator("[role=status]", has_text="did not load")
        told.wait_for(timeout=60_000)
        assert "Run tries again" in told.inner_text()
        assert page.locator(".live-output").count() == 0


@in_browser
def test_a_page_from_a_folder_has_no_buttons(site, browser):
    with Visit(browser, (site / "notebooks/09_faq.html").as_uri()) as visit:
        assert visit.count(".live-bar") == 0
        assert visit.complaints == []


@has_python
@in_browser
def test_a_solved_exercise_is_remembered_until_the_reader_forgets_it(server, browser):
    with Visit(browser, f"{server[0]}/book/intro.html") as visit:
        page = visit.page
        page.evaluate("localStorage.setItem('solved:09_faq.html:some-cell', 'yes')")
        page.reload()
        assert page.get_by_text("1 solved here").count() == 1
        page.get_by_role("button", name="Forget my answers").click()
        assert page.get_by_text("1 solved here").count() == 0
        assert page.evaluate("localStorage.getItem('solved:09_faq.html:some-cell')") is None
