"""The Chromium or Chrome of this machine, if there is one: it sets formulas and prints the book."""

import contextlib
import shutil

PROGRAMS = ("chromium", "google-chrome", "chromium-browser", "chrome")


def program():
    """The path of an installed browser, or None."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


@contextlib.contextmanager
def new_page():
    """Open an empty page; the browser ends with the block."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()
