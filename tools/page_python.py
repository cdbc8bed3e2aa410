"""Run in a browser every cell of the built site that can run there, and compare what it prints.

``make run-in-page`` does so for all pages (``PAGES="04_math 09_faq"`` for some); it lists what
differs, and writes how long the slower cells took into ``book/_live/seconds.json``, from which the
page tells its readers what to expect.
"""

import functools
import http.server
import json
import sys
import threading
import time
from pathlib import Path

import anywhere
from chapters import browser_page

ROOT = Path(__file__).parents[1]
SITE = ROOT / "_build" / "html"
SECONDS = ROOT / "book" / "_live" / "seconds.json"
RUN = """async k => { const live = window.liveCells[k]; await live.run();
  const out = live.output, text = out && [...out.querySelectorAll("pre")].map(p => p.textContent);
  return { id: live.cell.id, printed: live.cell.printed, text: out && text.join(""),
    same: out?.dataset.same === "true", error: !!out?.querySelector(".live-error"),
    status: live.status.textContent }; }"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def serve():
    handler = functools.partial(Quiet, directory=str(SITE))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def cells(page):
    """Run the cells of a page in their order; yield what came of each, and how long it took."""
    page.set_default_timeout(600_000)
    for k in range(page.evaluate("(window.liveCells ?? []).length")):
        start = time.perf_counter()
        yield page.evaluate(RUN, k) | {"seconds": time.perf_counter() - start}


def differs(result):
    """Say what is wrong with the outcome of a cell, or nothing."""
    if result["error"] or result["text"] is None:
        return f"stops: {(result['text'] or result['status'])[-200:]}"
    if result["printed"].strip() and not result["same"]:
        return f"prints {result['text'][:100]!r} for {result['printed'][:100]!r}"
    return ""


def main(names):
    seconds, wrong, total = json.loads(SECONDS.read_text(encoding="utf-8")), 0, 0
    address = serve()
    for name in names or sorted(path.stem for path in (SITE / "notebooks").glob("*.html")):
        with browser_page() as page:
            page.goto(f"{address}/notebooks/{name}.html")
            results = list(cells(page))
        found = [f"  {r['id']} {differs(r)}" for r in results if differs(r)]
        print(
            f"{name}: {len(results) - len(found)} of {len(results)} cells as printed",
            *found,
            sep="\n",
        )
        slow = {r["id"]: round(r["seconds"]) for r in results[1:] if r["seconds"] >= 2}
        seconds[name], wrong, total = slow, wrong + len(found), total + len(results)
    SECONDS.write_text(json.dumps(seconds, indent=1) + "\n", encoding="utf-8")
    print(f"{total - wrong} of {total} cells print in the page what the book prints")
    return wrong


if __name__ == "__main__":
    anywhere.print_anything()
    sys.exit(bool(main(sys.argv[1:])))
