"""All data sets: each is what it was when the book was written, and says where it comes from."""

import importlib.metadata
import re
import zlib

import numpy as np
import pytest

from rnn_helpers import datasets
from rnn_helpers.datasets import boxes
from rnn_helpers.errors import MissingPackageError

LOADERS = {
    "digits": datasets.digits,
    "emoji": datasets.emoji_names,
    "films": datasets.movielens,
    "index": datasets.sp500_prices,
    "long reviews": lambda: datasets.movie_reviews("imdb"),
    "numbers": lambda: datasets.number_words(count=50),
    "play": datasets.shakespeare,
    "reviews": datasets.movie_reviews,
    "sales": datasets.rossmann_sales,
    "vowels": datasets.japanese_vowels,
    "weather": datasets.seattle_weather,
}
STAY = {  # data that the site may not carry, and who loads them
    "films": "movielens",
    "index": "sp500_prices",
    "long reviews": "movie_reviews",
    "reviews": "movie_reviews",
    "sales": "rossmann_sales",
}
CONTENTS = {  # a checksum, and what the record says of size and time
    "digits": (2724613269, "1,797 digits by 13 writers, who are not named", "no dates"),
    "emoji": (633340911, "1,922 emoji, tones of the skin left out", "no dates"),
    "films": (
        4138489636,
        "100,000 ratings, 943 users, 1,682 films",
        "1997-09-20 to 1998-04-22",
    ),
    "index": (3508254896, "5,031 trading days", "1999-01-04 to 2018-12-31"),
    "long reviews": (701675015, "25,000 reviews", "no dates"),
    "numbers": (854176443, "50 different numbers from 0 to 999,999", "no dates"),
    "play": (491636347, "1 plays, 176,749 characters", "no dates (written about 1590 to 1613)"),
    "reviews": (210115803, "8,530 sentences", "no dates"),
    "sales": (792555887, "98 stores on 942 days", "2013-01-01 to 2015-07-31"),
    "vowels": (
        3211844116,
        "640 utterances, 9,961 frames",
        "no dates; given to the repository in 2000",
    ),
    "weather": (2784159335, "1,461 days", "2012-01-01 to 2015-12-31"),
}

LICENCES = {  # as their owners state them
    "digits": "CC BY 4.0 (UCI repository); package: BSD-3-Clause",
    "emoji": "names: Unicode License v3; package: BSD",
    "films": "research, not commercial, no redistribution (GroupLens); package: MIT",
    "index": "data: none stated, for study only; package: NCSA",
    "long reviews": "given out for research, none stated; package: MIT",
    "numbers": "package: LGPL 2.1; the number words themselves belong to nobody",
    "play": "plays: public domain; package with its markup: MIT",
    "reviews": "given out for research, none stated; package: MIT",
    "sales": "data: rules of that Kaggle competition; package: MIT",
    "vowels": "CC BY 4.0 (UCI repository); package: BSD 3-Clause",
    "weather": "public domain (US government); package: MIT",
}


def checksum(data):
    """A number that any change of the data changes."""
    found = {k: v.tolist() if isinstance(v, np.ndarray) else v for k, v in data.items()}
    return zlib.crc32(repr(found).encode())


@pytest.mark.parametrize("name", LOADERS)
def test_the_data_are_those_that_the_book_was_written_with(name):
    data, record = LOADERS[name]()
    assert (checksum(data), record.rows, record.period) == CONTENTS[name]
    package = record.package.split()[0]
    assert boxes.version_of(package) == record.package
    assert record.licence == LICENCES[name]
    stays = re.search(r"no redistribution|none stated|rules of that", record.licence)
    assert bool(stays) == (name in STAY)
    for field, text in record._asdict().items():
        assert isinstance(text, str), field
        assert len(text) >= 7, field


@pytest.mark.parametrize("name", LOADERS)
def test_a_missing_package_is_named_with_the_command_that_brings_it(name, monkeypatch):
    def missing(package):
        raise importlib.metadata.PackageNotFoundError(package)

    monkeypatch.setattr(importlib.metadata, "distribution", missing)
    with pytest.raises(MissingPackageError, match=r"^the data are in [\w-]+, .*: pip install "):
        LOADERS[name]()
