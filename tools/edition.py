"""Write the sources of the Chinese book: its pages, its notebooks and what building them needs.

A sentence that nobody has translated stays English, and is marked as such. Code, outputs, formulas
and the ids of cells are those of the English book.
"""

import copy
import json
import re
import shutil

import yaml
from catalogs import ROOT, pieces, sources, words
from loose_messages import CHECKERS
from splitter import description, has_words, joined, of_cell

ZH = ROOT / "zh"
HINTS = ROOT / CHECKERS / "zh.json"
MARKED = '<span class="untranslated" lang="en">{}</span>'
ENTRY = re.compile(r"^(\S[^\n]*)\n  \*([^*]+)\.\* ", re.M)
COLAB = "/blob/main/"
AS_IT_IS = ("book/api.md", "book/references.bib")
TITLE = "# 辅助函数包"
NOTE = "> 本页列出 `rnn_helpers` 的函数说明，直接取自代码，因此保留英文。\n\n"


def sayer(known):
    """A function that says a message in Chinese, or marks it as not yet translated."""

    def said(message):
        if message.text in known:
            return known[message.text]
        if message.kind == "alt":
            return message.text
        if message.kind == "row":
            return "|".join(map(marked_cell, message.text.split("|")))
        return MARKED.format(message.text)

    return said


def marked_cell(text):
    return text.replace(text.strip(), MARKED.format(text.strip())) if has_words(text) else text


def notebook(name, known):
    """A notebook in Chinese: the text of its cells and the descriptions of its pictures."""
    book = json.loads(sources()[name].read_text(encoding="utf-8"))
    book, said = copy.deepcopy(book), sayer(known)
    for cell in book["cells"]:
        text = joined(of_cell(cell), said)
        if cell["cell_type"] == "markdown":
            cell["source"] = to_edition(text).splitlines(keepends=True)
        elif description(cell):
            cell["metadata"]["mystnb"]["image"]["alt"] = text
    return json.dumps(book, ensure_ascii=False, indent=1) + "\n"


def page(name, known):
    """A page of ``book/`` in Chinese; the glossary has both names of a term above each entry."""
    text = joined(pieces(sources()[name]), sayer(known))
    if name == "glossary":
        text = ENTRY.sub(r"\1\n\2\n  ", text)
    return to_edition(text)


def to_edition(text):
    """Let links to the notebooks of this repository lead to the Chinese ones."""
    return text.replace(f"{COLAB}notebooks/", f"{COLAB}zh/notebooks/")


def write_edition(folder):
    """Write all sources of the Chinese book, but for its settings, into a folder."""
    for part in ("book", "notebooks"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for name, path in sources().items():
        write = notebook if path.suffix == ".ipynb" else page
        target = folder / path.relative_to(ROOT)
        target.write_text(write(name, words(name)), encoding="utf-8", newline="\n")
    for name in AS_IT_IS:
        shutil.copy(ROOT / name, folder / name)
    api = folder / "book" / "api.md"
    _, rest = api.read_text(encoding="utf-8").split("\n\n", 1)
    api.write_text(f"{TITLE}\n\n{NOTE}{rest}", encoding="utf-8", newline="\n")
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    known = words("site")
    for part in toc["parts"]:
        part["caption"] = known.get(part["caption"], part["caption"])
    text = yaml.safe_dump(toc, allow_unicode=True, sort_keys=False)
    (folder / "_toc.yml").write_text(text, encoding="utf-8", newline="\n")


def hints():
    """What the checkers say in Chinese, as the package ships it."""
    return json.dumps(words("checkers"), ensure_ascii=False, indent=0) + "\n"


def notebooks():
    """The names of the notebooks."""
    return [name for name, path in sources().items() if path.suffix == ".ipynb"]


def write_committed(chosen):
    """Write what the repository holds of the Chinese edition: notebooks for Colab, and hints."""
    folder = ZH / "notebooks"
    folder.mkdir(parents=True, exist_ok=True)
    for name in set(chosen) & set(notebooks()):
        text = notebook(name, words(name))
        (folder / f"{name}.ipynb").write_text(text, encoding="utf-8", newline="\n")
    if "checkers" in chosen:
        HINTS.write_text(hints(), encoding="utf-8", newline="\n")
