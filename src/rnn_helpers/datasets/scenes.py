"""Handwritten digits, and small pictures composed of them, each with a caption."""

import csv

import numpy as np

from .. import _validate as need
from .._arguments import check_count, check_option, check_positions, check_texts
from .boxes import Provenance, open_text, version_of
from .splits import at_random

__all__ = ["caption_words", "digit_scenes", "digits", "split_digits"]

NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
RELATIONS = ("left of", "above")
STEPS = np.array([(0, 1), (1, 0)])  # in rows and columns of cells
CELLS, CELL, JITTER, SIDE = 3, 8, 2, 26  # a grid of 3 × 3 cells of 8 × 8 pixels


def digits():
    """Load 1,797 handwritten digits.

    Returns
    -------
    data : dict of ndarray
        ``image`` (digits, 8, 8), from 0 (paper) to 16 (ink), and ``digit`` (digits,).
    provenance : Provenance

    Raises
    ------
    MissingPackageError
        If ``scikit-learn`` is not installed.
    """
    with open_text("scikit-learn", "sklearn/datasets/data/digits.csv.gz") as file:
        table = np.array([[int(float(entry)) for entry in row] for row in csv.reader(file)])
    data = {"image": table[:, :-1].reshape(-1, 8, 8), "digit": table[:, -1]}
    return data, Provenance(
        data="handwritten digits, 8 × 8 pixels",
        package=version_of("scikit-learn"),
        source="Alpaydin & Kaynak (1998), test part, doi.org/10.24432/C50P49",
        licence="CC BY 4.0 (UCI repository); package: BSD-3-Clause",
        rows=f"{len(table):,} digits by 13 writers, who are not named",
        period="no dates",
    )


def split_digits(data, fractions, rng):
    """Deal out the digits, each class by itself; no image is in two parts.

    Parameters
    ----------
    data : dict of ndarray
        From :func:`digits`.
    fractions : tuple of float
        The shares of the parts after the first.
    rng : numpy.random.Generator

    Returns
    -------
    parts : list of dict of ndarray
        ``image`` and ``digit``, with ``row``, the place of every image in ``data``.

    Raises
    ------
    InputError
        As :func:`at_random`, or if ``data`` is not as from :func:`digits`.
    """
    image, digit = _check_digits("data", data)
    classes = [np.flatnonzero(digit == name) for name in np.unique(digit)]
    dealt = [[rows[part] for part in at_random(len(rows), fractions, rng)] for rows in classes]
    parts = [np.sort(np.concatenate(rows)) for rows in zip(*dealt, strict=True)]
    return [{"image": image[rows], "digit": digit[rows], "row": rows} for rows in parts]


def digit_scenes(part, count, rng, lengths=(1, 2, 3), pairs="seen"):
    """Compose pictures of a few digits, with captions such as "three left of seven".

    The digits stand on a path to the right or down through 3 × 3 cells, each moved by up to two
    pixels. In a held-out pair a digit is followed by the one three larger (0 comes after 9).

    Parameters
    ----------
    part : dict of ndarray
        ``image`` (digits, 8, 8) and ``digit`` (digits,), as from :func:`split_digits`.
    count : int
        How many scenes.
    rng : numpy.random.Generator
    lengths : tuple of int
        How many digits a scene may have, from 1 to 5; each is equally likely.
    pairs : str
        ``"seen"`` scenes have no held-out pair, ``"held out"`` ones have at least one.

    Returns
    -------
    scenes : dict
        ``picture`` (count, 26, 26) from 0 (paper) to 1 (ink), ``caption``, a list of str, and for
        the digits in the order of the caption, filled up with -1, their places in ``part``,
        ``source`` (count, longest), and upper left ``corner`` (count, longest, 2).

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.
    """
    image, digit = _check_digits("part", part)
    check_count("count", count)
    need.generator("rng", rng)
    _check_choice(digit, lengths, pairs)
    picture = np.zeros((count, SIDE, SIDE), "float32")
    source, corner = np.full((count, max(lengths)), -1), np.full((count, max(lengths), 2), -1)
    caption = []
    for scene, length in enumerate(rng.choice(lengths, count).tolist()):
        chosen = _draw_digits(digit, length, pairs, rng)
        steps, corners = _draw_path(length, rng)
        for index, (y, x) in zip(chosen, corners, strict=True):
            place = picture[scene, y : y + 8, x : x + 8]
            np.maximum(place, image[index] / 16, out=place)
        source[scene, :length], corner[scene, :length] = chosen, corners
        names = [NAMES[number] for number in digit[chosen]]
        rest = [f"{RELATIONS[k]} {name}" for k, name in zip(steps, names[1:], strict=True)]
        caption.append(" ".join([names[0], *rest]))
    return {"picture": picture, "caption": caption, "source": source, "corner": corner}


def caption_words(captions):
    """List the words of captions (a list of str) in order; give it those of the training part."""
    check_texts("captions", captions)
    return sorted({word for text in captions for word in text.split()})


def _draw_digits(digit, length, pairs, rng):
    while True:
        chosen = rng.integers(0, len(digit), length)
        if (np.diff(digit[chosen]) % 10 == 3).any() == (pairs == "held out"):
            return chosen


def _draw_path(length, rng):
    while True:
        steps = rng.integers(0, 2, length - 1)
        cells = np.cumsum(np.vstack([[0, 0], STEPS[steps]]), axis=0)
        if cells.max() < CELLS:
            cells += rng.integers(0, CELLS - cells[-1])
            return steps, cells * CELL + rng.integers(0, JITTER + 1, (length, 2))


def _check_digits(name, part):
    """Check images and digits, and return them; the digits in a type that can be subtracted."""
    need.entries(name, part, ("image", "digit"))
    image, digit = part["image"], part["digit"]
    digit = check_positions(f"{name}['digit']", digit, ("digits",), 0, 9)
    need.array(f"{name}['image']", image, (len(digit), 8, 8), "iuf")
    if image.min() < 0 or image.max() > 16:
        came = f"{image.min()} to {image.max()}"
        need.fail(need.RangeError, f"{name}['image']", "shades from 0 to 16", came)
    return image, digit


def _check_choice(digit, lengths, pairs):
    check_option("pairs", pairs, ("seen", "held out"))
    if pairs == "held out" and not np.isin((digit + 3) % 10, digit).any():
        need.fail(need.EmptyError, "part", "at least one held-out pair", "none")
    if not isinstance(lengths, tuple) or not lengths:
        came = need.short(lengths)
        need.fail(need.ArgumentTypeError, "lengths", "a tuple such as (1, 2, 3)", came)
    for index, length in enumerate(lengths):
        need.integer(f"lengths[{index}]", length, 2 if pairs == "held out" else 1, 5)
