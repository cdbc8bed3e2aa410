"""The language that checkers speak: English, or Chinese where somebody asks for it.

``check.speak("zh")`` asks, and so does the environment variable ``RNN_HELPERS_LANGUAGE``. The file
``zh.json`` is made from the catalogs of the Chinese edition of the book.
"""

import functools
import json
import os
from pathlib import Path

VARIABLE = "RNN_HELPERS_LANGUAGE"
CATALOG = Path(__file__).with_name("zh.json")


def speak(language):
    """Let checkers speak another language.

    Parameters
    ----------
    language : str
        ``"zh"`` for Chinese; for any other they speak English.
    """
    os.environ[VARIABLE] = language


@functools.cache
def _catalog():
    return json.loads(CATALOG.read_text(encoding="utf-8"))


def say(text, **values):
    """Say a sentence in the language that was asked for, with values in the place of its braces."""
    if str(os.environ.get(VARIABLE)).startswith("zh"):
        text = _catalog().get(text, text)
    return text.format(**values) if values else text
