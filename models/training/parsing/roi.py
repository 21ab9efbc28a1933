"""The region of interest that the parser sees: a square around the landmarks, turned so that the eyes are level."""

from dataclasses import dataclass

import numpy as np

# The engine's choice for faces, and the wider one that it takes where hair is coloured.
FACE_SCALE = 1.6
HAIR_SCALE = 3.2

_EYE_CORNERS = (33, 263)


@dataclass(frozen=True)
class Roi:
    """A turned square in a picture's pixels."""

    centre_x: float
    centre_y: float
    side: float
    angle: float

    def picture_from_roi(self, size: int) -> np.ndarray:
        """2x3 matrix from the pixels of the cut-out, `size` wide, to the picture's."""
        scale = self.side / size
        cosine, sine = np.cos(self.angle) * scale, np.sin(self.angle) * scale
        turn = np.array([[cosine, -sine], [sine, cosine]])
        shift = np.array([self.centre_x, self.centre_y]) - turn @ np.array([size / 2, size / 2])
        return np.concatenate([turn, shift[:, None]], 1)


def roi_from_landmarks(landmarks: np.ndarray, scale: float = FACE_SCALE) -> Roi:
    """The square around all landmarks [478, 2 or 3], in the frame in which the eyes are level, times `scale`."""
    right, left = landmarks[_EYE_CORNERS[0]], landmarks[_EYE_CORNERS[1]]
    angle = np.arctan2(left[1] - right[1], left[0] - right[0])
    cosine, sine = np.cos(angle), np.sin(angle)
    level = np.array([[cosine, sine], [-sine, cosine]])
    points = landmarks[:, :2] @ level.T
    low, high = points.min(0), points.max(0)
    centre = level.T @ ((low + high) / 2)
    return Roi(float(centre[0]), float(centre[1]), float(max(high - low) * scale), float(angle))


def inverse(matrix: np.ndarray) -> np.ndarray:
    """The inverse of a 2x3 matrix, as a 2x3 matrix."""
    return np.linalg.inv(np.vstack([matrix, [0, 0, 1]]))[:2]


def moved(points: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """Points [N, 2] through a 2x3 matrix."""
    return points @ matrix[:, :2].T + matrix[:, 2]
