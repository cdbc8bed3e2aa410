"""One thread for everything, no network, and pictures compared as well as text.

nbval compares the text that a notebook prints with what is stored in it, but no pictures. Here
each picture is compared too, pixel by pixel, where matplotlib is the version that drew it.
"""

import base64
import io
import os
import tempfile

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(variable, "1")  # inherited by the kernels of the notebooks

import matplotlib
import numpy as np
import pytest
from jupyter_client.manager import KernelManager
from nbval.plugin import IPyNbCell
from PIL import Image

if os.name == "posix":  # kernels talk through files instead of ports: nbval has no setting for it
    SOCKETS = tempfile.TemporaryDirectory(prefix="kernel-")
    KernelManager.class_traits()["transport"].default_value = "ipc"
    KernelManager._ip_default = lambda self: f"{SOCKETS.name}/socket"
matplotlib.use("agg")  # for the tests themselves; a kernel chooses its own

DRAWN_WITH = "3.11"
LARGEST_DIFFERENCE = 3.0  # root mean square over the pixels, of 255


def pictures(outputs):
    found = [output.get("data", {}).get("image/png") for output in outputs]
    return [Image.open(io.BytesIO(base64.b64decode(png))).convert("L") for png in found if png]


def holds_still(cell):
    """Whether a picture has to be as stored: not if it shows rounding errors, as its tag says."""
    same_matplotlib = matplotlib.__version__.startswith(DRAWN_WITH)
    return same_matplotlib and "picture-varies" not in cell.metadata.get("tags", [])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    result = yield
    if isinstance(item, IPyNbCell) and holds_still(item.cell):
        drawn, stored = pictures(item.test_outputs), pictures(item.cell.outputs)
        if [picture.size for picture in drawn] != [picture.size for picture in stored]:
            item.raise_cell_error("The number or the size of the pictures differs")
        for new, old in zip(drawn, stored, strict=True):
            difference = np.asarray(new, float) - np.asarray(old, float)
            if np.sqrt((difference**2).mean()) > LARGEST_DIFFERENCE:
                item.raise_cell_error("A picture differs from the stored one")
    return result
