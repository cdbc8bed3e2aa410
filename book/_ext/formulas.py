"""Sphinx extension: formulas are set when the site is built, not in the reader's browser.

MathJax sets them, in a browser of this machine, as HTML with MathML for screen readers; the pages
then need its style and its fonts, but no script. What was set is kept in ``_build/formulas.json``,
so that only new formulas take time. Where no browser is installed, the pages bring MathJax along
and set their formulas themselves.
"""

import html
import importlib.metadata
import importlib.util
import json
import re
import tempfile
from pathlib import Path

import browser
from sphinx.util import logging
from sphinx.util.fileutil import copy_asset
from words import ROOT

PARTS = ["core", "input/tex", "output/chtml", "a11y/assistive-mml"]
FILES = ["startup.js", "output/chtml/fonts/tex.js", *(f"{part}.js" for part in PARTS)]
FONTS = "output/chtml/fonts/woff-v2"
SIZE = 1.17  # makes MathJax's small letters as tall as those of the fonts that the pages ask for
CONFIG = {"loader": {"load": PARTS}, "chtml": {"matchFontHeight": False, "scale": SIZE}}
FORMULA = re.compile(
    r'(<(span|div) class="[^"]*\bmath\b[^"]*"[^>]*>)\s*(\\[(\[][^<]*\\[)\]])\s*</\2>'
)
LINK = '<link rel="stylesheet" href="{}_static/formulas.css" />\n  </head>'
SCRIPTS = re.compile(r"\s*<script>window\.MathJax.*?</script>|\s*<script[^>]*/mathjax/.*?</script>")
NEEDLESS = re.compile(  # the size is in the style sheet, the rest is MathJax's own book-keeping
    r' class="(?:mjx-[in]|MathJax)"| (?:data-mjx-[\w-]+|texclass|unselectable)="[^"]*"'
    r'| style="font-size: [\d.]+%; position: relative;"'
)
BASE = f'mjx-container[jax="CHTML"] {{ font-size: {SIZE:.0%}; position: relative; }}'
READ = """async () => { await MathJax.startup.promise; await document.fonts.ready;
  const boxes = [...document.querySelectorAll("body > div")];
  for (const box of boxes) for (const set of box.querySelectorAll("mjx-container:not([display])"))
    if (set.getBoundingClientRect().width > 220) set.className = "wide";  // for a small phone
  return { formulas: boxes.map(box => box.innerHTML),
  rules: [...document.querySelector("#MJX-CHTML-styles").sheet.cssRules].map(r => r.cssText),
  fonts: [...document.fonts].filter(font => font.status === "loaded").map(f => f.family)}; }"""
GLYPH = re.compile(r"mjx-c[0-9A-F]+\b")
log = logging.getLogger(__name__)


def mathjax():
    """The folder of the installed MathJax."""
    package = importlib.util.find_spec("sphinx-mathjax-offline").submodule_search_locations[0]
    return Path(package, "static", "mathjax")


def name_scripts(app, config):
    config.mathjax_path = "mathjax/startup.js"
    config.mathjax3_config = CONFIG


def set_formulas(formulas):
    """Let a browser set a list of formulas; return their HTML, MathJax's rules, and its fonts."""
    boxes = "\n".join(f"<div>{html.escape(formula)}</div>" for formula in formulas)
    config, script = json.dumps(CONFIG), (mathjax() / "startup.js").as_uri()
    with tempfile.TemporaryDirectory() as folder, browser.new_page() as page:
        source = Path(folder, "formulas.html")
        source.write_text(
            f'<!DOCTYPE html><meta charset="utf-8"><body>{boxes}'
            f'<script>window.MathJax = {config}</script><script src="{script}"></script></body>',
            encoding="utf-8",
        )
        page.goto(source.as_uri(), timeout=120_000)
        found = page.evaluate(READ)
    found["formulas"] = [NEEDLESS.sub("", formula) for formula in found["formulas"]]
    return found


def remember(path, formulas):
    """Read what was set before, add what is new, and return all of it."""
    about = [CONFIG, NEEDLESS.pattern, importlib.metadata.version("sphinx-mathjax-offline")]
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if kept.get("about") != about:
        kept = {"about": about, "set": {}, "rules": [], "fonts": []}
    new = [formula for formula in dict.fromkeys(formulas) if formula not in kept["set"]]
    if new:
        found = set_formulas(new)
        kept["set"] |= dict(zip(new, found["formulas"], strict=True))
        for part in ("rules", "fonts"):
            kept[part] += [entry for entry in found[part] if entry not in kept[part]]
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(kept), encoding="utf-8")
    return kept


def style(kept, glyphs):
    """The rules that the site's formulas need, and the files of the fonts that they name."""
    rules, files = [BASE], []
    for rule in kept["rules"]:
        if rule.startswith("@font-face"):
            family, file = re.search(r"family: ([\w-]+);.*/(MathJax_[\w-]+\.woff)", rule).groups()
            if family in kept["fonts"]:
                files.append(file)
                rules.append(f'@font-face {{ font-family: {family}; src: url("mathjax/{file}"); }}')
        elif (glyph := GLYPH.search(rule)) is None or glyph[0] in glyphs:
            rules.append(rule)
    return "\n".join(rules), files


def finish(app, exception):
    if exception is not None or app.builder.format != "html":
        return
    static = Path(app.outdir, "_static")
    if browser.program() is None:
        log.info("No Chromium or Chrome is installed: readers' browsers will set the formulas.")
        for name in [*FILES, FONTS, "input/tex/extensions"]:
            target = static / "mathjax" / name
            copy_asset(mathjax() / name, target if target.suffix == "" else target.parent)
        return
    pages = {path: path.read_text(encoding="utf-8") for path in Path(app.outdir).rglob("*.html")}
    wanted = [html.unescape(f[3]) for text in pages.values() for f in FORMULA.finditer(text)]
    kept = remember(ROOT / "_build" / "formulas.json", wanted)
    for path, text in pages.items():
        text = SCRIPTS.sub("", text)
        text = FORMULA.sub(lambda f: f"{f[1]}{kept['set'][html.unescape(f[3])]}</{f[2]}>", text)
        if "<mjx-container" in text and "formulas.css" not in text:
            up = "../" * len(path.relative_to(app.outdir).parents[1:])
            text = text.replace("</head>", LINK.format(up), 1)
        pages[path] = text
        path.write_text(text, encoding="utf-8")
    rules, files = style(kept, set(GLYPH.findall(" ".join(pages.values()))))
    (static / "formulas.css").write_text(rules, encoding="utf-8")
    for file in files:
        copy_asset(mathjax() / FONTS / file, static / "mathjax")


def setup(app):
    app.connect("config-inited", name_scripts, priority=900)
    app.connect("build-finished", finish, priority=600)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
