"""What `import rnn_helpers` brings."""

import subprocess
import sys

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
