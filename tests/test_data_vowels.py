"""The vowels of chapter 6: what is in them, and that nothing of the test part leaks."""

import zlib

import numpy as np
import pytest

from rnn_helpers import datasets
from rnn_helpers.errors import (
    ArgumentTypeError,
    DTypeError,
    EmptyError,
    NonFiniteError,
    ParameterError,
    RangeError,
    ShapeError,
)

rng = np.random.default_rng


@pytest.fixture(scope="module")
def data():
    return datasets.japanese_vowels()[0]


@pytest.fixture(scope="module")
def parts(data):
    return datasets.split_utterances(data["part"], data["speaker"], 0.2, rng(0))


def frames_of(data, i):
    return data["x"][i, : data["length"][i]]


def test_nine_men_speak_640_times(data):
    assert data["x"].shape == (640, 29, 12)
    assert (data["length"].min(), data["length"].max()) == (7, 29)
    assert (data["part"] == "train").sum() == 270
    counts = np.bincount(data["speaker"][data["part"] == "test"])
    assert counts.tolist() == [0, 31, 35, 88, 44, 29, 24, 40, 50, 29]
    assert data["x"][0, 0, :2].tolist() == [1.860936, -0.207383]


def test_the_padding_is_zero_and_the_frames_are_not(data):
    assert np.isfinite(data["x"]).all()
    assert (data["mask"].sum(axis=1) == data["length"]).all()
    assert (data["x"][~data["mask"]] == 0).all()
    assert (data["x"][data["mask"]] != 0).any(axis=1).all()


def test_the_record_says_where_the_data_come_from():
    _, provenance = datasets.japanese_vowels()
    assert provenance.package.startswith("sktime ")
    assert "Kudo" in provenance.source
    assert "CC BY 4.0" in provenance.licence
    assert provenance.rows == "640 utterances, 9,961 frames"


def test_no_utterance_and_no_frame_is_there_twice(data):
    utterances = {frames_of(data, i).tobytes() for i in range(640)}
    assert len(utterances) == 640
    frames = data["x"][data["mask"]]
    assert len(np.unique(frames, axis=0)) == len(frames)


def test_the_parts_do_not_overlap_and_the_test_part_is_the_published_one(data, parts):
    train, validation, test = parts
    assert sorted(np.concatenate(parts)) == list(range(640))
    assert (data["part"][test] == "test").all()
    assert (data["part"][train] == "train").all()
    assert np.bincount(data["speaker"][validation])[1:].tolist() == [6] * 9


def test_the_scale_does_not_see_validation_or_test(data, parts):
    train, validation, test = parts
    scaled = datasets.scale_frames(data["x"], data["mask"], train)
    other = data["x"].copy()
    other[np.concatenate([validation, test])] *= 100
    again = datasets.scale_frames(other, data["mask"], train)
    np.testing.assert_array_equal(again[train], scaled[train])


def test_the_scale_does_not_see_the_padding(data, parts):
    train = parts[0]
    wide = np.pad(data["x"], ((0, 0), (0, 40), (0, 0)), constant_values=7)
    mask = np.pad(data["mask"], ((0, 0), (0, 40)))
    scaled = datasets.scale_frames(wide, mask, train)
    frames = scaled[train][mask[train]]
    np.testing.assert_allclose(frames.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(frames.std(axis=0), 1)
    assert (scaled[~mask] == 0).all()


def test_a_stream_is_its_utterances_end_to_end(data, parts):
    streams = datasets.join_utterances(data, parts[0], 20, rng(1))
    for row in range(20):
        used = [i for i in streams["used"][row] if i >= 0]
        whole = np.concatenate([frames_of(data, i) for i in used])
        np.testing.assert_array_equal(frames_of(streams, row), whole)
        spoken = [label for label in streams["target"][row] if label]
        assert spoken == data["speaker"][used].tolist()
        assert 2 <= len(used) <= 5
    assert (streams["mask"].sum(axis=1) == streams["length"]).all()


def test_streams_of_one_part_hold_no_utterance_of_another(data, parts):
    made = [datasets.join_utterances(data, part, 50, rng(2))["used"] for part in parts]
    for used, part in zip(made, parts, strict=True):
        assert set(used[used >= 0]) <= set(part)
        assert all(len(set(row[row >= 0])) == (row >= 0).sum() for row in used)


def test_repeats_come_only_when_asked_for(data, parts):
    for repeats in (False, True):
        streams = datasets.join_utterances(data, parts[2], 50, rng(3), repeats=repeats)
        spoken = streams["target"]
        same = ((spoken[:, 1:] == spoken[:, :-1]) & (spoken[:, 1:] > 0)).sum(axis=1)
        assert (same == int(repeats)).all()


def test_the_same_generator_makes_the_same_streams(data, parts):
    one, two = (datasets.join_utterances(data, parts[0], 5, rng(4)) for _ in range(2))
    np.testing.assert_array_equal(one["x"], two["x"])


def test_bad_arguments_get_named_errors(data, parts):
    part, speaker, x, mask = (data[name] for name in ("part", "speaker", "x", "mask"))
    with pytest.raises(EmptyError, match="part: expected 'train' and 'test'"):
        datasets.split_utterances(part[:270], speaker[:270], 0.2, rng(0))
    with pytest.raises(ShapeError, match="speaker"):
        datasets.split_utterances(part, speaker[:3], 0.2, rng(0))
    with pytest.raises(RangeError, match=r"^share: expected some of the 30 utterances"):
        datasets.split_utterances(part, speaker, 0.99, rng(0))
    with pytest.raises(ArgumentTypeError, match="rng"):
        datasets.split_utterances(part, speaker, 0.2, 0)
    with pytest.raises(DTypeError, match="mask"):
        datasets.scale_frames(x, mask.astype(float), parts[0])
    with pytest.raises(ShapeError, match="mask"):
        datasets.scale_frames(x, mask[:, 1:], parts[0])
    with pytest.raises(EmptyError, match="fitted_on"):
        datasets.scale_frames(x, mask, parts[0][:0])


def test_streams_that_cannot_be_made_are_refused(data, parts):
    with pytest.raises(ParameterError, match="data"):
        datasets.join_utterances({"x": data["x"]}, parts[0], 1, rng(0))
    with pytest.raises(EmptyError, match="items"):
        datasets.join_utterances(data, parts[0][:0], 1, rng(0))
    with pytest.raises(RangeError, match="count"):
        datasets.join_utterances(data, parts[0], 0, rng(0))
    with pytest.raises(RangeError, match="most"):
        datasets.join_utterances(data, parts[0], 1, rng(0), most=1)
    with pytest.raises(ArgumentTypeError, match="rng"):
        datasets.join_utterances(data, parts[0], 1, None)
    alone = np.flatnonzero(data["speaker"] == 1)
    with pytest.raises(
        RangeError,
        match=r"^items: expected utterances that allow neighbours that differ, got \d of them$",
    ):
        datasets.join_utterances(data, alone, 1, rng(0))
    few = np.array([np.flatnonzero(data["speaker"] == k)[0] for k in (1, 2, 3)])
    with pytest.raises(RangeError, match="most"):
        datasets.join_utterances(data, few, 1, rng(0))
    with pytest.raises(
        RangeError,
        match=r"^items: expected utterances that allow one speaker twice in a row, got \d of them$",
    ):
        datasets.join_utterances(data, few, 1, rng(0), most=3, repeats=True)


def test_a_coefficient_that_never_changes_becomes_zero(data, parts):
    x = data["x"].copy()
    x[..., 3] = 0.1
    scaled = datasets.scale_frames(x, data["mask"], parts[0])
    np.testing.assert_allclose(scaled[..., 3], 0, atol=1e-9)
    assert np.isfinite(scaled).all()


def test_what_stands_in_the_padding_does_not_matter(data, parts):
    x, mask = data["x"].copy(), data["mask"]
    x[~mask] = np.nan
    scaled = datasets.scale_frames(x, mask, parts[0])
    np.testing.assert_array_equal(scaled, datasets.scale_frames(data["x"], mask, parts[0]))
    streams = datasets.join_utterances(data | {"x": x}, parts[0], 5, rng(0))
    assert np.isfinite(streams["x"]).all()
    x[0, 0, 0] = np.nan
    with pytest.raises(
        NonFiniteError, match=r"^x: expected finite numbers, got nan at \(0, 0, 0\)"
    ):
        datasets.scale_frames(x, mask, parts[0])
    with pytest.raises(NonFiniteError, match=r"^data\['x'\]: expected finite numbers"):
        datasets.join_utterances(data | {"x": x}, parts[0], 5, rng(0))


def test_a_scale_needs_a_frame(data, parts):
    with pytest.raises(EmptyError, match=r"^fitted_on: expected .* got none with a frame$"):
        datasets.scale_frames(data["x"], np.zeros_like(data["mask"]), parts[0])


def test_utterances_are_where_they_are_said_to_be(data, parts):
    with pytest.raises(RangeError, match=r"^fitted_on: expected whole numbers from 0 to 639"):
        datasets.scale_frames(data["x"], data["mask"], np.array([640]))
    with pytest.raises(RangeError, match=r"^items: expected whole numbers from 0 to 639"):
        datasets.join_utterances(data, np.array([-1, 3]), 1, rng(0))
    with pytest.raises(RangeError, match=r"^items: expected every utterance once, got some twice"):
        datasets.join_utterances(data, np.array([3, 5, 3]), 1, rng(0))
    with pytest.raises(RangeError, match=r"^data\['length'\]: expected whole numbers from 1 to 29"):
        datasets.join_utterances(data | {"length": data["length"] * 9}, parts[0], 1, rng(0))


def test_both_parts_have_to_be_there(data):
    part, speaker = data["part"], data["speaker"]
    for name in ("train", "test"):
        own = part == name
        with pytest.raises(EmptyError, match=rf"^part: expected .* entries, got \['{name}'\]$"):
            datasets.split_utterances(part[own], speaker[own], 0.2, rng(0))


@pytest.mark.parametrize("share", [0.2, 0.8])
def test_one_utterance_of_a_speaker_is_enough_for_a_part(share):
    part = np.array(["train"] * 5 + ["test"])
    train, validation, test = datasets.split_utterances(part, np.ones(6, int), share, rng(0))
    assert {len(train), len(validation)} == {1, 4}
    assert test.tolist() == [5]
    with pytest.raises(
        RangeError, match=r"^share: expected some of the 5 .* and not all, got 0\.01"
    ):
        datasets.split_utterances(part, np.ones(6, int), 0.01, rng(0))


def test_a_share_is_at_most_everything(data):
    with pytest.raises(RangeError, match=r"^share: expected a finite number above 0 to 1, got 1.5"):
        datasets.split_utterances(data["part"], data["speaker"], 1.5, rng(0))


def test_streams_have_two_to_five_utterances_each_number_equally_often(data, parts):
    streams = datasets.join_utterances(data, parts[2], 400, rng(5))
    counts = np.bincount((streams["used"] >= 0).sum(axis=1), minlength=6)
    assert counts[:2].tolist() == [0, 0]
    assert counts[2:].min() > 70
    spoken = streams["target"]
    assert not ((spoken[:, 1:] == spoken[:, :-1]) & (spoken[:, 1:] > 0)).any()


def test_one_stream_is_enough(data, parts):
    streams = datasets.join_utterances(data, parts[0], 1, rng(0), most=2)
    assert streams["x"].shape == (1, streams["length"][0], 12)


def test_the_first_utterance_counts_like_any_other(data):
    streams = datasets.join_utterances(data, np.array([0, 31, 62]), 20, rng(0), most=3)
    first = streams["used"] == 0
    assert first.any()
    assert (streams["target"][first] == data["speaker"][0]).all()
    spoken = np.where(streams["used"] >= 0, data["length"][streams["used"]], 0)
    np.testing.assert_array_equal(streams["length"], spoken.sum(axis=1))
    assert set(np.unique(streams["used"])) == {-1, 0, 31, 62}


def test_a_seed_gives_the_same_parts_and_streams_in_every_version_of_this_package(data, parts):
    """What the notebooks show depends on it."""
    assert zlib.crc32(repr([part.tolist() for part in parts]).encode()) == 84182841
    streams = datasets.join_utterances(data, parts[0], 20, rng(0))
    drawn = [streams[name].tolist() for name in ("used", "target", "length")]
    assert zlib.crc32(repr(drawn).encode()) == 2796148941
