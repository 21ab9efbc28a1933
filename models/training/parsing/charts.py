"""Pictures of figures: confusion matrix and training curves. They show no faces."""

import json
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt  # noqa: E402  (the backend is chosen first)
import numpy as np  # noqa: E402

from . import classes  # noqa: E402


def draw_confusion(counts: list[list[int]], path: Path, title: str) -> None:
    """Shares of each true class that are taken for each class."""
    shares = np.array(counts, float)
    shares /= np.maximum(shares.sum(1, keepdims=True), 1)
    figure, axes = plt.subplots(figsize=(7.5, 6.5))
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(classes.COUNT), classes.NAMES, rotation=45, ha="right")
    axes.set_yticks(range(classes.COUNT), classes.NAMES)
    axes.set_xlabel("found")
    axes.set_ylabel("true")
    axes.set_title(title)
    for row in range(classes.COUNT):
        for column in range(classes.COUNT):
            if shares[row, column] >= 0.005:
                colour = "white" if shares[row, column] > 0.5 else "black"
                text = f"{shares[row, column]:.2f}"
                axes.text(column, row, text, ha="center", va="center", color=colour, fontsize=7)
    _save(figure, path)


def draw_curves(curves: dict[str, Path], path: Path) -> None:
    """Mean F1 on held-back pictures, and the loss, over minutes of training."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.8))
    for name, file in curves.items():
        points = json.loads(file.read_text())
        # A processor's minutes, which is all that older curves know, or those that passed.
        minutes = [point.get("seconds", 60 * point["minutes"]) / 60 for point in points]
        left.plot(minutes, [point["mean_f1"] for point in points], marker=".", label=name)
        right.plot(minutes, [point["loss"] for point in points], marker=".", label=name)
    left.set_ylabel("mean F1 of the makeup classes, held-back pictures")
    right.set_ylabel("training loss")
    for axes in (left, right):
        axes.set_xlabel("minutes of training")
        axes.grid(alpha=0.3)
        axes.legend()
    _save(figure, path)


def _save(figure, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.tight_layout()
    figure.savefig(path, dpi=110, metadata={"Software": None} if path.suffix == ".png" else {"Date": None})
    plt.close(figure)
