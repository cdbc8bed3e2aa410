"""The Chinese names of the terms, and which of them a translation has to hold."""

import re
import sys

import yaml
from catalogs import FOLDER, ROOT

sys.path.insert(0, str(ROOT / "book" / "_ext"))
from glossary_links import inflected, meant
from splitter import UNSAID

FILE = FOLDER / "terms.yml"
ENTRY = re.compile(r"^(\S.*)\n  \*(.+?)\.\* ", re.M)


def glossary():
    """The terms of the glossary and their names in Chinese."""
    return dict(ENTRY.findall((ROOT / "book" / "glossary.md").read_text(encoding="utf-8")))


def read():
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def forms():
    """For each term the Chinese words of which a translation has to hold one, its name first."""
    return {
        term: [said] if isinstance(said, str) else said for term, said in read()["terms"].items()
    }


def refresh():
    """Write the file anew: a line for each term of the glossary, the other lines as they are."""
    lines = FILE.read_text(encoding="utf-8").splitlines(keepends=True)
    start = lines.index("terms:\n") + 1
    end = next((k for k in range(start, len(lines)) if lines[k][0] != " "), len(lines))
    kept = forms()
    terms = {
        term: [name, *kept.get(term, [name])[1:]] if len(kept.get(term, [])) > 1 else name
        for term, name in glossary().items()
    }
    text = yaml.safe_dump(
        terms, allow_unicode=True, sort_keys=False, default_flow_style=None, width=10_000
    )
    written = [f"  {line}" for line in text.splitlines(keepends=True)]
    FILE.write_text("".join(lines[:start] + written + lines[end:]), encoding="utf-8", newline="\n")


def english():
    """A pattern for all terms, the longest first, and which of its groups stands for which term."""
    names = []
    for term in forms():
        long = re.fullmatch(r"(.+) \((\w+)[^)]*\)", term)
        names += [(name, term) for name in (long.groups() if long else [term])]
    names.sort(key=lambda pair: -len(pair[0]))
    groups = "|".join(f"({inflected(name)})" for name, _ in names)
    return re.compile(rf"(?<![\w-])(?:{groups})(?![\w-])"), [term for _, term in names]


def held(text, page, finder):
    """The terms that an English text holds, where the page means the term by its word."""
    pattern, term_of = finder
    found = {term_of[hit.lastindex - 1] for hit in pattern.finditer(UNSAID.sub(" ", text))}
    return sorted(term for term in found if meant(term, page))
