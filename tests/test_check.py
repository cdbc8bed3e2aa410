"""Self-checking exercises: solutions pass, each planted mistake gets its own hint."""

import numpy as np
import pytest

from rnn_helpers import activations, check, readout, rnn
from rnn_helpers import binary_addition as adder

EXERCISES = {
    name: getattr(check, name)
    for name in check.__all__
    if isinstance(getattr(check, name), check.Exercise)
}
every_exercise = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)


@every_exercise
def test_the_solution_is_accepted(exercise):
    verdict = exercise(exercise.solution)
    assert verdict.right
    assert repr(verdict).startswith("✓ Right")


@every_exercise
def test_each_mistake_gets_its_own_hint(exercise):
    verdicts = [exercise(mistake) for mistake, _ in exercise.mistakes]
    assert len(verdicts) >= 3
    assert not any(verdict.right for verdict in verdicts)
    assert [verdict.message for verdict in verdicts] == [hint for _, hint in exercise.mistakes]
    assert len({verdict.message for verdict in verdicts}) == len(verdicts)
    assert all(repr(verdict).startswith("✗ ") for verdict in verdicts)


@every_exercise
def test_an_empty_answer_is_met_kindly(exercise):
    assert "returns nothing yet" in exercise(lambda *_: None).message
    assert "returns nothing yet" in exercise(lambda *_: ...).message


@every_exercise
def test_an_answer_that_fails_says_where(exercise):
    verdict = exercise(lambda *_: 1 / 0)
    assert not verdict.right
    assert "ZeroDivisionError: division by zero" in verdict.message


def test_an_unknown_mistake_shows_a_case():
    assert check.parameter_count(lambda *_: 7).message == (
        "Not yet: for (2, 16, 1) the answer is 321, yours is 7."
    )
    odd = check.longest_carry(lambda a, b: "many")
    assert odd.message == "Not yet: for (3, 5) the answer is 3, yours is 'many'."
    assert check.diagnose(lambda *_: "U").message.endswith("the answer is 'W', yours is 'U'.")


def test_a_learner_cannot_spoil_the_cases():
    def careless(logits, target):
        answer = adder.exact_accuracy(logits, target)
        logits[:] = 0
        return answer

    assert check.exact_accuracy(careless).right
    assert check.exact_accuracy(careless).right


def test_the_subtractor_of_the_solution_subtracts():
    x, _ = adder.all_pairs(8)
    a, b = (np.array(adder.decode(x[:, :-1, operand])) for operand in (0, 1))
    params = check.subtractor.solution()
    logits = readout.forward(params, rnn.forward(params, x[:, :-1])[0])[0]
    assert adder.decode((logits[:, :, 0] > 0).astype(int)) == ((a - b) % 256).tolist()
    bits = check.subtract_bits.solution(x[:, :-1, 0].astype(int), x[:, :-1, 1].astype(int))
    assert adder.decode(bits) == ((a - b) % 256).tolist()


def test_the_best_accuracy_is_what_counting_gives():
    x, _ = adder.all_pairs(4)
    _, carry = adder.add_bits(x[:, :4, 0], x[:, :4, 1])
    into = np.concatenate([np.zeros((256, 1)), carry[:, :4]], axis=1)
    assert check.best_accuracy.solution(4) == np.mean(into == 0)


def test_the_sigmoid_twin_of_the_solution_is_the_same_network():
    rng = np.random.default_rng(0)
    params, x = rnn.init_params(2, 3, rng), rng.normal(size=(4, 5, 2))
    twin = check.sigmoid_twin.solution(params)
    s = np.full((4, 3), 0.5)
    for t in range(5):
        s = activations.sigmoid(x[:, t] @ twin["U"] + s @ twin["W"] + twin["b"])
    np.testing.assert_allclose(2 * s - 1, rnn.forward(params, x)[0][:, -1], atol=1e-14)
