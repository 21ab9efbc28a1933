"""Step 1, prepare: reads the pictures, finds their landmarks, drops doubles and writes arrays that training maps.

    python -m parsing.prepare --data DIR --work DIR [--tracker PROGRAM]

Each set becomes SET.image.npy [N, S, S, 3], SET.labels.npy [N, S, S] and SET.json: name, size and landmarks of each
picture, which lies in the upper left corner of its square. Sets without human labels get them later (`label`).
"""

import argparse
import csv
import json
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from . import classes, geometry
from .tracker import CommandTracker, ModelTracker

# Pictures that are also CelebA's may be among the validation pictures: they are not trained on.
UNUSED_FOLDERS = ("celebamask_test", "stargan_celebahq", "lp_source", "u2net", "demo", "sadtalker", "dlib")
# Two pictures whose 64-bit difference hashes are nearer than this are the same.
_SAME_BITS = 4
# A margin's rows and columns have hardly a pixel that is lighter than black, as JPEG stores it.
_BLACK, _MARGIN_SHARE = 24, 0.03
_CLIP_STEP = 2
_CLIP_FRAMES = 60


@dataclass
class Picture:
    """One picture to be stored."""

    name: str
    rgb: np.ndarray
    landmarks: np.ndarray
    labels: np.ndarray | None = None


def main() -> None:
    """Prepares all sets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--models", type=Path, default=Path(__file__).resolve().parents[2])
    parser.add_argument("--tracker", help="the program `vanity`; without it the models are run directly, which is faster")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    options.work.mkdir(parents=True, exist_ok=True)
    tracker = CommandTracker(options.tracker) if options.tracker else ModelTracker(options.models)
    seen: list[int] = []
    store(options.work, "val", parsing_pictures(options.data / "parsing/val", tracker, seen), 512)
    store(options.work, "train", parsing_pictures(options.data / "parsing/train", tracker, seen), 512)
    store(options.work, "london", london_pictures(options.data / "london", tracker), 512)
    for folder in sorted((options.data / "faces").iterdir()):
        if folder.name not in UNUSED_FOLDERS:
            store(options.work, f"faces_{folder.name}", plain_pictures(folder, tracker, seen), 256)
    for clip in sorted((options.data / "clips").glob("*.mp4")):
        store(options.work, f"clip_{clip.stem}", clip_pictures(clip, tracker), 512)


def parsing_pictures(folder: Path, tracker, seen: list[int]):
    """Portraits with human masks."""
    for path in sorted((folder / "images").iterdir()):
        rgb = read_rgb(path)
        landmarks = tracker.landmarks(rgb)
        if landmarks is None or is_double(rgb, seen):
            print(f"left out: {path.name}")
            continue
        mask = read_rgb(folder / "masks" / f"{path.stem}.png")
        yield Picture(path.name, rgb, landmarks, classes.labels_from_celeba_mask(mask))


def london_pictures(folder: Path, tracker):
    """Portraits with human contours of brows, eyes and lips; everything else is without a label."""
    for path in sorted(folder.glob("*.jpg")):
        rgb, scale = shrunk(read_rgb(path), 512)
        landmarks = tracker.landmarks(rgb)
        if landmarks is None:
            continue
        with path.with_suffix(".csv").open(newline="") as file:
            points = np.array([[float(row["x"]), float(row["y"])] for row in csv.DictReader(file)]) * scale
        labels = np.full(rgb.shape[:2], classes.IGNORED, np.uint8)
        geometry.add_london_contours(labels, landmarks, points)
        yield Picture(path.name, rgb, landmarks, labels)


def plain_pictures(folder: Path, tracker, seen: list[int]):
    """Pictures without labels."""
    for path in sorted(folder.rglob("*.jpg")):
        rgb, _ = shrunk(trimmed(read_rgb(path)), 256)
        landmarks = tracker.landmarks(rgb)
        if landmarks is not None and not is_double(rgb, seen):
            yield Picture(path.name, rgb, landmarks)


def clip_pictures(path: Path, tracker):
    """Every second frame of a clip."""
    clip = cv2.VideoCapture(str(path))
    last, index, kept = None, 0, 0
    while kept < _CLIP_FRAMES:
        more, bgr = clip.read()
        if not more:
            return
        index += 1
        if index % _CLIP_STEP:
            continue
        rgb, _ = shrunk(np.ascontiguousarray(bgr[:, :, ::-1]), 512)
        last = tracker.landmarks(rgb, last) if isinstance(tracker, ModelTracker) else tracker.landmarks(rgb)
        if last is not None:
            kept += 1
            yield Picture(f"{index}", rgb, last)


def read_rgb(path: Path) -> np.ndarray:
    """A picture as RGB."""
    return np.ascontiguousarray(cv2.imread(str(path), cv2.IMREAD_COLOR)[:, :, ::-1])


def trimmed(rgb: np.ndarray) -> np.ndarray:
    """The picture without a black margin: what is outside of a photograph has no label."""
    light = rgb.max(-1) > _BLACK
    rows, columns = np.flatnonzero(light.mean(1) > _MARGIN_SHARE), np.flatnonzero(light.mean(0) > _MARGIN_SHARE)
    if len(rows) == 0 or len(columns) == 0:
        return rgb
    return np.ascontiguousarray(rgb[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])


def shrunk(rgb: np.ndarray, size: int) -> tuple[np.ndarray, float]:
    """The picture, made to fit into a square, and by which factor."""
    scale = min(1.0, size / max(rgb.shape[:2]))
    if scale == 1.0:
        return rgb, scale
    width, height = round(rgb.shape[1] * scale), round(rgb.shape[0] * scale)
    return cv2.resize(rgb, (width, height), interpolation=cv2.INTER_AREA), scale


def is_double(rgb: np.ndarray, seen: list[int]) -> bool:
    """Whether a picture like this was seen before; remembers it if not."""
    small = cv2.resize(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), (9, 8), interpolation=cv2.INTER_AREA)
    bits = (small[:, 1:] > small[:, :-1]).ravel()
    code = int("".join("1" if bit else "0" for bit in bits), 2)
    if any((code ^ other).bit_count() < _SAME_BITS for other in seen):
        return True
    seen.append(code)
    return False


def store(work: Path, name: str, pictures, size: int) -> None:
    """Writes a set."""
    images, labels, records = [], [], []
    for picture in pictures:
        height, width = picture.rgb.shape[:2]
        image = np.zeros((size, size, 3), np.uint8)
        image[:height, :width] = picture.rgb
        label = np.full((size, size), classes.IGNORED, np.uint8)
        if picture.labels is not None:
            label[:height, :width] = picture.labels
        images.append(image)
        labels.append(label)
        records.append(
            {"name": picture.name, "width": width, "height": height, "landmarks": picture.landmarks.round(2).tolist()}
        )
    if not images:
        return
    np.save(work / f"{name}.image.npy", np.array(images))
    np.save(work / f"{name}.labels.npy", np.array(labels))
    (work / f"{name}.json").write_text(json.dumps(records))
    print(f"{name}: {len(images)} pictures", flush=True)


if __name__ == "__main__":
    main()
