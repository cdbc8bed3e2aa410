"""Nine speakers who say the same two vowels: 640 utterances of unequal length."""

import numpy as np

from .. import _validate as need
from .._arguments import check_count, check_flag, check_positions
from .boxes import Provenance, open_text, version_of
from .series import fit_scaler
from .splits import at_random

__all__ = ["japanese_vowels", "join_utterances", "scale_frames", "split_utterances"]

FOLDER = "sktime/datasets/data/JapaneseVowels"
GAP = 0  # what stands behind the end of an utterance, and behind the end of a target


def japanese_vowels():
    """Load the utterances, padded with zeros to the length of the longest one.

    Returns
    -------
    data : dict of ndarray
        ``x`` (utterances, time, 12), the LPC cepstrum of every frame of 25.6 ms, a new frame
        every 6.4 ms; ``length`` (utterances,), the number of frames; ``mask`` (utterances, time),
        true where a frame is real; ``speaker`` (utterances,), 1 to 9; ``part`` (utterances,),
        ``"train"`` or ``"test"`` as published.
    provenance : Provenance

    Raises
    ------
    MissingPackageError
        If ``sktime`` is not installed.
    """
    frames, speaker, part = [], [], []
    for name in ("train", "test"):
        with open_text("sktime", f"{FOLDER}/JapaneseVowels_{name.upper()}.ts") as file:
            rows = [line for line in file if line[0] not in "#@\r\n"]
        for row in rows:
            *cepstra, label = row.strip().split(":")
            frames.append(np.array([each.split(",") for each in cepstra], float).T)
            speaker.append(int(label))
            part.append(name)
    data = pad(frames) | {"speaker": np.array(speaker), "part": np.array(part)}
    return data, Provenance(
        data="Japanese vowels /ae/ of nine men",
        package=version_of("sktime"),
        source="Kudo, Toyama and Shimbo (1999), doi.org/10.24432/C5NS47",
        licence="CC BY 4.0 (UCI repository); package: BSD 3-Clause",
        rows=f"{len(frames)} utterances, {data['mask'].sum():,} frames",
        period="no dates; given to the repository in 2000",
    )


def split_utterances(part, speaker, share, rng):
    """Take validation utterances out of the training part, the same share of every speaker.

    Parameters
    ----------
    part : ndarray of str, shape (utterances,)
    speaker : ndarray of int, shape (utterances,)
    share : float
        The share of the training part that becomes the validation part.
    rng : numpy.random.Generator

    Returns
    -------
    parts : tuple of ndarray of int
        The indices of training, validation and test, sorted. The test part stays as published.

    Raises
    ------
    InputError
        If an argument does not fit, or a part would be empty.
    """
    need.array("part", part, ("utterances",), "biufSU")
    need.array("speaker", speaker, part.shape, "iu")
    need.number("share", share, need.POSITIVE, 1)
    learning, test = (np.flatnonzero(part == name) for name in ("train", "test"))
    if not len(learning) or not len(test):
        came = f"{np.unique(part).tolist()!r:.40}"
        need.fail(need.EmptyError, "part", "'train' and 'test' entries", came)
    train, validation = [], []
    for name in np.unique(speaker[learning]):
        own = learning[speaker[learning] == name]
        if not 0 < round(len(own) * share) < len(own):
            expected = f"some of the {len(own)} utterances of speaker {name}, and not all"
            need.fail(need.RangeError, "share", expected, share)
        kept, held = at_random(len(own), (share,), rng)
        train.append(own[kept])
        validation.append(own[held])
    return np.sort(np.concatenate(train)), np.sort(np.concatenate(validation)), test


def scale_frames(x, mask, fitted_on):
    """Give every coefficient mean 0 and deviation 1 over the real frames of some utterances.

    Parameters
    ----------
    x : ndarray, shape (utterances, time, features)
        Where the mask is false, it does not matter what stands there.
    mask : ndarray of bool, shape (utterances, time)
    fitted_on : ndarray of int, shape (count,)
        The utterances whose frames set the scale: those of the training part.

    Returns
    -------
    scaled : ndarray, shape (utterances, time, features)
        Zero where the mask is false. A coefficient that never changes becomes zero everywhere.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.
    """
    need.form("x", x, ("utterances", "time", "features"), "f")
    need.array("mask", mask, x.shape[:2], "b")
    x = np.where(mask[:, :, None], x, x.dtype.type(GAP))
    need.finite("x", x)
    fitted_on = check_positions("fitted_on", fitted_on, ("count",), 0, len(x) - 1)
    frames = x[fitted_on][mask[fitted_on]]
    if not len(frames):
        need.fail(need.EmptyError, "fitted_on", "utterances with frames", "none with a frame")
    return np.where(mask[:, :, None], fit_scaler(frames).scale(x), x)


def join_utterances(data, items, count, rng, most=5, repeats=False):
    """Join utterances into streams that do not show where one ends and the next begins.

    Parameters
    ----------
    data : dict of ndarray
        ``x``, ``length`` and ``speaker``, as :func:`japanese_vowels` returns them.
    items : ndarray of int
        The utterances to draw from; none is drawn twice for the same stream.
    count : int
        How many streams.
    rng : numpy.random.Generator
    most : int
        Each stream has 2 to ``most`` utterances, each number equally often.
    repeats : bool
        If true, every stream has one speaker who speaks twice in a row; if false, none has.

    Returns
    -------
    streams : dict of ndarray
        ``x`` (count, time, features), ``length`` and ``mask`` as above; ``target`` (count, most),
        the speakers in order, then zeros; ``used`` (count, most), the utterances, then -1.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.
    """
    _check_utterances(data)
    items = check_positions("items", items, ("utterances",), 0, len(data["x"]) - 1)
    if len(np.unique(items)) < len(items):
        need.fail(need.RangeError, "items", "every utterance once", "some twice")
    check_count("count", count)
    most = need.integer("most", most, 2, len(items))
    need.generator("rng", rng)
    check_flag("repeats", repeats)
    used = np.full((count, most), -1)
    for row in used:
        size = rng.integers(2, most + 1)
        row[:size] = _chain(data["speaker"], items, size, rng, repeats)
    frames = [np.concatenate([data["x"][i, : data["length"][i]] for i in row if i >= 0])
              for row in used]  # fmt: skip
    target = np.where(used >= 0, data["speaker"][used], GAP)
    return pad(frames) | {"target": target, "used": used}


def _check_utterances(data):
    need.entries("data", data, ("x", "length", "speaker"))
    x, length = data["x"], data["length"]
    need.form("data['x']", x, ("utterances", "time", "features"), "f")
    length = check_positions("data['length']", length, (len(x),), 1, x.shape[1])
    need.array("data['speaker']", data["speaker"], (len(x),), "iu")
    real = np.arange(x.shape[1]) < length[:, None]
    need.finite("data['x']", np.where(real[:, :, None], x, x.dtype.type(GAP)))


def _chain(speaker, items, size, rng, repeats):
    """Draw utterances until exactly the wanted number of neighbours share a speaker."""
    for _ in range(10_000):
        chain = rng.choice(items, size, replace=False)
        if np.sum(np.diff(speaker[chain]) == 0) == int(repeats):
            return chain
    wanted = "one speaker twice in a row" if repeats else "neighbours that differ"
    need.fail(need.RangeError, "items", f"utterances that allow {wanted}", f"{size} of them")


def pad(frames):
    """Stack sequences of unequal length; return them with their lengths and mask."""
    length = np.array([len(each) for each in frames])
    mask = np.arange(length.max()) < length[:, None]
    x = np.full((*mask.shape, frames[0].shape[1]), float(GAP))
    x[mask] = np.concatenate(frames)
    return {"x": x, "length": length, "mask": mask}
