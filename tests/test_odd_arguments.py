"""Every public function of the data, the scores, the adder and the figures, given odd things.

Each argument in turn is replaced by values of every kind. The function either raises a named error
that begins with the argument's name, or the value stands in ``FITS``, because it does fit. So a new
function, a new argument or a value that passes unnoticed turns a test red.
"""

import copy
import inspect
import re

import matplotlib.pyplot as plt
import numpy as np
import pytest

from rnn_helpers import binary_addition, datasets, errors, plotting, scores

rng = np.random.default_rng
RECORDS = {  # what functions return; their constructors check nothing
    datasets.LeftOut,
    datasets.Provenance,
    datasets.Scaler,
    plotting.Look,
    scores.Lead,
    scores.Scores,
}

ODD = {
    "None": None,
    "true": True,
    "minus one": -1,
    "half": 0.5,
    "nan": float("nan"),
    "infinity": float("inf"),
    "a huge number": 10**30,
    "a word": "odd",
    "no letters": "",
    "bytes": b"odd",
    "an empty list": [],
    "a list of numbers": [1, 2],
    "a list of words": ["a", "b"],
    "a list of lists": [["a"], [1]],
    "a list of None": [None],
    "an empty tuple": (),
    "a tuple of words": ("a", "b"),
    "a tuple of lists": ([1], [2]),
    "an empty dict": {},
    "a dict of numbers": {1: 2},
    "a dict of None": {"a": None},
    "a set": {1},
    "a generator": (k for k in range(3)),
    "a function": len,
    "a number in an array": np.array(1.0),
    "an empty array": np.zeros(0),
    "an array of NaN": np.full(3, np.nan),
    "an array of NaN in a row": np.full((1, 3), np.nan),
    "an array of four axes": np.zeros((1, 1, 1, 1)),
    "an array of objects": np.array([None, "a"]),
    "an array of words": np.array(["a", "b"]),
    "an array of lost dates": np.array(["NaT", "NaT"], "datetime64[D]"),
    "complex numbers": np.zeros(3, complex),
}

DATE = np.arange("2015-01-01", "2015-05-21", dtype="datetime64[D]")  # 140 days
OPEN = rng(0).random((2, 140)) < 0.9
SHOPS = {"date": DATE, "sales": OPEN * 100.0, "open": OPEN, "promo": ~OPEN, "school_holiday": OPEN}
DIGITS = {"image": rng(1).integers(0, 17, (40, 8, 8)), "digit": np.arange(40) % 10}
RATINGS = {"user": np.arange(8) % 2, "item": np.arange(8), "time": DATE[:8]}
TITLES = {"title": np.array(["a", "b"]), "year": np.array([31, 95])}
SPOKEN = {
    "x": rng(2).normal(size=(12, 5, 3)),
    "length": np.full(12, 4),
    "speaker": np.arange(12) % 4,
}
PART = np.array(["train", "test"] * 6)
BITS = rng(3).integers(0, 2, (4, 6))
LOGITS, TARGET = rng(4).normal(size=(4, 6, 1)), rng(5).integers(0, 2, (4, 6, 1))
MASK = np.arange(6) < np.array([[6], [2], [5], [4]])
TODAY = np.array([60, 125])
LEAD = scores.paired(np.ones((3, 4)), np.zeros(4))
SCALER, ROWS = datasets.fit_scaler(rng(7).normal(size=(9, 2))), rng(8).normal(size=(3, 2))


def without(name):
    return {key: value for key, value in SHOPS.items() if key != name}


def calls():
    """One good call of every function, as a dictionary of its arguments."""
    return {
        datasets.at_random: {"count": 20, "fractions": (0.2,), "rng": rng(0)},
        datasets.by_group: {"groups": np.arange(20), "fractions": (0.2,), "rng": rng(0)},
        datasets.by_time: {"count": 20, "fractions": (0.2,)},
        datasets.caption_words: {"captions": ["one above two"]},
        datasets.compose_scene: {"part": DIGITS, "caption": "one above two", "rng": rng(0)},
        datasets.compose_stream: {
            "data": SPOKEN, "items": np.arange(12), "speakers": [1, 2, 1], "rng": rng(0),
        },
        datasets.digit_scenes: {
            "part": DIGITS, "count": 20, "rng": rng(0), "lengths": (3, 4), "pairs": "seen",
        },
        datasets.digits: {},
        datasets.emoji_names: {"source": "en", "target": "es"},
        datasets.encode_letters: {"text": "can", "alphabet": datasets.fit_alphabet(["can"])},
        datasets.encode_sentences: {"sentences": [["a"]], "codes": {"a": 4}, "steps": 3},
        datasets.encode_words: {"texts": ["a b"], "vocabulary": {"a": 2}, "time": 3},
        datasets.film_histories: {"data": RATINGS, "rng": rng(0)},
        datasets.film_names: {"data": TITLES},
        datasets.find_films: {"data": TITLES, "names": ["b (95)", "a (31)"]},
        datasets.fit_alphabet: {"texts": ["can"]},
        datasets.fit_scaler: {"train": rng(7).normal(size=(9, 2))},
        datasets.fit_vocabulary: {"texts": ["a a b"], "least": 2},
        datasets.japanese_vowels: {},
        datasets.join_utterances: {
            "data": SPOKEN, "items": np.arange(12), "count": 2, "rng": rng(0), "most": 3,
            "repeats": False,
        },
        datasets.known_columns: {"data": without("sales")},
        datasets.leave_last_out: {"histories": [np.arange(4), np.arange(5)]},
        datasets.movie_reviews: {"source": "rotten_tomatoes"},
        datasets.movielens: {},
        datasets.number_words: {
            "source": "en", "target": "de", "count": 2, "rng": rng(0), "low": 0, "high": 127,
        },
        datasets.origins: {"part": np.arange(5, 120), "past": 2, "ahead": 1, "every": 2},
        datasets.own_weather: {
            "first": "2026-11-14", "temp_max": [9.0], "temp_min": [1], "precipitation": [0.0],
            "wind": [2.5],
        },
        datasets.past_and_future: {"x": np.arange(140.0), "today": TODAY, "past": 3, "ahead": 2},
        datasets.rossmann_sales: {"stores": [25]},
        datasets.sales_summaries: {"data": SHOPS, "today": TODAY, "size": np.array([9.0, 8.0])},
        datasets.scale_frames: {
            "x": SPOKEN["x"], "mask": SPOKEN["x"][..., 0] < 1, "fitted_on": np.arange(9),
        },
        datasets.seattle_weather: {"first": "2013-01-01", "last": "2013-12-31"},
        datasets.shakespeare: {"plays": ("tragedies/hamlet",)},
        datasets.sp500_prices: {"first": "2013-01-01", "last": "2013-12-31"},
        datasets.split_digits: {"data": DIGITS, "fractions": (0.25,), "rng": rng(0)},
        datasets.split_reviews: {"texts": list("abcdefgh"), "fractions": (0.2,), "rng": rng(0)},
        datasets.split_utterances: {
            "part": PART, "speaker": np.arange(12) // 6, "share": 0.4, "rng": rng(0),
        },
        datasets.split_words: {"text": "Forty-two", "language": "en"},
        datasets.usual_sales: {
            "data": without("school_holiday"), "today": TODAY, "past": 3, "ahead": 2, "history": 28,
        },
        datasets.weekday: {"date": DATE},
        datasets.word_codes: {"sentences": [["a", "b"]]},
        datasets.words_of: {"text": "a b"},
        datasets.Scaler.scale: {"self": SCALER, "x": ROWS},
        datasets.Scaler.unscale: {"self": SCALER, "x": ROWS},
        scores.compare: {"metric": "error", "rows": {"a": 1.0}, "better": "lower", "digits": 2},
        scores.paired: {
            "runs": np.ones((3, 4)), "baseline": np.zeros(4), "better": "lower", "block": 2,
            "repeats": 5, "digits": 2,
        },
        scores.Lead.evidence: {"self": LEAD, "what": "a", "verdict": "wins"},
        scores.verdict: {"runs": [1.0, 2.0], "baseline": 3.0, "better": "lower"},
        binary_addition.add_bits: {"a": BITS, "b": BITS},
        binary_addition.all_pairs: {"bits": 7, "dtype": np.float32},
        binary_addition.as_sequences: {"a": BITS, "b": BITS, "dtype": np.float32},
        binary_addition.bit_accuracy: {"logits": LOGITS, "target": TARGET, "mask": MASK},
        binary_addition.carry_chains: {"bits": 4, "dtype": np.float32},
        binary_addition.decode: {"bits": BITS},
        binary_addition.encode: {"numbers": [5, 6], "bits": 4},
        binary_addition.exact_accuracy: {"logits": LOGITS, "target": TARGET, "mask": MASK},
        binary_addition.export: {"adders": {"by hand": binary_addition.hand_built_adder()}},
        binary_addition.hand_built_adder: {"sharpness": 8.0, "scale": 0.1, "dtype": np.float32},
        binary_addition.random_pairs: {"count": 2, "bits": 3, "rng": rng(0), "dtype": np.float32},
        plotting.dots: {"groups": {"a": np.arange(3)}, "xlabel": "x", "ylabel": "y", "ax": None},
        plotting.lines: {
            "x": np.arange(3), "series": {"a": np.arange(3)}, "xlabel": "x", "ylabel": "y",
            "ax": None, "log": "",
        },
        plotting.shares: {"groups": {"a": 2}, "total": 5, "xlabel": "x", "ylabel": "y", "ax": None},
        plotting.state_map: {
            "states": rng(9).normal(size=(9, 3)), "labels": np.arange(9) % 2, "names": ["a", "b"],
            "ax": None,
        },
        plotting.use_style: {},
    }  # fmt: skip


TEXTS = {"a word", "no letters"}
NUMBERS = {"minus one", "half", "a huge number"}
FITS = {
    "Lead.evidence what": TEXTS,
    "all_pairs dtype": {"None"},
    "as_sequences dtype": {"None"},
    "at_random fractions[0]": {"half"},
    "bit_accuracy mask": {"None"},
    "by_group fractions[0]": {"half"},
    "by_time fractions[0]": {"half"},
    "caption_words captions": {"a list of words"},
    "caption_words captions[0]": TEXTS,
    "carry_chains dtype": {"None"},
    "compare metric": TEXTS,
    "compare rows['a']": NUMBERS | {"a list of numbers"},
    "compose_stream speakers": {"a list of numbers"},
    "dots ax": {"None"},
    "dots xlabel": TEXTS,
    "dots ylabel": TEXTS,
    "encode numbers": {"a list of numbers"},
    "encode_letters text": {"a word"},
    "encode_sentences codes": {"an empty dict"},  # every word is unknown
    "encode_sentences sentences[0]": {"an empty list", "a list of words"},
    "encode_words texts": {"a list of words"},
    "encode_words texts[0]": TEXTS,
    "encode_words vocabulary": {"an empty dict"},
    "exact_accuracy mask": {"None"},
    "film_names data['title']": {"an array of words"},
    "find_films data['title']": {"an array of words"},
    "fit_alphabet texts": {"a list of words"},
    "fit_alphabet texts[0]": {"a word"},
    "fit_vocabulary least": {"a huge number"},  # no word occurs so often
    "fit_vocabulary texts": {"a list of words"},
    "fit_vocabulary texts[0]": TEXTS,
    "hand_built_adder dtype": {"None"},
    "hand_built_adder scale": {"half", "a huge number"},
    "hand_built_adder sharpness": {"half", "a huge number"},
    "join_utterances repeats": {"true"},
    "lines ax": {"None"},
    "lines log": {"no letters"},
    "lines xlabel": TEXTS,
    "lines ylabel": TEXTS,
    "number_words rng": {"None"},
    "own_weather precipitation[0]": {"half"},
    "own_weather temp_max[0]": {"half", "minus one"},
    "own_weather temp_min[0]": {"half", "minus one"},
    "own_weather wind[0]": {"half"},
    "random_pairs dtype": {"None"},
    "rossmann_sales stores": {"None"},
    "shares ax": {"None"},
    "shares groups": {"a dict of numbers"},
    "shares xlabel": TEXTS,
    "shares ylabel": TEXTS,
    "split_digits fractions[0]": {"half"},
    "split_reviews fractions[0]": {"half"},
    "split_reviews texts[0]": TEXTS,
    "split_utterances share": {"half"},
    "split_words language": TEXTS,
    "split_words text": TEXTS,
    "state_map ax": {"None"},
    "state_map names": {"a list of words"},
    "state_map names[0]": TEXTS,
    "usual_sales history": {"a huge number"},  # all days up to today
    "verdict baseline": NUMBERS,
    "verdict runs": {"a list of numbers"},
    "verdict runs[0]": NUMBERS,
    "word_codes sentences[0]": {"an empty list", "a list of words"},
    "words_of text": TEXTS,
}
SHOWS_IN = {  # where the value would do, but not together with another argument, which is named
    "by_group groups an array of words": "fractions",
    "fit_alphabet texts[0] no letters": "texts",  # of which no other has one either
    "own_weather precipitation a list of numbers": "temp_max",
    "split_reviews texts a list of words": "fractions",
    "split_utterances part an array of words": "speaker",
    "verdict runs[0] infinity": "runs",  # looked at as one array
    "verdict runs[0] nan": "runs",
}


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def places():
    """Each argument of each function, and each entry of those that hold several."""
    for function, arguments in calls().items():
        for name, value in arguments.items():
            keys = value if isinstance(value, dict) else [0] if type(value) in (list, tuple) else []
            for key in [None, *keys] if name != "self" else []:
                place = f"{function.__qualname__} {name}" + ("" if key is None else f"[{key!r}]")
                yield pytest.param(function, name, key, place, id=place)


def spoilt(value, key, odd):
    """A value, or one of its entries, replaced."""
    if key is None:
        return odd
    return value | {key: odd} if isinstance(value, dict) else type(value)([odd, *value[1:]])


def complaint(function, arguments):
    """The message of the named error that a call ends with; None if it does not."""
    try:
        function(**arguments)
    except errors.InputError as error:
        return str(error)
    return None


def shown(name, key):
    """How a message writes an argument, or one of its entries."""
    return name if key is None else f"{name}[{key!r}]"


def assert_well_said(text, name, odd):
    """The argument comes first, and both halves of the message say something."""
    assert re.match(rf"{re.escape(name)}(?!\w).*: expected \S.*, got \S", text, re.S), text
    assert "expected None" not in text
    assert "got None" not in text or odd is None or "None" in repr(odd), text


@pytest.mark.parametrize(("function", "name", "key", "place"), list(places()))
def test_odd_arguments_are_named_or_fit(function, name, key, place):
    good = calls()[function]
    said = {
        kind: complaint(function, good | {name: spoilt(good[name], key, odd)})
        for kind, odd in ODD.items()
    }
    assert {kind for kind, text in said.items() if text is None} == FITS.get(place, set())
    for kind, text in said.items():
        if text is not None:
            assert_well_said(text, SHOWS_IN.get(f"{place} {kind}", shown(name, key)), ODD[kind])


def with_nan(array):
    spoiled = array.astype(array.dtype)
    spoiled.flat[0] = np.nan
    return spoiled


SPOIL = {  # of the right shape but of another kind, or the other way round; and for which kinds
    "complex": ("biuf", lambda array: array.astype(complex)),
    "objects": ("biufMU", lambda array: array.astype(object)),
    "words": ("biufU", lambda array: array.astype(str)),
    "one axis more": ("biufMU", lambda array: array[None]),
    "nothing": ("biufMU", lambda array: array[:0]),
    "NaN": ("f", with_nan),
}
SPOILT_FITS = {
    "Scaler.scale x": {"one axis more"},
    "Scaler.unscale x": {"one axis more"},
    "by_group groups": {"words"},
    "film_names data['title']": {"words"},
    "find_films data['title']": {"words"},
    "paired baseline": {"one axis more"},
    "split_utterances part": {"words"},
    "weekday date": {"one axis more"},
}


def arrays():
    for parameter in places():
        function, name, key, place = parameter.values
        good = calls()[function][name]
        value = good if key is None else good[key]
        if isinstance(value, np.ndarray):
            yield pytest.param(function, name, key, place, value, id=place)


@pytest.mark.parametrize(("function", "name", "key", "place", "array"), list(arrays()))
def test_spoilt_arrays_are_named_or_fit(function, name, key, place, array):
    """The words in the shape that a message asks for are those of the documentation."""
    good, fits = calls()[function], set()
    ways = {way: spoil for way, (kinds, spoil) in SPOIL.items() if array.dtype.kind in kinds}
    for way, spoil in ways.items():
        odd = spoil(array)
        text = complaint(function, good | {name: spoilt(good[name], key, odd)})
        if text is None:
            fits.add(way)
        else:
            assert_well_said(text, shown(name, key), odd)
            for word in re.findall("[A-Za-z]+", (re.findall("shape (.*), got", text) or [""])[0]):
                assert word in re.findall("[A-Za-z]+", function.__doc__), text
    assert fits == SPOILT_FITS.get(place, set())


def converted(value, kind):
    """The same whole numbers in another type, in whatever they stand; anything else unchanged."""
    if isinstance(value, dict):
        return {key: converted(entry, kind) for key, entry in value.items()}
    if isinstance(value, (list, tuple)) and not hasattr(value, "_fields"):
        return type(value)(converted(entry, kind) for entry in value)
    if isinstance(value, np.ndarray) and value.dtype.kind == "i":
        return value.astype(kind)
    return np.dtype(kind).type(value) if type(value) is int else value


def counting(function):
    """Whether a function takes whole numbers (and reads no file, which would take long)."""
    arguments = calls()[function]
    kinds = repr(converted(arguments, "u1")) != repr(arguments)
    return kinds and function is not datasets.rossmann_sales


@pytest.mark.parametrize("kind", ["i1", "u1", "<i2", ">u2", ">i4", "u4", ">i8", "u8"])
@pytest.mark.parametrize(
    "function", [f for f in calls() if counting(f)], ids=lambda f: f.__qualname__
)
def test_whole_numbers_may_be_of_any_type(function, kind):
    """Small ones overflow, unsigned ones have no number below 0, and files are big-endian."""
    found = function(**converted(calls()[function], kind))
    if not isinstance(found, plt.Axes):
        np.testing.assert_equal(found, function(**calls()[function]))


def test_every_function_and_every_argument_is_tried():
    modules = (datasets, scores, binary_addition, plotting)
    found = [getattr(module, name) for module in modules for name in module.__all__]
    methods = {datasets.Scaler.scale, datasets.Scaler.unscale, scores.Lead.evidence}
    assert calls().keys() == {f for f in found if callable(f)} - RECORDS | methods
    for function, arguments in calls().items():
        assert list(inspect.signature(function).parameters) == list(arguments), function


@pytest.mark.parametrize("function", list(calls()), ids=lambda f: f.__qualname__)
def test_arguments_are_left_as_they_are(function):
    arguments = {k: v for k, v in calls()[function].items() if k != "rng"}
    before = copy.deepcopy(arguments)
    function(**calls()[function] | arguments)
    np.testing.assert_equal(arguments, before)
