"""The report of Lighthouse: served as by a host, summed up by medians, kind where it cannot run."""

import functools
import gzip
import http.server
import threading
import urllib.request

import browser
import lighthouse
import pytest


@pytest.fixture
def served(tmp_path):
    (tmp_path / "a.html").write_text("<p>a</p>" * 500, encoding="utf-8")
    (tmp_path / "a.png").write_bytes(bytes(500))
    handler = functools.partial(lighthouse.Compressed, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_texts_are_served_compressed_and_pictures_are_not(served):
    with urllib.request.urlopen(f"{served}/a.html") as answer:
        body = answer.read()
        assert answer.headers["Content-Encoding"] == "gzip"
        assert len(body) < 200
        assert gzip.decompress(body) == b"<p>a</p>" * 500
    with urllib.request.urlopen(f"{served}/a.png") as answer:
        assert answer.headers["Content-Encoding"] is None
        assert answer.read() == bytes(500)
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{served}/b.html")


def report(score, time):
    return {
        "categories": {kind: {"score": score} for kind in lighthouse.KINDS},
        "audits": {key: {"numericValue": time} for key in lighthouse.TIMES.values()},
    }


def test_the_summary_is_the_median():
    found = lighthouse.summary([report(0.9, 1000.4), report(0.1, 9000), report(0.92, 800)])
    assert found["performance"] == 90
    assert found["LCP"] == 1000


def test_without_node_or_a_browser_it_says_so(monkeypatch):
    assert "Node" in lighthouse.missing(which=lambda _: None)
    monkeypatch.setattr(browser, "program", lambda: None)
    assert "Chromium" in lighthouse.missing(which=lambda _: "npx")
