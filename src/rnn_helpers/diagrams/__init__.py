"""Drawings of cells and unrolled networks, as SVG that follows the colours of the page.

Each function returns a :class:`Diagram`. In a notebook or in the book it shows as a picture, light
or dark; where pictures cannot be shown, it reads as a sentence.
"""

from .cells import gru_cell, lstm_cell, rnn_cell
from .graph import bptt_graph
from .networks import carry_machine, unrolled
from .svg import Diagram
from .tasks import task_shapes

__all__ = [
    "Diagram",
    "bptt_graph",
    "carry_machine",
    "gru_cell",
    "lstm_cell",
    "rnn_cell",
    "task_shapes",
    "unrolled",
]
