"""What is evaluated: the network in ONNX Runtime, with its memory or without, and geometry alone."""

from pathlib import Path

import cv2
import numpy as np

from .. import classes, geometry, roi
from ..augment.motion import Placement
from ..dataset import PictureSet
from ..label import HairTeacher
from ..network import IMAGE_SIZE
from ..tracker import session


class Network:
    """An exported parser."""

    def __init__(self, path: Path):
        self._session = session(path)
        self._empty = np.zeros(self._session.get_inputs()[1].shape, np.float32)
        self._memory = self._empty

    def forget(self) -> None:
        """Clears the memory."""
        self._memory = self._empty

    def logits(self, image: np.ndarray) -> np.ndarray:
        """Logits [h, w, classes] of a cut-out (RGB bytes); the memory goes on."""
        tensor = (image.astype(np.float32) / 127.5 - 1).transpose(2, 0, 1)[None]
        feeds = {"image": np.ascontiguousarray(tensor), "memory": self._memory}
        logits, self._memory = self._session.run(["logits", "memory_out"], feeds)
        return logits[0].transpose(1, 2, 0)

    def labels(self, image: np.ndarray, side: int = IMAGE_SIZE, repeats: int = 1) -> np.ndarray:
        """Labels of a single picture, seen `repeats` times, from a cleared memory."""
        self.forget()
        for _ in range(repeats):
            logits = self.logits(image)
        return labels_from_logits(logits, side)


def labels_from_logits(logits: np.ndarray, side: int = IMAGE_SIZE) -> np.ndarray:
    """The likeliest class, after enlarging."""
    parts = [logits[..., index] for index in range(classes.COUNT)]
    return np.stack([cv2.resize(part, (side, side), interpolation=cv2.INTER_LINEAR) for part in parts]).argmax(0)


class Geometry:
    """Polygons of the mesh and the hair teacher."""

    def __init__(self, hair_teacher: Path):
        self._hair = HairTeacher(hair_teacher)
        self._cache: dict[tuple[str, int], np.ndarray] = {}

    def labels(self, source: PictureSet, index: int, side: int = IMAGE_SIZE) -> np.ndarray:
        """Labels of the exact region of interest."""
        record = source.records[index]
        width, height = record["width"], record["height"]
        key = (source.name, index)
        if key not in self._cache:
            self._cache[key] = self._hair.probability(source.images[index][:height, :width])
        region = roi.roi_from_landmarks(source.landmarks[index])
        matrix = Placement().picture_from_cut(region, side)
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        hair = cv2.warpAffine(self._cache[key], matrix, (side, side), flags=flags) > 0.5
        landmarks = roi.moved(source.landmarks[index], roi.inverse(matrix))
        return geometry.labels_from_landmarks(landmarks, side, side, hair)
