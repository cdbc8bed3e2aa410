"""Film reviews: what is in the box, and that no review and no word leaks into the test."""

import numpy as np
import pytest

from rnn_helpers import datasets
from rnn_helpers.errors import (
    ArgumentTypeError,
    EmptyError,
    RangeError,
)


@pytest.fixture(scope="module")
def reviews():
    return datasets.movie_reviews()[0]


@pytest.fixture(scope="module")
def parts(reviews):
    return datasets.split_reviews(reviews["text"], (0.15, 0.15), np.random.default_rng(0))


def bare(text):
    return "".join(letter for letter in text.lower() if letter.isalnum() or letter == " ").split()


def test_the_sentences_are_as_their_authors_counted_them(reviews):
    assert len(reviews["text"]) == len(reviews["positive"]) == 8_530
    assert reviews["positive"].sum() == 4_265
    assert reviews["text"][2] == "effective but too-tepid biopic"
    assert all(datasets.words_of(text) for text in reviews["text"])


def test_the_long_reviews_are_there_too():
    reviews, provenance = datasets.movie_reviews("imdb")
    assert len(reviews["text"]) == 25_000
    assert reviews["positive"].sum() == 12_500
    assert provenance.rows == "25,000 reviews"
    assert "Maas" in provenance.source


def test_the_record_says_where_the_data_come_from():
    _, provenance = datasets.movie_reviews()
    assert provenance.package.startswith("movie-reviews ")
    assert "Pang & Lee (2005)" in provenance.source
    assert "MIT" in provenance.licence
    assert "research" in provenance.licence
    assert provenance.rows == "8,530 sentences"


def test_an_unknown_source_is_named():
    with pytest.raises(RangeError, match=r"source: expected 'rotten_tomatoes' or 'imdb'"):
        datasets.movie_reviews("amazon")


def test_words_and_marks_are_cut_apart():
    text = 'It\'s NOT "bad", well-made--even<br />fun !'
    words = ["it's", "not", '"', "bad", '"', ",", "well-made", "--", "even", "fun", "!"]
    assert datasets.words_of(text) == words
    with pytest.raises(ArgumentTypeError, match="text: expected a string"):
        datasets.words_of(3)


def test_every_sentence_is_in_one_part_and_none_is_in_two(reviews, parts):
    assert sorted(np.concatenate(parts)) == list(range(8_530))
    normal = [{tuple(bare(reviews["text"][i])) for i in part} for part in parts]
    assert not normal[0] & normal[1]
    assert not normal[0] & normal[2]
    assert not normal[1] & normal[2]


def test_twins_stay_together_whatever_the_seed():
    texts = [f"film number {i}" for i in range(20)] + [f"Film, number {i} !" for i in range(20)]
    for seed in range(10):
        parts = datasets.split_reviews(texts, (0.2, 0.2), np.random.default_rng(seed))
        for part in parts:
            assert set(part % 20) == set(part[part < 20])


def test_the_parts_hold_about_as_many_for_as_against(reviews, parts):
    assert all(0.47 < reviews["positive"][part].mean() < 0.53 for part in parts)


def test_the_vocabulary_does_not_see_validation_or_test(reviews, parts):
    train, *others = parts
    vocabulary = datasets.fit_vocabulary([reviews["text"][i] for i in train])
    seen = {word for i in train for word in datasets.words_of(reviews["text"][i])}
    assert set(vocabulary) <= seen
    changed = list(reviews["text"])
    for i in np.concatenate(others):
        changed[i] = "an unheardof word , an unheardof word"
    assert datasets.fit_vocabulary([changed[i] for i in train]) == vocabulary
    assert "unheardof" not in vocabulary


def test_words_are_numbered_by_how_often_they_come():
    vocabulary = datasets.fit_vocabulary(["b a b", "c a b", "d"], least=2)
    assert vocabulary == {"b": 2, "a": 3}
    with pytest.raises(RangeError, match="least"):
        datasets.fit_vocabulary(["a"], least=0)
    with pytest.raises(
        EmptyError, match=r"^texts: expected a list of str, at least one, got an empty list$"
    ):
        datasets.fit_vocabulary([])
    with pytest.raises(ArgumentTypeError, match="texts: expected a list of str, got a str"):
        datasets.fit_vocabulary("a b c")


def test_a_word_has_to_occur_twice_unless_told_otherwise():
    assert datasets.fit_vocabulary(["b a b", "c a b", "d"]) == {"b": 2, "a": 3}
    assert datasets.fit_vocabulary(["b a b", "c"], least=1) == {"b": 2, "a": 3, "c": 4}


def test_rows_are_cut_and_padded_and_unknown_words_are_ones():
    numbers = datasets.encode_words(["b x a", "a a a a a", ""], {"b": 2, "a": 3}, time=4)
    assert numbers.tolist() == [[2, 1, 3, 0], [3, 3, 3, 3], [0, 0, 0, 0]]
    with pytest.raises(RangeError, match="time"):
        datasets.encode_words(["a"], {}, time=0)
    with pytest.raises(ArgumentTypeError, match="vocabulary"):
        datasets.encode_words(["a"], ["a"], time=4)
