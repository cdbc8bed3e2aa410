"""What a checker says of an answer that is neither right nor a mistake that it knows."""

import functools
import itertools
import operator
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from rnn_helpers import check, errors
from rnn_helpers.check.engine import Exercise, Traits, one_of

EXERCISES = list(itertools.chain(*check.CHAPTERS.values()))


def exercise(solution, cases, **options):
    """An exercise without known mistakes."""
    names = ", ".join("xyz"[: len(cases[0])])
    return Exercise(f"task({names})", "A task.", solution, cases, [], "Right.", **options)


def number_exercise():
    return exercise(lambda x, y: x * x + y, [(2, 1), (3, 5), (9, 2)])


def array_exercise():
    rows = np.arange(6.0).reshape(2, 3)
    return exercise(lambda x: x**2 + x, [(rows,), (rows + 1,)])


class Test_a_number:
    """The right value is kept back until another wrong answer has been tried."""

    @pytest.mark.parametrize(
        ("wrong", "kind"),
        [
            (7, "too large"),
            (4, "one too few"),
            (6, "one too many"),
            (1, "too small"),
            (0, "much too small"),
            (0.1, "much too small"),
            (1000, "much too large"),
            (50, "much too large"),
            (49, "too large"),
            (-5, "which has the wrong sign"),
            (4.5, "too small"),
        ],
    )
    def test_is_at_first_met_with_the_kind_of_miss(self, wrong, kind):
        verdict = number_exercise()(lambda x, y: wrong)
        assert verdict.right is False
        assert verdict.message == f"task(2, 1): your answer is {wrong}, {kind}."

    def test_is_told_when_something_else_is_tried(self):
        task = number_exercise()
        hidden = "task(2, 1): your answer is 7, too large."
        assert task(lambda x, y: 7).message == hidden
        assert task(lambda x, y: 7).message == hidden, "the same answer is no second try"
        assert task(lambda x, y: 8).message == "task(2, 1): your answer is 8; it should be 5."

    def test_is_kept_back_again_once_the_exercise_is_solved_or_told_to_forget(self):
        task = number_exercise()
        for start_again in (lambda: task(task.solution), task.forget):
            assert "should be" not in task(lambda x, y: 7).message
            assert "should be 5" in task(lambda x, y: 8).message
            start_again()

    def test_shows_the_first_case_that_is_wrong(self):
        verdict = number_exercise()(lambda x, y: 5 if x == 2 else 20)
        assert verdict.message == "task(3, 5): your answer is 20, too large."

    def test_below_zero_is_compared_by_its_size(self):
        task = exercise(lambda x: -3.0 * x, [(1.0,), (2.0,), (7.0,)])
        assert task(lambda x: -4).message.endswith("your answer is -4, too large in size.")

    def test_that_should_be_zero_is_too_large_or_too_small(self):
        task = exercise(lambda x: 0 * x, [(1,), (2,)])
        assert task(lambda x: x + 3).message == "task(1): your answer is 4, much too large."
        assert task(lambda x: x + 3.5).message == "task(1): your answer is 4.5; it should be 0."

    def test_is_written_with_the_digits_that_tell_it_apart(self):
        task = exercise(lambda x: x / 3, [(1.0,), (2.0,), (4.0,)])
        task(lambda x: 5.0)
        assert task(lambda x: x / 3 + 1e-3 * x * x).message == (
            "task(1.0): your answer is 0.3343; it should be 0.3333."
        )
        assert task(lambda x: x / 3 + 1e-8 * (x > 3) * x).message.startswith("Right to four digits")

    def test_that_is_true_or_false_is_not_judged_by_its_size(self):
        task = exercise(lambda x: x > 1, [(1,), (2,)])
        assert task(lambda x: False).message == (
            "task(2): your answer is False, which is not right."
        )
        assert "True or False is asked for" in task(lambda x: "yes").message

    def test_that_is_complex_is_not_judged_by_its_size(self):
        task = exercise(lambda x: 1j**x, [(1,), (2,)])
        assert task(lambda x: 1 + 1j).message == (
            "task(1): your answer is 1+1j, which is not right."
        )

    @pytest.mark.parametrize("kind", [Fraction, Decimal, np.longdouble, np.float64, np.array])
    def test_may_be_of_any_type_that_is_a_number(self, kind):
        task = exercise(lambda x: x / 4, [(1,), (3,)])
        assert task(lambda x: kind(x) / 4).right is True
        assert task(lambda x: kind(x) / 3).right is False

    def test_may_be_larger_than_any_integer_of_numpy(self):
        task = exercise(lambda x: 2**x, [(3,), (200,)])
        assert task(lambda x: 2**x).right is True
        assert (
            task(lambda x: 2 ** (x - 1)).message == "Every answer is 0.5 times what it should be."
        )
        assert task(lambda x: str(2**x)).message.startswith("task(3): your answer is the text '8'")


class Test_words_and_pairs:
    def test_a_word_is_kept_back_at_first_too(self):
        task = exercise(lambda x: "late", [(1,)])
        assert task(lambda x: "soon").message == "task(1): your answer is 'soon', which is not it."
        assert (
            task(lambda x: "now").message == "task(1): your answer is 'now'; it should be 'late'."
        )
        assert task(lambda x: 3).message == "task(1): your answer is 3; a text is asked for."

    def test_one_of_a_few_words_names_them(self):
        task = exercise(lambda x: "up", [(1,)], read=one_of("up", "down"), form="'up' or 'down'")
        assert task(lambda x: "Up").message == (
            "task(1): your answer is 'Up'; 'up' or 'down' is asked for."
        )
        assert task(lambda x: "down").message == "task(1): your answer is 'down', which is not it."

    def test_a_pair_says_which_entry_is_wrong_and_keeps_it_back(self):
        task = exercise(lambda x: (x, (x + 1, "a")), [(4,)])
        assert task(lambda x: (x, (9, "a"))).message == (
            "task(4): your answer[1][0] is 9, too large."
        )
        assert task(lambda x: [x, [5, "b"]]).message == (
            "task(4): your answer[1][1] is 'b'; it should be 'a'."
        )
        assert task(lambda x: (x, 3)).message == (
            "task(4): your answer[1] is 3; 2 values are asked for."
        )
        assert task(lambda x: (x,)).message == (
            "task(4): your answer has 1 values; 2 are asked for."
        )
        assert task(lambda x: [x, [5, "a"]]).right is True
        pair = exercise(lambda x: (x, x + 1), [(4,)])
        assert pair(lambda x: np.array([4, 5])).right is True
        assert pair(lambda x: np.array([4, 7])).message == (
            "task(4): your answer[1] is 7, too large."
        )
        assert pair(lambda x: np.array(4)).message == (
            "task(4): your answer is 4; 2 values are asked for."
        )

    def test_a_dict_says_which_entries_it_needs(self):
        task = exercise(lambda x: {"W": np.eye(2), "b": np.zeros(2)}, [(1,)])
        assert task(lambda x: {"W": np.eye(2)}).message == (
            "task(1): your answer is a dict with 'W'; it should have 'W', 'b'."
        )
        assert task(lambda x: {}).message == (
            "task(1): your answer is a dict with nothing; it should have 'W', 'b'."
        )
        assert task(lambda x: np.eye(2)).message == (
            "task(1): your answer is [[1.0, 0.0], [0.0, 1.0]]; a dict with 'W', 'b' is asked for."
        )
        assert task(lambda x: {"W": np.eye(2), "b": np.ones(2)}).message.startswith(
            "task(1): your answer['b'][0] is 1 and should be 0."
        )


class Test_an_array:
    def test_shows_the_first_entry_that_differs_and_the_largest_difference(self):
        def wrong(x):
            answer = x**2 + x
            answer[0, 2] += 0.5
            answer[1, 0] -= 3
            return answer

        assert array_exercise()(wrong).message == (
            "task([[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]): your answer[0, 2] is 6.5 and should be 6. "
            "It is the first of 2 entries, out of 6, that differ; the largest difference is 3, "
            "at [1, 0]."
        )

    def test_of_another_shape_names_both(self):
        assert array_exercise()(lambda x: x[:, :2]).message.endswith(
            "your answer has the shape (2, 2); an array of shape (2, 3) is asked for."
        )
        assert array_exercise()(lambda x: 4).message.endswith(
            "your answer is the number 4; an array of shape (2, 3) is asked for."
        )

    def test_may_be_a_list_of_lists(self):
        assert array_exercise()(lambda x: (x**2 + x).tolist()).right is True

    def test_of_truth_values_may_be_one_of_zeros_and_ones(self):
        task = exercise(lambda x: x > 1, [(np.arange(4),)])
        assert task(lambda x: [0, 0, 1, 1]).right is True
        assert "your answer[1] is 1 and should be False" in task(lambda x: [0, 1, 1, 1]).message

    def test_says_where_it_is_not_finite(self):
        def wrong(x):
            answer = x**2 + x
            answer[1, 1] = np.nan
            return answer

        assert "your answer[1, 1] is nan: look for a division by zero" in (
            array_exercise()(wrong).message
        )


class Test_float32:
    """Accepted where an answer was computed in it, and only to its own precision."""

    def test_is_recognised_by_its_type_or_by_its_digits(self):
        task = exercise(lambda x: x / 3, [(1.0,), (2.0,), (5.0,)])
        assert task(lambda x: np.float32(x) / np.float32(3)).right is True
        assert task(lambda x: float(np.float32(x) / np.float32(3))).right is True
        assert task(lambda x: x / 3 * (1 + 4e-8)).right is False

    @pytest.mark.parametrize(("off", "right"), [(0.9e-9, True), (1.5e-9, False)])
    def test_does_not_make_float64_less_exact(self, off, right):
        task = exercise(lambda x: x / 3, [(1.0,)])
        assert task(lambda x: x / 3 * (1 + off)).right is right

    @pytest.mark.parametrize(("off", "right"), [(1e-5, True), (4e-5, False)])
    def test_has_a_bound_of_its_own(self, off, right):
        task = exercise(lambda x: x / 3, [(1.0,)])
        assert task(lambda x: np.float32(x / 3 * (1 + off))).right is right

    def test_rounds_a_small_entry_by_the_size_of_the_largest(self):
        task = exercise(lambda x: np.array([1e4, 1.0]) / x, [(3.0,)])
        assert task(lambda x: np.array([1e4, 1.001], "f") / np.float32(x)).right is True
        assert task(lambda x: np.array([1e4, 2.0], "f") / np.float32(x)).right is False

    def test_does_not_excuse_a_wrong_whole_number(self):
        task = exercise(lambda x: 10**x + 1, [(6,), (2,)])
        assert task(lambda x: np.float32(10**x + 1)).right is True
        assert task(lambda x: np.float32(10**x)).right is False
        assert task(lambda x: 10**x).right is False

    @pytest.mark.parametrize(("off", "right"), [(5e-10, True), (5e-9, False)])
    def test_of_a_whole_number_is_its_own_last_digit(self, off, right):
        task = exercise(lambda x: 1000 * x, [(1,)])
        assert task(lambda x: 1000 * x * (1 + off)).right is right

    def test_counts_large_numbers_one_by_one(self):
        task = exercise(lambda x: 10**x, [(13,)])
        assert task(lambda x: 10.0**x).right is True
        assert task(lambda x: 10.0**x + 1).right is False
        assert task(lambda x: 10**x - 1).right is False

    def test_is_not_claimed_by_numbers_that_are_round_in_any_precision(self):
        task = exercise(lambda x: x + 1e-6, [(1.0,), (0.5,)])
        assert task(lambda x: x).message.startswith("Right to four digits")

    def test_of_zero_is_zero(self):
        task = exercise(lambda x: 0.0 * x, [(1.0,)])
        assert task(lambda x: 1e-13).right is True
        assert task(lambda x: 1e-11).right is False


class Test_traits:
    """What is compared is not the answer but what it is like, in words."""

    def test_are_told_by_their_words(self):
        def read(answer, length):
            traits = {"the length": len(answer), "it ends in x": answer.endswith("x")}
            return Traits(traits | {"it starts with b": answer.startswith("b")})

        task = exercise(lambda length: "a" + "x" * length, [(2,)], read=read, form="a text")
        assert task(lambda length: "cyx").right is True
        assert task(lambda length: "cx").message == (
            "task(2): the length: 2, where 3 is asked for."
        )
        assert task(lambda length: "cyy").message == (
            "task(2): it is not true that it ends in x, and it should be."
        )
        assert task(lambda length: "byx").message == (
            "task(2): it is true that it starts with b, and it should not be."
        )
        assert task(lambda length: 3).message == "task(2): your answer is 3; a text is asked for."


class Loud:
    """An object that raises whenever anything is done with it."""

    def __repr__(self):
        raise RuntimeError("loud")

    __array__ = __eq__ = __len__ = __iter__ = __float__ = __bool__ = __str__ = __repr__
    __hash__ = None


class LoudDict(dict):
    def __iter__(self):
        raise RuntimeError("loud")

    keys = values = items = __getitem__ = __iter__


class LoudText(str):
    __slots__ = ()

    def __eq__(self, other):
        raise RuntimeError("loud")

    __hash__ = None


ODD = {
    "a huge number": lambda: 10**400,
    "a huge negative number": lambda: -(10**400),
    "a number too long to be written": lambda: 10**5000,
    "nan": lambda: np.nan,
    "infinity": lambda: np.inf,
    "complex": lambda: 2 + 1j,
    "a generator": lambda: (n for n in range(3)),
    "a map": lambda: map(abs, [1]),
    "a set": lambda: {1, 2},
    "a text": lambda: "321",
    "bytes": lambda: b"321",
    "a ragged list": lambda: [[1], [2, 3]],
    "a list in a list": lambda: [[[3]]],
    "a list that holds itself": lambda: functools.reduce(lambda a, _: a.append(a) or a, [0], []),
    "nothing in a pair": lambda: (None, None),
    "an empty list": lambda: [],
    "an empty array": lambda: np.zeros((0, 3)),
    "an array of objects": lambda: np.array([None, "a"], object),
    "a date": lambda: np.datetime64("2020-01-01"),
    "loud": Loud,
    "loud in a list": lambda: [Loud()],
    "a loud dict": lambda: LoudDict(a=1),
    "a loud text": lambda: LoudText("late"),
    "a function": lambda: len,
    "a type": lambda: int,
    "an object": object,
    "a range": lambda: range(3),
    "a dict": lambda: {"a": 1},
    "true": lambda: True,
    "a half": lambda: np.float16(0.5),
}


@pytest.mark.parametrize("answer", ODD.values(), ids=ODD)
def test_no_answer_makes_a_checker_stop(answer):
    for task in EXERCISES:
        verdict = task(lambda *_: answer())
        assert isinstance(verdict.message, str)
        assert "Traceback" not in verdict.message
        assert len(verdict.message) < 400
        assert " at 0x" not in verdict.message


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("a huge number", "a whole number of about 401 digits, far too large"),
        ("a huge negative number", "a whole number of about 401 digits, far too small"),
        ("nan", "is nan: look for"),
        ("infinity", "is inf: look for"),
        ("complex", "has an imaginary part; one number is asked for"),
        ("a generator", "returns a generator, which hands out its values one by one: make a list"),
        ("a map", "returns a map, which hands out its values one by one: make a list"),
        ("a set", "returns a set, which has no order: make a list"),
        ("a text", "is the text '321'; one number is asked for"),
        ("a ragged list", "is [[1], [2, 3]]; one number is asked for"),
        ("a list in a list", "has the shape (1, 1, 1); one number is asked for"),
        ("loud", "is a Loud that cannot be shown; one number is asked for"),
        ("a function", "returns the function len itself: call it, with brackets"),
        ("a type", "returns the function int itself: call it, with brackets"),
        ("an object", "is <object object>; one number is asked for"),
    ],
)
def test_an_odd_answer_is_named(answer, said):
    assert said in number_exercise()(lambda x, y: ODD[answer]()).message


def test_an_odd_number_is_named_with_the_place_where_it_stands():
    task = exercise(lambda x: {"loss": 1.5}, [(1,)])
    for odd, said in [(10**400, "is a whole number"), (1 + 2j, "has an imaginary part")]:
        message = task(lambda x, odd=odd: {"loss": odd}).message
        assert message.startswith(f"task(1): your answer['loss'] {said}")


def test_a_function_without_lines_is_named_with_its_call_where_it_stops():
    task = exercise(lambda x, y: x, [(2, 0)])
    assert task(operator.truediv).message == (
        "task(2, 0) stopped with ZeroDivisionError: division by zero."
    )


def test_an_answer_that_cannot_be_compared_says_so():
    task = exercise(lambda x: "late", [(1,)])
    assert task(lambda x: LoudText("late")) == (
        False,
        "Your answer is 'late': comparing it stops (RuntimeError).",
    )


class Test_a_function_that_gives_no_answer:
    def test_prints_instead(self, capsys):
        verdict = number_exercise()(lambda x, y: print(x * x + y))
        assert verdict.message == (
            "It prints, and returns nothing: write `return` where your answer is printed."
        )
        assert capsys.readouterr().out == "5\n", "what a learner prints is seen"

    def test_prints_and_returns_its_answer(self, capsys):
        task = number_exercise()
        assert task(lambda x, y: print("here") or task.solution(x, y)).right is True
        assert capsys.readouterr().out == 3 * "here\n"

    def test_returns_nothing_in_some_cases(self):
        assert number_exercise()(lambda x, y: 5 if x == 2 else None).message == (
            "task(3, 5) returns nothing: every way through the function has to end with `return`."
        )

    def test_has_only_a_docstring(self):
        def task(x, y):
            """Say what is to be done."""

        assert "returns nothing yet" in number_exercise()(task).message

    @pytest.mark.parametrize(
        ("function", "taken"),
        [(lambda x: x, "(x)"), (lambda: 1, "()"), (lambda x, y, k: x, "(x, y, k)")],
    )
    def test_takes_other_arguments(self, function, taken):
        assert number_exercise()(function).message == (
            f"The checker calls task(x, y), with 2 arguments; yours takes {taken}."
        )

    def test_takes_an_argument_where_none_is_given(self):
        verdict = exercise(lambda: 1, [()])(lambda x: x)
        assert verdict.message == "The checker calls task(), with 0 arguments; yours takes (x)."
        verdict = exercise(lambda x: 1, [(1,)])(lambda: 1)
        assert verdict.message == "The checker calls task(x), with 1 argument; yours takes ()."

    def test_may_take_more_arguments_with_defaults(self):
        assert number_exercise()(lambda x, y, k=0: x * x + y).right is True
        assert number_exercise()(lambda *numbers: numbers[0] ** 2 + numbers[1]).right is True

    def test_stops_with_an_exception_of_its_own(self):
        def task(x, y):
            row = [x]
            return row[y]

        assert number_exercise()(task).message == (
            "task(2, 1) stopped at `return row[y]` with IndexError: list index out of range."
        )

    def test_stops_in_a_library(self):
        def task(x, y):
            return np.concatenate([x, y])

        message = number_exercise()(task).message
        assert message.startswith(
            "task(2, 1) stopped at `return np.concatenate([x, y])` with Value"
        )

    def test_stops_without_a_word_or_with_a_loud_one(self):
        class LoudError(Exception):
            def __str__(self):
                raise RuntimeError("loud")

        def stop(error):
            raise error

        for error, name in [(KeyError(), "KeyError"), (LoudError(), "LoudError")]:
            message = number_exercise()(lambda x, y: stop(error)).message  # noqa: B023
            assert message == f"task(2, 1) stopped at `raise error` with {name}."

    def test_stops_with_a_long_word(self):
        def task(x, y):
            raise ValueError("long " * 100)

        message = number_exercise()(task).message
        assert message.startswith('task(2, 1) stopped at `raise ValueError("long " * 100)` with ')
        assert message.endswith("long long….")
        assert len(message) < 300

    def test_prints_at_once(self, capsys):
        task = number_exercise()
        verdict = task(lambda x, y: print("now", flush=True) or task.solution(x, y))
        assert verdict.right is True
        assert capsys.readouterr().out == 3 * "now\n"

    def test_leaves_python(self):
        assert "SystemExit: bye" in number_exercise()(lambda x, y: exit("bye")).message

    def test_is_no_function(self):
        with pytest.raises(
            errors.ArgumentTypeError, match=r"^function: expected a function, got an int$"
        ):
            number_exercise()(5)

    def test_is_built_in_and_tells_nothing_of_its_arguments(self):
        assert "stopped with TypeError" in number_exercise()(iter).message


def test_an_answer_of_the_wrong_kind_inside_is_named_by_what_reads_it():
    assert check.marked_memory(lambda: {"U": np.ones((2, 4))}).message.startswith(
        "marked_memory(): your answer does not fit: params: expected a dict with U, W, b, got U"
    )


def test_an_exercise_knows_how_it_is_called():
    task = exercise(lambda x, y: 1, [(1, 2)])
    assert task.__name__ == "task"
    assert task.arguments == ["x", "y"]
    assert task.__doc__ == "``task(x, y)``: A task."
    assert repr(task) == "<exercise task>"
    assert task.form == ""
    assert exercise(lambda: 1, [()]).arguments == []


def test_a_case_is_written_as_a_call():
    rows, words = np.zeros((40, 2)), ["a"] * 40
    task = exercise(lambda x, y, z: 1, [(rows, {"W": rows, "b": rows}, words)])
    assert task(lambda *_: 3).message.startswith(
        "task(array of shape (40, 2), dict with W, b, list of 40): your answer is 3"
    )
    task = exercise(lambda x, y: 1, [(np.array([0.5, 1 / 3]), test_a_case_is_written_as_a_call)])
    assert task(lambda *_: 3).message.startswith(
        "task([0.5, 0.333333], test_a_case_is_written_as_a_call): your answer is 3"
    )


def keeps_its_answer_back(task):
    kinds = np.ndarray, dict, bool
    return not task.form and not isinstance(task.solution(*task.cases[0]), kinds)


@pytest.mark.parametrize("task", list(filter(keeps_its_answer_back, EXERCISES)), ids=str)
def test_no_first_try_gives_a_number_or_a_word_away(task):
    task.forget()
    wanted = task.solution(*task.cases[0])
    first, second = ("odd", "even") if isinstance(wanted, str) else (1234.5, -77.25)
    if isinstance(wanted, (list, tuple)):
        first, second = ([wrong] * len(wanted) for wrong in (first, second))
    known = [hint for _, hint in task.mistakes]
    assert "should be" not in task(lambda *_: first).message
    told = task(lambda *_: second).message
    assert told in known or "should be" in told or "asked for" in told


def test_mistakes_of_an_exercise_come_before_general_slips():
    task = Exercise("task(x)", "A task.", lambda x: x, [(2,), (5,)],
                    [(lambda x: x + 1, "My own hint.")], "Right.")  # fmt: skip
    assert task(lambda x: x + 1) == (False, "My own hint.")
    task.forget()
    assert task(lambda x: x - 1) == (False, "One too few, in every case.")


def test_a_mistake_has_to_agree_in_every_case():
    mistakes = [(lambda x: 4, "four"), (lambda x: 2 * x, "double")]
    task = Exercise("task(x)", "A task.", lambda x: x, [(2,), (5,)], mistakes, "Right.")
    assert task(lambda x: 4).message == "four"
    assert task(lambda x: 2 * x).message == "double"
