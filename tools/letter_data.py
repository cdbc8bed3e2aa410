"""Train the network of chapter 6b once more and pack it for the page: ``make figures``.

The cells of the notebook do the training; NumPy's answers for the packed network go along.
"""

import numpy as np
import packed

from rnn_helpers import gru

CELLS = [  # what the training needs, by the beginnings of their ids
    "one-way-of-rounding",
    "train-tragedies",
    "alphabet-datasets",
    "readers-steps",
    "def-build",
    "network-namedtuple",
]
SEED = 2  # the network with the unit that counts the letters of a line
PROMPTS = ["ROMEO.\n", "To be, or not to be: that is the question"]


def logits_after(data, text):
    """What the packed network says after every letter of a text, and its states."""
    arrays = {name: packed.unpack(array) for name, array in data["weights"].items()}
    read = [[max(0, data["alphabet"].find(letter)) for letter in text]]
    h = gru.forward({name: arrays[name] for name in "UWb"}, arrays["letters"][read])[0][0]
    return h @ arrays["V"] + arrays["c"], h


def counting_unit(data, play):
    """The unit that follows the place in the line best, and the sign with which it does."""
    text = play[:20_000]
    place = [i - text.rfind("\n", 0, i) for i in range(len(text))]
    _, states = logits_after(data, text)
    correlation = np.corrcoef(np.column_stack([place, states]).T)[0, 1:]
    unit = int(np.abs(correlation).argmax())
    return unit, int(np.sign(correlation[unit]))


def make():
    names = packed.run_cells("06b_language_model", CELLS)
    network = names["train"](SEED)
    arrays = {"letters": network.letters, **network.gru, **network.dense}
    data = {
        "alphabet": names["alphabet"],
        "weights": {name: packed.pack(array) for name, array in arrays.items()},
    }
    data["unit"], data["sign"] = counting_unit(data, names["text"][names["TEST"]])
    exam = [(prompt, *(part[-1] for part in logits_after(data, prompt))) for prompt in PROMPTS]
    data["exam"] = [
        {"prompt": prompt, "logits": logits.tolist(), "state": h.tolist()}
        for prompt, logits, h in exam
    ]
    return data


if __name__ == "__main__":
    packed.write("live-letters", make)
