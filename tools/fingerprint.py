"""Print how this machine rounds: the bits of small networks that were trained here, as one word.

Machines that print the same word train the same networks: recurrence, convolution, dense layers
and products of several sizes are in it, compiled and not, and what NumPy prepares for them.
"""

import hashlib

import anywhere

from rnn_helpers import rounding

rounding.pin()

import keras
import numpy as np
from keras import layers


def recurrent():
    return [keras.Input((30, 20)), layers.GRU(64, return_sequences=True), layers.LSTM(128)]


def seeing():
    filters = layers.Conv2D(24, 3, activation="relu")
    return [keras.Input((16, 16, 1)), filters, layers.Flatten()]


def dense():
    hidden = layers.Dense(64, "tanh")
    return [keras.Input((12, 32)), hidden, layers.Dropout(0.2), layers.Flatten()]


def train(network, jit):
    """Train a little on made-up data; return the weights."""
    keras.utils.set_random_seed(0)  # before the layers are made: they draw as soon as they exist
    rng = np.random.default_rng(0)
    model = keras.Sequential([*network(), layers.Dense(3, activation="softmax")])
    x = rng.normal(size=(256, *model.input_shape[1:])).astype("float32")
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy", jit_compile=jit)
    model.fit(x, rng.integers(0, 3, 256), batch_size=32, epochs=2, verbose=0)
    return [np.asarray(weight) for weight in model.get_weights()]


def arithmetic():
    """What NumPy makes of large products, sums and elementary functions in both precisions."""
    for dtype in ("float32", "float64"):
        rows = np.random.default_rng(0).normal(size=(300, 130)).astype(dtype)
        for _ in range(8):
            rows = np.tanh(rows @ rows.T @ rows / 300)
        yield rows
        yield np.exp(rows) - np.log1p(np.abs(rows))
        yield np.linalg.lstsq(rows[:, :20], rows[:, 20], rcond=None)[0]
        yield np.array([rows.sum(), rows.std(), rows.mean(axis=0).sum()])


def main():
    anywhere.print_anything()
    found = list(arithmetic())
    for network in (recurrent, seeing, dense):
        found += train(network, jit="auto")
    found += train(recurrent, jit=True)
    digest = hashlib.sha256(b"".join(np.ascontiguousarray(a).tobytes() for a in found))
    print(keras.__version__, digest.hexdigest()[:16])


if __name__ == "__main__":
    main()
