"""Things in front of faces, pasted on portraits that training did not see: how much of them would be painted."""

import numpy as np

from .. import classes, metrics, roi
from ..augment import occluders
from ..augment.front import mean_colour
from ..augment.motion import Placement
from ..dataset import PictureSet

KINDS = ("hand", "hair strands", "hair", "clear or dark glasses", "face mask", "microphone or cup", "other shape")
_FACE_PAINT = (classes.SKIN, classes.BROWS, classes.EYES, classes.UPPER_LIP, classes.LOWER_LIP)


def evaluate(source: PictureSet, labeller) -> dict:
    """For each kind: the share of its area over the face that is taken for paintable, and F1 of the picture."""
    result = {}
    for kind in KINDS:
        leaked = covered = 0
        counts = np.zeros((classes.COUNT, classes.COUNT), np.int64)
        for index in range(len(source.records)):
            image, truth, layer = occluded(source, index, kind)
            labels = labeller(index, image, truth.shape[0])
            area = (layer.labels > 0) & (truth != classes.IGNORED)
            paint = _FACE_PAINT if kind.startswith("hair") else classes.PAINTABLE
            leaked += (np.isin(labels, paint) & area).sum()
            covered += area.sum()
            counts += metrics.confusion(truth, labels)
        result[kind] = {"leak": round(float(leaked / max(covered, 1)), 4), "makeup_f1": round(metrics.mean_f1(counts), 4)}
    result["real glasses and other things"] = {"leak": real_leak(source, labeller)}
    return result


def occluded(source: PictureSet, index: int, kind: str) -> tuple[np.ndarray, np.ndarray, occluders.Layer]:
    """The same thing on the same picture in every run."""
    random = np.random.RandomState(1000 * KINDS.index(kind) + index)
    image, truth, landmarks = source.cut(index, Placement(), roi.roi_from_landmarks(source.landmarks[index]))
    other = (index + 37) % len(source.records)
    other_image, other_truth, _ = source.cut(other, Placement(), roi.roi_from_landmarks(source.landmarks[other]))
    size = truth.shape[0]
    if kind == "hand":
        skin = mean_colour(image, truth, classes.SKIN, (150, 110, 90))
        layer = occluders.hand(size, skin * random.uniform(0.75, 1.1), random)
    elif kind == "hair strands":
        layer = occluders.strands(size, mean_colour(other_image, other_truth, classes.HAIR, (40, 30, 20)), random)
    elif kind == "hair":
        layer = occluders.cut_hair(other_image, other_truth, random)
    elif kind == "clear or dark glasses":
        layer = occluders.glasses(landmarks, truth, random)
    elif kind == "face mask":
        layer = occluders.face_mask(landmarks, other_image, random)
    elif kind == "microphone or cup":
        layer = occluders.held_thing(size, random)
    else:
        layer = occluders.blob(size, other_image, random)
    image, truth = layer.over(image, truth)
    return image, truth, layer


def real_leak(source: PictureSet, labeller) -> float:
    """Of glasses, hats, jewellery in the portraits themselves, the share taken for paintable parts of the face."""
    leaked = covered = 0
    for index in range(len(source.records)):
        image, truth, _ = source.cut(index, Placement(), roi.roi_from_landmarks(source.landmarks[index]))
        area = np.isin(truth, (classes.GLASSES, classes.OTHER))
        leaked += (np.isin(labeller(index, image, truth.shape[0]), classes.PAINTABLE) & area).sum()
        covered += area.sum()
    return round(float(leaked / max(covered, 1)), 4)
