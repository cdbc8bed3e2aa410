"""One thread for everything, no network, and pictures compared as well as text.

nbval compares the text that a notebook prints with what is stored in it, but no pictures. Here
each picture is compared too, pixel by pixel, where matplotlib is the version that drew it. What a
trained network prints on another processor is compared as its cell's tag says: see
``tools/same_output.py``.
"""

import base64
import copy
import io
import os
import sys
import tempfile
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(variable, "1")  # inherited by the kernels of the notebooks

import matplotlib
import numpy as np
import pytest
from jupyter_client.manager import KernelManager
from nbval.plugin import IPyNbCell
from PIL import Image

sys.path.insert(0, str(Path(__file__).parent / "tools"))
import same_output

if os.name == "posix":  # kernels talk through files instead of ports: nbval has no setting for it
    SOCKETS = tempfile.TemporaryDirectory(prefix="kernel-")
    KernelManager.class_traits()["transport"].default_value = "ipc"
    KernelManager._ip_default = lambda self: f"{SOCKETS.name}/socket"
matplotlib.use("agg")  # for the tests themselves; a kernel chooses its own

DRAWN_WITH = "3.11"
EXACT = same_output.machine() == same_output.RAN_ON
LARGEST_DIFFERENCE = 3.0  # root mean square over the pixels, of 255


def pictures(outputs):
    found = [output.get("data", {}).get("image/png") for output in outputs]
    return [Image.open(io.BytesIO(base64.b64decode(png))).convert("L") for png in found if png]


def tags_of(item):
    return item.cell.metadata.get("tags", [])


def holds_still(item):
    """Whether a picture has to be as stored: not if it shows what another machine changes."""
    varies = {"trained", "sampled"} & set(tags_of(item)) and not EXACT
    same_matplotlib = matplotlib.__version__.startswith(DRAWN_WITH)
    return same_matplotlib and not varies and "picture-varies" not in tags_of(item)


def texts(outputs):
    """Yield each dictionary in the outputs that holds text, and its key."""
    for output in outputs:
        for place in (output, output.get("data", {})):
            for key in {"text", "text/plain", "text/html"} & set(place):
                yield place, key


def compare_by_tags(item):
    """Let nbval see the stored text in the place of a new one that counts as the same."""
    compare = item.compare_outputs

    def compare_outputs(test, ref, skip_compare=None):
        test = copy.deepcopy(test)
        for (new, key), (old, _) in zip(texts(test), texts(ref), strict=False):
            if same_output.same(new[key], old[key], tags_of(item), EXACT):
                new[key] = old[key]
        return compare(test, ref, skip_compare)

    item.compare_outputs = compare_outputs


def compare_pictures(item):
    """Fail where a picture is not as stored."""
    drawn, stored = pictures(item.test_outputs), pictures(item.cell.outputs)
    if [picture.size for picture in drawn] != [picture.size for picture in stored]:
        item.raise_cell_error("The number or the size of the pictures differs")
    for new, old in zip(drawn, stored, strict=True):
        difference = np.asarray(new, float) - np.asarray(old, float)
        if np.sqrt((difference**2).mean()) > LARGEST_DIFFERENCE:
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
