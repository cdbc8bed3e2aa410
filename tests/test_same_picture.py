"""What the comparison of pictures sees, tried on the figures of this book."""

import itertools
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
import same_picture
from PIL import Image

from rnn_helpers import plotting

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
PALETTE = [tuple(int(colour[k : k + 2], 16) for k in (1, 3, 5)) for colour in plotting.COLOURS[:6]]
DOTS_PER_INCH = 200  # of the stored figures, for sharp screens


def stored(path):
    """The pictures of a notebook."""
    for cell in nbformat.read(path, as_version=4).cells:
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                yield same_picture.read(output["data"]["image/png"])


def where(picture, colour):
    """Which pixels have a colour of the palette."""
    return np.abs(picture - np.array(colour)).max(axis=2) < 12


def colours_of(picture):
    """The colours of the palette that a picture shows in at least 300 pixels."""
    return [colour for colour in PALETTE if where(picture, colour).sum() > 300]


def colourful(path):
    """The more colourful of the first two pictures of a notebook."""
    first = itertools.islice(stored(path), 2)
    return max(first, key=lambda picture: len(colours_of(picture)))


@pytest.fixture(scope="module", params=NOTEBOOKS[::2], ids=lambda path: path.stem)
def picture(request):
    return colourful(request.param)


def with_text(picture, text, size):
    """Write a text into the upper left corner, where pictures are white, as matplotlib does."""
    with plt.rc_context():
        plotting.use_style()
        figure = plt.figure(figsize=(0.6, 0.3), dpi=DOTS_PER_INCH)
        figure.text(0.1, 0.3, text, size=size)
        figure.canvas.draw()
        letters = np.asarray(figure.canvas.buffer_rgba())[:, :, :3]
        plt.close(figure)
    written = picture.copy()
    written[: len(letters), : letters.shape[1]] = letters
    return written


def half_a_pixel_further(picture):
    return (picture + np.roll(picture, 1, axis=1)) / 2


def with_half_the_colours(picture):
    image = Image.fromarray(picture.astype(np.uint8))
    image = image.quantize(128, dither=Image.Dither.NONE).convert("RGB")
    return np.asarray(image, np.float32)


@pytest.mark.parametrize("noise", [np.copy, half_a_pixel_further, with_half_the_colours])
def test_what_another_build_draws_and_stores_passes(picture, noise):
    assert same_picture.same(noise(picture), picture)


def test_one_digit_for_another_in_a_label_is_seen(picture):
    assert not same_picture.same(with_text(picture, "0.8", 9), with_text(picture, "0.6", 9))


@pytest.mark.parametrize("size", [9, 11])
def test_every_digit_is_told_from_every_other(size):
    paper = np.full((100, 200, 3), 255, np.float32)
    written = [with_text(paper, f"0.{digit}", size) for digit in range(10)]
    assert not any(itertools.starmap(same_picture.same, itertools.combinations(written, 2)))


def test_two_swapped_colours_are_seen(picture):
    for first, second in itertools.pairwise(colours_of(picture)):
        swapped = picture.copy()
        swapped[where(picture, first)] = second
        swapped[where(picture, second)] = first
        assert not same_picture.same(swapped, picture)


def test_lost_colours_are_seen(picture):
    assert colours_of(picture)
    grey = np.repeat(picture @ [[0.299], [0.587], [0.114]], 3, axis=2)
    assert not same_picture.same(grey, picture)


def test_a_lost_curve_is_seen(picture):
    for colour in colours_of(picture):
        without = picture.copy()
        without[where(picture, colour)] = 255
        assert not same_picture.same(without, picture)


def test_another_ground_is_seen(picture):
    assert not same_picture.same(np.where(picture == 255, 245, picture), picture)


def test_a_mirrored_picture_is_seen(picture):
    assert not same_picture.same(picture[:, ::-1], picture)


def test_there_are_pictures_with_colours_to_swap():
    tried = [colourful(path) for path in NOTEBOOKS[::2]]
    assert sum(len(colours_of(picture)) > 1 for picture in tried) > 5


def test_pictures_of_other_sizes_are_not_the_same(picture):
    assert not same_picture.same(picture[:-1], picture)
