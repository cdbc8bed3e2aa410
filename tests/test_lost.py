"""The page for wrong addresses looks the same, and leads on, from a folder and at any depth."""

import functools
import http.server
import threading
from pathlib import Path
from urllib.parse import urlparse

import lost
import pytest
from visits import BASE, NAMES, Visit, in_browser

PREFIX = urlparse(BASE).path
WAYS = """() => [...document.querySelectorAll(
  "article a[href], a.navbar-brand, #pst-skip-link a")].map(link => link.href)"""
LOOK = """() => [getComputedStyle(document.body).fontFamily,
  getComputedStyle(document.querySelector("article h1")).fontSize,
  document.querySelector(".navbar-brand img").naturalWidth > 0,
  document.querySelector("article form").action]"""


class Host(http.server.SimpleHTTPRequestHandler):
    """A host that has the book below a path, and shows its page for all wrong addresses."""

    def __init__(self, *args, prefix, **more):
        self.prefix = prefix
        super().__init__(*args, **more)

    def translate_path(self, path):
        inside = path.removeprefix(self.prefix)
        return super().translate_path(f"/{inside}" if path.startswith(self.prefix) else "/nothing")

    def send_error(self, code, message=None, explain=None):
        page = Path(self.directory, "404.html")
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(page.read_bytes())

    def log_message(self, *_):
        pass


@pytest.fixture
def host(site, request):
    handler = functools.partial(Host, directory=site, prefix=request.param)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}", request.param
        running.shutdown()


def seen(browser, address, home):
    """What a lost reader sees, and the ways that the page offers."""
    with Visit(browser, address) as visit:
        ways = visit.page.evaluate(WAYS)
        look = visit.page.evaluate(LOOK)
    assert f"{address}#main-content" in ways
    inside = [way.removeprefix(home) for way in ways if "#" not in way]
    assert {f"{name}.html" for name in NAMES} <= set(inside)
    assert look[3] == f"{home}search.html"
    return look[:3]


@in_browser
@pytest.mark.parametrize("host", ["/", PREFIX], indirect=True)
@pytest.mark.parametrize("depth", ["missing", "some/deep/missing/page.html"])
def test_a_lost_reader_sees_the_same_at_any_depth(site, browser, host, depth):
    server, prefix = host
    home = f"{site.as_uri()}/"
    look = seen(browser, f"{home}404.html", home)
    assert look[2]
    assert seen(browser, f"{server}{prefix}{depth}", f"{server}{prefix}") == look


@pytest.mark.parametrize("kind", ["href", "src", "action"])
def test_addresses_begin_where_the_book_lives(kind):
    text = lost.find_home(f'<meta charset="utf-8"/><a {kind}="/a/b"><a {kind}="//c">', BASE)
    assert f'<meta charset="utf-8"/><base href="{PREFIX}"/>' in text
    assert f'<a {kind}="a/b"><a {kind}="//c">' in text


BARE = """() => { const { fontFamily, maxWidth } = getComputedStyle(document.body);
  return [fontFamily, maxWidth]; }"""


@in_browser
@pytest.mark.parametrize("host", [PREFIX], indirect=True)
def test_without_a_script_the_page_has_its_style_from_a_host_and_a_plain_one_from_a_folder(
    site, browser, host
):
    server, prefix = host
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}{prefix}missing")
    family, width = page.evaluate(BARE)
    assert (family == "sans-serif", width) == (False, "none")
    assert page.locator(".bd-header-article").is_visible()
    page.goto((site / "404.html").as_uri())
    assert page.evaluate(BARE) == ["sans-serif", "672px"]
    assert page.locator("article h1").is_visible()
    for part in (".bd-header-article", ".bd-sidebar-primary", ".bd-search"):
        assert not page.locator(part).first.is_visible()
    context.close()
