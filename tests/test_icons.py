"""The fonts of the theme's icons are cut down, and no icon that is shown is missing."""

import re

import icons
from fontTools.ttLib import TTFont

FAMILIES = {"fa-solid", "fa-brands", "fa-regular", "fa-lg"}  # and a size


def test_every_icon_that_is_shown_is_in_a_font(site):
    fonts = [*site.glob("_static/vendor/fontawesome/webfonts/*")]
    drawn = {number for font in fonts for number in TTFont(font).getBestCmap()}
    style = (site / "_static/styles/pydata-sphinx-theme.css").read_text(encoding="utf-8")
    texts = [path.read_text(encoding="utf-8") for path in site.rglob("*.html")]
    shown = set(re.findall(r'class="[^"]*?\b(fa-[a-z-]+)(?: fa-lg)?"', "\n".join(texts)))
    assert len(shown - FAMILIES) > 10
    for name in shown - FAMILIES:
        code = re.search(rf'\.{name}:{{1,2}}before[^{{]*\{{content:"\\([0-9a-f]+)"', style)
        assert int(code[1], 16) in drawn, name
    assert sum(font.stat().st_size for font in fonts) < 20_000


def test_what_is_not_shown_is_dropped(tmp_path):
    rules = '.fa-sun:before{content:"\\f185"}.fa-day:before,.fa-moon:before{content:"\\f186"}'
    face = (
        '@font-face{font-family:Font Awesome\\ 6 Free;src:url(../webfonts/a-900.woff2) format("w")}'
    )
    sheet = tmp_path / "theme.css"
    sheet.write_text(f"/* Font Awesome Free 6 */{rules}{face}", encoding="utf-8")
    icons.keep_used(tmp_path, ['<i class="fa-solid fa-day"></i>'])
    cut = sheet.read_text(encoding="utf-8")
    assert "fa-moon" in cut
    assert "fa-sun" not in cut
    assert "/* Font Awesome Free 6 */" in cut  # whose work it is, stays
    assert r'family:Icons\ 6 Free;src:url(../webfonts/a-900.woff) format("woff")}' in cut
