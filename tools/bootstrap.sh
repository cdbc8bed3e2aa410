#!/bin/sh
# Find a Python that suits and let it make .venv (bootstrap.py), or say what is missing.
set -eu

suits() {
    "$1" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}

if [ -n "${PYTHON:-}" ]; then
    suits "$PYTHON" || { echo "PYTHON=$PYTHON is not a Python 3.10, 3.11, 3.12 or 3.13." >&2; exit 1; }
else
    for candidate in python3 python3.13 python3.12 python3.11 python3.10 python; do
        if suits "$candidate"; then PYTHON=$candidate; break; fi
    done
fi
if [ -z "${PYTHON:-}" ]; then
    echo "No Python 3.10, 3.11, 3.12 or 3.13 found (TensorFlow runs on no other)." >&2
    echo "Install one, for example with 'sudo apt install python3 python3-venv' or from python.org," >&2
    echo "or name it: make PYTHON=/path/to/python3.12 book" >&2
    exit 1
fi
if ! "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "$PYTHON lacks the venv module. On Debian and Ubuntu: sudo apt install python3-venv" >&2
    exit 1
fi
exec "$PYTHON" "$(dirname "$0")/bootstrap.py"
