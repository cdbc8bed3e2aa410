"""The task of chapter 5: add two binary numbers, one pair of bits per step.

Bits run from the least significant to the most significant, because the carry does. A pair of
``n``-bit numbers becomes ``n + 1`` steps: the last one reads two zeros and writes the last carry.
"""

from .adder import bit_accuracy, exact_accuracy, hand_built_adder
from .bits import MAX_BITS, add_bits, decode, encode
from .export import EXAM, export
from .sequences import all_pairs, as_sequences, carry_chains, random_pairs

__all__ = [
    "EXAM",
    "MAX_BITS",
    "add_bits",
    "all_pairs",
    "as_sequences",
    "bit_accuracy",
    "carry_chains",
    "decode",
    "encode",
    "exact_accuracy",
    "export",
    "hand_built_adder",
    "random_pairs",
]
