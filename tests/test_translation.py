"""The Chinese edition: nothing is lost or stale, and its code is that of the English one."""

import copy
import json
import re

import catalogs
import edition
import pytest
import splitter
import terms
import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from splitter import Message, joined, split

SOURCES = catalogs.sources()
NOTEBOOKS = edition.notebooks()
STANDING = catalogs.FOLDER / "untranslated.txt"
each_catalog = pytest.mark.parametrize("name", catalogs.names())
each_notebook = pytest.mark.parametrize("name", NOTEBOOKS)

LINES = ["# A title", "- an item", "> a quote", "| a | row |", "|---|---|", "$$", "$$x$$", "", " "]
LINES += ["```python", "```", "```{claims}", "1.1a | a claim", "<details>", "</details>", "% no"]
LINES += ["<summary><b>Why?</b></summary>", "<summary>Why <b>x</b>?</summary>", ":::{glossary}"]
LINES += ["term", "  *词.* What it is.", ":::", "a paragraph with `code` and $x$", "1. first"]
PASSAGE = """## A *title*

```python
x = 'not said'
```

$$y \\text{ not said}$$

- one item

<details>
<summary><b>Solution</b></summary>

| a word | `b` |
|---|---|
| 1 | $c$ |
"""


def texts_of(path):
    if path.suffix == ".md":
        return [path.read_text(encoding="utf-8")]
    cells = catalogs.cells(path)
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]


class Test_the_splitter:
    @pytest.mark.parametrize("name", SOURCES)
    def test_loses_nothing_of_a_page(self, name):
        for text in texts_of(SOURCES[name]):
            assert joined(split(text)) == text

    @given(st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=20))))
    @settings(derandomize=True, max_examples=200)
    def test_loses_nothing_of_any_text(self, lines):
        text = "\n".join(lines)
        assert joined(split(text)) == text

    def test_takes_what_is_said_and_leaves_code_formulas_and_marks(self):
        found = [piece for piece in split(PASSAGE) if isinstance(piece, Message)]
        assert found == [
            ("heading", "A *title*"),
            ("item", "one item"),
            ("summary", "Solution"),
            ("row", "a word | `b`"),
        ]

    def test_finds_every_description_of_a_picture(self):
        for name in NOTEBOOKS:
            cells = catalogs.cells(SOURCES[name])
            alts = {splitter.description(cell) for cell in cells} - {""}
            assert alts <= {message.text for message in catalogs.messages(name)}

    @each_catalog
    def test_leaves_no_formula_of_its_own_line_and_no_fence_in_a_message(self, name):
        for message in catalogs.messages(name):
            assert not re.match(r"\s*(```|\$\$|:::|\|[-|]+$)", message.text)
            assert message.kind == "word" or "\n" not in message.text


class Test_the_catalogs:
    @each_catalog
    def test_hold_the_messages_of_the_book_as_it_is_now(self, name, tmp_path):
        catalogs.write(name, catalogs.read(name), tmp_path)
        written = (tmp_path / f"{name}.po").read_bytes()
        committed = (catalogs.FOLDER / f"{name}.po").read_bytes().replace(b"\r\n", b"\n")
        assert written == committed, "run make messages"

    @each_catalog
    def test_hold_nothing_damaged(self, name):
        assert translation.faults(name) == []

    def test_leave_no_more_untranslated_than_agreed(self):
        missing = sum(len(translation.todo(name)) for name in catalogs.names())
        allowed = int(STANDING.read_text(encoding="utf-8"))
        said = f"{missing} sentences are not in Chinese: translate them (make translation lists "
        said += f"them), or write {missing} into locale/zh_CN/untranslated.txt"
        assert missing <= allowed, said

    def test_name_authors_and_years_as_chinese_does(self):
        english = re.compile(r"(?:[A-Z]\. )[\w-]+ and [A-Z]\.|\*, |, \*|, \[(?:doi|arXiv)")
        for name in SOURCES:
            for text in catalogs.words(name).values():
                assert not english.search(text), text

    def test_name_the_terms_as_the_glossary_does(self):
        assert {term: said[0] for term, said in terms.forms().items()} == terms.glossary()

    def test_drop_the_translation_of_a_sentence_that_changes(self, monkeypatch, tmp_path):
        old, new = Message("paragraph", "One sentence."), Message("paragraph", "One sentence!")
        monkeypatch.setattr(catalogs, "messages", lambda name: [old])
        catalogs.write("page", {old.text: catalogs.Translation("一句话。", {})}, tmp_path)
        monkeypatch.setattr(catalogs, "messages", lambda name: [new])
        catalogs.write("page", catalogs.read("page", tmp_path), tmp_path)
        assert catalogs.words("page", tmp_path) == {}
        assert "一句话" not in (tmp_path / "page.po").read_text(encoding="utf-8")

    def test_keep_the_reason_why_a_check_is_not_meant(self, monkeypatch, tmp_path):
        monkeypatch.setattr(catalogs, "messages", lambda name: [Message("item", "A % of {it}.")])
        reason = {"numbers": "a long reason, " * 20 + "and its end"}
        known = {"A % of {it}.": catalogs.Translation("它的百分之一。", reason)}
        catalogs.write("page", known, tmp_path)
        assert catalogs.read("page", tmp_path) == known
        assert "format" not in (tmp_path / "page.po").read_text(encoding="utf-8")

    def test_take_translations_by_number_and_by_text(self, monkeypatch, tmp_path):
        listed = [Message("item", "First."), Message("item", "Second.")]
        monkeypatch.setattr(catalogs, "messages", lambda name: listed)
        given = {"0": "第一。", "Second.": "第二。", "Third.": "第三。"}
        odd = translation.fill("page", given, tmp_path)
        assert catalogs.words("page", tmp_path) == {"First.": "第一。", "Second.": "第二。"}
        assert odd == ["no such message: Third."]

    def test_take_the_translations_of_another_copy(self, monkeypatch, tmp_path):
        old = [Message("item", "It stays."), Message("item", "A long sentence that changes.")]
        new = [old[0], Message("item", "A long sentence that has changed.")]
        said = {"It stays.": "它不变。", old[1].text: "一句会变的长句子。"}
        known = {en: catalogs.Translation(zh, {}) for en, zh in said.items()}
        monkeypatch.setattr(catalogs, "messages", lambda name: old)
        catalogs.write("page", known, tmp_path / "theirs")
        monkeypatch.setattr(catalogs, "messages", lambda name: new)
        catalogs.write("page", {}, tmp_path)
        translation.take("page", tmp_path / "theirs", tmp_path)
        assert catalogs.words("page", tmp_path) == {"It stays.": "它不变。"}
        left = translation.todo("page", said, tmp_path)
        assert [(entry["en"], entry["zh"]) for entry in left] == [(new[1].text, said[old[1].text])]


def without_texts(book):
    """A notebook without what is translated: the Markdown, and the descriptions of pictures."""
    book = copy.deepcopy(book)
    for cell in book["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = ""
        elif splitter.description(cell):
            cell["metadata"]["mystnb"]["image"]["alt"] = ""
    return book


class Test_the_Chinese_notebooks:
    @each_notebook
    def test_have_the_code_the_outputs_and_the_ids_of_the_English_ones(self, name):
        english = json.loads(SOURCES[name].read_text(encoding="utf-8"))
        chinese = (edition.ZH / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8")
        assert without_texts(json.loads(chinese)) == without_texts(english)

    @each_notebook
    def test_say_what_the_catalogs_say(self, name):
        path = edition.ZH / "notebooks" / f"{name}.ipynb"
        written = edition.notebook(name, catalogs.words(name))
        assert path.read_text(encoding="utf-8") == written, "run make messages"

    def test_show_a_sentence_in_English_that_nobody_has_translated(self):
        text = edition.notebook("01_background", {})
        cells = json.loads(text)["cells"]
        assert cells[0]["source"][0].startswith('# <span class="untranslated" lang="en">1 · ')
        rows = [line for cell in cells for line in cell["source"] if "numbers learned" in line]
        assert rows[0].count("</span> |") == rows[0].count("|") - 1

    def test_lead_to_one_another_in_Colab(self):
        page = edition.page("intro", {})
        assert "blob/main/zh/notebooks/01_background.ipynb" in page
        assert "blob/main/notebooks" not in page


class Test_the_edition:
    def test_is_complete(self, tmp_path):
        edition.write_edition(tmp_path)
        english = {path.relative_to(catalogs.ROOT) for path in SOURCES.values()}
        written = {path.relative_to(tmp_path) for path in tmp_path.rglob("*.*")}
        assert english <= written
        assert (tmp_path / "book" / "api.md").exists()
        assert (tmp_path / "_toc.yml").exists()

    def test_names_every_term_in_both_languages(self):
        text = re.sub(r"^:::.*\n", "", edition.page("glossary", {}), flags=re.M)
        entries = text.split("\n\n")
        for term, name in terms.glossary().items():
            entry = next(entry for entry in entries if term in entry.splitlines())
            *names, definition = entry.strip().splitlines()
            assert set(names) == {term, name}
            assert definition.startswith("  ")
            assert f"*{term}.*" not in definition, "its name stands above"
