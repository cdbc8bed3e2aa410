"""The exercises of chapter 3 on what is lost when the way back is cut short."""

import numpy as np

from .engine import Exercise

__all__ = ["forgotten_gradients", "pairs_kept", "stopped_gradient"]

_rng = np.random.default_rng(3)
_H = np.tanh(_rng.normal(size=(4, 3)))
_W = _rng.normal(size=(3, 3))


def _stopped(dh_last, h, W, k, slope=lambda h: 1 - h**2):
    da = np.zeros_like(h)
    dh = dh_last
    for t in range(h.shape[1])[::-1][:k]:
        da[:, t] = dh * slope(h[:, t])
        dh = da[:, t] @ W.T
    return da


_STATES = np.tanh(_rng.normal(size=(2, 6, 3)))

stopped_gradient = Exercise(
    "stopped_gradient(dh_last, h, W, k)",
    "The gradient on every ``a_t``, shape (batch, time, hidden), of a loss on the last "
    "state, stopped after ``k`` steps.",
    solution=_stopped,
    cases=[(_H[:2], _STATES, _W, 3), (_H[:2], _STATES, _W, 1), (_H[:2], _STATES, _W, 6)],
    mistakes=[
        (
            lambda dh, h, W, k: _stopped(dh, h, W, h.shape[1]),
            "That is the full gradient: only the last k steps may get any.",
        ),
        (
            lambda dh, h, W, k: _stopped(dh, h, W, k + 1),
            "One step too many: with k = 1 only the last step gets a gradient.",
        ),
        (
            lambda dh, h, W, k: _stopped(dh, h, W, k - 1),
            "One step too few: with k = 1 the last step still gets its gradient.",
        ),
        (
            lambda dh, h, W, k: _stopped(dh, h, W, k)[:, -k:],
            "The values are right; the steps before the last k belong there too, with zeros.",
        ),
        (
            lambda dh, h, W, k: _stopped(dh, h[:, ::-1], W, k),
            "You started at the first step: the loss sits at the last one.",
        ),
        (
            lambda dh, h, W, k: _stopped(dh, h, W, k, slope=np.ones_like),
            "The tanh is missing: at every step the gradient is multiplied by 1 - h².",
        ),
        (
            lambda dh, h, W, k: _stopped(dh, h, W.T, k),
            "Forward the state is multiplied by W, backward by W.T.",
        ),
        (
            lambda dh, h, W, k: _stopped(dh, h, W, k)[:, ::-1],
            "The right gradients in the reverse order: the last step belongs at the end.",
        ),
        (
            lambda dh, h, W, k: (
                _stopped(dh, h, W, h.shape[1]) * (np.arange(h.shape[1]) < k)[:, None]
            ),
            "You kept the first k steps. The loss sits at the last one: keep those before it.",
        ),
    ],
    praise="Right: and with k equal to the number of steps it is BPTT.",
)

pairs_kept = Exercise(
    "pairs_kept(time, k)",
    "How many pairs of a loss and the weights of a step contribute to the gradient when "
    "every loss is followed back over ``k`` steps.",
    solution=lambda time, k: sum(min(step, k) for step in range(1, time + 1)),
    cases=[(4, 4), (100, 100), (100, 10), (100, 1), (7, 3)],
    mistakes=[
        (
            lambda time, k: time * k,
            "The first losses have fewer than k steps before them: count those one by one.",
        ),
        (
            lambda time, k: time * (time + 1) // 2,
            "Those are all pairs. Only pairs less than k steps apart are kept.",
        ),
        (
            lambda time, k: sum(min(step, k) for step in range(time)),
            "A loss hears from the weights of its own step, too: that pair counts.",
        ),
        (
            lambda time, k: sum(min(step, k + 1) for step in range(1, time + 1)),
            "k counts the steps of the backward pass: with k = 1 only the own step is kept.",
        ),
        (
            lambda time, k: (time - k) * k,
            "The first k losses have steps before them as well: count those, too.",
        ),
        (
            lambda time, k: time - k + 1,
            "Those are the windows of k steps; every loss counts one pair for each of its steps.",
        ),
    ],
    praise="Right: T(T + 1) / 2 pairs in all, and k T - k(k - 1) / 2 of them are kept.",
)


def _letters(names, time):
    """The letters in the order of the book, whatever order they came in."""
    if not set(names) <= set("UWbVc"):
        raise ValueError(names)
    return "".join(letter for letter in "UWbVc" if letter in names)


forgotten_gradients = Exercise(
    "forgotten_gradients(time)",
    "The letters out of 'UWbVc' whose gradients come out wrong if the backward pass carries "
    "nothing from step to step.",
    solution=lambda time: "UWb" if time > 1 else "",
    cases=[(4,), (100,), (1,)],
    mistakes=[
        (
            lambda time: "UWbVc" if time > 1 else "",
            "V and c only see a state and its own output: nothing reaches them from later steps.",
        ),
        (
            lambda time: "W" if time > 1 else "",
            "U and b act on the states as well, and a state acts on the next one.",
        ),
        (
            lambda time: "UW" if time > 1 else "",
            "The bias b sits inside the tanh beside U and W: it hears from later steps, too.",
        ),
        (
            lambda time: "UWb",
            "Look at one step alone: there is no next step that anything could come back from.",
        ),
        (
            lambda time: "",
            "Try it: set `later` to zero in every step of `walk_back`, and compare.",
        ),
        (
            lambda time: "Vc" if time > 1 else "UWbVc",
            "Those come out right: the letters of the wrong ones are asked for.",
        ),
    ],
    praise="Right: the readout's gradients stay correct, which is why such a network still learns "
    "a little, and the mistake is hard to notice.",
    read=_letters,
    form="a text of letters out of 'UWbVc', such as 'Vc',",
)
