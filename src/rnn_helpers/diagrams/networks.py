"""Networks unrolled over time, and the machine that adds."""

from .. import _validate as need
from .svg import BLUE, GREEN, ORANGE, Diagram, box, path, text


def unrolled(inputs, outputs, states=None, *, apart=116):
    """Draw an RNN unrolled over time: one copy of the cell for each step, sharing its weights.

    Parameters
    ----------
    inputs : list of str
        What every step reads; an empty string leaves the arrow out.
    outputs : list of str
        What every step writes; an empty string leaves the arrow out.
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
    reads, writes = (", ".join(filter(None, labels)) for labels in (inputs, outputs))
    words = f"An RNN unrolled over {len(inputs)} steps; it reads {reads} and writes {writes}"
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
    circle = '<circle cx="{}" cy="75" r="34" fill="none" stroke="{}" stroke-width="2"/>'
    curve = '<path d="{}" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    head = '<polygon points="{}" fill="currentColor"/>'
    shapes = [
        curve.format("M 110 57 Q 170 15 228 55"),
        head.format("231,57 220,56 225,48"),
        text(170, 18, "11 / 0"),
        curve.format("M 230 93 Q 170 135 112 95"),
        head.format("109,93 120,94 115,102"),
        text(170, 130, "00 / 1"),
    ]
    states = [(80, "0", BLUE, "00 / 0", "01, 10 / 1"), (260, "1", ORANGE, "11 / 1", "01, 10 / 0")]
    for x, carry, colour, same_pair, mixed_pairs in states:
        shapes += [
            circle.format(x, colour),
            text(x, 66, "carry", 14),
            text(x, 85, carry, bold=True),
            curve.format(f"M {x - 14} 107 C {x - 40} 165 {x + 40} 165 {x + 15} 109"),
            head.format(f"{x + 14},107 {x + 22},114 {x + 14},118"),
            text(x, 166, same_pair),
            text(x, 186, mixed_pairs),
        ]
    words = (
        "The adder as a machine with two states, carry 0 and carry 1: reading 11 sets the carry, "
        "00 clears it, 01 and 10 keep it; the bit written is the sum of the pair and the old carry"
    )
    return Diagram(340, 200, shapes, words)
