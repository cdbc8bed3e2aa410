"""Whole numbers as rows of bits, least significant first, and the full adder."""

import numpy as np

from .. import _validate as need

MAX_BITS = 1_000_000
"""Longest numbers that this package writes out."""


def encode(numbers, bits):
    """Write whole numbers in binary, least significant bit first.

    Parameters
    ----------
    numbers : sequence of int
        Zero or more each; Python integers of any size.
    bits : int
        How many bits to write, at most ``MAX_BITS``.

    Returns
    -------
    array : ndarray of uint8, shape (count, bits)
        ``encode([6], 4)`` is ``[[0, 1, 1, 0]]``.

    Raises
    ------
    InputError
        If a number is negative, is not whole or needs more bits.
    """
    bits = need.integer("bits", bits, 1, MAX_BITS)
    several = isinstance(numbers, np.ndarray) and numbers.ndim
    if not (several or isinstance(numbers, (list, tuple, range))):
        came = need.kind_of(numbers)
        need.fail(need.ArgumentTypeError, "numbers", "a list of whole numbers", came)
    if not len(numbers):
        need.fail(need.EmptyError, "numbers", "at least one number", "none")
    whole = [need.integer(f"numbers[{index}]", number, 0) for index, number in enumerate(numbers)]
    for index, number in enumerate(whole):
        if number.bit_length() > bits:
            needs = f"{need.short(number)}, which needs {number.bit_length()} bits"
            need.fail(need.RangeError, f"numbers[{index}]", f"a number of {bits} bits", needs)
    size = -(-bits // 8)
    octets = b"".join(number.to_bytes(size, "little") for number in whole)
    rows = np.frombuffer(octets, np.uint8).reshape(len(whole), size)
    return np.unpackbits(rows, axis=1, bitorder="little", count=bits)


def decode(bits):
    """Read binary numbers back: the inverse of :func:`encode`.

    Parameters
    ----------
    bits : ndarray of 0 and 1, shape (count, bits)
        Least significant bit first.

    Returns
    -------
    numbers : list of int

    Raises
    ------
    InputError
        If ``bits`` is not a matrix of zeros and ones.
    """
    check_bits("bits", bits)
    packed = np.packbits(bits.astype(np.uint8), axis=1, bitorder="little")
    return [int.from_bytes(row.tobytes(), "little") for row in packed]


def add_bits(a, b):
    """Add by hand, as at school: the full adder, from the lowest bit to the highest.

    Parameters
    ----------
    a, b : ndarray of 0 and 1, shape (count, bits)
        Least significant bit first.

    Returns
    -------
    total : ndarray of uint8, shape (count, bits + 1)
        The sum.
    carry : ndarray of uint8, shape (count, bits + 1)
        The carry that each step hands on; the last one is 0.

    Raises
    ------
    InputError
        If an operand is not a matrix of zeros and ones, or the shapes differ.
    """
    check_bits("a", a)
    check_bits("b", b, a.shape)
    return add_checked(a, b)


def add_checked(a, b):
    """The same for operands that are known to be bits."""
    count, bits = a.shape
    pairs = np.zeros((2, bits + 1, count), np.uint8)
    pairs[0, :-1], pairs[1, :-1] = a.T, b.T
    differ, carry = pairs[0] ^ pairs[1], pairs[0] & pairs[1]  # two ones make a carry
    for t in range(bits):
        carry[t + 1] |= carry[t] & differ[t + 1]  # where the bits differ, it is handed on
    total = differ
    total[1:] ^= carry[:-1]
    return total.T.copy(), carry.T.copy()


def check_bits(name, bits, shape=("count", "bits")):
    """Check that ``bits`` is a matrix of zeros and ones."""
    need.array(name, bits, shape, "biuf")
    neither = (bits != 0) & (bits != 1)
    if neither.any():
        odd = bits[neither]
        came = f"{odd[0]} ({odd.size} of {bits.size} entries are neither)"
        need.fail(need.RangeError, name, "zeros and ones only", came)
