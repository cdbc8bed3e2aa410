"""Whether a translation holds the numbers of the English sentence, in digits or in words."""

import re
from collections import Counter
from decimal import Decimal

from typography import TITLES, readable

DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
UNITS += " fifteen sixteen seventeen eighteen nineteen"
VALUES = {word: value for value, word in enumerate(UNITS.split())}
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
VALUES |= {word: 10 * value for value, word in enumerate(TENS, 2)}
VALUES |= {"hundred": 100, "thousand": 1000, "million": 10**6, "twice": 2, "half": 0.5}
ORDINALS = "second third fourth fifth sixth seventh eighth ninth tenth"
ORDINALS = {word: value for value, word in enumerate(ORDINALS.split(), 2)}
MONTHS = "January February March April May June July August September October November December"
MONTHS = {word: value for value, word in enumerate(MONTHS.split(), 1)}
WORD = re.compile(r"[A-Za-z]+")
NAMES = "|".join(VALUES)
WORDED = re.compile(rf"\b(?:{NAMES})(?:[- ](?:{NAMES}))*\b", re.I)
SIGNS = dict(enumerate("零一二三四五六七八九十"))
SCALES = {"thousand": 3, "million": 6, "billion": 9, "万": 4, "百万": 6, "千万": 7, "亿": 8}
SCALED = re.compile(rf"({DIGITS.pattern}) *({'|'.join(sorted(SCALES, key=len, reverse=True))})")
OTHERS = {2: "两双二俩对", 0.5: "半"}
LOOSE = {0, 1, 0.5, 2}  # "one of them", "half of it", "the two": said in too many ways


def written_out(text):
    """A text with its large numbers in digits alone: 134 million and 1.34 亿 as 134000000."""

    def whole(found):
        return f"{Decimal(found[1].replace(',', '')).scaleb(SCALES[found[2]]):f}".split(".0")[0]

    return SCALED.sub(whole, text)


def digits(text):
    """The numbers of a text in digits, without the commas of thousands."""
    found = (hit[0].rstrip(".,") for hit in DIGITS.finditer(readable(text, " ")))
    return Counter(re.sub(r",(?=\d{3}(?!\d))", "", number) for number in found)


def worded(text):
    """The values of the number words of an English text: *twenty-five* is 25, *two hundred* 200."""
    found = []
    for hit in WORDED.finditer(readable(text, " ")):
        known = []
        for value in (VALUES[word.lower()] for word in WORD.findall(hit[0])):
            if known and known[-1] in range(20, 100, 10) and 0 < value < 10:
                known[-1] += value
            elif known and value >= 100 > known[-1]:
                known[-1] *= value
            else:
                known.append(value)
        found += known
    return set(found)


def may_be_written(text):
    """The values that a translation may write in digits though the English has words."""
    found = set(WORD.findall(readable(text, " ")))
    named = {**VALUES, **ORDINALS, "once": 1, "first": 1, "single": 1, "both": 2, "pair": 2}
    values = {named[word.lower()] for word in found if word.lower() in named}
    values |= {MONTHS[word] for word in found if word in MONTHS}
    values |= {a + b for a in values for b in values if a % 10 == 0 and 0 < b < 10}
    return values | {a * b for a in values for b in values if b >= 100}


def chinese(value):
    """How a small number is written in Chinese characters, as alternatives."""
    if value in OTHERS:
        return [*OTHERS[value], SIGNS.get(value, OTHERS[value][0])]
    if value <= 10:
        return [SIGNS[value]]
    if value >= 100:
        return list("百千万亿")
    tens, rest = divmod(value, 10)
    return [(SIGNS[tens] if tens > 1 else "") + "十" + (SIGNS[rest] if rest else "")]


def numbers(en, zh, **_):
    """Numbers that are lost, changed or new, but for those in titles that stay English."""
    for title in TITLES.findall(en):
        if title in zh:
            en, zh = en.replace(title, " "), zh.replace(title, " ")
    en, zh = written_out(en), written_out(zh)
    before, after = digits(en), digits(zh)
    lost, new = before - after, after - before
    if lost:
        yield f"numbers lost: {', '.join(lost)}"
    allowed = may_be_written(en)
    odd = [number for number in new if number not in before and as_value(number) not in allowed]
    if odd:
        yield f"numbers not in the English: {', '.join(odd)}"
    for value in worded(en) - worded(zh) - LOOSE:  # what a network writes stays English
        if str(value) not in after and not any(sign in zh for sign in chinese(value)):
            yield f"number lost: {value}"


def as_value(number):
    return float(number) if re.fullmatch(r"\d+(\.\d+)?", number) else None
