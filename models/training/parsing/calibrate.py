"""Before export: balances the classes.

    python -m parsing.calibrate --work DIR --variant all|permissive --weights FILE --out FILE [--constant NAME=VALUE]

Training lets small classes count for more, so that they come out too large. A constant for each class, added to its
logits, takes that back. The constants are chosen for the best F1 on the pictures that were held back from training; or they are
given, as for the network that is shipped: there the program's own steps after the network (the mesh's vote, the picture's edges)
thin out brows and leave the other classes as they are, which `vanity evaluate parsing` on the held-back pictures tells.
"""

import argparse
from pathlib import Path

import numpy as np
import torch

from . import classes, metrics
from .dataset import image_tensor
from .export import load
from .held import held_back
from .network import IMAGE_SIZE, Parser, empty_memory

_STEPS = (-0.4, -0.2, -0.1, 0.1, 0.2, 0.4)
_ROUNDS = 3
_LARGEST = 1.2


def main() -> None:
    """Writes weights with a balanced head."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--variant", choices=("all", "permissive"), required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--constant", action="append", metavar="NAME=VALUE", help="instead of choosing them; all others are 0")
    options = parser.parse_args()
    torch.set_num_threads(1)
    net = load(options.weights)
    if options.constant:
        constants = given(options.constant)
    else:
        held = held_back(options.work, options.variant)
        logits, labels = known_pixels(net, held.images, held.labels)
        constants, before, after = balanced(logits, labels)
        print(f"mean F1 {before:.4f} -> {after:.4f} on held-back pictures")
    with torch.no_grad():
        net.head.bias += torch.from_numpy(constants)
    torch.save(net.state_dict(), options.out)
    chosen = {name: round(float(value), 2) for name, value in zip(classes.NAMES, constants)}
    print(chosen)


def given(texts: list[str]) -> np.ndarray:
    """Constants by the names of their classes."""
    constants = np.zeros(classes.COUNT, np.float32)
    for text in texts:
        name, value = text.split("=", 1)
        constants[classes.NAMES.index(name)] = float(value)
    return constants


def known_pixels(net: Parser, images: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Logits and labels of every other pixel that has one."""
    found, truth = [], []
    with torch.inference_mode():
        for image, label in zip(images, labels):
            logits, _ = net(image_tensor(image[None]), empty_memory())
            large = torch.nn.functional.interpolate(logits, size=IMAGE_SIZE, mode="bilinear")[0]
            few = label[::2, ::2]
            known = few != classes.IGNORED
            found.append(large[:, ::2, ::2].permute(1, 2, 0).numpy()[known])
            truth.append(few[known])
    return np.concatenate(found), np.concatenate(truth)


def balanced(logits: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, float, float]:
    """Constants found by changing one class at a time, and the mean F1 without and with them."""
    present = tuple(label for label in range(1, classes.COUNT) if (labels == label).sum() > 500)
    constants = np.zeros(classes.COUNT, np.float32)

    def score(candidate: np.ndarray) -> float:
        return metrics.mean_f1(metrics.confusion(labels, (logits + candidate).argmax(1)), present)

    before = best = score(constants)
    for _ in range(_ROUNDS):
        for label in present:
            for step in _STEPS:
                candidate = constants.copy()
                candidate[label] = np.clip(candidate[label] + step, -_LARGEST, _LARGEST)
                if (value := score(candidate)) > best + 1e-5:
                    best, constants = value, candidate
    return constants, before, best


if __name__ == "__main__":
    main()
