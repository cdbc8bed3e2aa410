"""The numbers in a sentence, and what they are worth.

A number is written with digits (0.85, 1,000, 40%, 3/4, 10⁻⁸, 2^10) or as a word that counts (five,
twice, a third). What only looks like one is known by rule: ordinals, "one" as a pronoun, bits in a
row (011), the numbering of headings and of quiz questions, versions and names (L2, CC BY 4.0).
"""

import math
import re
from typing import NamedTuple

UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
UNITS = [*UNITS.split(), "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS = {word: n for n, word in enumerate(UNITS)}
WORDS |= {ten: 20 + 10 * n for n, ten in enumerate(TENS)}
WORDS |= {f"{ten}-{UNITS[n]}": WORDS[ten] + n for ten in TENS for n in range(1, 10)}
LARGE = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}
PARTS |= {"halve": 2, "tenth": 10, "hundredth": 100, "thousandth": 1000}
TIMES = {"twice": 2, "thrice": 3, "half": 0.5, "halfway": 0.5}
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")

COUNT = "|".join(sorted(WORDS, key=len, reverse=True))
NOUN = r"(?!of|as|to|in|and|or|for|more|less|longer|at|is|was|a|the)[a-z]"  # a third way
NUMBER = re.compile(
    rf"""(?<![\w.^/§])(?<![A-Za-z]-)(?:
      (?i:(?P<some>{COUNT}|\d+)(?:\s[a-z]+)?\s
        (?:(?:in|of)\s(?P<all>100|a\shundred|a\sthousand)|in\s(?P<few>{COUNT}))\b)
    | (?P<base>\d+)(?:\^(?P<hat>-?\d+)|(?P<raised>[⁻⁰¹²³⁴-⁹]+))
    | (?P<over>\d+)/(?P<under>[1-9]\d*)(?![\d/])
    | (?P<digits>[-−]?\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|[-−]?\d+(?:\.\d+)?(?:e[-+]?\d+)?)
        (?P<percent>\s?%)?(?:[ ](?P<scale>thousand|million|billion)\b)?
    | (?i:(?:(?P<many>{COUNT}|a)\s)?(?P<large>{"|".join(LARGE)})\b)
    | (?i:(?P<parts>{COUNT}|a)[\s-](?P<part>{"|".join(PARTS)})s?\b(?!\ {NOUN}))
    | (?i:(?P<times>{"|".join(TIMES)})\b)
    | (?i:(?P<word>{COUNT})\b)
    )(?!\w)""",
    re.X,
)
NAMES = re.compile(
    r"\b(?:Python|Keras|TensorFlow|PyTorch|NumPy|Apache|BSD|CC BY(?:-\w+)*)(?: \S+ to)? $"
)
LABEL = r"\b(?i:chapters?|sections?|equations?|exercises?|claims?|parts?)"
LABELS = re.compile(LABEL + r"\s(?:[\d.]+[a-g]?(?:,| and| to| or) )*\(?$")
HEADED = re.compile(r"\d+[a-g]?(?:\.\d+)*(?: ·|(?= [A-Z]))")
ITEM = re.compile(r"\d\.(?: |$)")
ABOUT = re.compile(r"\b(?i:about|nearly|almost|around|roughly|some|hardly|over|than|a few|by) $")
COUNTING = re.compile(
    rf"\W+(?:of|in|to|or)\W+(?:the |these |its |every )?(?:{COUNT}|\d|a hundred)", re.I
)


class Number(NamedTuple):
    """A number as it stands in a sentence."""

    text: str
    value: float
    unit: float
    """One unit of its last digit; 0 for a number that is not rounded, such as 3/4."""

    key: str
    """The number between two words before it and two after."""

    names: bool
    """Whether it names a chapter, section or equation."""

    about: bool
    """Whether the sentence says that it is not exact."""


def unit_of(digits):
    """One unit of the last digit of a written number."""
    mantissa, _, exponent = digits.partition("e")
    return 10.0 ** (int(exponent or 0) - len(mantissa.partition(".")[2]))


def worth(found):
    """The value of what `NUMBER` found, and the unit of its last digit."""
    get = {name: text.lower() for name, text in found.groupdict().items() if text is not None}
    if "some" in get:
        every = get.get("few") or get["all"].removeprefix("a ")
        every = (WORDS | LARGE).get(every) or float(every)
        return (WORDS.get(get["some"]) or float(get["some"])) / every, 1 / every
    if "base" in get:
        base, power = float(get["base"]), int(get.get("hat") or get["raised"].translate(RAISED))
        return base**power if base or power >= 0 else math.inf, 0.0
    if "over" in get:
        return int(get["over"]) / int(get["under"]), 0.0
    if "digits" in get:
        digits = get["digits"].replace(",", "").replace("−", "-")
        scale = 0.01 if "percent" in get else LARGE.get(get.get("scale"), 1)
        return float(digits) * scale, unit_of(digits) * scale
    if "large" in get:
        return WORDS.get(get.get("many"), 1) * LARGE[get["large"]], 1.0
    if "part" in get:
        return WORDS.get(get["parts"], 1) / PARTS[get["part"]], 0.0
    if "times" in get:
        return TIMES[get["times"]], 0.0
    return WORDS[get["word"]], 1.0


def is_name(text, found):
    """Whether something is no number: bits in a row, a version, "one" as a pronoun."""
    bits = re.fullmatch(r"[01]{2,}", found[0]) and re.search(r"\b0[01]+\b", text)
    pronoun = (found["word"] or "").lower() == "one" and not COUNTING.match(text[found.end() :])
    return bool(bits or pronoun or NAMES.search(text[: found.start()]))


def key_of(text, found):
    """Name a number by itself and two words on either side."""
    before, after = text[: found.start()].split(), text[found.end() :].split()
    return " ".join([*before[-2:], f"**{found[0]}**", *after[:2]])


def numbers(passage):
    """List the numbers of a passage."""
    text = passage.text
    skip = (HEADED if passage.kind == "heading" else ITEM).match(text)
    listed = []
    for found in NUMBER.finditer(text, skip.end() if skip else 0):
        if not is_name(text, found):
            before = text[: found.start()]
            names, about = (bool(rule.search(before)) for rule in (LABELS, ABOUT))
            listed.append(Number(found[0], *worth(found), key_of(text, found), names, about))
    return listed


def agree(number, value):
    """Whether a value, rounded to the digits of a number in prose, is that number.

    A power of ten tells the size of a value, which may be printed as its logarithm.
    """
    if re.match(r"10(?:\^|[⁻⁰¹²³⁴-⁹])", number.text):
        sizes = {round(value)} | ({round(math.log10(value))} if value > 0 else set())
        return round(math.log10(number.value)) in sizes
    scales = (1, 0.01) if number.text.endswith("%") else (1,)
    return any(close(number, scale * value) for scale in scales)


def close(number, value):
    """Whether a value is a number, up to rounding, or to what words such as "about" allow."""
    worded = number.unit == 0 and not re.search(r"\d", number.text)  # half, twice, a third
    exact = number.unit == 0 or (number.unit == 1 and abs(number.value) <= 20)
    loose = 0.1 if number.about else 0.05 if worded else 1e-9 if exact else 0
    margin = max(loose * abs(number.value), 0 if exact else number.unit / 2 * (1 + 1e-9))
    return abs(value - number.value) <= margin
