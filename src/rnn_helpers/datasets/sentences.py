"""Sentences as lists of words, and as rows of numbers that a network can read."""

import re

import numpy as np

from .. import _validate as need
from .._arguments import check_codes, check_count, check_list, check_text

__all__ = [
    "END",
    "PAD",
    "START",
    "UNKNOWN",
    "encode_sentences",
    "split_words",
    "word_codes",
]

PAD, UNKNOWN, START, END = range(4)
BELOW_TWENTY = (
    "null ein eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn "
    "fünfzehn sechzehn siebzehn achtzehn neunzehn"
)
TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"
GERMAN_PARTS = [*BELOW_TWENTY.split(), *TENS.split(), "hundert", "tausend", "und"]
"""What German number words are made of: *zweiundvierzig* is *zwei und vierzig*."""
LONGEST_FIRST = "|".join(sorted(GERMAN_PARTS, key=len, reverse=True))


def split_words(text, language="en"):
    """Cut a text into words; German number words are cut into their parts as well.

    Parameters
    ----------
    text : str
    language : str
        Only ``"de"`` makes a difference.

    Returns
    -------
    words : list of str
        Lower case, without punctuation.

    Raises
    ------
    InputError
        If the text is no string.
    """
    check_text("text", text)
    check_text("language", language)
    words = re.findall(r"\w+", text.lower())
    if language != "de":
        return words
    cut = []
    for word in words:
        is_number = re.fullmatch(f"(?:{LONGEST_FIRST})+", word)
        cut += re.findall(LONGEST_FIRST, word) if is_number else [word]
    return cut


def word_codes(sentences):
    """Number the words of the *training* sentences, after the four signs PAD to END.

    Parameters
    ----------
    sentences : list of list of str

    Returns
    -------
    codes : dict of int

    Raises
    ------
    InputError
        If there is no sentence, or one is no list of words.
    """
    _lists_of_words(sentences)
    words = sorted({word for sentence in sentences for word in sentence})
    return {word: number for number, word in enumerate(words, start=END + 1)}


def encode_sentences(sentences, codes, steps):
    """Write sentences as rows of numbers, ended by END and filled up with PAD.

    Parameters
    ----------
    sentences : list of list of str
    codes : dict of int
        From :func:`word_codes`; other words become UNKNOWN.
    steps : int
        The length of a row; it must hold the longest sentence and END.

    Returns
    -------
    rows : ndarray of int, shape (sentences, steps)

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.
    """
    _lists_of_words(sentences)
    check_codes("codes", codes)
    longest = max(map(len, sentences))
    check_count("steps", steps, longest + 1)
    rows = np.full((len(sentences), steps), PAD)
    for row, sentence in zip(rows, sentences, strict=True):
        numbers = [codes.get(word, UNKNOWN) for word in sentence]
        row[: len(numbers) + 1] = [*numbers, END]
    return rows


def _lists_of_words(sentences):
    """Check for a list of lists: a bare string would be cut into letters."""
    check_list("sentences", sentences, "a list of lists of words, as from split_words")
    for index, sentence in enumerate(sentences):
        need.instance(f"sentences[{index}]", sentence, list, "a list of words")
        for place, word in enumerate(sentence):
            check_text(f"sentences[{index}][{place}]", word)
