"""Python in the page: the right cells, in the right order, print what the book prints."""

import ast
import gzip
import itertools
import json
import re
import shutil
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlparse

import nbformat
import page_python as tool
import pytest
import python_files
import runtime
import slices
from axe_playwright_python.sync_playwright import Axe
from prose_numbers import WORDS
from run_in_page import cells_of
from test_notebooks import PATHS, exercises_of
from visits import ROOT, VIOLATIONS, Visit, fits, in_browser

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
        (["model = object()", "model.fit()", "print(model)"], [0, 1]),
        (["import numpy as np", "np.sort([1])", "print(np.pi)"], [0]),
        (["import pyplot as plt", "plt.params['a'] = 1", "print(plt)"], [0, 1]),
        (["import numpy as np", "n = 1", "n += 1", "print(n)"], [1, 2]),
        (["def f():\n    return g()", "def g():\n    return 1", "f()"], [0, 1]),
        (["rng = object()", "a = rng.normal()", "b = rng.normal()", "print(b)"], [0, 1, 2]),
        (["def f():\n    return rng", "rng = 1\nf()"], [0]),
        (["def f():\n    return rng"], []),
        (["k = 1", "for k in range(3):\n    print(k)"], []),
        (["k = 1", "print([k for k in range(3)])"], []),
        (["k = 1", "print([k + j for j in range(3)])"], [0]),
        (["a = 1", "def f(a):\n    a = a + 1\n    return a", "f(2)"], [1]),
        (["a = 1", "f = lambda b=a: b", "f()"], [0, 1]),
        (["import keras", "m = keras.Model()", "print(m)"], None),
        (["import keras\nimport numpy as np", "print(np.pi)"], [0]),
        (["from rnn_helpers import datasets, rnn", "print(rnn)"], [0]),
        (["from rnn_helpers import datasets", "d, _ = datasets.digits()", "d"], [0, 1]),
        (["from rnn_helpers import datasets", "d, _ = datasets.movielens()", "d"], None),
        (["print(nowhere)"], None),
    ],
)
def test_a_cell_needs_what_it_reads_and_what_changes_that(codes, wanted):
    assert needs(*codes) == wanted


@pytest.mark.parametrize(
    ("codes", "kept", "wanted"),
    [
        (["a = 1", "b = a", "print(b)"], {1: {"b"}}, ([1], [1])),
        (["import keras", "b = keras.x()", "print(b)"], {1: {"b"}}, ([1], [1])),
        (["a = 1", "b, c = a, a", "print(b, c)"], {1: {"b"}}, ([0, 1], [])),
        (["a = 1", "b = [a]", "b.append(2)", "print(b)"], {1: {"b"}}, ([1, 2], [1])),
        (["a = 1", "b = [a]", "b.append(2)", "print(b)"], {2: {"b"}}, ([0, 1, 2], [2])),
        (["import keras", "b = keras.x()"], {1: {"b"}}, (None, [])),
    ],
)
def test_of_a_cell_whose_values_are_kept_only_these_are_needed(codes, kept, wanted):
    assert slices.analyse(codes, kept)[-1][1:3] == wanted


@pytest.mark.parametrize(
    ("codes", "wanted"),
    [
        (["import keras", "m = keras.Model()", "print(m)"], ["keras"]),
        (["from rnn_helpers import datasets as data", "data.movielens()"], ["movielens"]),
        (["a = 1", "from torch import nn", "print(nn)"], ["nn"]),
        (["print(nowhere)"], ["nowhere"]),
        (["import math", "print(math.pi)"], []),
    ],
)
def test_what_cannot_run_says_what_it_lacks(codes, wanted):
    assert slices.analyse(codes)[-1].lacks == wanted


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
        count += sum(part.needs is not None for part in found)
    assert count >= 380


def megabytes(site, urls):
    """What files weigh on their way, packed as hosts pack what is not packed yet: gzip, level 6."""
    urls = [url for url in urls if not url.startswith("blob:")]  # scripts that have come already
    contents = [(site / urlparse(url).path[1:]).read_bytes() for url in urls]
    return sum(min(len(c), len(gzip.compress(c, 6))) for c in contents) / 1e6


def told_in(path, pattern):
    """The megabytes that a text tells its readers."""
    told = re.search(pattern, (ROOT / path).read_text(encoding="utf-8"))[1]
    return int(WORDS.get(told, told))


@has_python
@in_browser
@pytest.mark.parametrize("name", SAMPLE)
def test_cells_print_in_the_page_what_the_book_prints(site, server, browser, name):
    with Visit(browser, f"{server[0]}/notebooks/{name}.html") as visit:
        before, run = set(visit.requests), tool.cells(visit.page)
        results = [next(run)]
        loaded = megabytes(site, set(visit.requests) - before)
        results += itertools.islice(run, SAMPLE[name] - 1)
        assert not any("python/" in url for url in before), "loaded before a press"
        assert loaded <= 13, "a first press loads Python, its packages, the helpers and our scripts"
        assert round(loaded) == told_in("book/_live/live.js", r"loading Python \(about (\d+) MB")
        assert round(loaded) == told_in("book/intro.md", r"loads Python, some (\w+) megabytes")
        assert not any("/boxes/" in url for url in visit.requests), "data that no cell asked for"
        book = tool.stored(name)
        assert [tool.differs(r, book[r["id"]]) for r in results] == [""] * SAMPLE[name]
        assert visit.complaints == []


def test_two_runs_of_the_tool_keep_each_others_seconds(tmp_path, monkeypatch):
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    monkeypatch.setattr(tool, "SECONDS", tmp_path / "seconds.json")
    tool.SECONDS.write_text('{"a": {"x": 1}, "b": {"y": 2}}', encoding="utf-8")
    (tmp_path / "_build").mkdir()
    pages = ["a", *map(str, range(20))]
    with ThreadPoolExecutor(8) as runs:
        list(runs.map(lambda page: tool.keep(page, {"x": 3}), pages))
    kept = json.loads(tool.SECONDS.read_text(encoding="utf-8"))
    assert kept == {"b": {"y": 2}} | {page: {"x": 3} for page in pages}
    assert list(kept)[:2] == ["a", "b"]


LIVE_IDS = "window.liveCells.map(live => live.cell.id)"
EXERCISES = """async cells => {
  const found = {};
  bookPython.executed.clear();
  for (const [at, cell] of cells.entries()) if (cell.exercise) {
    const { outputs } = await bookPython.run(cells, at, () => {});
    found[cell.id] = outputs.at(-1).data;
  }
  return found;
}"""
FROM_KEPT = [  # cells of chapter 5 that take networks over from the book's run
    "first-exact-and-exact-at-the-end",
    "how-many-seeds-pass-which-exam",
    "the-machines-of-twenty-networks",
    "the-row-of-the-keras-model",
]


OURS = {"include": [[".live-bar"], [".live-editor"], [".live-output"]]}


def answered(path):
    """The cells of a notebook for the page, with solutions where a reader is to write."""
    solutions = {}
    for name, cell, text in exercises_of(path):
        code = re.search(r"<b>Solution</b>.*?```python\n(.*?)```", text, re.S)[1]
        solutions[cell.id] = code + "\n\n" + cell.source[cell.source.index(f"check.{name}(") :]
    cells = cells_of(path.stem)
    assert solutions.keys() == {cell["id"] for cell in cells if cell["exercise"]}
    return [cell | {"current": solutions.get(cell["id"], cell["code"])} for cell in cells]


WITH_DATA = {  # they read data whose licences keep them in their packages
    "def-better-verdicts-open",
    "def-next-films-train-names-new",
}


@has_python
@in_browser
def test_every_exercise_can_be_answered_and_checked_in_the_page(server, browser):
    with Visit(browser, f"{server[0]}/notebooks/05_binary_addition.html") as visit:
        book = tool.stored("05_binary_addition")
        at = {name: k for k, name in enumerate(visit.page.evaluate(LIVE_IDS))}
        results = [visit.page.evaluate(tool.RUN, at[i]) for i in FROM_KEPT]
        assert [tool.differs(r, book[r["id"]]) for r in results] == [""] * len(FROM_KEPT)
        assert all("book's own run" in r["status"] for r in results)
        unsolved = {}
        for path in PATHS:
            found = visit.page.evaluate(EXERCISES, answered(path))
            assert len(found) >= 3
            unsolved |= {i: html for i, html in found.items() if ">✓</span>" not in html}
        assert sum("boxes/rnn_helpers.trained" in url for url in visit.requests) == 1
        assert {i: html for i, html in unsolved.items() if "pip install" not in html} == {}
        assert set(unsolved) == WITH_DATA


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
        page.locator(".live-status", has_text="running …").wait_for(timeout=60_000)
        page.locator(".live-bar").nth(4).get_by_role("button", name="Run").click()
        assert "Another cell is running" in page.locator(".live-bar").nth(4).inner_text()
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
def test_an_exercise_is_solved_on_a_phone_by_keys_alone(server, browser):
    first = next(cell for cell in answered(PATHS[0]) if cell["exercise"])
    with Visit(browser, f"{server[0]}/notebooks/{PATHS[0].stem}.html", width=390) as visit:
        page, keys = visit.page, visit.page.keyboard
        at = page.evaluate(LIVE_IDS).index(first["id"])
        bar = page.locator(".live-bar").nth(at)
        bar.get_by_role("button", name="Run your answer").focus()
        keys.press("Enter")
        output = page.locator(".live-output")
        output.get_by_text("returns nothing yet").wait_for(timeout=60_000)
        assert output.locator(".live-title").inner_text() == "Your run"  # no tick: it is not solved
        assert page.get_by_text("returns nothing yet").locator("visible=true").count() == len(
            list(exercises_of(PATHS[0]))
        )  # one for each exercise: the printed one is hidden while there is the reader's
        bar.get_by_role("button", name="Edit").focus()
        keys.press("Enter")
        for code, told in [("1 / 0", "ZeroDivisionError"), (first["current"], "Solved.")]:
            keys.press("Control+A")
            keys.insert_text(code)
            keys.press("Shift+Enter")
            output.get_by_text(told).wait_for(timeout=60_000)
            for theme in ("light", "dark"):
                visit.change_to(390, theme)
                fits(page)
                found = Axe().run(page, context=OURS, options=VIOLATIONS)
                assert found.violations_count == 0, found.generate_report()
        keys.press("Escape")
        keys.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Run your answer"
        for button in bar.get_by_role("button").all():
            assert min(button.bounding_box()[side] for side in ("width", "height")) >= 44
        assert visit.complaints == []
        page.goto(f"{server[0]}/book/intro.html")
        assert page.get_by_text("✓ 1 solved here").count() == 1


@has_python
@in_browser
def test_a_phone_without_a_tab_key_keeps_the_indentation(server, browser):
    phone = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    ).new_page()
    phone.goto(f"{server[0]}/notebooks/{PATHS[0].stem}.html")
    phone.get_by_role("button", name="Edit").first.tap()
    editor = phone.locator(".live-editor")
    editor.fill("def f(x):")
    for code in ("if x:", "return 1", "# more", "# and more", "# and more"):
        phone.keyboard.press("Enter")
        phone.keyboard.type(code)
    lines = editor.input_value().split("\n")
    assert [len(line) - len(line.lstrip()) for line in lines] == [0, 4, 8, 8, 8, 8]
    assert editor.evaluate("box => box.scrollHeight <= box.clientHeight"), "lines are out of sight"
    assert editor.evaluate("box => parseFloat(getComputedStyle(box).fontSize)") >= 16
    phone.context.close()


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


@pytest.fixture
def laid(tmp_path, monkeypatch):
    """A folder in which four files are laid ready as the Python for the page."""
    files, folder = tmp_path / "files", tmp_path / "laid"
    files.mkdir()
    for name in ("core.js", "other.js", "core.wasm"):
        (files / name).write_text(name, encoding="utf-8")
    with zipfile.ZipFile(files / runtime.LIBRARY, "w") as library:
        for name in ("os.py", "ftplib.py", "encodings/cp437.py", "encodings/cp850.py"):
            library.writestr(name, f"# {name}")
    digests = {path.name: runtime.digest_of(path) for path in files.iterdir()}
    listed = runtime.LIST | {"sha256": digests, "packages": {}}
    monkeypatch.setattr(runtime, "LIST", listed)
    monkeypatch.setattr(runtime, "TARGET", folder)
    for source in ("from_release", "from_carrier"):
        copy = lambda target: shutil.copytree(files, target, dirs_exist_ok=True)  # noqa: E731
        monkeypatch.setattr(runtime, source, copy)
    runtime.main()
    return files, folder


def test_what_is_fetched_is_compared_with_the_list(laid, capsys):
    files, folder = laid
    assert (folder / "core.js").read_text(encoding="utf-8") == "core.js"
    (files / "other.js").write_text("something else", encoding="utf-8")
    shutil.rmtree(folder)
    runtime.main()
    said = capsys.readouterr().out
    assert "other.js is not the one that is listed" in said
    assert "no Run buttons" in said
    assert not folder.exists()


def names_in(archive):
    return zipfile.ZipFile(archive).namelist()


@pytest.mark.parametrize("name", ["core.js", runtime.LIBRARY])
def test_what_was_laid_ready_is_looked_at_before_each_build(laid, capsys, name):
    _, folder = laid
    assert names_in(folder / runtime.LIBRARY) == ["os.py", "encodings/cp437.py"]
    capsys.readouterr()
    runtime.main()
    assert capsys.readouterr().out == ""
    right = (folder / name).read_bytes()
    (folder / name).write_bytes(right[:-1])
    runtime.main()
    assert f"laid anew, for this changed: {name}" in capsys.readouterr().out
    assert (folder / name).read_bytes() == right


def test_what_was_laid_ready_is_laid_anew_where_more_is_cut_out(laid, capsys, monkeypatch):
    monkeypatch.setattr(runtime, "CUT", [*runtime.CUT, "more"])
    runtime.main()
    assert "laid anew, for this changed: what is cut out" in capsys.readouterr().out


def imported(code):
    """The files in which the modules would be that code imports."""
    for node in ast.walk(ast.parse(code)):
        names = []
        if isinstance(node, ast.Import):
            names = [part.name for part in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module, *(f"{node.module}.{part.name}" for part in node.names)]
        for name in names:
            yield from (name.replace(".", "/") + end for end in (".py", "/__init__.py"))


def test_nothing_that_a_cell_or_a_helper_imports_is_cut_out():
    files = [*python_files.PACKAGE.rglob("*.py"), *python_files.SOURCES.glob("*.py")]
    codes = [path.read_text(encoding="utf-8") for path in files]
    cells = [cell for path in PATHS for cell in cells_of(path.stem)]
    codes += [cell["code"] for cell in cells if cell["needs"] is not None]
    names = {name for code in codes for name in imported(code)}
    assert {"json.py", "numpy/__init__.py", "importlib/metadata.py", "rnn_helpers/rnn.py"} <= names
    assert [n for n in names if re.search("|".join(runtime.CUT), n)] == []


def test_a_trained_network_comes_only_where_it_is_asked_for():
    ask = (
        "import sys; from rnn_helpers import check; sys.exit('rnn_helpers.trained' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", ask]).returncode == 0


FORBID = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("denied", "SecurityError"); } })"""


@has_python
@in_browser
def test_buttons_are_there_for_who_forbids_the_page_to_remember(server, browser):
    with Visit(browser, f"{server[0]}/notebooks/09_faq.html") as visit:
        before = visit.count(".live-bar")
        visit.page.add_init_script(FORBID)
        visit.page.reload()
        assert visit.count(".live-bar") == before > 0
        visit.page.get_by_role("button", name="Edit").first.click()
        visit.page.locator(".live-editor").fill("1 + 1")
        visit.page.goto(f"{server[0]}/book/intro.html")
        assert visit.count(".forget") == 0


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
        forget = page.get_by_role("button", name="Forget my answers")
        assert forget.bounding_box()["height"] >= 44
        forget.click()
        assert page.get_by_text("1 solved here").count() == 0
        assert page.evaluate("localStorage.getItem('solved:09_faq.html:some-cell')") is None


PLAN = """([ran, needs, at, loads, changed]) => {
  const cell = () => ({ needs: [0], loads: [], code: "", current: "" });
  const cells = Array.from({ length: 10 }, cell);
  Object.assign(cells[at], { needs, loads });
  ran.forEach(k => bookPython.executed.set(k, { runs: true, code: "" }));
  changed.forEach(k => (cells[k].current = "changed"));
  const { fresh, units } = bookPython.plan(cells, at);
  bookPython.executed.clear();
  return [fresh, units.filter(([, runs]) => runs).map(([k]) => k)];
}"""


@has_python
@in_browser
def test_cells_run_in_their_order_or_all_of_them_afresh(server, browser):
    with Visit(browser, f"{server[0]}/notebooks/09_faq.html") as visit:
        for ran, needed, loads, changed, fresh, units in [
            ([], [1, 2], [], [], True, [1, 2, 5]),
            ([1, 2], [1, 2], [], [], False, [5]),
            ([1], [1, 2], [], [], False, [2, 5]),
            ([1, 3], [1, 2], [], [], True, [1, 2, 5]),  # 2 might undo what 3 did
            ([1, 2, 5], [1, 2], [], [], True, [1, 2, 5]),
            ([1, 2, 7], [1, 2], [], [], True, [1, 2, 5]),
            ([1, 2], [1, 2], [], [2], True, [1, 2, 5]),
            ([], [1, 2], [2], [], True, [1, 5]),
            ([], [1, 2], [2], [2], True, [0, 1, 2, 5]),  # then what it needs runs, too
            ([], [1, 2], [2], [0], True, [0, 1, 2, 5]),
            ([], [1, 2], [2], [1], True, [1, 5]),
        ]:
            found = visit.page.evaluate(PLAN, [ran, needed, 5, loads, changed])
            assert found == [fresh, units], (ran, needed, loads, changed)
