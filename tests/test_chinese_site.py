"""The Chinese pages: complete, in Chinese, and place by place those of the English book."""

import json
import re
from urllib.parse import unquote, urlparse

import pytest
import words
import yaml
from visits import (
    BASE,
    NAMES,
    NOTEBOOKS,
    ROOT,
    Visit,
    each_page,
    in_browser,
    leads_somewhere,
    links,
    page,
    soup,
)

from rnn_helpers.check import language as hints

ZH = "zh"
QUERIES = json.loads((ROOT / "tests" / "search_queries.json").read_text(encoding="utf-8"))
HAN = re.compile("[\u4e00-\u9fff]")
WRITTEN = ["book/_figures", "book/_live", "book/_static"]
GLOSSARY = "book/glossary"


def chinese(site, name):
    return page(site / ZH, name)


@each_page
def test_both_pages_say_what_they_are_and_where_the_other_is(site, name):
    links = {"en": f"{BASE}{name}.html", "zh-CN": f"{BASE}{ZH}/{name}.html"}
    for text, language in ((page(site, name), "en"), (chinese(site, name), "zh-CN")):
        assert text.html["lang"] == language
        assert text.find("link", rel="canonical")["href"] == links[language]
        told = {link["hreflang"]: link["href"] for link in text.head.find_all(hreflang=True)}
        assert told == links | {"x-default": links["en"]}
        assert text.find("meta", property="og:url")["content"] == links[language]


@each_page
def test_a_chinese_page_describes_itself_with_a_picture_that_is_there(site, name):
    head = chinese(site, name).head
    told = head.find("meta", property="og:description")["content"]
    assert told == head.find("meta", {"name": "description"})["content"]
    assert told
    address = head.find("meta", property="og:image")["content"]
    assert (site / address.removeprefix(BASE)).exists(), address
    assert f"/{ZH}/{name}.html" in (site / "sitemap.xml").read_text(encoding="utf-8")


def test_the_sitemap_lists_each_page_once(site):
    places = re.findall("<loc>(.*?)</loc>", (site / "sitemap.xml").read_text(encoding="utf-8"))
    assert len(places) == len(set(places))
    assert {f"{BASE}{part}{name}.html" for name in NAMES for part in ("", "zh/")} <= set(places)
    assert [place for place in places if not (site / place.removeprefix(BASE)).exists()] == []


def ids(text):
    """The places of an article, in order; the theme's own are not counted."""
    return [element["id"] for element in text.find("article").find_all(id=True)]


@each_page
def test_every_place_of_an_english_page_is_on_the_chinese_one(site, name):
    ours, theirs = ids(page(site, name)), ids(chinese(site, name))
    assert len(ours) == len(set(ours))
    assert set(ours) <= set(theirs), set(ours) - set(theirs)
    sections = [
        [section["id"] for section in text.select("article section[id]")]
        for text in (page(site, name), chinese(site, name))
    ]
    assert sections[0] == sections[1]


def test_no_chinese_link_or_file_is_missing(site):
    broken = []
    for path in (site / ZH).rglob("*.html"):
        for tag, link, kind in links(path):
            target = urlparse(link)
            if target.scheme:
                assert tag == "a" or kind in ("canonical", "alternate")
                continue
            file = (path.parent / unquote(target.path)).resolve() if target.path else path
            if not leads_somewhere(file, target.fragment):
                broken.append(f"{path.relative_to(site)}: {link}")
    for source in (site / ZH).rglob("*.css"):
        for place in re.findall(r'url\("([^":]+)"\)', source.read_text(encoding="utf-8")):
            if not (source.parent / place).exists():
                broken.append(f"{source.relative_to(site)}: {place}")
    assert broken == []


def test_both_editions_share_what_is_the_same_and_are_light(site):
    files = [f for f in site.rglob("*") if f.is_file() and f.suffix not in (".pdf", ".epub")]
    assert sum(file.stat().st_size for file in files) <= 51e6
    for part in ("_static", "_images"):
        for path in (site / ZH / part).rglob("*.*"):
            other = site / path.relative_to(site / ZH)
            assert not other.exists() or other.read_bytes() != path.read_bytes(), path
    assert not (site / ZH / "404.html").exists()


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_chinese_chapters_open_in_colab_and_lead_to_their_catalog(site, name):
    found = {link for tag, link, _ in links(site / ZH / f"{name}.html") if tag == "a"}
    assert any(link.endswith(f"/blob/main/{ZH}/{name}.ipynb") for link in found)
    catalog = f"locale/zh_CN/{name.rpartition('/')[2]}.po"
    assert any(link.endswith(f"/edit/main/{catalog}") for link in found)
    assert (ROOT / catalog).exists()
    assert any(link.endswith(f"_sources/{name}.ipynb") for link in found)


@each_page
def test_what_is_english_on_a_chinese_page_is_marked(site, name):
    text = chinese(site, name)
    for code in text.select("div.highlight, code, .citation, .output.text_html"):
        assert code.find_parent(lang="en") or code.get("lang") == "en"
    for picture in text.select("article img"):
        assert picture.get("alt"), picture
    count = len(text.select(".untranslated"))
    assert bool(text.select("p.stays")) == bool(count)


def test_the_404_of_the_host_speaks_both_languages(site):
    lost = soup(site / "404.html").select_one("article")
    part = lost.select_one('section[lang="zh-Hans"]')
    assert part.find("a", href=f"{ZH}/{NAMES[0]}.html")
    assert part.find("form", action=f"{ZH}/search.html")
    assert HAN.search(part.get_text())


@pytest.mark.parametrize("edition", ["", f"{ZH}/"])
def test_each_fact_of_the_first_page_begins_with_its_number(site, edition):
    """The number stands above the words, as large as a heading."""
    facts = soup(site / edition / f"{NAMES[0]}.html").select(".facts li")
    assert len(facts) == 4
    for fact in facts:
        assert fact.get_text().strip().startswith(fact.strong.get_text()), fact


def test_scripts_say_only_what_has_a_catalog():
    """In the objects of words every text stands in a call of ``say``, but for signs and names."""
    plain = re.compile(r'"(?:[^"\\]|\\.)*"')
    named = re.compile(r"const \w+_WORDS = \{\n(.*?)\n\};", re.S)
    allowed = {"LSTM", "END", "27 + 58", "ROMEO.\\n", " ", "\\n", "by hand", "⁰¹²³⁴⁵⁶⁷⁸⁹", "⁻", ""}
    allowed |= {"654277", "340120", "54", "7"}
    blocks = [
        block
        for folder in WRITTEN
        for path in sorted((ROOT / folder).glob("*.js"))
        for block in named.findall(path.read_text(encoding="utf-8"))
    ]
    assert len(blocks) >= 7
    for block in blocks:
        left = words.SAID.sub("", block)
        assert {text[1:-1] for text in plain.findall(left)} <= allowed, left


def test_words_come_from_the_catalog_and_else_stay_english(monkeypatch):
    monkeypatch.setattr(words, "chosen", {"{count} solved here": "这里做对了 {count} 题"})
    assert words.say("{count} solved here", count=3) == "这里做对了 3 题"
    assert words.say("Page not found") == "Page not found"


def test_python_in_the_page_hints_in_the_language_of_the_page(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "book" / "_live")
    monkeypatch.setenv(hints.VARIABLE, "en")
    import runner

    text, chinese = next((k, v) for k, v in hints._catalog().items() if "{" not in k)
    assert hints.say(text) == text
    runner.speak("zh-CN")  # what live.js hands over: the language of the page
    assert hints.say(text) == chinese
    scripts = [path.read_text(encoding="utf-8") for path in (ROOT / "book/_live").glob("*.js")]
    assert any("language: document.documentElement.lang" in script for script in scripts)


def entries():
    """The glossary: pairs of the English name of a term and the Chinese one."""
    text = (ROOT / "book" / "glossary.md").read_text(encoding="utf-8")
    return re.findall(r"^(\S[^\n]*)\n  \*([^*]+)\.\*", text, re.M)


FOUND = """queries => queries.map(query => rank(query).slice(0, 3).map(
  found => `${found.page}#${found.part[0]}`))"""


@in_browser
def test_chinese_readers_find_every_term_and_what_they_ask(site, browser):
    asked = {query: wanted for query, wanted in QUERIES.items() if HAN.search(query)}
    own = json.loads((ROOT / "tests" / "search_queries_zh.json").read_text(encoding="utf-8"))
    assert len(own) >= 25
    asked |= own
    glossary = soup(site / ZH / f"{GLOSSARY}.html")
    for english, name in entries():
        heads = [dt for dt in glossary.select("dl.glossary dt") if english == first_line(dt)]
        (place,) = [dt["id"] for dt in heads]
        asked[name] = [f"{GLOSSARY}#{place}"]
    assert len(asked) > 150
    with Visit(browser, (site / ZH / "search.html").as_uri()) as visit:
        found = visit.page.evaluate(FOUND, list(asked))
        missed = [
            (query, places)
            for (query, wanted), places in zip(asked.items(), found, strict=True)
            if not any(place.startswith(tuple(wanted)) for place in places)
        ]
        assert missed == []
        assert visit.complaints == []


def first_line(term):
    return term.get_text().strip("#").strip().replace("’", "'")


@in_browser
def test_the_search_page_answers_in_chinese(site, server, browser):
    with Visit(browser, f"{server[0]}/{ZH}/search.html?q=梯度消失") as visit:
        visit.page.wait_for_selector("#search-results ul.search li")
        assert HAN.search(visit.page.locator(".search-summary").inner_text())
        visit.page.locator("a.edition").first.click()
        visit.page.wait_for_url("**/search.html?q=*")
        assert f"/{ZH}/" not in visit.page.url
        assert visit.complaints == []


@in_browser
def test_the_switch_leads_to_the_same_place_and_back(server, browser):
    start = f"{server[0]}/notebooks/04_math.html"
    with Visit(browser, f"{start}#the-derivation") as visit:
        reader = visit.page
        reader.locator("a.edition").click()
        reader.wait_for_url(f"**/{ZH}/notebooks/04_math.html#the-derivation")
        assert reader.locator("#the-derivation").count() == 1
        assert reader.locator("html").get_attribute("lang") == "zh-CN"
        reader.locator("a.edition").click()
        reader.wait_for_url(f"{start}#the-derivation")
        reader.goto(start)
        reader.locator("#the-bug-lab").evaluate("section => section.scrollIntoView()")
        reader.locator("a.edition").evaluate("link => link.click()")  # where it is read
        reader.wait_for_url(f"**/{ZH}/notebooks/04_math.html#the-bug-lab")


@each_page
def test_without_a_script_the_switch_is_a_plain_link(site, name):
    for text, there, language in (
        (page(site, name), site / ZH, "zh-"),
        (chinese(site, name), site, "en"),
    ):
        (link,) = text.select(".article-header-buttons a.edition")
        folder = (site if language != "en" else site / ZH) / name
        assert (folder.parent / link["href"]).resolve() == there / f"{name}.html"
        assert link["lang"].startswith(language)
        assert link.get_text() == {"zh-": "中文", "en": "English"}[language]


def test_the_table_of_contents_is_the_same_in_chinese(site):
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    text = chinese(site, NAMES[0])
    captions = [caption.get_text() for caption in text.select(".bd-docs-nav .caption-text")]
    known = words.catalog("zh_CN")
    assert captions == [known.get(part["caption"], part["caption"]) for part in toc["parts"]]
    links = {
        (site / ZH / "book" / link["href"]).resolve()
        for link in text.select(".bd-docs-nav a.reference")
    }
    assert links == {site / ZH / f"{name}.html" for name in NAMES[1:]}
