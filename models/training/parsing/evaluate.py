"""Step 4, evaluate: all figures of an exported network, beside geometry alone and the network without its memory.

    python -m parsing.evaluate --work DIR --data DIR --model FILE --hair-teacher FILE --out FILE.json [--skip-geometry]
"""

import argparse
import json
import time
from pathlib import Path

import cv2
import numpy as np

from .dataset import HELD_CLIPS, PictureSet
from .evaluation import clips, contours, occlusion, stills
from .evaluation.segmenters import Geometry, Network

_REMEMBERED_FRAMES = 4


def main() -> None:
    """Evaluates and writes the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--hair-teacher", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--skip-geometry", action="store_true", help="geometry does not change with the network")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    report = figures(options)
    options.out.write_text(json.dumps(report, indent=1))
    print(summary(report))


def figures(options: argparse.Namespace) -> dict:
    """Everything, as it goes into the file."""
    val = PictureSet(options.work, "val", "labels")
    london = PictureSet(options.work, "london", "labels")
    faces = options.data / "london" / "faces.csv"
    network = Network(options.model)
    labellers = {
        "network": lambda index, image, side: network.labels(image, side, _REMEMBERED_FRAMES),
        "network without memory": lambda index, image, side: network.labels(image, side),
    }
    report: dict = {"milliseconds": speed(options.model), "stills": {}, "london": {}, "occlusion": {}}
    for name, labeller in labellers.items():
        report["stills"][name] = stills.evaluate(val, labeller)
        report["london"][name] = contours.evaluate(london, labeller, faces)
        report["occlusion"][name] = occlusion.evaluate(val, labeller)
    if not options.skip_geometry:
        geometry = Geometry(options.hair_teacher)
        report["stills"]["geometry"] = stills.evaluate(val, lambda index, _, side: geometry.labels(val, index, side))
        report["london"]["geometry"] = contours.evaluate(
            london, lambda index, _, side: geometry.labels(london, index, side), faces
        )
        report["occlusion"]["geometry"] = occlusion.evaluate(val, lambda index, _, side: geometry.labels(val, index, side))
    report["steadiness"] = steadiness(options.work, val, network)
    return report


def steadiness(work: Path, val: PictureSet, network: Network) -> dict:
    """Flicker, lag and recovery, with the memory and without."""
    held = [PictureSet(work, name, "labels") for name in HELD_CLIPS]
    result: dict = {"frames after an unnoticed cut, and told": clips.recovery(val, network)}
    for name, remembers in (("with memory", True), ("without memory", False)):
        result[name] = {
            "flow-warped overlap": {clip.name: clips.flicker(clip, network, remembers) for clip in held},
            "changing pixels of a still, noisy picture": clips.still_noise(val, network, remembers),
            "moving": clips.lag(val, network, remembers),
        }
    return result


def speed(model: Path, runs: int = 200) -> dict[str, float]:
    """Milliseconds a frame on one thread."""
    network = Network(model)
    image = np.zeros((256, 256, 3), np.uint8)
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        network.logits(image)
        times.append((time.perf_counter() - started) * 1000)
    return {"median": round(float(np.median(times)), 2), "best tenth": round(float(np.percentile(times, 10)), 2)}


def summary(report: dict) -> str:
    """The main figures in some lines."""
    lines = [f"milliseconds: {report['milliseconds']}"]
    for name, still in report["stills"].items():
        f1 = " ".join(f"{value:.3f}" for value in still["f1"])
        lines.append(f"{name}: makeup {still['makeup_f1']:.4f} all {still['all_f1']:.4f} [{f1}] edges {still['boundary_f1']}")
    for name, london in report["london"].items():
        lines.append(f"London, {name}: {london['held out']}")
    for name, things in report["occlusion"].items():
        leaks = {kind: value["leak"] for kind, value in things.items()}
        lines.append(f"leaks, {name}: {leaks}")
    lines.append(f"steadiness: {json.dumps(report['steadiness'])}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
