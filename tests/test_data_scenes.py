"""The scenes of chapter 6: what is in them, and that no digit is in two parts."""

import itertools
import zlib

import numpy as np
import pytest

from rnn_helpers import datasets
from rnn_helpers.datasets.scenes import NAMES
from rnn_helpers.errors import (
    ArgumentTypeError,
    EmptyError,
    ParameterError,
    RangeError,
    ShapeError,
)

rng = np.random.default_rng


@pytest.fixture(scope="module")
def data():
    return datasets.digits()[0]


@pytest.fixture(scope="module")
def parts(data):
    return datasets.split_digits(data, (0.15, 0.15), rng(0))


def named(caption):
    """The digits that a caption names, in order."""
    return [NAMES.index(word) for word in caption.split() if word in NAMES]


def test_the_digits_are_those_of_the_repository(data):
    assert data["image"].shape == (1797, 8, 8)
    assert (data["image"].min(), data["image"].max()) == (0, 16)
    assert np.bincount(data["digit"]).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert data["image"][0, 0].tolist() == [0, 0, 5, 13, 9, 1, 0, 0]


def test_the_provenance_names_the_licence():
    _, provenance = datasets.digits()
    assert "scikit-learn" in provenance.package
    assert "CC BY 4.0" in provenance.licence
    assert "1,797" in repr(provenance)


def test_every_image_is_in_one_part(data, parts):
    rows = np.concatenate([part["row"] for part in parts])
    assert sorted(rows) == list(range(1797))
    for part in parts:
        np.testing.assert_array_equal(part["image"], data["image"][part["row"]])
        np.testing.assert_array_equal(part["digit"], data["digit"][part["row"]])


def test_no_image_has_a_copy_in_another_part(parts):
    seen = [{image.tobytes() for image in part["image"]} for part in parts]
    for first, second in itertools.combinations(seen, 2):
        assert not first & second


def test_every_part_has_its_share_of_every_digit(parts):
    for part, share in zip(parts, (0.7, 0.15, 0.15), strict=True):
        counts = np.bincount(part["digit"])
        assert len(counts) == 10
        assert abs(counts / counts.sum() - 0.1).max() < 0.01
        assert abs(len(part["digit"]) / 1797 - share) < 0.01


def test_scenes_of_one_part_know_nothing_of_the_others(data, parts):
    """Scenes for training stay the same if every image of the other parts is wiped out."""
    wiped = {"image": data["image"].copy(), "digit": data["digit"]}
    wiped["image"][np.concatenate([parts[1]["row"], parts[2]["row"]])] = 0
    again = datasets.split_digits(wiped, (0.15, 0.15), rng(0))[0]
    first, second = (datasets.digit_scenes(part, 50, rng(1)) for part in (parts[0], again))
    np.testing.assert_array_equal(first["picture"], second["picture"])
    assert first["caption"] == second["caption"]


def test_a_caption_names_the_digits_of_its_picture(parts):
    scenes = datasets.digit_scenes(parts[0], 200, rng(0))
    for caption, source in zip(scenes["caption"], scenes["source"], strict=True):
        assert named(caption) == parts[0]["digit"][source[source >= 0]].tolist()


def test_left_of_and_above_are_where_they_say(parts):
    scenes = datasets.digit_scenes(parts[0], 200, rng(0), lengths=(2,))
    for caption, (first, second) in zip(scenes["caption"], scenes["corner"], strict=True):
        down, right = second - first
        assert right >= 6 and abs(down) <= 2 if "left of" in caption else down >= 6


def test_a_picture_holds_its_digits_and_nothing_else(parts):
    scenes = datasets.digit_scenes(parts[0], 50, rng(0))
    assert scenes["picture"].shape == (50, 26, 26)
    assert scenes["picture"].max() == 1
    for k, picture in enumerate(scenes["picture"]):
        left, count = picture.copy(), sum(scenes["source"][k] >= 0)
        for index, (y, x) in zip(
            scenes["source"][k, :count], scenes["corner"][k, :count], strict=True
        ):
            assert (picture[y : y + 8, x : x + 8] >= parts[0]["image"][index] / 16).all()
            left[y : y + 8, x : x + 8] = 0
        assert not left.any()


def test_held_out_pairs_are_held_out(parts):
    def has_pair(caption):
        return (np.diff(named(caption)) % 10 == 3).any()

    seen = datasets.digit_scenes(parts[0], 300, rng(0))
    held_out = datasets.digit_scenes(parts[2], 100, rng(0), lengths=(2, 3), pairs="held out")
    assert not any(map(has_pair, seen["caption"]))
    assert all(map(has_pair, held_out["caption"]))


@pytest.mark.parametrize("length", range(1, 6))
def test_a_scene_has_as_many_digits_as_asked(parts, length):
    scenes = datasets.digit_scenes(parts[0], 20, rng(0), lengths=(length,))
    assert {len(named(caption)) for caption in scenes["caption"]} == {length}
    assert scenes["source"].shape == (20, length)
    assert scenes["corner"].shape == (20, length, 2)


def test_the_same_generator_draws_the_same_scenes(parts):
    first, second = (datasets.digit_scenes(parts[0], 20, rng(3)) for _ in range(2))
    np.testing.assert_array_equal(first["picture"], second["picture"])


def test_the_words_are_those_of_the_captions_given():
    words = datasets.caption_words(["two above one", "one left of two"])
    assert words == ["above", "left", "of", "one", "two"]


def test_bad_choices_have_names(data, parts):
    with pytest.raises(RangeError, match="pairs"):
        datasets.digit_scenes(parts[0], 5, rng(0), pairs="new")
    with pytest.raises(ArgumentTypeError, match="lengths"):
        datasets.digit_scenes(parts[0], 5, rng(0), lengths=3)
    with pytest.raises(RangeError, match="lengths"):
        datasets.digit_scenes(parts[0], 5, rng(0), lengths=(1, 6))
    with pytest.raises(RangeError, match="lengths"):
        datasets.digit_scenes(parts[0], 5, rng(0), lengths=(1,), pairs="held out")
    ones = {name: value[parts[0]["digit"] == 1] for name, value in parts[0].items()}
    with pytest.raises(EmptyError, match=r"^part: expected at least one held-out pair, got none$"):
        datasets.digit_scenes(ones, 5, rng(0), lengths=(2,), pairs="held out")
    with pytest.raises(RangeError, match="count"):
        datasets.digit_scenes(parts[0], 0, rng(0))
    with pytest.raises(ArgumentTypeError, match="rng"):
        datasets.digit_scenes(parts[0], 5, 0)
    with pytest.raises(ParameterError, match="part"):
        datasets.digit_scenes({"image": parts[0]["image"]}, 5, rng(0))
    with pytest.raises(ShapeError, match="image"):
        datasets.split_digits(data | {"image": data["image"][:, :7]}, (0.5,), rng(0))
    with pytest.raises(ArgumentTypeError, match="captions"):
        datasets.caption_words("one")


def test_images_that_are_no_digits_are_named(data):
    for digit in (-1, 10):
        with pytest.raises(
            RangeError, match=r"^data\['digit'\]: expected whole numbers from 0 to 9"
        ):
            datasets.split_digits(data | {"digit": data["digit"] * 0 + digit}, (0.5,), rng(0))
    for shade in (-1, 17):
        with pytest.raises(
            RangeError,
            match=rf"^part\['image'\]: expected shades from 0 to 16, got {shade} to {shade}$",
        ):
            datasets.digit_scenes(data | {"image": data["image"] * 0 + shade}, 1, rng(0))


@pytest.mark.parametrize(("low", "high"), [(1, 4), (8, 1)])
def test_one_pair_is_enough_for_scenes_that_are_held_out(parts, low, high):
    """A digit and the one three larger; after 9 comes 0."""
    kept = np.isin(parts[0]["digit"], [low, high])
    part = {name: value[kept] for name, value in parts[0].items()}
    scenes = datasets.digit_scenes(part, 5, rng(0), lengths=(2,), pairs="held out")
    assert {tuple(named(caption)) for caption in scenes["caption"]} == {(low, high)}


@pytest.mark.parametrize(
    ("choice", "wanted"),
    [({}, 598560834), ({"lengths": (2, 5), "pairs": "held out"}, 2804141702)],
)
def test_a_seed_gives_the_same_scenes_in_every_version_of_this_package(parts, choice, wanted):
    """What the notebooks show depends on it."""
    scenes = datasets.digit_scenes(parts[0], 50, rng(0), **choice)
    drawn = [scenes["caption"], scenes["source"].tolist(), scenes["corner"].tolist()]
    assert zlib.crc32(repr(drawn).encode()) == wanted
    assert scenes["picture"].dtype == np.float32


def test_the_ink_of_a_digit_is_a_sixteenth_of_its_shade(parts):
    scenes = datasets.digit_scenes(parts[0], 5, rng(0), lengths=(1,))
    for picture, (index,), ((y, x),) in zip(
        scenes["picture"], scenes["source"], scenes["corner"], strict=True
    ):
        image = parts[0]["image"][index]
        np.testing.assert_array_equal(picture[y : y + 8, x : x + 8], image / 16)
