"""Figures: confusion, precision, recall, F1, accuracy, boundary F1, bootstrap."""

import cv2
import numpy as np

from . import classes


def confusion(truth: np.ndarray, found: np.ndarray) -> np.ndarray:
    """Counts [true class, found class] over pixels that have a label."""
    known = truth != classes.IGNORED
    codes = truth[known].astype(np.int64) * classes.COUNT + found[known]
    return np.bincount(codes, minlength=classes.COUNT**2).reshape(classes.COUNT, classes.COUNT)


def scores(counts: np.ndarray) -> dict[str, np.ndarray]:
    """Per class precision, recall, F1 and accuracy (share of pixels rightly in or out of the class)."""
    hits = np.diag(counts).astype(float)
    true, found, total = counts.sum(1), counts.sum(0), counts.sum()
    return {
        "precision": hits / np.maximum(found, 1),
        "recall": hits / np.maximum(true, 1),
        "f1": 2 * hits / np.maximum(true + found, 1),
        "accuracy": (total - true - found + 2 * hits) / max(total, 1),
    }


def mean_f1(counts: np.ndarray, which: tuple[int, ...] = classes.MAKEUP) -> float:
    """The mean F1 of some classes."""
    return float(scores(counts)["f1"][list(which)].mean())


def boundary_hits(truth: np.ndarray, found: np.ndarray, label: int, reach: float) -> np.ndarray:
    """[hits of found edges, found edges, hits of true edges, true edges] of a class, within `reach` pixels."""
    known = truth != classes.IGNORED
    edges = [_edge((one == label) & known) for one in (found, truth)]
    near = [cv2.distanceTransform((~edge).astype(np.uint8), cv2.DIST_L2, 5) <= reach for edge in edges]
    return np.array([(edges[0] & near[1]).sum(), edges[0].sum(), (edges[1] & near[0]).sum(), edges[1].sum()], float)


def boundary_f1(hits: np.ndarray) -> float:
    """F1 of edges from summed hits."""
    precision, recall = hits[0] / max(hits[1], 1), hits[2] / max(hits[3], 1)
    return float(2 * precision * recall / max(precision + recall, 1e-9))


def _edge(mask: np.ndarray) -> np.ndarray:
    inner = cv2.erode(mask.astype(np.uint8), np.ones((3, 3), np.uint8), borderValue=1) > 0
    return mask & ~inner
