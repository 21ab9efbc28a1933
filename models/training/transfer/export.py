"""Step 3, export: writes the ONNX file and checks it against what the trainer's network gives.

    python -m transfer.export --work DIR --out look_reader.onnx

For each slot, the logit above which it is said that something is worn is chosen on the held-back samples; it is taken off the
network's own, so that zero is the border in the program.
"""

import argparse
from pathlib import Path

import torch

from . import data, layout, metrics
from .network import PAGES, LookReader
from .onnx_file import write
from .train import answers


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
    random = torch.Generator().manual_seed(1)
    pages = {name: torch.rand(1, 4, *size, generator=random) * 2 - 1 for name, size in PAGES.items()}
    write(net, pages | {"skin": torch.rand(1, 3, generator=random)}, ["worn"], options.out)


if __name__ == "__main__":
    main()
