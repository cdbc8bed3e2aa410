"""Self-checking exercises: solutions pass, each planted mistake gets its own hint."""

import importlib.util
import pydoc
import re
import sys
from pathlib import Path

import numpy as np
import pytest

from rnn_helpers import activations, check, readout, rnn
from rnn_helpers import binary_addition as adder
from rnn_helpers.check.challenge import Challenge
from rnn_helpers.check.contest import Contest
from rnn_helpers.errors import MissingPackageError

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
EXERCISES = {task.__name__: task for tasks in check.CHAPTERS.values() for task in tasks}
OPEN = [check.better_verdicts, check.better_names]
every_exercise = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)


def has_decimals(value):
    """Whether numbers with decimals are in an answer."""
    if isinstance(value, (dict, list, tuple)):
        return any(map(has_decimals, value.values() if isinstance(value, dict) else value))
    return np.asarray(value).dtype.kind in "fc"


DECIMALS = {
    name: exercise
    for name, exercise in EXERCISES.items()
    if not exercise.form and has_decimals(exercise.solution(*exercise.cases[0]))
}
with_decimals = pytest.mark.parametrize("exercise", DECIMALS.values(), ids=DECIMALS)


@pytest.fixture(autouse=True)
def nothing_was_tried():
    for exercise in EXERCISES.values():
        exercise.forget()


@every_exercise
def test_the_solution_is_accepted(exercise):
    verdict = exercise(exercise.solution)
    assert verdict.right is True
    assert verdict.message == exercise.praise or isinstance(exercise, Challenge | Contest)
    assert repr(verdict).startswith("✓ Right")


@every_exercise
def test_each_mistake_gets_its_own_hint(exercise):
    verdicts = [exercise(mistake) for mistake, _ in exercise.mistakes]
    assert len(verdicts) >= 3
    assert [verdict.right for verdict in verdicts] == [False] * len(verdicts)
    assert [verdict.message for verdict in verdicts] == [hint for _, hint in exercise.mistakes]
    assert len({verdict.message for verdict in verdicts}) == len(verdicts)
    assert all(repr(verdict).startswith("✗ ") for verdict in verdicts)


@every_exercise
def test_help_says_what_is_asked(exercise):
    call, asked = exercise.__doc__.split(": ", 1)
    assert call == f"``{exercise.__name__}({', '.join(exercise.arguments)})``"
    assert asked[0].isupper() or asked.startswith("``")
    assert asked.endswith(".")
    assert "\n" not in exercise.__doc__
    assert {len(case) for case in exercise.cases} == {len(exercise.arguments)}
    shown = pydoc.plain(pydoc.render_doc(exercise))
    assert exercise.__doc__ in shown
    assert "solution" not in shown


def test_exercises_stand_in_the_files_of_their_chapter_in_the_order_of_its_notebook():
    root = Path(check.__file__).parent
    for chapter, tasks in check.CHAPTERS.items():
        number = re.sub(r"^\d+", lambda found: found[0].zfill(2), chapter)
        code = "".join(
            file.read_text(encoding="utf-8") for file in root.glob(f"chapter_{number}_*.py")
        )
        made = re.findall(r"^(\w+) = (?:Exercise|Challenge|Contest)\(", code, re.M)
        assert set(made) == {t.__name__ for t in tasks}
        notebook = next(NOTEBOOKS.glob(f"{number}_*.ipynb")).read_text(encoding="utf-8")
        assert re.findall(r'"check\.(\w+)\(\1\)"', notebook) == [t.__name__ for t in tasks]


def test_every_exercise_can_be_imported_by_its_name():
    assert set(check.__all__) == {"CHAPTERS", "Exercise", "Verdict", "speak", *EXERCISES}
    for name, exercise in EXERCISES.items():
        assert getattr(check, name) is exercise


def loaded_again(exercise):
    """The exercise as it comes out of its file once more."""
    name = exercise.__name__
    files = [module for path, module in sys.modules.items() if ".check.chapter_" in path]
    spec = next(file.__spec__ for file in files if getattr(file, name, None) is exercise)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return getattr(module, name)


@every_exercise
def test_everybody_is_asked_the_same_and_makes_the_same_mistakes(exercise):
    if isinstance(exercise, Challenge | Contest) or exercise in OPEN:
        return  # what is asked there lies in a file
    answers, hints = [], []
    for task in (exercise, loaded_again(exercise)):
        known = [task.solution, *(mistake for mistake, _ in task.mistakes)]
        answers.append([[function(*case) for case in task.cases] for function in known])
        hints.append([hint for _, hint in task.mistakes])
    np.testing.assert_equal(*answers)
    assert hints[0] == hints[1]


@every_exercise
def test_an_empty_answer_is_met_kindly(exercise):
    for empty in (None, ...):
        verdict = exercise(lambda *_: empty)  # noqa: B023
        assert verdict.right is False
        assert verdict.message == ("It returns nothing yet: end it with `return` and your answer.")


@every_exercise
def test_an_answer_that_fails_says_where(exercise):
    verdict = exercise(lambda *_: 1 / 0)
    assert verdict.right is False
    assert verdict.message.startswith(f"{exercise.__name__}(")
    assert "ZeroDivisionError: division by zero" in verdict.message


def changed(value, change):
    """Apply a function to the numbers with decimals in a value; leave all else as it was."""
    if isinstance(value, dict):
        return {name: changed(entry, change) for name, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(changed(entry, change) for entry in value)
    return change(np.asarray(value)) if np.asarray(value).dtype.kind in "fc" else value


def in_single(value):
    """A value after a stay in float32."""
    return changed(value, lambda x: x.astype("F" if x.dtype.kind == "c" else "f")[()])


@every_exercise
def test_a_solution_computed_in_float32_is_accepted(exercise):
    assert exercise(lambda *case: in_single(exercise.solution(*case))).right is True
    with np.errstate(all="ignore"):
        verdict = exercise(lambda *case: in_single(exercise.solution(*map(in_single, case))))
    assert verdict.right is True, verdict


@every_exercise
def test_a_mistake_computed_in_float32_gets_its_hint_as_well(exercise):
    for mistake, hint in exercise.mistakes:
        verdict = exercise(lambda *case, mistake=mistake: in_single(mistake(*case)))
        assert verdict.right is False
        assert verdict.message == hint


@every_exercise
def test_a_float64_answer_from_float32_numbers_is_right_or_told_what_is_wrong(exercise):
    with np.errstate(all="ignore"):
        verdict = exercise(lambda *case: exercise.solution(*map(in_single, case)))
    assert verdict.right or verdict.message.startswith("Right to four digits"), verdict


@pytest.mark.parametrize("share", [1e-4, -1e-3])
@with_decimals
def test_a_near_miss_is_not_taken_for_float32(exercise, share):
    def near(*case):
        return in_single(changed(exercise.solution(*case), lambda x: x * (1 + share)))

    assert exercise(near).right is False


@pytest.mark.parametrize("share", [1e-7, -1e-5])
@with_decimals
def test_a_near_miss_in_float64_is_not_right(exercise, share):
    def near(*case):
        return changed(exercise.solution(*case), lambda x: x * (1 + share))

    assert exercise(near).right is False


def test_a_learner_cannot_spoil_the_cases():
    def careless(logits, target):
        answer = adder.exact_accuracy(logits, target)
        logits[:] = 0
        return answer

    assert check.exact_accuracy(careless).right
    assert check.exact_accuracy(careless).right


@pytest.mark.parametrize("part", ["cases", "read"])
def test_an_exercise_whose_data_are_missing_says_so(part):
    def missing(*_):
        raise MissingPackageError("the data are in a box")

    parts = {"cases": [()], part: missing}
    exercise = check.Exercise("best()", "", lambda: 1, mistakes=[], praise="", **parts)
    assert exercise(lambda: 1).message == "the data are in a box"


def test_the_subtractor_of_the_solution_subtracts():
    x, _ = adder.all_pairs(8)
    a, b = (np.array(adder.decode(x[:, :-1, operand])) for operand in (0, 1))
    params = check.subtractor.solution()
    logits = readout.forward(params, rnn.forward(params, x[:, :-1])[0])[0]
    assert adder.decode((logits[:, :, 0] > 0).astype(int)) == ((a - b) % 256).tolist()
    bits = check.subtract_bits.solution(x[:, :-1, 0].astype(int), x[:, :-1, 1].astype(int))
    assert adder.decode(bits) == ((a - b) % 256).tolist()


def test_a_film_that_follows_another_twice_has_to_be_counted_twice():
    def counted_once(history, items, window, decay):
        counts = np.zeros((items, items))
        for distance in range(window, 0, -1):
            for before, after in zip(history, history[distance:], strict=False):
                counts[before, after] = decay ** (distance - 1)
        return counts

    assert not check.decayed_counts(counted_once).right


@pytest.mark.parametrize(("level", "beyond"), [(10, 0.0), (11, 1.0)])
def test_a_rank_beyond_ten_is_eleven(level, beyond):
    scores = np.r_[np.ones(level), np.zeros(20 - level)][None]
    said = check.flattering_scores.read(scores, 1, 20)
    assert said["the share of them beyond rank 10 if equal scores count too"] == beyond


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


def test_a_turn_in_either_direction_counts():
    assert check.count_modulo(lambda bit, m: np.exp(-2j * np.pi * bit / m)).right is True
    assert check.count_modulo(lambda bit, m: np.exp(-1j * np.pi * bit / m)).right is False


def test_fixed_sentences_are_no_twins_for_other_words():
    """They were taken for right once: nothing asked for the two words that are given."""
    verdict = check.hidden_twins(lambda a, b: ("red a red b red", "red b red a red"))
    assert verdict.right is False
    assert check.hidden_twins(lambda a, b: (f"so {a} so {b} so", f"so {b} so {a} so")).right is True
