"""One way of rounding, as far as it goes: the settings that the book was computed with.

A sum of floating-point numbers depends on the order of its terms, and fast libraries choose the
order by the processor that they find. Training makes the difference grow (chapter 9 shows how
far). The settings below take the choice away, where a library lets us:

- On x86-64 with AVX2 (nearly every such processor since 2013), with the pinned versions of the
  libraries, TensorFlow and NumPy then use the same instructions in the same order, also where
  AVX-512 is there. One thing is left: the processor's own approximation of 1/x, which TensorFlow
  uses in the softmax, and which makers of processors build in different ways.
- On other processors, with other versions, or where TensorFlow was loaded before, another network
  comes out. ``tests/bands`` holds how far each printed number then moves.

A setting that is already in the environment is left alone. NumPy reads its settings when it is
loaded, so a notebook comes too late for them: they are set where a notebook is started
(``make test``, ``make notebooks``), and matter only in the last digits of float32. Nor should a
notebook be sooner: ``OPENBLAS_CORETYPE`` sets no limit, it chooses, and a processor without AVX2
would stop at the first product. So it is left out where NumPy finds no AVX2.
"""

import importlib.metadata
import os
import sys
import warnings

import numpy as np

__all__ = ["SETTINGS", "pin", "settings"]

SETTINGS = {
    "TF_ENABLE_ONEDNN_OPTS": "0",  # Eigen's kernels for most operations, oneDNN's only for products
    "ONEDNN_MAX_CPU_ISA": "AVX2",  # those products: without AVX-512, also where it is there
    "TF_NUM_INTRAOP_THREADS": "1",  # one thread: sums in one order
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",  # not about rounding: no start-up notes
    "NPY_DISABLE_CPU_FEATURES": "X86_V4 AVX512_ICL AVX512_SPR AVX512F AVX512CD AVX512_SKX",
    "OPENBLAS_CORETYPE": "Haswell",  # NumPy's products, likewise without AVX-512
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}
# What Keras compiles: no AVX-512, and products by Eigen, not by a library that looks at the
# processor. TensorFlow stops at a flag that it does not know, and other versions know others; so
# does JAX, which reads the same variable.
COMPILED = {"2.21": "--xla_cpu_max_isa=AVX2 --xla_cpu_experimental_ynn_fusion_type="}


def settings():
    """List the settings that this processor and the chosen back end of Keras understand.

    Returns
    -------
    settings : dict of str
        Values by the names of environment variables.
    """
    flags = COMPILED.get(_tensorflow_version())
    by_tensorflow = os.environ.get("KERAS_BACKEND", "tensorflow") == "tensorflow"
    found = SETTINGS | ({"XLA_FLAGS": flags} if flags and by_tensorflow else {})
    if not _has_avx2():
        del found["OPENBLAS_CORETYPE"]
    return found


def pin():
    """Put the settings into the environment; to be called before TensorFlow is loaded.

    Returns
    -------
    None

    Warns
    -----
    RuntimeWarning
        If TensorFlow is loaded already without them.
    """
    missing = {name: value for name, value in settings().items() if name not in os.environ}
    if "ONEDNN_MAX_CPU_ISA" in missing and "tensorflow" in sys.modules:
        message = (
            "TensorFlow is loaded already, so numbers may differ: restart and run from the top"
        )
        warnings.warn(message, RuntimeWarning, stacklevel=2)
    os.environ.update(missing)


def _has_avx2():
    """Whether NumPy finds AVX2 on this processor; it has no public way to ask."""
    return np._core._multiarray_umath.__cpu_features__.get("AVX2", False)


def _tensorflow_version():
    """The first two parts of the version, such as ``"2.21"``; None if it is not installed."""
    for name in ("tensorflow-cpu", "tensorflow"):
        try:
            return ".".join(importlib.metadata.version(name).split(".")[:2])
        except importlib.metadata.PackageNotFoundError:
            continue
    return None
