"""What the letters of the book's formulas stand for, in layers that ran forward and backward."""

import kept_values
import numpy as np

from rnn_helpers import activations, dense, gradcheck, gru, losses, lstm, optim, readout, rnn
from rnn_helpers import binary_addition as adder

STEPS = range(1, 5)
WORLDS = {}  # functions that give the letters their values, by the number of a formula
NOTHING = np.zeros(2)
MIN_GRU = "def-states-params-x-lowest-0-0-snap-fals"  # the cell


def world(*numbers):
    """Register a function for the formulas with these numbers."""

    def register(letters):
        WORLDS.update(dict.fromkeys(" ".join(numbers).split(), letters))
        return letters

    return register


def by_step(rows, first=1):
    return dict(enumerate(rows, first))


def run(layer, loss=losses.mse, **options):
    """A layer and its readout with random weights, forward and backward over one sequence.

    It has so many inputs that the gradient on what a cell adds up can be read off theirs.
    """
    rng = np.random.default_rng(0)
    params = layer.init_params(13, 2, rng, **options)
    params = {name: rng.normal(size=w.shape) for name, w in params.items()}
    out, x = {"V": rng.normal(size=(2, 1)), "c": rng.normal(size=1)}, rng.normal(size=(1, 4, 13))
    y = np.array([[[0.0], [1.0], [1.0], [0.0]]])
    h, cache = layer.forward(params, x)
    z, read = readout.forward(out, h)
    value, dz = loss(z, y)
    of_out, dh = readout.backward(out, read, dz)
    grads, flow = layer.backward(params, cache, dh)
    rows = {"x": x, "d x": flow.x, "y": y, "z": z, "hat y": z, "d z": dz, "d hat y": dz}
    rows |= {"d": dh, "\\dh": dh, "bar h": flow.h_total, "d h": flow.h_total}
    rows |= {"bar a": flow.x @ np.linalg.pinv(params["U"].T)}
    known = params | out | {f"d {name}": w for name, w in (grads | of_out).items()}
    known |= {name: by_step(array[0]) for name, array in rows.items()}
    known |= {"h": by_step([NOTHING, *h[0]], 0), "steps": STEPS, "N": 4, "T": 4, "L": value}
    known["d h"][0] = flow.h0[0]
    return known, cache, flow


def summed_up(known, b):
    """What enters a cell in every step."""
    x, h, U, W = (known[name] for name in "xhUW")
    return np.array([x[t] @ U + h[t - 1] @ W + b for t in STEPS])


@world("1.2 2.1 2.6 3.1 3.2 3.3 3.4 3.5 3.6 3.7 4.1 4.2 4.5 4.8 4.9 4.10 4.11 4.12 5.1 5.5 5.6",
       "5.7 5.8 N.1 N.6 N.12 N.13")  # fmt: skip
def of_the_rnn(loss=losses.mse):
    known, *_ = run(rnn, loss)
    known |= {"a": by_step(summed_up(known, known["b"])), "f": np.tanh, "g": lambda z: z}
    return known | {"d a": known["bar a"] | {5: NOTHING}}


@world("2.2 N.2 N.11")
def where_y_is_the_output():
    known = of_the_rnn()
    return known | {"y": known["z"], "d y": known["d z"]}


@world("N.16")
def of_the_readout():
    known = where_y_is_the_output()
    return known | {"d h": known["d"]}


@world("4.6 5.2 5.3 5.4 N.7")
def of_logits():
    known = of_the_rnn(losses.binary_cross_entropy)
    return known | {"p": {t: activations.sigmoid(z) for t, z in known["z"].items()}}


@world("1.3")
def without_a_memory():
    params, x = dense.init_params(3, 2, np.random.default_rng(0)), np.array([[[0.3, -1.2, 2.0]]])
    params |= readout.init_params(2, 2, np.random.default_rng(1))
    params |= {"b": np.array([0.5, -1.0]), "c": np.array([0.2, 0.4])}
    h, _ = dense.forward(params, x)
    return params | {"x": x[0, 0], "h": h[0, 0], "z": readout.forward(params, h)[0][0, 0]}


@world("N.8")
def of_classes():
    z = np.array([0.3, -1.2, 2.0])
    loss, dz = losses.softmax_cross_entropy(z[None], np.array([1]))
    p = activations.softmax(z)
    known = {"N": 1, "y": 1, "z": z, "L": loss, "d z": dz[0], "p": p, "p_y": p[1]}
    return known | {"\\softmax": activations.softmax, "\\onehot": np.eye(3).__getitem__}


@world("2.7 2.8 2.9 4a.2 4a.3 4a.4 N.3 N.14")
def of_the_lstm():
    known, cache, flow = run(lstm)
    parts = np.split(summed_up(known, known["b"]), 4, axis=1)
    back = np.split(np.array([*known["bar a"].values()]), 4, axis=1)
    for gate, part, da, place in zip("ifgo", parts, back, (0, 1, 3, 2), strict=True):
        known |= {f"a^{gate}": by_step(part), f"bar a^{gate}": by_step(da)}
        known[gate] = by_step(cache.gates[:, place, 0])
    known |= {"c": by_step(cache.c[:, 0], 0), "bar c": by_step([*flow.c_total[0], NOTHING])}
    known["f"][5], known["bar a"][5] = NOTHING, np.zeros(8)
    return known


@world("2.10 2.11 2.12 4a.5 4a.6 4a.7 N.4 N.15")
def of_the_gru(**options):
    known, cache, _ = run(gru, **options)
    back = np.split(np.array([*known["bar a"].values()]), 3, axis=1)
    b, b_too = np.atleast_2d(known["b"])[[0, -1]]
    for k, gate in enumerate("zrn"):
        known |= {f"bar a^{gate}": by_step(back[k]), gate: by_step(cache.gates[:, k, 0])}
        of_gate = {"U": known["U"], "W": known["W"], "b": b, "b'": b_too}
        known |= {f"{w}_{gate}": np.split(v, 3, axis=-1)[k] for w, v in of_gate.items()}
    known["q"] = by_step(cache.scaled_by_r[:, 0])
    return known | {"bar q": {t: known["bar a^n"][t] * known["r"][t] for t in STEPS}}


@world("2.13 N.5")
def of_the_first_gru():
    return of_the_gru(reset_after=False)


@world("8.1 8.4 8.6 8.7")
def of_the_min_gru(**how):
    """The layer that chapter 8 writes out; what flows back by the complex step."""
    layer = kept_values.run(kept_values.cells_up_to("08_future", MIN_GRU))
    rng, known = np.random.default_rng(0), {"steps": STEPS, "T": 4}
    params = {"Ua": rng.normal(size=(4, 2)), "Un": rng.normal(size=(4, 2))}
    params |= {"ba": rng.normal(size=2), "bn": rng.normal(size=2)}
    x, d = rng.normal(size=(1, 4, 4)), rng.normal(size=(1, 4, 2))
    a, n, h, _ = layer["states"](params, x, **how)
    b, step = (1 - a) * n, gradcheck.complex_step_gradient
    back = step(
        lambda v: (layer["loop"](v["a"], (1 - v["a"]) * v["n"])[0] * d).sum(), {"a": a, "n": n}
    )
    back |= step(lambda v: (layer["loop"](a, v["h"])[0] * d).sum(), {"h": b})
    rows = {"x": x, "d": d, "n": n, "a": a, "b": b}
    rows |= {f"bar {name}": array for name, array in back.items()}
    known |= {name: by_step([*array[0], NOTHING]) for name, array in rows.items()}
    known |= {f"{name[0]}_{name[1]}": w for name, w in params.items()}
    return known | {"h": by_step([NOTHING, *h[0]], 0)}


@world("8.14")
def of_the_min_gru_with_signs():
    return of_the_min_gru(lowest=-1.0)


PARAMS, GRADS = {"w": np.array([1.0, -2.0])}, {"w": np.array([0.3, 2.0])}


@world("3.8 N.9")
def of_sgd():
    after = optim.sgd_step(PARAMS, GRADS, 0.1)
    return {"w": PARAMS["w"], "d w": GRADS["w"], "\\alpha": 0.1, "new w": after["w"]}


@world("N.10")
def of_adam():
    known, settings = of_sgd(), {"beta_1": 0.8, "beta_2": 0.95, "epsilon": 0.01}
    state = optim.adam_step(PARAMS, GRADS, optim.adam_init(PARAMS))[1]
    after, new = optim.adam_step(PARAMS, GRADS, state, 0.1, **settings)
    known |= {"m": state.mean["w"], "s": state.square["w"], "k": 2, "new w": after["w"]}
    known |= {"new m": new.mean["w"], "new s": new.square["w"], "\\varepsilon": 0.01}
    return known | {"\\beta_1": 0.8, "\\beta_2": 0.95}


@world("4.14 5.11")
def of_the_adder_by_hand():
    a, b = np.array([[1, 1, 0, 1]]), np.array([[1, 0, 0, 1]])
    x, _ = adder.as_sequences(a, b)
    h, _ = rnn.forward(adder.hand_built_adder(), x)
    known = {f"h^({k})": by_step([0, *h[0, :, k - 1]], 0) for k in (1, 2)}
    before = np.array([known["h^(2)"][t - 1] for t in STEPS])
    return known | {
        "a": by_step(a[0]),
        "b": by_step(b[0]),
        "r": by_step((a + b)[0] + before / 2 - 5 / 4),
    }
