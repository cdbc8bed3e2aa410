"""Film reviews with a verdict, short and long, and words turned into numbers."""

import collections
import csv
import re

import numpy as np

from .. import _validate as need
from .._arguments import check_codes, check_count, check_option, check_text, check_texts
from .boxes import Provenance, open_text, version_of
from .splits import by_group

__all__ = ["encode_words", "fit_vocabulary", "movie_reviews", "split_reviews", "words_of"]

SOURCES = {
    "rotten_tomatoes": "Pang & Lee (2005), sentence polarity data: the training part",
    "imdb": "Maas et al. (2011), large movie review data: the training part",
}
PADDING, UNKNOWN = 0, 1  # the numbers that are no word
TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|--|[.,;:!?()\"]")


def movie_reviews(source="rotten_tomatoes"):
    """Load film reviews that are either in favour or against; there are as many of each.

    Parameters
    ----------
    source : str
        ``"rotten_tomatoes"``: single sentences; ``"imdb"``: whole reviews.

    Returns
    -------
    data : dict
        ``text``, a list of str, and ``positive``, an ndarray of int, shape (texts,): 1 or 0.
    provenance : Provenance

    Raises
    ------
    MissingPackageError
        If ``movie-reviews`` is not installed.
    InputError
        If the source is unknown.
    """
    check_option("source", source, SOURCES)
    with open_text("movie-reviews", "movie_reviews/data/combined_movie_reviews.csv") as file:
        rows = [row for row in csv.DictReader(file) if row["source"] == source]
    kind = "sentences" if source == "rotten_tomatoes" else "reviews"
    positive = np.array([int(row["label"]) for row in rows])
    return {"text": [row["text"] for row in rows], "positive": positive}, Provenance(
        data=f"film reviews, {kind} for and against",
        package=version_of("movie-reviews"),
        source=SOURCES[source],
        licence="given out for research, none stated; package: MIT",
        rows=f"{len(rows):,} {kind}",
        period="no dates",
    )


def words_of(text):
    """Cut a text (str) into lower-case words and marks (list of str); HTML breaks vanish."""
    check_text("text", text)
    return TOKEN.findall(text.lower().replace("<br />", " "))


def split_reviews(texts, fractions, rng):
    """Deal out texts so that the same text, up to case and marks, is in one part only.

    Parameters
    ----------
    texts : list of str
    fractions : tuple of float
        The shares of the parts after the first.
    rng : numpy.random.Generator

    Returns
    -------
    parts : list of ndarray of int
        As :func:`by_group` returns them, which also says what is raised.
    """
    check_texts("texts", texts)
    bare = [" ".join(word for word in words_of(text) if word[0].isalnum()) for text in texts]
    return by_group(np.array(bare), fractions, rng)


def fit_vocabulary(texts, least=2):
    """Number the words that occur often enough, the most frequent first.

    Parameters
    ----------
    texts : list of str
        Training texts only: a word of the test texts must not get a number because of them.
    least : int
        How often a word has to occur.

    Returns
    -------
    vocabulary : dict of int
        Numbers from 2 by word; 0 is padding, and 1 stands for every word that is not listed.

    Raises
    ------
    InputError
        If there are no texts, or ``least`` is below 1.
    """
    check_texts("texts", texts)
    need.integer("least", least, 1)
    counts = collections.Counter(word for text in texts for word in words_of(text))
    kept = sorted((-count, word) for word, count in counts.items() if count >= least)
    return {word: number for number, (_, word) in enumerate(kept, UNKNOWN + 1)}


def encode_words(texts, vocabulary, time):
    """Turn texts into rows of numbers: the first ``time`` words, padded with zeros at the end.

    Parameters
    ----------
    texts : list of str
    vocabulary : dict of int
    time : int

    Returns
    -------
    numbers : ndarray of int, shape (texts, time)

    Raises
    ------
    InputError
        If an argument does not fit.
    """
    check_texts("texts", texts)
    check_codes("vocabulary", vocabulary)
    check_count("time", time)
    numbers = np.full((len(texts), time), PADDING)
    for row, text in zip(numbers, texts, strict=True):
        words = words_of(text)[:time]
        row[: len(words)] = [vocabulary.get(word, UNKNOWN) for word in words]
    return numbers
