"""The form of the notebooks: what nbval, which compares their outputs, does not look at."""

import ast
import dis
import inspect
import itertools
import json
import re
import statistics
from collections import Counter
from pathlib import Path

import nbformat
import pytest

from rnn_helpers import check, datasets

ROOT = Path(__file__).parents[1]
PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
each = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)

WITHOUT_OUTPUT = re.compile(r"nbval-(ignore|skip)", re.I)
TAGGED = {  # how many cells of each notebook another processor may change
    "06a_forecasting": {"trained": 39, "sampled": 2},
    "06b_language_model": {"trained": 15, "sampled": 1},
    "06c_sentiment": {"trained": 15, "sampled": 2},
    "06d_translation": {"trained": 15, "sampled": 4},
    "06e_speech": {"trained": 11, "sampled": 2},
    "06f_captioning": {"trained": 13, "sampled": 3},
    "06g_recommender": {"trained": 16, "sampled": 4},
    "09_faq": {"trained": 2},
}
MEDIAN, LONGEST = 8, 30  # lines of code in a cell
MACHINE_PATH = re.compile(r"(/home/|/Users/|/root/|/tmp/|/work/|[A-Z]:\\\\)")


def read(path):
    return nbformat.read(path, as_version=4)


def cells_of(path, kind):
    return [cell for cell in read(path).cells if cell.cell_type == kind]


def code_lines(cell):
    return sum(bool(line.strip()) for line in cell.source.splitlines())


def folded(cell):
    return not {"hide-cell", "hide-input"}.isdisjoint(cell.metadata.get("tags", []))


def text_of(output):
    data = output.get("data", {})
    return output.get("text", "") + data.get("text/plain", "") + data.get("text/html", "")


def test_there_are_notebooks():
    assert PATHS


@each
def test_every_cell_was_run_from_top_to_bottom(path):
    counts = [cell.execution_count for cell in cells_of(path, "code")]
    assert counts == list(range(1, len(counts) + 1))


@each
def test_what_prints_has_its_output_stored(path):
    """nbval compares nothing where nothing is stored, so a stripped notebook would pass it."""
    for cell in cells_of(path, "code"):
        if re.search(r"^(print\(|plt\.show|check\.|diagrams\.|ledger\.)", cell.source, re.M):
            assert cell.outputs, cell.source


@each
def test_no_cell_ends_in_an_error_or_a_warning(path):
    for cell in cells_of(path, "code"):
        for output in cell.outputs:
            assert output.output_type != "error"
            assert output.get("name") != "stderr", text_of(output)


@each
def test_no_share_is_minus_zero(path):
    """What is left of a whole has no sign; the ends of an interval have one."""
    printed = "\n".join(text_of(o) for c in cells_of(path, "code") for o in c.outputs)
    assert re.findall(r"^.*(?<!95%: )(?<![\w.])[-−]0(?:\.0+)?(?![\w.]).*", printed, re.M) == []


@each
def test_no_cell_is_left_out_of_the_comparison(path):
    for cell in cells_of(path, "code"):
        assert not WITHOUT_OUTPUT.search(cell.source)
        assert not any(WITHOUT_OUTPUT.search(tag) for tag in cell.metadata.get("tags", []))


@each
def test_cells_are_short_and_prose_comes_between(path):
    cells = cells_of(path, "code")
    lengths = sorted(code_lines(cell) for cell in cells if not folded(cell))
    assert statistics.median(lengths) <= MEDIAN
    assert lengths[int(0.9 * (len(lengths) - 1))] <= 20
    assert max(map(code_lines, cells)) <= LONGEST
    kinds = "".join(cell.cell_type[0] for cell in read(path).cells)
    assert "ccc" not in kinds, "three code cells in a row"


def test_contributors_are_told_how_long_a_cell_may_be():
    told = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert f"at most {LONGEST} lines of code in a cell ({MEDIAN} in the median)" in told


@pytest.mark.parametrize("path", [path for path in PATHS if path.stem.startswith("04")])
def test_no_part_of_chapter_4_outgrows_its_page(path):
    """As one notebook of 118 code cells and 6 pictures it lost its readers."""
    cells = cells_of(path, "code")
    shown = [output.get("data", {}) for cell in cells for output in cell.outputs]
    pictures = sum("image/png" in data or "<svg" in data.get("text/html", "") for data in shown)
    assert len(cells) <= 50
    assert len(cells) <= 10 * pictures


@each
def test_code_fits_its_column(path):
    """That of a cell, and that of a solution or of what is not run here."""
    prose = "\n\n".join(cell.source for cell in cells_of(path, "markdown"))
    code = re.findall(r"^```\w*\n(.*?)^```", prose, re.M | re.S)
    code += [cell.source for cell in cells_of(path, "code")]
    assert [line for block in code for line in block.split("\n") if len(line) > 79] == []


@each
def test_what_teaches_nothing_about_networks_is_folded(path):
    """The reader meets the outcome of a set-up cell or of a decision, not its code."""
    cells = cells_of(path, "code")
    assert "hide-cell" in cells[0].metadata.get("tags", [])
    decisions = [cell for cell in cells if "ledger.decide(" in cell.source]
    assert all("hide-input" in cell.metadata.get("tags", []) for cell in decisions)


CHAPTER_6 = [path for path in PATHS if re.match(r"06[a-g]", path.stem)]


@pytest.mark.parametrize("path", CHAPTER_6, ids=lambda path: path.stem)
def test_what_is_useful_is_decided_by_one_rule(path):
    """Raw numbers, over seeds and test cases: what ``scores.paired`` found, and no other."""
    cells = cells_of(path, "code")
    deciding = [cell for cell in cells if "ledger.decide(" in cell.source]
    assert deciding
    assert any("scores.paired(" in cell.source for cell in cells)
    for cell in deciding:
        evidence = cell.source.split("ledger.decide(")[0]
        assert ".evidence(" in evidence
        assert "round(" not in cell.source
        assert int(re.search(r"seeds=(\d+)", cell.source)[1]) >= 3
        assert not re.search(r'"[<>=]=?", ', evidence), "a threshold of its own"


def verdict_by_the_rule(outcomes):
    """What the page of claims makes of the comparisons behind a claim of chapter 6."""
    if "wins" in outcomes:
        return "confirmed" if outcomes == {"wins"} else "depends"
    return "refuted" if "loses" in outcomes else "ties"


@pytest.mark.parametrize("path", CHAPTER_6, ids=lambda path: path.stem)
def test_a_claim_of_chapter_6_has_the_verdict_that_its_comparisons_give(path):
    for cell in cells_of(path, "code"):
        for verdict in re.findall(r'ledger\.decide\("\S+", "(\w+)"', cell.source):
            outcomes = re.findall(r'\.evidence\([^()]*"(\w+)"\s*\)', cell.source)
            assert len(outcomes) == cell.source.count(".evidence(")
            assert verdict == verdict_by_the_rule(set(outcomes)), cell.source


@each
def test_cells_have_ids_that_say_what_they_are(path):
    ids = [cell.id for cell in read(path).cells]
    assert len(set(ids)) == len(ids)
    assert not any(re.fullmatch(r"[0-9a-f]{8}", name) for name in ids)


@each
def test_every_picture_has_a_description(path):
    for cell in cells_of(path, "code"):
        if any("image/png" in output.get("data", {}) for output in cell.outputs):
            alt = cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
            assert len(alt.split()) >= 8, f"{alt!r} does not describe the picture of {cell.id}"


class Names(ast.NodeVisitor):
    """The names that a cell reads, those that it sets, and whether it trains a Keras model."""

    def __init__(self, source):
        self.reads, self.sets, self.fits = set(), set(), False
        self.visit(ast.parse(re.sub(r"%pip.*", "pass", source)))

    def visit_Name(self, node):
        (self.sets if isinstance(node.ctx, ast.Store) else self.reads).add(node.id)

    def visit_FunctionDef(self, node):
        self.sets.add(node.name)
        self.generic_visit(node)

    def visit_Attribute(self, node):
        if isinstance(node.value, ast.Name) and isinstance(node.ctx, ast.Store):
            self.sets.add(node.value.id)
        self.generic_visit(node)

    def visit_Subscript(self, node):
        if isinstance(node.value, ast.Name) and isinstance(node.ctx, ast.Store):
            self.sets.add(node.value.id)
        self.generic_visit(node)

    def visit_Call(self, node):
        called = node.func
        if isinstance(called, ast.Attribute) and called.attr in ("fit", "append", "extend"):
            owner = called.value.id if isinstance(called.value, ast.Name) else ""
            options = {option.arg for option in node.keywords}
            of_keras = options & {"epochs", "verbose", None}  # scikit-learn has none of these
            self.fits |= called.attr == "fit" and bool(of_keras)
            self.sets.add(owner)
        self.generic_visit(node)


def descends_from_training(path):
    """Which cells use, over any number of steps, what came out of a ``fit`` of Keras."""
    tainted, descending = set(), []
    for cell in cells_of(path, "code"):
        names = Names(cell.source)
        descending.append(names.fits or bool(names.reads & tainted))
        if descending[-1]:
            tainted |= names.sets
    return descending


@each
def test_only_what_a_trained_network_gives_is_compared_with_a_band(path):
    """Else a wrong number in plain arithmetic could hide behind a tag."""
    cells = cells_of(path, "code")
    counts = Counter()
    for cell, descends in zip(cells, descends_from_training(path), strict=True):
        for tag in {"trained", "sampled"} & set(cell.metadata.get("tags", [])):
            assert descends, f"{cell.id} is {tag}, but no trained network is behind it"
            counts[tag] += 1
    assert counts == TAGGED.get(path.stem, {}), "tag a cell only if another rounding changes it"


@each
def test_rounding_is_set_in_one_place_before_tensorflow_is_loaded(path):
    code = "\n".join(cell.source for cell in cells_of(path, "code"))
    loaded = re.search(r"^(import|from) (keras|tensorflow)\b", code, re.M)
    assert not re.search(r"environ|config\.threading", code), "rnn_helpers.rounding does this"
    assert not loaded or "rounding.pin()" in code[: loaded.start()]


@each
def test_nothing_tells_of_the_machine_it_ran_on(path):
    assert not MACHINE_PATH.search(path.read_text(encoding="utf-8"))
    notebook = read(path)
    assert notebook.metadata == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        assert set(cell.metadata) <= {"mystnb", "tags"}
        for output in cell.get("outputs", []):
            assert not re.search(r" at 0x[0-9a-f]+", text_of(output))


@each
def test_prose_is_plain_markdown(path):
    """Directives and roles would show raw in Colab; so would a title that is not a heading."""
    for cell in cells_of(path, "markdown"):
        assert not re.search(r"^\s*(`{3,}\{|:{3,}\{)", cell.source, re.M)
        assert not re.search(r"\{[a-z:]+\}`", cell.source)
    assert cells_of(path, "markdown")[0].source.startswith("# ")


@each
def test_details_can_be_opened_anywhere(path):
    """A reveal needs a summary, and blank lines around the Markdown inside it."""
    for cell in cells_of(path, "markdown"):
        opened = re.findall(r"<details>\n<summary><b>.+?</summary>\n\n", cell.source)
        assert cell.source.count("<details>") == len(opened)
        assert len(re.findall(r"\n\n</details>", cell.source)) == len(opened)


@each
def test_links_between_notebooks_lead_somewhere(path):
    for cell in cells_of(path, "markdown"):
        for target in re.findall(r"\]\(([^)#]+)", cell.source):
            if not target.startswith("http"):
                assert (path.parent / target).exists(), target


@each
def test_numbered_equations_are_numbered_in_order_and_exist(path):
    prose = "\n".join(cell.source for cell in cells_of(path, "markdown"))
    tags = re.findall(r"\\tag\{([^}]+)\}", prose)
    assert [int(tag.split(".")[1]) for tag in tags] == [*range(1, len(tags) + 1)]
    chapter = path.stem.split("_")[0].lstrip("0")
    everything = "\n".join(cell.source for cell in read(path).cells)
    for reference in re.findall(r"\((\d+[a-g]?\.\d+)\)", everything):
        if reference.split(".")[0] == chapter:
            assert reference in tags, f"equation ({reference}) is named but not there"


@each
def test_a_notebook_is_smaller_than_a_megabyte(path):
    assert path.stat().st_size < 2**20


def exercises_of(path):
    """Each starter cell with the solution that follows it."""
    cells = read(path).cells
    for cell, after in itertools.pairwise(cells):
        asked = re.search(r"^check\.(\w+)\(", cell.source, re.M)
        if cell.cell_type == "code" and asked:
            yield asked[1], cell, after.source


@each
def test_letters_of_pictures_can_be_read_on_a_phone(path):
    """A page of 390 px has 358 px for a picture; letters of 11 points keep 11 px of them there."""
    pictures = [
        output.metadata["image/png"]["width"]
        for cell in cells_of(path, "code")
        for output in cell.outputs
        if "image/png" in output.get("data", {})
    ]
    assert pictures
    size = 11 * 100 / 72  # points at 100 dots per inch
    assert size * min(1, 358 / max(pictures)) >= 11


@each
def test_exercises_are_unsolved_and_their_solutions_pass(path):
    exercises = list(exercises_of(path))
    is_part = re.match(r"04[ab]", path.stem)  # of a chapter with several notebooks
    assert len(exercises) >= (3 if is_part else 5)
    for name, starter, text in exercises:
        assert "returns nothing yet" in text_of(starter.outputs[0])
        code = re.search(r"<b>Solution</b>.*?```python\n(.*?)```", text, re.S)[1]
        namespace = {}
        exec(compile(code, f"solution of {name}", "exec"), namespace)
        verdict = getattr(check, name)(namespace[name])
        assert verdict.right, verdict


@pytest.mark.parametrize("part", "abcdefg")
def test_every_application_has_one_exercise_without_a_best_answer(part):
    (path,) = [path for path in PATHS if path.stem.startswith(f"06{part}_")]
    text = "\n".join(cell.source for cell in cells_of(path, "markdown"))
    tasks = re.findall(r"^### \d+ · Open: .*?(?=^###? |\Z)", text, re.M | re.S)
    assert len(tasks) == 1
    assert re.search(r"checker|cannot see", tasks[0])
    assert re.search(r"\d\.\d\d", tasks[0]), "the number to beat"


@each
def test_a_proof_gets_a_skeleton_and_says_what_its_checker_cannot_see(path):
    for text, starter in itertools.pairwise(read(path).cells):
        task = re.split(r"^### ", text.source, flags=re.M)[-1]
        if re.search(r"^check\.\w+\(", starter.source, re.M) and "· Prove:" in task:
            said, skeleton = task.split("<summary><b>A skeleton of the proof</b></summary>")
            assert re.search(r"^The checker compares .*(cannot|can it|does not|yours)", said, re.M)
            assert len(re.findall(r"^- .+", skeleton, re.M)) >= 3
            assert "…" in skeleton or r"\dots" in skeleton, "a skeleton leaves blanks"


@each
def test_a_quiz_has_five_questions_with_answers(path):
    quiz = next(c.source for c in cells_of(path, "markdown") if "## Quiz" in c.source)
    quiz = quiz.split("## Quiz")[1].split("\n## ")[0]
    assert re.findall(r"^\*\*(\d)\.\*\*", quiz, re.M) == list("12345")
    for question in re.split(r"^\*\*\d\.\*\*", quiz, flags=re.M)[1:]:
        options = re.findall(r"^- ([A-D])\. ", question, re.M)
        answer = question.split("</summary>")[1]
        assert all(re.search(rf"\b{option}\b", answer) for option in options), question


COLUMNS = "| network | numbers learned | 8-bit sums right | long chains right | from |"


def scoreboard_of(path):
    """The lines of the table of results of a chapter, which stands just before its recap."""
    prose = "\n\n".join(cell.source for cell in cells_of(path, "markdown"))
    section = re.search(r"^## The scoreboard\n(.*?)^## Recap\n", prose, re.M | re.S)
    return re.findall(r"^\|.*", section[1], re.M) if section else []


CLIMB = [path for path in PATHS if re.match(r"0[1-5]_", path.stem) and scoreboard_of(path)]


@pytest.mark.parametrize("path", CLIMB, ids=lambda path: path.stem)
def test_the_scoreboard_has_its_columns_and_rows_of_the_chapter(path):
    columns, _, *rows = scoreboard_of(path)
    assert columns == COLUMNS
    assert all(len(re.split(r"(?<!\\)\|", row)) == 7 for row in rows)
    chapter = path.stem[1]
    own = rf"\| \[chapter {chapter}\]\({path.name}\) \|$"
    assert re.search(own, rows[-1]), "the last row is of the chapter itself"


def test_each_of_the_first_five_chapters_has_a_scoreboard():
    assert [path.stem[:3] for path in CLIMB] == ["01_", "02_", "03_", "04_", "05_"]


def test_the_scoreboard_grows_from_chapter_to_chapter():
    """Each chapter repeats the rows of the one before, letter by letter, and adds its own."""
    for before, after in itertools.pairwise(map(scoreboard_of, CLIMB)):
        assert after[: len(before)] == before
        assert len(after) > len(before)


def test_the_chapter_quotes_the_long_run_as_it_was():
    counts = json.loads((ROOT / "benchmarks" / "adder_seeds.json").read_text(encoding="utf-8"))
    cells = cells_of(ROOT / "notebooks" / "05_binary_addition.ipynb", "code")
    quoted = [re.search(r"^fresh = (\{.*?^\})", cell.source, re.M | re.S) for cell in cells]
    assert [ast.literal_eval(found[1]) for found in quoted if found] == [
        {kind: counts[kind] for kind in ("random", "chains")}
    ]
    assert all(sum(counts[kind].values()) == counts["seeds"] for kind in ("random", "chains"))


def names_in(code):
    """The names that a cell reads before it sets them, and those that it sets."""
    reads, sets = set(), set()
    for instruction in dis.get_instructions(code):
        if instruction.opname.startswith("STORE_NAME"):
            sets.add(instruction.argval)
        elif instruction.opname in ("LOAD_NAME", "LOAD_GLOBAL") and instruction.argval not in sets:
            reads.add(instruction.argval)
    for inner in filter(inspect.iscode, code.co_consts):
        reads |= names_in(inner)[0] - sets
    return reads, sets


def cells_that_need_keras(path):
    """The cells that load Keras, or read what only such cells have set."""
    lost, needing = set(), []
    for cell in cells_of(path, "code"):
        reads, sets = names_in(compile(re.sub(r"%pip.*", "pass", cell.source), cell.id, "exec"))
        if {"keras", "tf", "keras_bridge"} & sets or reads & lost:
            needing.append(cell.id)
            lost |= sets
        else:
            lost -= sets
    return needing


def test_most_of_chapter_5_runs_without_keras():
    """Its adders are trained in NumPy: only the tutorial's model and two others need Keras."""
    needing = cells_that_need_keras(ROOT / "notebooks" / "05_binary_addition.ipynb")
    assert 5 <= len(needing) <= 12


def test_the_adding_problem_is_told_as_it_went():
    """Chapter 3 copies the counts of a script that takes minutes."""
    run = json.loads((ROOT / "benchmarks" / "adding_problem.json").read_text(encoding="utf-8"))
    chapter = (ROOT / "notebooks" / "03_bptt.ipynb").read_text(encoding="utf-8")
    for name in ("solved", "guessing"):
        counts = list(run["RNN, 0.003"][name].values())
        assert f'\\"{name}\\": {counts}' in chapter
    assert run["GRU, 0.01"]["solved"]["500"] == run["seeds"]
    assert f"It trained {run['seeds']} GRUs, which all were done within 500 steps" in chapter


@each
def test_code_that_is_not_run_parses_and_hides_no_helper(path):
    """As `import datasets` would, of another library, after `from rnn_helpers import datasets`."""
    imports = [
        node
        for cell in cells_of(path, "code")
        for node in ast.walk(ast.parse(re.sub(r"%pip.*", "pass", cell.source)))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("rnn_helpers")
    ]
    helpers = {name.asname or name.name for node in imports for name in node.names}
    for cell in cells_of(path, "markdown"):
        for listing in re.findall(r"^```python\n(.*?)^```", cell.source, re.M | re.S):
            for node in ast.walk(ast.parse(listing)):
                if isinstance(node, ast.Import):
                    assert helpers.isdisjoint(name.asname or name.name for name in node.names)


def test_part_6f_quotes_the_transformer_as_it_was():
    path = ROOT / "benchmarks" / "captions_without_recurrence.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    chapter = (ROOT / "notebooks" / "06f_captioning.ipynb").read_text(encoding="utf-8")

    def span(name, part):
        return f"{min(found[name][part]):.2f} to {max(found[name][part]):.2f}"

    assert len(found["seeds"]) == 3
    assert f"with {found['weights']:,} weights" in chapter
    for part, words in {"test": "test captions", "new pairs": "new pairs"}.items():
        alone, gru = span("attention alone", part), span("GRU with attention", part)
        assert re.search(rf"{alone} of the {words}[^;]*, against {gru}", chapter), part
    assert max(found["attention alone"]["four"]) == 0
    four = span("GRU with attention", "four")
    assert f"none of the captions of four digits in section 6f.8, against {four}" in chapter


def test_titles_of_films_are_whole_or_cut_between_words():
    (path,) = [path for path in PATHS if path.stem.startswith("06g")]
    names = datasets.film_names(datasets.movielens()[0])
    printed = "\n".join(text_of(o) for c in cells_of(path, "code") for o in c.outputs)
    lists = re.findall(r"^(popularity +Markov +GRU) *\n((?: .*\n){10})", printed, re.M)
    assert len(lists) == 2
    for heads, rows in lists:
        starts = [found.start() + 1 for found in re.finditer(r"\w+", heads)]
        for row, (begin, end) in itertools.product(
            rows.splitlines(), itertools.pairwise([*starts, None])
        ):
            title = row[begin : end and end - 1].strip()
            cut = title.endswith(" …") and any(name.startswith(title[:-1]) for name in names)
            assert title in names or cut, title
