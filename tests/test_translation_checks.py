"""What the checks of a translation notice: each planted fault, and nothing where all is well."""

import random
import re

import catalogs
import pytest
from splitter import Message
from translation_checks import damage
from translation_order import fractions, order

EN = "**Careful.** The network of [chapter 2](02_concepts.ipynb) has a hidden state of 16 units, "
EN += "and `forward` returns $h_t$ after three steps: see {term}`gates <gate>`."
ZH = "**小心。** [第 2 章](02_concepts.ipynb)的网络有一个 16 个单元的隐藏状态，"
ZH += "经过三步之后，`forward` 返回 $h_t$：见{term}`门 <gate>`。"
PLANTED = [  # the check that has to notice, what is in the translation, what takes its place
    ("numbers", "16", "61"),
    ("numbers", "三步", "四步"),
    ("numbers", "第 2 章", "第 3 章"),
    ("formulas", "$h_t$", "状态"),
    ("formulas", "$h_t$", "$h_{t-1}$"),
    ("code", "`forward`", "`backward`"),
    ("code", "`forward`", "函数"),
    ("links", "(02_concepts.ipynb)", "(03_bptt.ipynb)"),
    ("roles", "<gate>", "<mask>"),
    ("bold", "**小心。** ", "小心。"),
    ("bold", "**小心。** [第 2 章](02_concepts.ipynb)的", "**小心。**第 2 章的"),
    ("terms", "隐藏状态", "隐状态"),
    ("marks", "，", ","),
    ("marks", "。", "."),
    ("marks", "网络", '"网络"'),
    ("spaces", "一个 16", "一个16"),
    ("spaces", "经过三步", "经过 三步"),
    ("spaces", "返回 $h_t$", "返回$h_t$"),
    ("chinese", "经过三步之后", "and then after these three steps are done"),
    ("length", ZH[30:], ""),
    ("ending", "。", ""),
    ("tags", "隐藏状态", "<b>隐藏状态</b>"),
]


def checks_of(en, zh, kind="paragraph", allow=None):
    found = damage(Message(kind, en), catalogs.Translation(zh, allow or {}), "05_binary_addition")
    return {check for check, _ in found}


class Test_the_checks:
    def test_find_nothing_in_a_good_translation(self):
        assert checks_of(EN, ZH) == set()

    @pytest.mark.parametrize(("check", "before", "after"), PLANTED)
    def test_find_a_planted_fault(self, check, before, after):
        assert before in ZH
        assert check in checks_of(EN, ZH.replace(before, after))

    def test_find_a_row_that_has_lost_a_cell(self):
        assert "cells" in checks_of("one | two words", "一个词", "row")

    @pytest.mark.parametrize("zh", ["- 一个词", "# 一个词", "> 一个词", "1. 一个词", "一\n个词"])
    def test_find_a_line_that_becomes_another(self, zh):
        assert "form" in checks_of("a word", zh)

    def test_find_a_lost_placeholder(self):
        assert "placeholders" in checks_of("{count} solved here", "已解决", "word")
        assert checks_of("{count} solved here", "已解决 {count} 题", "word") == set()

    def test_let_a_message_pass_that_is_excused_with_a_reason(self):
        wrong = ZH.replace("16", "61")
        assert checks_of(EN, wrong, allow={"numbers": "as the tutorial has it"}) == set()
        assert checks_of(EN, ZH, allow={"nmubers": "no such check"}) == {"allow"}
        assert checks_of(EN, ZH, allow={"numbers": "for no reason"}) == {"allow"}

    @pytest.mark.parametrize("zh", ["有 10,000 位", "有 10000 位"])
    def test_take_thousands_with_and_without_a_comma(self, zh):
        assert checks_of("10,000 bits", zh) == set()

    @pytest.mark.parametrize("zh", ["固定在 1,LSTM 就守着", "固定在 1,2 个 LSTM 就守着"])
    def test_find_a_half_width_comma_between_latin_letters(self, zh):
        assert "marks" in checks_of("Held at 1, 2 of the LSTMs keep it", zh)

    @pytest.mark.parametrize("zh", ["十二个", "12 个"])
    def test_take_a_number_word_in_digits_or_characters(self, zh):
        assert checks_of("twelve of them", zh) == set()
        assert checks_of("thirteen of them", zh) == {"numbers"}

    @pytest.mark.parametrize("zh", ["二十五个，两百个", "25 个，200 个"])
    def test_read_numbers_of_several_words(self, zh):
        assert checks_of("twenty-five of them, two hundred of those", zh) == set()
        assert checks_of("twenty-six of them, two hundred of those", zh) == {"numbers"}

    def test_find_another_fraction(self):
        assert checks_of("a third is left", "剩下三分之一") == set()
        assert checks_of("a quarter is left", "剩下三分之一") == {"fractions"}
        assert checks_of("half is left, in one network in twelve", "十二分之一剩下一半") == set()

    @pytest.mark.parametrize(
        ("en", "zh", "other"),
        [
            ("It is faster.", "它更快。", "它更慢。"),
            ("The larger network is better.", "大的网络更好。", "大的网络更差。"),
            ("A shorter one.", "更短的一个。", "更长的一个。"),
        ],
    )
    def test_find_a_comparison_that_is_turned_round(self, en, zh, other):
        assert checks_of(en, zh) == set()
        assert checks_of(en, other) == {"order"}

    def test_let_a_sentence_say_both_ends(self):
        assert checks_of("One is faster, the other slower.", "一个快。") == set()
        assert checks_of("It is faster than the slow one.", "比慢的那个快。") == set()

    def test_let_citations_stand(self):
        assert checks_of("GRU {cite:p}`a2000,b2001`:", "GRU {cite:p}`a2000,b2001`：") == set()

    def test_let_the_words_stand_that_a_network_writes(self):
        assert checks_of("It wrote *two left of seven*.", "它写的是 *two left of seven*。") == set()

    @pytest.mark.parametrize("zh", ["1.34 亿个", "13400 万个", "134,000,000 个"])
    def test_convert_millions(self, zh):
        assert checks_of("134 million of them", zh) == set()
        assert checks_of("13.4 million of them", zh) == {"numbers"}

    def test_let_the_title_of_a_work_stand(self):
        assert (
            checks_of("The first: *Long hidden state*.", "第一篇：*Long hidden state*。") == set()
        )


def other_digit(zh):
    return re.sub(r"\d", lambda found: str((int(found[0]) + 1) % 10), zh, count=1)


def other_parts(en, zh):
    return re.sub("(?<!十)[三四五八](?=分之)", lambda part: PARTS[part[0]], zh)


def turned(en, zh):
    """With the other end of each comparison, where the English compares."""
    compares = re.search(r"\b(faster|larger|longer|higher|better)\b", en)
    return zh.translate(ENDS) if compares else zh


PARTS = dict(zip("三四五八", "九七六七", strict=True))
ENDS = str.maketrans("快慢大小长短高低好差", "慢快小大短长低高差好")


def half_width(zh):
    return re.sub("[，。；]", ",", zh, count=1)


def without_code(zh):
    return re.sub(r"`[^`]+`|\$[^$]+\$", "它", zh, count=1)


def first_half(zh):
    return zh[: len(zh) // 2]


class Test_in_the_book_itself:
    """What is planted into the translations that the catalogs hold, drawn with a fixed seed."""

    def drawn(self, count=300):
        said = []
        for name in catalogs.names():
            known = catalogs.read(name)
            listed = [
                (name, message, known.get(message.text)) for message in catalogs.messages(name)
            ]
            said += [drawn for drawn in listed if drawn[2] and drawn[2].zh]
        return random.Random(0).sample(said, min(count, len(said)))

    @pytest.mark.parametrize(
        ("change", "least"),
        [
            (other_digit, 1),
            (half_width, 0.99),
            (without_code, 1),
            (first_half, 0.98),
        ],
    )
    def test_the_checks_notice(self, change, least):
        noticed = []
        for name, message, entry in self.drawn():
            changed = change(entry.zh)
            if changed != entry.zh and len(entry.zh) > 20:
                damaged = damage(message, entry._replace(zh=changed, allow={}), name)
                noticed.append(any(damaged))
        assert len(noticed) > 5
        assert sum(noticed) >= least * len(noticed)

    @pytest.mark.parametrize(("check", "turn"), [(fractions, other_parts), (order, turned)])
    def test_other_fractions_and_other_ends_of_comparisons_are_noticed(self, check, turn):
        """In most of the short messages; in long ones the other word may be meant elsewhere."""
        noticed = []
        for name in catalogs.names():
            for en, entry in catalogs.read(name).items():
                other = turn(en, entry.zh)
                if len(en) < 160 and other != entry.zh:
                    noticed.append(any(check(en, other)))
        assert len(noticed) > 10
        assert sum(noticed) > 0.75 * len(noticed)
