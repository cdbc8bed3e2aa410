"""Hold every number in the prose of the book to a line that says the same.

``tests/prose/`` keeps, for each number in each Markdown cell, page and description of a picture,
the line that holds it: what a cell near by printed, its code, a formula, a count, a cited work.
``python tools/hold_prose.py`` finds a line for every number that has none (give paths for some
pages only) and lists the numbers for which it found none: let a cell print or assert them, or
correct the sentence. It lists those, too, that have only their value in common with the new line,
which may be chance. The few that nothing can hold are in ``tests/prose_excused.json``, with a
reason for each.
"""

import json
import sys
from collections import Counter
from pathlib import Path

import anywhere
from prose_evidence import PAGES, ROOT
from prose_lines import fit, holds, is_stranger, lines_for, sections
from prose_numbers import numbers
from prose_text import read, spoken

REGISTER = ROOT / "tests" / "prose"
EXCUSED = ROOT / "tests" / "prose_excused.json"


def statements(cells):
    """Yield each number of the prose: the place of its cell, the cells near by, passage, number.

    Where the same words come again in a cell, the key of the number counts them.
    """
    for place, near in enumerate(sections(cells)):
        times = Counter()
        for passage in spoken(cells[place]):
            for number in numbers(passage):
                times[number.key] += 1
                again = f" ({times[number.key]})" if times[number.key] > 1 else ""
                yield place, near, passage, number._replace(key=number.key + again)


def unheld(cells, register, excused):
    """List the numbers that nothing holds, and the entries that no number uses."""
    wrong, used = [], set()
    for place, near, passage, number in statements(cells):
        name, key = cells[place].name, number.key
        used.add((name, key))
        if key in excused.get(name, {}):
            continue
        lines = lines_for(cells, near, passage, number)
        _, line = lines.get(register.get(name, {}).get(key), (None, None))
        if line is None or not holds(line, number):
            wrong.append(f"{name}: nothing holds {key!r}")
    known = {(name, key) for kept in (register, excused) for name in kept for key in kept[name]}
    return wrong + [f"{name}: {key!r} is not there" for name, key in sorted(known - used)]


def bind(cells, old, excused):
    """Find the best line for every number; keep those that still hold."""
    register = {}
    for place, near, passage, number in statements(cells):
        name, key = cells[place].name, number.key
        scores = {
            text: fit(passage, number, 0 if at is None else abs(at - place), line)
            for text, (at, line) in lines_for(cells, near, passage, number).items()
            if holds(line, number)
        }
        before = old.get(name, {}).get(key)
        if scores and key not in excused.get(name, {}):
            akin = {text for text in scores if not is_stranger(passage, text)}
            best = max(scores, key=lambda text: (text in akin, scores[text]))
            register.setdefault(name, {})[key] = before if before in scores else best
    return register


def strangers(cells, register, old):
    """Yield the new entries whose line and sentence have no word in common."""
    for place, _, passage, number in statements(cells):
        name, key = cells[place].name, number.key
        line = register.get(name, {}).get(key)
        if line and line != old.get(name, {}).get(key) and is_stranger(passage, line):
            yield f"{name}: look twice, {key!r} is held by {line!r}"


def kept(path):
    """What a file holds, if it is there."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def main(paths):
    """Write the register of some pages, or all, and list what it leaves open."""
    anywhere.print_anything()
    REGISTER.mkdir(exist_ok=True)
    for page in map(Path, paths or PAGES):
        cells, excused = read(page), kept(EXCUSED).get(page.stem, {})
        file = REGISTER / f"{page.stem}.json"
        old = kept(file)
        register = bind(cells, old, excused)
        text = json.dumps(register, ensure_ascii=False, indent=1)
        file.write_text(text + "\n", encoding="utf-8")
        for line in [*strangers(cells, register, old), *unheld(cells, register, excused)]:
            print(f"{page.stem}: {line}")


if __name__ == "__main__":
    main(sys.argv[1:])
