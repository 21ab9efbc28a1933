"""Step 5, export: writes the ONNX file and checks it against what the trainer's network gives.

    python -m parsing.export --weights FILE --out face_parser.onnx
"""

import argparse
import copy
import os
from pathlib import Path

import numpy as np
import onnx
import torch

from . import classes
from .backbone import fold
from .build import folded_parser
from .network import IMAGE_SIZE, Parser, empty_memory
from .tracker import session

_TOLERANCE = 2e-3
_CHECKED_FRAMES = 6


def main() -> None:
    """Exports and checks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    net = load(options.weights)
    partial = options.out.with_suffix(".tmp")
    write(net, partial)
    worst = largest_difference(net, partial)
    if worst > _TOLERANCE:
        partial.unlink()
        raise SystemExit(f"the exported network's logits differ by {worst:.5f}, more than {_TOLERANCE}")
    os.replace(partial, options.out)
    print(f"{options.out}: {options.out.stat().st_size} bytes; logits differ by no more than {worst:.6f}")


def load(weights: Path) -> Parser:
    """A trained network, ready to be asked."""
    net = folded_parser()
    net.load_state_dict(torch.load(weights, map_location="cpu", weights_only=True))
    return net.eval()


def write(net: Parser, path: Path) -> None:
    """Writes the network without batch normalisation."""
    plain = copy.deepcopy(net).eval().to(memory_format=torch.contiguous_format)
    fold(plain)
    torch.onnx.export(
        plain,
        (torch.zeros(1, 3, IMAGE_SIZE, IMAGE_SIZE), empty_memory()),
        str(path),
        input_names=["image", "memory"],
        output_names=["logits", "memory_out"],
        opset_version=17,
        dynamo=False,
    )
    model = onnx.load(path)
    model.doc_string = "Recurrent face parser; classes: " + ", ".join(classes.NAMES)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, path)


def largest_difference(net: Parser, path: Path) -> float:
    """Between the network here and the file in ONNX Runtime, over some frames with memory."""
    random = np.random.default_rng(1)
    runtime = session(path)
    memory, remembered, worst = empty_memory(), empty_memory().numpy(), 0.0
    for _ in range(_CHECKED_FRAMES):
        image = random.uniform(-1, 1, (1, 3, IMAGE_SIZE, IMAGE_SIZE)).astype(np.float32)
        with torch.inference_mode():
            logits, memory = net(torch.from_numpy(image), memory)
        found, remembered = runtime.run(["logits", "memory_out"], {"image": image, "memory": remembered})
        worst = max(worst, float(np.abs(found - logits.numpy()).max()), float(np.abs(remembered - memory.numpy()).max()))
    return worst


if __name__ == "__main__":
    main()
