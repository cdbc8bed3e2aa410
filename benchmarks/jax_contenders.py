"""The JAX contenders of ``rnn_step.py``: the same model and Adam, one call per step or epoch."""

import functools
import os

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import jax
import jax.numpy as jnp
import numpy as np

LR = 0.01
GATES = {"rnn": 1, "lstm": 4, "gru": 3}


def rnn_cell(params, carry, drive):
    h = jnp.tanh(drive + carry[0] @ params["W"])
    return (h, carry[1]), h


def lstm_cell(params, carry, drive):
    i, f, g, o = jnp.split(drive + carry[0] @ params["W"], 4, axis=-1)
    c = jax.nn.sigmoid(f) * carry[1] + jax.nn.sigmoid(i) * jnp.tanh(g)
    h = jax.nn.sigmoid(o) * jnp.tanh(c)
    return (h, c), h


def gru_cell(params, carry, drive):
    xz, xr, xn = jnp.split(drive, 3, axis=-1)
    hz, hr, hn = jnp.split(carry[0] @ params["W"] + params["b_h"], 3, axis=-1)
    z = jax.nn.sigmoid(xz + hz)
    h = z * carry[0] + (1 - z) * jnp.tanh(xn + jax.nn.sigmoid(xr + hr) * hn)
    return (h, carry[1]), h


CELLS = {"rnn": rnn_cell, "lstm": lstm_cell, "gru": gru_cell}


def loss_of(params, cell, x, y):
    drive = jnp.swapaxes(x @ params["U"] + params["b"], 0, 1)
    zeros = jnp.zeros((x.shape[0], params["W"].shape[0]))
    step = functools.partial(CELLS[cell], params)
    _, h = jax.lax.scan(step, (zeros, zeros), drive, unroll=9)
    logits = jnp.swapaxes(h, 0, 1) @ params["V"] + params["c"]
    if logits.shape[-1] == 1:
        return jnp.mean(jax.nn.softplus(logits) - y * logits)
    log_p = jax.nn.log_softmax(logits)
    return -jnp.mean(jnp.take_along_axis(log_p, y[..., None], axis=-1))


def adam_step(cell, state, batch):
    params, mean, square, step = state
    grads = jax.grad(loss_of)(params, cell, *batch)
    step = step + 1
    mean = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, mean, grads)
    square = jax.tree.map(lambda s, g: 0.999 * s + 0.001 * g * g, square, grads)
    rate = LR * jnp.sqrt(1 - 0.999**step) / (1 - 0.9**step)
    update = lambda w, m, s: w - rate * m / (jnp.sqrt(s) + 1e-7)  # noqa: E731
    return (jax.tree.map(update, params, mean, square), mean, square, step), None


def start(cell, shape):
    rng, gates = np.random.default_rng(0), GATES[cell]
    sizes = {
        "U": (shape.features, gates * shape.hidden),
        "W": (shape.hidden, gates * shape.hidden),
        "b": (gates * shape.hidden,),
        "b_h": (gates * shape.hidden,),
        "V": (shape.hidden, shape.outputs),
        "c": (shape.outputs,),
    }
    draw = {name: 0.1 * rng.normal(size=size) for name, size in sizes.items()}
    params = {name: jnp.asarray(value, jnp.float32) for name, value in draw.items()}
    zeros = jax.tree.map(jnp.zeros_like, params)
    return params, zeros, zeros, 0.0


def per_step(cell, shape, x, y):
    state, x, y = start(cell, shape), jnp.asarray(x), jnp.asarray(y)
    step = jax.jit(functools.partial(adam_step, cell))
    batches = list(zip(x, y, strict=True))

    def epoch():
        nonlocal state
        for batch in batches:
            state, _ = step(state, batch)
        jax.block_until_ready(state)

    return epoch


def per_epoch(cell, shape, x, y):
    state, data = start(cell, shape), (jnp.asarray(x), jnp.asarray(y))
    whole = jax.jit(lambda state: jax.lax.scan(functools.partial(adam_step, cell), state, data)[0])

    def epoch():
        nonlocal state
        state = jax.block_until_ready(whole(state))

    return epoch
