"""Chooses what comes in front of a face in training."""

from collections.abc import Callable

import numpy as np

from .. import classes
from . import loose, occluders, worn
from .occluders import Layer

# How many cut-outs have something in front, and how many of those a second thing.
_SHARE, _SECOND = 0.5, 0.25
# Chances of each kind. Half of them are drawn as evaluation draws them, with other dice and other pictures.
_KINDS = {
    "cut hair": 0.09,
    "plain strands": 0.05,
    "strands": 0.11,
    "plain hand": 0.08,
    "hand": 0.10,
    "blob": 0.08,
    "thing": 0.13,
    "held thing": 0.05,
    "plain glasses": 0.05,
    "glasses": 0.08,
    "plain mask": 0.04,
    "mask": 0.08,
    "scarf": 0.03,
    "hat": 0.03,
}
_HAIR, _SKIN = (40, 30, 20), (150, 110, 90)


def layers(
    image: np.ndarray,
    labels: np.ndarray,
    landmarks: np.ndarray,
    other: Callable[[], tuple[np.ndarray, np.ndarray]],
    random: np.random.RandomState,
) -> list[Layer]:
    """What comes in front of a cut-out [S, S, 3] with labels and landmarks; `other` draws another cut-out and its labels."""
    if random.rand() > _SHARE:
        return []
    return [one(image, labels, landmarks, *other(), random) for _ in range(1 + (random.rand() < _SECOND))]


def one(
    image: np.ndarray,
    labels: np.ndarray,
    landmarks: np.ndarray,
    other: np.ndarray,
    other_labels: np.ndarray,
    random: np.random.RandomState,
) -> Layer:
    """One thing of a random kind; `other` and its labels are another cut-out, to borrow from."""
    size = labels.shape[0]
    kind = random.choice(list(_KINDS), p=np.array(list(_KINDS.values())))
    match kind:
        case "cut hair":
            return occluders.cut_hair(other, other_labels, random)
        case "plain strands":
            return occluders.strands(size, mean_colour(other, other_labels, classes.HAIR, _HAIR), random)
        case "strands":
            return loose.strands(mean_colour(other, other_labels, classes.HAIR, _HAIR), size, random)
        case "plain hand" | "hand":
            whose = (image, labels) if random.rand() < 0.6 else (other, other_labels)
            skin = mean_colour(*whose, classes.SKIN, _SKIN) * random.uniform(0.75, 1.1)
            return occluders.hand(size, skin, random) if kind == "plain hand" else loose.hand(skin, size, random)
        case "blob":
            return occluders.blob(size, other, random)
        case "thing":
            return beside_unknown(loose.thing(other, random), labels)
        case "held thing":
            return occluders.held_thing(size, random)
        case "plain glasses":
            return occluders.glasses(landmarks, labels, random)
        case "glasses":
            return worn.glasses(landmarks, labels, other, random)
        case "plain mask":
            return occluders.face_mask(landmarks, other, random)
        case "mask":
            return worn.face_mask(landmarks, other, random)
        case "scarf":
            return beside_unknown(worn.scarf(landmarks, other, random), labels)
        case _:
            return worn.hat(landmarks, other, random)


def beside_unknown(layer: Layer, labels: np.ndarray) -> Layer:
    """The layer without a label beside the head: people call things and clothes background there."""
    beside = (layer.labels > 0) & np.isin(labels, (classes.BACKGROUND, classes.NECK))
    return Layer(layer.rgb, layer.alpha, np.where(beside, classes.IGNORED, layer.labels).astype(np.uint8))


def mean_colour(image: np.ndarray, labels: np.ndarray, label: int, otherwise: tuple) -> np.ndarray:
    """The mean colour of a class, or another if it is not there."""
    pixels = image[labels == label]
    return pixels.mean(0) if len(pixels) else np.array(otherwise, np.float32)
