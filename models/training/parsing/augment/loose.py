"""What comes before a face by chance: strands of hair, hands, things of every shape."""

import cv2
import numpy as np

from .. import classes
from . import occluders
from .occluders import Layer
from .surfaces import clouds, colour, layer, lit, rounded, shadowed, surface

_HAIR_COLOURS = np.array([[20, 16, 14], [52, 36, 26], [96, 66, 42], [168, 130, 84], [120, 60, 35], [150, 150, 150]], np.float32)


def strands(hair: np.ndarray, size: int, random: np.random.RandomState) -> Layer:
    """One to sixty strands from single hairs to locks, bent, tapered, in the colour `hair` or another.

    Hairs that cover less than half of a pixel leave it without a label.
    """
    base = hair if random.rand() < 0.6 else _HAIR_COLOURS[random.randint(len(_HAIR_COLOURS))]
    cover, light = np.zeros((size, size), np.uint8), np.full((size, size), 128, np.uint8)
    root = np.array([random.uniform(0.1, 0.9), random.uniform(-0.1, 0.35)]) * size
    fall = np.array([random.randn() * 0.35, random.uniform(0.3, 1.0)]) * size
    bend = random.randn(2) * 0.15 * size
    width = np.exp(random.uniform(np.log(0.5), np.log(9))) * size / 256
    spread = random.uniform(0.01, 0.2) * size
    steps = np.linspace(0, 1, 12)[:, None]
    curl, turns = random.uniform(0, 0.03) * size * (random.rand() < 0.4), random.uniform(6, 25)
    for _ in range(random.randint(1, 60 if width < 2.5 else 10)):
        start, middle, end = root + random.randn(2) * spread, bend + random.randn(2) * spread, fall + random.randn(2) * spread
        line = start + 2 * steps * (1 - steps) * (middle + end / 2) + steps**2 * end
        line[:, 0] += curl * np.sin(steps[:, 0] * turns)
        shade = int(np.clip(128 + random.randn() * 30, 40, 255))
        for index in range(len(line) - 1):
            thickness = width * (1.1 - steps[index, 0]) * random.uniform(0.8, 1.2)
            ends = [tuple((point * 16).astype(int).tolist()) for point in line[index : index + 2]]
            cv2.line(cover, *ends, int(255 * min(1.0, max(thickness, 0.3))), max(1, int(round(thickness))), cv2.LINE_AA, 4)
            cv2.line(light, *ends, shade, max(1, int(round(thickness))), cv2.LINE_8, 4)
    alpha = cover.astype(np.float32) / 255
    labels = np.where(alpha > 0.5, classes.HAIR, np.where(alpha > 0.15, classes.IGNORED, 0)).astype(np.uint8)
    grain = light.astype(np.float32) / 128 + 0.12 * random.randn(size, size).astype(np.float32)
    return shadowed(Layer(base * random.uniform(0.6, 1.4) * grain[..., None], alpha, labels), random)


def hand(skin: np.ndarray, size: int, random: np.random.RandomState) -> Layer:
    """Fingers and a palm, with the spots and the shine of skin, and a shadow."""
    drawn = occluders.hand(size, skin, random)
    spots = 1 + 0.05 * clouds(size, 40, random) + random.uniform(0, 0.12) * clouds(size, 10, random)
    return shadowed(Layer(lit(drawn.rgb * spots[..., None], random), drawn.alpha, drawn.labels), random)


def thing(other: np.ndarray, random: np.random.RandomState) -> Layer:
    """Anything: a box, a disc, a stick, a ragged piece, or something that comes in from the picture's edge."""
    size = other.shape[0]
    shape = np.zeros((size, size), np.uint8)
    centre = np.array([random.uniform(0.1, 0.9), random.uniform(0.2, 1.0)]) * size
    axes, angle = random.uniform(0.04, 0.25, 2) * size, random.uniform(0, 180)
    kind = random.rand()
    if kind < 0.25:
        box = cv2.boxPoints((tuple(centre.tolist()), tuple((2 * axes).tolist()), angle))
        cv2.fillPoly(shape, [box.astype(np.int32)], 1)
    elif kind < 0.45:
        cv2.ellipse(shape, tuple(centre.astype(int).tolist()), tuple(axes.astype(int).tolist()), angle, 0, 360, 1, -1)
    elif kind < 0.6:
        way = np.array([np.cos(np.deg2rad(angle)), np.sin(np.deg2rad(angle))]) * size * random.uniform(0.15, 1.0)
        ends = [tuple(point.astype(int).tolist()) for point in (centre - way, centre + way * random.rand())]
        cv2.line(shape, *ends, 1, random.randint(2, max(3, size // 16)))
    elif kind < 0.8:
        turns = np.sort(random.rand(random.randint(5, 14))) * 2 * np.pi
        radii = random.uniform(0.06, 0.28) * size * random.uniform(0.4, 1, len(turns))
        points = centre + np.stack([radii * np.cos(turns), radii * np.sin(turns)], 1)
        cv2.fillPoly(shape, [points.astype(np.int32)], 1)
    else:
        # Beyond a bent line that cuts off a side of the picture.
        way = np.deg2rad(random.uniform(0, 360))
        x, y = np.meshgrid(np.linspace(-0.5, 0.5, size), np.linspace(-0.5, 0.5, size))
        far = x * np.cos(way) + y * np.sin(way) + 0.04 * clouds(size, 5, random)
        shape = (far > random.uniform(0.18, 0.4)).astype(np.uint8)
    if kind < 0.8 and random.rand() < 0.5:
        shape = (cv2.GaussianBlur(shape.astype(np.float32), (0, 0), size / 60) > 0.5).astype(np.uint8)
    rgb = lit(surface(other, random, borrowed=0.45), random)
    if random.rand() < 0.5:
        rgb = rgb * rounded(shape, random.uniform(0.02, 0.12) * size, random.uniform(0.1, 0.7))[..., None]
    if random.rand() < 0.3:
        rim = shape - cv2.erode(shape, np.ones((3, 3), np.uint8), iterations=random.randint(1, 4))
        rgb = np.where(rim[..., None] > 0, colour(random), rgb)
    return layer(shape, rgb, classes.OTHER, random)
