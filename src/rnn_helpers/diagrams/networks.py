"""Networks unrolled over time, and the machine that adds."""

from .. import _validate as need
from .svg import BLUE, GREEN, ORANGE, Diagram, box, path, text


def unrolled(inputs, outputs, states=None, *, apart=116):
    """Draw an RNN unrolled over time: one copy of the cell for each step, sharing its weights.

    Parameters
    ----------
    inputs, outputs : list of str
        What every step reads and writes; an empty string leaves the arrow out.
    states : list of str, optional
        What every step hands on to the next.
    apart : int
        From one step to the next, 80 or more. With 84, four steps can be read on a phone.

    Returns
    -------
    diagram : Diagram

    Raises
    ------
    InputError
        If the lists are empty or differ in length, or if the steps are too close.
    """
    need.integer("apart", apart, 80)
    _check_labels("inputs", inputs, inputs)
    states = [f"*h_{t + 1}" for t in range(len(inputs))] if states is None else states
    _check_labels("outputs", outputs, inputs)
    _check_labels("states", states, inputs)
    shapes, height = [], 66 if apart >= 116 else 48  # above the arrow, or above the cells
    for t, (read, written, state) in enumerate(zip(inputs, outputs, states, strict=True)):
        x = 50 + apart * t
        shapes += [box(x, 80, "cell", BLUE)]
        shapes += [path((x + 28, 80), (x + apart - 28, 80), colour=GREEN)]
        shapes += [text(x + apart // 2 - 2, height, state, size=13)]
        if read:
            shapes += [path((x, 130), (x, 98)), text(x, 143, read)]
        if written:
            shapes += [path((x, 62), (x, 32)), text(x, 18, written)]
    words = f"An RNN unrolled over {len(inputs)} steps; it reads {', '.join(inputs)} and writes "
    words += ", ".join(outputs)
    return Diagram(30 + apart * len(inputs), 160, shapes, words.replace("*", ""))


def _check_labels(name, labels, steps):
    if not isinstance(labels, (list, tuple)) or not all(isinstance(s, str) for s in labels):
        need.fail(need.ArrayTypeError, name, "a list of strings", repr(labels)[:40])
    if not labels:
        need.fail(need.EmptyError, name, "at least one string", "none")
    if len(labels) != len(steps):
        need.fail(need.ShapeError, name, f"{len(steps)} strings, one for each step", len(labels))


def carry_machine():
    """Draw the adder as a machine with two states; each arrow names the pair read / bit written.

    Returns
    -------
    diagram : Diagram
    """
    circle = '<circle cx="{}" cy="90" r="34" fill="none" stroke="{}" stroke-width="2"/>'
    curve = '<path d="{}" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    head = '<polygon points="{}" fill="currentColor"/>'
    shapes = [
        circle.format(150, BLUE),
        circle.format(370, ORANGE),
        text(150, 82, "carry", 13),
        text(150, 100, "0", bold=True),
        text(370, 82, "carry", 13),
        text(370, 100, "1", bold=True),
        curve.format("M 180 72 Q 260 30 338 70"),
        head.format("341,72 330,71 335,63"),
        text(260, 34, "11 / 0"),
        curve.format("M 340 108 Q 260 150 182 110"),
        head.format("179,108 190,109 185,117"),
        text(260, 147, "00 / 1"),
        curve.format("M 119 76 C 60 50 60 130 116 106"),
        head.format("119,104 112,112 108,103"),
        text(44, 80, "00 / 0"),
        text(34, 100, "01, 10 / 1"),
        curve.format("M 401 76 C 460 50 460 130 404 106"),
        head.format("401,104 408,112 412,103"),
        text(486, 80, "11 / 1"),
        text(494, 100, "01, 10 / 0"),
    ]
    words = (
        "The adder as a machine with two states, carry 0 and carry 1: reading 11 sets the carry, "
        "00 clears it, 01 and 10 keep it; the bit written is the sum of the pair and the old carry"
    )
    return Diagram(540, 165, shapes, words)
