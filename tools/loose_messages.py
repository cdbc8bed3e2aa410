"""The messages that stand in code: words of the site, and what the exercises' checkers say."""

import ast
import json
import re

import yaml
from splitter import Message, has_words

CHECKERS = "src/rnn_helpers/check"
SAID_IN_JS = re.compile(r'\bsay\(\s*("(?:[^"\\]|\\.)*")')


def site(root):
    """The words of the site: of its settings, its table of contents, its scripts and extensions."""
    config = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
    toc = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    found = [config["title"], config["author"], config["html"]["extra_footer"].strip()]
    found += [part["caption"] for part in toc["parts"]]
    for path in sorted(root.glob("book/_*/*.py")):
        found += said_in_python(path.read_text(encoding="utf-8"))
    for path in sorted(root.glob("book/_*/*.js")):
        found += map(json.loads, SAID_IN_JS.findall(path.read_text(encoding="utf-8")))
    return [Message("word", text) for text in found]


def said_in_python(code):
    """The texts that stand first in calls of ``say``."""
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call) and node.args]
    calls = [call for call in calls if "say" in (name_of(call.func), getattr(call.func, "id", ""))]
    calls.sort(key=lambda call: call.lineno)
    return [call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)]


def name_of(function):
    return getattr(function, "attr", "")


def checkers(folder):
    """What the checkers say: the hints of the exercises of all chapters."""
    found = []
    for path in sorted(folder.glob("chapter_*.py")):
        found += hints(ast.parse(path.read_text(encoding="utf-8")))
    return [Message("hint", text) for text in found if has_words(text)]


def hints(tree):
    """The hints beside mistakes, praise, the form of an answer, and its traits, in order."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple) and len(node.elts) == 2:
            found += [part for part in node.elts[1:] if (template(part) or "").endswith((".", "?"))]
        elif isinstance(node, ast.keyword) and node.arg in ("praise", "form"):
            found.append(node.value)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Traits":
            found += node.args[0].keys
    found = [part for part in found if template(part)]
    return [template(part) for part in sorted(found, key=lambda part: part.lineno)]


def template(node):
    """A text as its code has it, with what is put into it in braces; None if it is no text."""
    if isinstance(node, ast.JoinedStr):
        parts = (template(part) or f"{{{ast.unparse(part.value)}}}" for part in node.values)
        return "".join(parts)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
