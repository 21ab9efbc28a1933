"""Step 1b, label: gives labels to pictures for which no human drew masks.

    python -m parsing.label --work DIR --hair-teacher FILE [--teacher FILE]

For the variant `all` (SET.teacher.npy): a parser of ours with the interface of face_parser.onnx labels each picture and its
mirror image. Where the two disagree or are unsure, and wherever they see glasses or something in front of the face, the
pixel stays without a label: taking those over taught the network to see hats.

For the variant `permissive` (SET.mesh.npy): polygons of the mesh, Apache-licensed hair segmentation, and for ears, neck
and forehead the colour of the face's own skin. Human contours of the London set go on top of both.
"""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np

from . import classes, geometry, roi
from .network import IMAGE_SIZE
from .sets import PERMISSIVE, PSEUDO
from .tracker import session

_SURE = 0.7


def main() -> None:
    """Labels all sets that need it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--hair-teacher", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, help="a parser; without it only the mesh labels are made")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    if options.teacher:
        teacher = Teacher(options.teacher)
        clips = sorted(path.name.split(".")[0] for path in options.work.glob("clip_*.json"))
        for name in dict.fromkeys(("london", *PSEUDO, *clips)):
            label_set(options.work, name, "teacher", teacher.labels)
    hair = HairTeacher(options.hair_teacher)
    for name in PERMISSIVE:
        label_set(options.work, name, "mesh", lambda rgb, points: mesh_labels(rgb, points, hair.probability(rgb)))


def label_set(work: Path, name: str, kind: str, labeller) -> None:
    """Labels a set and lets human contours, where there are any, stand."""
    images = np.load(work / f"{name}.image.npy", mmap_mode="r")
    human = np.load(work / f"{name}.labels.npy", mmap_mode="r")
    records = json.loads((work / f"{name}.json").read_text())
    out = np.full(human.shape, classes.IGNORED, np.uint8)
    contoured = (classes.BROWS, classes.EYES, classes.UPPER_LIP, classes.LOWER_LIP, classes.INNER_MOUTH)
    for index, record in enumerate(records):
        width, height = record["width"], record["height"]
        rgb = np.ascontiguousarray(images[index][:height, :width])
        labels = labeller(rgb, np.array(record["landmarks"], np.float32))
        drawn = human[index][:height, :width]
        if (drawn != classes.IGNORED).any():
            labels[np.isin(labels, contoured)] = classes.SKIN
            labels = np.where(np.isin(drawn, contoured), drawn, labels)
        out[index][:height, :width] = labels
    np.save(work / f"{name}.{kind}.npy", out)
    print(f"{name}.{kind}: {len(records)} pictures, {np.mean(out == classes.IGNORED):.2f} without a label", flush=True)


class Teacher:
    """A parser that labels pictures."""

    def __init__(self, path: Path):
        self._session = session(path)
        self._memory = np.zeros(self._session.get_inputs()[1].shape, np.float32)

    def labels(self, rgb: np.ndarray, landmarks: np.ndarray) -> np.ndarray:
        """Labels where the teacher is sure, in the picture's pixels."""
        matrix = roi.roi_from_landmarks(landmarks).picture_from_roi(IMAGE_SIZE)
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        cut = cv2.warpAffine(rgb, matrix, (IMAGE_SIZE, IMAGE_SIZE), flags=flags)
        plain = self._probabilities(cut)
        mirrored = self._probabilities(cut[:, ::-1])[:, ::-1]
        mean = (plain + mirrored) / 2
        labels = mean.argmax(-1).astype(np.uint8)
        unsure = (mean.max(-1) < _SURE) | (plain.argmax(-1) != mirrored.argmax(-1))
        labels[unsure | np.isin(labels, (classes.GLASSES, classes.OTHER))] = classes.IGNORED
        size = rgb.shape[1::-1]
        border = {"borderMode": cv2.BORDER_CONSTANT, "borderValue": classes.IGNORED}
        return cv2.warpAffine(labels, matrix, size, flags=cv2.INTER_NEAREST, **border)

    def _probabilities(self, cut: np.ndarray) -> np.ndarray:
        image = (cut.astype(np.float32) / 127.5 - 1).transpose(2, 0, 1)[None]
        feeds = {"image": np.ascontiguousarray(image), "memory": self._memory}
        logits = self._session.run(["logits"], feeds)[0][0].transpose(1, 2, 0)
        logits = cv2.resize(logits[..., :], (IMAGE_SIZE, IMAGE_SIZE), interpolation=cv2.INTER_LINEAR)
        powers = np.exp(logits - logits.max(-1, keepdims=True))
        return powers / powers.sum(-1, keepdims=True)


class HairTeacher:
    """MediaPipe's hair segmentation (Apache-2.0)."""

    def __init__(self, path: Path):
        self._session = session(path)

    def probability(self, rgb: np.ndarray) -> np.ndarray:
        """How surely each pixel is hair."""
        image = np.zeros((1, 4, 512, 512), np.float32)
        side = max(rgb.shape[:2])
        square = np.zeros((side, side, 3), np.uint8)
        square[: rgb.shape[0], : rgb.shape[1]] = rgb
        resized = cv2.resize(square, (512, 512), interpolation=cv2.INTER_LINEAR)
        image[0, :3] = resized.transpose(2, 0, 1) / np.float32(255)
        found = self._session.run(None, {self._session.get_inputs()[0].name: image})[0][0]
        hair = found[1] if found.shape[0] == 2 else found[..., 1]
        hair = cv2.resize(np.ascontiguousarray(hair), (side, side), interpolation=cv2.INTER_LINEAR)
        return hair[: rgb.shape[0], : rgb.shape[1]]


def mesh_labels(rgb: np.ndarray, landmarks: np.ndarray, hair: np.ndarray) -> np.ndarray:
    """Labels from geometry, hair segmentation and the colour of the skin; unsure pixels have none."""
    height, width = rgb.shape[:2]
    face = geometry.labels_from_landmarks(landmarks, width, height, None)
    inside = face > 0
    side = max(np.ptp(landmarks[:, 0]), np.ptp(landmarks[:, 1]))
    likeness, has_colour = skin_likeness(rgb, face)
    labels = np.full((height, width), classes.IGNORED, np.uint8)
    distance = cv2.distanceTransform((~inside).astype(np.uint8), cv2.DIST_L2, 3) / side
    rows = np.arange(height)[:, None] * np.ones((1, width))
    chin, mouth, brow = landmarks[152, 1], landmarks[13, 1], landmarks[105, 1]
    outside = ~inside & (hair < 0.2)
    if has_colour:
        labels[outside & (likeness < 0.1) & (distance > 0.04)] = classes.BACKGROUND
        skin_like = outside & (likeness > 0.5)
        labels[skin_like & (rows < brow) & (distance < 0.15)] = classes.SKIN
        labels[skin_like & (rows >= brow) & (rows < mouth) & (distance > 0.015) & (distance < 0.17)] = classes.EARS
        labels[skin_like & (rows > (chin + mouth) / 2) & (distance > 0.015) & (distance < 0.7)] = classes.NECK
    else:
        labels[outside & (distance > 0.25) & (rows < mouth)] = classes.BACKGROUND
    labels[inside] = face[inside]
    labels[hair > 0.8] = classes.HAIR
    labels[inside & (hair >= 0.2) & (hair <= 0.8)] = classes.IGNORED
    # Brows have hair too, and the hair teacher cares for the head's.
    features = np.isin(face, (classes.BROWS, classes.EYES, classes.UPPER_LIP, classes.LOWER_LIP, classes.INNER_MOUTH))
    labels[features & (hair < 0.9)] = face[features & (hair < 0.9)]
    refine_brows(labels, face, rgb)
    return labels


def skin_likeness(rgb: np.ndarray, face: np.ndarray) -> tuple[np.ndarray, bool]:
    """How much each pixel's colour is the face's, 0 to 1, and whether the picture has colours at all."""
    lab = cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB).astype(np.float32)
    skin = lab[face == classes.SKIN]
    if len(skin) < 50 or np.abs(skin[:, 1:] - 128).mean() < 3:
        return np.zeros(rgb.shape[:2], np.float32), False
    mean, spread = np.median(skin, 0), np.maximum(skin.std(0), [12, 3, 3])
    # A neck lies in shade: lightness counts for less than hue.
    distance = (((lab - mean) / (spread * np.array([2.0, 1.3, 1.3]))) ** 2).sum(-1)
    return cv2.GaussianBlur(np.exp(-0.5 * distance), (0, 0), 1.5), True


def refine_brows(labels: np.ndarray, face: np.ndarray, rgb: np.ndarray) -> None:
    """Within and around the brow polygon a pixel is brow if it is dark, skin if light, and unsure in between."""
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32)
    brows = (face == classes.BROWS).astype(np.uint8)
    if brows.sum() < 20:
        return
    reach = max(3, int(np.sqrt(brows.sum()) / 8) | 1)
    near = (cv2.dilate(brows, np.ones((reach, reach))) > 0) & np.isin(face, (classes.SKIN, classes.BROWS))
    dark, light = np.percentile(grey[brows > 0], 20), np.median(grey[face == classes.SKIN])
    if light - dark < 15:
        return
    darkness = cv2.GaussianBlur((light - grey) / (light - dark), (0, 0), 1.0)
    sure = near & (labels != classes.HAIR)
    labels[sure & (darkness > 0.6)] = classes.BROWS
    labels[sure & (darkness < 0.35)] = classes.SKIN
    labels[sure & (darkness >= 0.35) & (darkness <= 0.6) & (brows == 0)] = classes.IGNORED


if __name__ == "__main__":
    main()
