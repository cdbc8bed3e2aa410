"""The real data of chapter 6, read out of installable packages.

Each loader returns ``(data, provenance)``: arrays, and a record that says where they come from
and on which terms. A missing package is a named error with the pip command in it.
"""

from .boxes import Provenance
from .film_titles import film_names, find_films
from .made_to_order import compose_scene, compose_stream
from .movielens import LeftOut, film_histories, leave_last_out, movielens
from .reviews import encode_words, fit_vocabulary, movie_reviews, split_reviews, words_of
from .sales import rossmann_sales, usual_sales, weekday
from .sales_columns import known_columns, sales_summaries
from .scenes import caption_words, digit_scenes, digits, split_digits
from .sentences import encode_sentences, split_words, word_codes
from .series import Scaler, fit_scaler, origins, past_and_future
from .shakespeare import PLAYS, encode_letters, fit_alphabet, shakespeare
from .splits import at_random, by_group, by_time
from .stocks import sp500_prices
from .translation import emoji_names, number_words
from .vowels import japanese_vowels, join_utterances, scale_frames, split_utterances
from .weather import own_weather, seattle_weather

__all__ = [
    "PLAYS",
    "LeftOut",
    "Provenance",
    "Scaler",
    "at_random",
    "by_group",
    "by_time",
    "caption_words",
    "compose_scene",
    "compose_stream",
    "digit_scenes",
    "digits",
    "emoji_names",
    "encode_letters",
    "encode_sentences",
    "encode_words",
    "film_histories",
    "film_names",
    "find_films",
    "fit_alphabet",
    "fit_scaler",
    "fit_vocabulary",
    "japanese_vowels",
    "join_utterances",
    "known_columns",
    "leave_last_out",
    "movie_reviews",
    "movielens",
    "number_words",
    "origins",
    "own_weather",
    "past_and_future",
    "rossmann_sales",
    "sales_summaries",
    "scale_frames",
    "seattle_weather",
    "shakespeare",
    "sp500_prices",
    "split_digits",
    "split_reviews",
    "split_utterances",
    "split_words",
    "usual_sales",
    "weekday",
    "word_codes",
    "words_of",
]
