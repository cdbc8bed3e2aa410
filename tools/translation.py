"""What the Chinese edition lacks, and how to put it there.

``python tools/translation.py`` says for every page what is missing, stale or damaged; with
``--page 05_binary_addition`` for one. ``--todo`` writes the messages of a page that nobody has
translated, as JSON; ``--fill FILE`` takes translations back: a dict from the English text or its
number to the Chinese, or to ``{"zh": "…", "allow": {"numbers": "why"}}``. ``--messages`` brings all
catalogs up to date with the English book, and ``--notebooks`` writes what is made from them: the
Chinese notebooks, and the hints of the checkers.
"""

import argparse
import json
import sys
from pathlib import Path

import anywhere
import catalogs
import edition
import terms
from translation_checks import damage


def todo(name):
    """The messages of a catalog that nobody has translated."""
    known = catalogs.words(name)
    return [
        {"n": n, "kind": message.kind, "en": message.text}
        for n, message in enumerate(catalogs.messages(name))
        if message.text not in known
    ]


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
    parser.add_argument("--messages", action="store_true")
    parser.add_argument("--notebooks", action="store_true")
    options = parser.parse_args()
    chosen = options.page or catalogs.names()
    if options.messages:
        terms.refresh()
        for name in chosen:
            catalogs.write(name, catalogs.read(name))
    if options.fill:
        given = json.loads(options.fill.read_text(encoding="utf-8"))
        print("\n".join(fill(chosen[0], given)) or "filled")
    if options.notebooks:
        edition.write_committed(chosen)
    if options.todo:
        lines = (json.dumps(entry, ensure_ascii=False) for name in chosen for entry in todo(name))
        print("[" + ",\n ".join(lines) + "]")
    elif not (options.messages or options.notebooks):
        sys.exit(report(chosen) > 0)


if __name__ == "__main__":
    main()
