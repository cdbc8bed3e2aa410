"""All other pages on every screen, in a browser."""

import pytest
from visits import NAMES, in_browser, visit_on_every_screen

PAGES = [name for name in NAMES if name[:12] not in {f"notebooks/0{n}" for n in range(1, 7)}]


@in_browser
@pytest.mark.parametrize("name", PAGES)
def test_pages_work_on_every_screen(site, server, browser, name):
    visit_on_every_screen(site, server, browser, name)
