"""The mutation tests' own tools, and the list of the mutants that survive."""

import ast
import re
import shutil
import subprocess
import sys

import mutation
import pytest

ORIGINAL = """
def divide(a, b, what="the divisor"):
    if b == 0:
        fail("b", "a number that is not zero", "zero")
    return a / b
"""
MUTANT = mutation.Mutant("divide.py", "divide", "return a / b", "return a * b")


def function(text):
    return ast.parse(text).body[0]


def changed(before, after):
    return function(ORIGINAL), function(ORIGINAL.replace(before, after))


def functions_of(module):
    """The code of every function and method of a module, by the name that the list uses."""
    tree = ast.parse((mutation.PACKAGE / module).read_text(encoding="utf-8"))
    found = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    for kind in (node for node in tree.body if isinstance(node, ast.ClassDef)):
        methods = (node for node in kind.body if isinstance(node, ast.FunctionDef))
        found |= {f"{kind.name}.{node.name}": node for node in methods}
    return {name: ast.unparse(node) for name, node in found.items()}


def test_a_mutant_is_known_by_the_lines_it_changes():
    assert mutation.changed_lines(*changed("a / b", "a * b")) == ("return a / b", "return a * b")


@pytest.mark.parametrize(
    ("before", "after", "only_wording"),
    [
        ('"a number that is not zero"', '"XXa number that is not zeroXX"', True),
        ('"a number that is not zero"', '"A NUMBER THAT IS NOT ZERO"', True),
        ('"a number that is not zero"', '"a number XXthat is not zeroXX"', True),
        ('"a number that is not zero"', "None", False),
        ('fail("b"', 'fail("XXbXX"', False),
        ('fail("b"', 'fail("B"', False),
        ("a / b", "a * b", False),
    ],
)
def test_the_wording_of_a_message_does_not_count_but_the_name_in_it_does(
    before, after, only_wording
):
    assert mutation.same_but_for_wording(*changed(before, after)) == only_wording


def test_the_tests_find_in_the_workshop_what_they_read(tmp_path, monkeypatch):
    """They are run from a copy there, in which only the package is mutated."""
    monkeypatch.setattr(mutation, "WORKSHOP", tmp_path / "workshop")
    mutation.lay_out(["scores.py"], ["tests/test_scores.py"])
    place = mutation.WORKSHOP / "mutants"
    assert (place / ".github" / "workflows").exists(), "test_budgets.py reads them"
    assert not (place / "conftest.py").exists(), "it calls rounding.py: no mutant of that would run"
    for name in ("src", "tests"):
        shutil.copytree(mutation.ROOT / name, place / name)
    options = ["-p", "no:cacheprovider", "--collect-only", "-q", "tests/test_scores.py"]
    command = [sys.executable, "-m", "pytest", "--rootdir=.", "-o", "addopts=", *options]
    done = subprocess.run(command, cwd=place, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_name_of_an_encoding_has_no_capitals():
    names = ("utf-8", "UTF-8", "XXutf-8XX")
    mine, capital, other = (function(f"def read(p):\n    p.read_text({name!r})") for name in names)
    assert mutation.same_but_for_wording(mine, capital)
    assert not mutation.same_but_for_wording(mine, other)


def test_answers_that_take_seconds_are_tried_for_their_own_modules_only():
    for module, exercise in mutation.OPEN.items():
        assert exercise in mutation.tests_of(module)[-1].split(" or ")
        assert re.search(rf"not \(.*\b{exercise}\b", mutation.tests_of("check/engine.py")[-1])


def test_a_survivor_without_an_explanation_is_an_error(capsys):
    found = {"divide.py": [(MUTANT, "survived"), (MUTANT._replace(after="pass"), "killed")]}
    assert mutation.judge(found, [])
    assert 'after = "return a * b"' in capsys.readouterr().out
    assert not mutation.judge(found, [MUTANT])


def test_a_mutant_that_no_test_reaches_survives():
    assert mutation.judge({"divide.py": [(MUTANT, "no tests")]}, [])


def test_an_explanation_of_a_mutant_that_is_killed_is_an_error(capsys):
    assert mutation.judge({"divide.py": [(MUTANT, "killed")]}, [MUTANT])
    assert "do not survive" in capsys.readouterr().out
    assert not mutation.judge({"other.py": []}, [MUTANT])


def test_the_score_is_the_share_that_is_killed(capsys):
    states = ["killed", "timeout", "survived", "killed", "reworded"]
    mutation.show_scores({"divide.py": [(MUTANT, state) for state in states]})
    assert capsys.readouterr().out.splitlines()[-1].split() == [
        "total",
        "4",
        "3",
        "1",
        "1",
        "75.0%",
        "1",
    ]


def test_one_reason_may_explain_several_mutants():
    entry = MUTANT._asdict() | {"after": ["return a * b", "pass"], "why": "it cannot be seen"}
    assert mutation.mutants_of(entry) == [MUTANT, MUTANT._replace(after="pass")]


def test_every_module_has_its_tests():
    for path in mutation.PACKAGE.rglob("*.py"):
        assert mutation.tests_of(path.relative_to(mutation.PACKAGE).as_posix()), path


def test_every_survivor_is_a_change_of_todays_code_and_has_a_reason():
    for entry in mutation.survivors():
        code = functions_of(entry["module"])[entry["function"]]
        assert all(line in code for line in entry["before"].splitlines()), entry
        assert len(entry["why"].split()) >= 5, entry
