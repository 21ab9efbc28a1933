"""Steadiness and lag: real clips that training did not see, and portraits that move or are cut."""

import cv2
import numpy as np

from .. import classes, metrics, roi
from ..augment.motion import Placement
from ..dataset import PictureSet
from ..network import IMAGE_SIZE
from .segmenters import Network, labels_from_logits

_HOLD_SHIFT, _HOLD_SCALE, _HOLD_ANGLE = 0.02, 0.03, np.deg2rad(1.5)
_NOISE = 6.0
_SPEEDS = (0.01, 0.03)


def flicker(clip: PictureSet, network: Network, remembers: bool) -> dict[str, float]:
    """Mean overlap of each frame's classes with the previous frame's, moved along the optical flow."""
    flow_of = cv2.DISOpticalFlow_create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    network.forget()
    held, before, overlaps = None, None, {label: [] for label in classes.MAKEUP}
    for index in range(len(clip.records)):
        held = held_region(held, roi.roi_from_landmarks(clip.landmarks[index]))
        image, _, _ = clip.cut(index, Placement(), held)
        if not remembers:
            network.forget()
        labels = labels_from_logits(network.logits(image)).astype(np.uint8)
        grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
        if before is not None:
            flow = flow_of.calc(grey, before[0], None)
            moved = along(before[1], flow)
            for label in classes.MAKEUP:
                either = ((moved == label) | (labels == label)).sum()
                if either > 30:
                    overlaps[label].append(((moved == label) & (labels == label)).sum() / either)
        before = (grey, labels)
    means = {classes.NAMES[label]: float(np.mean(found)) for label, found in overlaps.items() if found}
    return {name: round(mean, 4) for name, mean in means.items()} | {"mean": round(float(np.mean(list(means.values()))), 4)}


def held_region(held: roi.Roi | None, new: roi.Roi) -> roi.Roi:
    """The tracker's rule: the square stays while the face hardly moves."""
    if held is None:
        return new
    shift = np.hypot(new.centre_x - held.centre_x, new.centre_y - held.centre_y) / held.side
    small = shift < _HOLD_SHIFT and abs(np.log(new.side / held.side)) < _HOLD_SCALE
    return held if small and abs(new.angle - held.angle) < _HOLD_ANGLE else new


def along(labels: np.ndarray, flow: np.ndarray) -> np.ndarray:
    """Labels of the previous frame where the flow says they went."""
    y, x = np.mgrid[0 : labels.shape[0], 0 : labels.shape[1]].astype(np.float32)
    return cv2.remap(labels, x + flow[..., 0], y + flow[..., 1], cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)


def still_noise(source: PictureSet, network: Network, remembers: bool, pictures: int = 30, frames: int = 10) -> float:
    """Share of pixels whose class changes from frame to frame of a still, noisy picture."""
    random, changes = np.random.default_rng(3), []
    for index in range(min(pictures, len(source.records))):
        image, _, _ = source.cut(index, Placement(), roi.roi_from_landmarks(source.landmarks[index]))
        network.forget()
        last = None
        for frame in range(frames):
            noisy = np.clip(image + random.normal(0, _NOISE, image.shape), 0, 255).astype(np.uint8)
            if not remembers:
                network.forget()
            labels = labels_from_logits(network.logits(noisy))
            # The first frames are left out: there the memory fills.
            if last is not None and frame > 3:
                changes.append((labels != last).mean())
            last = labels
    return round(float(np.mean(changes)), 5)


def lag(source: PictureSet, network: Network, remembers: bool, pictures: int = 30) -> dict[str, dict]:
    """On portraits that move through the square: F1, and which earlier frame's truth the labels fit best."""
    result = {}
    for speed in _SPEEDS:
        fits = np.zeros((3, classes.COUNT, classes.COUNT), np.int64)
        for index in range(min(pictures, len(source.records))):
            region = roi.roi_from_landmarks(source.landmarks[index])
            network.forget()
            truths = []
            for frame in range(7):
                image, truth, _ = source.cut(index, Placement(shift_x=speed * (frame - 3)), region)
                truths.append(truth)
                if not remembers:
                    network.forget()
                labels = labels_from_logits(network.logits(image))
                if frame >= 3:
                    for back in range(3):
                        fits[back] += metrics.confusion(truths[-1 - back], labels)
        f1 = [metrics.mean_f1(one) for one in fits]
        result[f"{speed:.0%} of the square a frame"] = {
            "makeup_f1": round(f1[0], 4),
            "lag_frames": round(vertex(f1), 2),
        }
    return result


def vertex(values: list[float]) -> float:
    """Where the parabola through the values at -1 (as at 1), 0, 1 and 2 is highest: between frames, 0 is no lag."""
    best = int(np.argmax(values))
    if best == 0:
        return 0.0
    if best == len(values) - 1:
        return float(best)
    left, middle, right = values[best - 1 : best + 2]
    return best + 0.5 * (left - right) / (left - 2 * middle + right)


def recovery(source: PictureSet, network: Network, pictures: int = 30) -> list[float]:
    """Mean F1 in the frames after a cut to another face that nobody told the network of; at last, with it told."""
    frames = 4
    counts = np.zeros((frames + 1, classes.COUNT, classes.COUNT), np.int64)
    cuts = []
    for index in range(min(pictures, len(source.records))):
        cuts.append(source.cut(index, Placement(), roi.roi_from_landmarks(source.landmarks[index]))[:2])
    for before, (image, truth) in zip(cuts[-1:] + cuts[:-1], cuts):
        network.forget()
        for _ in range(4):
            network.logits(before[0])
        for frame in range(frames):
            counts[frame] += metrics.confusion(truth, labels_from_logits(network.logits(image)))
        counts[frames] += metrics.confusion(truth, network.labels(image, IMAGE_SIZE))
    return [round(metrics.mean_f1(one), 4) for one in counts]
