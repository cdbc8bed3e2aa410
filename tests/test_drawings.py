"""Figures and diagrams: what is drawn, and that it can be read."""

import xml.etree.ElementTree as ET

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.textpath import TextPath

from rnn_helpers import diagrams, errors, plotting

DIAGRAMS = {
    "rnn": diagrams.rnn_cell(),
    "lstm": diagrams.lstm_cell(),
    "gru": diagrams.gru_cell(),
    "tasks": diagrams.task_shapes(),
    "machine": diagrams.carry_machine(),
    "unrolled": diagrams.unrolled(["*x_1", ""], ["", "1 & <0>"]),
}


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


@pytest.mark.parametrize("name", DIAGRAMS)
def test_a_diagram_is_an_svg_that_describes_itself(name):
    diagram = DIAGRAMS[name]
    svg = ET.fromstring(diagram._repr_html_())
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == repr(diagram)
    assert len(repr(diagram)) > 30
    assert "*" not in repr(diagram)


@pytest.mark.parametrize("name", DIAGRAMS)
def test_text_in_a_diagram_takes_the_colour_of_the_page_and_stays_inside(name):
    svg = ET.fromstring(DIAGRAMS[name].svg)
    left, top, width, height = (float(number) for number in svg.get("viewBox").split())
    labels = svg.findall(".//{*}text")
    assert labels
    for label in labels:
        assert label.get("fill") == "currentColor"
        words = "".join(label.itertext()).replace("\u200b", "")
        half = TextPath((0, 0), words, float(label.get("font-size"))).get_extents().width / 2
        assert float(label.get("x")) - half >= left
        assert float(label.get("x")) + half <= left + width
        assert top <= float(label.get("y")) <= height


def test_an_unrolled_network_has_one_cell_for_each_step():
    for steps in (1, 5):
        svg = diagrams.unrolled(["a"] * steps, ["b"] * steps).svg
        assert svg.count(">cell</text>") == steps


def test_lists_of_different_length_are_refused():
    with pytest.raises(errors.ShapeError, match=r"outputs: expected 2 strings, .* got 1"):
        diagrams.unrolled(["a", "b"], ["c"])
    with pytest.raises(errors.ArrayTypeError, match="inputs: expected a list of strings, got 7"):
        diagrams.unrolled(7, ["c"])
    with pytest.raises(errors.EmptyError, match="inputs: expected at least one string"):
        diagrams.unrolled([], [])


def test_lines_are_labelled_where_they_end():
    x = np.arange(1, 4)
    ax = plotting.lines(x, {"up": x, "down": -x}, "step", "value", log="x")
    assert [text.get_text() for text in ax.texts] == ["up", "down"]
    assert [tuple(text.xy) for text in ax.texts] == [(3, 3), (3, -3)]
    assert ax.get_xscale() == "log"
    assert ax.get_xlabel() == "step"


def test_dots_show_every_run_and_the_median():
    ax = plotting.dots({"a": np.array([1.0, 5, 3]), "b": np.array([2.0])}, "steps", "recipe")
    clouds, medians = ax.lines[::2], ax.lines[1::2]
    assert [len(cloud.get_xdata()) for cloud in clouds] == [3, 1]
    assert [line.get_xdata()[0] for line in medians] == [3, 2]


def test_shares_write_the_counts():
    ax = plotting.shares({"small": 3, "large": 10}, 10, "seeds", "size")
    assert [text.get_text() for text in ax.texts] == ["3 of 10", "10 of 10"]


def test_a_state_map_turns_to_the_two_main_axes():
    states = np.random.default_rng(0).normal(size=(60, 3)) * [9, 1, 0.01]
    labels = (states[:, 0] > 0).astype(int)
    ax = plotting.state_map(states, labels, ["left", "right"])
    assert "98%" in ax.get_xlabel() or "99%" in ax.get_xlabel()
    drawn = np.concatenate([line.get_xdata() for line in ax.lines])
    wanted = np.concatenate([states[labels == 0, 0], states[labels == 1, 0]])
    assert abs(np.corrcoef(drawn, wanted)[0, 1]) > 0.999


def test_figures_draw_where_they_are_told():
    _, ax = plt.subplots()
    assert plotting.lines(np.arange(2), {"": np.arange(2)}, "", "", ax) is ax
    with pytest.raises(errors.ArrayTypeError, match="ax: expected matplotlib axes, got a str"):
        plotting.lines(np.arange(2), {"": np.arange(2)}, "", "", "here")


def test_the_style_is_white_and_sharp():
    with plt.rc_context():
        plotting.use_style()
        assert plt.rcParams["figure.facecolor"] == "white"
        width, height = plt.rcParams["figure.figsize"]
        assert width <= 7
        assert height <= 4
