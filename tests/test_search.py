"""Readers' words lead to the section that answers them, in English and Chinese."""

from pathlib import Path

import pytest
import yaml
from test_book import Visit, browser, in_browser  # noqa: F401  (browser is a fixture)

QUERIES = yaml.safe_load(Path(__file__).with_name("search_queries.yml").read_text("utf-8"))
RANK = """queries => queries.map((query) =>
    rank(query).slice(0, 3).map(({ page, part }) => `${page}#${part[0]}`))"""


@pytest.fixture(scope="module")
def hits(site, browser):  # noqa: F811
    """The first three hits of each query, best first."""
    with Visit(browser, (site / "search.html").as_uri() + "?q=carry") as visit:
        visit.page.wait_for_selector("#search-results ul.search li")
        assert visit.complaints == []
        return dict(zip(QUERIES, visit.page.evaluate(RANK, list(QUERIES)), strict=True))


def test_there_are_enough_queries():
    chinese = [query for query in QUERIES if not query.isascii()]
    assert len(QUERIES) >= 60
    assert len(chinese) >= 15


@in_browser
@pytest.mark.parametrize("query", QUERIES)
def test_the_page_that_answers_is_among_the_first_three(hits, query):
    assert QUERIES[query] in [hit.partition("#")[0] for hit in hits[query]]


@in_browser
def test_the_first_hit_is_the_section_that_readers_call_so(hits):
    assert hits["detach"][0] == "notebooks/03_bptt#stop-early-truncated-bptt"
    assert hits["timesteps"][0] == "notebooks/09_faq#what-shape-does-the-input-have"
