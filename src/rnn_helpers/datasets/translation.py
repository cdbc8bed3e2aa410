"""Pairs of sentences in two languages: numbers in words, and the names of emoji."""

import json

import numpy as np

from .. import _validate as need
from .boxes import Provenance, open_text, version_of
from .sentences import split_words

__all__ = ["emoji_names", "number_words"]

EMOJI_LANGUAGES = (
    "ar",
    "de",
    "en",
    "es",
    "fa",
    "fr",
    "id",
    "it",
    "ja",
    "ko",
    "pt",
    "ru",
    "tr",
    "zh",
)
LARGEST = 10**12  # more than any reader wants to see in words
FULLY_QUALIFIED = 2  # the status of an emoji's first spelling


def number_words(source="en", target="de", count=10_000, rng=None, low=0, high=999_999):
    """Draw whole numbers, each at most once, and write them out in two languages.

    Parameters
    ----------
    source : str
        A language that ``num2words`` knows, such as ``"en"``.
    target : str
        Another one, such as ``"de"``.
    count : int
        How many numbers.
    rng : numpy.random.Generator, optional
        ``np.random.default_rng(0)`` if omitted.
    low : int
        The smallest number that can be drawn.
    high : int
        The largest one.

    Returns
    -------
    data : dict
        ``number`` (ndarray of int, shape (count,)), ``source`` and ``target`` (lists of str).
    provenance : Provenance

    Raises
    ------
    MissingPackageError
        If ``num2words`` is not installed.
    InputError
        If an argument does not fit; the message names it.
    """
    box = version_of("num2words")
    from num2words import CONVERTER_CLASSES, num2words

    for name, language in (("source", source), ("target", target)):
        _one_of(name, language, CONVERTER_CLASSES)
    rng = np.random.default_rng(0) if rng is None else rng
    need.generator("rng", rng)
    low = need.integer("low", low, 0, LARGEST)
    high = need.integer("high", high, low, LARGEST)
    need.integer("count", count, 1, high - low + 1)
    number = low + rng.choice(high - low + 1, count, replace=False)
    written = {side: [num2words(int(n), lang=side) for n in number] for side in (source, target)}
    data = {"number": number, "source": written[source], "target": written[target]}
    return data, Provenance(
        data=f"numbers in words, {source} and {target}",
        package=box,
        source="rules of the languages as written down in github.com/savoirfairelinux/num2words",
        licence="package: LGPL 2.1; the number words themselves belong to nobody",
        rows=f"{count:,} different numbers from {low:,} to {high:,}",
        period="no dates",
    )


def emoji_names(source="en", target="es"):
    """Load the names of emoji in two languages, as people have translated them.

    Emoji that differ only in the tone of the skin are left out, and so are second spellings.

    Parameters
    ----------
    source : str
        One of ar, de, en, es, fa, fr, id, it, ja, ko, pt, ru, tr and zh.
    target : str
        Another one of them.

    Returns
    -------
    data : dict of list of str
        ``emoji``, ``source`` and ``target``; no source text comes twice.
    provenance : Provenance

    Raises
    ------
    MissingPackageError
        If ``emoji`` is not installed.
    InputError
        If a language is not among them.
    """
    _one_of("source", source, EMOJI_LANGUAGES)
    _one_of("target", target, EMOJI_LANGUAGES)
    kept = {}
    texts, others = _emoji_file(source), _emoji_file(target)
    for sign, entry in _emoji_file("en", whole=True).items():
        first = entry["status"] == FULLY_QUALIFIED and "skin_tone" not in entry["en"]
        if first and sign in texts and sign in others:
            key = tuple(split_words(texts[sign]))  # the text as a network reads it
            kept.setdefault(key, (sign, texts[sign], others[sign]))
    columns = map(list, zip(*kept.values(), strict=True))
    data = dict(zip(("emoji", "source", "target"), columns, strict=True))
    return data, Provenance(
        data=f"names of emoji, {source} and {target}",
        package=version_of("emoji"),
        source="translators of the Unicode CLDR, cldr.unicode.org",
        licence="names: Unicode License v3; package: BSD",
        rows=f"{len(kept):,} emoji, tones of the skin left out",
        period="no dates",
    )


def _emoji_file(language, whole=False):
    """The entries of a language's file: names without colons, or whole records (English)."""
    name = "emoji" if language == "en" else f"emoji_{language}"
    with open_text("emoji", f"emoji/unicode_codes/{name}.json") as file:
        entries = json.load(file)
    if whole:
        return entries
    names = {k: v["en"] if isinstance(v, dict) else v for k, v in entries.items()}
    return {k: v.strip(":").replace("_", " ") for k, v in names.items()}


def _one_of(name, language, known):
    if not isinstance(language, str) or language not in known:
        error = need.RangeError if isinstance(language, str) else need.ArgumentTypeError
        need.fail(error, name, f"one of {', '.join(sorted(known))}", repr(language))
