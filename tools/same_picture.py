"""Whether a picture is as stored: in colour, and tile by tile.

The mean over a whole picture does not see one digit of a label. So the means over all squares of
8 × 8 pixels are compared, in red, green and blue. Measured on the figures of this book, of 255:

- noise: at most 6 from storing 256 colours, 19 from storing 128, 16 from drawing everything half a
  pixel further, as another build of the library that draws letters may do;
- faults: at least 38 for one digit for another in the smallest labels (9 points), 80 in the usual
  ones (11 points), 38 for two swapped colours, 75 for a lost curve, 81 for lost colours.

The mean over all sees what is faint but everywhere, such as another ground.
"""

import base64
import io

import numpy as np
from PIL import Image
from scipy.ndimage import uniform_filter

TILE = 8  # pixels; a digit has about 14 × 20
LARGEST_IN_A_TILE = 25
LARGEST_OVER_ALL = 3


def read(png):
    """An array (height, width, 3) from a picture as notebooks store it."""
    picture = Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB")
    return np.asarray(picture, np.float32)


def same(new, old):
    """Compare two arrays (height, width, 3)."""
    if new.shape != old.shape:
        return False
    difference = new - old
    everywhere = np.abs(difference.mean(axis=(0, 1))).max()
    somewhere = np.abs(uniform_filter(difference, (TILE, TILE, 1))).max()
    return bool(everywhere <= LARGEST_OVER_ALL and somewhere <= LARGEST_IN_A_TILE)
