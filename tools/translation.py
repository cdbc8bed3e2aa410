"""What the Chinese edition lacks, and how to put it there.

``python tools/translation.py`` says for every page what is missing, stale or damaged; with
``--page 05_binary_addition`` for one. ``--todo`` writes the messages of a page that nobody has
translated, as JSON; ``--fill FILE`` takes translations back: a dict from the English text or its
number to the Chinese, or to ``{"zh": "…", "allow": {"numbers": "why"}}``.

``--messages`` brings all catalogs up to date with the English book, and ``--notebooks`` writes what
is made from them: the Chinese notebooks, and the hints of the checkers. ``--take FOLDER`` takes the
translations of another copy of the catalogs, and lets ``--todo`` show what a sentence that has
changed was before.
"""

import argparse
import difflib
import json
import sys
from pathlib import Path

import anywhere
import catalogs
import edition
import terms
from translation_checks import damage

ALIKE = 0.6


def todo(name, before=None, folder=catalogs.FOLDER):
    """The messages of a catalog that nobody has translated, and what each was before it changed.

    ``before`` is a dict from English to Chinese, of sentences that may have changed since.
    """
    known, listed = catalogs.words(name, folder), catalogs.messages(name)
    before = dict(before or {})
    for message in listed:
        before.pop(message.text, None)
    found = []
    for n, message in enumerate(listed):
        if message.text not in known:
            entry = {"n": n, "kind": message.kind, "en": message.text}
            for old in difflib.get_close_matches(message.text, before, 1, ALIKE):
                entry |= {"was": old, "zh": before[old]}
            found.append(entry)
    return found


def take(name, theirs, folder=catalogs.FOLDER):
    """Take the translations of another copy of a catalog, for the messages as they are now."""
    said = {en: entry for en, entry in catalogs.read(name, theirs).items() if entry.zh}
    catalogs.write(name, catalogs.read(name, folder) | said, folder)


def fill(name, given, folder=catalogs.FOLDER):
    """Take translations into a catalog; return what fits no message."""
    listed = [message.text for message in catalogs.messages(name)]
    if isinstance(given, list):
        given = {str(entry.get("n", entry.get("en"))): entry for entry in given}
    known, odd = catalogs.read(name, folder), []
    for key, said in given.items():
        text = listed[int(key)] if key.isdigit() and int(key) < len(listed) else key
        said = said if isinstance(said, dict) else {"zh": said}
        if text in listed:
            known[text] = catalogs.Translation(said["zh"].strip(), said.get("allow", {}))
        else:
            odd.append(f"no such message: {text[:60]}")
    catalogs.write(name, known, folder)
    return odd


def faults(name):
    """What is wrong with a catalog, a line for each fault; what is missing is none."""
    known, listed = catalogs.read(name), catalogs.messages(name)
    texts = [message.text for message in listed]
    found = [f"stale, run make messages: {text[:60]}" for text in known if text not in texts]
    found += [f"not in the catalog, run make messages: {t[:60]}" for t in texts if t not in known]
    for message in listed:
        entry = known.get(message.text)
        if entry and entry.zh:
            found += [
                f"{check}: {said} | {entry.zh[:40]} | {message.text[:40]}"
                for check, said in damage(message, entry, name)
            ]
    return found


def report(chosen):
    """Print what is wrong with some catalogs; return how many faults there are."""
    total = left = 0
    for name in chosen:
        found, missing = faults(name), len(todo(name))
        total, left = total + len(found), left + missing
        for line in found:
            print(f"{name}: {line}")
        if missing:
            print(f"{name}: {missing} of {len(catalogs.messages(name))} not yet translated")
    print(f"{left} not yet translated, {total} faults")
    return total


def main():
    anywhere.print_anything()
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--page", action="append", choices=catalogs.names(), metavar="NAME")
    parser.add_argument("--todo", action="store_true")
    parser.add_argument("--fill", type=Path, metavar="FILE")
    parser.add_argument("--take", type=Path, metavar="FOLDER")
    parser.add_argument("--messages", action="store_true")
    parser.add_argument("--notebooks", action="store_true")
    options = parser.parse_args()
    chosen = options.page or catalogs.names()
    if options.messages:
        terms.refresh()
        for name in chosen:
            catalogs.write(name, catalogs.read(name))
    if options.take:
        for name in chosen:
            take(name, options.take)
    if options.fill:
        given = json.loads(options.fill.read_text(encoding="utf-8"))
        print("\n".join(fill(chosen[0], given)) or "filled")
    if options.notebooks:
        edition.write_committed(chosen)
    if options.todo:
        before = {name: catalogs.words(name, options.take) for name in chosen if options.take}
        found = [entry for name in chosen for entry in todo(name, before.get(name))]
        print("[" + ",\n ".join(json.dumps(entry, ensure_ascii=False) for entry in found) + "]")
    elif not (options.messages or options.notebooks):
        sys.exit(report(chosen) > 0)


if __name__ == "__main__":
    main()
