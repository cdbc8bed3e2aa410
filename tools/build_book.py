"""Build the book in both languages: ``python tools/build_book.py [folder]``.

The English book comes first. The Chinese one is written anew from it and from ``locale/zh_CN``,
built, and put into it as ``zh/``, without the pictures, scripts and fonts that both share.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import anywhere
import yaml
from edition import write_edition

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "book" / "_ext"))
import downloads
from editions import FOLDER, IDS
from words import catalog, use

LANGUAGE = "zh_CN"
SHARED = ("_static", "_images")
NEEDLESS = {"404.html", "sitemap.xml", "objects.inv", ".buildinfo"}  # one for both editions
LINK = re.compile(r'(?<=["\'])((?:\.\./)*)(_(?:static|images)/[^"\'?#]+)')
CARD = re.compile(rf'(https://[^"]*/){FOLDER}/(_static/card[^"]*)')  # pictures for chats
STYLE = re.compile(r'(?<=url\(")[^":]+')


def settings(ids):
    """The settings of the Chinese book: those of the English one, in Chinese."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    known = catalog(LANGUAGE)
    for place, key in ((config, "title"), (config, "author"), (config["html"], "extra_footer")):
        place[key] = known.get(place[key].strip(), place[key])
    config["repository"]["path_to_book"] = FOLDER
    sphinx = config["sphinx"]
    extensions = sphinx["local_extensions"]
    sphinx["local_extensions"] = dict.fromkeys(extensions, str(ROOT / "book" / "_ext"))
    base = sphinx["config"]["html_baseurl"]
    sphinx["config"] |= {
        "language": LANGUAGE,
        "html_baseurl": f"{base}{FOLDER}/",
        "edition": FOLDER,
        "english_ids": str(ids),
    }
    return config


def write_sources(folder, ids):
    """Write the sources of the Chinese book; leave alone what is as it was."""
    with tempfile.TemporaryDirectory() as place:
        new = Path(place)
        write_edition(new)
        shutil.copytree(ROOT / "book" / "_static", new / "book" / "_static")
        text = yaml.safe_dump(settings(ids), allow_unicode=True, sort_keys=False)
        (new / "_config.yml").write_text(text, encoding="utf-8")
        for path in [path for path in new.rglob("*") if path.is_file()]:
            target = folder / path.relative_to(new)
            if not target.exists() or target.read_bytes() != path.read_bytes():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)


def run(sources, folder):
    """Build a book with warnings as errors; return the folder of its pages."""
    program = shutil.which("jupyter-book", path=Path(sys.executable).parent)
    command = [program, "build", sources, "-W", "-n", "--keep-going", "--path-output", folder]
    subprocess.run(list(map(str, command)), check=True)
    return Path(folder, "_build", "html")


def same(path, other):
    return other.exists() and path.read_bytes() == other.read_bytes()


def join(english, chinese):
    """Put the Chinese pages into the English site, without what both share."""
    target = english / FOLDER
    files = [p.relative_to(chinese) for p in chinese.rglob("*") if p.is_file()]
    files = [name for name in files if name.name not in NEEDLESS]
    own = [
        name
        for name in files
        if name.parts[0] not in SHARED or not same(chinese / name, english / name)
    ]
    for name in own:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        if name.suffix in (".html", ".css"):
            text = (chinese / name).read_text(encoding="utf-8")
            text = share(text, name, {path.as_posix() for path in own})
            (target / name).write_text(text, encoding="utf-8")
        else:
            shutil.copyfile(chinese / name, target / name)
    add_to_sitemap(english / "sitemap.xml", chinese / "sitemap.xml")


def share(text, name, own):
    """Let a page or a style sheet use what lies in the English site."""
    up = "../" * len(name.parts)

    def moved(found):
        return found[0] if found[2] in own else f"{found[1]}../{found[2]}"

    def moved_in_style(found):
        place = (name.parent / found[0]).as_posix()
        return found[0] if place in own else f"{up}{place}"

    if name.suffix == ".css":
        return STYLE.sub(moved_in_style, text)

    def moved_in_head(found):
        return found[0] if found[2] in own else found[1] + found[2]

    text = LINK.sub(moved, text)
    return CARD.sub(moved_in_head, text)


def add_to_sitemap(ours, theirs):
    """One sitemap lists the pages of both editions."""
    entries = re.findall(r"<url>.*?</url>", theirs.read_text(encoding="utf-8"), re.S)
    entries = [entry for entry in entries if "/404.html" not in entry]  # the host has one
    text = ours.read_text(encoding="utf-8")
    text = re.sub(rf"<url><loc>[^<]*/{FOLDER}/.*?</url>", "", text, flags=re.S)  # of last time
    ours.write_text(text.replace("</urlset>", "".join(entries) + "</urlset>"), encoding="utf-8")


def build(folder=ROOT):
    """Build both books into ``folder/_build/html``."""
    built = Path(folder).resolve() / "_build"
    for path in (built / "html" / FOLDER).rglob("*.*"):
        if path.suffix not in (".pdf", ".epub"):
            path.unlink()  # or it would count as a page of the English book
    english = run(ROOT, folder)
    write_sources(built / "zh-source", built / IDS)
    join(english, run(built / "zh-source", built / FOLDER))
    use(LANGUAGE)
    downloads.link(english / FOLDER)
    return english


if __name__ == "__main__":
    anywhere.print_anything()
    try:
        pages = build(*sys.argv[1:])
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
    print(f"Open {pages / 'index.html'} in a browser, or run 'make serve'.")
