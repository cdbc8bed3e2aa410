"""Python in the page runs as it was built, or not at all: what was altered is refused by its name.

The pages come from another machine by plain HTTP, where browsers do not offer their cryptography.
"""

import contextlib
import hashlib
import json
import re
from urllib.parse import urlparse

import page_python as tool
import pytest
import python_files
import runtime
from python_files import integrity
from test_run_in_page import FROM_KEPT, LIVE_IDS, has_python
from visits import ELSEWHERE, Visit, in_browser

CORE = [f"python/{name}" for name in [*runtime.LIST["sha256"], "pyodide-lock.json"]]
AT_ONCE = [*CORE, "rnn_helpers.zip", "boxes.py", "kept.py", "runner.py"]
LATER = {
    "boxes/scikit-learn.zip": "from rnn_helpers import datasets\nprint(len(datasets.digits()))",
    "boxes/rnn_helpers.trained.zip": "import rnn_helpers.trained\nprint(2)",
}
OF_EACH_KIND = [name for name in AT_ONCE if "whl" not in name or "kiwisolver" in name]
KEPT = "kept/three-exams-for-smaller-networks.npz"
REFUSED = {"": "missing or altered: {}).", "zh/": "缺失或被改动：{}）。"}


@pytest.fixture(scope="module")
def files(site):
    """What a page knows of the files of Python."""
    text = (site / "_static" / "live" / "files.js").read_text(encoding="utf-8")
    return json.loads(text[text.index("{") : text.rindex("}") + 1])["files"]


@has_python
def test_pages_know_each_file_that_is_loaded_after_a_press(site, files):
    folder = site / "_static" / "live"
    parts = [folder.glob("*.[!cj]*"), *(folder.glob(f"{p}/*") for p in ("python", "kept", "boxes"))]
    there = {path.relative_to(folder).as_posix(): path for part in parts for path in part}
    assert files.keys() == {name for name, path in there.items() if path.is_file()}
    assert {*AT_ONCE, *LATER, KEPT} <= files.keys()
    for name, wanted in files.items():
        assert wanted == integrity(hashlib.sha256(there[name].read_bytes()).hexdigest())
    for name in ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm"):
        assert files[f"python/{name}"] == integrity(runtime.LIST["sha256"][name])


def test_what_is_listed_counts_whatever_lies_there(tmp_path, monkeypatch):
    monkeypatch.setattr(python_files, "RUNTIME", tmp_path)
    lock = {"trimmed": {"python_stdlib.zip": "ab" * 32}}
    (tmp_path / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    (tmp_path / "python").mkdir()
    (tmp_path / "python" / "pyodide.js").write_text("something else", encoding="utf-8")
    found = python_files.integrities(tmp_path)
    assert found["python/pyodide.js"] == integrity(runtime.LIST["sha256"]["pyodide.js"])
    assert found["python/python_stdlib.zip"] == integrity("ab" * 32)


@contextlib.contextmanager
def altered(site, page, name, **times):
    """The site sends a file with another byte in its middle."""
    content = bytearray((site / "_static" / "live" / name).read_bytes())
    content[len(content) // 2] ^= 1
    pattern = re.compile(re.escape(f"/live/{name}"))
    page.route(pattern, lambda route: route.fulfill(body=bytes(content)), **times)
    yield
    page.unroute(pattern)


def visit_elsewhere(server, browser, name):
    return Visit(browser, f"{server[0].replace('127.0.0.1', ELSEWHERE)}/{name}.html")


def refused(bar, name, edition=""):
    """Wait until the status line below a cell says that a file was refused."""
    text = REFUSED[edition].format(name.rpartition("/")[2])
    bar.locator("[role=status]", has_text=text).wait_for(timeout=60_000)


@has_python
@in_browser
@pytest.mark.parametrize(
    ("edition", "name"), [*(("", name) for name in OF_EACH_KIND), ("zh/", CORE[0])]
)
def test_an_altered_file_is_refused_by_its_name(site, server, browser, edition, name):
    with visit_elsewhere(server, browser, f"{edition}notebooks/09_faq") as visit:
        assert not visit.page.evaluate("isSecureContext")
        bar = visit.page.locator(".live-bar").nth(3)
        with altered(site, visit.page, name):
            bar.get_by_role("button").first.click()
            refused(bar, name, edition)
        assert visit.count(".live-output") == 0


@has_python
@in_browser
def test_altered_data_are_refused_when_a_cell_asks_for_them(site, server, browser, files):
    with visit_elsewhere(server, browser, "notebooks/09_faq") as visit:
        page, bar = visit.page, visit.page.locator(".live-bar").nth(3)
        bar.get_by_role("button", name="Edit").click()
        before = set(visit.requests)
        for name, code in LATER.items():
            page.locator(".live-editor").fill(code)
            with altered(site, page, name):
                bar.get_by_role("button", name="Run").click()
                refused(bar, name)
        bar.get_by_role("button", name="Run").click()  # the last one, as it should be
        bar.get_by_text("Done.").wait_for(timeout=60_000)
        assert page.locator(".live-output pre").inner_text().strip() == "2"
        asked = {urlparse(url).path for url in set(visit.requests) - before if url[:4] == "http"}
        assert {path.rpartition("/live/")[2] for path in asked} == {*AT_ONCE, *LATER}


@has_python
@in_browser
def test_a_file_that_was_altered_on_its_way_is_asked_for_anew(site, server, browser):
    with visit_elsewhere(server, browser, "notebooks/05_binary_addition") as visit:
        page, at = visit.page, visit.page.evaluate(LIVE_IDS).index(FROM_KEPT[1])
        with altered(site, page, KEPT):
            told = page.evaluate(tool.RUN, at)["status"]
            assert REFUSED[""].format(KEPT.rpartition("/")[2]) in told
        with altered(site, page, KEPT, times=1), altered(site, page, CORE[0], times=1):
            result = page.evaluate(tool.RUN, at)
        assert tool.differs(result, tool.stored("05_binary_addition")[FROM_KEPT[1]]) == ""
        assert "book's own run" in result["status"]
