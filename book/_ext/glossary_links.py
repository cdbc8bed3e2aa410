"""Sphinx extension: the first use of a term on a page leads to its entry in the glossary.

Where the term, its plural or another simple form of it stands in running prose for the first time,
it becomes a link; of terms inside one another the longest counts. Headings, code, formulas, links,
captions, tables, folded answers and the glossary itself have none, nor has a term that the page
defines, which is where it first stands in italics or bold letters. Some terms are everyday words
as well: ``ELSEWHERE`` says on which pages they are the term, ``AFTER`` behind which words. In the
Chinese book an entry has two names, the Chinese one first; both lead to the place of the English
one.
"""

import re

from docutils import nodes
from sphinx import addnodes

GLOSSARY = "book/glossary"
WITHOUT = {GLOSSARY, "book/bibliography", "book/claims"}  # the page of claims chooses its own
ELSEWHERE = {  # term: the pages that mean it, for a reason
    "alignment": "6e",  # in 6d words are aligned, too, but without frames
    "anomaly": "6 6a",  # elsewhere something odd
    "attention": "1 6 6b 6c 6d 6e 6f 6g 7 8 9 api intro",  # elsewhere what one pays
    "blank": "6e",  # elsewhere a blank line or field
    "cache": "6b",  # elsewhere what a forward pass keeps for the backward pass
    "candidate": "2 3 4 4a 4b 8",  # elsewhere a choice among several
    "carry": "1 2 3 5 8",  # elsewhere a verb, in 4 also the name of a rule
    "frame": "6e",  # elsewhere a verb, or a data frame
    "parameter": "1 2 3 4 4a 4b 5 8",  # elsewhere also an argument of a function
    "persistence": "6 6a",  # elsewhere a virtue
    "smoothing": "6b",  # elsewhere of series, or of what flickers
    "temperature": "6b",  # elsewhere the weather's
    "token": "8 9",  # elsewhere what a service asks for
    "twins": "6c",  # elsewhere pairs of runs
}
AFTER = {  # term: what it follows, for a reason
    "carry": re.compile(r"\b(?:a|each|its|no|one|the)\s$", re.I),  # elsewhere a verb
}
HAN = re.compile("[\u3400-\u9fff]")
STRESS = (nodes.emphasis, nodes.strong)
OUTSIDE = (nodes.table, nodes.footnote, addnodes.desc)


def forms(term):
    """The ways in which a term of the glossary is written: a pattern for each of its names."""
    names = [term]
    if found := re.fullmatch(r"(.+) \((\w+)[^)]*\)", term):
        names = [found[1], found[2]]
    return [re.escape(name) if HAN.search(name) else inflected(name) for name in names]


def inflected(name):
    """A pattern for a name, its plural, and the participle of a word such as *pruning*."""
    *words, last = re.split(r"[\s-]", name)
    endings = [re.escape(last) + "(?:s|es)?"]
    if last.endswith("y"):
        endings.append(re.escape(last[:-1]) + "ies")
    if last.endswith("ing") and not words:
        endings.append(re.escape(last[:-3]) + "ed")
    if last.endswith("isation") and not words:
        endings.append(re.escape(last[:-5]) + "ed")
    spelt = [*map(re.escape, words), f"(?:{'|'.join(endings)})"]
    first, rest = spelt[0], spelt[1:]
    if name[0].islower():
        first = f"(?i:{first})" if not words else f"[{name[0]}{name[0].upper()}]{first[1:]}"
    return r"[\s–-]".join([first, *rest])


def pattern(terms):
    """One pattern for all terms, the longest first, and which group stands for which term."""
    spelt = [(form, term) for term in terms for form in forms(term)]
    spelt.sort(key=lambda pair: -len(pair[0]))
    groups = [f"({form})" for form, _ in spelt]
    # Chinese has no spaces: there a name may begin and end anywhere, but not inside a Latin word.
    letter = "[A-Za-z0-9_-]" if any(map(HAN.search, terms)) else r"[\w-]"
    found = re.compile(rf"(?<!{letter})(?:{'|'.join(groups)})(?!{letter})")
    return found, [term for _, term in spelt]


def meant(term, docname):
    """Whether a page means the term by its word."""
    if term not in ELSEWHERE:
        return True
    chapter = docname.split("/")[-1].split("_")[0].lstrip("0")
    return chapter in ELSEWHERE[term].split()


def fits(term, before):
    """Whether a word that stands behind this text is the term."""
    return term not in AFTER or bool(AFTER[term].search(before))


def prose(doctree):
    """The texts of a page in which a term may become a link, and whether each is emphasised."""
    folded = 0
    for node in doctree.findall():
        if isinstance(node, nodes.raw):
            folded += node.astext().count("<details") - node.astext().count("</details")
        elif isinstance(node, nodes.Text) and not folded and is_running(node):
            yield node, isinstance(node.parent, STRESS)


def is_running(node):
    """Whether a text stands in a paragraph, and in nothing there but emphasis."""
    parent = node.parent
    while not isinstance(parent, nodes.paragraph):
        if not isinstance(parent, STRESS):
            return False
        parent = parent.parent
    while parent is not None:
        if isinstance(parent, OUTSIDE) or "cell" in parent.get("classes", []):
            return False
        parent = parent.parent
    return True


def places(app, docname):
    """The terms that a page may link, and where each stands in the glossary."""
    listed = {
        name: anchor
        for name, _, kind, where, anchor, _ in app.env.get_domain("std").get_objects()
        if kind == "term" and where == GLOSSARY
    }
    names = getattr(app.env, "entries", {})  # of the Chinese book: Chinese name, English name
    found = {name: anchor for name, anchor in listed.items() if meant(name, docname)}
    for chinese, english in names.items():
        if english in found and len(chinese) > 1:  # one character is part of many words
            found[chinese] = listed[english]
        else:
            found.pop(chinese, None)
    return found


def name_entries(app, doctree):
    """Note the two names of each entry of the Chinese glossary; show the Chinese one first.

    The English one comes first in the source, or a name such as "Adam 优化器" would get its place.
    """
    if app.env.docname != GLOSSARY:
        return
    app.env.entries = {}
    for entry in doctree.findall(nodes.definition_list_item):
        terms = list(entry.findall(nodes.term))
        if len(terms) > 1:
            english, chinese = terms
            entry.remove(chinese)
            entry.insert(0, chinese)
            app.env.entries[chinese.astext()] = english.astext().replace("’", "'")


def link_terms(app, doctree, docname):
    """Turn the first use of each term into a link."""
    if docname in WITHOUT:
        return
    anchors = places(app, docname)
    targets = [
        link.get("refuri", "").partition("#")[2] for link in doctree.findall(nodes.reference)
    ]
    open_places = set(anchors.values()) - set(targets)
    finder, term_of = pattern(anchors)
    page = app.builder.get_relative_uri(docname, GLOSSARY)
    for text, stressed in list(prose(doctree)):
        parts, at = [], 0
        for found in finder.finditer(text):
            term = term_of[found.lastindex - 1]
            if not stressed and not fits(term, text[: found.start()]):
                continue
            if anchors[term] in open_places and not stressed:
                uri = f"{page}#{anchors[term]}"
                link = nodes.reference(
                    "", found[0], refuri=uri, internal=True, classes=["glossary"]
                )
                parts += [nodes.Text(text[at : found.start()]), link]
                at = found.end()
            open_places.discard(anchors[term])
        if parts:
            text.parent.replace(text, [*parts, nodes.Text(text[at:])])


def follow_the_glossary(app, doctree):
    """A change of the glossary may change every page."""
    app.env.note_dependency(app.env.doc2path(GLOSSARY))


def setup(app):
    app.connect("doctree-read", follow_the_glossary)
    app.connect("doctree-read", name_entries)
    app.connect("doctree-resolved", link_terms)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
