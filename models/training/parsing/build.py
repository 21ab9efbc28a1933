"""Step 2, build: makes the network that training starts from.

    python -m parsing.build --work DIR [--begin FILE]

The encoder gets EfficientNet-Lite0's weights. Its first blocks are too slow for us: a lighter stem is taught to give the
same features, on pictures that the permissive variant may use as well. `--begin` begins the variant `all` from an exported
face_parser.onnx, also from a smaller one, whose training goes on; the permissive one never does.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import torch

from . import backbone, exported, roi
from .augment.motion import Placement
from .dataset import PictureSet, image_tensor
from .network import Parser
from .sets import PERMISSIVE

_BATCH = 6
_PICTURES = 60


def main() -> None:
    """Writes start_all.pt and start_permissive.pt."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--begin", type=Path, help="an exported parser to go on from; only start_all.pt is written")
    parser.add_argument("--minutes", type=float, default=4, help="how long the stem is taught")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    weights = backbone.imagenet_weights()
    net = Parser()
    backbone.load_encoder(net, weights)
    if options.begin:
        backbone.fold_encoder(net)
        exported.load_into(net, options.begin, some_pictures(options.work))
        torch.save(net.state_dict(), options.work / "start_all.pt")
        return
    teach_stem(net, backbone.teacher_stem(weights), options.work, options.minutes)
    backbone.fold_encoder(net)
    for variant in ("all", "permissive"):
        torch.save(net.state_dict(), options.work / f"start_{variant}.pt")


def folded_parser() -> Parser:
    """A network whose encoder is folded, as training has it."""
    net = Parser()
    backbone.fold_encoder(net)
    return net


def some_pictures(work: Path) -> torch.Tensor:
    """Regions of interest [N, 3, S, S] of some training pictures."""
    source = PictureSet(work, "train", "labels")
    chosen = range(0, len(source.records), max(1, len(source.records) // _PICTURES))
    regions = ((index, roi.roi_from_landmarks(source.landmarks[index])) for index in chosen)
    return image_tensor(np.array([source.cut(index, Placement(), region)[0] for index, region in regions]))


def teach_stem(net: Parser, teacher: backbone.TeacherStem, work: Path, minutes: float) -> None:
    """Trains the stem to give the teacher's features, until the time is over."""
    random = np.random.default_rng(1)
    images = [np.load(path, mmap_mode="r") for name in PERMISSIVE if (path := work / f"{name}.image.npy").exists()]
    stem = net.stem.train()
    optimiser = torch.optim.AdamW(stem.parameters(), lr=4e-3, weight_decay=1e-4)
    started, step, losses = time.monotonic(), 0, []
    while (done := (time.monotonic() - started) / (minutes * 60)) < 1:
        rate = 4e-3 * min(1.0, (step + 1) / 30) * (0.5 * (1 + np.cos(np.pi * done)) + 0.01)
        optimiser.param_groups[0]["lr"] = rate
        batch = torch.from_numpy(np.stack([_crop(images, random) for _ in range(_BATCH)]))
        with torch.no_grad():
            wanted = teacher(batch)
        _, given = stem(batch)
        loss = ((given - wanted) ** 2).mean() / wanted.var()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        step += 1
        losses.append(loss.item())
        if step % 50 == 0:
            print(f"stem: step {step}, unexplained variance {np.mean(losses[-50:]):.3f}", flush=True)


def _crop(images: list[np.ndarray], random: np.random.Generator) -> np.ndarray:
    """A piece of some picture, 160 wide, with random light and contrast."""
    pictures = images[random.integers(len(images))]
    picture = pictures[random.integers(len(pictures))]
    x, y = random.integers(0, picture.shape[0] - 160 + 1, 2)
    crop = picture[y : y + 160, x : x + 160].astype(np.float32) / 127.5 - 1
    crop = crop * random.uniform(0.5, 1.2) + random.uniform(-0.3, 0.3, 3).astype(np.float32)
    if random.random() < 0.5:
        crop = crop[:, ::-1]
    return np.ascontiguousarray(np.clip(crop, -1, 1).transpose(2, 0, 1), np.float32)


if __name__ == "__main__":
    main()
