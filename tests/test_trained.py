"""The stored networks: small files, the weights that were trained, and texts that come again."""

import string
from types import SimpleNamespace

import letters as long_run
import numpy as np
import pytest
import store_weights

from rnn_helpers import errors, gru, readout, trained

COMMON = {"the", "and", "to", "of", "i", "you", "my", "a", "in", "that", "is", "not", "with", "me"}


def a_writer():
    """A network of the size of the stored one, with random weights."""
    alphabet, rng = "�\n :" + string.ascii_letters, np.random.default_rng(0)
    letters = rng.normal(size=(len(alphabet), 32)).astype(np.float32)
    cell = gru.init_params(32, 256, rng, dtype=np.float32)
    dense = readout.init_params(256, len(alphabet), rng, dtype=np.float32)
    dense["V"] *= 1000  # so that it is sure of its letters where it is cold
    return trained.Writer(letters, cell, dense, alphabet, {"units": 256})


writer = a_writer()


def test_stored_weights_are_off_by_at_most_half_a_step_of_their_column():
    weights = np.random.default_rng(0).normal(size=(40, 3)) * [1, 100, 0]
    whole, scale = store_weights.rounded(weights)
    assert whole.dtype == np.int8
    assert np.abs(whole).max(axis=0).tolist() == [127, 127, 0]
    assert (np.abs(whole * scale - weights) <= 0.51 * scale).all()
    row = np.array([3.0, -2.0, 0.0])
    whole, scale = store_weights.rounded(row)
    np.testing.assert_allclose(whole * scale, row, rtol=1e-6)


def test_what_is_stored_is_read_again(tmp_path, monkeypatch):
    monkeypatch.setattr(store_weights, "FOLDER", tmp_path)
    monkeypatch.setattr(trained, "LETTERS", tmp_path / "letters.npz")
    arrays = {"letters": writer.letters, **writer.gru, **writer.dense}
    store_weights.store("letters", arrays, writer.recipe | {"alphabet": writer.alphabet})
    again = trained.letters()
    for name, array in writer.gru.items():
        assert again.gru[name].dtype == np.float32
        assert np.abs(again.gru[name] - array).max() <= np.abs(array).max() / 250
    assert again.recipe == writer.recipe
    assert again.alphabet == writer.alphabet


def test_a_text_begins_with_its_prompt_and_depends_on_seed_and_temperature():
    text = writer.write("KING:", 40)
    assert text.startswith("KING:")
    assert len(text) == 45
    assert text == writer.write("KING:", 40, 0.7, 0)
    unsure = writer._replace(dense={name: array / 1000 for name, array in writer.dense.items()})
    assert unsure.write("KING:", 40) != unsure.write("KING:", 40, seed=1)
    assert unsure.write("KING:") == unsure.write("KING:", 300, 0.7, 0)
    assert unsure.write("KING:", 40, 0.7) != unsure.write("KING:", 40, 1.7)
    assert writer.write("KING:", 40, 0.05) == writer.write("KING:", 40, 0.05, seed=3)
    assert set(text) <= set(writer.alphabet)


def test_writing_goes_on_from_all_that_was_read():
    first = writer.write("What says ", 10, 0.05)
    assert writer.write(first, 10, 0.05) == writer.write("What says ", 20, 0.05)


def test_the_next_letter_follows_from_every_letter_that_was_read():
    for end in writer.alphabet[1:]:
        prompt = f"What{end}"
        read = [writer.alphabet.index(letter) for letter in prompt]
        h = gru.forward(writer.gru, writer.letters[[read]])[0][0, -1]
        likely = (h @ writer.dense["V"] + writer.dense["c"]).argmax()
        assert writer.write(prompt, 1, 0.05) == prompt + writer.alphabet[likely]


def test_any_temperature_between_ice_and_noise_can_be_set():
    for temperature in (0.05, 20):
        assert len(writer.write("a", 1, temperature)) == 2


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ([""], errors.EmptyError, "prompt: expected at least one letter, got none"),
        ([7], errors.ArgumentTypeError, "prompt: expected a string, got an int"),
        (["é 7"], errors.RangeError, "prompt: expected letters that the plays have, got '7' 'é'"),
        (["a", 0], errors.RangeError, "letters: expected a whole number"),
        (["a", 1.5], errors.ArgumentTypeError, "letters: expected a whole number"),
        (["a", 1, 0], errors.RangeError, "temperature: expected a finite number from 0.05 up"),
        (
            ["a", 1, 20.5],
            errors.RangeError,
            "temperature: expected a finite number from 0.05 up to 20",
        ),
        (["�"], errors.RangeError, "prompt: expected letters that the plays have, got '�'"),
        (["a", 1, "hot"], errors.ArgumentTypeError, "temperature: expected"),
        (["a", 1, 1.0, -1], errors.RangeError, "seed: expected a whole number from 0 up"),
    ],
)
def test_what_cannot_be_read_is_named(arguments, error, message):
    with pytest.raises(error, match=f"^{message}"):
        writer.write(*arguments)


def test_the_stored_network_is_small_and_says_how_it_was_made():
    assert trained.LETTERS.stat().st_size <= 500_000
    stored = trained.letters()
    assert stored.letters.shape[0] == stored.dense["V"].shape[1] == len(stored.alphabet) == 66
    assert stored.gru["W"].shape == (stored.recipe["units"], 3 * stored.recipe["units"])
    assert {"passes", "rate", "dropped_units", "seed", "seconds", "versions"} <= set(stored.recipe)


def test_the_recipe_of_the_stored_network_is_that_of_the_script():
    recipe = trained.letters().recipe
    assert {name: recipe[name] for name in long_run.LONG._fields} == long_run.LONG._asdict()


def test_the_stored_network_writes_in_the_form_of_a_play():
    text = trained.letters().write("KING:", 600, 0.5)
    words = text.split()
    assert sum(word.strip(",.;:?!").lower() in COMMON for word in words) > len(words) / 4
    assert any(line.isupper() for line in text.split("\n")), "nobody speaks"


def test_the_long_run_has_the_gradients_of_its_loss():
    """With the same dropout, a small step along each gradient changes the loss as it says."""
    book, recipe = SimpleNamespace(SYMBOLS=5, READERS=2), long_run.LONG._replace(units=4)
    state, data = long_run.start(book, recipe, 0), np.random.default_rng(1)
    params = {name: array.astype(float) for name, array in state["params"].items()}
    x, y = data.integers(0, 5, (2, 2, 6))

    def loss_of(params):
        rng = np.random.default_rng(2)
        return long_run.loss_and_grads(params, x, y, np.zeros((2, 4)), rng, recipe)

    _, grads, h = loss_of(params)
    assert h.shape == (2, 4)
    for name, gradient in grads.items():
        if name not in params:
            continue
        step = {name: params[name] + 1e-6 * gradient}
        gained = (loss_of(params | step)[0] - loss_of(params)[0]) / 1e-6
        assert gained == pytest.approx((gradient**2).sum(), rel=1e-3), name


def test_the_rate_of_the_long_run_rises_and_falls():
    rates = [long_run.rate_at(update, 1000, 0.004) for update in range(1000)]
    assert np.argmax(rates) == long_run.WARM_UP - 1
    assert max(rates) < 0.004
    assert max(rates[0], rates[-1]) < 0.00005
