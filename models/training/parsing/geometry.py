"""What landmarks alone say about the classes: the baseline, and labels where no human drew any."""

import cv2
import numpy as np

from . import classes

FACE_OVAL = [
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150,
    136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
]  # fmt: skip
BROWS = ([70, 63, 105, 66, 107, 55, 65, 52, 53, 46], [300, 293, 334, 296, 336, 285, 295, 282, 283, 276])
EYES = (
    [33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246],
    [263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466],
)
UPPER_LIP = [
    61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191, 78,
]  # fmt: skip
LOWER_LIP = [
    61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95, 78,
]  # fmt: skip
INNER_MOUTH = [78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191]

# Human contours of the London set, as indices of its points, and the class inside.
LONDON_CONTOURS = (
    (classes.EYES, [18, 19, 20, 21, 22, 30, 29, 28]),
    (classes.EYES, [23, 24, 25, 26, 27, 33, 32, 31]),
    (classes.BROWS, [71, 72, 73, 74, 75, 76, 84, 83]),
    (classes.BROWS, [77, 78, 79, 80, 81, 82, 86, 85]),
)
LONDON_LIPS = [87, 88, 89, 90, 91, 92, 93, 108, 107, 106, 105, 104]


def fill(mask: np.ndarray, points: np.ndarray, value: int) -> None:
    """Fills a polygon, to a sixteenth of a pixel."""
    cv2.fillPoly(mask, [np.round(points * 16).astype(np.int32)], value, shift=4)


def labels_from_landmarks(landmarks: np.ndarray, width: int, height: int, hair: np.ndarray | None) -> np.ndarray:
    """Polygons of the mesh, and the hair teacher's mask under brows, eyes and mouth."""
    labels = np.zeros((height, width), np.uint8)
    fill(labels, landmarks[FACE_OVAL], classes.SKIN)
    if hair is not None:
        labels[hair] = classes.HAIR
    for polygon in BROWS:
        fill(labels, landmarks[polygon], classes.BROWS)
    for polygon in EYES:
        fill(labels, landmarks[polygon], classes.EYES)
    fill(labels, landmarks[INNER_MOUTH], classes.INNER_MOUTH)
    fill(labels, landmarks[UPPER_LIP], classes.UPPER_LIP)
    fill(labels, landmarks[LOWER_LIP], classes.LOWER_LIP)
    return labels


def add_london_contours(labels: np.ndarray, landmarks: np.ndarray, points: np.ndarray) -> None:
    """Replaces brows, eyes and lips in labels by the human contours; the mesh says where the lips part."""
    for label in (classes.BROWS, classes.EYES, classes.UPPER_LIP, classes.LOWER_LIP, classes.INNER_MOUTH):
        labels[labels == label] = classes.SKIN
    for label, contour in LONDON_CONTOURS:
        fill(labels, points[contour], label)
    lips = np.zeros_like(labels)
    fill(lips, points[LONDON_LIPS], 1)
    parts = labels_from_landmarks(landmarks, labels.shape[1], labels.shape[0], None)
    # Lip pixels outside of the mesh's lips belong to whichever of its halves is nearer.
    upper = cv2.distanceTransform((parts != classes.UPPER_LIP).astype(np.uint8), cv2.DIST_L2, 3)
    lower = cv2.distanceTransform((parts != classes.LOWER_LIP).astype(np.uint8), cv2.DIST_L2, 3)
    nearer = np.where(upper <= lower, classes.UPPER_LIP, classes.LOWER_LIP)
    labels[lips > 0] = nearer[lips > 0]
    labels[(lips > 0) & (parts == classes.INNER_MOUTH)] = classes.INNER_MOUTH
