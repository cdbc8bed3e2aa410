"""The shapes that tasks on sequences have: how many inputs, how many outputs, and when."""

from .svg import BLUE, GREEN, ORANGE, Diagram, box, path, text

PANELS = [  # name, what it is for, steps that read, steps that write
    ("1-n", "one in, many out", (1, 0, 0), (1, 1, 1)),
    ("n-1", "many in, one out", (1, 1, 1), (0, 0, 1)),
    ("n-n", "one out for each in", (1, 1, 1), (1, 1, 1)),
    ("seq2seq", "read all, then write", (1, 1, 0, 0), (0, 0, 1, 1)),
]

SIZE = 17  # of the labels: on a phone two thirds of it


def task_shapes():
    """Draw the four shapes of a task: 1-n, n-1, n-n and sequence to sequence.

    Returns
    -------
    diagram : Diagram
    """
    shapes = []
    for index, panel in enumerate(PANELS):
        shapes += _panel(270 * (index % 2), 185 * (index // 2), *panel)
    words = (
        "Four shapes of tasks: 1-n reads once and writes at every step; n-1 reads at every step "
        "and writes once, at the end; n-n reads and writes at every step; seq2seq reads the whole "
        "input with one cell and then writes the output with another"
    )
    return Diagram(510, 365, shapes, words)


def _panel(left, top, name, meaning, reads, writes):
    """One unrolled network; an encoder and a decoder are two different cells."""
    shapes = [
        text(left + 120, top + 150, name, SIZE, bold=True),
        text(left + 120, top + 171, meaning, SIZE),
    ]
    apart = 180 / (len(reads) - 1)
    for t, (read, write) in enumerate(zip(reads, writes, strict=True)):
        x, y = left + 30 + apart * t, top + 72
        label, colour = "cell", BLUE
        if name == "seq2seq":
            label, colour = ("dec", ORANGE) if write else ("enc", BLUE)
        shapes.append(box(x, y, label, colour, width=40, height=30, size=SIZE))
        if t:
            shapes.append(path((x - apart + 20, y), (x - 20, y), colour=GREEN))
        if read:
            shapes += [path((x, y + 44), (x, y + 15)), text(x, y + 56, "*x", SIZE)]
        if write:
            shapes += [path((x, y - 15), (x, y - 42)), text(x, y - 55, "*y", SIZE)]
    return shapes
