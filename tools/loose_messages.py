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
    for path in sorted([*root.glob("book/_*/*.py"), *root.glob("tools/*.py")]):
        found += said_in_python(path.read_text(encoding="utf-8"))
    for path in sorted(root.glob("book/_*/*.js")):
        found += map(json.loads, SAID_IN_JS.findall(path.read_text(encoding="utf-8")))
    return [Message("word", text) for text in found]


def said_in_python(code):
    """The texts that stand first in calls of ``say``."""
    calls = [
        node
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "say"
    ]
    texts = [text_of(call.args[0]) for call in sorted(calls, key=lambda call: call.lineno)]
    return list(filter(None, texts))


def checkers(folder):
    """What the checkers say: the hints of the exercises, and the sentences around an answer."""
    found = []
    for path in sorted(folder.glob("*.py")):
        code = path.read_text(encoding="utf-8")
        kind = "hint" if path.stem.startswith("chapter") else "sentence"
        texts = hints(ast.parse(code)) if kind == "hint" else sentences(ast.parse(code))
        found += [Message(kind, text) for text in [*texts, *said_in_python(code)]]
    return [message for message in found if has_words(message.text)]


def hints(tree):
    """The hints beside mistakes, praise, the form of an answer, and its traits, in order."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple) and len(node.elts) == 2:
            found += [part for part in node.elts[1:] if text_of(part).endswith((".", "?"))]
        elif isinstance(node, ast.keyword) and node.arg in ("praise", "form"):
            found.append(node.value)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Traits":
            found += filter(None, node.args[0].keys)  # None stands for a part with ** before it
    return [text_of(part) for part in sorted(found, key=lambda part: part.lineno)]


def sentences(tree):
    """The texts of a module that end in a full stop, without its docstrings."""
    found = [node for node in ast.walk(tree) if text_of(node).endswith(".")]
    described = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and isinstance(node.body[0], ast.Expr)
    }
    found = [node for node in found if node not in described]
    return [text_of(node) for node in sorted(found, key=lambda node: node.lineno)]


def text_of(node):
    """A text in code, "" if a node is none."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
