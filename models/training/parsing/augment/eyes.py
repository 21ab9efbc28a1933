"""Narrower and wider eyes than those that were photographed."""

import cv2
import numpy as np

from .. import geometry

_SHARE = 0.15


class EyeOpening:
    """Squeezes the surroundings of both eyes, the same in all frames of a sequence."""

    def __init__(self, random: np.random.RandomState):
        self._factor = np.exp(random.uniform(-0.15, 0.45)) if random.rand() < _SHARE else 1.0

    def apply(self, rgb: np.ndarray, labels: np.ndarray, landmarks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The cut-out [S, S, 3] and its labels, with eyes whose height is divided by the factor at their centres."""
        if self._factor == 1.0:
            return rgb, labels
        size = labels.shape[0]
        y, x = np.mgrid[:size, :size].astype(np.float32)
        away = np.zeros_like(y)
        for polygon in geometry.EYES:
            points = landmarks[polygon]
            centre, wide = points.mean(0), max(float(np.ptp(points[:, 0])), 4.0)
            near = np.exp(-(((x - centre[0]) / (0.7 * wide)) ** 2) - ((y - centre[1]) / (0.35 * wide)) ** 2)
            away += near * (y - centre[1]) * (self._factor - 1)
        rows = (y + away).astype(np.float32)
        border = {"borderMode": cv2.BORDER_REPLICATE}
        return cv2.remap(rgb, x, rows, cv2.INTER_LINEAR, **border), cv2.remap(labels, x, rows, cv2.INTER_NEAREST, **border)
