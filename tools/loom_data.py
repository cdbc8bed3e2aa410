"""Train the translator of chapter 6d once more and pack it for the page: ``make figures``.

The cells of the notebook do the training; NumPy's translations by the packed network go along.
"""

import numpy as np
import packed

from rnn_helpers import activations, datasets, gru
from rnn_helpers.datasets.sentences import END, START, UNKNOWN

CELLS = [  # what the training needs, by the beginnings of their ids
    "one-way-of-rounding",
    "data-provenance",
    "english-datasets",
    "rng-np-random-default-rng-1",
    "codes-datasets",
    "steps-12",
    "x-y-arrays",
    "def-build-attention",
    "def-train-once",
]
NUMBERS = [7, 54, 100, 1_005, 4_711, 30_082, 654_277, 999_999]
# In an unrolled Bidirectional layer, Keras 3 blanks the outputs of the backward half at the wrong
# end: not those of the padding, but of as many words at the beginning. The network was trained so.
STEPS = 12
LONGEST = 16  # words that the page lets it write


def words_of(number):
    """A number in English words, as the network was taught them."""
    found, _ = datasets.number_words("en", "de", 1, low=number, high=number)
    return datasets.split_words(found["source"][0])


def both_ways(data, arrays, words):
    """Read the words, forwards and backwards: a state for each, and where the decoder starts."""
    codes = [data["english"].get(word, UNKNOWN) for word in words] + [END]
    x = arrays["english"][codes][None]
    ahead = gru.forward(cell_of(arrays, "ahead"), x)[0][0]
    back = gru.forward(cell_of(arrays, "back"), x[:, ::-1])[0][0, ::-1]
    start = np.concatenate([ahead[-1], back[0]])
    back[: max(0, STEPS - len(codes))] = 0  # as Keras does, see above
    return np.hstack([ahead, back]), start


def cell_of(arrays, name):
    return {letter: arrays[f"{name}_{letter}"] for letter in "UWb"}


def translate(data, words):
    """Write German parts, the likeliest at each step; return them, and where it looked."""
    arrays = {name: packed.unpack(array) for name, array in data["weights"].items()}
    names = {code: word for word, code in data["german"].items()}
    states, h = both_ways(data, arrays, words)
    read, written, looks = START, [], []
    while read != END and len(written) < LONGEST:
        x = arrays["german"][read][None, None]
        h = gru.forward(cell_of(arrays, "writer"), x, h0=h[None])[0][0, 0]
        look = activations.softmax(states @ h)  # (6d.5) and (6d.6)
        both = np.concatenate([look @ states, h])
        mixed = np.tanh(both @ arrays["mix_V"] + arrays["mix_c"])
        read = int((mixed @ arrays["out_V"] + arrays["out_c"]).argmax())
        written.append(names.get(read, "END" if read == END else "?"))
        looks.append(look.tolist())
    return written, looks


def weights_of(network):
    """The arrays of the Keras network, by what they do."""
    embeddings, cells, dense, both = [], [], [], None
    for layer in network.layers:
        kind = type(layer).__name__
        if kind == "Embedding":
            embeddings.append(layer.get_weights()[0])
        elif kind == "GRU":
            cells.append(layer.get_weights())
        elif kind == "Dense":
            dense.append(layer.get_weights())
        elif kind == "Bidirectional":
            both = [layer.forward_layer.get_weights(), layer.backward_layer.get_weights()]
    arrays = dict(zip(("english", "german"), embeddings, strict=True))
    for name, cell in zip(("ahead", "back", "writer"), [*both, *cells], strict=True):
        arrays |= {f"{name}_{letter}": w for letter, w in zip("UWb", cell, strict=True)}
    for name, (V, c) in zip(("mix", "out"), dense, strict=True):
        arrays |= {f"{name}_V": V, f"{name}_c": c}
    return arrays


def make():
    names = packed.run_cells("06d_translation", CELLS)
    english, german = names["codes"]
    network, _ = names["build"](attention=True)
    trained, _ = names["train_once"](network, 0, names["x"], names["y"])
    network.set_weights(trained)
    arrays = weights_of(network)
    data = {"english": english, "german": german}
    data["weights"] = {name: packed.pack(array, size=2) for name, array in arrays.items()}
    data["exam"] = []
    for number in NUMBERS:
        words = words_of(number)
        written, looks = translate(data, words)
        data["exam"].append({"number": number, "words": words, "written": written, "looks": looks})
    return data


if __name__ == "__main__":
    packed.write("live-loom", make)
