"""Write what the moving figures need: weights, and NumPy's answers to a fixed exam.

``make figures`` writes ``book/_figures/*.json`` anew. The networks are those of the chapters, with
their seeds; tests compare the files with what this module computes and with the fingerprint that
chapter 5 prints, and the scripts' answers with NumPy's.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import anywhere
import numpy as np

from rnn_helpers import binary_addition, losses, lstm, model, rnn, rounding, train

FOLDER = Path(__file__).parents[1] / "book" / "_figures"
RUNS = [  # cell, gain, bias of the forget gate, with noise?
    ("rnn", 1, 0, False),
    ("rnn", 0.9, 0, False),
    ("rnn", 1.5, 0, True),
    ("rnn", 0.5, 0, True),
    ("lstm", 1, 1, False),
    ("lstm", 1, 4, True),
    ("lstm", 2.5, -1, True),
]


def rounded(params, digits):
    return {name: np.round(w, digits) for name, w in params.items()}


def trained_adder(seed, strength):
    """Chapter 5: 16 units, 1,000 steps on fresh 8-bit sums, with or without L2."""
    rng = np.random.default_rng(seed)
    params = model.network(rnn, 2, 16, 1, rng)
    x, target = binary_addition.random_pairs(64 * 1000, 8, rng)
    plain = model.objective(rnn)

    def objective(params, x, target):
        loss, grads = plain(params, x, target)
        penalty, slopes = losses.l2_penalty({name: params[name] for name in "UWV"}, strength)
        return loss + penalty, grads | {name: grads[name] + slopes[name] for name in slopes}

    batches = list(zip(np.split(x, 1000), np.split(target, 1000), strict=True))
    return train.fit(objective, params, batches, lr=0.01)[0]


def adder():
    """Networks that add, and their logits for some sums; chapter 5 prints the hash of the text."""
    plain, l2 = trained_adder(18, 0), trained_adder(18, 1e-4)
    hand = binary_addition.hand_built_adder()
    return json.loads(binary_addition.export({"plain": plain, "L2": l2, "by hand": hand}))


def gradient():
    """An RNN and an LSTM of 16 units, as drawn; inputs, and a gradient on the last state."""
    rng = np.random.default_rng(0)
    data = {"rnn": rounded(rnn.init_params(4, 16, rng), 6)}
    data["lstm"] = rounded(lstm.init_params(4, 16, rng, forget_bias=0.0), 6)
    data["inputs"] = np.round(rng.normal(size=(100, 4)), 4)
    end = rng.normal(size=16)
    data["end"] = np.round(end / np.linalg.norm(end), 6)
    return data | {"exam": [flow(data, *run) for run in RUNS]}


def flow(data, cell, gain, bias, noise):
    """The length of the gradient on each state, from the last one backwards."""
    layer, params = {"rnn": rnn, "lstm": lstm}[cell], dict(data[cell])
    params["W"] = gain * params["W"]
    if cell == "lstm":
        params["b"] = params["b"] + bias * (np.arange(64) // 16 == 1)
    h, cache = layer.forward(params, noise * data["inputs"][None])
    dh = np.zeros_like(h)
    dh[0, -1] = data["end"]
    lengths = np.linalg.norm(layer.backward(params, cache, dh)[1].h_total[0, ::-1], axis=1)
    return {"cell": cell, "gain": gain, "bias": bias, "noise": noise, "lengths": lengths}


def marked_values(count, steps, rng, marks=0.2):
    """Chapter 2: values and marks, and the last marked value, which is to be kept."""
    value = rng.choice([-1.0, 1.0], (count, steps))
    marked = rng.random((count, steps)) < marks
    marked[:, 0] = True
    latest = np.maximum.accumulate(np.where(marked, np.arange(steps), 0), axis=1)
    target = (np.take_along_axis(value, latest, axis=1) > 0).astype(float)
    return np.stack([value, marked], axis=2), target[:, :, None]


def held(params, gate, value):
    """Hold a gate of an LSTM open (1) or shut (0)."""
    part = np.arange(params["b"].size) // len(params["W"]) == "ifgo".index(gate)
    still = {name: np.where(part, 0, params[name]) for name in "UW"}
    return params | still | {"b": np.where(part, 1000 * (2 * value - 1), params["b"])}


def gates():
    """An LSTM of eight units that keeps the last marked value, with its gates held and not."""
    rng = np.random.default_rng(0)
    drawn = model.network(lstm, 2, 8, 1, rng)
    batches = [marked_values(32, 20, rng) for _ in range(300)]
    network = rounded(train.fit(model.objective(lstm), drawn, batches, lr=0.02)[0], 4)
    sequences, _ = marked_values(6, 24, np.random.default_rng(5), marks=0.15)
    exam = []
    for gate, value in [(None, None), ("f", 1), ("f", 0), ("i", 0), ("o", 1)]:
        params = held(network, gate, value) if gate else network
        logits = model.predict(lstm, params, sequences)[:, :, 0]
        exam += [
            {"sequence": k, "held": {gate: value} if gate else {}, "logits": row}
            for k, row in enumerate(logits)
        ]
    return {"network": network, "sequences": sequences, "exam": exam}


FIGURES = {"live-adder": adder, "live-gates": gates, "live-gradient": gradient}


def plain(value):
    """Arrays as lists, for JSON."""
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [plain(entry) for entry in value]
    return value.tolist() if isinstance(value, np.ndarray) else value


def main():
    """Run anew with the book's way of rounding, which NumPy reads when it is loaded; then write."""
    wanted = rounding.settings() | os.environ
    if wanted != dict(os.environ):
        sys.exit(subprocess.run([sys.executable, __file__], env=wanted).returncode)
    anywhere.print_anything()
    for name, make in FIGURES.items():
        text = json.dumps(plain(make()))
        (FOLDER / f"{name}.json").write_text(text, encoding="utf-8")
        print(f"{name}: {len(text) / 1000:.0f} KB")


if __name__ == "__main__":
    main()
