"""One step of the RNN, the LSTM and the GRU, with gates and shapes, narrow enough for a phone."""

from .svg import BLUE, GREEN, Diagram, box, knot, path, text

FRAME = '<rect x="{}" y="{}" width="{}" height="{}" rx="14" fill="currentColor" opacity="0.06"/>'
WIDTH, LARGE, SMALL = 370, 17, 12  # of the drawings; of the symbols, and of the shapes
PART, WIDE = 44, 50  # the width of a box for a gate, and for a tanh


def rnn_cell():
    """Draw one step of the vanilla RNN.

    Returns
    -------
    diagram : Diagram
    """
    shapes = [
        FRAME.format(62, 40, 220, 120),
        text(28, 100, "*h_{t-1}", LARGE),
        path((56, 100), (108, 100)),
        text(84, 86, "W", bold=True),
        knot(120, 100, "+"),
        path((120, 195), (120, 112)),
        text(120, 212, "*x_t", LARGE),
        text(136, 178, "U", bold=True),
        text(98, 134, "b", bold=True),
        path((132, 100), (175, 100)),
        box(200, 100, "tanh", BLUE, WIDE),
        path((225, 100), (320, 100)),
        text(345, 100, "*h_t", LARGE),
        path((256, 100), (256, 28)),
        text(225, 12, "to the readout, y_t = h_t V + c", 16),
        text(38, 124, "(batch, hidden)", SMALL),
        text(328, 124, "(batch, hidden)", SMALL),
        text(196, 213, "(batch, features)", SMALL),
    ]
    words = "One step of the RNN: h_t = tanh(x_t U + h_{t-1} W + b)"
    return Diagram(WIDTH, 225, shapes, words)


def lstm_cell():
    """Draw one step of the LSTM with its cell state, its three gates and its candidate.

    Returns
    -------
    diagram : Diagram
    """
    parts = [(96, "σ", "f"), (150, "σ", "i"), (206, "tanh", "g"), (264, "σ", "o")]
    shapes = [
        FRAME.format(62, 30, 280, 238),
        text(28, 60, "*c_{t-1}", LARGE),
        path((56, 60), (84, 60), colour=GREEN),
        knot(96, 60, "×"),
        path((108, 60), (166, 60), colour=GREEN),
        knot(178, 60, "+"),
        path((190, 60), (350, 60), colour=GREEN),
        text(366, 60, "*c_t", LARGE),
        text(28, 240, "*h_{t-1}", LARGE),
        path((56, 240), (264, 240), head=False),
        text(76, 304, "*x_t", LARGE),
        path((76, 288), (76, 240), head=False),
    ]
    for x, label, name in parts:
        shapes += [
            path((x, 240), (x, 208)),
            box(x, 190, label, BLUE, WIDE if label == "tanh" else PART),
            text(x + 13, 160, name, bold=True),
        ]
    shapes += [
        path((96, 172), (96, 72)),
        knot(178, 120, "×"),
        path((150, 172), (150, 120), (166, 120)),
        path((206, 172), (206, 120), (190, 120)),
        path((178, 108), (178, 72)),
        path((312, 60), (312, 102)),
        box(312, 120, "tanh", BLUE, WIDE),
        path((312, 138), (312, 178)),
        knot(312, 190, "×"),
        path((286, 190), (300, 190)),
        path((312, 202), (312, 240), (350, 240)),
        text(366, 240, "*h_t", LARGE),
        text(236, 304, "all four see x_t U + h_{t-1} W + b", 16),
    ]
    words = (
        "One step of the LSTM: the forget gate f scales the old cell state, the input gate i "
        "scales the candidate g, their sum is the new cell state c_t, and the output gate o "
        "scales its tanh to give h_t"
    )
    return Diagram(WIDTH, 320, shapes, words)


def gru_cell():
    """Draw one step of the GRU, in the form that Keras calls ``reset_after``.

    Returns
    -------
    diagram : Diagram
    """
    shapes = [
        FRAME.format(62, 30, 280, 248),
        text(28, 60, "*h_{t-1}", LARGE),
        path((56, 60), (194, 60), colour=GREEN),
        knot(206, 60, "×"),
        path((218, 60), (278, 60), colour=GREEN),
        knot(290, 60, "+"),
        path((302, 60), (350, 60), colour=GREEN),
        text(366, 60, "*h_t", LARGE),
        path((84, 60), (84, 236), (236, 236)),
        text(104, 312, "*x_t", LARGE),
        path((104, 296), (104, 262), (298, 262), (298, 208)),
        path((122, 236), (122, 208)),
        path((138, 262), (138, 208)),
        box(130, 190, "σ", BLUE, PART),
        text(143, 160, "r", bold=True),
        path((130, 172), (130, 140), (248, 140), (248, 224)),
        knot(248, 236, "×"),
        path((198, 236), (198, 208)),
        path((214, 262), (214, 208)),
        box(206, 190, "σ", BLUE, PART),
        text(219, 160, "z", bold=True),
        path((206, 172), (206, 72)),
        path((206, 100), (235, 100)),
        knot(247, 100, "1−"),
        path((259, 100), (278, 100)),
        path((260, 236), (282, 236), (282, 208)),
        box(290, 190, "tanh", BLUE, WIDE),
        text(305, 160, "n", bold=True),
        path((290, 172), (290, 112)),
        knot(290, 100, "×"),
        path((290, 88), (290, 72)),
        text(244, 302, "r scales what the candidate n"),
        text(244, 322, "sees of the old state"),
    ]
    words = (
        "One step of the GRU: the reset gate r scales what the candidate n sees of the old state; "
        "the update gate z mixes, h_t = z h_{t-1} + (1 - z) n"
    )
    return Diagram(WIDTH, 335, shapes, words)
