"""Where training takes its pictures from, and how it makes sequences of them."""

import json
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch

from . import classes, roi
from .augment import front
from .augment.eyes import EyeOpening
from .augment.light import Camera, SkinTone
from .augment.motion import Placement, random_path
from .network import IMAGE_SIZE
from .sets import PERMISSIVE, PSEUDO

# Clips that are only for evaluation.
HELD_CLIPS = ("clip_d9", "clip_s18", "clip_talk5")
# So many of the pictures with human masks choose the checkpoint instead of training it.
HELD_PICTURES = 60
# Of the London portraits two in five are only for evaluation; of the smiling ones every fourth chooses the checkpoint.
HELD_LONDON = (0, 2)
HELD_SMILING = 4
# Long enough for the memory to matter, short enough for many of them.
SEQUENCE_FRAMES = 4


@dataclass
class Sequence:
    """Frames [T, S, S, 3], their labels [T, S, S], and what is known of them."""

    images: np.ndarray
    labels: np.ndarray
    kept: np.ndarray
    """0 where the memory is cleared before a frame."""
    still: bool
    """Whether all frames show the same, apart from noise."""


@dataclass
class Batch:
    """N sequences of the same length: frames [T, N, S, S, 3], labels [T, N, S, S], the rest as in `Sequence`."""

    images: np.ndarray
    labels: np.ndarray
    kept: np.ndarray
    still: np.ndarray
    """[N], 0 or 1."""
    seen_before: int
    """How many times the first frame was seen before the sequences begin."""


class PictureSet:
    """One prepared set."""

    def __init__(self, work: Path, name: str, kind: str):
        self.name = name
        self.images = np.load(work / f"{name}.image.npy", mmap_mode="r")
        self.labels = np.load(work / f"{name}.{kind}.npy", mmap_mode="r")
        self.records = json.loads((work / f"{name}.json").read_text())
        self.landmarks = np.array([record["landmarks"] for record in self.records], np.float32)
        self.weights = np.ones(len(self.records))
        self.is_clip = name.startswith("clip_")

    def cut(
        self, index: int, placement: Placement, region: roi.Roi, side: int = IMAGE_SIZE
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Image, labels and landmarks of a cut-out, `side` pixels wide."""
        record = self.records[index]
        matrix = placement.picture_from_cut(region, side)
        size, flags = (side, side), cv2.WARP_INVERSE_MAP
        height, width = record["height"], record["width"]
        image = cv2.warpAffine(self.images[index][:height, :width], matrix, size, flags=flags | cv2.INTER_LINEAR)
        labels = cv2.warpAffine(
            self.labels[index][:height, :width],
            matrix,
            size,
            flags=flags | cv2.INTER_NEAREST,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=classes.IGNORED,
        )
        return image, labels, roi.moved(self.landmarks[index], roi.inverse(matrix))


def training_sets(work: Path, variant: str) -> tuple[list[PictureSet], list[float]]:
    """The sets of a variant, and how often each is drawn from."""
    if variant == "permissive":
        sets = [PictureSet(work, name, "mesh") for name in PERMISSIVE]
        hold_back(sets)
        return sets, [6.0, 2.5, 1.5, 1.5, 1.5]
    human = PictureSet(work, "train", "labels")
    human.weights = rarity(human.labels)
    human.weights[held_indices(len(human.records))] = 0
    london = PictureSet(work, "london", "teacher")
    pseudo = [PictureSet(work, name, "teacher") for name in PSEUDO]
    clips = [PictureSet(work, path.stem, "teacher") for path in sorted(work.glob("clip_*.json"))]
    clips = [clip for clip in clips if clip.name not in HELD_CLIPS]
    counts = np.array([len(one.records) for one in pseudo], float)
    hold_back([london])
    shares = [70.0, 8.0, *(14.0 * counts / counts.sum()), *([8.0 / len(clips)] * len(clips))]
    return [human, london, *pseudo, *clips], shares


def hold_back(sets: list[PictureSet]) -> None:
    """Never draws what evaluation or the choice of the checkpoint needs."""
    for one in sets:
        if one.name == "london":
            one.weights[np.isin(np.arange(len(one.weights)) % 5, HELD_LONDON)] = 0
        elif one.name == "faces_london_smiling":
            one.weights[::HELD_SMILING] = 0


def held_indices(count: int) -> np.ndarray:
    """Which pictures with human masks are kept from training."""
    return np.random.RandomState(7).permutation(count)[:HELD_PICTURES]


def rarity(labels: np.ndarray) -> np.ndarray:
    """More weight for pictures that show what few others show."""
    weights = np.ones(len(labels))
    for index, one in enumerate(labels):
        small = one[::4, ::4]
        weights[index] += 2.0 * (small == classes.GLASSES).any()
        weights[index] += 1.0 * ((small == classes.OTHER).mean() > 0.01)
        weights[index] += 0.5 * ((small == classes.INNER_MOUTH).mean() > 0.003)
    return weights


class Sampler:
    """Draws random sequences."""

    def __init__(self, work: Path, variant: str, seed: int):
        self._random = np.random.RandomState(seed)
        cv2.setRNGSeed(seed)
        self._sets, shares = training_sets(work, variant)
        self._shares = np.array(shares) / np.sum(shares)
        self._weights = [one.weights / one.weights.sum() for one in self._sets]

    def state(self) -> tuple:
        """To go on from later."""
        return self._random.get_state()

    def restore(self, state: tuple) -> None:
        """Goes on from an earlier state."""
        self._random.set_state(state)

    def sequence(self, count: int) -> Sequence:
        """A sequence of so many frames; now and then with a cut in it."""
        random = self._random
        if count > 2 and random.rand() < 0.15:
            first = self._shot(count // 2)
            second = self._shot(count - count // 2)
            kept = np.ones(count, np.float32)
            kept[0] = 0
            # A cut that the engine does not notice must not do harm for long either.
            kept[count // 2] = random.rand() < 0.5
            return Sequence(
                np.concatenate([first.images, second.images]), np.concatenate([first.labels, second.labels]), kept, False
            )
        return self._shot(count)

    def batch(self, moving: bool, frames: int) -> Batch:
        """So many frames: single pictures, or sequences of `SEQUENCE_FRAMES`."""
        count = SEQUENCE_FRAMES if moving else 1
        drawn = [self.sequence(count) for _ in range(max(1, frames // count))]
        return Batch(
            np.stack([one.images for one in drawn], 1),
            np.stack([one.labels for one in drawn], 1),
            np.stack([one.kept for one in drawn], 1),
            np.array([one.still for one in drawn], np.float32),
            # Mostly never.
            int(self._random.choice([2, 4, 8, 16])) if self._random.rand() < 0.4 else 0,
        )

    def _draw(self) -> tuple[PictureSet, int]:
        number = self._random.choice(len(self._sets), p=self._shares)
        chosen = self._sets[number]
        return chosen, int(self._random.choice(len(chosen.records), p=self._weights[number]))

    def _shot(self, count: int) -> Sequence:
        random = self._random
        source, index = self._draw()
        path, still = random_path(random, count)
        stride = 0
        if source.is_clip and count > 1:
            stride, still = random.choice([1, 1, 2]), False
            index = min(index, max(0, len(source.records) - 1 - stride * (count - 1)))
        region = roi.roi_from_landmarks(source.landmarks[index])
        tone = SkinTone(random) if random.rand() < 0.4 else None
        eyes, camera = EyeOpening(random), Camera(random, moving=count > 1)
        layers, images, labels = None, [], []
        shift, appears = random.randn(2) * 2.0 * (random.rand() < 0.5), random.randint(-2, max(1, count - 1))
        for frame, placement in enumerate(path):
            image, label, landmarks = source.cut(min(index + stride * frame, len(source.records) - 1), placement, region)
            image, label = eyes.apply(image, label, landmarks)
            if tone is not None:
                image = tone.apply(image, label)
            if layers is None:
                layers = front.layers(image, label, landmarks, self._other, random)
                base = placement.picture_from_cut(region, IMAGE_SIZE)
            if frame >= appears or count == 1:
                matrix = placement.picture_from_cut(region, IMAGE_SIZE)
                move = relative(base, matrix)
                move[:, 2] += shift * frame
                for layer in layers:
                    image, label = (layer if still and not shift.any() else layer.moved(move)).over(image, label)
            images.append(camera.shoot(np.ascontiguousarray(image)))
            labels.append(label)
        kept = np.ones(count, np.float32)
        kept[0] = 0
        still = still and not shift.any() and appears <= 0
        return Sequence(np.array(images), np.array(labels), kept, still)

    def _other(self) -> tuple[np.ndarray, np.ndarray]:
        source, index = self._draw()
        region = roi.roi_from_landmarks(source.landmarks[index])
        image, labels, _ = source.cut(index, Placement(scale=self._random.uniform(0.7, 1.3)), region)
        return image, labels


def image_tensor(images: np.ndarray | torch.Tensor) -> torch.Tensor:
    """[T, 3, S, S] from -1 to 1, of [T, S, S, 3] bytes."""
    tensor = torch.as_tensor(images).permute(0, 3, 1, 2).contiguous(memory_format=torch.channels_last)
    return tensor.float().div_(127.5).sub_(1)


def relative(base: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """2x3 matrix from the first frame's cut-out to another frame's."""
    square = [np.vstack([one, [0, 0, 1]]) for one in (base, matrix)]
    return (np.linalg.inv(square[1]) @ square[0])[:2]
