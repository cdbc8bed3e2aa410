"""Printed outputs on narrow screens: sentences and names break, columns stay, letters shrink."""

import html
import json
import re
from pathlib import Path

import printed
import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
STREAM = '<div class="output stream highlight"><div class="highlight"><pre><span></span>{}</pre>'


def fit(text):
    return printed.OUTPUT.sub(printed.fit, STREAM.format(html.escape(text)))


def told(shown):
    return html.unescape(re.sub("<[^>]+>", "", shown))


def lines(text):
    return [line.rstrip() for line in text.rstrip().splitlines()]


def columns(shown):
    """How many characters of a line an output needs; 0 where it needs no more than any screen."""
    return int((re.search(r"--columns:(\d+)", shown) or [0, 0])[1])


@pytest.mark.parametrize(
    ("text", "indents"),
    [
        ("the loop, rnn.forward and Keras: the same states\n", [2]),
        ("1 six left of one\n  slot filler        ✗ six left of two and more\n", [2, 21]),
        (
            "slot filler        two above two\nGRU with attention two above zero left of one\n",
            [19, 19],
        ),
        ("data     weather in Seattle, daily, for years\npackage  vega\n", [9, 9]),
        ("left alone             1.000 1.000 1.000 1.000 1.000\n", []),
        ("  state of another sum            0.500   ≤ 0.6\n", []),
        ("bidirectional (3, 5, 32)  stacked (3, 5, 16)\n", [2]),
        ("[[0.34, -0.56], [-1.12, -1.18], [0.12, 0.13]]\n", []),
        ("short enough\n", []),
    ],
)
def test_printed_sentences_break_and_rows_of_numbers_do_not(text, indents):
    shown = fit(text)
    assert [int(width) for width in re.findall(r"padding-left:(\d+)ch", shown)] == indents
    assert told(shown) == text


LEDGER = """Claim 3.2a · confirmed · 5 seeds
  99 steps at gain 1, log10 of what is left, most  -10   ≤ -3
  the same without input                             0   = 0
"""
SCORES = """bits per letter of Macbeth  (lower is better)
Kneser–Ney                  2.435
GRU and Kneser–Ney          2.341   2.325 to 2.346, 3 seeds

GRU together, against Kneser–Ney:
   lead +0.097, 95% +0.091 to +0.103, 3 seeds +0.089 to +0.110: wins
"""


@pytest.mark.parametrize(
    ("text", "names", "needed"),
    [
        (LEDGER, ["99 steps at gain 1, log10 of what is left, most", "the same without input"], 26),
        (SCORES, ["bits per letter of Macbeth", "Kneser–Ney", "GRU and Kneser–Ney"], 47),
        ("a name                       7   of nine\n" * 2, ["a name"] * 2, 27),
    ],
)
def test_the_names_of_a_table_break_and_its_columns_stay(text, names, needed):
    shown = fit(text)
    found = re.findall('<span class="name">([^<]*)</span>', shown)
    assert [name.strip() for name in found] == names
    assert len(set(map(len, found))) == 1
    assert columns(shown) == needed
    assert told(shown) == text


@pytest.mark.parametrize(("more", "needed"), [("", 46), (" and most of the others", 31)])
def test_letters_shrink_for_lines_that_then_fit_and_not_for_those_that_break(more, needed):
    text = "ridge          2.71 °C over seven days of 2014\n"
    assert columns(fit(f"{text}ARIMA (2,1,1)  2.67 °C in all days of 2014{more}\n")) == needed


def test_a_head_without_a_name_stays_above_its_column():
    text = f"{'':40}sums\na long name with many words behind it     5\n"
    assert fit(text).count('class="entry"') == 2


def test_a_table_that_is_too_wide_in_any_case_stays_as_it_is_and_scrolls():
    text = ("years  " + "  0.50" * 9 + "\n") * 2
    shown = fit(text)
    assert 'class="entry"' not in shown
    assert columns(shown) == len(text.splitlines()[0]) > printed.MOST


def test_of_several_columns_of_words_none_is_taken_for_names():
    first, second = ["popularity", "Markov", "GRU"], [" Raiders of the Lost Ark", " Scream", " Up"]
    text = "".join(f"{a:25}{b:20}{c}\n" for a, b, c in (first, second))
    assert 'class="entry"' not in fit(text)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_few_outputs_of_a_chapter_scroll_on_a_phone_and_all_say_what_they_say(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    texts = ["".join(output["text"]) for output in outputs if "text" in output]
    shown = {text: fit(text) for text in texts}
    assert [text for text, page in shown.items() if lines(told(page)) != lines(text)] == []
    wide = [text for text, page in shown.items() if columns(page) > printed.MOST]
    assert len(wide) <= 5, wide
    assert not [text for text in wide if text.startswith("Claim")]
