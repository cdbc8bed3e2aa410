"""Figures that move: their answers are NumPy's, and without a script the picture stands there."""

import json
import re

import figure_data
import letter_data
import loom_data
import numpy as np
import pytest
from visits import ROOT, Visit, in_browser

from rnn_helpers import datasets, losses

LETTERS = ROOT / "notebooks/06b_language_model.ipynb"
PLACES = {
    "live-adder": "book/intro",
    "live-gates": "notebooks/02_concepts",
    "live-gradient": "notebooks/04a_gradients",
    "live-letters": "notebooks/06b_language_model",
    "live-loom": "notebooks/06d_translation",
}
ANSWERS = {  # the exam of each figure, answered by its script
    "live-adder": """({adders, exam}) => exam.flatMap(({a, b, logits}) => {
        const number = (bits) => BigInt("0b" + [...bits].reverse().join(""));
        const pairs = LiveAdder.pairs(number(a), number(b), a.length + 1);
        return Object.keys(logits).map((name) => LiveAdder.run(adders[name], pairs).logits); })""",
    "live-gates": """({network, sequences, exam}) => exam.map(({sequence, held}) => LiveGates.run(
        network, sequences[sequence], held).map(({logit}) => logit))""",
    "live-gradient": """(data) => data.exam.map(({cell, gain, bias, noise}) => LiveGradient[cell](
        data[cell], gain, bias, data.inputs.map((x) => x.map((v) => noise * v)), data.end))""",
    "live-letters": """(data) => { const network = LiveLetters.load(data);
        return data.exam.map(({prompt}) => { const read = LiveLetters.read(network, prompt);
            return [...read.logits, ...read.states.at(-1)]; }); }""",
    "live-loom": """(data) => { const network = LiveLoom.load(data);
        return data.exam.map(({number}) => LiveLoom.translate(
            network, LiveLoom.english(number)).looks.flat()); }""",
}
RIGHT = {  # and by NumPy
    "live-adder": lambda data: [row for task in data["exam"] for row in task["logits"].values()],
    "live-gates": lambda data: [task["logits"] for task in data["exam"]],
    "live-gradient": lambda data: [task["lengths"] for task in data["exam"]],
    "live-letters": lambda data: [task["logits"] + task["state"] for task in data["exam"]],
    "live-loom": lambda data: [np.concatenate(task["looks"]) for task in data["exam"]],
}
each = pytest.mark.parametrize("name", PLACES)


def stored(name):
    return json.loads((figure_data.FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def flat(value):
    """All numbers in nested lists and dictionaries, in order, and all the rest beside them."""
    if isinstance(value, dict):
        return list(value) + [leaf for entry in value.values() for leaf in flat(entry)]
    if isinstance(value, list):
        return [leaf for entry in value for leaf in flat(entry)]
    return [value]


@pytest.mark.parametrize("name", figure_data.FIGURES)
def test_the_file_of_a_figure_is_what_the_chapters_networks_give(name):
    kept, now = flat(stored(name)), flat(figure_data.plain(figure_data.FIGURES[name]()))
    assert len(kept) == len(now)
    for before, after in zip(kept, now, strict=True):
        assert before == after or after == pytest.approx(before, rel=1e-9, abs=1e-9)


def test_the_adders_on_the_page_are_those_of_chapter_5():
    notebook = (ROOT / "notebooks/05_binary_addition.ipynb").read_text(encoding="utf-8")
    for name, params in stored("live-adder")["adders"].items():
        weights = np.concatenate([np.ravel(value) for value in params.values()])
        size = np.abs(weights).mean()
        assert f"{name:8} {weights.size:3} weights, {size:.2f} in size on average" in notebook


def test_the_letter_writer_is_a_network_of_chapter_6b():
    """Its bits per letter of Macbeth lie where the notebook found those of its three networks."""
    data = stored("live-letters")
    for task in data["exam"]:
        logits, h = letter_data.logits_after(data, task["prompt"])
        np.testing.assert_allclose(logits[-1], task["logits"], rtol=0, atol=1e-12)
        np.testing.assert_allclose(h[-1], task["state"], rtol=0, atol=1e-12)
    text = datasets.shakespeare(("tragedies/macbeth",))[0]["tragedies/macbeth"]
    rows = [text[start : start + 1000] for start in range(0, len(text) - 1000, 5000)]
    bits = [bits_per_letter(data, row) for row in rows]
    found = re.search(r"GRU alone +\S+ +(\S+) to ([\d.]+), 3 seeds", LETTERS.read_text("utf-8"))
    low, high = map(float, found.groups())
    assert low - 0.1 < np.mean(bits) < high + 0.1  # a fifth of the letters, each row begun anew


def bits_per_letter(data, row):
    logits, _ = letter_data.logits_after(data, row[:-1])
    target = np.array([[max(0, data["alphabet"].find(letter)) for letter in row[1:]]])
    loss, _ = losses.softmax_cross_entropy(logits[None], target)
    return loss / np.log(2)


def test_the_loom_translates_as_well_as_the_network_of_chapter_6d():
    data = stored("live-loom")
    for task in data["exam"]:
        written, looks = loom_data.translate(data, task["words"])
        assert written == task["written"]
        np.testing.assert_allclose(np.concatenate(looks), np.concatenate(task["looks"]), atol=1e-12)
    found, _ = datasets.number_words("en", "de", 100, np.random.default_rng(99))
    sentences = [datasets.split_words(text) for text in found["source"]]
    right = [[*datasets.split_words(text, "de"), "END"] for text in found["target"]]
    ours = [loom_data.translate(data, sentence)[0] for sentence in sentences]
    assert np.mean([a == b for a, b in zip(ours, right, strict=True)]) >= 0.97


@pytest.fixture
def figure(site, browser, request):
    name = request.getfixturevalue("name")
    with Visit(browser, (site / f"{PLACES[name]}.html").as_uri()) as visit:
        visit.page.locator(name).first.scroll_into_view_if_needed()
        visit.page.wait_for_selector(f"{name}.live-ready")
        yield visit
        assert visit.complaints == []
        assert all(url.startswith(("file:", "data:")) for url in visit.requests)


@in_browser
@each
def test_the_script_answers_as_numpy_does(figure, name):
    data = stored(name)
    for answer, right in zip(
        figure.page.evaluate(ANSWERS[name], data), map(np.array, RIGHT[name](data)), strict=True
    ):
        assert np.abs(np.subtract(answer, right)).max() <= 1e-9 * max(1, np.abs(right).max())
        assert ((np.array(answer) > 0) == (right > 0)).all()


@in_browser
@each
def test_a_figure_first_says_what_it_shows(figure, name):
    lead = figure.page.locator(f"{name} .live-stage > :first-child").first
    assert lead.evaluate("part => part.localName") == "p"
    assert len(lead.inner_text().split()) >= 15


@in_browser
@pytest.mark.parametrize("name", ["live-adder"])
def test_a_reader_breaks_the_adder_with_the_keyboard(figure, name):
    page, adder = figure.page, figure.page.locator(name).first
    assert "27 + 58: the network says 85. That is right." in adder.inner_text()
    adder.get_by_role("button", name="Break it").press("Enter")
    assert "wrong in 20 bits, first at step 42" in adder.locator("[role=status]").inner_text()
    slider = adder.get_by_role("slider")
    slider.focus()
    for _ in range(41):
        page.keyboard.press("ArrowRight")
    assert adder.locator(".live-reading").inner_text().startswith("Step 42 of 61: it reads 1 and 0")
    adder.get_by_role("combobox").select_option("L2")
    assert "That is right." in adder.locator("[role=status]").inner_text()
    adder.get_by_label("First number").fill("a hundred")
    assert "Whole numbers" in adder.locator("[role=status]").inner_text()


@in_browser
@pytest.mark.parametrize("name", ["live-gates"])
def test_a_forget_gate_held_shut_forgets(figure, name):
    gates = figure.page.locator(name).first
    assert "24 of 24 answers are right." in gates.inner_text()
    gates.get_by_label("Forget gate").select_option("0")
    assert "13 of 24 answers are right." in gates.locator("[role=status]").inner_text()


@in_browser
@pytest.mark.parametrize("name", ["live-gradient"])
def test_without_input_the_gain_alone_counts(figure, name):
    gradient = figure.page.locator(name).first
    assert "99 steps back, 1 of the gradient is left." in gradient.inner_text()
    gain = gradient.get_by_role("slider").first
    gain.focus()
    figure.page.keyboard.press("ArrowLeft")
    told = gradient.locator("[role=status]").inner_text()
    assert told.startswith("99 steps back, 0.0062 of the gradient is left.")  # 0.95 ** 99
    gradient.get_by_role("checkbox").check()
    assert "to the power" not in gradient.locator("[role=status]").inner_text()


@in_browser
@pytest.mark.parametrize("name", ["live-letters"])
def test_the_letter_writer_writes_the_same_again_for_the_same_address(figure, name):
    letters = figure.page.locator(name).first
    letters.get_by_role("button", name="Write 200 letters").click()
    written = letters.locator(".live-page").inner_text()
    assert len(written) > 200
    with Visit(figure.context.browser, figure.page.url) as again:
        again.page.wait_for_selector(f"{name}.live-ready")
        assert again.page.locator(f"{name} .live-page").inner_text() == written


@in_browser
@pytest.mark.parametrize("name", ["live-loom"])
def test_the_page_writes_numbers_as_the_translator_was_taught(figure, name):
    rng = np.random.default_rng(7)
    numbers = [*range(0, 120), 1000, 1001, 101_000, *rng.integers(0, 1_000_000, 150).tolist()]
    written = figure.page.evaluate(
        "numbers => numbers.map((n) => [LiveLoom.english(n), LiveLoom.german(n)])", numbers
    )
    for number, pair in zip(numbers, written, strict=True):
        found, _ = datasets.number_words("en", "de", 1, low=number, high=number)
        words = found["source"][0], found["target"][0]
        expected = [datasets.split_words(words[0]), datasets.split_words(words[1], "de")]
        assert pair == expected


@in_browser
def test_the_address_keeps_the_state_of_a_figure(site, browser):
    address = (site / "book/intro.html").as_uri() + "#live-adder:99%2B1%2Cby%20hand%2C3"
    with Visit(browser, address) as visit:
        visit.page.wait_for_selector("live-adder.live-ready")
        told = visit.page.locator("live-adder").inner_text()
        assert "99 + 1: the network says 100." in told
        assert "Step 3 of 9" in told


@in_browser
@each
def test_without_a_script_and_on_paper_the_picture_stands_there(site, browser, name):
    address = (site / f"{PLACES[name]}.html").as_uri()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator(f"{name} img").first.is_visible()
    context.close()
    with Visit(browser, address) as visit:
        visit.page.locator(name).first.scroll_into_view_if_needed()
        visit.page.wait_for_selector(f"{name}.live-ready")
        visit.page.emulate_media(media="print")
        assert visit.page.locator(f"{name} img").first.is_visible()
        assert not visit.page.locator(f"{name} .live-stage").is_visible()


@in_browser
@pytest.mark.parametrize("edition", ["", "zh/"])
def test_no_card_shows_the_picture_of_a_figure_that_stands_still_again(site, browser, edition):
    """Without a script, and on paper; a figure that moves shows no picture, so its card stays."""
    address = (site / f"{edition}book/intro.html").as_uri()
    with Visit(browser, address) as visit:
        visit.page.wait_for_selector("live-adder.live-ready")
        finding = visit.page.locator(".finding.again")
        assert finding.count() == 1
        assert finding.is_visible()
        visit.page.emulate_media(media="print")
        assert not finding.is_visible()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert not page.locator(".finding.again").is_visible()
    context.close()


@in_browser
@each
def test_controls_are_large_enough_for_a_finger_and_have_names(figure, name):
    figure.page.set_viewport_size({"width": 390, "height": 900})
    for control in figure.page.locator(f"{name} :is(button, select, input, textarea)").all():
        if control.is_visible():
            box = control.bounding_box()
            assert min(box["width"], box["height"]) >= 44
            assert control.evaluate(
                "e => e.labels?.[0]?.textContent || e.ariaLabel || e.textContent"
            )


@each
def test_a_figure_is_light(site, name):
    files = ["live-figure.js", f"{name}.js", f"{name}-data.js", "figures.css"]
    budget = 180_000 if name in ("live-letters", "live-loom") else 60_000
    assert sum((site / "_static/figures" / file).stat().st_size for file in files) < budget


def test_pages_without_a_moving_figure_load_none_of_it(site):
    text = (site / "book/glossary.html").read_text(encoding="utf-8")
    assert not re.search("live-|_static/figures", text)
