"""How a verdict looks: in a notebook, in a terminal, and in one that knows few characters."""

import html.parser
import io
import itertools
import os
import re
import subprocess
import sys

import pytest

from rnn_helpers import check

RIGHT = check.Verdict(True, "Right: `h` is kept.")
WRONG = check.Verdict(False, 'Use h < 1 & `x[<k>]`, not "h".')
EXERCISES = list(itertools.chain(*check.CHAPTERS.values()))
SAID = list(
    itertools.chain(*([task.praise, *(hint for _, hint in task.mistakes)] for task in EXERCISES))
)


class Text(html.parser.HTMLParser):
    """What HTML says: its text, and the text that a screen reader leaves out."""

    def __init__(self, source):
        super().__init__()
        self.text, self.silent, self.open = "", "", []
        self.feed(source)
        assert not self.open, "every tag is closed"

    def handle_starttag(self, tag, attributes):
        self.open.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        self.text += data
        if any(attributes.get("aria-hidden") for _, attributes in self.open):
            self.silent += data


def test_a_line_of_text_starts_with_a_mark():
    assert repr(RIGHT) == str(RIGHT) == "✓ Right: `h` is kept."
    assert repr(WRONG) == str(WRONG) == '✗ Use h < 1 & `x[<k>]`, not "h".'


def test_in_a_notebook_words_say_what_the_mark_and_the_colour_say():
    right, wrong = (Text(verdict._repr_html_()) for verdict in (RIGHT, WRONG))
    assert right.text == "✓ Solved. Right: h is kept."
    assert wrong.text == '✗ Not solved. Use h < 1 & x[<k>], not "h".'
    assert (right.silent, wrong.silent) == ("✓", "✗")


def test_code_in_a_message_is_shown_as_code():
    assert re.search("<code[^>]*>x\\[&lt;k&gt;\\]</code>", WRONG._repr_html_())


def test_the_text_takes_the_colours_of_its_page():
    """A colour of its own could not be read in a dark page or in a light one."""
    for verdict in (RIGHT, WRONG):
        styles = re.findall('style="([^"]*)"', verdict._repr_html_())
        assert len(styles) == 2
        assert "border-left:" in styles[0]
        for name, value in (rule.split(":") for style in styles for rule in style.split(";")):
            assert name not in ("color", "background") or value in ("inherit", "none")


@pytest.mark.parametrize("message", SAID)
def test_everything_that_is_said_is_safe_html(message):
    assert Text(check.Verdict(False, message)._repr_html_()).text == (
        f"✗ Not solved. {message.replace('`', '')}"
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "cp437", "gbk", "utf-8"])
def test_everything_that_is_said_can_be_printed_anywhere(encoding, monkeypatch):
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
    for message in SAID:
        for right in (True, False):
            written = repr(check.Verdict(right, message))
            written.encode(encoding)
            assert "\\u" not in written, "a character without a word for it"
            assert "\\x" not in written
    known = repr(check.Verdict(True, "Right."))
    assert known == ("✓ Right." if encoding in ("utf-8",) else "[ok] Right.")


def test_a_script_in_a_terminal_of_windows_goes_on(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "from rnn_helpers import check\n"
        "print(check.half_life(check.half_life.solution))\n"
        "print(check.persistence_r2(lambda phi: phi))\n",
        encoding="utf-8",
    )
    environment = os.environ | {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, script], capture_output=True, env=environment, check=True
    )
    first, second = done.stdout.decode("cp1252").splitlines()
    assert first.startswith("[ok] Right")
    assert second.startswith("[no] That is the correlation")


def test_without_standard_output_the_mark_is_written(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    assert repr(RIGHT).startswith("✓")


def test_a_character_without_a_word_is_written_by_its_number(monkeypatch):
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    assert repr(check.Verdict(False, "Not 记忆 ≤ 2.")) == r"[no] Not \u8bb0\u5fc6 <= 2."
