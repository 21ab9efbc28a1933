"""What things in front of faces are made of: colours, prints, folds, and the shadow that they cast."""

from functools import lru_cache

import cv2
import numpy as np

from .occluders import Layer

# Colours of cloth and of things that random ones would meet too seldom: white, pale blue, pale green, black, navy, skin tones.
_USUAL = np.array(
    [[235, 235, 235], [165, 200, 225], [170, 215, 195], [25, 25, 28], [30, 40, 75], [205, 160, 135], [120, 80, 60]], np.float32
)


@lru_cache(maxsize=4)
def grid(size: int) -> tuple[np.ndarray, np.ndarray]:
    """x and y of each pixel [S, S], in parts of the side."""
    y, x = np.mgrid[:size, :size].astype(np.float32) / size
    return x, y


def colour(random: np.random.RandomState) -> np.ndarray:
    """The colour of a thing, 0 to 255."""
    if random.rand() < 0.5:
        return np.clip(_USUAL[random.randint(len(_USUAL))] + random.randn(3) * 12, 0, 255)
    return random.uniform(0, 255, 3)


def clouds(size: int, cells: int, random: np.random.RandomState) -> np.ndarray:
    """Smooth noise [S, S], about -1 to 1, with so many bumps a side."""
    return cv2.resize(random.randn(cells, cells).astype(np.float32), (size, size), interpolation=cv2.INTER_CUBIC)


def surface(other: np.ndarray, random: np.random.RandomState, borrowed: float = 0.25) -> np.ndarray:
    """Cloth, paper, plastic [S, S, 3], 0 to 255; with the chance `borrowed` pixels of another picture [S, S, 3]."""
    size = other.shape[0]
    if random.rand() < borrowed:
        turn = cv2.getRotationMatrix2D((size * random.rand(), size * random.rand()), random.uniform(0, 360), random.uniform(0.8, 3))
        picture = cv2.warpAffine(other, turn, (size, size), borderMode=cv2.BORDER_REFLECT).astype(np.float32)
        return picture * random.uniform(0.6, 1.2) * random.uniform(0.85, 1.15, 3).astype(np.float32)
    print_share = _print(size, random)[..., None]
    plain = colour(random) * (1 - print_share) + colour(random) * print_share
    grain = random.randn(size, size, 1).astype(np.float32) * random.uniform(0, 8)
    return plain.astype(np.float32) + grain


def _print(size: int, random: np.random.RandomState) -> np.ndarray:
    """How much of a second colour is where [S, S], 0 to 1."""
    kind = random.rand()
    if kind < 0.5:
        return np.zeros((size, size), np.float32)
    x, y = grid(size)
    angle, rate = random.uniform(0, np.pi), 2 * np.pi * random.uniform(4, 40)
    u = np.sin((x * np.cos(angle) + y * np.sin(angle)) * rate)
    v = np.sin((y * np.cos(angle) - x * np.sin(angle)) * rate)
    if kind < 0.62:
        return np.clip(u * 4 * random.rand() + 0.5, 0, 1)
    if kind < 0.72:
        return ((u > 0).astype(np.float32) + (v > 0)) / 2
    if kind < 0.82:
        return (u * v > 0.35).astype(np.float32)
    return np.clip(clouds(size, random.randint(3, 24), random) * random.uniform(0.5, 3) + 0.5, 0, 1)


def lit(rgb: np.ndarray, random: np.random.RandomState) -> np.ndarray:
    """Light from somewhere, and soft folds."""
    size = rgb.shape[0]
    x, y = grid(size)
    slope = random.randn(2) * 0.35
    light = 1 + slope[0] * (x - 0.5) + slope[1] * (y - 0.5) + random.uniform(0, 0.12) * clouds(size, random.randint(3, 12), random)
    return rgb * light[..., None]


def rounded(shape: np.ndarray, reach: float, depth: float) -> np.ndarray:
    """A factor [S, S] that darkens a shape towards its edge, over `reach` pixels and by `depth`."""
    inside = cv2.distanceTransform(shape.astype(np.uint8), cv2.DIST_L2, 3)
    return 1 - depth * (1 - np.clip(inside / max(reach, 1), 0, 1)) ** 2


def layer(shape: np.ndarray, rgb: np.ndarray, label: int, random: np.random.RandomState) -> Layer:
    """A thing in front, of one class, with an edge as soft as the camera's and a shadow on what is behind it."""
    alpha = cv2.GaussianBlur(shape.astype(np.float32), (0, 0), random.uniform(0.5, 1.2) * shape.shape[0] / 256)
    return shadowed(Layer(np.clip(rgb, 0, 255), alpha, shape.astype(np.uint8) * np.uint8(label)), random)


def shadowed(thing: Layer, random: np.random.RandomState) -> Layer:
    """The thing with a soft shadow, which is black, lets through most of what is under it, and changes no label."""
    if random.rand() < 0.35:
        return Layer(np.clip(thing.rgb, 0, 255).astype(np.uint8), thing.alpha, thing.labels)
    size = thing.labels.shape[0]
    shift = np.float32([[1, 0, random.randn() * 0.012 * size], [0, 1, random.uniform(0, 0.03) * size]])
    shadow = cv2.warpAffine(thing.alpha, shift, (size, size))
    shadow = cv2.GaussianBlur(shadow, (0, 0), random.uniform(0.006, 0.025) * size) * random.uniform(0.1, 0.6)
    alpha = thing.alpha + (1 - thing.alpha) * shadow
    rgb = thing.rgb * (thing.alpha / np.maximum(alpha, 1e-3))[..., None]
    return Layer(np.clip(rgb, 0, 255).astype(np.uint8), alpha, thing.labels)
