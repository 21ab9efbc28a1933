"""London portraits: overlap with human contours of eyes, brows and lips, by ethnicity as the sitters stated it."""

import csv
from pathlib import Path

import numpy as np

from .. import classes, roi
from ..augment.motion import Placement
from ..dataset import HELD_LONDON, PictureSet

_SIDE = 512
_LIPS = (classes.UPPER_LIP, classes.LOWER_LIP, classes.INNER_MOUTH)
_PARTS = {"eyes": (classes.EYES,), "brows": (classes.BROWS,), "lips": _LIPS}


def evaluate(source: PictureSet, labeller, faces: Path) -> dict:
    """Mean overlap of the portraits that no training saw, of all, and of each group among all."""
    ethnicity = read_ethnicities(faces)
    rows = []
    for index, record in enumerate(source.records):
        region = roi.roi_from_landmarks(source.landmarks[index])
        image, _, _ = source.cut(index, Placement(), region)
        _, truth, _ = source.cut(index, Placement(), region, _SIDE)
        found = labeller(index, image, _SIDE)
        overlap = [iou(np.isin(truth, labels), np.isin(found, labels)) for labels in _PARTS.values()]
        group = ethnicity.get(record["name"].split(".")[0], "unknown")
        rows.append((index % 5 in HELD_LONDON, group, overlap))
    held = [row for row in rows if row[0]]
    result = {"held out": summary(held), "all": summary(rows)}
    for group in sorted({row[1] for row in rows}):
        result[f"held out: {group}"] = summary([row for row in held if row[1] == group])
        result[f"all: {group}"] = summary([row for row in rows if row[1] == group])
    return result


def summary(rows: list) -> dict:
    """Portraits and mean overlaps."""
    if not rows:
        return {"portraits": 0}
    means = np.mean([row[2] for row in rows], 0)
    return {"portraits": len(rows)} | {name: round(float(mean), 4) for name, mean in zip(_PARTS, means)}


def iou(truth: np.ndarray, found: np.ndarray) -> float:
    """Intersection over union."""
    return float((truth & found).sum() / max((truth | found).sum(), 1))


def read_ethnicities(path: Path) -> dict[str, str]:
    """By the portrait's number; the list's lines end in carriage returns."""
    lines = [line for line in path.read_text().replace("\r", "\n").split("\n") if line.strip()]
    return {row["face"].zfill(3): row["face_eth"] for row in csv.DictReader(lines)}
