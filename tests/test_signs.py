"""Signs of code without tags of their own look as they did with them."""

import pytest
import signs
from visits import NOTEBOOKS, Visit, in_browser

BOX = '<div class="{}"><div class="highlight"{}><pre>{}</pre></div></div>'
CODE = (
    '<span></span><span class="kn">import</span><span class="w"> </span>'
    '<span class="nn">np</span>\n<span class="n">a</span> <span class="o">=</span> '
    '<span class="n">np</span><span class="p">([</span><span class="mi">1</span>'
    '<span class="p">])</span>'
)
BARE = (
    '<span></span><span class="kn">import</span> np\n'
    'a <span class="o">=</span> np([<span class="mi">1</span>])'
)
LOOKS = """names => [...document.querySelectorAll(".highlight-python pre")].map(code =>
  [code, ...names.map(name => {
    const sign = document.createElement("span");
    sign.className = name;
    return code.appendChild(sign);
  })].map(sign => {
    const { color, fontWeight, fontStyle } = getComputedStyle(sign);
    return [color, fontWeight, fontStyle].join();
  }))"""


def test_only_signs_of_python_lose_their_tags():
    python, other = "highlight-python notranslate", "highlight-bash notranslate"
    boxes = [(python, "", CODE), (other, "", CODE), (python, ' lang="en"', CODE)]
    wanted = [(python, "", BARE), (other, "", CODE), (python, ' lang="en"', BARE)]
    text = "".join(BOX.format(*box) for box in boxes)
    assert signs.bare(text) == "".join(BOX.format(*box) for box in wanted)
    assert signs.bare(signs.bare(text)) == signs.bare(text)


def test_no_page_has_such_tags(site):
    for name in NOTEBOOKS:
        for edition in (site, site / "zh"):
            text = (edition / f"{name}.html").read_text(encoding="utf-8")
            assert signs.CODE.search(text)
            assert signs.bare(text) == text


@in_browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_signs_look_as_they_would_with_their_tags(site, browser, theme):
    with Visit(browser, (site / f"{NOTEBOOKS[0]}.html").as_uri(), theme=theme) as visit:
        found = visit.page.evaluate(LOOKS, [*signs.PLAIN, "o"])
        assert len(found) > 10
        for *alike, operator in found:
            assert len(set(alike)) == 1
            assert operator not in alike
