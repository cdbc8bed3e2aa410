"""What can hold a number of the prose: an output, code, a formula, a count, a cited work, a result
of ``benchmarks/`` that the text names."""

import ast
import functools
import json
import re
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from prose_numbers import NUMBER, worth
from prose_text import fences, formulas, passages, plain, told
from pybtex.database import parse_file

ROOT = Path(__file__).parents[1]
GENERATED = {"api", "bibliography", "notices"}  # the last has versions and licences only
PAGES = [*sorted(ROOT.glob("notebooks/*.ipynb")), *sorted(ROOT.glob("book/*.md"))]
PAGES = [page for page in PAGES if page.stem not in GENERATED]
LITERAL = re.compile(r"(?<![\w.])\d[\d_]*(?:,\d{3})*(?:\.\d+)?(?:e[-+]?\d+)?(?!\w)")
DIVIDED = re.compile(r"/ ?(\d+)(?![\d.])")
RANGE = re.compile(r"range\((?:(\d+), )?([\d_]+)[,)]")
TINY = re.compile(r"\de-0*(\d+)\b")
BENCHMARK = re.compile(r"`benchmarks/(\w+)\.py`")
WIDEST = 120


class Evidence(NamedTuple):
    """A line, what kind of line it is, and the values in it."""

    kind: str
    line: str
    values: tuple

    def __str__(self):
        return f"{self.kind}: {self.line}"


def evidence(kind, line, values):
    """Cut a line to one width."""
    return Evidence(kind, re.sub(r"\s+", " ", line).strip()[:WIDEST], tuple(values))


def values_in(text):
    """The values of all numbers in a text; of 1e-12 also 12, the number of digits."""
    found = [worth(number)[0] for number in NUMBER.finditer(text)]
    return found + [float(tiny[1]) for tiny in TINY.finditer(text)]


def in_code(line):
    """The values that a line of code writes down: literals, parts, first and last of a range."""
    code = re.sub(r"(?:^|\s)#\s.*", "", line)
    yield from (float(re.sub("[_,]", "", found[0])) for found in LITERAL.finditer(code))
    yield from (float(found[1]) for found in TINY.finditer(code))
    yield from (1 / int(found[1]) for found in DIVIDED.finditer(code) if int(found[1]))
    for start, stop in RANGE.findall(code):
        yield from (int(start or 0), int(stop) - 1, int(stop) - int(start or 0))


def of_code(source):
    """Evidence in code: its lines, and how many entries each list, tuple, dict or set has."""
    for line in source.splitlines():
        values = tuple(in_code(line))
        if values:
            yield evidence("code", line, values)
    for node in ast.walk(ast.parse(re.sub(r"%pip.*", "pass", source))):
        entries = getattr(node, "elts", None) or getattr(node, "keys", None)
        if isinstance(entries, list) and len(entries) > 1:
            text = ast.get_source_segment(source, node) or ""
            yield evidence(f"code, {len(entries)} entries", text, [len(entries)])


def of_output(text):
    """Evidence in what a cell printed: its lines, and how many there are."""
    lines = [line for line in text.splitlines() if line.strip()]
    for line in lines:
        yield evidence("prints", line, values_in(line))
    if len(lines) > 1:
        yield evidence(f"prints {len(lines)} lines", lines[0], [len(lines), len(lines) - 1])


def of_formula(tex):
    """Evidence in a formula: its numbers, without its indices."""
    text = re.sub(r"_(?:\{[^{}]*\}|\w)|\\tag\{.*?\}", " ", plain(tex))
    return evidence("formula", tex, values_in(re.sub(r"[{}&\\]", " ", text)))


def of_markdown(source):
    """Evidence in Markdown: formulas, solutions, and the length of lists and tables."""
    yield from (of_formula(tex) for tex in formulas(source) if told(tex) == "…")
    for code in fences(source):
        yield from of_code(code) if not re.search(r"^\s*(?:\$|git|make|pip)", code) else ()
    items = re.findall(r"^(?:- |\d+\. |\*\*\d?\.?)(.*)", source, re.M)
    rows = [passage.text for passage in passages(source) if passage.kind == "row"][1:]
    for kind, listed in (("items", items), ("rows", rows)):
        if len(listed) > 1:
            yield evidence(f"{len(listed)} {kind}", listed[0], [len(listed)])
    for name in dict.fromkeys(BENCHMARK.findall(source)):
        path = ROOT / "benchmarks" / f"{name}.json"
        yield from of_result(json.loads(path.read_text("utf-8")), name) if path.exists() else ()


def of_result(found, name):
    """Evidence in what a benchmark has stored: its numbers, and how many there are."""
    if isinstance(found, dict | list):
        entries = found.items() if isinstance(found, dict) else enumerate(found)
        yield evidence(f"measured, {len(found)} entries", name, [len(found)])
        for key, value in entries:
            yield from of_result(value, f"{name}, {key}")
    elif isinstance(found, int | float):
        yield evidence("measured", f"{name}: {found}", [found, *values_in(name)])


@functools.cache
def of_cell(cell):
    """List what a cell holds."""
    if cell.kind != "code":
        return [*of_markdown(cell.source)]
    printed = [line for text in cell.outputs for line in of_output(text)]
    return [*printed, *of_code(cell.source)]


@functools.cache
def cited():
    """The family names of authors in the bibliography, by year."""
    names = defaultdict(set)
    for entry in parse_file(ROOT / "book" / "references.bib").entries.values():
        for person in entry.persons.get("author", ()):
            family = "".join(map(str, person.rich_last_names)) if person.last_names else "others"
            names[entry.fields["year"]].add(family)
    return names


def without_accents(text):
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


@functools.cache
def of_citations(text):
    """List the works of the bibliography that a passage names, by author and year."""
    folded = without_accents(text)
    return [
        evidence("cites", f"{name} {year}", [int(year)])
        for year in re.findall(r"\b(?:1[89]|20)\d\d\b", text)
        for name in sorted(cited()[year] - {"others"})
        if re.search(rf"\b{re.escape(without_accents(name))}\b", folded)
    ]
