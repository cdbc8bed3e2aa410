"""Streams and scenes to order: who speaks in turn, and which digits stand where."""

import numpy as np

from .. import _validate as need
from .._arguments import check_list, check_positions, check_text
from .scenes import CELL, CELLS, JITTER, NAMES, RELATIONS, SIDE, STEPS, _check_digits
from .vowels import _check_utterances, pad

__all__ = ["compose_scene", "compose_stream"]


def compose_stream(data, items, speakers, rng):
    """Join utterances of chosen speakers, in the given order, into one stream.

    Parameters
    ----------
    data : dict of ndarray
        ``x`` (utterances, time, features), ``length`` and ``speaker``, as
        :func:`japanese_vowels` returns them.
    items : ndarray of int
        The utterances to draw from; none is drawn twice.
    speakers : list of int
        Who speaks, in order.
    rng : numpy.random.Generator

    Returns
    -------
    stream : dict of ndarray
        As from :func:`join_utterances`, with a single row.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it, and a speaker who has nothing to say.
    """
    _check_utterances(data)
    items = check_positions("items", items, ("utterances",), 0, len(data["x"]) - 1)
    check_list("speakers", speakers, "a list of speakers")
    need.generator("rng", rng)
    left = rng.permutation(np.unique(items)).tolist()
    known = np.unique(data["speaker"][left])
    used = []
    for k, speaker in enumerate(speakers):
        need.integer(f"speakers[{k}]", speaker, int(known[0]), int(known[-1]))
        own = [item for item in left if data["speaker"][item] == speaker]
        if not own:
            expected = f"a speaker with an utterance that is not used ({speaker} has no more)"
            need.fail(need.RangeError, f"speakers[{k}]", expected, speaker)
        used.append(own[0])
        left.remove(own[0])
    frames = [np.concatenate([data["x"][i, : data["length"][i]] for i in used])]
    return pad(frames) | {"target": data["speaker"][[used]], "used": np.array([used])}


def compose_scene(part, caption, rng):
    """Draw a picture of which a given caption, such as "three left of seven", is true.

    Parameters
    ----------
    part : dict of ndarray
        ``image`` (digits, 8, 8) and ``digit`` (digits,), as from :func:`split_digits`.
    caption : str
        Names of digits, with "left of" or "above" between them; as many as fit into the grid.
    rng : numpy.random.Generator
        Draws the handwriting and the place.

    Returns
    -------
    scene : dict
        As from :func:`digit_scenes`, with a single picture.

    Raises
    ------
    InputError
        If an argument does not fit; the message names the word that cannot be read.
    """
    image, digit = _check_digits("part", part)
    check_text("caption", caption)
    need.generator("rng", rng)
    numbers, steps = _read(caption)
    cells = np.cumsum(np.vstack([[0, 0], STEPS[steps]]), axis=0)
    if cells.max() >= CELLS:
        expected = f"at most {CELLS} digits beside each other, and {CELLS} below each other"
        need.fail(need.RangeError, "caption", expected, repr(caption))
    cells += rng.integers(0, CELLS - cells[-1])
    corner = cells * CELL + rng.integers(0, JITTER + 1, (len(cells), 2))
    picture, source = np.zeros((1, SIDE, SIDE), "float32"), []
    for number, (y, x) in zip(numbers, corner, strict=True):
        hands = np.flatnonzero(digit == number)
        if not len(hands):
            need.fail(need.RangeError, "caption", "digits that are in part", NAMES[number])
        source.append(rng.choice(hands))
        place = picture[0, y : y + CELL, x : x + CELL]
        np.maximum(place, image[source[-1]] / 16, out=place)
    text = " ".join(caption.split())
    found = {"source": np.array([source]), "corner": corner[None]}
    return {"picture": picture, "caption": [text], **found}


def _read(caption):
    """The digits of a caption, and the relations between them, as numbers."""
    words, numbers, steps = caption.replace("left of", "left_of").split(), [], []
    relations = [relation.replace(" ", "_") for relation in RELATIONS]
    for k, word in enumerate([*words, ""] if len(words) % 2 == 0 else words):
        names, found = (NAMES, numbers) if k % 2 == 0 else (relations, steps)
        if word not in names:
            expected = "a digit, zero to nine" if k % 2 == 0 else "'left of' or 'above'"
            came = repr(word.replace("_", " ")) if word else "its end"
            after = f" after {words[k - 1].replace('_', ' ')!r}" if k else ""
            need.fail(need.RangeError, "caption", f"{expected}{after}", came)
        found.append(names.index(word))
    return numbers, steps
