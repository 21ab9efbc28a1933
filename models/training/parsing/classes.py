"""The classes that the parser tells apart, and how CelebAMask's classes map to them."""

import numpy as np

BACKGROUND, SKIN, BROWS, EYES, UPPER_LIP, LOWER_LIP, INNER_MOUTH, HAIR, EARS, NECK, GLASSES, OTHER = range(12)

NAMES = (
    "background",
    "skin",
    "brows",
    "eyes",
    "upper lip",
    "lower lip",
    "inner mouth",
    "hair",
    "ears",
    "neck",
    "glasses",
    "other",
)
COUNT = len(NAMES)

# Pixels without a label: outside of the picture, or where nobody knows. They take no part in losses or figures.
IGNORED = 255

# What makeup is put on, or must be kept off with care; the goals of the project are stated for these.
MAKEUP = (SKIN, BROWS, EYES, UPPER_LIP, LOWER_LIP, INNER_MOUTH, HAIR)
# What a product may paint on. Paint on anything that is in front of the face is a leak.
PAINTABLE = (SKIN, BROWS, EYES, UPPER_LIP, LOWER_LIP, HAIR)

# CelebAMask's 19 classes, in its order: background, skin, nose, glasses, left eye, right eye, left brow, right brow,
# left ear, right ear, inner mouth, upper lip, lower lip, hair, hat, earring, necklace, neck, cloth.
_FROM_CELEBA = (0, 1, 1, 10, 3, 3, 2, 2, 8, 8, 6, 4, 5, 7, 11, 11, 11, 9, 0)

# The colours that its masks are drawn with, in the same order.
_CELEBA_COLOURS = (
    0x000000, 0xCC0000, 0x4C9900, 0xCCCC00, 0x3333FF, 0xCC00CC, 0x00FFFF, 0xFFCCCC, 0x663300, 0xFF0000,
    0x66CC00, 0xFFFF00, 0x000099, 0x0000CC, 0xFF3399, 0x00CCCC, 0x003300, 0xFF9933, 0x00CC00,
)  # fmt: skip


def labels_from_celeba_mask(rgb: np.ndarray) -> np.ndarray:
    """Our classes, uint8, from a CelebAMask picture (RGB as drawn). Raises `ValueError` on an unknown colour."""
    codes = (rgb[..., 0].astype(np.int32) << 16) | (rgb[..., 1].astype(np.int32) << 8) | rgb[..., 2]
    labels = np.full(codes.shape, IGNORED, np.uint8)
    for colour, label in zip(_CELEBA_COLOURS, _FROM_CELEBA):
        labels[codes == colour] = label
    if (labels == IGNORED).any():
        raise ValueError("a colour of the mask is none of CelebAMask's")
    return labels
