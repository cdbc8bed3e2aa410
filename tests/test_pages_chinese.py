"""The Chinese pages on a screen and on a phone, in a browser.

The English ones prove the four pairs of size and theme; these have the same styles, so that one
visit with the light on and one in the dark finds what the other language changes.
"""

import pytest
from visits import NAMES, in_browser, visit_on_every_screen

LOOKS = ((1440, "light"), (390, "dark"))


@in_browser
@pytest.mark.parametrize("name", [f"zh/{name}" for name in NAMES])
def test_chinese_pages_work_on_every_screen(site, server, browser, name):
    visit_on_every_screen(site, server, browser, name, LOOKS)
