"""What the Colab check compares: text, decisions, and all that is printed but TensorFlow's log."""

import json
from pathlib import Path

import check_colab
import pytest

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "04a_gradients.ipynb"


@pytest.fixture
def texts():
    """What the cells after the first have stored."""
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return [check_colab.printed(cell) for cell in cells if cell["cell_type"] == "code"][1:]


def test_a_notebook_prints_what_it_has_stored(texts):
    assert list(check_colab.differences(NOTEBOOK, texts)) == []


def test_another_decision_and_a_missing_text_are_seen(texts):
    place = next(k for k, found in enumerate(texts) if "Claim" in str(found) and len(found) == 1)
    for planted in ([texts[place][0].replace("confirmed", "refuted") + " "], []):
        changed = [*texts[:place], planted, *texts[place + 1 :]]
        found = list(check_colab.differences(NOTEBOOK, changed))
        assert len(found) == 1


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (
            "WARNING: All log messages before absl::InitializeLog()\nI0000 00: XLA service\n",
            0,
        ),
        ("UserWarning: the mask is ignored\n", 1),
        ("I0000 00: XLA service\nUserWarning: the mask is ignored\n", 1),
    ],
)
def test_only_the_log_of_tensorflow_is_left_out(text, kept):
    output = {"output_type": "stream", "name": "stderr", "text": text}
    assert len(check_colab.printed({"outputs": [output]})) == kept


def test_the_version_of_a_data_package_may_be_another():
    def cell(version):
        text = f"data     digits\npackage  scikit-learn {version}\nrows     3"
        return {"outputs": [{"output_type": "stream", "name": "stdout", "text": text}]}

    assert check_colab.printed(cell("1.6.1")) == check_colab.printed(cell("1.9.1"))
    assert "rows     3" in check_colab.printed(cell("1.6.1"))[0]


def test_where_trees_grow_otherwise_verdicts_count_and_numbers_do_not():
    path = NOTEBOOK.with_name("06a_forecasting.ipynb")
    cells = check_colab.cells_of(path)
    texts = [check_colab.printed(cell) for cell in cells]
    place = [cell["id"] for cell in cells].index("leads-over-boosting-by-origin")
    for old, new, found in (("+0.0019", "+0.0022", 0), ("ties", "wins", 1)):
        changed = [*texts]
        changed[place] = [texts[place][0].replace(old, new)]
        assert changed != texts
        assert len(list(check_colab.differences(path, changed))) == found


def test_cells_with_other_trees_are_there():
    cells = check_colab.cells_of(NOTEBOOK.with_name("06a_forecasting.ipynb"))
    assert {cell["id"] for cell in cells} >= check_colab.OTHER_TREES
