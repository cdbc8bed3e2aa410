"""What the pages say on paper and in the EPUB, where nothing can be loaded or moved."""

import chapters
import pytest


@pytest.mark.parametrize("edition", ["", "zh"])
def test_the_first_page_offers_no_files_and_shows_no_picture_twice(site, edition):
    folder = site / edition
    name = "book/intro"
    file = folder / f"{name}.html"
    article = chapters.read_chapter(file, "intro", "", {file.resolve(): "intro"}).article
    doors = article.select_one(".doors").get_text()
    assert doors.strip()
    assert "PDF" not in doors
    text = article.get_text()
    assert "PDF" in text
    assert "make pdf)" not in text
    assert " MB" not in text
    pictures = [picture["src"].rsplit("/", 1)[1] for picture in article.select(".finding img")]
    assert len(pictures) == len(set(pictures)) == 4
