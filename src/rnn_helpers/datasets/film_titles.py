"""Films by the names that people call them: title and year."""

import difflib

import numpy as np

from .. import _validate as need
from .._arguments import check_texts

__all__ = ["film_names", "find_films"]


def film_names(data):
    """Write each film as ``"Star Wars (1977)"``; without a year where it is not known.

    Parameters
    ----------
    data : dict of ndarray, shape (items,)
        ``title`` and ``year``, as from :func:`movielens`.

    Returns
    -------
    names : list of str
        The place of a name is the number of its film.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it.
    """
    need.entries("data", data, ("title", "year"))
    titles, years = data["title"], data["year"]
    need.array("data['title']", titles, ("items",), "U")
    need.array("data['year']", years, titles.shape, "iu")
    pairs = zip(titles.tolist(), years.tolist(), strict=True)
    return [f"{title} ({year})" if year else title for title, year in pairs]


def find_films(data, names):
    """Find films by their names, in small or capital letters; name the nearest if one is unknown.

    The data list a few films twice; then the first of the two is taken.

    Parameters
    ----------
    data : dict of ndarray, shape (items,)
        ``title`` and ``year``, as from :func:`movielens`.
    names : list of str
        Different films, each as in :func:`film_names`.

    Returns
    -------
    films : ndarray of int, shape (names,)
        Their numbers.

    Raises
    ------
    InputError
        If an argument does not fit; the message names it, and a film that may have been meant.
    """
    numbers = {}
    for number, name in enumerate(film_names(data)):
        numbers.setdefault(name.casefold(), (number, name))
    check_texts("names", names)
    found = []
    for place, name in enumerate(names):
        known = numbers.get(name.casefold())
        if known is None:
            likely = difflib.get_close_matches(name.casefold(), numbers, n=1, cutoff=0)[0]
            expected = f"a film of the data, such as {numbers[likely][1]!r}"
            need.fail(need.RangeError, f"names[{place}]", expected, repr(name))
        if known[0] in found:
            need.fail(need.RangeError, f"names[{place}]", "another film", f"{name!r} again")
        found.append(known[0])
    return np.array(found)
