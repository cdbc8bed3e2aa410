"""Exercises that check themselves: ``check.<exercise>(function)`` says what is likely wrong."""

from .adder import (
    best_accuracy,
    exact_accuracy,
    longest_carry,
    parameter_count,
)
from .applications import break_even, seeds_against_luck, when_known
from .background import needed_window, sequences_and_bags, three_sizes
from .bptt import backward_step, forgotten_gradients, gradient_shapes, stopped_gradient
from .captioning import (
    count_captions,
    exact_share,
    word_error_rate,
    worse_than_silence,
)
from .cells import gru_from_pytorch, gru_step, marked_memory
from .concepts import latch_strength, layer_size, read_both_ways
from .engine import Exercise, Verdict
from .faq import first_bad_step, largest_hidden, prefix_ceiling
from .forecasting import count_forecasts, leaked_share, persistence_r2, wape
from .future import cache_size, count_modulo, joined_gradient
from .language import cost_in_bits, heated, mixture_bound
from .leaks import look_ahead, shared_items, usable_windows
from .mathematics import carry_states, diagnose, half_life, memory_left, squares_slope
from .ngrams import longest_copy, smoothed_counts
from .ranking import sampled_hit_rate, users_needed
from .recommender import decayed_counts, flattering_scores, target_rank
from .recurrence import pairs_kept, sigmoid_twin, task_shape
from .remedies import clip_together, computed_steps, forget_bias
from .scans import discretise, join_steps, longest_ones, scan_cost
from .sentiment import hidden_twins, last_states, sentences_needed, word_weight
from .speech import alignments, frames_needed, masked_mean, misled
from .subtraction import subtract_bits, subtractor
from .suspicions import mixes_rows, never_dropped
from .translation import attend, crossings, greedy_limit, lost_to_padding
from .windows import best_guess, blind_spot

__all__ = [
    "Exercise",
    "Verdict",
    "alignments",
    "attend",
    "backward_step",
    "best_accuracy",
    "best_guess",
    "blind_spot",
    "break_even",
    "cache_size",
    "carry_states",
    "clip_together",
    "computed_steps",
    "cost_in_bits",
    "count_captions",
    "count_forecasts",
    "count_modulo",
    "crossings",
    "decayed_counts",
    "diagnose",
    "discretise",
    "exact_accuracy",
    "exact_share",
    "first_bad_step",
    "flattering_scores",
    "forget_bias",
    "forgotten_gradients",
    "frames_needed",
    "gradient_shapes",
    "greedy_limit",
    "gru_from_pytorch",
    "gru_step",
    "half_life",
    "heated",
    "hidden_twins",
    "join_steps",
    "joined_gradient",
    "largest_hidden",
    "last_states",
    "latch_strength",
    "layer_size",
    "leaked_share",
    "longest_carry",
    "longest_copy",
    "longest_ones",
    "look_ahead",
    "lost_to_padding",
    "marked_memory",
    "masked_mean",
    "memory_left",
    "misled",
    "mixes_rows",
    "mixture_bound",
    "needed_window",
    "never_dropped",
    "pairs_kept",
    "parameter_count",
    "persistence_r2",
    "prefix_ceiling",
    "read_both_ways",
    "sampled_hit_rate",
    "scan_cost",
    "seeds_against_luck",
    "sentences_needed",
    "sequences_and_bags",
    "shared_items",
    "sigmoid_twin",
    "smoothed_counts",
    "squares_slope",
    "stopped_gradient",
    "subtract_bits",
    "subtractor",
    "target_rank",
    "task_shape",
    "three_sizes",
    "usable_windows",
    "users_needed",
    "wape",
    "when_known",
    "word_error_rate",
    "word_weight",
    "worse_than_silence",
]
