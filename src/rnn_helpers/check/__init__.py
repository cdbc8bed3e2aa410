"""Exercises that check themselves: ``check.<exercise>(function)`` says what is likely wrong."""

from .adder import (
    best_accuracy,
    exact_accuracy,
    longest_carry,
    parameter_count,
)
from .engine import Exercise, Verdict
from .subtraction import subtract_bits, subtractor

__all__ = [
    "Exercise",
    "Verdict",
    "best_accuracy",
    "exact_accuracy",
    "longest_carry",
    "parameter_count",
    "subtract_bits",
    "subtractor",
]
