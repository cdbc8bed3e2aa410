"""The built site: complete, linked, self-contained and light."""

import html
import importlib
import json
import queue
import re
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote, urlparse

import book_site
import browser as installed
import cards
import formulas
import pytest
import search
import sitemap_dates
from PIL import Image
from visits import (
    BASE,
    CONFIG,
    NAMES,
    NOTEBOOKS,
    ROOT,
    TOC,
    each_page,
    leads_somewhere,
    links,
    page,
    soup,
)

import rnn_helpers

RAW = re.compile(  # what MyST, Markdown or reStructuredText would have turned into something
    r"\{[a-z:]+\}`|:::|\$[^$\n]+\$|\$\$|\*\*\w|\.\. [\w:-]+::|:[a-z:]+:`"
    r"|:(param|type|returns?|rtype|raises)\b"
)


def test_the_front_door_leads_to_the_introduction(site):
    door, inside = soup(site / "index.html"), page(site, TOC["root"])
    assert door.html["lang"] == "en"
    assert door.title.get_text() == CONFIG["title"]
    assert f"url={TOC['root']}.html" in door.find("meta", {"http-equiv": "Refresh"})["content"]
    assert door.find("link", rel="canonical")["href"] == f"{BASE}{TOC['root']}.html"
    for tag in ("og:title", "og:description", "og:image"):
        assert door.find("meta", property=tag) == inside.find("meta", property=tag), tag


@each_page
def test_every_listed_page_is_there(site, name):
    heading = page(site, name).find("h1")
    assert heading
    assert heading.get_text(strip=True)


def test_every_notebook_and_page_is_listed():
    written = {path.relative_to(ROOT).with_suffix("").as_posix() for path in source_pages()}
    assert written == set(NAMES)
    assert sorted(NOTEBOOKS) == NOTEBOOKS, "chapters out of order"


def source_pages():
    return [*ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("book/*.md")]


def local_links(site):
    for path in [*site.glob("*.html"), *site.glob("[bn]*/*.html")]:  # not the theme's own
        for link in links(path):
            yield path, *link


def test_no_internal_link_is_broken(site):
    broken = []
    for path, _, link, _ in local_links(site):
        target = urlparse(link)
        if target.scheme or link.startswith("#!"):
            continue
        if not target.path:
            file = path
        elif link == urlparse(BASE).path:  # of the page for wrong addresses
            file = site
        else:
            file = (path.parent / unquote(target.path)).resolve()
        file = file / "index.html" if file.is_dir() else file
        if not leads_somewhere(file, target.fragment):
            broken.append(f"{path.relative_to(site)}: {link}")
    assert not broken


@each_page
def test_what_looks_like_a_link_leads_somewhere(site, name):
    assert page(site, name).select("a:not([href])") == []


def test_nothing_is_loaded_from_another_host(site):
    for path, tag, link, kind in local_links(site):
        metadata = tag == "a" or kind in ("canonical", "alternate")
        assert metadata or not urlparse(link).netloc, f"{path.name} loads {link}"
    for path in site.rglob("*.css"):
        text = path.read_text(encoding="utf-8", errors="ignore")
        assert not re.search(r"(url\(|@import)\s*['\"]?(https?:)?//", text), path


def test_the_site_is_light(site):
    files = [f for f in site.rglob("*") if f.is_file() and site / "zh" not in f.parents]
    sizes = {file: file.stat().st_size for file in files if file.suffix not in (".pdf", ".epub")}
    assert sum(sizes.values()) <= 40e6
    python = site / "_static" / "live" / "python"  # only to run a cell
    assert sum(size for file, size in sizes.items() if python not in file.parents) < 20e6
    assert not list(site.rglob("*.map"))
    for path in site.rglob("*.html"):
        assert "fontawesome.js" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NOTEBOOKS)
@pytest.mark.parametrize("edition", ["", "zh"])
def test_notebooks_to_download_describe_the_pictures_that_they_lack(site, edition, name):
    stored = json.loads((ROOT / edition / f"{name}.ipynb").read_text(encoding="utf-8"))
    file = site / edition / "_sources" / f"{name}.ipynb"
    offered = json.loads(file.read_text(encoding="utf-8"))
    described = []
    for cell, other in zip(stored["cells"], offered["cells"], strict=True):
        assert other["source"] == cell["source"]
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                described.append(cell["metadata"]["mystnb"]["image"]["alt"])
                output["data"] = {"text/plain": described[-1]}
        assert other.get("outputs") == cell.get("outputs")
    assert described


@each_page
def test_pages_describe_themselves_to_others(site, name):
    head = page(site, name).head
    told = {
        tag: head.find("meta", property=f"og:{tag}")["content"]
        for tag in ("title", "description", "image")
    }
    assert told["description"] == head.find("meta", {"name": "description"})["content"]
    assert 40 < len(told["description"]) <= cards.LONGEST + 2
    assert told["description"][-1] in '.?!…:"”)' or name == "book/api"
    assert "What you" not in told["description"], "the objectives are no part of the lead"
    file = site / told["image"].removeprefix(BASE)
    assert Image.open(file).size == (1200, 630)
    assert (file.stem == Path(name).name) == bool(page(site, name).select(".cell_output img"))
    assert head.find("meta", {"name": "twitter:card"})
    assert f"{name}.html" in (site / "sitemap.xml").read_text(encoding="utf-8")
    assert len(head.find_all("meta", {"name": "viewport"})) == 1
    assert len(set(head.title.get_text().split(" — "))) == len(head.title.get_text().split(" — "))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("One. Two.", "One. Two."),
        ("Short. " + "long " * 50 + ".", "Short."),
        ("word " * 60, ("word " * 40).strip()[:-5] + " …"),
        ("We want this: " + "long " * 50, "We want this."),
    ],
)
def test_a_description_ends_where_a_sentence_does(text, told):
    assert cards.shorten(text) == told


@each_page
def test_pages_are_complete_without_a_script(site, name):
    text = page(site, name)
    assert text.html["data-theme"] == "light"
    assert [box for box in text.select(".math") if not box.select("mjx-assistive-mml math")] == []
    for script in text.select("script[src]"):
        file = script["src"].split("?")[0].rsplit("/", 1)[1]
        assert script.has_attr("defer") or file == "documentation_options.js", file
        assert not re.search("mathjax|search|language_data|thebe|toggle|design|fontawesome", file)


CHINESE = re.compile("[\u4e00-\u9fff]")


@each_page
def test_chinese_is_marked_as_chinese(site, name):
    for text in page(site, name).body.find_all(string=CHINESE):
        if text.parent.name != "script":
            assert text.find_parent(lang="zh-Hans"), text


@each_page
def test_tables_have_no_empty_headings(site, name):
    assert [cell for cell in page(site, name).find_all("th") if not cell.get_text(strip=True)] == []


@each_page
def test_a_formula_that_heads_a_column_stands_on_the_line_of_the_other_heads(site, name):
    """A paragraph that something follows has a margin below it, and would lift the formula."""
    for head in page(site, name).select("th:has(.words)"):
        assert [child.name for child in head.find_all(recursive=False)] in (["p"], ["span"] * 2)


def test_formulas_are_set_once_and_only_new_ones_again(tmp_path, monkeypatch):
    asked = []

    def set_formulas(new):
        asked.append(new)
        return {"formulas": [f"<{tex}>" for tex in new], "rules": ["a"], "fonts": ["F"]}

    monkeypatch.setattr(formulas, "set_formulas", set_formulas)
    store = tmp_path / "build" / "formulas.json"
    formulas.remember(store, ["x", "y", "x"])
    kept = formulas.remember(store, ["y", "z"])
    assert asked == [["x", "y"], ["z"]]
    assert kept["set"] == {"x": "<x>", "y": "<y>", "z": "<z>"}
    assert kept["rules"] == ["a"]


def test_only_rules_and_fonts_that_formulas_need_are_kept():
    face = '@font-face {{ font-family: {}; src: url("file:///x/MathJax_{}.woff") }}'
    rules = [face.format("MJXTEX", "Main"), face.format("MJXTEX-B", "Bold")]
    rules += ["mjx-c.mjx-c31::before { }", "mjx-c.mjx-c32::before { }", "mjx-math { }"]
    sheet, files = formulas.style({"rules": rules, "fonts": ["MJXTEX"]}, {"mjx-c32"})
    assert files == ["MathJax_Main.woff"]
    assert "mjx-c32" in sheet
    assert "mjx-math" in sheet
    assert "mjx-c31" not in sheet
    assert "MJXTEX-B" not in sheet


@pytest.mark.parametrize("tex", [r"\(a &lt; b\)", "\n" + r"\[ x \tag{1.1} \]" + "\n"])
def test_formulas_are_found_in_a_page(tex):
    box = f'<div class="math notranslate nohighlight" id="e">{tex}</div>'
    assert formulas.FORMULA.search(box)[3] == tex.strip()
    assert html.unescape(formulas.FORMULA.search(box)[3])
    assert not formulas.FORMULA.search(box.replace(tex, "<mjx-container></mjx-container>"))


def test_a_site_built_without_a_browser_brings_mathjax_along(tmp_path, monkeypatch):
    """Then the pages stay as they are, and set their formulas themselves."""
    app = SimpleNamespace(outdir=tmp_path, builder=SimpleNamespace(format="html"))
    monkeypatch.setattr(installed, "program", lambda: None)
    formulas.finish(app, None)
    folder = tmp_path / "_static" / "mathjax"
    assert {file.stem for file in folder.glob("*.js")} == {"startup", "core"}
    assert len(list((folder / "output/chtml/fonts/woff-v2").glob("*.woff"))) > 10
    assert (folder / "input/tex/extensions/ams.js").exists()


def test_lost_readers_find_a_way_back(site):
    lost = soup(site / "404.html")
    assert "not found" in lost.get_text().lower()
    article = lost.select_one("article.bd-article")
    links = [link["href"] for link in article.find_all("a", href=True)]
    assert links == [f"{name}.html" for name in NAMES] + [f"zh/{NAMES[0]}.html"]
    assert article.find("form", action="search.html").find("input", {"name": "q"})


def test_the_sitemap_says_when_a_page_changed(site):
    text = (site / "sitemap.xml").read_text(encoding="utf-8")
    days = sitemap_dates.last_changes(ROOT)
    for name in NAMES:
        source = next(file for file in days if file.startswith(f"{name}.")) if days else ""
        day = f"<lastmod>{days[source]}</lastmod>" if days else ""
        assert f"{name}.html</loc>{day}" in text


def test_the_sitemap_lists_a_page_that_a_second_build_leaves_alone():
    links = queue.SimpleQueue()
    links.put(("book/intro.html", None))
    env = SimpleNamespace(app=SimpleNamespace(sitemap_links=links), found_docs={"b", "book/intro"})
    app = SimpleNamespace(builder=SimpleNamespace(format="html"), env=env)
    sitemap_dates.complete(app, None)
    assert [links.get() for _ in range(2)] == [("b.html", None), ("book/intro.html", None)]
    assert links.empty()


def test_without_git_the_sitemap_has_no_dates(tmp_path):
    assert sitemap_dates.last_changes(tmp_path / "nothing") == {}


def test_every_claim_is_a_place_of_its_own(site):
    """One can link to it, and jump to it from the contents."""
    text = page(site, "book/claims")
    places = [heading.parent["id"] for heading in text.select("article h3")]
    assert len(places) > 30
    assert all(place.startswith("claim-") for place in places)
    contents = {link["href"] for link in text.select(".bd-toc a, .page-toc a, nav.page-toc a")}
    assert {f"#{place}" for place in places} <= contents


def test_the_numbers_behind_the_claims_read_as_in_a_book(site):
    """None is an empty box; none has a hyphen for a minus or an exponent as in code."""
    cells = page(site, "book/claims").select("section section td:not(:first-child)")
    assert len(cells) > 200
    assert [cell.text for cell in cells if re.search(r"^$|-|\de", cell.text)] == []


@pytest.mark.parametrize("name", ["book/claims", "zh/book/claims"])
def test_the_claims_that_rest_on_keras_have_a_column_for_each_back_end(site, name):
    (table,) = page(site, name).select(".back-ends table")
    assert [cell.text for cell in table.select("th")][1:] == ["TensorFlow", "JAX", "PyTorch"]
    rows = [[cell.text.strip() for cell in row.select("td")] for row in table.select("tbody tr")]
    assert [row[0].split()[0] for row in rows] == ["2d", *(f"3.4{c}" for c in "abcdefghi"), "4.4e"]
    assert all(all(row) for row in rows), "an empty box"
    assert all(
        row.select_one("a")["href"].count(".html#claim-") for row in table.select("tbody tr")
    )


def test_nothing_unused_is_shipped(site):
    shipped = {path.name for path in (site / "_static").rglob("*")}
    assert not shipped & {"locales", "startup.js", "togglebutton.js", "searchtools.js"}
    assert not [name for name in shipped if "design" in name or "fontawesome.js" in name]
    assert not (site / "searchindex.js").exists()


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_chapters_can_be_opened_in_colab_edited_and_downloaded(site, name):
    found = {link for tag, link, _ in links(site / f"{name}.html") if tag == "a"}
    repository = CONFIG["repository"]["url"].removeprefix("https://github.com/")
    colab = f"https://colab.research.google.com/github/{repository}/blob/main/{name}.ipynb"
    assert colab in found
    assert f"https://github.com/{repository}/edit/main/{name}.ipynb" in found
    assert any(link.startswith(f"https://github.com/{repository}/issues/new") for link in found)
    assert any(link.endswith(f"{Path(name).name}.ipynb") and "_sources" in link for link in found)


@each_page
def test_pictures_have_descriptions(site, name):
    for picture in page(site, name).select("article img, .bd-article img"):
        assert len(picture.get("alt", "").split()) > 3, picture


@each_page
def test_quotes_in_questions_are_curled_as_everywhere(site, name):
    for question in page(site, name).select("article summary"):
        assert not re.search("[\"']", "".join(words_of(question))), question


def words_of(element):
    """The texts of an element, without code and formulas."""
    texts = element.find_all(string=True)
    return [text for text in texts if not text.find_parent(["code", "mjx-container"])]


@pytest.mark.parametrize(
    ("written", "curled"),
    [
        ("<summary>the GRU's token</summary>", "<summary>the GRU’s token</summary>"),
        ('<summary class="a">"Yes"?</summary>', '<summary class="a">“Yes”?</summary>'),
        ('<b>Predict:</b> "now"', "<b>Predict:</b> “now”"),
        ("""<code>x["U"]</code>'s $f'$""", """<code>x["U"]</code>’s $f'$"""),
    ],
)
def test_quotes_are_curled_in_words_alone(written, curled):
    assert book_site.curl_quotes(written) == curled


@each_page
def test_no_markup_shows_raw(site, name):
    texts = page(site, name).find("article").find_all(string=True)
    assert not RAW.search("".join(text for text in texts if not text.find_parent(["pre", "code"])))


@pytest.mark.parametrize(
    "markup",
    [
        "see {ref}`notation`",
        ":::{note}",
        "$$x$$",
        "$3^4 = 81$",
        "**bold",
        ".. py:function:: forward",
        ".. note::",
        ":param x: the input",
        ":type x: ndarray",
        ":func:`forward`",
        ":raises ShapeError: if",
        ":py:class:`Cache`",
    ],
)
def test_raw_markup_is_recognised(markup):
    assert RAW.search(f"Some text {markup} and more.")


def test_no_sentence_of_the_reference_is_taken_for_a_type(site):
    """Sphinx takes for a type what stands before a colon in the words on an attribute."""
    names = [
        name.get_text(strip=True) for name in page(site, "book/api").select("dl.field-list dt")
    ]
    assert "Parameters:" in names
    assert "Type:" not in names


def test_the_reference_says_what_each_field_is(site):
    assert "Alias for field number" not in page(site, "book/api").text


def test_the_reference_has_a_signature_for_every_public_function_class_and_exercise(site):
    text = (ROOT / "book" / "api.md").read_text(encoding="utf-8")
    modules = [importlib.import_module(n) for n in re.findall(r"automodule:: (\S+)", text)]
    listed = {module.__name__.split(".")[-1] for module in modules}
    assert listed >= set(rnn_helpers.__all__) - {"rounding"}
    names = {}  # of each object, which may stand in several modules and is described in one
    for module in modules:
        for name in set(module.__all__) - {"Exercise", "Verdict"}:
            if callable(thing := getattr(module, name)):
                names.setdefault(id(thing), set()).add(f"{module.__name__}.{name}")
    signatures = {element["id"] for element in page(site, "book/api").select("dt.sig")}
    assert len(names) > 170
    assert [found for found in names.values() if not found & signatures] == []


def test_what_is_also_asked_leads_to_places_that_are_there(site):
    for place in search.asked(ROOT):
        name, _, anchor = place.partition("#")
        assert page(site, name).find(id=anchor), place
