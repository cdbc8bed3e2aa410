"""The computational graph of three steps: what depends on what, and what flows back."""

from .._arguments import check_flag
from .svg import BLUE, GREEN, ORANGE, PURPLE, Diagram, box, knot, path, text

STEPS, APART, FIRST, WEIGHTS = 3, 98, 88, 22  # columns: the weights, h_0, one for each step
LOSS, PREDICTION, READ, STATE, FEED, INPUT = 16, 68, 118, 182, 262, 326  # rows
RAILS = {"V": 145, "W": 224, "U": 290}  # where each of the weights runs along
SIZE, WIDE, HIGH, ROUND = 18, 40, 32, 12  # of the labels, the boxes and the knots

FORWARD = (
    "The computational graph of three steps of an RNN: each input x_t is multiplied by U, the "
    "state before it by W, and both go into the state h_t; the state times V is the prediction "
    "ŷ_t, which goes into the loss L_t. U, W and V stand at the left, once each, with a line to "
    "every step"
)
BACKWARD = (
    "The same graph with every arrow turned round: from each loss L_t through the prediction ŷ_t "
    "to the state h_t, from there to the state before it, and from every step along three lines "
    "to U, W and V, where the gradients are added up"
)


def bptt_graph(*, backward=False):
    """Draw what depends on what while an RNN runs, or what flows back while it learns.

    Forward, ``U``, ``W`` and ``V`` are copied to every step. Backward, every arrow is turned
    round, and what comes from the steps is added up.

    Parameters
    ----------
    backward : bool
        Draw the way of the gradients instead of that of the values.

    Returns
    -------
    diagram : Diagram

    Raises
    ------
    InputError
        If ``backward`` is not True or False.
    """
    check_flag("backward", backward)
    shapes = [_node(FIRST, STATE, "*h_0", "currentColor")]
    for t in range(1, STEPS + 1):
        shapes += _step(t, FIRST + APART * t, backward)
    for name in RAILS:
        shapes += _weight(name, backward)
    words = BACKWARD if backward else FORWARD
    return Diagram(FIRST + APART * STEPS + 28, INPUT + 20, shapes, words)


def _step(t, x, backward):
    """One column, with the way from the state before."""
    middle = x - APART / 2
    shapes = [
        text(x, LOSS, f"*L_{t}", SIZE),
        _node(x, PREDICTION, f"*ŷ_{t}", "currentColor"),
        knot(x, READ, "×"),
        _node(x, STATE, f"*h_{t}", BLUE),
        knot(middle, STATE, "×"),
        knot(x, FEED, "×"),
        text(x, INPUT, f"*x_{t}", SIZE),
    ]
    plain, blue = "currentColor", BLUE
    edges = [
        (plain, (x, INPUT - 14), (x, FEED + ROUND)),
        (plain, (x, FEED - ROUND), (x, STATE + HIGH / 2)),
        (blue, (middle - APART / 2 + WIDE / 2, STATE), (middle - ROUND, STATE)),
        (blue, (middle + ROUND, STATE), (x - WIDE / 2, STATE)),
        (plain, (x, STATE - HIGH / 2), (x, READ + ROUND)),
        (plain, (x, READ - ROUND), (x, PREDICTION + HIGH / 2)),
        (plain, (x, PREDICTION - HIGH / 2), (x, LOSS + 14)),
    ]
    return shapes + [_arrow(points, colour, backward) for colour, *points in edges]


def _weight(name, backward):
    """The weights, once, their line, and the branch to the product of every step."""
    colour = {"U": GREEN, "W": ORANGE, "V": PURPLE}[name]
    y, start = RAILS[name], WEIGHTS + 24
    branches = []
    for x in range(FIRST + APART, FIRST + APART * STEPS + 1, APART):
        if name == "W":
            branches.append([(x - APART / 2, y), (x - APART / 2, STATE + ROUND)])
        else:
            level = READ if name == "V" else FEED
            branches.append([(x - 27, y), (x - 27, level), (x - ROUND, level)])
    rail = [(start, y), branches[-1][0]]
    return [
        _node(WEIGHTS, y, f"Σ {name}" if backward else name, colour, width=48),
        path(*rail[::-1], colour=colour, head=backward),
        *(_arrow(branch, colour, backward) for branch in branches),
    ]


def _arrow(points, colour, backward):
    return path(*(points[::-1] if backward else points), colour=colour)


def _node(x, y, label, colour, width=WIDE):
    return box(x, y, label, colour, width, HIGH, SIZE)
