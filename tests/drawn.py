"""What Hypothesis draws: layers with their parameters, and sequences to run them on."""

import os
from typing import NamedTuple

import numpy as np
from hypothesis import Phase, settings
from hypothesis import strategies as st

from rnn_helpers import gru, lstm, rnn

settings.register_profile("full", max_examples=200, deadline=None, derandomize=True)
settings.register_profile(  # for tools/mutation.py: fewer examples, and the first failure will do
    "mutation",
    settings.get_profile("full"),
    max_examples=20,
    phases=[Phase.explicit, Phase.generate],
    report_multiple_bugs=False,
)
MANY = settings.get_profile(os.environ.get("HYPOTHESIS_PROFILE", "full"))
SOME = settings(MANY, max_examples=min(50, MANY.max_examples))  # for what is cheap to get right
FEW = settings(MANY, max_examples=15)

LAYERS = {
    "rnn": (rnn, {}),
    "lstm": (lstm, {}),
    "gru, reset after": (gru, {"reset_after": True}),
    "gru, reset before": (gru, {"reset_after": False}),
}


class Case(NamedTuple):
    """A layer and everything that its forward pass takes."""

    layer: object
    params: dict
    x: np.ndarray
    mask: np.ndarray | None
    states: dict

    def forward(self, **changes):
        """Run the layer, with some of its arguments replaced."""
        values = {"x": self.x, "mask": self.mask, **self.states, **self.params, **changes}
        params = {name: values.pop(name) for name in self.params}
        return self.layer.forward(params, values.pop("x"), **values)

    @property
    def differentiable(self):
        """Everything a gradient is computed for."""
        return {**self.params, "x": self.x, **self.states}


def draw_case(name, rng, batch, time, features, hidden, scale=1.0, masked=False, initial=True):
    layer, options = LAYERS[name]
    params = layer.init_params(features, hidden, rng, **options)
    params = {key: scale * rng.normal(size=value.shape) for key, value in params.items()}
    kept = ["h0", "c0"] if layer is lstm else ["h0"]
    states = {key: rng.normal(size=(batch, hidden)) for key in kept} if initial else {}
    mask = rng.random((batch, time)) < 0.6 if masked else None
    return Case(layer, params, rng.normal(size=(batch, time, features)), mask, states)


@st.composite
def cases(draw, name):
    """A small layer with weights of scale 0.1, 1 or 3, with or without mask and first state."""
    batch, time, features, hidden = (draw(st.integers(1, top)) for top in (3, 6, 3, 4))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    scale = draw(st.sampled_from([0.1, 1.0, 3.0]))
    masked, initial = draw(st.booleans()), draw(st.booleans())
    return draw_case(name, rng, batch, time, features, hidden, scale, masked, initial)


def scaled_error(ours, wanted):
    """``max|Δ| / max(1, max|wanted|)``, the measure of this book."""
    return np.abs(ours - wanted).max() / max(1, np.abs(wanted).max())
