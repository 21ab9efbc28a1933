"""Things in front of faces: drawn, or cut from other pictures. Each is a `Layer` of the cut-out's size."""

from dataclasses import dataclass

import cv2
import numpy as np

from .. import classes, geometry


@dataclass
class Layer:
    """A picture, where it covers what is under it, and what it is. Zero in `labels` leaves what is there."""

    rgb: np.ndarray
    alpha: np.ndarray
    labels: np.ndarray

    def moved(self, matrix: np.ndarray) -> "Layer":
        """The layer through a 2x3 matrix."""
        size = self.labels.shape[::-1]
        return Layer(
            cv2.warpAffine(self.rgb, matrix, size, borderMode=cv2.BORDER_REPLICATE),
            cv2.warpAffine(self.alpha, matrix, size),
            cv2.warpAffine(self.labels, matrix, size, flags=cv2.INTER_NEAREST),
        )

    def over(self, rgb: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The picture with the layer on top."""
        alpha = self.alpha[..., None]
        mixed = (rgb * (1 - alpha) + self.rgb * alpha).astype(np.uint8)
        covers = (self.labels > 0) & (labels != classes.IGNORED)
        return mixed, np.where(covers, self.labels, labels)


def layer_of(shape: np.ndarray, rgb: np.ndarray, label: int, opacity: float = 1.0) -> Layer:
    """A layer of one class with slightly soft edges."""
    shape = shape.astype(np.uint8)
    alpha = cv2.GaussianBlur(shape.astype(np.float32), (0, 0), max(0.5, shape.shape[0] / 300)) * opacity
    return Layer(rgb, alpha, shape * np.uint8(label))


def noisy(colour: np.ndarray, size: int, random: np.random.RandomState, spread: float) -> np.ndarray:
    """A plain surface with some grain."""
    return np.clip(colour + random.randn(size, size, 1) * spread, 0, 255).astype(np.uint8) * np.ones((1, 1, 3), np.uint8)


def hand(size: int, skin: np.ndarray, random: np.random.RandomState) -> Layer:
    """One to five fingers, often with a palm, in a skin's colour, darker at the edges."""
    shape = np.zeros((size, size), np.uint8)
    start = np.array([random.uniform(0.1, 0.9), random.uniform(0.25, 1.0)]) * size
    angle, width = random.uniform(0, 2 * np.pi), random.uniform(0.03, 0.055) * size
    along = np.array([np.cos(angle), np.sin(angle)])
    across = np.array([-along[1], along[0]])
    creases = np.zeros((size, size), np.float32)
    fingers = random.randint(1, 6)
    for finger in range(fingers):
        root = start + across * finger * width * random.uniform(1.8, 2.2)
        bend = across * random.randn() * 0.04 * size
        tip = root - along * random.uniform(0.2, 0.42) * size + bend
        line = [tuple(point.astype(int).tolist()) for point in (root, tip)]
        cv2.line(shape, *line, 1, int(2 * width))
        cv2.line(creases, *(tuple((np.array(p) + across * width).astype(int).tolist()) for p in line), 1.0, 2)
    if random.rand() < 0.75:
        palm = start + across * (fingers - 1) * width + along * random.uniform(0.08, 0.16) * size
        axes = (int(0.17 * size), int((fingers + 1) * width))
        cv2.ellipse(shape, tuple(palm.astype(int).tolist()), axes, np.rad2deg(angle), 0, 360, 1, -1)
    rounded = np.clip(cv2.distanceTransform(shape, cv2.DIST_L2, 3) / width, 0, 1)
    waves = cv2.resize(random.randn(6, 6).astype(np.float32), (size, size), interpolation=cv2.INTER_CUBIC)
    shade = 0.65 + 0.35 * rounded + 0.04 * waves - 0.25 * cv2.GaussianBlur(creases, (0, 0), 1.5)
    rgb = skin * shade[..., None] + random.randn(size, size, 1) * 3
    return layer_of(shape, np.clip(rgb, 0, 255).astype(np.uint8), classes.OTHER)


def blob(size: int, texture: np.ndarray, random: np.random.RandomState) -> Layer:
    """A smooth shape with another picture's pixels or of one colour."""
    corners = random.randint(5, 12)
    angles = np.sort(random.rand(corners)) * 2 * np.pi
    radii = random.uniform(0.06, 0.26) * size * random.uniform(0.5, 1, corners)
    centre = np.array([random.uniform(0.1, 0.9), random.uniform(0.25, 1.0)]) * size
    points = np.stack([centre[0] + radii * np.cos(angles), centre[1] + radii * np.sin(angles)], 1)
    shape = np.zeros((size, size), np.uint8)
    cv2.fillPoly(shape, [points.astype(np.int32)], 1)
    shape = cv2.GaussianBlur(shape.astype(np.float32), (0, 0), size / 60) > 0.5
    if random.rand() < 0.5:
        texture = noisy(random.randint(0, 256, 3), size, random, 6)
    return layer_of(shape, texture, classes.OTHER)


def held_thing(size: int, random: np.random.RandomState) -> Layer:
    """A microphone, telephone or cup: an ellipse or a box, often on a stick."""
    shape = np.zeros((size, size), np.uint8)
    centre = (int(random.uniform(0.1, 0.9) * size), int(random.uniform(0.35, 1.0) * size))
    axes = (int(random.uniform(0.04, 0.14) * size), int(random.uniform(0.06, 0.2) * size))
    angle = random.uniform(-40, 40)
    if random.rand() < 0.6:
        cv2.ellipse(shape, centre, axes, angle, 0, 360, 1, -1)
    else:
        box = cv2.boxPoints((centre, (axes[0] * 2, axes[1] * 2), angle))
        cv2.fillPoly(shape, [box.astype(np.int32)], 1)
    if random.rand() < 0.6:
        foot = (int(centre[0] + random.uniform(-0.3, 0.3) * size), size)
        cv2.line(shape, centre, foot, 1, int(random.uniform(0.04, 0.12) * size))
    grey = noisy(random.randint(0, 120) * np.ones(3), size, random, 10).astype(np.float32)
    colour = 1 + random.uniform(-0.3, 0.6, 3) * (random.rand() < 0.4)
    lit = grey * colour + np.linspace(-20, 40, size)[None, :, None]
    return layer_of(shape, np.clip(lit, 0, 255).astype(np.uint8), classes.OTHER)


def strands(size: int, colour: np.ndarray, random: np.random.RandomState) -> Layer:
    """Some strands of hair that fall over the face."""
    shape = np.zeros((size, size), np.uint8)
    x = random.uniform(0.15, 0.85) * size
    heights = np.linspace(0, random.uniform(0.4, 1) * size, 8)
    for _ in range(random.randint(1, 6)):
        line = x + np.cumsum(random.randn(8)) * size * 0.03 + random.uniform(-0.04, 0.04) * size
        points = np.stack([line, heights], 1).astype(np.int32)
        cv2.polylines(shape, [points], False, 1, random.randint(2, max(3, size // 24)))
    grain = cv2.GaussianBlur(random.randn(size, size).astype(np.float32), (0, 0), 1.0) * 30
    return layer_of(shape, np.clip(colour + grain[..., None], 0, 255).astype(np.uint8), classes.HAIR)


def cut_hair(rgb: np.ndarray, labels: np.ndarray, random: np.random.RandomState) -> Layer:
    """Another picture's hair, pushed over this face."""
    size = labels.shape[0]
    layer = layer_of(labels == classes.HAIR, rgb, classes.HAIR)
    push = np.float32([[1, 0, random.uniform(-0.45, 0.45) * size], [0, 1, random.uniform(-0.1, 0.5) * size]])
    return layer.moved(push)


def glasses(landmarks: np.ndarray, labels: np.ndarray, random: np.random.RandomState) -> Layer:
    """Spectacles: a rim for each eye, a bridge, temples; clear lenses leave eyes and brows visible, dark ones do not."""
    size = labels.shape[0]
    right, left = (landmarks[polygon].mean(0) for polygon in geometry.EYES)
    span = np.linalg.norm(left - right)
    along = (left - right) / max(span, 1e-3)
    angle = np.rad2deg(np.arctan2(along[1], along[0]))
    axes = (span * random.uniform(0.34, 0.44), span * random.uniform(0.22, 0.38))
    drop = np.array([-along[1], along[0]]) * span * random.uniform(0.0, 0.1)
    frame, lenses = np.zeros((2, size, size), np.uint8)
    thickness = max(1, int(span * random.uniform(0.02, 0.09)))
    square = random.rand() < 0.5
    for eye in (right, left):
        centre = eye + drop
        if square:
            points = cv2.boxPoints((tuple(centre.tolist()), (axes[0] * 2, axes[1] * 2), angle)).astype(np.int32)
        else:
            whole = tuple(int(axis) for axis in axes)
            points = cv2.ellipse2Poly(tuple(centre.astype(int).tolist()), whole, int(angle), 0, 360, 8)
        cv2.fillPoly(lenses, [points], 1)
        cv2.polylines(frame, [points], True, 1, thickness, cv2.LINE_AA)
    for start, end in ((right + along * axes[0], left - along * axes[0]), (right - along * axes[0], landmarks[234]), (left + along * axes[0], landmarks[454])):
        ends = (tuple((point + drop).astype(int).tolist()) for point in (start, end))
        cv2.line(frame, *ends, 1, thickness, cv2.LINE_AA)
    dark = random.rand() < 0.4
    colour = random.randint(0, 90, 3) if random.rand() < 0.7 else random.randint(0, 256, 3)
    opacity = random.uniform(0.75, 1.0) if dark else random.uniform(0.0, 0.25)
    alpha = np.maximum(cv2.GaussianBlur(frame.astype(np.float32), (0, 0), 0.6), lenses * opacity)
    # As in the human masks: the lens is part of the glasses, eyes and brows seen through it stay what they are.
    seen = np.isin(labels, (classes.EYES, classes.BROWS)) & (not dark)
    covered = (frame > 0) | ((lenses > 0) & ~seen)
    return Layer(noisy(colour, size, random, 5), alpha, covered.astype(np.uint8) * np.uint8(classes.GLASSES))


def face_mask(landmarks: np.ndarray, texture: np.ndarray, random: np.random.RandomState) -> Layer:
    """A cloth over nose, mouth and chin."""
    size = texture.shape[0]
    outline = [234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288, 361, 323, 454]
    jaw = landmarks[outline]
    share = random.uniform(0.1, 0.7)
    bridge = landmarks[6] * (1 - share) + landmarks[1] * share
    jaw = jaw[random.randint(0, 4) : len(jaw) - random.randint(0, 4)]
    grown = jaw + (jaw - landmarks[1]) * random.uniform(0.0, 0.08)
    shape = np.zeros((size, size), np.uint8)
    geometry.fill(shape, np.concatenate([grown, bridge[None]]), 1)
    shape = cv2.GaussianBlur(shape.astype(np.float32), (0, 0), size / 60) > 0.5
    if random.rand() < 0.7:
        texture = noisy(random.randint(20, 256, 3), size, random, 4)
    folds = 1 + 0.15 * np.sin(np.linspace(0, random.uniform(6, 30), size))[:, None, None]
    return layer_of(shape, np.clip(texture * folds, 0, 255).astype(np.uint8), classes.OTHER)
