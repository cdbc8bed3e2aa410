"""Exercises that check themselves: ``check.<exercise>(function)`` says what is likely wrong.

``CHAPTERS`` lists them by chapter, in the order of the notebooks; ``help(check.<exercise>)`` says
what is asked. A file ``chapter_05_…`` holds solutions and mistakes of chapter 5.
"""

from .chapter_01_counting import needed_window, sequences_and_bags, three_sizes
from .chapter_01_windows import best_guess, blind_spot
from .chapter_02_gru import gru_from_pytorch, gru_step
from .chapter_02_layers import layer_size, read_both_ways
from .chapter_02_memory import latch_strength, marked_memory
from .chapter_03_backward import backward_step, gradient_shapes
from .chapter_03_forward import sensitivity_step
from .chapter_03_recurrence import sigmoid_twin, task_shape
from .chapter_03_truncation import forgotten_gradients, pairs_kept, stopped_gradient
from .chapter_04_gradients import forward_slope, passes_needed, squares_slope
from .chapter_04_reasoning import carry_states, diagnose
from .chapter_04a_gradients import forget_bias, half_life, memory_left
from .chapter_04b_remedies import clip_together, computed_steps, fewest_bits
from .chapter_05_accuracy import best_accuracy, exact_accuracy
from .chapter_05_adding import longest_carry, parameter_count
from .chapter_05_machine import put_back
from .chapter_05_subtracting import subtract_bits, subtractor
from .chapter_06_copies import shared_items
from .chapter_06_framing import break_even, seeds_against_luck, when_known
from .chapter_06_leaks import look_ahead, usable_windows
from .chapter_06a_contest import best_week
from .chapter_06a_forecasts import count_forecasts, leaked_share
from .chapter_06a_intervals import best_order, paths_inside
from .chapter_06a_measures import persistence_r2, wape
from .chapter_06b_bits import cost_in_bits, heated, mixture_bound
from .chapter_06b_counting import longest_copy, smoothed_counts
from .chapter_06b_open import fewer_bits
from .chapter_06c_order import hidden_twins, last_states
from .chapter_06c_readers import best_of_two, better_verdicts
from .chapter_06c_words import sentences_needed, word_weight
from .chapter_06d_attention import attend, lost_to_padding
from .chapter_06d_measures import shared_pieces
from .chapter_06d_names import better_names
from .chapter_06d_order import crossings, greedy_limit
from .chapter_06e_decoding import aligned, read_fast_speech
from .chapter_06e_frames import frames_needed, masked_mean
from .chapter_06e_paths import alignments, misled
from .chapter_06f_captions import count_captions, exact_share
from .chapter_06f_errors import word_error_rate, worse_than_silence
from .chapter_06f_votes import combine_captions, majority_share
from .chapter_06g_counts import decayed_counts
from .chapter_06g_films import next_films
from .chapter_06g_ranks import flattering_scores, target_rank
from .chapter_06g_trust import sampled_hit_rate, users_needed
from .chapter_08_costs import cache_size, joined_gradient
from .chapter_08_memory import gated_delta
from .chapter_08_scans import discretise, join_steps, scan_cost
from .chapter_08_states import count_modulo, longest_ones
from .chapter_09_batches import first_bad_step, mixes_rows
from .chapter_09_dropout import never_dropped
from .chapter_09_limits import largest_hidden, prefix_ceiling
from .engine import Exercise
from .language import speak
from .verdict import Verdict

CHAPTERS = {
    "1": [needed_window, three_sizes, best_guess, sequences_and_bags, blind_spot],
    "2": [layer_size, gru_step, read_both_ways, latch_strength, marked_memory, gru_from_pytorch],
    "3": [
        gradient_shapes,
        backward_step,
        stopped_gradient,
        pairs_kept,
        forgotten_gradients,
        sigmoid_twin,
        task_shape,
        sensitivity_step,
    ],
    "4": [passes_needed, squares_slope, forward_slope, diagnose, carry_states],
    "4a": [half_life, memory_left, forget_bias],
    "4b": [computed_steps, clip_together, fewest_bits],
    "5": [
        parameter_count,
        longest_carry,
        exact_accuracy,
        best_accuracy,
        put_back,
        subtract_bits,
        subtractor,
    ],
    "6": [when_known, usable_windows, look_ahead, shared_items, break_even, seeds_against_luck],
    "6a": [
        count_forecasts,
        wape,
        persistence_r2,
        leaked_share,
        best_order,
        paths_inside,
        best_week,
    ],
    "6b": [
        cost_in_bits,
        smoothed_counts,
        heated,
        longest_copy,
        mixture_bound,
        fewer_bits,
    ],
    "6c": [
        sentences_needed,
        word_weight,
        last_states,
        hidden_twins,
        best_of_two,
        better_verdicts,
    ],
    "6d": [crossings, attend, lost_to_padding, greedy_limit, shared_pieces, better_names],
    "6e": [frames_needed, masked_mean, alignments, misled, aligned, read_fast_speech],
    "6f": [
        count_captions,
        word_error_rate,
        worse_than_silence,
        exact_share,
        majority_share,
        combine_captions,
    ],
    "6g": [
        target_rank,
        decayed_counts,
        users_needed,
        sampled_hit_rate,
        flattering_scores,
        next_films,
    ],
    "8": [
        scan_cost,
        join_steps,
        discretise,
        longest_ones,
        count_modulo,
        gated_delta,
        cache_size,
        joined_gradient,
    ],
    "9": [largest_hidden, first_bad_step, prefix_ceiling, never_dropped, mixes_rows],
}

__all__ = ["CHAPTERS", "Exercise", "Verdict", "speak"]
__all__ += [exercise.__name__ for chapter in CHAPTERS.values() for exercise in chapter]
