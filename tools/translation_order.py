"""Whether a translation turns a comparison round, or writes a fraction that is not there."""

import re

from translation_numbers import SIGNS, VALUES
from typography import readable

POLES = [  # words of a comparison, and the signs that one of them leaves in a Chinese sentence
    ("faster quicker sooner", "快早", "slower", "慢晚"),
    ("larger bigger greater", "大高多", "smaller", "小少"),
    ("longer", "长久再不", "shorter", "短"),
    ("higher", "高上", "lower(?! case)", "低下"),
    ("better", "好强优胜高牢稳", "worse", "差坏糟劣"),
]
FRACTION = re.compile(r"([一二三四五六七八九十百千万]+|\d+) ?分之([一二三四五六七八九十]+|\d+)")
POWERS = {"百": 100, "千": 1000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000}
PARTS = {2: r"hal(?:f|ve)", 3: "third", 4: "quarter", 5: "fifth", 8: "eighth", 9: "ninth"}
PARTS |= {
    20: "twentieth",
    100: "%|per ?cent",
    10_000: "ten thousand|10,000|10.{0,3}-4",
    1_000_000: "million|10.{0,3}-6",
}


def order(en, zh, **_):
    """Comparisons of which the Chinese has the other end alone."""
    text = readable(zh)
    for low, low_signs, high, high_signs in POLES:
        said = [bool(re.search(rf"\b({'|'.join(w.split())})\b", en, re.I)) for w in (low, high)]
        found = [bool(re.search(f"[{signs}]", text)) for signs in (low_signs, high_signs)]
        if said[0] != said[1] and found == [not word for word in said]:
            yield f"turned round: {low.split()[0]} or not"


def fractions(en, zh, **_):
    """Fractions that the English does not name: their denominator, or their value in decimals."""
    decimals = [float(found) for found in re.findall(r"\b0\.\d+", en)]
    for found in FRACTION.findall(zh):
        value, part = (int(f) if f.isdigit() else in_figures(f) for f in found)
        words = [word for word, number in VALUES.items() if number == value]
        parts = [rf"\b{word}ths?\b" for word in words] + [PARTS.get(value, "")]
        whole = "|".join([*words, str(value)])
        parts += [rf"\b(?:in|in a|of|of the|or) (?:{whole})(?!\w)|(?:{whole}) times"]
        parts += [rf"/ ?{value}(?!\d)|frac\d?{value}(?!\d)|frac\d{{{value}}}"]
        named = re.search("|".join(filter(None, parts)), en, re.I)
        if not named and not any(abs(part - share * value) < 0.02 * value for share in decimals):
            yield f"not in the English: {found[0]}分之{found[1]}"


def in_figures(text):
    """The value of a number up to 99, or of a power of ten, in Chinese characters."""
    if text in POWERS:
        return POWERS[text]
    ones = {sign: value for value, sign in SIGNS.items()}
    tens, ten, rest = text.rpartition("十")
    return (ones.get(tens, 1) * 10 if ten else 0) + ones.get(rest, 0)
