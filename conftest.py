"""One thread for everything, no network, and pictures compared as well as text.

nbval compares the text that a notebook prints with what is stored in it, but no pictures. Here
each picture is compared too (``tools/same_picture.py``), where matplotlib is the version that drew
it. What a trained network prints on another processor is compared as its cell's tag says: see
``tools/same_output.py``.
"""

import itertools
import json
import sys
from collections import Counter
from pathlib import Path

from rnn_helpers import rounding

sys.path.insert(0, str(Path(__file__).parent / "tools"))
import anywhere

rounding.pin()  # this, and the home, are inherited by the kernels of the notebooks
anywhere.prepare()

import matplotlib
import pytest
import same_output
import same_picture
from jupyter_client.manager import KernelManager
from nbval.plugin import IPyNbCell

if SOCKETS := anywhere.socket_folder():  # instead of ports; nbval has no setting for it
    KernelManager.class_traits()["transport"].default_value = "ipc"
    KernelManager._ip_default = lambda self: f"{SOCKETS.name}/socket"
matplotlib.use("agg")  # for the tests themselves; a kernel chooses its own

DRAWN_WITH = "3.11"
SECONDS = json.loads((Path(__file__).parent / "tests" / "seconds.json").read_text(encoding="utf-8"))
FIRST = "test_book_in_browser.py"  # builds the site, while the other cores run notebooks
SLOWEST = 12


def pictures(outputs):
    found = [output.get("data", {}).get("image/png") for output in outputs]
    return [same_picture.read(png) for png in found if png]


def tags_of(item):
    return item.cell.metadata.get("tags", [])


def holds_still(item):
    """Whether a picture has to be as stored: not if it shows what another machine changes."""
    varies = {"trained", "sampled"} & set(tags_of(item)) and not same_output.exact()
    same_matplotlib = matplotlib.__version__.startswith(DRAWN_WITH)
    return same_matplotlib and not varies and "picture-varies" not in tags_of(item)


def compare_by_tags(item):
    """Let nbval see the stored text in the place of a new one that counts as the same."""
    compare = item.compare_outputs

    def compare_outputs(test, ref, skip_compare=None):
        test, ref = same_output.joined(test), same_output.joined(ref)
        tags = tags_of(item)
        exact = not {"trained", "sampled"} & set(tags) or same_output.exact()
        pairs = zip(same_output.places(test), same_output.places(ref), strict=False)
        for place, ((new, key), (old, _)) in enumerate(pairs):
            band = same_output.band_of(item.path, item.cell.id, place)
            if same_output.same(new[key], old[key], tags, exact, band):
                new[key] = old[key]
        return compare(test, ref, skip_compare)

    item.compare_outputs = compare_outputs


def compare_pictures(item):
    """Fail where a picture is not as stored."""
    drawn, stored = pictures(item.test_outputs), pictures(item.cell.outputs)
    if len(drawn) != len(stored) or not all(map(same_picture.same, drawn, stored)):
        item.raise_cell_error("A picture differs from the stored one")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    if not isinstance(item, IPyNbCell):
        return (yield)
    compare_by_tags(item)
    result = yield
    if holds_still(item):
        compare_pictures(item)
    return result


def urgency(item):
    return item.path.name == FIRST, SECONDS.get(item.path.name, 0)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """The longest files first, so that no core waits for another, at the end or for the site."""
    items.sort(key=urgency, reverse=True)


def pytest_terminal_summary(terminalreporter):
    """Say which files take the time."""
    seconds = Counter()
    for report in itertools.chain(*terminalreporter.stats.values()):
        if hasattr(report, "duration"):
            seconds[report.nodeid.partition("::")[0]] += report.duration
    terminalreporter.section("seconds by file")
    for file, spent in seconds.most_common(SLOWEST):
        terminalreporter.line(f"{spent:6.1f}  {file}")
