"""Plant small faults in the helpers, one at a time, and see whether the tests notice.

    python tools/mutation.py                               every module but the figures
    python tools/mutation.py src/rnn_helpers/optim.py …    some of them

mutmut makes the mutants, functions with one fault each, and runs the tests that reach them. Here
its workshop in ``_build/mutation`` is set up, and what it finds is counted by module. A mutant that
survives has to stand in ``tests/mutation_survivors.toml``, with the reason why no test can tell it
from the original; one that does not stand there is an error, and so is one there that is killed.

Not counted is a mutant that only changes the wording of a text: a string with a blank in it whose
letters become small or capital, or that gets an X at its ends. Single words (names of arguments,
keys, options) count; "UTF-8" is "utf-8". Docstrings and what stands outside functions are not
mutated at all.
"""

import ast
import difflib
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

import anywhere

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "rnn_helpers"
WORKSHOP = ROOT / "_build" / "mutation"
SURVIVORS = ROOT / "tests" / "mutation_survivors.toml"
LEFT_OUT = ["plotting.py", "diagrams/*"]  # their tests compare pictures
TESTS = {  # the tests of a module, without "test_": the first pattern that fits
    "_arguments.py": "arguments odd_arguments data_* drawings",
    "binary_addition/*": "odd_arguments binary_addition",
    "budgets/*": "budgets",
    "check/challenge.py": "check_challenge",
    "check/contest.py": "contest",
    "check/stored.py": "check_challenge",
    "check/chapter_06a_contest.py": "check contest",
    "check/chapter_06b_open.py": "check check_fewer_bits",
    "check/chapter_06c_readers.py": "check check_answers open_exercises",
    "check/chapter_06d_names.py": "check open_exercises",
    "check/chapter_06e_decoding.py": "check check_answers check_challenge",
    "check/chapter_06f_votes.py": "check check_answers check_challenge",
    "check/chapter_06g_films.py": "check check_next_films",
    "check/*": "check check_[!cfn]* check_numeric",
    "datasets/film_titles.py": "odd_arguments data_movielens",
    "datasets/made_to_order.py": "odd_arguments data_made_to_order",
    "datasets/movielens.py": "odd_arguments data_records data_movielens",
    "datasets/reviews.py": "odd_arguments data_records data_reviews",
    "datasets/sales*.py": "odd_arguments data_records data_forecasting",
    "datasets/scenes.py": "odd_arguments data_records data_scenes",
    "datasets/sentences.py": "odd_arguments data_translation",
    "datasets/shakespeare.py": "odd_arguments data_records data_shakespeare",
    "datasets/translation.py": "odd_arguments data_records data_translation",
    "datasets/vowels.py": "odd_arguments data_records data_vowels",
    "datasets/*.py": "odd_arguments data_records data_splits data_forecasting",
    "keras_bridge.py": "keras messages bad_input",
    "ledger.py": "ledger messages",
    "model.py": "messages bad_input model",
    "_paired.py": "odd_arguments paired",
    "_validate.py": "messages bad_input validate",
    "rounding.py": "measure_bands",
    "scores.py": "odd_arguments scores",
    "trained/*": "trained",
    "*": "messages bad_input diagnostics functions layers optim training",
}
OPEN = {  # exercises whose answers take seconds: tried for the sake of their own module only
    "check/chapter_06a_contest.py": "best_week",
    "check/chapter_06b_open.py": "fewer_bits",
    "check/chapter_06c_readers.py": "better_verdicts",
    "check/chapter_06d_names.py": "better_names",
    "check/chapter_06e_decoding.py": "read_fast_speech",
    "check/chapter_06f_votes.py": "combine_captions",
    "check/chapter_06g_films.py": "next_films",
}
ALL_AT_ONCE = ["no_answer_makes_a_checker_stop", "most_exercises_are_met"]  # minutes together
SET_UP = {"src", "tests", "pyproject.toml", "_build"}
SET_UP |= {"conftest.py"}  # is for the notebooks, and calls what may be the mutant
KILLED = {"killed", "timeout", "segfault"}


class Mutant(NamedTuple):
    """One fault: the lines that it changes, as ``ast.unparse`` writes them."""

    module: str
    function: str
    before: str
    after: str


def tests_of(module):
    """The tests that are run for a module, a path under the package: what pytest is told."""
    names = next(names for pattern, names in TESTS.items() if fnmatch(module, pattern)).split()
    files = [path for name in names for path in (ROOT / "tests").glob(f"test_{name}.py")]
    chosen = choice(module)
    return (*sorted(f"tests/{path.name}" for path in files), *(("-k", chosen) if chosen else ()))


def choice(module):
    """Which of these tests are run, in pytest's words; None for all."""
    if module == "rounding.py":
        return "not own_line"  # between that line and a mutant stand lines of mutmut
    if module in OPEN:
        code = (PACKAGE / module).read_text(encoding="utf-8")
        own = re.findall(r"^(\w+) = (?:Exercise|Challenge|Contest)\(", code, re.MULTILINE)
        return " or ".join([*own, "not test_check.py"])
    if module.startswith("check/"):
        return f"not ({' or '.join([*OPEN.values(), *ALL_AT_ONCE])})"
    return None


def lay_out(modules, tests):
    """Set up a folder in which mutmut finds its settings, the package and the tests."""
    shutil.rmtree(WORKSHOP, ignore_errors=True)
    (WORKSHOP / "mutants").mkdir(parents=True)
    for name in ("src", "tests"):
        (WORKSHOP / name).symlink_to(ROOT / name)
    for path in ROOT.iterdir():  # what tests read; the rest is mutated, written or set up below
        if path.name not in SET_UP and (path.name[0] != "." or path.name == ".github"):
            (WORKSHOP / "mutants" / path.name).symlink_to(path)
    settings = {
        "source_paths": ["src"],
        "only_mutate": [f"src/rnn_helpers/{module}" for module in modules],
        "pytest_add_cli_args": [f"-pno:{name}" for name in ("nbval", "xdist", "cov")],
        "pytest_add_cli_args_test_selection": list(tests),
        "timeout_multiplier": 5.0,  # of real time: the machine may be busy
        "timeout_constant": 3.0,
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
    lines = ["[tool.mutmut]", *lines, "[tool.pytest.ini_options]"]
    errors = [f"error::{warning}:rnn_helpers" for warning in ("RuntimeWarning", "EncodingWarning")]
    lines += [f"filterwarnings = {json.dumps(errors)}", ""]
    (WORKSHOP / "pyproject.toml").write_text("\n".join(lines), encoding="utf-8")


def run_mutmut():
    """Test all mutants, on all cores; what mutmut prints is kept in a file."""
    program = [sys.executable, str(Path(__file__).with_name("mutation_runner.py")), "run"]
    settings = {"HYPOTHESIS_PROFILE": "mutation", "PYTHONPATH": str(ROOT / "tools")}
    settings |= {
        "MPLBACKEND": "agg",
        "PYTHONWARNDEFAULTENCODING": "1",  # or a mutant without one would do here
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }
    log = WORKSHOP / "log.txt"
    with log.open("w", encoding="utf-8") as file:
        options = {"cwd": WORKSHOP, "env": os.environ | settings, "stdout": file, "stderr": file}
        done = subprocess.run(program, **options)
    if done.returncode:
        sys.exit(log.read_text(encoding="utf-8")[-5000:])


def results(module):
    """What became of each mutant of a module: ``(mutant, status)``, or the status "reworded"."""
    from mutmut.stats import status_by_exit_code

    place = WORKSHOP / "mutants" / "src" / "rnn_helpers" / module
    meta = Path(f"{place}.meta")
    codes = (
        json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"] if meta.exists() else {}
    )
    functions = {
        node.name: node
        for node in ast.walk(ast.parse(place.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    for key, code in codes.items():
        name = key.rpartition(".")[2]
        stem = name.rpartition("__mutmut_")[0]
        original, mutant = functions[f"{stem}__mutmut_orig"], functions[name]
        qualified = stem.removeprefix("x_").replace("ǁ", ".").removeprefix("x.")
        original.name = mutant.name = qualified.rpartition(".")[2]
        status = "reworded" if same_but_for_wording(original, mutant) else status_by_exit_code[code]
        yield Mutant(module, qualified, *changed_lines(original, mutant)), status


def changed_lines(original, mutant):
    """The lines that differ, before and after; without blanks at their ends."""
    texts = [ast.unparse(node).splitlines() for node in (original, mutant)]
    differences = list(difflib.ndiff(*texts))
    return tuple(
        "\n".join(line[2:].strip() for line in differences if line.startswith(sign))
        for sign in "-+"
    )


def same_but_for_wording(original, mutant):
    """Whether only texts differ, and only in capitals or in an X at their ends."""
    return without_wording(original) == without_wording(mutant)


def without_wording(function):
    tree = ast.parse(ast.unparse(function))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if " " in node.value:
                node.value = node.value.replace("XX", "").lower()  # also where lines meet
            elif node.value == "UTF-8":
                node.value = "utf-8"
    return ast.dump(tree)


def survivors():
    """The entries of the list of survivors: a mutant's fields, and ``why`` it survives."""
    try:
        import tomllib
    except ImportError:  # Python 3.10
        import tomli as tomllib
    return tomllib.loads(SURVIVORS.read_text(encoding="utf-8")).get("survivor", [])


def mutants_of(entry):
    """The mutants of an entry, whose ``after`` may be a list: one reason for several changes."""
    several = entry["after"] if isinstance(entry["after"], list) else [entry["after"]]
    return [Mutant(entry["module"], entry["function"], entry["before"], after) for after in several]


def show_scores(found):
    """Print how many mutants of each module are killed, and how many of these by taking forever."""
    heads = ("mutants", "killed", "timeout", "survive", "score", "reworded")
    print(f"\n{'module':<30}", *(f"{head:>8}" for head in heads))
    total = Counter()
    for module, mutants in found.items():
        known = KILLED | {"reworded"}
        count = Counter(status if status in known else "survive" for _, status in mutants)
        total += count
        show_row(module, count)
    show_row("total", total)


def show_row(name, count):
    killed, survive = sum(count[status] for status in KILLED), count["survive"]
    score = f"{killed / (killed + survive):.1%}" if killed + survive else "-"
    columns = (killed + survive, killed, count["timeout"], survive, score, count["reworded"])
    print(f"{name:<30}", *(f"{column:>8}" for column in columns), flush=True)


def judge(found, listed):
    """Name the survivors that are not explained, and the explained that are killed."""
    alive = [m for mutants in found.values() for m, s in mutants if s not in KILLED | {"reworded"}]
    unexplained = [mutant for mutant in alive if mutant not in listed]
    killed = [mutant for mutant in listed if mutant.module in found and mutant not in alive]
    show_mutants("Survive, and tests/mutation_survivors.toml does not say why", unexplained)
    show_mutants("Stand in tests/mutation_survivors.toml, but do not survive", killed)
    return bool(unexplained or killed)


def show_mutants(title, mutants):
    """Print mutants as they stand in the list of survivors."""
    if mutants:
        print(f"\n{title}:")
    for mutant in mutants:
        print("\n[[survivor]]")
        for field, text in mutant._asdict().items():
            print(f"{field} = {json.dumps(text, ensure_ascii=False)}")


def main(paths):
    anywhere.print_anything()
    names = [Path(path).resolve().relative_to(PACKAGE).as_posix() for path in paths]
    every = [path.relative_to(PACKAGE).as_posix() for path in sorted(PACKAGE.rglob("*.py"))]
    every = [name for name in every if not any(fnmatch(name, pattern) for pattern in LEFT_OUT)]
    groups, found = defaultdict(list), {}
    for name in names or every:
        groups[tests_of(name)].append(name)
    for tests, modules in groups.items():
        print("Testing", *modules, flush=True)
        lay_out(modules, tests)
        run_mutmut()
        found |= {module: list(results(module)) for module in modules}
    found = {module: mutants for module, mutants in found.items() if mutants}
    show_scores(found)
    return judge(found, [mutant for entry in survivors() for mutant in mutants_of(entry)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
