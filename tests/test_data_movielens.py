"""MovieLens 100k: the file is read right, and no film of the future leaks into the past."""

import sys
import zlib

import numpy as np
import pytest

from rnn_helpers.datasets import (
    film_histories,
    film_names,
    find_films,
    leave_last_out,
    movielens,
)
from rnn_helpers.errors import (
    ArgumentTypeError,
    DTypeError,
    EmptyError,
    ParameterError,
    RangeError,
    ShapeError,
)


@pytest.fixture(scope="module")
def data():
    return movielens()[0]


@pytest.fixture(scope="module")
def histories(data):
    return film_histories(data, np.random.default_rng(0))


def times(data):
    """When each user rated each film, shape (users, items)."""
    when = np.zeros((943, 1682), "datetime64[s]")
    when[data["user"], data["item"]] = data["time"]
    return when


def test_it_has_100_000_ratings_of_1682_films_by_943_users(data):
    assert len(data["user"]) == len(data["item"]) == len(data["rating"]) == 100_000
    assert np.array_equal(np.unique(data["user"]), np.arange(943))
    assert np.array_equal(np.unique(data["item"]), np.arange(1682))
    assert np.array_equal(np.unique(data["rating"]), [1, 2, 3, 4, 5])
    assert len(data["title"]) == len(data["year"]) == len(data["genres"]) == 1682


def test_known_values_are_found(data):
    first = data["user"] == 195  # the first row of the file: user 196 gave film 242 three stars
    row = np.flatnonzero(first & (data["item"] == 241))
    assert data["rating"][row] == 3
    assert data["time"][row] == np.datetime64("1997-12-04T15:55:49")
    assert data["title"][49] == "Star Wars"
    assert data["year"][49] == 1977
    assert "Sci-Fi" in data["genres"][49].split()


def test_the_two_damaged_rows_of_the_file_are_mended(data):
    assert data["title"][266] == "unknown"
    assert data["title"][1411] == "Land Before Time III: The Time of the Great Giving"
    assert data["year"][1411] == 1995
    assert np.flatnonzero(data["year"] == 0).tolist() == [266]
    assert data["year"][data["year"] > 0].min() >= 1922


def test_nobody_rates_a_film_twice(data):
    pairs = np.stack([data["user"], data["item"]])
    assert np.unique(pairs, axis=1).shape == pairs.shape


def test_the_provenance_names_source_and_terms():
    _, provenance = movielens()
    assert provenance.package.startswith("recbole ")
    assert "GroupLens" in provenance.source
    assert "10.1145/2827872" in provenance.source
    assert "research, not commercial, no redistribution" in provenance.licence
    assert provenance.rows == "100,000 ratings, 943 users, 1,682 films"
    assert provenance.period == "1997-09-20 to 1998-04-22"


def test_a_history_is_in_the_order_of_time(data, histories):
    when = times(data)
    for user, history in enumerate(histories):
        assert (np.diff(when[user, history]) >= np.timedelta64(0)).all()


def test_a_history_holds_all_that_its_user_rated_and_nothing_else(data, histories):
    assert len(histories) == 943
    for user in (0, 471, 942):
        assert sorted(histories[user]) == sorted(data["item"][data["user"] == user])


def test_ties_are_broken_by_the_generator_alone(data, histories):
    again = film_histories(data, np.random.default_rng(0))
    other = film_histories(data, np.random.default_rng(1))
    assert all(map(np.array_equal, histories, again))
    assert not all(map(np.array_equal, histories, other))


def test_a_tie_is_not_broken_by_the_order_of_the_file():
    same = {name: np.zeros(40, int) for name in ("user", "time")} | {"item": np.arange(40)}
    (history,) = film_histories(same, np.random.default_rng(0))
    assert not np.array_equal(history, np.arange(40))


def test_the_last_item_is_the_test_and_the_one_before_the_validation(histories):
    train, validation, test = leave_last_out(histories)
    for user, history in enumerate(histories):
        assert np.array_equal([*train[user], validation[user], test[user]], history)


def test_what_is_left_out_changes_nothing_in_the_training_part(histories):
    swapped = [np.append(history[:-2], history[:-3:-1]) for history in histories]
    train, validation, test = leave_last_out(histories)
    other = leave_last_out(swapped)
    assert all(map(np.array_equal, train, other.train))
    assert np.array_equal(validation, other.test)
    assert np.array_equal(test, other.validation)


def test_no_item_of_a_user_is_in_two_parts(histories):
    for past, before, last in zip(*leave_last_out(histories), strict=True):
        assert len({*past.tolist(), int(before), int(last)}) == len(past) + 2


def test_nothing_in_training_is_later_than_what_the_same_user_is_asked_for(data, histories):
    when = times(data)
    for user, (past, before, last) in enumerate(zip(*leave_last_out(histories), strict=True)):
        assert when[user, past].max() <= when[user, before] <= when[user, last]


@pytest.mark.parametrize(
    ("error", "change"),
    [
        (ParameterError, lambda data: {"user": data["user"]}),
        (ArgumentTypeError, lambda data: data | {"item": [1, 2]}),
        (DTypeError, lambda data: data | {"user": data["user"] * 1.0}),
        (ShapeError, lambda data: data | {"item": data["item"][:-1]}),
        (ShapeError, lambda data: data | {"time": data["time"][:-1]}),
    ],
)
def test_data_that_do_not_fit_are_refused(data, error, change):
    with pytest.raises(error):
        film_histories(change(data), np.random.default_rng(0))


def test_a_seed_is_no_generator(data):
    with pytest.raises(ArgumentTypeError, match="rng"):
        film_histories(data, 0)


def test_histories_that_do_not_fit_are_refused():
    with pytest.raises(ArgumentTypeError, match="histories"):
        leave_last_out(np.arange(5))
    with pytest.raises(EmptyError, match=r"^histories: "):
        leave_last_out([])
    with pytest.raises(DTypeError, match=r"histories\[0\]"):
        leave_last_out([np.arange(5.0)])
    with pytest.raises(ShapeError, match=r"^histories\[1\]: expected at least 3 items, got 2$"):
        leave_last_out([np.arange(5), np.arange(2)])
    with pytest.raises(ShapeError, match=r"^histories\[0\]: expected shape \(events,\), got"):
        leave_last_out([np.ones((3, 2), int)])


def test_the_package_is_read_and_not_imported():
    movielens()
    assert "recbole" not in sys.modules


def test_a_seed_gives_the_same_histories_in_every_version_of_this_package(histories):
    """What the notebooks show depends on it."""
    drawn = [history.tolist() for history in histories]
    assert zlib.crc32(repr(drawn).encode()) == 1413157024


def test_three_items_of_any_type_of_whole_numbers_are_enough():
    mixed = [np.arange(3, dtype=np.uint64), np.arange(4, dtype=np.int8)]
    train, validation, test = leave_last_out(mixed)
    assert [past.tolist() for past in train] == [[0], [0, 1]]
    assert (validation.tolist(), test.tolist()) == ([1, 2], [2, 3])
    assert validation.dtype == test.dtype == np.int64


def test_a_film_is_named_by_title_and_year(data):
    names = film_names(data)
    assert names[49] == "Star Wars (1977)"
    assert names[266] == "unknown"
    assert len(names) == 1682


def test_every_film_is_found_by_its_name_or_is_one_of_the_few_listed_twice(data):
    names = film_names(data)
    found = np.array([find_films(data, [name])[0] for name in names])
    twice = np.flatnonzero(found != np.arange(1682))
    assert 0 < len(twice) < 20
    assert all(names[found[film]] == names[film] and found[film] < film for film in twice)


def test_films_are_found_in_the_order_of_their_names_in_small_or_capital_letters(data):
    asked = ["toy story (1995)", "STAR WARS (1977)", "unknown"]
    assert find_films(data, asked).tolist() == [0, 49, 266]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (
            ["Star Wars (1977)", "The Empire Strikes Back (1980)"],
            r"names\[1\]: expected a film of the data, such as 'Empire Strikes Back, The "
            r"\(1980\)', got 'The Empire Strikes Back \(1980\)'",
        ),
        (["Star Wars"], r"such as 'Star Wars \(1977\)', got 'Star Wars'"),
        (
            ["Star Wars (1977)", "star wars (1977)"],
            r"names\[1\]: expected another film, got 'star wars \(1977\)' again",
        ),
        ([""], r"names\[0\]: expected a film of the data, such as '.+', got ''"),
    ],
)
def test_a_film_that_is_not_there_is_met_with_the_one_that_may_be_meant(data, names, message):
    with pytest.raises(RangeError, match=message):
        find_films(data, names)
