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
