"""Portraits with human masks: every figure, and by skin tone, by yaw and by what covers the face."""

import cv2
import numpy as np

from .. import classes, metrics, roi
from ..augment.motion import Placement
from ..dataset import PictureSet

# The face is 400 pixels wide where the region of interest, 1.6 times as large, has this side.
BOUNDARY_SIDE = 640
BOUNDARY_REACH = 2.0
_BOUNDARY_CLASSES = {
    "lips": (classes.UPPER_LIP, classes.LOWER_LIP),
    "eyes": (classes.EYES,),
    "brows": (classes.BROWS,),
}
_TONES = ((55, "very light"), (41, "light"), (28, "intermediate"), (10, "tan"), (-30, "brown"), (-90, "dark"))
_BOOTSTRAP_ROUNDS = 500


def evaluate(source: PictureSet, labeller) -> dict:
    """All figures. `labeller(index, image, side)` gives labels of a picture's cut-out, enlarged to `side`."""
    counts, edges, groups = [], {name: np.zeros(4) for name in _BOUNDARY_CLASSES}, []
    for index in range(len(source.records)):
        region = roi.roi_from_landmarks(source.landmarks[index])
        image, truth, landmarks = source.cut(index, Placement(), region)
        counts.append(metrics.confusion(truth, labeller(index, image, truth.shape[0])))
        groups.append((f"tone: {tone(image, truth)}", f"yaw: {yaw_band(landmarks)}", f"cover: {cover(truth)}"))
        _, large, _ = source.cut(index, Placement(), region, BOUNDARY_SIDE)
        found = labeller(index, image, BOUNDARY_SIDE)
        for name, labels in _BOUNDARY_CLASSES.items():
            for label in labels:
                edges[name] += metrics.boundary_hits(large, found, label, BOUNDARY_REACH)
    counts = np.array(counts)
    total = counts.sum(0)
    result = {key: value.round(4).tolist() for key, value in metrics.scores(total).items()}
    result |= {
        "pictures": len(counts),
        "makeup_f1": round(metrics.mean_f1(total), 4),
        "all_f1": round(metrics.mean_f1(total, tuple(range(1, classes.COUNT))), 4),
        "makeup_f1_sd": round(bootstrap_sd(counts), 4),
        "boundary_f1": {name: round(metrics.boundary_f1(hits), 4) for name, hits in edges.items()},
        "confusion": total.tolist(),
        "groups": by_group(counts, groups),
    }
    return result


def by_group(counts: np.ndarray, groups: list[tuple[str, ...]]) -> dict[str, dict]:
    """Pictures and mean F1 of each group."""
    result = {}
    for name in sorted({name for names in groups for name in names}):
        chosen = counts[[name in names for names in groups]]
        f1 = metrics.scores(chosen.sum(0))["f1"]
        result[name] = {
            "pictures": len(chosen),
            "makeup_f1": round(metrics.mean_f1(chosen.sum(0)), 4),
            "f1": f1.round(3).tolist(),
        }
    return result


def bootstrap_sd(counts: np.ndarray) -> float:
    """Standard deviation of the mean F1 if other pictures like these had been chosen."""
    random = np.random.default_rng(1)
    draws = [counts[random.integers(0, len(counts), len(counts))].sum(0) for _ in range(_BOOTSTRAP_ROUNDS)]
    return float(np.std([metrics.mean_f1(draw) for draw in draws]))


def tone(image: np.ndarray, truth: np.ndarray) -> str:
    """Band of the individual typology angle of the skin's median colour. Light falls in, so this is rough."""
    skin = image[truth == classes.SKIN]
    if len(skin) == 0:
        return "unknown"
    lab = cv2.cvtColor((np.median(skin, 0)[None, None] / 255).astype(np.float32), cv2.COLOR_RGB2LAB)[0, 0]
    angle = np.degrees(np.arctan2(lab[0] - 50, lab[2]))
    return next((name for least, name in _TONES if angle > least), "dark")


def yaw_band(landmarks: np.ndarray) -> str:
    """How far the head is turned, from where the nose's tip lies between the cheeks."""
    right, left, tip = landmarks[234, 0], landmarks[454, 0], landmarks[1, 0]
    turn = abs((tip - (right + left) / 2) / max(abs(left - right) / 2, 1))
    degrees = np.degrees(np.arcsin(min(1.0, turn / 1.2)))
    return "under 10 degrees" if degrees < 10 else "10 to 25 degrees" if degrees < 25 else "over 25 degrees"


def cover(truth: np.ndarray) -> str:
    """Whether glasses or other things are in the picture."""
    if (truth == classes.GLASSES).mean() > 0.002:
        return "glasses"
    return "something in front" if (truth == classes.OTHER).mean() > 0.01 else "nothing"
