"""Sphinx extension: keep the site free of other hosts, of unused weight and of slow starts.

- What no page uses goes: Font Awesome's script (its icons also come as a font, of which icons.py
  keeps those that are shown), the set-up of Thebe, togglebutton and sphinx-design, translations of
  the theme, source maps.
- Scripts wait until the page is there; those of Sphinx's search, which search.py replaces, go.
- A formula of several lines may carry a number, ``\\tag{…}``, which Sphinx's ``split`` forbids.
- Formulas in raw HTML, such as a ``<summary>``, are formulas, and its quotes are curled.
- Pictures are loaded when the reader gets to them.
- Chinese on English pages is marked as such, so that it is spoken and drawn as Chinese.
- What the address of the site is, is read from ``html_baseurl``.
"""

import re
import shutil
from pathlib import Path

import icons
from docutils import nodes
from docutils.utils.smartquotes import educate_tokens
from markup import mend_page
from words import say

UNUSED = re.compile("thebe|toggle|design")  # scripts and style sheets
FILES = ["**/*.map", "scripts/fontawesome.js*", "vendor/fontawesome/*/js/*", "sphinx-thebe*"]
FILES += ["togglebutton.*", "design-tabs.js", "sphinx-design*"]
FILES += ["searchtools.js", "language_data.js", "**/*-macros.html"]
DROPPED = re.compile(
    r'\s*<script[^>]*(?:scripts/fontawesome\.js|/fontawesome/[^"]*/js/)[^>]*></script>'
    r'|\s*<link rel="preload" as="font"[^>]*>'
    r'|\s*<script src="[^"]*(?:searchtools|language_data|searchindex)\.js[^<]*</script>'
    r'|<meta name="viewport" content="width=device-width, initial-scale=1"\s*/>'  # a second one
    r'| role="doc-biblioentry"|(?<=<div) role="list"(?= class="citation-list")'  # no list items
)
BLOCKING = re.compile(r'<script(?= src="(?!\S*documentation_options))')
EMPTY_HEAD = re.compile(r'<th( class="head[^>]*)>(?:\s|<p>\s*</p>)*</th>')
FORMULA_HEAD = re.compile(
    r'<th class="head[^>]*>(?:<p>)?<span class="math(?:(?!</th>|class="words").)*</th>', re.S
)
HEAD_ENDS = re.compile(r"(?:</p>)?</th>")  # a paragraph that does not end it has a margin
SIDEBAR = re.compile(r'id="pst-primary-sidebar"(?! role)')
SPOKEN = re.compile(r"<mjx-assistive-mml.*?</mjx-assistive-mml>", re.S)
IN_HTML = re.compile(r"\$([^$]+)\$")
NOT_WORDS = re.compile(r"(<code.*?</code>|<[^>]*>|\$[^$]+\$)", re.S)
TAG = re.compile(r"(<script.*?</script>|<title.*?</title>|<[^>]*>)", re.S)
HAN = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"
CHINESE = re.compile(rf"[{HAN}]*[\u4e00-\u9fff][{HAN}]*")
MARK = '<span lang="zh-Hans">'


def name_the_site(app, config):
    config.ogp_site_url = config.html_baseurl
    config.ogp_site_name = config.html_title or config.project
    config.ogp_image_alt = say("The title of the page over its first figure")


def keep_formulas(app, doctree, docname):
    """Hand MathJax numbered formulas as they are written, and those in raw HTML as formulas."""
    for block in doctree.findall(nodes.math_block):
        if "\\tag" in block.astext() and not block.get("nowrap"):
            block["nowrap"] = True
            block.children = [nodes.Text(rf"\[{block.astext()}\]")]
    for raw in doctree.findall(nodes.raw):
        text = raw.astext()
        if raw["format"] == "html" and "<summary" in text:
            formula = r'<span class="math notranslate nohighlight">\\(\1\\)</span>'
            raw.children = [nodes.Text(IN_HTML.sub(formula, curl_quotes(text)))]


def curl_quotes(text):
    """Curl the quotes of a question, as Sphinx does those of all other sentences; not in code."""
    parts = NOT_WORDS.split(text)
    kinds = {"<": "tag", "$": "literal"}
    tokens = [("literal" if p[:5] == "<code" else kinds.get(p[:1], "plain"), p) for p in parts]
    return "".join(educate_tokens(tokens, "q"))


def tidy_page(app, pagename, templatename, context, doctree):
    for kind in ("script_files", "css_files"):
        context[kind] = [a for a in context.get(kind, []) if not UNUSED.search(source_of(a))]
    if "body" in context:
        context["body"] = context["body"].replace("<img ", '<img loading="lazy" ')


def source_of(asset):
    """The file or the text of a script or style sheet, as one lower-case string."""
    attributes = getattr(asset, "attributes", {})
    return f"{getattr(asset, 'filename', asset)} {attributes.get('body', '')}".lower()


def mark_chinese(text):
    """Say of every run of Chinese characters between two tags that it is Chinese."""
    parts = TAG.split(text)
    for place in range(0, len(parts), 2):
        if place == 0 or 'lang="zh-Hans"' not in parts[place - 1]:
            parts[place] = CHINESE.sub(rf"{MARK}\g<0></span>", parts[place])
    return "".join(parts)


def name_head(found):
    """Let a formula that heads a column be read as words, since checkers see none in MathML."""
    words = [re.sub("<[^>]+>", "", math) for math in SPOKEN.findall(found[0])]
    cell = found[0].replace("<mjx-assistive-mml", '<mjx-assistive-mml aria-hidden="true"')
    spoken = f'<span class="words">{" ".join(words)}</span>'
    return HEAD_ENDS.sub(lambda end: spoken + end[0], cell)


def tidy_html(text):
    """Mend what the templates of the theme write into every page; done twice, it is as once."""
    text = mend_page(DROPPED.sub("", text))
    text = BLOCKING.sub("<script defer", text)
    text = text.replace('data-theme="auto"', 'data-theme="light"', 1)  # until a script knows better
    text = re.sub(r"<title>(.+) &#8212; \1</title>", r"<title>\1</title>", text)
    text = EMPTY_HEAD.sub(r"<td\1></td>", text)
    text = FORMULA_HEAD.sub(name_head, text)
    text = SIDEBAR.sub(r'\g<0> role="complementary"', text)
    text = text.replace(
        '<summary><span class="toctree-toggle" role="presentation">',
        f'<summary aria-label="{say("Parts of this chapter")}"><span class="toctree-toggle">',
    )
    return text if re.search('<html lang="zh', text) else mark_chinese(text)


def finish(app, exception):
    if exception is not None or app.builder.format != "html":
        return
    pages = {path: tidy_html(path.read_text("utf-8")) for path in Path(app.outdir).rglob("*.html")}
    for path, text in pages.items():
        path.write_text(text, encoding="utf-8")
    static = Path(app.outdir, "_static")
    shutil.rmtree(static / "locales", ignore_errors=True)
    for pattern in FILES:
        for path in static.glob(pattern):
            path.unlink()
    icons.keep_used(static, pages.values())


def setup(app):
    app.setup_extension("lost")
    app.setup_extension("markup")
    app.setup_extension("narrow")
    app.setup_extension("references")
    app.setup_extension("signs")
    app.setup_extension("unscripted")
    app.connect("config-inited", name_the_site, priority=900)
    app.connect("doctree-resolved", keep_formulas)
    app.connect("html-page-context", tidy_page, priority=900)
    app.connect("build-finished", finish, priority=700)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
