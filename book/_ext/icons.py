"""The icons of the theme, cut down to those that the site shows.

Font Awesome brings two thousand icons: three fonts, and a rule for each icon in the style sheet of
the theme, which together weigh more than the text of a chapter. What a page or a script names, and
what a style sheet draws by itself, stays. Its licence wants a font that was cut down to go by
another name.
"""

import re

from fontTools import subset

NAME = re.compile(r"\bfa-[a-z0-9-]+")
RULE = re.compile(r"(?:\.fa-[\w-]+:{1,2}before,?)+\{content:[^}]*\}")
DRAWN = re.compile(r"\\([ef][0-9a-f]{3})\b|([\ue000-\uf8ff])")  # where icons have their numbers
SOURCES = re.compile(r"url\(([^)]*?/webfonts/[\w-]+)\.woff2\)[^;}]*")
RESERVED = re.compile(r"Font Awesome(?=\\? [5-9] )")


def keep_used(static, pages):
    """Drop the icons that neither the pages, given as texts, nor the scripts nor styles show."""
    scripts = [path.read_text(encoding="utf-8") for path in static.glob("**/*.js")]
    used = set(NAME.findall("\n".join([*pages, *scripts])))
    numbers = set()
    for path in static.glob("**/*.css"):
        text = RULE.sub(lambda rule: shown(rule[0], used), path.read_text(encoding="utf-8"))
        numbers |= {int(code, 16) if code else ord(icon) for code, icon in DRAWN.findall(text)}
        text = SOURCES.sub(r'url(\1.woff) format("woff")', text)
        path.write_text(RESERVED.sub("Icons", text), encoding="utf-8")
    for path in static.glob("vendor/fontawesome/**/*.ttf"):
        cut(path, numbers)
        path.unlink()
        path.with_suffix(".woff2").unlink(missing_ok=True)


def shown(rule, used):
    """The rule of an icon if one of its names is used, else nothing."""
    return rule if used & set(NAME.findall(rule)) else ""


def cut(path, numbers):
    """Write the icons with these numbers as a font of its own, without a name."""
    options = subset.Options(flavor="woff", layout_features=[], name_IDs=[])
    font = subset.load_font(str(path), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=numbers)
    cutter.subset(font)
    subset.save_font(font, str(path.with_suffix(".woff")), options)
