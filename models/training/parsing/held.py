"""The pictures that were held back from training, and how well a network does on them: they choose the checkpoint."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from . import classes, metrics, roi
from .augment import front
from .augment.motion import Placement
from .dataset import HELD_SMILING, PictureSet, held_indices, image_tensor
from .network import IMAGE_SIZE, Parser, empty_memory

_BATCH = 6


@dataclass
class Held:
    """Exact regions of interest: images [N, S, S, 3], labels [N, S, S]; and the same with something in front of each."""

    images: np.ndarray
    labels: np.ndarray
    covered_images: np.ndarray
    covers: np.ndarray
    """[N, S, S]: 1 where the thing in front is."""


def held_back(work: Path, variant: str) -> Held:
    """With human masks (`all`) or, as there are none with a licence, with labels of mesh and hair (`permissive`)."""
    if variant == "all":
        source = PictureSet(work, "train", "labels")
        indices = held_indices(len(source.records))
    else:
        source = PictureSet(work, "faces_london_smiling", "mesh")
        indices = np.arange(0, len(source.records), HELD_SMILING)
    cuts = [source.cut(int(index), Placement(), roi.roi_from_landmarks(source.landmarks[index])) for index in indices]
    covered = [_covered(cuts, number) for number in range(len(cuts))]
    return Held(*(np.array(column) for column in zip(*([*cut[:2], *more] for cut, more in zip(cuts, covered)))))


def _covered(cuts: list[tuple], number: int) -> tuple[np.ndarray, np.ndarray]:
    """A picture with something in front, the same in every run, and where that is."""
    random = np.random.RandomState(number)
    image, labels, landmarks = cuts[number]
    layer = front.one(image, labels, landmarks, *cuts[(number + 17) % len(cuts)][:2], random)
    covers = (layer.labels > 0) & (layer.labels != classes.IGNORED) & (labels != classes.IGNORED)
    return layer.over(image, labels)[0], covers.astype(np.uint8)


def score(net: Parser, held: Held) -> dict:
    """Mean F1 of the makeup classes, each class's F1, and the share of things in front that is taken for face; first frame only."""
    counts = np.zeros((classes.COUNT, classes.COUNT), np.int64)
    leaked = 0
    face = [label for label in classes.PAINTABLE if label != classes.HAIR]
    for start in range(0, len(held.images), _BATCH):
        part = slice(start, start + _BATCH)
        counts += metrics.confusion(held.labels[part], found_labels(net, held.images[part]))
        leaked += (np.isin(found_labels(net, held.covered_images[part]), face) & (held.covers[part] > 0)).sum()
    f1 = metrics.scores(counts)["f1"]
    return {
        "mean_f1": round(metrics.mean_f1(counts), 4),
        "f1": [round(float(one), 3) for one in f1],
        "leak": round(float(leaked / max(held.covers.sum(), 1)), 4),
    }


def found_labels(net: Parser, images: np.ndarray) -> np.ndarray:
    """Labels [N, S, S] that a network gives images [N, S, S, 3], seen once."""
    device = next(net.parameters()).device
    was_training = net.training
    net.eval()
    with torch.inference_mode():
        logits, _ = net(image_tensor(images).to(device), empty_memory(len(images)).to(device))
        found = torch.nn.functional.interpolate(logits, size=IMAGE_SIZE, mode="bilinear").argmax(1)
    net.train(was_training)
    return found.cpu().numpy()
