"""Every number in the prose of the book is held by a line near by that says the same."""

import json
import math
import random
import re
from pathlib import Path

import landing
import prose_lines
import pytest
from hold_prose import EXCUSED, PAGES, REGISTER, bind, kept, statements, strangers, unheld
from markdown_it import MarkdownIt
from prose_equations import calculate, equations
from prose_evidence import in_code, of_formula, of_markdown
from prose_lines import labels
from prose_numbers import WORDS, agree, numbers
from prose_text import Cell, Passage, passages, read
from words import ROOT

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
CHAPTERS = [page for page in PAGES if page.suffix == ".ipynb" and page.stem != "09_faq"]
READING = {
    "less than an hour": range(0, 60),
    "about an hour": range(50, 80),
    "about an hour and a half": range(75, 110),
    "about two hours": range(105, 140),
}
MOST_EXCUSED = 60
MOST_BY_VALUE = 0.17
CHANGES = 5  # that are tried on each page


def of(text, kind="text"):
    return numbers(Passage(text, kind))


def numbers_of(markdown):
    return [number.text for passage in passages(markdown) for number in numbers(passage)]


def register_of(page):
    return kept(REGISTER / f"{page.stem}.json"), kept(EXCUSED).get(page.stem, {})


@each_page
def test_every_number_is_held(page):
    assert not unheld(read(page), *register_of(page))


@each_page
def test_few_numbers_have_nothing_in_common_with_their_line_but_the_value(page):
    """Small whole numbers apart: of them nobody can tell."""
    register, telling, by_value = kept(REGISTER / f"{page.stem}.json"), 0, []
    cells = read(page)
    for place, _, passage, number in statements(cells):
        line = register.get(cells[place].name, {}).get(number.key)
        if line and (number.unit != 1 or abs(number.value) > 20):
            telling += 1
            by_value += [number.key] if prose_lines.is_stranger(passage, line) else []
    assert len(by_value) <= max(2, MOST_BY_VALUE * telling), by_value


def test_few_numbers_are_excused_and_each_has_a_reason():
    excused = kept(EXCUSED)
    reasons = [
        reason for page in excused.values() for cell in page.values() for reason in cell.values()
    ]
    assert len(reasons) <= MOST_EXCUSED
    assert all(len(reason.split()) >= 4 for reason in reasons)


def test_no_page_is_missing():
    names = {page.stem for page in PAGES}
    assert {file.stem for file in REGISTER.glob("*.json")} == names
    assert set(kept(EXCUSED)) <= names


def changed(number, rng):
    """Another number that could stand in its place."""
    if number.text.lower() in WORDS:
        names = [word for word, value in WORDS.items() if 1 < value <= 20 and value != number.value]
        return rng.choice(names)
    digits = [i for i, letter in enumerate(number.text) if letter.isdigit()]
    if not digits:
        return "nine"
    at = rng.choice(digits)
    digit = str((int(number.text[at]) + rng.randint(1, 8)) % 10)
    return number.text[:at] + digit + number.text[at + 1 :]


def planted(cells, place, number, rng):
    """The cells with one number changed where it stands in the prose."""
    field = "alt" if cells[place].kind == "code" else "source"
    source, other = getattr(cells[place], field), changed(number, rng)
    for found in re.finditer(rf"(?<![\w.]){re.escape(number.text)}(?!\w)", source):
        text = source[: found.start()] + other + source[found.end() :]
        if numbers_of(text) != numbers_of(source):
            return [*cells[:place], cells[place]._replace(**{field: text}), *cells[place + 1 :]]
    return None  # written in another way, as in a formula


@each_page
def test_a_changed_number_is_noticed(page):
    cells, rng = read(page), random.Random(0)
    found = [(place, number) for place, _, _, number in statements(cells)]
    others = [
        planted(cells, *choice, rng) for choice in rng.sample(found, min(CHANGES, len(found)))
    ]
    for other in filter(None, others):
        assert unheld(other, *register_of(page))


def test_a_changed_output_is_noticed():
    page = PAGES[0]
    cells = [
        c._replace(outputs=tuple(t.replace("2.1%", "3.1%") for t in c.outputs)) for c in read(page)
    ]
    complaints = unheld(cells, *register_of(page))
    assert any("bag above **2.1%** of the" in complaint for complaint in complaints)


def test_a_number_in_the_description_of_a_picture_is_held_too():
    drawn = Cell("drawn", "code", "limit = 7", ("most 5",), "The curve ends at 5, below 6.")
    cells = [Cell("title", "markdown", "# 1 · A curve"), drawn]
    register = bind(cells, {}, {})
    assert register == {"drawn": {"ends at **5** , below": "prints: most 5"}}
    assert unheld(cells, register, {}) == ["drawn: nothing holds '5, below **6** .'"]


def test_a_line_that_shares_no_word_with_its_sentence_is_pointed_out():
    cells = [
        Cell("said", "markdown", "Five seeds, seven units."),
        Cell("run", "code", "SEEDS = range(5)\nwidth = 7"),
    ]
    register = bind(cells, {}, {})
    assert register["said"] == {
        "**Five** seeds, seven": "code: SEEDS = range(5)",
        "Five seeds, **seven** units.": "code: width = 7",
    }
    assert ["seven" in line for line in strangers(cells, register, {})] == [True]
    assert not [*strangers(cells, register, register)]


def test_a_line_that_is_akin_is_taken_before_one_that_holds_by_chance():
    cells = [
        Cell("said", "markdown", "The network has seven units."),
        Cell("run", "code", "units = 7", outputs=("most 7",)),
    ]
    found = bind(cells, {}, {})
    assert found == {"said": {"network has **seven** units.": "code: units = 7"}}
    by_chance = {"said": {"network has **seven** units.": "prints: most 7"}}
    assert bind(cells, by_chance, {}) == by_chance  # until it holds no more


def test_what_is_offered_as_an_answer_is_not_held_by_chance():
    cells = [
        Cell("quiz", "markdown", "## Recap\n\nHow many?\n\nA. 0.73 of them"),
        Cell("run", "code", "width = 0.73"),
    ]
    held = bind(cells, {}, {})["quiz"]
    assert held == {"A. **0.73** of them": "offered: as an answer to a question"}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It gets 0.85 of 1,000 sums, 40% of the rest.", [0.85, 1000, 0.4]),
        ("thirteen numbers, twenty-one units, a dozen", [13, 21, 12]),
        ("twice the half, a third, three quarters, 3/4", [2, 0.5, 1 / 3, 0.75, 0.75]),
        ("10⁻⁸ or 2^10, and two million letters", [1e-8, 1024, 2e6]),
        ("right in 98 of 100 sums, nine seeds in ten", [0.98, 0.9]),
        ("the second of its kind, L2, WikiText-103, bits 011", []),
        ("this one, Python 3.12 and CC BY-SA 4.0", []),
        ("one of the five seeds; a third question", [1, 5]),
    ],
)
def test_numbers_are_read_and_other_things_are_not(text, values):
    assert [number.value for number in of(text)] == pytest.approx(values)


def test_of_a_formula_the_number_is_read_that_it_comes_to():
    text = passages(r"Then $k = 9$, $\tanh(x_1) = 0.46$ and $h_2 + 1$ of $2 \cdot 3$.")[0].text
    assert text == "Then k = 9, … = 0.46 and … of 2 · 3."
    assert passages("$$\\sum_k 10^k = 10 + 100 = 110 \\tag{1.2}$$")[0].text == "… = 10 + 100 = 110"


def test_numbers_of_headings_and_quiz_questions_count_nothing():
    assert not of("2.3 What a state remembers", "heading")
    assert not of("4 · Prove it", "heading")
    assert not of("3.")


@pytest.mark.parametrize(
    ("text", "value", "same"),
    [
        ("0.85", 0.8512, True),
        ("0.85", 0.8449, False),
        ("85%", 0.8512, True),
        ("85%", 85.1, True),
        ("13", 13, True),
        ("13", 12.8, False),
        ("about 50", 47.3, True),
        ("50", 47.3, False),
        ("a third", 0.34, True),
        ("twice", 2.4, False),
        ("10^-8", 5e-9, True),
        ("10^-8", -8.3, True),
        ("10^-8", 5e-8, False),
    ],
)
def test_a_value_agrees_if_it_rounds_to_what_is_written(text, value, same):
    assert agree(of(text)[0], value) == same


def test_only_true_equations_hold_their_numbers():
    assert [line.line for line in equations("as 4^8 = 65,536 or 3 + 5 = 9")] == ["4^8 = 65,536"]
    assert calculate("2 + 4 + 2 + 2 + 1") == 11
    assert calculate("__import__") is None


def test_code_holds_literals_parts_and_the_ends_of_a_range():
    assert set(in_code("for seed in range(20, 40):  # 7")) == {20, 40, 39}
    assert {0.01, 1 / 3} < set(in_code("lr = 0.01 if step < steps / 3 else x0"))
    assert of_formula(r"W_{t + 12} = \tfrac34 \tag{1.2}").values == (0.75,)


def test_results_of_a_benchmark_hold_the_numbers_of_a_text_that_names_it():
    (path,) = ROOT.glob("benchmarks/caption_seeds.json")
    right = json.loads(path.read_text(encoding="utf-8"))["tensorflow"]["right"]
    held = list(of_markdown("Nine seeds (`benchmarks/caption_seeds.py`) say more."))
    assert any(found.values == (len(right),) for found in held)
    assert {(right["6"], 6.0)} <= {found.values for found in held}
    assert list(of_markdown("No seeds, and `benchmarks/rnn_step.py` stores nothing.")) == []


def test_a_row_of_an_earlier_scoreboard_holds_itself(monkeypatch):
    """Chapter 2 repeats what chapter 1 measured, letter by letter; a changed row has to be held."""
    row, other = "| RNN | 321 | 98.7% |", "| RNN | 321 | 98.6% |"
    table = "## The scoreboard\n\n| network | learned | right |\n|---|---|---|\n{}\n\n## Recap\n"
    parts = table.format(row).split("\n\n", 1)  # the table may stand in the next cell
    pages = {"01_one": [Cell("board", "markdown", part) for part in parts], "03_three": []}
    monkeypatch.setattr(prose_lines, "PAGES", [Path(f"{stem}.ipynb") for stem in pages])
    monkeypatch.setattr(prose_lines, "read", lambda page: pages[page.stem])
    for text, title, held in [(row, "# 2 · B", True), (other, "# 2 · B", False),
                              (row, "# 1 · A", False)]:  # fmt: skip
        prose_lines.results_before.cache_clear()
        cells = [Cell("title", "markdown", title), Cell("board", "markdown", table.format(text))]
        register = bind(cells, {}, {})
        lines = set(register.get("board", {}).values())
        assert lines == ({"stands in: the scoreboard of 01_one"} if held else set())
        assert bool(unheld(cells, register, {})) != held
    prose_lines.results_before.cache_clear()


def test_numbers_of_chapters_sections_and_equations_exist():
    assert labels()["1.2"] == "equation (1.2)"
    assert labels()["5"] == "chapter 5"


def links(tokens):
    """Yield the text and the target of each link."""
    for token in tokens:
        for at, child in enumerate(token.children or ()):
            if child.type == "link_open":
                yield token.children[at + 1].content, child.attrs["href"]


@pytest.mark.parametrize("page", CHAPTERS, ids=lambda page: page.stem)
def test_a_chapter_tells_the_time_that_its_card_on_the_first_page_gives(page):
    told = re.search(r"Reading takes (.+?)[,;]", read(page)[0].source)[1]
    assert landing.minutes(landing.read(ROOT, page.stem)) in READING[told]


@each_page
def test_a_link_that_names_a_chapter_leads_to_it(page):
    for cell in read(page):
        if cell.kind != "code":
            for text, target in links(MarkdownIt().parse(cell.source)):
                named = re.fullmatch(r"[Cc]hapter (\d[a-g]?)", text)
                assert not named or f"0{named[1]}_" in target


def test_zero_to_a_negative_power_equals_nothing():
    """A planted change made one of 2^-4 once, and the checks stopped."""
    assert list(equations("The risk is 0^-4 = 6.25% then.")) == []
    assert [number.value for number in of("the risk 0^-4")] == [math.inf]
