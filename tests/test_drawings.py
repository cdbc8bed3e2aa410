"""Figures and diagrams: what is drawn, and that it can be read."""

import re
import xml.etree.ElementTree as ET

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import rgb_to_hsv, to_rgb
from matplotlib.textpath import TextPath

from rnn_helpers import diagrams, errors, plotting

DIAGRAMS = {
    "rnn": diagrams.rnn_cell(),
    "lstm": diagrams.lstm_cell(),
    "gru": diagrams.gru_cell(),
    "tasks": diagrams.task_shapes(),
    "machine": diagrams.carry_machine(),
    "graph": diagrams.bptt_graph(),
    "graph of the gradients": diagrams.bptt_graph(backward=True),
    "unrolled": diagrams.unrolled(["*x_1", ""], ["", "1 & <0>"]),
    "unrolled, narrow": diagrams.unrolled(["1 0"] * 4, ["-0.6"] * 4, ["-0.9 -0.8"] * 4, apart=84),
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


@pytest.mark.parametrize("name", ["rnn", "lstm", "gru", "unrolled, narrow"])
def test_a_cell_can_be_read_on_a_phone(name):
    """A page of 390 px has 358 px for a drawing; its smallest label shall keep 11 px there."""
    svg = ET.fromstring(DIAGRAMS[name].svg)
    shrunk = min(1, 358 / float(svg.get("width")))
    for label in svg.findall(".//{*}text"):
        size = float(label.get("font-size"))
        lower = [span for span in label if "font-size" in span.attrib]
        shares = [float(span.get("font-size").rstrip("%")) / 100 for span in lower]
        assert size * min(shares, default=1) * shrunk >= 11


def test_an_unrolled_network_has_one_cell_for_each_step():
    for steps in (1, 5):
        svg = diagrams.unrolled(["a"] * steps, ["b"] * steps).svg
        assert svg.count(">cell</text>") == steps


def arrows(svg):
    """Where each arrow starts and where its head is."""
    lines = re.findall(r'<polyline points="([^"]+)"[^>]*/><polygon', svg)
    return {(points.split()[0], points.split()[-1]) for points in lines}


def test_gradients_take_every_arrow_of_the_graph_the_other_way_round():
    forward, backward = (arrows(diagrams.bptt_graph(backward=way).svg) for way in (False, True))
    turned = {(end, start) for start, end in forward}
    assert len(forward) == 3 * (7 + 3)  # in each step: on its way, and from each of U, W and V
    assert turned <= backward
    assert len(backward - turned) == 3, "each of U, W and V hears from all steps"


def test_a_graph_goes_one_way_or_the_other():
    with pytest.raises(errors.InputError, match="backward: expected True or False"):
        diagrams.bptt_graph(backward="yes")


def test_lists_of_different_length_are_refused():
    with pytest.raises(errors.ShapeError, match=r"outputs: expected 2 strings, .* got 1"):
        diagrams.unrolled(["a", "b"], ["c"])
    with pytest.raises(errors.ArrayTypeError, match="inputs: expected a list of strings, got 7"):
        diagrams.unrolled(7, ["c"])
    with pytest.raises(errors.EmptyError, match="inputs: expected at least one string"):
        diagrams.unrolled([], [])
    with pytest.raises(errors.InputError, match=r"apart: expected .* from 80 up, got 79"):
        diagrams.unrolled(["a"], ["b"], apart=79)


def contrast_with_white(colour):
    """The ratio that the Web Content Accessibility Guidelines define; words need 4.5."""
    channels = np.array(to_rgb(colour))
    light = np.where(channels > 0.04045, ((channels + 0.055) / 1.055) ** 2.4, channels / 12.92)
    return 1.05 / (light @ [0.2126, 0.7152, 0.0722] + 0.05)


def test_every_colour_has_an_ink_of_its_hue_that_can_be_read_on_white():
    assert len(set(plotting.INKS)) == len(plotting.INKS) == len(plotting.COLOURS)
    for colour, ink in zip(plotting.COLOURS, plotting.INKS, strict=True):
        assert contrast_with_white(ink) >= 4.5
        hues = rgb_to_hsv([to_rgb(colour), to_rgb(ink)])[:, 0]
        assert abs(np.subtract(*hues)) < 0.03


def test_no_two_kinds_of_model_share_a_colour_or_a_mark():
    looks = list(plotting.MODELS.values())
    for look in looks:
        assert plotting.COLOURS.index(look.colour) == plotting.INKS.index(look.ink)
    assert (
        len({look.colour for look in looks}) == len({look.marker for look in looks}) == len(looks)
    )


def test_lines_are_labelled_where_they_end():
    x = np.arange(1, 4)
    ax = plotting.lines(x, {"up": x, "down": -x}, "step", "value", log="x")
    assert [text.get_text() for text in ax.texts] == ["up", "down"]
    assert [tuple(text.xy) for text in ax.texts] == [(3, 3), (3, -3)]
    assert ax.get_xscale() == "log"
    assert ax.get_xlabel() == "step"


def test_a_model_has_its_colour_in_whatever_order_it_is_drawn():
    x = np.arange(3)
    lstm, gru = plotting.MODELS["LSTM"], plotting.MODELS["GRU"]
    free = [look for look in plotting.MODELS.values() if look not in (lstm, gru)]
    ax = plotting.lines(x, {"GRU": x, "ours": x, "LSTM": x, "yours": x}, "", "")
    wanted = [gru, free[0], lstm, free[1]]
    assert [line.get_color() for line in ax.lines] == [look.colour for look in wanted]
    assert [text.get_color() for text in ax.texts] == [look.ink for look in wanted]
    ax = plotting.dots({"LSTM": x, "GRU": x}, "", "")
    assert [line.get_color() for line in ax.lines[::2]] == [lstm.colour, gru.colour]
    series = dict.fromkeys([*plotting.MODELS, "another"], x)
    assert plotting.lines(x, series, "", "").lines[-1].get_color() in plotting.COLOURS


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
    with pytest.raises(errors.ArgumentTypeError, match="ax: expected matplotlib axes, got a str"):
        plotting.lines(np.arange(2), {"": np.arange(2)}, "", "", "here")


def test_the_style_is_white_and_sharp():
    with plt.rc_context():
        plotting.use_style()
        assert plt.rcParams["figure.facecolor"] == "white"
        width, height = plt.rcParams["figure.figsize"]
        assert width <= 7
        assert height <= 4


def shown(text):
    """The words that a text of a figure ends up as, once it is drawn."""
    text.figure.canvas.draw()
    words, as_formula = text._preprocess_math(text.get_text())
    assert not as_formula, f"{words} is read as a formula"
    return words


@pytest.mark.parametrize(
    "label", ["cost in $", "$5 to $9", r"5 \$", "$x^", "_hidden", "<b> & co", ""]
)
def test_labels_are_shown_as_they_are_written(label):
    plain = label.replace(r"\$", "$")
    x = np.arange(3)
    ax = plotting.lines(x, {label: x}, label, label)
    assert [shown(text) for text in (ax.texts[0], ax.xaxis.label, ax.yaxis.label)] == [plain] * 3
    ax = plotting.dots({label: x}, label, "")
    assert [shown(text) for text in ax.get_yticklabels()] == [plain]
    ax = plotting.shares({label: 1}, 2, "", label)
    assert [shown(text) for text in ax.get_yticklabels()] == [plain]
    ax = plotting.state_map(np.eye(3), np.zeros(3, int), [label])
    assert shown(ax.texts[0]) == plain


def test_groups_need_not_have_names_of_letters():
    assert shown(plotting.dots({5: np.ones(2)}, "", "").get_yticklabels()[0]) == "5"
    assert shown(plotting.shares({5: 1}, 2, "", "").get_yticklabels()[0]) == "5"


def test_a_state_map_of_many_classes_uses_the_colours_again():
    states = np.random.default_rng(0).normal(size=(27, 4))
    ax = plotting.state_map(states, np.arange(27) % 9, [f"class {k}" for k in range(9)])
    colours = [line.get_color() for line in ax.lines]
    assert colours == [*plotting.COLOURS, *plotting.COLOURS[:2]]
    assert [text.get_color() for text in ax.texts] == [*plotting.INKS, *plotting.INKS[:2]]


def test_a_class_without_states_is_not_drawn():
    states = np.random.default_rng(0).normal(size=(6, 3))
    ax = plotting.state_map(states, np.array([0, 0, 2, 2, 0, 2]), ["a", "b", "c"])
    assert [text.get_text() for text in ax.texts] == ["a", "c"]
    assert [line.get_color() for line in ax.lines] == [plotting.COLOURS[0], plotting.COLOURS[2]]


@pytest.mark.parametrize(
    ("states", "error", "says"),
    [
        (np.ones((5, 1)), errors.ShapeError, r"two hidden units, got shape \(5, 1\)"),
        (np.ones((1, 3)), errors.ShapeError, r"at least two states .* got shape \(1, 3\)"),
        (np.full((1000, 2), 0.1), errors.RangeError, "states that differ, got the same state"),
        (np.full((9, 2), 0.1, np.float32), errors.RangeError, "got the same state everywhere"),
    ],
)
def test_states_without_two_axes_are_refused(states, error, says):
    with pytest.raises(error, match=f"^states: expected .*{says}"):
        plotting.state_map(states, np.zeros(len(states), int), ["a"])


def test_states_on_a_line_vary_along_the_first_axis_alone():
    states = np.outer(np.arange(5.0), [1e-200, 1e-200])
    ax = plotting.state_map(states, np.zeros(5, int), ["a"])
    assert ax.get_xlabel() == "first axis (100% of the variance)"
    assert ax.get_ylabel() == "second axis (0%)"
