"""The curves of quality against compute: their files, their scripts, and what is read off them."""

import importlib
import itertools
import json
import re
from pathlib import Path
from types import SimpleNamespace

import budget_curves
import matplotlib.pyplot as plt
import numpy as np
import pytest

from rnn_helpers import budgets, errors, plotting

ROOT = Path(__file__).parents[1]
SCRIPTS = ROOT / "benchmarks" / "budgets"

each = pytest.mark.parametrize("name", budgets.FIELDS)


def a_field(quality, **changes):
    """A toy field: a counter that costs nothing, and a network that improves with its budget."""

    def points(done=frozenset()):
        for budget, seed in [(1, 0), (1, 1), (3, 0), (3, 1), (9, 0), (9, 1)]:
            if ("net", budget, seed) not in done:
                yield point("net", budget, seed, quality(budget, seed))
        if ("counter", 1, 0) not in done:
            yield point("counter", 1, 0, 2.0)

    constants = {
        "METRIC": "bits", "BETTER": "lower", "OPPONENT": "counter", "TOLERANCE": 0.1,
        "LIVE": {"model": "net", "budget": 3}, "RECIPES": {"counter": "counts", "net": "learns"},
    }  # fmt: skip
    return SimpleNamespace(**{"points": points} | constants | changes)


def point(model, budget, seed, quality, seconds=None):
    seconds = budget + seed / 10 if seconds is None else seconds
    return {"model": model, "budget": budget, "seed": seed, "steps": 10 * budget,
            "seconds": seconds, "quality": quality}  # fmt: skip


def falling(budget, seed):
    return 3 - budget / 5 + seed / 50  # 2.8, 2.4 and 1.2 bits


@pytest.fixture
def toy(tmp_path, monkeypatch):
    """Measure a toy field and read it as a curve."""

    def measured(quality=falling, **changes):
        path = tmp_path / "toy.json"
        path.unlink(missing_ok=True)
        budget_curves.measure("toy", a_field(quality, **changes), path)
        monkeypatch.setattr(budgets, "_FOLDER", tmp_path)
        monkeypatch.setattr(budgets, "FIELDS", ("toy",))
        return budgets.curve("toy")

    return measured


def test_a_measurement_goes_on_where_it_stopped(tmp_path, capsys):
    path, asked = tmp_path / "toy.json", []

    def quality(budget, seed):
        asked.append((budget, seed))
        return falling(budget, seed)

    for most in (2, 1, None, None):
        budget_curves.measure("toy", a_field(quality), path, most)
    assert asked == [(1, 0), (1, 1), (3, 0), (3, 1), (9, 0), (9, 1)]
    points = json.loads(path.read_text(encoding="utf-8"))["points"]
    assert [p["model"] for p in points] == ["counter"] + 6 * ["net"]
    assert path.read_text(encoding="utf-8").count('{"model"') == 7
    assert capsys.readouterr().out.count("toy {") == 7


def test_a_check_measures_the_cheapest_points_again_and_finds_those_that_are_off(tmp_path, capsys):
    path = tmp_path / "toy.json"
    budget_curves.measure("toy", a_field(falling), path)
    capsys.readouterr()
    assert budget_curves.check("toy", a_field(falling), path) == 0
    assert capsys.readouterr().out.count("off by 0 of at most 0.1") == 2
    assert budget_curves.check("toy", a_field(falling), path, "all") == 0
    assert capsys.readouterr().out.count("off by 0 of at most 0.1") == 7
    worse = a_field(lambda budget, seed: falling(budget, seed) + 0.11 * (budget == 9))
    assert budget_curves.check("toy", worse, path) == 0
    assert budget_curves.check("toy", worse, path, "all") == 2
    assert budget_curves.check("toy", a_field(lambda *_: np.nan), path) == 1
    nothing = a_field(falling, points=lambda done: iter(()))
    assert budget_curves.check("toy", nothing, path) == 2
    assert "is not measured any more" in capsys.readouterr().out


def test_points_that_were_never_measured_are_named(tmp_path, capsys):
    path = tmp_path / "toy.json"
    assert budget_curves.check("toy", a_field(falling), path) == 1
    assert "toy has no stored points: measure with python" in capsys.readouterr().out
    budget_curves.measure("toy", a_field(falling), path, most=6)  # the counter comes last
    assert budget_curves.check("toy", a_field(falling), path, "all") == 1
    assert "toy has no stored point ('counter', 1, 0): measure with" in capsys.readouterr().out


def test_every_field_that_can_be_measured_has_been():
    assert {path.stem for path in SCRIPTS.glob("*.py")} == set(budgets.FIELDS)


def test_a_network_overtakes_from_the_budget_on_from_which_all_its_seeds_are_ahead(toy):
    assert toy().overtakes("net") == 9
    assert toy().bar() == 2.0
    assert toy(lambda budget, seed: 1.9).overtakes("net") == 1
    assert toy(lambda budget, seed: 2.0).overtakes("net") is None
    assert toy(lambda budget, seed: 1.9 + seed).overtakes("net") is None
    there_and_back = toy(lambda budget, seed: 1.0 if budget == 3 else 3.0)
    assert there_and_back.overtakes("net") is None
    assert toy(falling, BETTER="higher").overtakes("net") is None
    rising = toy(lambda budget, seed: 1 + budget / 3, BETTER="higher")
    assert rising.overtakes("net") == 9


def test_a_curve_lists_its_models_runs_and_medians(toy):
    curve = toy()
    assert curve.models() == ["counter", "net"]
    assert {b: list(runs) for b, runs in curve.runs("net").items()} == {
        1: [2.8, 2.82], 3: [2.4, 2.42], 9: [1.2, 1.22],
    }  # fmt: skip
    assert list(curve.runs("net", "steps")) == [1, 3, 9]
    assert {runs.dtype for runs in curve.runs("net", "steps").values()} == {np.dtype(float)}
    assert repr(curve.table(2)).splitlines()[1:3] == [
        "counter, 10 steps  2.00",
        "net, 10 steps      2.81   2.80 to 2.82, 2 seeds",
    ]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda curve: budgets.curve("astrology"), "field: expected 'toy', got 'astrology'"),
        (lambda curve: budgets.curve(7), "field: expected 'toy', got an int"),
        (lambda curve: curve.runs("ours"), "model: expected 'counter' or 'net', got 'ours'"),
        (lambda curve: curve.runs("net", "luck"), "what: expected 'budget' or .* got 'luck'"),
        (lambda curve: curve.overtakes(None), "model: expected .* got a NoneType"),
        (lambda curve: curve.table(-1), "digits: expected a whole number .* got -1"),
        (lambda curve: budgets.draw({}), "curve: expected what budgets.curve returned"),
        (lambda curve: budgets.draw(curve, "here"), "ax: expected matplotlib axes, got a str"),
        (lambda curve: budgets.draw(curve, by="data"), "by: expected 'seconds', got 'data'"),
    ],
)
def test_what_does_not_fit_is_named(toy, call, message):
    with pytest.raises(errors.InputError, match=f"^{message}"):
        call(toy())


def test_the_figure_shows_every_seed_the_medians_and_the_networks_of_the_page(toy):
    curve = toy()
    ax = budgets.draw(curve)
    dots, medians, _, opponent, ring = ax.lines
    np.testing.assert_allclose(dots.get_xdata(), [1, 1.1, 3, 3.1, 9, 9.1])
    np.testing.assert_allclose(medians.get_ydata(), [2.81, 2.41, 1.21])
    np.testing.assert_allclose(opponent.get_xdata(), [1, 9.1])
    np.testing.assert_allclose(ring.get_ydata(), [2.41])
    assert opponent.get_color() == plotting.MODELS["baseline"].colour != medians.get_color()
    assert opponent.get_marker() != medians.get_marker()
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        "net", "counter", "trained on this page",
    ]  # fmt: skip
    assert (ax.get_xscale(), ax.get_ylabel()) == ("log", curve.metric)
    assert budgets.draw(curve, ax) is ax
    plt.close("all")


def test_the_figure_shows_quality_against_data_where_the_points_say_how_many(toy):
    curve = toy()
    counted = tuple(point | {"data": 100 * point["budget"]} for point in curve.points)
    ax = budgets.draw(curve._replace(points=counted), by="data")
    dots, medians, _, opponent, ring = ax.lines
    np.testing.assert_allclose(dots.get_xdata(), [100, 100, 300, 300, 900, 900])
    np.testing.assert_allclose(medians.get_xdata(), [100, 300, 900])
    np.testing.assert_allclose(opponent.get_xdata(), [100, 900])
    np.testing.assert_allclose(ring.get_xdata(), [300])
    assert ax.get_xlabel() == "training cases"
    plt.close("all")


def test_names_stand_above_the_points_and_not_upon_them(toy):
    ax = budgets.draw(toy())
    ax.figure.canvas.draw()
    legend, top = ax.get_legend(), ax.get_window_extent().y1
    assert not legend.get_frame_on()
    assert top <= legend.get_window_extent().y0 < top + 20
    plt.close("all")


def test_text_of_the_figure_can_be_read_on_a_phone(toy):
    """On a page of 390 px a picture has 358 px; points become 100/72 px at 100 dots per inch."""
    with plt.rc_context(plotting.STYLE):
        ax = budgets.draw(toy())
        labels = [*ax.get_xticklabels(), *ax.get_legend().get_texts(), ax.xaxis.label]
        shrunk = min(1, 358 / (ax.figure.get_figwidth() * 100))
        assert min(label.get_fontsize() for label in labels) * 100 / 72 * shrunk >= 11
    plt.close("all")


def ticks_in_view(ax):
    """The labels of the horizontal axis that are seen."""
    ax.figure.canvas.draw()
    low, high = ax.get_xlim()
    pairs = zip(ax.get_xticks(), ax.get_xticklabels(), strict=True)
    return [label for place, label in pairs if low <= place <= high]


def test_budgets_are_written_as_plain_numbers(toy):
    ax = budgets.draw(toy())
    assert [label.get_text() for label in ticks_in_view(ax)] == ["1", "2", "5", "10"]
    assert ax.get_xticks(minor=True).size == 0
    ax.set_xlim(900, 5_500)
    assert [label.get_text() for label in ticks_in_view(ax)] == ["1,000", "2,000", "5,000"]
    plt.close("all")


@pytest.mark.parametrize(
    ("last", "numbers"),
    [
        (9.9, "1 2 3 5"),
        (10, "1 2 5 10"),
        (990, "1 2 5 10 20 50 100 200 500"),
        (1000, "1 10 100 1,000"),
    ],
)
def test_the_more_decades_the_fewer_numbers_in_each(last, numbers):
    _, ax = plt.subplots()
    ax.set(xscale="log", xlim=(1, last))
    budgets._write_plain_ticks(ax.xaxis)
    assert [label.get_text() for label in ticks_in_view(ax)] == numbers.split()
    plt.close("all")


@each
def test_an_axis_of_budgets_has_room_for_its_numbers(name):
    with plt.rc_context(plotting.STYLE):
        ticks = ticks_in_view(budgets.draw(budgets.curve(name)))
        edges = [label.get_window_extent() for label in ticks]
        assert len(ticks) >= 3
        assert min(after.x0 - before.x1 for before, after in itertools.pairwise(edges)) > 5
    plt.close("all")


@each
def test_a_gru_looks_as_in_other_figures(name):
    for line in budgets.draw(budgets.curve(name)).lines:
        kind = budgets._KINDS.get(line.get_label(), line.get_label())
        if kind in ("GRU", "attention"):
            look = plotting.MODELS[kind]
            assert (line.get_color(), line.get_marker()) == (look.colour, look.marker)
    plt.close("all")


def test_every_part_of_chapter_6_shows_its_curves():
    """Each part asks from what budget on its network overtakes, and no curve is measured unseen."""
    shown = {
        path.stem: re.findall(r'budgets\.curve\(\\"(\w+)\\"\)', path.read_text(encoding="utf-8"))
        for path in ROOT.glob("notebooks/06[a-z]_*.ipynb")
    }
    assert len(shown) == 7
    assert all(shown.values()), shown
    assert sorted(itertools.chain(*shown.values())) == list(budgets.FIELDS)


@each
def test_a_curve_holds_what_its_file_promises(name):
    curve = budgets.curve(name)
    script = (SCRIPTS / f"{name}.py").read_text(encoding="utf-8")
    assert all(re.search(rf"^{c} = ", script, re.M) for c in budget_curves.CONSTANTS)
    assert curve.field == name
    assert set(curve.models()) == set(curve.recipes)
    assert curve.opponent in curve.models()
    assert curve.live["budget"] in curve.runs(curve.live["model"])
    assert curve.better in ("lower", "higher")
    assert 0 < curve.tolerance < np.inf
    assert {"python", "numpy", "keras"} <= set(curve.versions)
    keys = [budget_curves.key(p) for p in curve.points]
    assert len(set(keys)) == len(keys)
    numbers = [[p[k] for k in ("budget", "seconds", "quality")] for p in curve.points]
    assert np.isfinite(numbers).all()
    assert min(p["seconds"] for p in curve.points) > 0


@each
def test_a_curve_has_enough_budgets_and_seeds(name):
    curve = budgets.curve(name)
    runs = curve.runs(curve.live["model"])
    assert len(runs) >= 4
    ratios = np.diff(np.log(list(runs)))
    assert np.exp(ratios.mean()) > 2, "the budgets lie too close together"
    assert min(map(len, list(runs.values())[:3])) >= 3


@each
def test_the_constants_are_those_that_were_measured(name):
    field = importlib.import_module(f"budgets.{name}")
    stored = json.loads((budget_curves.STORED / f"{name}.json").read_text(encoding="utf-8"))
    for constant in budget_curves.CONSTANTS:
        assert stored[constant.lower()] == getattr(field, constant), constant


def test_every_point_is_measured_again_each_week():
    workflow = (ROOT / ".github" / "workflows" / "weekly.yml").read_text(encoding="utf-8")
    assert "benchmarks/budget_curves.py every --check all" in workflow


def test_what_has_to_be_overtaken_is_the_opponent_at_its_best(toy):
    curve = toy()
    more = curve._replace(points=(*curve.points, point("counter", 3, 0, 1.5)))
    assert more.bar() == 1.5
    assert more._replace(better="higher").bar() == 2.0


def test_a_table_has_three_decimals_unless_asked_otherwise(toy):
    curve = toy()
    assert repr(curve.table()) == repr(curve.table(3)) != repr(curve.table(0))
    curve.table(15)
    with pytest.raises(errors.InputError, match=r"^digits: expected .*, got 16"):
        curve.table(16)


def test_seeds_are_pale_dots_medians_a_line_and_the_opponent_a_broken_one(toy):
    dots, medians, theirs, opponent, ring = budgets.draw(toy()).lines
    assert [line.get_linestyle() for line in (dots, medians, theirs, opponent, ring)] == [
        "None", "-", "None", "--", "None",
    ]  # fmt: skip
    assert dots.get_marker() == medians.get_marker() == ring.get_marker() == "o"
    assert dots.get_color() == medians.get_color()
    assert dots.get_alpha() == 0.5
    assert (ring.get_color(), ring.get_markerfacecolor()) == ("black", "none")
    assert opponent.get_markevery() == 1
    plt.close("all")
