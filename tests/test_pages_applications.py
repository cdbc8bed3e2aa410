"""Chapters 6 to 6g on every screen, in a browser."""

import pytest
from visits import NOTEBOOKS, in_browser, visit_on_every_screen

PAGES = [name for name in NOTEBOOKS if name[10:12] == "06"]


@in_browser
@pytest.mark.parametrize("name", PAGES)
def test_pages_work_on_every_screen(site, server, browser, name):
    visit_on_every_screen(site, server, browser, name)
