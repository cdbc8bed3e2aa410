"""The built site, made once for all tests that look at it, however many run at a time."""

import functools
import http.server
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "book" / "_ext"))  # for the tests of the book's own extensions
sys.path.insert(0, str(ROOT / "benchmarks"))  # and of its curves

pytest.register_assert_rewrite("visits")  # so that a failure there shows its values
import visits


@pytest.fixture(scope="session")
def site(tmp_path_factory, worker_id):
    """The site, away from the checkout; the first worker that needs it builds it."""
    shared = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        shared = shared.parent
    folder = shared / "site"
    with FileLock(shared / "site.lock"):
        if not (folder / "built").exists():
            build(folder)
            (folder / "built").touch()
    return folder / "_build" / "html"


@pytest.fixture(scope="module")
def server(site):
    visits.CountingHandler.asked = []
    handler = functools.partial(visits.CountingHandler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}", visits.CountingHandler.asked
        running.shutdown()


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    quiet.append(f"--host-resolver-rules=MAP {visits.ELSEWHERE} 127.0.0.1")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=visits.BROWSER, args=quiet)
        yield running
        running.close()


def build(folder):
    """Build the book in both languages, with warnings as errors."""
    command = [sys.executable, str(ROOT / "tools" / "build_book.py"), str(folder)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace")
    assert done.returncode == 0, done.stdout + done.stderr
