"""One step of the RNN, the LSTM and the GRU, with its gates and shapes."""

from .svg import BLUE, GREEN, Diagram, box, knot, path, text

FRAME = '<rect x="{}" y="{}" width="{}" height="{}" rx="14" fill="currentColor" opacity="0.06"/>'


def rnn_cell():
    """Draw one step of the vanilla RNN.

    Returns
    -------
    diagram : Diagram
    """
    shapes = [
        FRAME.format(110, 40, 260, 120),
        text(40, 100, "*h_{t-1}"),
        path((70, 100), (158, 100)),
        text(115, 88, "W", bold=True),
        knot(170, 100, "+"),
        path((170, 195), (170, 112)),
        text(170, 210, "*x_t"),
        text(184, 178, "U", bold=True),
        text(145, 132, "b", bold=True),
        path((182, 100), (232, 100)),
        box(260, 100, "tanh", BLUE),
        path((288, 100), (420, 100)),
        text(445, 100, "*h_t"),
        path((330, 100), (330, 22)),
        text(330, 10, "to the readout, y_t = h_t V + c", size=13),
        text(40, 122, "(batch, hidden)", size=11),
        text(455, 122, "(batch, hidden)", size=11),
        text(256, 211, "(batch, features)", size=11),
    ]
    words = "One step of the RNN: h_t = tanh(x_t U + h_{t-1} W + b)"
    return Diagram(510, 225, shapes, words)


def lstm_cell():
    """Draw one step of the LSTM with its cell state and its four gates.

    Returns
    -------
    diagram : Diagram
    """
    gates = [(150, "σ", "f"), (230, "σ", "i"), (310, "tanh", "g"), (410, "σ", "o")]
    shapes = [
        FRAME.format(90, 30, 440, 220),
        text(40, 60, "*c_{t-1}"),
        path((68, 60), (138, 60), colour=GREEN),
        knot(150, 60, "×"),
        path((162, 60), (258, 60), colour=GREEN),
        knot(270, 60, "+"),
        path((282, 60), (570, 60), colour=GREEN),
        text(592, 60, "*c_t"),
        text(40, 215, "*h_{t-1}"),
        path((70, 215), (410, 215), head=False),
        text(115, 285, "*x_t"),
        path((115, 270), (115, 215), head=False),
    ]
    for x, label, name in gates:
        shapes += [
            path((x, 215), (x, 183)),
            box(x, 165, label, BLUE),
            text(x + 14, 136, name, bold=True),
        ]
    shapes += [
        path((150, 147), (150, 72)),
        knot(270, 110, "×"),
        path((230, 147), (230, 110), (258, 110)),
        path((310, 147), (310, 110), (282, 110)),
        path((270, 98), (270, 72)),
        path((480, 60), (480, 92)),
        box(480, 110, "tanh", BLUE),
        path((480, 128), (480, 153)),
        knot(480, 165, "×"),
        path((438, 165), (468, 165)),
        path((480, 177), (480, 215), (570, 215)),
        text(592, 215, "*h_t"),
        text(310, 285, "each box sees x_t U + h_{t-1} W + b", size=13),
    ]
    words = (
        "One step of the LSTM: the forget gate f scales the old cell state, the input gate i "
        "scales the candidate g, their sum is the new cell state c_t, and the output gate o "
        "scales its tanh to give h_t"
    )
    return Diagram(625, 300, shapes, words)


def gru_cell():
    """Draw one step of the GRU, in the form that Keras calls ``reset_after``.

    Returns
    -------
    diagram : Diagram
    """
    shapes = [
        FRAME.format(90, 30, 440, 220),
        text(40, 60, "*h_{t-1}"),
        path((70, 60), (258, 60), colour=GREEN),
        knot(270, 60, "×"),
        path((282, 60), (388, 60), colour=GREEN),
        knot(400, 60, "+"),
        path((412, 60), (570, 60), colour=GREEN),
        text(592, 60, "*h_t"),
        path((115, 60), (115, 208), (308, 208), head=False),
        text(115, 285, "*x_t"),
        path((115, 270), (115, 238), (410, 238), (410, 183)),
        path((162, 208), (162, 183)),
        path((178, 238), (178, 183)),
        box(170, 165, "σ", BLUE),
        text(184, 136, "r", bold=True),
        path((170, 147), (170, 122), (320, 122), (320, 196)),
        knot(320, 208, "×"),
        path((262, 208), (262, 183)),
        path((278, 238), (278, 183)),
        box(270, 165, "σ", BLUE),
        text(284, 136, "z", bold=True),
        path((270, 147), (270, 72)),
        path((270, 92), (323, 92)),
        knot(335, 92, "1−"),
        path((347, 92), (388, 92)),
        path((332, 208), (390, 208), (390, 183)),
        box(400, 165, "tanh", BLUE),
        text(416, 136, "n", bold=True),
        path((400, 147), (400, 104)),
        knot(400, 92, "×"),
        path((400, 80), (400, 72)),
        text(330, 285, "r scales what the candidate n sees of the old state", size=13),
    ]
    words = (
        "One step of the GRU: the reset gate r scales what the candidate n sees of the old state; "
        "the update gate z mixes, h_t = z h_{t-1} + (1 - z) n"
    )
    return Diagram(625, 300, shapes, words)
