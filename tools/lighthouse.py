"""Let Lighthouse judge pages of the built site: ``make lighthouse`` (``PAGES="book/intro"``).

The site is served as hosts serve it, with its texts compressed, and each page is loaded three times
as by a phone on a slow line and three times as by a desktop. What is printed is the median: scores
of 100, the time until the largest part is seen (LCP), and how long scripts keep the reader from
doing anything (TBT). It is a report and no gate, for times depend on the machine and on what else
runs there. Lighthouse comes by ``npx``, which needs Node.
"""

import functools
import gzip
import http.server
import json
import mimetypes
import os
import shutil
import statistics
import subprocess
import sys
import threading
from pathlib import Path

import anywhere

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "book" / "_ext"))
import browser

SITE = ROOT / "_build" / "html"
PAGES = ["book/intro", "notebooks/05_binary_addition", "book/api"]
RUNS = 3
TOOL = "lighthouse@12.8.2"
FLAGS = "--headless --no-sandbox --disable-gpu --disable-background-networking --no-first-run"
KINDS = ("performance", "accessibility", "best-practices", "seo")
TIMES = {"LCP": "largest-contentful-paint", "TBT": "total-blocking-time"}


class Compressed(http.server.SimpleHTTPRequestHandler):
    """Serve a folder, its texts compressed."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.exists():
            return self.send_error(404)
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        body, text = path.read_bytes(), any(w in kind for w in ("text", "script", "json", "xml"))
        self.send_response(200)
        self.send_header("Content-Type", kind)
        if text:
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def missing(which=shutil.which):
    """Say what this machine lacks, or nothing."""
    if which("npx") is None:
        return "No Node is here, whose npx would bring Lighthouse: nothing is measured."
    if browser.program() is None:
        return "No Chromium or Chrome is here: nothing is measured."
    return None


def judge(address, desktop):
    """Let Lighthouse load a page once; return its report."""
    command = ["npx", "--yes", TOOL, address, "--quiet", "--output=json", f"--chrome-flags={FLAGS}"]
    command += ["--preset=desktop"] if desktop else []
    settings = os.environ | {"CHROME_PATH": browser.program()}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=settings, check=True)
    return json.loads(done.stdout)


def summary(reports):
    """The medians of some reports: scores as whole numbers, times in milliseconds."""
    scores = {
        kind: round(100 * statistics.median(r["categories"][kind]["score"] for r in reports))
        for kind in KINDS
    }
    times = {
        name: round(statistics.median(r["audits"][key]["numericValue"] for r in reports))
        for name, key in TIMES.items()
    }
    return scores | times


def main(pages):
    handler = functools.partial(Compressed, directory=str(SITE))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for page in pages:
            address = f"http://127.0.0.1:{server.server_port}/{page}.html"
            for screen in ("mobile", "desktop"):
                reports = [judge(address, screen == "desktop") for _ in range(RUNS)]
                told = ", ".join(f"{name} {value}" for name, value in summary(reports).items())
                print(f"{page}, {screen}: {told}", flush=True)
        server.shutdown()


if __name__ == "__main__":
    anywhere.print_anything()
    lack = missing()
    if lack:
        print(lack)
    else:
        main(sys.argv[1:] or PAGES)
