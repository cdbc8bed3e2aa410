"""Run every notebook in a fresh kernel; report seconds, peak memory and file size.

Run it with ``make bench-notebooks``; it takes as long as reading them all does.
"""

import os
import sys
import threading
import time
from pathlib import Path

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # as the tests do

import nbformat
import psutil
from nbclient import NotebookClient


class PeakMemory(threading.Thread):
    """Watch the memory of all child processes until told to stop."""

    def __init__(self):
        super().__init__(daemon=True)
        self.peak, self.done = 0, threading.Event()

    def run(self):
        while not self.done.wait(0.1):
            used = 0
            for child in psutil.Process().children(recursive=True):
                try:
                    used += child.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            self.peak = max(self.peak, used)


def main(paths):
    print(f"{'notebook':<34}{'seconds':>8}{'peak MB':>9}{'file KB':>9}")
    for path in paths or sorted(Path("notebooks").glob("*.ipynb")):
        watch, start = PeakMemory(), time.perf_counter()
        watch.start()
        NotebookClient(nbformat.read(path, as_version=4), timeout=600).execute()
        seconds = time.perf_counter() - start
        watch.done.set()
        sizes = f"{watch.peak / 2**20:>9.0f}{Path(path).stat().st_size / 1024:>9.0f}"
        print(f"{Path(path).stem:<34}{seconds:>8.1f}{sizes}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
