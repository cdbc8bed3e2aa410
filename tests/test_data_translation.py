"""The sentences of chapter 6: what is in them, and that nothing of the test part leaks."""

import numpy as np
import pytest

from rnn_helpers import datasets
from rnn_helpers.datasets.sentences import END, PAD, START, UNKNOWN
from rnn_helpers.errors import (
    ArgumentTypeError,
    EmptyError,
    RangeError,
)

rng = np.random.default_rng


@pytest.fixture(scope="module")
def numbers():
    return datasets.number_words("en", "de", 900, rng(0))[0]


@pytest.fixture(scope="module")
def names():
    return datasets.emoji_names()[0]


def deal(data, fractions=(0.1, 0.2), seed=0):
    """The parts as the notebook makes them: cut into words, dealt out at random."""
    texts = [datasets.split_words(text) for text in data["source"]]
    parts = datasets.at_random(len(texts), fractions, rng(seed))
    return [[texts[k] for k in part] for part in parts]


def test_numbers_are_written_by_the_rules_of_both_languages():
    data, _ = datasets.number_words("en", "de", 1, low=342_042, high=342_042)
    assert data["number"].tolist() == [342_042]
    assert data["source"] == ["three hundred and forty-two thousand and forty-two"]
    assert data["target"] == ["dreihundertzweiundvierzigtausendzweiundvierzig"]


def test_the_same_generator_draws_the_same_numbers():
    first, second = (datasets.number_words(count=50, rng=rng(3))[0] for _ in range(2))
    assert first["number"].tolist() == second["number"].tolist()


def test_ten_thousand_numbers_are_drawn_unless_told_otherwise():
    data, _ = datasets.number_words("en", "en", high=9_999)
    assert sorted(data["number"]) == list(range(10_000))
    with pytest.raises(RangeError, match=r"^high: .* got 1000000000001$"):
        datasets.number_words(high=10**12 + 1)


def test_numbers_stay_within_their_bounds_and_can_be_drawn_to_the_last():
    data, _ = datasets.number_words(count=11, low=5, high=15)
    assert sorted(data["number"]) == list(range(5, 16))


def test_emoji_have_the_names_that_people_gave_them(names):
    assert len(names["source"]) == len(names["target"]) == 1_922
    pair = dict(zip(names["source"], names["target"], strict=True))
    assert pair["tiger face"] == "cara de tigre"
    assert not any("skin tone" in text for text in names["source"])
    turned = datasets.emoji_names("es", "en")[0]
    assert "cara de tigre" in turned["source"]


def test_the_records_say_where_the_data_come_from():
    _, record = datasets.number_words(count=5)
    assert record.package.startswith("num2words ")
    assert "LGPL" in record.licence
    assert record.rows == "5 different numbers from 0 to 999,999"
    _, record = datasets.emoji_names()
    assert record.package.startswith("emoji ")
    assert "Unicode" in record.licence
    assert "CLDR" in record.source


@pytest.mark.parametrize(
    ("arguments", "error", "name"),
    [
        ({"source": "xx"}, RangeError, "source"),
        ({"target": "klingon"}, RangeError, "target"),
        ({"target": 7}, ArgumentTypeError, "target"),
        ({"count": 0}, RangeError, "count"),
        ({"count": 12, "low": 5, "high": 15}, RangeError, "count"),
        ({"count": 2.5}, ArgumentTypeError, "count"),
        ({"low": -1}, RangeError, "low"),
        ({"low": 9, "high": 8}, RangeError, "high"),
        ({"rng": 0}, ArgumentTypeError, "rng"),
    ],
)
def test_numbers_that_cannot_be_drawn_are_named(arguments, error, name):
    with pytest.raises(error, match=f"^{name}: "):
        datasets.number_words(**arguments)


def test_a_language_without_emoji_names_is_named():
    with pytest.raises(RangeError, match=r"^target: expected one of ar, de, .*, tr, zh, got 'nl'$"):
        datasets.emoji_names("en", "nl")
    with pytest.raises(ArgumentTypeError, match=r"^source: "):
        datasets.emoji_names(None, "es")


def test_german_numbers_fall_into_parts_and_join_again(numbers):
    assert datasets.split_words("zweiundvierzig", "de") == ["zwei", "und", "vierzig"]
    assert datasets.split_words("siebzehntausendeins", "de") == ["siebzehn", "tausend", "eins"]
    for text in numbers["target"]:
        assert "".join(datasets.split_words(text, "de")) == text


def test_other_words_are_left_whole():
    assert datasets.split_words("Ein Elefant", "de") == ["ein", "elefant"]
    assert datasets.split_words("Forty-two, and nine!") == ["forty", "two", "and", "nine"]
    with pytest.raises(ArgumentTypeError, match=r"^text: "):
        datasets.split_words(["forty"])


def test_sentences_become_rows_that_end():
    codes = datasets.word_codes([["b", "a"], ["a"]])
    assert codes == {"a": END + 1, "b": END + 2}
    rows = datasets.encode_sentences([["a"], ["b", "x"]], codes, 4)
    assert rows.tolist() == [[4, END, PAD, PAD], [5, UNKNOWN, END, PAD]]
    assert len({PAD, UNKNOWN, START, END}) == 4


def test_sentences_that_do_not_fit_are_named():
    codes = datasets.word_codes([["a"]])
    with pytest.raises(RangeError, match=r"^steps: "):
        datasets.encode_sentences([["a", "a"]], codes, 2)
    with pytest.raises(EmptyError, match=r"^sentences: "):
        datasets.word_codes([])
    with pytest.raises(
        ArgumentTypeError, match=r"^sentences\[0\]: expected a list of words, got a str$"
    ):
        datasets.word_codes(["a sentence"])
    with pytest.raises(ArgumentTypeError, match=r"^codes: "):
        datasets.encode_sentences([["a"]], ["a"], 2)


def test_no_number_is_in_two_parts(numbers):
    parts = datasets.at_random(900, (0.1, 0.2), rng(0))
    drawn = [set(numbers["number"][part].tolist()) for part in parts]
    assert len(set.union(*drawn)) == sum(map(len, drawn)) == 900


@pytest.mark.parametrize("data", ["numbers", "names"])
def test_no_source_text_is_in_two_parts(data, request):
    """As a network reads it: without capitals and punctuation."""
    parts = [set(map(tuple, part)) for part in deal(request.getfixturevalue(data))]
    for k, part in enumerate(parts):
        for other in parts[k + 1 :]:
            assert not part & other


def test_the_words_are_those_of_the_training_part(names):
    train, val, test = deal(names)
    codes = datasets.word_codes(train)
    assert set(codes) == {word for sentence in train for word in sentence}
    only_later = {w for s in val + test for w in s} - set(codes)
    assert len(only_later) > 100
    rows = datasets.encode_sentences([[word] for word in sorted(only_later)], codes, 2)
    assert (rows[:, 0] == UNKNOWN).all()


def test_a_change_in_the_test_part_changes_no_code(names):
    texts = [datasets.split_words(text) for text in names["source"]]
    train, _, test = datasets.at_random(len(texts), (0.1, 0.2), rng(0))
    before = datasets.word_codes([texts[k] for k in train])
    for k in test:
        texts[k] = ["something", "else", "altogether"]
    assert datasets.word_codes([texts[k] for k in train]) == before


def test_every_emoji_has_a_name_in_both_languages(names):
    assert all(names["source"])
    assert all(names["target"])
