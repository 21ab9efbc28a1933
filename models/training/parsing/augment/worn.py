"""What people wear on their faces: masks, scarves, hats, glasses. Truer than those of `occluders`, which evaluation pastes."""

import cv2
import numpy as np

from .. import classes, geometry
from .occluders import Layer
from .surfaces import clouds, colour, grid, layer, lit, shadowed, surface

# From ear to ear over the chin.
_JAW = [234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288, 361, 323, 454]
# From temple to temple over the forehead.
_FOREHEAD = [127, 162, 21, 54, 103, 67, 109, 10, 338, 297, 332, 284, 251, 389, 356]
_NOSE_ROOT, _NOSE_TIP, _CHIN_DIP, _CHIN, _TOP = 6, 1, 18, 152, 10


def face_mask(landmarks: np.ndarray, other: np.ndarray, random: np.random.RandomState) -> Layer:
    """A mask over nose, mouth and chin, sometimes below the nose or the mouth, of cloth, with pleats or a seam, and its loops."""
    size = other.shape[0]
    jaw = landmarks[_JAW]
    ends = random.randint(0, 4, 2)
    jaw = jaw[ends[0] : len(jaw) - ends[1]]
    top = _between(landmarks[_NOSE_ROOT], landmarks[_NOSE_TIP], random.uniform(0.0, 0.9))
    if random.rand() < 0.15:
        top = landmarks[_CHIN_DIP] if random.rand() < 0.4 else landmarks[2]
    centre = landmarks[2]
    outline = centre + (jaw - centre) * (1 + random.uniform(-0.06, 0.14, 2))
    # The upper edge goes from each cheek to the nose, straight, hollow or bulging.
    bulge = random.uniform(-0.12, 0.12) * np.ptp(jaw[:, 1]) * np.array([0, 1])
    upper = [_between(outline[-1], top, 0.5) + bulge, top, _between(top, outline[0], 0.5) + bulge]
    points = np.concatenate([outline, np.array(upper)])
    shape = _smooth(points, size, random.uniform(80, 160))
    rgb = lit(surface(other, random), random) * _cheeks(landmarks, size, random)[..., None]
    if random.rand() < 0.45:
        rgb = rgb * _pleats(landmarks, size, random)[..., None]
    if random.rand() < 0.3:
        seam = np.zeros((size, size), np.float32)
        cv2.polylines(seam, [landmarks[[_NOSE_ROOT, _NOSE_TIP, 0, _CHIN]].astype(np.int32)], False, 0.25, 2, cv2.LINE_AA)
        rgb = rgb * (1 - seam)[..., None]
    if random.rand() < 0.6:
        for end, ear in ((outline[0], landmarks[234]), (outline[-1], landmarks[454])):
            for height in (-0.02, 0.12):
                cv2.line(shape, *_pixels(end + [0, height * size], ear), 1, random.randint(1, 3))
    return layer(shape, rgb, classes.OTHER, random)


def scarf(landmarks: np.ndarray, other: np.ndarray, random: np.random.RandomState) -> Layer:
    """A scarf or collar from somewhere between nose and throat downwards, wider than the face."""
    size = other.shape[0]
    right, left, chin = landmarks[234], landmarks[454], landmarks[_CHIN]
    top = _between(landmarks[_NOSE_TIP], chin, random.uniform(0.1, 1.3))
    wide = (left - right) * random.uniform(0.05, 0.35)
    down = (chin - landmarks[_TOP]) * random.uniform(0.35, 1.0)
    rise = (chin - landmarks[_NOSE_TIP]) * random.uniform(-0.3, 0.5)
    start, end = _between(right, chin, 0.35) - wide + rise, _between(left, chin, 0.35) + wide + rise
    points = np.array([start, _between(start, top, 0.5), top, _between(top, end, 0.5), end, end + wide + down, start - wide + down])
    rgb = lit(surface(other, random), random)
    folds = 1 + random.uniform(0.05, 0.3) * np.sin(grid(size)[1] * random.uniform(30, 90) + 3 * clouds(size, 4, random))
    return layer(_smooth(points, size, 60), rgb * folds[..., None], classes.OTHER, random)


def hat(landmarks: np.ndarray, other: np.ndarray, random: np.random.RandomState) -> Layer:
    """A hat, hood or headband over forehead and hair."""
    size = other.shape[0]
    up = landmarks[_TOP] - landmarks[_CHIN]
    lowered = random.uniform(-0.12, 0.12)
    rim = landmarks[_FOREHEAD][random.randint(0, 4) : len(_FOREHEAD) - random.randint(0, 4)] + up * lowered
    middle = rim.mean(0)
    rim = middle + (rim - middle) * np.array([random.uniform(1.0, 1.4), random.uniform(0.3, 1.0)])
    height = random.uniform(0.08, 0.2) if random.rand() < 0.3 else random.uniform(0.4, 0.9)
    crown = rim[::-1] + up * height
    crown = crown.mean(0) + (crown - crown.mean(0)) * random.uniform(0.7, 1.2)
    rgb = lit(surface(other, random), random)
    if random.rand() < 0.3:
        rgb = rgb * (1 + 0.2 * np.sign(np.sin(grid(size)[0] * random.uniform(60, 200))))[..., None]
    return layer(_smooth(np.concatenate([rim, crown]), size, 100), rgb, classes.OTHER, random)


def glasses(landmarks: np.ndarray, labels: np.ndarray, other: np.ndarray, random: np.random.RandomState) -> Layer:
    """Spectacles with thin or thick rims, whole or half; lenses clear, shining, tinted from the top, dark, or mirrors."""
    size = labels.shape[0]
    right, left = (landmarks[polygon].mean(0) for polygon in geometry.EYES)
    span = float(np.linalg.norm(left - right))
    along = (left - right) / max(span, 1e-3)
    down = np.array([-along[1], along[0]])
    if down @ (landmarks[_CHIN] - landmarks[_TOP]) < 0:
        down = -down
    axes = span * np.array([random.uniform(0.32, 0.47), random.uniform(0.18, 0.42)])
    drop = down * span * random.uniform(-0.02, 0.14)
    turns = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    power, slant = random.uniform(0.35, 1.0), random.uniform(-0.2, 0.35)
    unit = [np.sign(f(turns)) * np.abs(f(turns)) ** power for f in (np.cos, np.sin)]
    rim, lenses = np.zeros((2, size, size), np.uint8)
    thick = max(1, int(round(span * np.exp(random.uniform(np.log(0.012), np.log(0.1))))))
    half_rim = random.rand() < 0.2
    for eye, side in ((right, -1.0), (left, 1.0)):
        # A lens hangs lower towards the cheek, as an aviator's does, or rises, as a cat's eye.
        height = unit[1] + slant * side * unit[0]
        points = eye + drop + unit[0][:, None] * axes[0] * along + height[:, None] * axes[1] * down
        cv2.fillPoly(lenses, [points.round().astype(np.int32)], 1)
        outline = points[len(points) // 2 :] if half_rim else points
        cv2.polylines(rim, [outline.round().astype(np.int32)], not half_rim, 255, thick, cv2.LINE_AA)
    for height in (0.0, -0.6)[: 1 + (random.rand() < 0.15)]:
        lift = drop + down * axes[1] * height
        cv2.line(rim, *_pixels(right + along * axes[0] + lift, left - along * axes[0] + lift), 255, thick, cv2.LINE_AA)
    for start, ear in ((right - along * axes[0], landmarks[234]), (left + along * axes[0], landmarks[454])):
        cv2.line(rim, *_pixels(start + drop, ear + drop), 255, max(1, thick - 1), cv2.LINE_AA)
    tint, through, dark = _lens(other, lenses, random)
    # A rim of one pixel would vanish when it is blurred.
    rim_share = np.clip(cv2.GaussianBlur(rim, (0, 0), 0.6).astype(np.float32) / 160, 0, 1)
    frame_colour = lit(np.ones((size, size, 3), np.float32) * colour(random) * random.uniform(0.2, 1.0), random)
    alpha = np.maximum(rim_share, lenses * through)
    rgb = np.where((rim_share >= lenses * through)[..., None], frame_colour, tint)
    # As in the human masks: the lens is part of the glasses, eyes and brows seen through it stay what they are.
    seen = np.isin(labels, (classes.EYES, classes.BROWS)) & (not dark)
    covered = (rim > 127) | ((lenses > 0) & ~seen)
    return shadowed(Layer(rgb, alpha, covered.astype(np.uint8) * np.uint8(classes.GLASSES)), random)


def _lens(other: np.ndarray, lenses: np.ndarray, random: np.random.RandomState) -> tuple[np.ndarray, np.ndarray, bool]:
    """Colours [S, S, 3] and opacity [S, S] of lenses, and whether they hide the eyes."""
    size = lenses.shape[0]
    x, y = grid(size)
    kind = random.rand()
    if kind < 0.3:
        return np.full((size, size, 3), 255, np.float32), np.full((size, size), random.uniform(0, 0.06), np.float32), False
    if kind < 0.55:
        angle = random.uniform(0, np.pi)
        streak = np.sin((x * np.cos(angle) + y * np.sin(angle)) * random.uniform(10, 40) + random.uniform(0, 6))
        shine = np.clip(streak - random.uniform(0.3, 0.8), 0, 1) * random.uniform(0.5, 2)
        return np.full((size, size, 3), 245, np.float32), np.clip(shine, 0, 0.7), False
    shade = lit(np.ones((size, size, 3), np.float32) * random.uniform(0, 70, 3), random)
    if kind < 0.7:
        rows = np.flatnonzero(lenses.any(1))
        top, bottom = (rows[0] / size, rows[-1] / size) if len(rows) else (0, 1)
        fall = np.clip((y - top) / max(bottom - top, 1e-3), 0, 1)
        return shade, random.uniform(0.3, 0.6) * (1 - 0.7 * fall), False
    if kind < 0.88:
        return shade, np.full((size, size), random.uniform(0.8, 1.0), np.float32), True
    return surface(other, random, borrowed=0.7) * random.uniform(0.4, 0.9), np.full((size, size), 0.92, np.float32), True


def _cheeks(landmarks: np.ndarray, size: int, random: np.random.RandomState) -> np.ndarray:
    """The light on a face's lower half, as a factor [S, S]: darker to the sides, brighter on the nose."""
    x, y = grid(size)
    half = max(abs(landmarks[454, 0] - landmarks[234, 0]) / size / 2, 0.05)
    nose = landmarks[_NOSE_TIP] / size
    side = np.clip(np.abs(x - nose[0]) / half, 0, 1.5)
    ridge = np.exp(-((x - nose[0]) ** 2) / (0.3 * half) ** 2 - (y - nose[1]) ** 2 / (0.5 * half) ** 2)
    return 1 - random.uniform(0, 0.35) * side**2 + random.uniform(0, 0.2) * ridge


def _pleats(landmarks: np.ndarray, size: int, random: np.random.RandomState) -> np.ndarray:
    """Some dark folds across, as a factor [S, S]."""
    slope = (landmarks[454] - landmarks[234]) / size
    x, y = grid(size)
    across = y - (slope[1] / max(abs(slope[0]), 0.05) * np.sign(slope[0])) * x
    wave = np.sin(across * 2 * np.pi * random.uniform(8, 20) + random.uniform(0, 6))
    return 1 - random.uniform(0.1, 0.3) * np.clip(wave - 0.7, 0, 1) / 0.3


def _between(first: np.ndarray, second: np.ndarray, share: float) -> np.ndarray:
    return first * (1 - share) + second * share


def _smooth(points: np.ndarray, size: int, sharpness: float) -> np.ndarray:
    """A polygon's area [S, S] without its corners, 0 or 1."""
    shape = np.zeros((size, size), np.uint8)
    geometry.fill(shape, points, 1)
    return (cv2.GaussianBlur(shape.astype(np.float32), (0, 0), size / sharpness) > 0.5).astype(np.uint8)


def _pixels(*points: np.ndarray) -> list[tuple[int, int]]:
    return [tuple(np.asarray(point).round().astype(int).tolist()) for point in points]
