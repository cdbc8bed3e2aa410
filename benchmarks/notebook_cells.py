"""The definitions of a notebook, for scripts that train its networks again."""

from pathlib import Path

import matplotlib as mpl
import nbformat

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


def definitions(notebook, before):
    """Run the code cells of a notebook up to one that is left out.

    Parameters
    ----------
    notebook : str
        Its name, such as ``"06b_language_model"``.
    before : str
        The id of the first cell that is not run.

    Returns
    -------
    names : dict
        Everything that the cells define.
    """
    mpl.use("agg")
    cells = nbformat.read(NOTEBOOKS / f"{notebook}.ipynb", as_version=4).cells
    cells = [cell for cell in cells if cell.cell_type == "code"]
    last = [cell.id for cell in cells].index(before)
    names = {}
    for cell in cells[1:last]:  # the first one is for Colab
        exec(compile(cell.source, cell.id, "exec"), names)
    return names
