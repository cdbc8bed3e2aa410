"""What `import rnn_helpers` brings."""

import platform
import re
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

import rnn_helpers

HEAVY = [
    "matplotlib",
    "keras",
    "tensorflow",
    "sklearn",
    "rnn_helpers.check",
    "rnn_helpers.datasets",
]


def test_importing_the_package_needs_numpy_alone():
    code = f"import sys, rnn_helpers; print([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip() == "[]"
    assert all(hasattr(rnn_helpers, name) for name in rnn_helpers.__all__)


def test_what_is_installed_from_git_has_all_its_files():
    """As in Colab: a file of data that no pattern names stays behind."""
    root = Path(rnn_helpers.__file__).parent
    project = (root.parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    patterns = dict(re.findall(r'^"(rnn_helpers\.\w+)" = \["(.*)"\]$', project, re.M))
    data = [
        path
        for path in root.rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc", ".typed")
    ]
    assert len(data) > 5
    for path in data:
        package = ".".join(path.parent.relative_to(root.parent).parts)
        assert fnmatch(path.name, patterns.get(package, "")), path.name


STEPS = """
import resource
import numpy as np
from rnn_helpers import binary_addition, lstm, model

def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt

rng = np.random.default_rng(0)
params, batch = model.network(lstm, 2, 16, 1, rng), binary_addition.random_pairs(64, 8, rng)
loss_and_grads = model.objective(lstm)
counts = []
for _ in range(30):
    before = faults()
    loss_and_grads(params, *batch)
    counts.append(faults() - before)
print(sum(counts[10:]))
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other memory, other ways")
def test_a_training_step_fetches_no_memory_anew():
    """As long as it did, page by page, half of the time of an LSTM of 16 units went there."""
    done = subprocess.run(
        [sys.executable, "-c", STEPS], capture_output=True, encoding="utf-8", check=True
    )
    assert int(done.stdout) < 200, "pages in 20 steps; without care there are 6,000"
