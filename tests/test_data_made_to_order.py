"""Streams and scenes to order: what was asked for is in them, and errors name what cannot be."""

import itertools

import numpy as np
import pytest

from rnn_helpers import datasets
from rnn_helpers.datasets.scenes import NAMES
from rnn_helpers.errors import ArgumentTypeError, EmptyError, RangeError

rng = np.random.default_rng


@pytest.fixture(scope="module")
def spoken():
    return datasets.japanese_vowels()[0]


@pytest.fixture(scope="module")
def part():
    return datasets.split_digits(datasets.digits()[0], (0.15, 0.15), rng(0))[2]


def test_a_stream_holds_one_utterance_of_each_speaker_in_order(spoken):
    test = np.flatnonzero(spoken["part"] == "test")
    stream = datasets.compose_stream(spoken, test, [3, 9, 9, 1], rng(0))
    used = stream["used"][0]
    assert stream["target"].tolist() == [[3, 9, 9, 1]]
    assert spoken["speaker"][used].tolist() == [3, 9, 9, 1]
    assert len(set(used)) == 4
    assert set(used) <= set(test)
    frames = [spoken["x"][i, : spoken["length"][i]] for i in used]
    np.testing.assert_array_equal(stream["x"][0], np.concatenate(frames))
    assert stream["length"].tolist() == [len(stream["x"][0])] == [stream["mask"].sum()]


def test_another_draw_is_another_recording_of_the_same_men(spoken):
    items = np.arange(640)
    first, second = (datasets.compose_stream(spoken, items, [5, 2], rng(k)) for k in (0, 1))
    again = datasets.compose_stream(spoken, items, [5, 2], rng(0))
    assert first["used"].tolist() == again["used"].tolist() != second["used"].tolist()


def test_a_stream_may_be_of_one_man_alone(spoken):
    assert datasets.compose_stream(spoken, np.arange(640), [7], rng(0))["target"].shape == (1, 1)


@pytest.mark.parametrize(
    ("speakers", "error", "message"),
    [
        ([], EmptyError, r"^speakers: expected a list of speakers, at least one"),
        ([3, 10], RangeError, r"^speakers\[1\]: expected a whole number 1…9, got 10"),
        (["3"], ArgumentTypeError, r"^speakers\[0\]: expected a whole number 1…9"),
        ([1, 1, 1], RangeError, r"^speakers\[2\]: expected .*\(1 has no more\), got 1"),
    ],
)
def test_a_stream_that_cannot_be_is_named(spoken, speakers, error, message):
    two_each = np.concatenate([np.flatnonzero(spoken["speaker"] == k)[:2] for k in range(1, 10)])
    with pytest.raises(error, match=message):
        datasets.compose_stream(spoken, two_each, speakers, rng(0))


def digits_of(scene, part):
    return [NAMES[part["digit"][k]] for k in scene["source"][0]]


@pytest.mark.parametrize(
    "caption",
    ["seven", "three left of seven", "two above five left of one", "zero left of  three above six"],
)
def test_a_scene_shows_what_its_caption_says(part, caption):
    scene = datasets.compose_scene(part, caption, rng(0))
    assert scene["caption"] == [" ".join(caption.split())]
    assert digits_of(scene, part) == [word for word in caption.split() if word in NAMES]
    assert scene["picture"].shape == (1, 26, 26)
    ink = sum(part["image"][k].astype(float).sum() for k in scene["source"][0]) / 16
    assert 0.8 * ink < scene["picture"].sum() <= ink * 1.0001  # neighbours may touch


def test_digits_stand_to_the_right_or_below(part):
    for seed in range(20):
        scene = datasets.compose_scene(part, "one left of two above three", rng(seed))
        (y1, x1), (y2, x2), (y3, x3) = scene["corner"][0]
        assert x2 - x1 >= 6
        assert abs(y2 - y1) <= 2
        assert y3 - y2 >= 6
        assert abs(x3 - x2) <= 2
        assert scene["corner"].min() >= 0
        assert scene["corner"].max() <= 18


def test_the_hand_is_drawn_and_so_is_the_place_in_the_whole_grid(part):
    scenes = [datasets.compose_scene(part, "four", rng(seed)) for seed in range(150)]
    corners = np.array([scene["corner"][0, 0] for scene in scenes])
    assert set(map(tuple, corners // 8)) == set(itertools.product(range(3), range(3)))
    assert set(map(tuple, corners % 8)) == set(itertools.product(range(3), range(3)))
    assert len({int(scene["source"][0, 0]) for scene in scenes}) > 6


def test_each_digit_of_a_scene_trembles_for_itself(part):
    scenes = [datasets.compose_scene(part, "one above two", rng(seed)) for seed in range(20)]
    assert len({tuple(np.diff(scene["corner"][0], axis=0)[0]) for scene in scenes}) > 6


def test_a_digit_stands_in_its_scene_as_it_was_written(part):
    scene = datasets.compose_scene(part, "six", rng(0))
    (y, x), written = scene["corner"][0, 0], part["image"][scene["source"][0, 0]]
    assert scene["picture"].dtype == np.float32
    np.testing.assert_array_equal(scene["picture"][0, y : y + 8, x : x + 8], written / 16)


def test_an_utterance_that_is_not_there_cannot_be_in_a_stream(spoken):
    for items in ([0, 640], [0, 641]):
        with pytest.raises(RangeError, match=r"^items: expected"):
            datasets.compose_stream(spoken, np.array(items), [1], rng(0))


@pytest.mark.parametrize(
    ("caption", "message"),
    [
        ("ten", "expected a digit, zero to nine, got 'ten'"),
        ("", "expected a digit, zero to nine, got its end"),
        ("one above", "expected a digit, zero to nine after 'above', got its end"),
        ("one below two", "expected 'left of' or 'above' after 'one', got 'below'"),
        ("one left two", "expected 'left of' or 'above' after 'one', got 'left'"),
        ("one left of left of", "after 'left of', got 'left of'"),
        ("one two", "expected 'left of' or 'above' after 'one', got 'two'"),
        ("one above two above three above four", "at most 3 digits .*, got 'one above two ab.*'"),
    ],
)
def test_a_caption_that_cannot_be_drawn_is_named(part, caption, message):
    with pytest.raises(RangeError, match=f"^caption: .*{message}"):
        datasets.compose_scene(part, caption, rng(0))


def test_a_digit_that_nobody_wrote_cannot_be_drawn():
    zeros = {"image": np.ones((3, 8, 8)), "digit": np.zeros(3, int)}
    with pytest.raises(RangeError, match=r"^caption: expected digits that are in part, got one"):
        datasets.compose_scene(zeros, "zero above one", rng(0))
