"""Sphinx extension: the words that the site itself says, in the language of the edition.

``say("Page not found")`` is that text or, in an edition in another language, what its catalog
``locale/<language>/site.po`` has for it; what is not translated yet stays English. The scripts of
the pages ask in the same way (``book.js``); a page in another language brings their words along.
"""

import json
import re
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
SCRIPTS = [*ROOT.glob("book/_*/*.js")]
SAID = re.compile(r'\bsay\(\s*("(?:[^"\\]|\\.)*")')
chosen = {}


def catalog(language):
    """What the site says in a language, by the English text."""
    path = ROOT / "locale" / language / "site.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        messages = list(read_po(file))
    return {m.id: m.string for m in messages if m.id and m.string and not m.fuzzy}


def say(text, **values):
    """A text in the language of this build, with values in the place of their ``{names}``."""
    return chosen.get(text, text).format(**values)


def script_texts():
    """The texts that scripts say."""
    found = [SAID.findall(path.read_text(encoding="utf-8")) for path in sorted(SCRIPTS)]
    return [json.loads(text) for texts in found for text in texts]


def use(language):
    """Say from now on everything in a language, ``"zh_CN"`` or ``"en"``."""
    chosen.clear()
    chosen.update(catalog(language))


def choose(app, config):
    use(config.language or "en")


def load_words(app):
    if app.builder.format == "html" and chosen:
        app.add_js_file("words.js", priority=80, loading_method="defer")


def finish(app, exception):
    if exception is None and app.builder.format == "html" and chosen:
        words = {text: chosen[text] for text in script_texts() if text in chosen}
        script = f"window.bookWords = {json.dumps(words, ensure_ascii=False, indent=1)};\n"
        Path(app.outdir, "_static", "words.js").write_text(script, encoding="utf-8")


def setup(app):
    app.connect("config-inited", choose, priority=100)
    app.connect("builder-inited", load_words)
    app.connect("build-finished", finish)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
