"""Run in a browser every cell of the built site that can run there, and compare what it shows.

``make run-in-page`` does so for all pages (``PAGES="04_math 09_faq"`` for some), each cell with
those before it. With ``PAGES="--alone 04_math"`` the cells run from the last to the first, so that
each begins afresh and gets only those that it needs, as for a reader who presses one button.

Text and HTML have to be those of the book, letter for letter. Figures are drawn by another version
of matplotlib: as many, of the same form, and alike when seen from afar (:func:`alike`). What
differs for a reason stands in ``book/_live/differs.json`` with the reason. The tool lists the rest,
and writes how long the slower cells took into ``book/_live/seconds.json``, from which the page
tells its readers what to expect: seconds of the processor, for the machine may do other things.
"""

import base64
import functools
import http.server
import io
import json
import sys
import threading
from collections import Counter
from pathlib import Path

import anywhere
import nbformat
import numpy as np
from chapters import browser_page
from filelock import FileLock
from PIL import Image
from run_in_page import cells_of

ROOT = Path(__file__).parents[1]
SITE = ROOT / "_build" / "html"
LIVE = ROOT / "book" / "_live"
SECONDS = LIVE / "seconds.json"
DIFFERS = json.loads((LIVE / "differs.json").read_text(encoding="utf-8"))
FAR = (24, 16)  # pixels of a figure seen from afar
LARGEST = 12  # mean difference of such pixels, of 255
RUN = """async k => {
  const live = window.liveCells[k];
  live.outputs = null;
  await live.run();
  const { cell: { id, printed }, outputs, text, status } = live;
  return { id, printed, outputs, text, status: status.textContent };
}"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def serve():
    handler = functools.partial(Quiet, directory=str(SITE))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def cells(page, alone=False):
    """Run the cells of a page; yield what came of each, and how long it took."""
    count = page.evaluate("(window.liveCells ?? []).length")
    browser = page.context.browser.new_browser_cdp_session()
    for k in reversed(range(count)) if alone else range(count):
        start = seconds_of(browser)
        yield page.evaluate(RUN, k) | {"seconds": seconds_of(browser) - start}


def seconds_of(browser):
    """What the processor has spent on the pages of a browser, and on their Python."""
    processes = browser.send("SystemInfo.getProcessInfo")["processInfo"]
    return sum(process["cpuTime"] for process in processes if process["type"] == "renderer")


def stored(name):
    """The HTML and the figures that the book shows, by the ids of the cells."""
    notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", 4)
    found = {}
    for cell in notebook.cells:
        data = [output.get("data", {}) for output in cell.get("outputs", [])]
        found[cell.id] = {
            kind: [d[kind] for d in data if kind in d] for kind in ("text/html", "image/png")
        }
    return found


def differs(result, book):
    """Say what is wrong with the outcome of a cell, or nothing."""
    made = {kind: [] for kind in ("text", "html", "png", "error")}
    for output in result["outputs"] or []:
        made[output["kind"]].append(output["data"])
    if made["error"] or result["outputs"] is None:
        return f"stops: {''.join(made['error'])[-200:] or result['status']}"
    if result["text"].rstrip() != result["printed"].rstrip():
        return f"prints {result['text'][:100]!r} for {result['printed'][:100]!r}"
    if made["html"] != book["text/html"]:
        return "shows other HTML"
    if len(made["png"]) != len(book["image/png"]):
        return f"draws {len(made['png'])} figures for {len(book['image/png'])}"
    apart = [alike(*pair) for pair in zip(made["png"], book["image/png"], strict=True)]
    return f"draws another figure: {max(apart):.0f}" if max(apart, default=0) > LARGEST else ""


def alike(new, old):
    """How far two pictures are apart, seen from afar: the mean difference of their pixels."""
    far = [Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB") for png in (new, old)]
    new, old = (np.asarray(picture.resize(FAR, Image.Resampling.BOX), float) for picture in far)
    return np.abs(new - old).mean()


def look_at(address, name, alone):
    """Run the cells of a page; return its results, and what is wrong with which."""
    with browser_page() as page:
        page.goto(f"{address}/notebooks/{name}.html")
        results = list(cells(page, alone))
    book, reasons = stored(name), DIFFERS.get(name, {})
    wrong = {r["id"]: differs(r, book[r["id"]]) for r in results}
    told = {i: f"{text} ({reasons[i]})" for i, text in wrong.items() if text and i in reasons}
    same = [f"{i} is as printed, but listed" for i in reasons if not wrong.get(i)]
    new = [f"{i} {text}" for i, text in wrong.items() if text and i not in reasons]
    equal = sum(not text for text in wrong.values())
    print(f"{name}: {equal} of {len(results)} cells as printed", flush=True)
    for lacks, count in Counter(" ".join(cell["lacks"]) for cell in cells_of(name)).items():
        if lacks:
            print(f"  {count} cannot run, for want of {lacks}")
    for i, text in told.items():
        print(f"  {i} {text}")
    for line in new + same:
        print(f"! {line}", flush=True)
    return results, equal, len(new + same)


def keep(name, slow):
    """Write how long the slower cells of a page took; other runs may do so at the same time."""
    with FileLock(ROOT / "_build" / "seconds.lock"):
        seconds = json.loads(SECONDS.read_text(encoding="utf-8")) | {name: slow}
        SECONDS.write_text(json.dumps(seconds, indent=1) + "\n", encoding="utf-8")


def main(names):
    alone = "--alone" in names
    names = [name for name in names if name != "--alone"]
    total, equal, wrong = 0, 0, 0
    address = serve()
    for name in names or sorted(path.stem for path in (SITE / "notebooks").glob("*.html")):
        results, as_printed, unexpected = look_at(address, name, alone)
        slow = {r["id"]: round(r["seconds"]) for r in results[1:] if r["seconds"] >= 2}
        if not alone:
            keep(name, slow)
        total, equal, wrong = total + len(results), equal + as_printed, wrong + unexpected
    print(f"{equal} of {total} cells show in the page what the book shows")
    return wrong


if __name__ == "__main__":
    anywhere.print_anything()
    sys.exit(bool(main(sys.argv[1:])))
