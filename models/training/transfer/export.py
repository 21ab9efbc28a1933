"""Step 3, export: writes the ONNX file and checks it against what the trainer's network gives.

    python -m transfer.export --work DIR --out look_reader.onnx

For each slot, the logit above which it is said that something is worn is chosen on the held-back samples; it is taken off the
network's own, so that zero is the border in the program.
"""

import argparse
import os
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

from . import data, layout, metrics
from .network import PAGES, LookReader
from .train import answers

_TOLERANCE = 1e-3


def main() -> None:
    """Exports and checks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    slots = layout.slots(options.work / "pairs")
    net = LookReader(slots[-1].finish.stop)
    net.load_state_dict(torch.load(options.work / "best.pt", weights_only=True))
    net.eval()
    given, worn = answers(net, data.Samples(options.work / "pairs_held"))
    with torch.no_grad():
        for slot, threshold in zip(slots, metrics.best_thresholds(given, worn, slots)):
            net.join[-1].bias[slot.presence] -= float(threshold)
    net.eval()
    partial = options.out.with_suffix(".tmp")
    write(net, partial)
    worst = largest_difference(net, partial)
    if worst > _TOLERANCE:
        partial.unlink()
        raise SystemExit(f"the exported network differs by {worst:.5f}, more than {_TOLERANCE}")
    os.replace(partial, options.out)
    print(f"{options.out}: {options.out.stat().st_size} bytes; differs by no more than {worst:.6f}")


def some_inputs() -> list[torch.Tensor]:
    """Random inputs of the right shapes."""
    random = torch.Generator().manual_seed(1)
    pages = [torch.rand(1, 4, *size, generator=random) * 2 - 1 for size in PAGES.values()]
    return [*pages, torch.rand(1, 3, generator=random)]


def write(net: LookReader, path: Path) -> None:
    """Writes the network; batch normalisation is folded on the way."""
    names = [*PAGES, "skin"]
    torch.onnx.export(
        net, tuple(some_inputs()), str(path), input_names=names, output_names=["worn"], opset_version=17, dynamo=False
    )
    onnx.checker.check_model(onnx.load(path), full_check=True)


def largest_difference(net: LookReader, path: Path) -> float:
    """Between the network here and the file in ONNX Runtime."""
    runtime = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    inputs = some_inputs()
    with torch.inference_mode():
        wanted = net(*inputs).numpy()
    found = runtime.run(None, {name: one.numpy() for name, one in zip([*PAGES, "skin"], inputs)})[0]
    return float(np.abs(found - wanted).max())


if __name__ == "__main__":
    main()
