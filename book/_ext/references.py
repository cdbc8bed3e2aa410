"""Sphinx extension: the order of the bibliography, by names.

A group, such as ``{Keras team}``, stands in braces, so that nobody looks for its family name; in
the order the braces count for nothing, and neither do accents.
"""

import unicodedata

from pybtex.plugin import register_plugin
from pybtex.style.formatting.unsrt import Style
from pybtex.style.sorting.author_year_title import SortingStyle


class ByName(SortingStyle):
    """Authors, year, title."""

    def person_key(self, person):
        letters = unicodedata.normalize("NFKD", super().person_key(person))
        return "".join(c for c in letters if c not in "{}" and not unicodedata.combining(c))


class InOrderOfNames(Style):
    """The looks of ``plain``."""

    default_sorting_style = "by_name"


def setup(app):
    register_plugin("pybtex.style.sorting", "by_name", ByName)
    register_plugin("pybtex.style.formatting", "by_name", InOrderOfNames)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
