"""Additions as sequences: what a network reads and what it should write."""

import numpy as np

from .. import _validate as need
from .._arguments import check_count
from .bits import MAX_BITS, add_checked, check_bits, encode


def as_sequences(a, b, dtype=np.float64):
    """Turn operands into what a network reads and what it should write.

    Parameters
    ----------
    a, b : ndarray of 0 and 1, shape (count, bits)
        Least significant bit first.
    dtype : dtype, optional

    Returns
    -------
    x : ndarray, shape (count, bits + 1, 2)
        The pair ``[a_t, b_t]`` at every step, and ``[0, 0]`` at the last.
    target : ndarray, shape (count, bits + 1, 1)
        The bit of the sum at every step.

    Raises
    ------
    InputError
        If an operand is not a matrix of zeros and ones, or the shapes differ.
    """
    dtype = need.float_type("dtype", dtype)
    check_bits("a", a)
    check_bits("b", b, a.shape)
    return _written_out(a, b, dtype)


def _written_out(a, b, dtype):
    """The same for operands that are known to be bits."""
    total, _ = add_checked(a, b)
    x = np.zeros((len(a), a.shape[1] + 1, 2), dtype)
    x[:, :-1, 0], x[:, :-1, 1] = a, b
    return x, total[:, :, None].astype(dtype)


def random_pairs(count, bits, rng, dtype=np.float64):
    """Draw pairs of uniformly distributed ``bits``-bit numbers.

    Parameters
    ----------
    count : int
        How many pairs.
    bits : int
        The length of the numbers, at most ``MAX_BITS``.
    rng : numpy.random.Generator
    dtype : dtype, optional

    Returns
    -------
    x, target : ndarray
        As from :func:`as_sequences`.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.
    """
    count = check_count("count", count)
    bits = need.integer("bits", bits, 1, MAX_BITS)
    need.generator("rng", rng)
    dtype = need.float_type("dtype", dtype)
    return _written_out(*rng.integers(0, 2, (2, count, bits), dtype=np.uint8), dtype)


def all_pairs(bits, dtype=np.float64):
    """List every pair of ``bits``-bit numbers: 65,536 pairs for 8 bits.

    Parameters
    ----------
    bits : int
        1 to 10, for the number of pairs is ``4**bits``.
    dtype : dtype, optional

    Returns
    -------
    x, target : ndarray
        As from :func:`as_sequences`; row ``a * 2**bits + b`` holds the pair ``(a, b)``.

    Raises
    ------
    InputError
        If ``bits`` does not fit.
    """
    bits = need.integer("bits", bits, 1, 10)
    dtype = need.float_type("dtype", dtype)
    numbers = encode(range(2**bits), bits)
    return _written_out(np.repeat(numbers, 2**bits, 0), np.tile(numbers, (2**bits, 1)), dtype)


def carry_chains(bits, dtype=np.float64):
    """Build 32 additions in which one carry (or its absence) must be held for as long as possible.

    Where ``a_t`` and ``b_t`` differ, the carry is handed on unchanged. Each of eight patterns of
    such pairs (all ones, all zeros, alternating, blocks, random) comes in four versions: with a
    carry all the way, with none, with one that ends half-way, and with one that starts there.

    Parameters
    ----------
    bits : int
        Length of the operands, 2 to ``MAX_BITS``.
    dtype : dtype, optional

    Returns
    -------
    x, target : ndarray
        As from :func:`as_sequences`, with 32 rows.

    Raises
    ------
    InputError
        If ``bits`` does not fit.
    """
    bits = need.integer("bits", bits, 2, MAX_BITS)
    dtype = need.float_type("dtype", dtype)
    t = np.arange(bits)
    random = np.random.default_rng(0).integers(0, 2, (2, bits))
    patterns = [t * 0, t * 0 + 1, t % 2, (t + 1) % 2, t // 4 % 2, t // 64 % 2, *random]
    a = np.repeat(np.array(patterns, np.uint8), 4, axis=0)
    b = 1 - a
    for row in range(len(a)):
        starts = row % 2 == 0
        a[row, 0] = b[row, 0] = starts
        if row % 4 >= 2:
            a[row, bits // 2] = b[row, bits // 2] = not starts
    return _written_out(a, b, dtype)
