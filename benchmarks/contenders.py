"""The contenders of ``rnn_step.py``: each builds a model and returns a function that trains it
for one epoch on prepared batches."""

import importlib
import importlib.util

import numpy as np

from rnn_helpers import losses, optim, readout

LR = 0.01


def rnn_helpers(cell, shape, x, y):
    layer = importlib.import_module(f"rnn_helpers.{cell}")
    loss_of = losses.binary_cross_entropy if shape.outputs == 1 else losses.softmax_cross_entropy
    rng = np.random.default_rng(0)
    params = layer.init_params(shape.features, shape.hidden, rng, dtype=np.float32)
    params |= readout.init_params(shape.hidden, shape.outputs, rng, dtype=np.float32)
    state = optim.adam_init(params)

    def epoch():
        nonlocal params, state
        for batch, target in zip(x, y, strict=True):
            h, cache = layer.forward(params, batch)
            logits, readout_cache = readout.forward(params, h)
            _, dlogits = loss_of(logits, target)
            grads, dh = readout.backward(params, readout_cache, dlogits)
            grads |= layer.backward(params, cache, dh)[0]
            params, state = optim.adam_step(params, grads, state, lr=LR)

    return epoch


def rnn_helpers_unchecked(cell, shape, x, y):
    """The same with all checks of arguments switched off, to see what they cost."""
    from rnn_helpers import _layers, _validate

    def yes(*args, **options):
        return True

    for name in ("array", "form", "is_finite", "finite_result", "entries", "number"):
        setattr(_validate, name, yes)
    _layers.check_input = _layers.check_backward = optim._check = yes
    optim._guarded = lambda step, *args: step()
    return rnn_helpers(cell, shape, x, y)


def keras_model(cell, shape, **options):
    import keras

    keras.utils.set_random_seed(0)
    layer = {"rnn": keras.layers.SimpleRNN, "lstm": keras.layers.LSTM, "gru": keras.layers.GRU}
    binary = keras.losses.BinaryCrossentropy(from_logits=True)
    sparse = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model = keras.Sequential(
        [
            keras.Input((shape.time, shape.features)),
            layer[cell](shape.hidden, return_sequences=True),
            keras.layers.Dense(shape.outputs),
        ]
    )
    loss = binary if shape.outputs == 1 else sparse
    model.compile(optimizer=keras.optimizers.Adam(LR), loss=loss, **options)
    return model


def keras_default(cell, shape, x, y):
    model = keras_model(cell, shape)
    x, y = x.reshape(-1, *x.shape[2:]), y.reshape(-1, *y.shape[2:])
    return lambda: model.fit(x, y, batch_size=shape.batch, verbose=0)


def keras_best(cell, shape, x, y):
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    model = keras_model(cell, shape, jit_compile=True, steps_per_execution=50)
    data = tf.data.Dataset.from_tensor_slices((x, y)).cache().prefetch(4)
    return lambda: model.fit(data, shuffle=False, verbose=0)


def pytorch(cell, shape, x, y):
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(0)
    layer = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[cell]
    recurrent = layer(shape.features, shape.hidden, batch_first=True)
    dense = torch.nn.Linear(shape.hidden, shape.outputs)
    adam = torch.optim.Adam([*recurrent.parameters(), *dense.parameters()], lr=LR, fused=True)
    x, y = torch.from_numpy(x), torch.from_numpy(y)

    def loss_of(logits, target):
        if shape.outputs == 1:
            return torch.nn.functional.binary_cross_entropy_with_logits(logits, target)
        return torch.nn.functional.cross_entropy(logits.flatten(0, 1), target.flatten())

    def epoch():
        for batch, target in zip(x, y, strict=True):
            adam.zero_grad()
            loss_of(dense(recurrent(batch)[0]), target).backward()
            adam.step()

    return epoch


def jax_per_step(cell, shape, x, y):
    import jax_contenders

    return jax_contenders.per_step(cell, shape, x, y)


def jax_per_epoch(cell, shape, x, y):
    import jax_contenders

    return jax_contenders.per_epoch(cell, shape, x, y)


ALL = {
    "rnn_helpers": rnn_helpers,
    "rnn_helpers, unchecked": rnn_helpers_unchecked,
    "Keras, default": keras_default,
    "Keras, best": keras_best,
    "PyTorch": pytorch,
    "JAX, one jit per step": jax_per_step,
    "JAX, epoch inside jit": jax_per_epoch,
}
OPTIONAL = {"PyTorch": "torch", "JAX, one jit per step": "jax", "JAX, epoch inside jit": "jax"}


def installed():
    """List the contenders whose package is here."""
    return [n for n in ALL if n not in OPTIONAL or importlib.util.find_spec(OPTIONAL[n])]
