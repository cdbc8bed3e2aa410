"""Sphinx extension: what a page looks like elsewhere, in a chat or in the results of a search.

Every page gets a card, drawn when the site is built: its title over its first figure, and the
figure of the network that fails after forty carries where a page has none. The Chinese edition has
cards of its own where a font with its characters is installed, and else shares the English ones.
Its description is the first sentences of its first paragraph. The front door,
``index.html``, has both too.
"""

import functools
import html
import re
import shutil
import subprocess
import textwrap
from pathlib import Path

import matplotlib
from docutils import nodes
from PIL import Image, ImageDraw, ImageFont

LETTERS = Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans-Bold.ttf")
INK, BLUE, EDGE = "#14181e", "#0072b2", 48
CARD = "_static/card.png"  # as in _config.yml: the image of all pages until they have their own
LONGEST = 200
WIDE = re.compile("[\u3000-\u9fff\uff00-\uffef]")
PIECE = re.compile(  # a character or a word, with the marks that may not end or begin a line
    r"[（《“]*(?:[\u3400-\u9fff]|[^\s\u3000-\u9fff\uff00-\uffef]+)[、。，：；？！）》”\s]*"
)
DOOR = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1.0"/>
<title>{title}</title>
{tags}
<link rel="canonical" href="{address}"/>
<link rel="icon" href="_static/logo.svg"/>
<meta http-equiv="Refresh" content="0; url={target}"/></head>
<body><p><a href="{target}">{title}</a></p></body></html>
"""


def describe(app, pagename, templatename, context, doctree):
    """Describe a page by the first whole sentences of its first paragraph."""
    if doctree is None:
        return
    texts = [re.sub(r"\s+", " ", p.astext()).strip() for p in doctree.findall(nodes.paragraph)]
    told = shorten(next((text for text in texts if width(text) > 40), context["title"]))
    tag = re.compile(r'(<meta (?:property="og:description"|name="description") content=")[^"]*')
    quoted = html.escape(told, quote=True)
    context["metatags"] = tag.sub(lambda found: found[1] + quoted, context["metatags"])
    context["metatags"] += '<meta name="twitter:card" content="summary_large_image" />\n'


def width(text):
    """How much room a text takes: a Chinese character needs that of two letters."""
    return len(text) + len(WIDE.findall(text))


def shorten(text):
    """As many sentences as fit, and at least the words of the first that do."""
    kept = ""
    for sentence in re.findall(r".+?(?:[.?!:](?:\s|$)|[。？！：])|.+$", text):
        if width(kept + sentence) > LONGEST:
            break
        kept += sentence
    if kept:
        return re.sub("：$", "。", re.sub(":$", ".", kept.strip()))
    if WIDE.search(text):
        return f"{text[: LONGEST // 2 - 2]} …"
    return textwrap.shorten(text, LONGEST, placeholder=" …")


def font_for(title):
    """The file of a font that has the letters of a title; None if no Chinese one is installed."""
    return chinese_font() if WIDE.search(title) else LETTERS


@functools.cache
def chinese_font():
    """The file of an installed font with Chinese characters, or None."""
    if shutil.which("fc-list") is None:
        return None
    command = ["fc-list", ":lang=zh-cn", "file"]
    listed = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    return next((line.strip(": ") for line in sorted(listed.splitlines())), None)


def fold(title, room=36):
    """Break a title into lines: between words or Chinese characters, not before a comma."""
    lines = [""]
    for piece in PIECE.findall(title):
        if lines[-1] and width(lines[-1] + piece.rstrip()) > room:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece
    return "\n".join(lines)


def draw(title, figure, target, size=(1200, 630), letters=50):
    """Draw a card: a title, and below it a figure as large as fits."""
    card = Image.new("RGB", size, "white")
    pen, font = ImageDraw.Draw(card), ImageFont.truetype(font_for(title), letters)
    lines = fold(title, room=36 * 50 // letters)
    pen.multiline_text((EDGE, EDGE), lines, INK, font, spacing=14)
    top = pen.multiline_textbbox((EDGE, EDGE), lines, font, spacing=14)[3] + EDGE // 2
    picture = Image.open(figure).convert("RGB")
    wide, high = size[0] - 2 * EDGE, size[1] - top - EDGE
    scale = min(wide / picture.width, high / picture.height)
    picture = picture.resize((int(picture.width * scale), int(picture.height * scale)))
    card.paste(picture, ((size[0] - picture.width) // 2, top + (high - picture.height) // 2))
    pen.rectangle([0, size[1] - EDGE // 3, size[0], size[1]], BLUE)
    target.parent.mkdir(exist_ok=True)
    card.quantize(128).save(target, optimize=True)


def figures(path, text):
    """The pictures that cells of a page show, as pairs of description and file."""
    for tag in re.findall(r'<img[^>]*src="[^"]*_images/[^>]*>', text):
        told, source = (re.search(f'{name}="([^"]*)"', tag) for name in ("alt", "src"))
        yield told[1] if told else "", (path.parent / source[1]).resolve()


def usual_figure(folder):
    """What stands for the book: seed 18 forgets the carry."""
    path = folder / "notebooks" / "05_binary_addition.html"
    found = list(figures(path, path.read_text(encoding="utf-8")))
    return next((file for told, file in found if re.search("logit|对数几率", told)), found[0][1])


def finish(app, exception):
    if exception is not None or app.builder.format != "html":
        return
    folder, root = Path(app.outdir), app.config.root_doc
    drawn = not app.config.edition or chinese_font()
    if drawn:
        draw(app.config.html_title or app.config.project, usual_figure(folder), folder / CARD)
    for name in app.env.found_docs - {root}:
        path = folder / f"{name}.html"
        text = path.read_text(encoding="utf-8")
        pictures = list(figures(path, text)) if CARD in text else []
        if pictures:
            card = f"_static/cards/{path.stem}.png"
            if drawn:
                draw(app.env.titles[name].astext(), pictures[0][1], folder / card)
            path.write_text(text.replace(CARD, card), encoding="utf-8")
    text = (folder / f"{root}.html").read_text(encoding="utf-8")
    address = app.config.html_baseurl
    tags = "\n".join(re.findall(r'<meta (?:property="og:|name="[dt])[^>]*>', text))
    target, title = f"{root}.html", app.config.html_title or app.config.project
    door = DOOR.format(
        language=app.config.language.replace("_", "-"),
        title=title,
        tags=tags,
        address=f"{address}{target}",
        target=target,
    )
    (folder / "index.html").write_text(door, encoding="utf-8")


def setup(app):
    app.connect("html-page-context", describe, priority=950)
    app.connect("build-finished", finish, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
