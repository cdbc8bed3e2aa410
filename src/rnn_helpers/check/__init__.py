"""Exercises that check themselves: ``check.<exercise>(function)`` says what is likely wrong."""

from .adder import (
    best_accuracy,
    exact_accuracy,
    longest_carry,
    parameter_count,
)
from .background import needed_window, sequences_and_bags, three_sizes
from .bptt import backward_step, forgotten_gradients, gradient_shapes, stopped_gradient
from .cells import gru_from_pytorch, gru_step, marked_memory
from .concepts import latch_strength, layer_size, read_both_ways
from .engine import Exercise, Verdict
from .mathematics import carry_states, diagnose, half_life, memory_left, squares_slope
from .recurrence import pairs_kept, sigmoid_twin, task_shape
from .remedies import clip_together, computed_steps, forget_bias
from .subtraction import subtract_bits, subtractor
from .windows import best_guess, blind_spot

__all__ = [
    "Exercise",
    "Verdict",
    "backward_step",
    "best_accuracy",
    "best_guess",
    "blind_spot",
    "carry_states",
    "clip_together",
    "computed_steps",
    "diagnose",
    "exact_accuracy",
    "forget_bias",
    "forgotten_gradients",
    "gradient_shapes",
    "gru_from_pytorch",
    "gru_step",
    "half_life",
    "latch_strength",
    "layer_size",
    "longest_carry",
    "marked_memory",
    "memory_left",
    "needed_window",
    "pairs_kept",
    "parameter_count",
    "read_both_ways",
    "sequences_and_bags",
    "sigmoid_twin",
    "squares_slope",
    "stopped_gradient",
    "subtract_bits",
    "subtractor",
    "task_shape",
    "three_sizes",
]
