"""The adder's data, its measures, and the adder whose weights are set by hand."""

import json

import drawn
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_helpers import activations, diagnostics, errors, readout, rnn
from rnn_helpers import binary_addition as adder

rng = np.random.default_rng
RANDOM_PAIRS = [[702, 463, 289], [528, 712, 931]]
RANDOM_CHAINS = [1987051015, 2129059851]


def predict(params, x):
    return readout.forward(params, rnn.forward(params, x)[0])[0]


@drawn.MANY
@given(st.lists(st.integers(0, 2**200 - 1), min_size=1, max_size=4), st.integers(200, 230))
def test_decoding_undoes_encoding(numbers, bits):
    assert adder.decode(adder.encode(numbers, bits)) == numbers


def test_the_lowest_bit_comes_first():
    for numbers in ([6, 1], np.array([6, 1])):
        np.testing.assert_array_equal(adder.encode(numbers, 4), [[0, 1, 1, 0], [1, 0, 0, 0]])


@drawn.MANY
@given(st.integers(0, 2**100 - 1), st.integers(0, 2**100 - 1))
def test_the_full_adder_agrees_with_python(a, b):
    total, carry = adder.add_bits(adder.encode([a], 100), adder.encode([b], 100))
    assert adder.decode(total) == [a + b]
    into = [(a % 2**t + b % 2**t) >> t for t in range(1, 102)]  # the carry out of the low t bits
    assert carry[0].tolist() == into


def test_all_pairs_are_all_and_right():
    x, target = adder.all_pairs(5)
    a, b = (adder.decode(x[:, :-1, operand]) for operand in (0, 1))
    assert sorted(zip(a, b, strict=True)) == [(p, q) for p in range(32) for q in range(32)]
    assert adder.decode(target[:, :, 0]) == [p + q for p, q in zip(a, b, strict=True)]
    assert not x[:, -1].any()


def test_carry_chains_hold_one_carry_for_as_long_as_they_can():
    bits = 300
    x, _ = adder.carry_chains(bits)
    a, b = x[:, :-1, 0], x[:, :-1, 1]
    _, carry = adder.add_bits(a.astype(np.uint8), b.astype(np.uint8))
    assert x.shape == (32, bits + 1, 2)
    assert len({row.tobytes() for row in x}) == 32
    assert carry[0::4, :bits].all(), "version 0 carries all the way"
    assert not carry[1::4].any(), "version 1 never does"
    half = bits // 2
    assert carry[2::4, :half].all()
    assert not carry[2::4, half:].any(), "version 2 stops half-way"
    assert not carry[3::4, :half].any()
    assert carry[3::4, half:bits].all(), "version 3 starts there"


def test_the_smallest_sums_have_one_bit():
    assert adder.encode([1], 1).tolist() == [[1]]
    assert adder.random_pairs(1, 1, rng(0))[0].shape == (1, 2, 2)
    assert adder.all_pairs(1)[1][:, :, 0].tolist() == [[0, 0], [1, 0], [1, 0], [0, 1]]
    assert adder.carry_chains(2)[0].shape == (32, 3, 2)


def test_bits_are_bytes_and_sequences_have_the_precision_that_is_asked_for():
    a = adder.encode([5], 3)
    assert {array.dtype for array in (a, *adder.add_bits(a, a))} == {np.dtype(np.uint8)}
    for dtype in (np.float32, np.float64):
        for pair in (
            adder.as_sequences(a, a, dtype),
            adder.random_pairs(2, 3, rng(0), dtype),
            adder.all_pairs(3, dtype),
            adder.carry_chains(3, dtype),
        ):
            assert [array.dtype for array in pair] == [dtype, dtype]
        assert {array.dtype for array in adder.hand_built_adder(dtype=dtype).values()} == {
            np.dtype(dtype)
        }
    assert adder.all_pairs(3)[0].dtype == np.float64


def test_the_patterns_of_carry_chains_are_constant_alternate_or_come_in_blocks():
    bits = 256
    x, _ = adder.carry_chains(bits)
    a, b = x[:, :-1, 0], x[:, :-1, 1]
    t = np.arange(bits)
    untouched = (t > 0) & (t != bits // 2)
    assert (a != b)[:, untouched].all(), "a carry is handed on where the bits differ"
    in_blocks = [t // block % 2 for block in (1, 4, 64)]
    wanted = [0 * t, 0 * t + 1, in_blocks[0], 1 - in_blocks[0], in_blocks[1], in_blocks[2]]
    for version in range(4):
        patterns = a[version::4]
        np.testing.assert_array_equal(patterns[:6, untouched], np.array(wanted)[:, untouched])
        assert 0.4 < patterns[6:].mean() < 0.6


def test_a_seed_gives_the_same_sums_and_chains_in_every_version_of_this_package():
    x, _ = adder.random_pairs(3, 10, rng(0))
    assert [adder.decode(x[:, :-1, operand]) for operand in (0, 1)] == RANDOM_PAIRS
    x, _ = adder.carry_chains(32)
    assert adder.decode(x[24::4, :-1, 0]) == RANDOM_CHAINS


def test_random_pairs_follow_the_generator():
    one, two = (adder.random_pairs(3, 10, rng(0))[0] for _ in range(2))
    np.testing.assert_array_equal(one, two)
    assert adder.random_pairs(2000, 8, rng(1))[0][:, :-1].mean() == pytest.approx(0.5, abs=0.01)


def test_one_wrong_bit_spoils_a_sum():
    target = rng(2).integers(0, 2, (4, 5, 1)).astype(float)
    logits = 2 * target - 1
    assert adder.exact_accuracy(logits, target) == 1
    logits[2, 3] *= -1
    assert adder.exact_accuracy(logits, target) == 0.75
    assert adder.bit_accuracy(logits, target) == 0.95


def test_the_hand_built_adder_adds():
    params = adder.hand_built_adder()
    assert params["W"].shape == (2, 2)
    x, target = adder.all_pairs(8)
    assert adder.exact_accuracy(predict(params, x), target) == 1
    x, target = adder.carry_chains(100_000)
    assert adder.exact_accuracy(predict(params, x), target) == 1


def test_the_hand_built_adder_has_the_weights_of_its_formula():
    params = adder.hand_built_adder()
    assert {name: array.tolist() for name, array in params.items()} == {
        "U": [[0.1, 8], [0.1, 8]],
        "W": [[0, 0], [0.05, 4]],
        "b": [-0.125, -10],
        "V": [[10], [-1]],
        "c": [0],
    }


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_the_weights_of_the_hand_built_adder_fit_into_their_type(dtype):
    largest = float(np.finfo(dtype).max) / 2
    for scale in (largest, max(1 / largest, np.finfo(float).tiny)):
        params = adder.hand_built_adder(largest, scale, dtype)
        assert all(np.isfinite(array).all() for array in params.values())
    with pytest.raises(errors.RangeError, match=r"^sharpness: "):
        adder.hand_built_adder(largest * 1.01, dtype=dtype)
    for scale in (largest * 1.01, max(1 / largest, np.finfo(float).tiny) * 0.99):
        with pytest.raises(errors.RangeError, match=r"^scale: "):
            adder.hand_built_adder(8.0, scale, dtype)


def test_the_hand_built_adder_counts_in_double_precision_whatever_it_is_given():
    params = adder.hand_built_adder(np.float16(8), np.float16(0.1))
    assert params["V"][0, 0] == 1 / float(np.float16(0.1))


def test_a_blunt_hand_built_adder_forgets():
    """The sharpness matters: with a gentle switch the carry fades away on the way up."""
    x, target = adder.carry_chains(1_000)
    assert adder.exact_accuracy(predict(adder.hand_built_adder(sharpness=2.0), x), target) < 1


def test_the_carry_of_the_hand_built_adder_can_be_probed():
    a, b = rng(3).integers(0, 2, (2, 200, 12), dtype=np.uint8)
    h, _ = rnn.forward(adder.hand_built_adder(), adder.as_sequences(a, b)[0])
    _, carry = adder.add_bits(a, b)
    accuracy, direction = diagnostics.linear_probe(h.reshape(-1, 2), carry.ravel(), rng(4))
    assert accuracy == 1
    assert abs(direction[1]) > abs(direction[0])


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: adder.encode([-1], 8), errors.RangeError, r"numbers\[0\]: expected a whole"),
        (lambda: adder.encode([1, 2.5], 8), errors.ArgumentTypeError, r"numbers\[1\]: .* 2.5"),
        (lambda: adder.encode([True], 8), errors.ArgumentTypeError, r"numbers\[0\]: .* True"),
        (lambda: adder.encode(["7"], 8), errors.ArgumentTypeError, r"numbers\[0\]: .* '7'"),
        (
            lambda: adder.encode([256], 8),
            errors.RangeError,
            r"numbers\[0\]: expected a number of 8 bits, got 256, which needs 9 bits$",
        ),
        (
            lambda: adder.encode([2**5000], 8),
            errors.RangeError,
            r"numbers\[0\]: .* got 0x1000.*, which needs 5001 bits$",
        ),
        (
            lambda: adder.encode([], 8),
            errors.EmptyError,
            "numbers: expected at least one number, got none$",
        ),
        (
            lambda: adder.encode(7, 8),
            errors.ArgumentTypeError,
            "numbers: expected a list of whole numbers, got an int$",
        ),
        (lambda: adder.encode([1], 0), errors.RangeError, "bits: .* got 0"),
        (lambda: adder.encode([1], 10**12), errors.RangeError, "bits: .* got 1000000000000"),
        (lambda: adder.random_pairs(4, 10**9, rng(0)), errors.RangeError, "bits: .* 1…1000000"),
        (lambda: adder.carry_chains(1), errors.RangeError, "bits: .* got 1"),
        (
            lambda: adder.carry_chains(10**6 + 1),
            errors.RangeError,
            "bits: .* 2…1000000, got 1000001",
        ),
        (lambda: adder.all_pairs(11), errors.RangeError, "bits: expected a whole number 1…10"),
        (
            lambda: adder.as_sequences(np.array([[0, 2]]), np.array([[0, 1]])),
            errors.RangeError,
            r"a: expected zeros and ones only, got 2 \(1 of 2 entries are neither\)",
        ),
        (
            lambda: adder.add_bits(np.array([[0, 1]]), np.array([[0.5, 1]])),
            errors.RangeError,
            "b: expected zeros and ones only, got 0.5",
        ),
        (
            lambda: adder.as_sequences(np.array([[0, 1]]), np.array([[0.5, 1]])),
            errors.RangeError,
            "^b: expected zeros and ones only, got 0.5",
        ),
        (
            lambda: adder.as_sequences(np.array([[0, 1]]), np.array([[1]])),
            errors.ShapeError,
            r"^b: expected shape \(1, 2\), got shape \(1, 1\)",
        ),
        (
            lambda: adder.add_bits(np.array([[0, 1]]), np.array([[1]])),
            errors.ShapeError,
            r"b: expected shape \(1, 2\), got shape \(1, 1\)",
        ),
        (
            lambda: adder.decode(np.array([[-1, 1]])),
            errors.RangeError,
            "bits: expected zeros and ones only, got -1",
        ),
    ],
)
def test_what_cannot_be_added_is_refused(call, error, message):
    with pytest.raises(error, match=f"^{message}"):
        call()


def test_an_export_holds_every_digit_of_the_weights_and_of_the_logits():
    adders = {"by hand": adder.hand_built_adder(), "blunt": adder.hand_built_adder(sharpness=2.1)}
    read = json.loads(adder.export(adders))
    for name, params in adders.items():
        assert read["adders"][name].keys() == params.keys()
        for letter, array in params.items():
            np.testing.assert_array_equal(read["adders"][name][letter], array)
    for task, (a, b, bits) in zip(read["exam"], adder.EXAM, strict=True):
        x, _ = adder.as_sequences(adder.encode([a], bits), adder.encode([b], bits))
        assert [int(task[operand][::-1], 2) for operand in "ab"] == [a, b]
        assert len(task["a"]) == len(task["b"]) == bits
        for name, params in adders.items():
            np.testing.assert_array_equal(task["logits"][name], predict(params, x)[0, :, 0])


def test_an_export_is_the_same_text_every_time():
    assert adder.export({"by hand": adder.hand_built_adder()}) == adder.export(
        {"by hand": adder.hand_built_adder()}
    )


@pytest.mark.parametrize("letter", "UWbVc")
def test_an_adder_that_cannot_be_exported_is_named(letter):
    params = adder.hand_built_adder()
    with pytest.raises(errors.ParameterError, match=r"^adders\['a'\]: expected a dict with U, W"):
        adder.export({"a": {name: w for name, w in params.items() if name != letter}})
    wrong = {"a": params | {letter: params[letter][None]}}
    with pytest.raises(errors.ShapeError, match=rf"^adders\['a'\]\['{letter}'\]: expected shape"):
        adder.export(wrong)
    with pytest.raises(errors.NonFiniteError, match=rf"^adders\['a'\]\['{letter}'\]: "):
        adder.export({"a": params | {letter: params[letter] * np.nan}})
    with pytest.raises(
        errors.DTypeError, match=r".*: expected an array of float32 or float64, got"
    ):
        adder.export({"a": params | {letter: params[letter] * 1j}})


def test_an_adder_whose_arrays_do_not_fit_each_other_is_named():
    params = adder.hand_built_adder()
    wide = {"a": params | {"U": np.ones((2, 3))}}
    with pytest.raises(errors.ShapeError, match=r"^adders\['a'\]\['U'\]: expected shape \(2, 2\),"):
        adder.export(wide)
    deep = {"a": params | {"W": params["W"][None]}}
    with pytest.raises(errors.ShapeError, match=r"'W'\]: expected shape \(hidden, hidden\), got"):
        adder.export(deep)


ACCURACIES = [adder.exact_accuracy, adder.bit_accuracy]


def test_zero_is_the_bit_0_and_what_is_above_is_1():
    target = np.array([[[0], [1]]])
    assert adder.bit_accuracy(np.array([[[0.0], [1e-9]]]), target) == 1
    assert adder.bit_accuracy(np.array([[[-1e-9], [0.0]]]), target) == 0.5


def test_answers_of_0_and_1_are_judged_like_logits():
    target = rng(2).integers(0, 2, (4, 5, 1))
    answers = target.astype(float)
    answers[0, 0] = 1 - answers[0, 0]
    assert adder.exact_accuracy(answers, target) == 0.75
    assert adder.bit_accuracy(answers, target) == 0.95


@pytest.mark.parametrize("accuracy", ACCURACIES)
@pytest.mark.parametrize("scale", [0.1, 1, 8])
def test_probabilities_are_refused_where_they_would_all_count_as_ones(accuracy, scale):
    """Of a network that knows nothing as well as of one that is sure."""
    _, target = adder.random_pairs(50, 8, rng(0))
    probability = activations.sigmoid(scale * (2 * target - 1) + rng(1).normal(size=target.shape))
    with pytest.raises(
        errors.RangeError, match=r"^logits: expected logits, .* like probabilities$"
    ):
        accuracy(probability, target)


@pytest.mark.parametrize("logits", [np.zeros((2, 3, 1)), np.linspace(0, 0.7, 6).reshape(2, 3, 1)])
def test_a_network_that_has_hardly_learned_may_have_logits_from_0_to_1(logits):
    assert 0 <= adder.bit_accuracy(logits, np.ones((2, 3, 1))) <= 1


@pytest.mark.parametrize(
    ("low", "high", "refused"),
    [
        (0.2, 0.75, False),
        (0.2, 0.76, True),
        (0.25, 0.5, False),
        (0.26, 0.5, True),
        (0.0, 0.9, True),
        (-0.01, 0.9, False),
        (0.5, 1.0, True),
        (0.5, 1.01, False),
    ],
)
def test_probabilities_are_told_from_logits_by_their_range(low, high, refused):
    logits = np.array([[[low], [high]]])
    if refused:
        with pytest.raises(
            errors.RangeError, match=f"^logits: .* from {low:.3g} to {high:.3g}, like"
        ):
            adder.bit_accuracy(logits, np.ones((1, 2, 1)))
    else:
        adder.bit_accuracy(logits, np.ones((1, 2, 1)))


def test_probabilities_are_found_under_a_mask():
    logits = np.array([[[0.4], [0.6], [0.0], [-5.0]]])
    with pytest.raises(
        errors.RangeError, match=r"^logits: .* from 0\.4 to 0\.6, like probabilities"
    ):
        adder.bit_accuracy(logits, np.ones((1, 4, 1)), np.array([[True, True, False, False]]))


def test_sums_are_counted_up_to_their_own_length():
    """Two sums of different length in one batch: the mask says where the shorter one ends."""
    target = np.zeros((2, 4, 1))
    logits = np.full((2, 4, 1), -1.0)
    mask = np.array([[True, True, True, True], [True, True, False, False]])
    logits[1, 2:] = 1
    assert adder.exact_accuracy(logits, target) == 0.5
    assert adder.exact_accuracy(logits, target, mask) == 1
    assert adder.bit_accuracy(logits, target, mask) == 1
    logits[1, 1] = 1
    assert adder.exact_accuracy(logits, target, mask) == 0.5
    assert adder.bit_accuracy(logits, target, mask) == pytest.approx(5 / 6)


@pytest.mark.parametrize("accuracy", ACCURACIES)
def test_a_mask_of_ones_changes_nothing_and_a_sum_without_bits_does_not_count(accuracy):
    target = rng(3).integers(0, 2, (5, 4, 1))
    logits = rng(4).normal(size=(5, 4, 1))
    mask = np.ones((5, 4), bool)
    assert accuracy(logits, target, mask) == accuracy(logits, target)
    mask[1] = False
    kept = np.arange(5) != 1
    assert accuracy(logits, target, mask) == accuracy(logits[kept], target[kept])


@pytest.mark.parametrize("accuracy", ACCURACIES)
def test_what_stands_under_the_mask_does_not_matter(accuracy):
    target, logits = np.zeros((1, 3, 1)), np.array([[[-1.0], [np.nan], [np.inf]]])
    target[0, 1:, 0] = [7, np.nan]
    assert accuracy(logits, target, np.array([[True, False, False]])) == 1
    with pytest.raises(errors.NonFiniteError, match=r"^logits: .* got nan at \(0, 1\)"):
        accuracy(logits, target, np.array([[True, True, False]]))
    with pytest.raises(errors.RangeError, match=r"^target: expected zeros and ones only, got 7"):
        accuracy(np.zeros((1, 3, 1)), target, np.array([[True, True, False]]))


@pytest.mark.parametrize("accuracy", ACCURACIES)
def test_what_cannot_be_judged_is_named(accuracy):
    logits, target = rng(5).normal(size=(2, 3, 1)), np.zeros((2, 3, 1))
    with pytest.raises(
        errors.ShapeError, match=r"^logits: expected shape \(count, steps, 1\), got"
    ):
        accuracy(logits[..., 0], target)
    with pytest.raises(errors.ShapeError, match=r"^target: expected shape \(2, 3, 1\), got"):
        accuracy(logits, target[:1])
    with pytest.raises(
        errors.DTypeError, match=r"^logits: expected an array of float32 or float64"
    ):
        accuracy(logits > 0, target)
    with pytest.raises(errors.ShapeError, match=r"^mask: expected shape \(2, 3\), got"):
        accuracy(logits, target, np.ones((2, 3, 1), bool))
    with pytest.raises(errors.DTypeError, match=r"^mask: expected an array of booleans"):
        accuracy(logits, target, np.ones((2, 3)))
    with pytest.raises(errors.EmptyError, match=r"^mask: expected at least one True, got False"):
        accuracy(logits, target, np.zeros((2, 3), bool))
