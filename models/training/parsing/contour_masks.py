"""Masks of the London set for `vanity evaluate parsing`: brows, eyes and lips as people outlined them, everything else skin.

    python -m parsing.contour_masks --work DIR --data DIR --out DIR

Writes images/, masks/ and groups.csv (ethnicity as the sitters gave it). Only the figures of brows, eyes and lips mean anything.
"""

import argparse
from pathlib import Path

import cv2
import numpy as np

from . import classes
from .dataset import HELD_LONDON, PictureSet
from .evaluation.contours import read_ethnicities


def main() -> None:
    """Writes the folders, with the portraits that trained no network."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    source = PictureSet(options.work, "london", "labels")
    ethnicity = read_ethnicities(options.data / "london/faces.csv")
    for folder in ("images", "masks"):
        (options.out / folder).mkdir(parents=True, exist_ok=True)
    groups = []
    for index, record in enumerate(source.records):
        if index % 5 not in HELD_LONDON:
            continue
        name, height, width = Path(record["name"]).stem, record["height"], record["width"]
        labels = source.labels[index][:height, :width]
        mask = np.where(labels == classes.IGNORED, classes.SKIN, labels).astype(np.uint8)
        cv2.imwrite(str(options.out / f"images/{name}.png"), source.images[index][:height, :width, ::-1])
        cv2.imwrite(str(options.out / f"masks/{name}.png"), mask)
        groups.append(f"{name},{ethnicity.get(name, 'unknown')}\n")
    (options.out / "groups.csv").write_text("".join(groups))


if __name__ == "__main__":
    main()
