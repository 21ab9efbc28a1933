"""Step 2, train.

    python -m transfer.train --work DIR [--epochs 20] [--threads 1]

The state is written after each epoch; the same command goes on from there. While a file PAUSE lies in the working folder or above it,
training waits. The weights that do best on the held-back samples are kept.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch

from . import data, layout, losses, metrics
from .network import LookReader

_BATCH = 128
_RATE = 2e-3


def main() -> None:
    """Trains until all epochs are done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    slots = layout.slots(options.work / "train")
    samples, held = data.Samples(options.work / "train"), data.Samples(options.work / "held")
    net = LookReader(slots[-1].finish.stop)
    optimiser = torch.optim.AdamW(net.parameters(), lr=_RATE, weight_decay=0.02)
    steps = options.epochs * (len(samples) // _BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, _RATE, total_steps=steps, pct_start=0.1)
    state_file = options.work / "state.pt"
    first, best, curve = 0, -1.0, []
    if state_file.exists():
        state = torch.load(state_file, weights_only=False)
        net.load_state_dict(state["net"])
        optimiser.load_state_dict(state["optimiser"])
        schedule.load_state_dict(state["schedule"])
        first, best, curve = state["epoch"], state["best"], state["curve"]
    for epoch in range(first, options.epochs):
        started = time.process_time()
        loss = one_epoch(net, optimiser, schedule, samples, slots, options)
        figures = metrics.figures(*answers(net, held), slots)
        score = metrics.score(figures)
        curve.append({"epoch": epoch + 1, "loss": round(loss, 4), "score": round(score, 4)})
        print(json.dumps(curve[-1] | {"seconds": round(time.process_time() - started)}), flush=True)
        (options.work / "curve.json").write_text(json.dumps(curve))
        if score > best:
            best = score
            torch.save(net.state_dict(), options.work / "best.pt")
        state = {"net": net.state_dict(), "optimiser": optimiser.state_dict(), "schedule": schedule.state_dict()}
        torch.save(state | {"epoch": epoch + 1, "best": best, "curve": curve}, state_file)


def one_epoch(net, optimiser, schedule, samples, slots, options) -> float:
    """Goes through all samples once; gives the mean loss."""
    random = torch.Generator().manual_seed(options.seed * 1000 + schedule.last_epoch)
    order = torch.randperm(len(samples), generator=random).numpy()
    net.train()
    total = 0.0
    batches = len(order) // _BATCH
    for number in range(batches):
        while any((folder / "PAUSE").exists() for folder in (options.work, options.work.parent)):
            time.sleep(1)
        inputs, worn = samples.batch(order[number * _BATCH :][:_BATCH])
        loss = losses.reading_loss(net(*data.disturbed(inputs, random)), worn, slots)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimiser.step()
        schedule.step()
        total += loss.item()
    return total / max(1, batches)


def answers(net: LookReader, samples: data.Samples) -> tuple[np.ndarray, np.ndarray]:
    """What the network says of all samples, and what is worn."""
    net.eval()
    given, worn = [], []
    with torch.inference_mode():
        for start in range(0, len(samples), 256):
            inputs, wanted = samples.batch(np.arange(start, min(start + 256, len(samples))))
            given.append(net(*inputs).numpy())
            worn.append(wanted.numpy())
    return np.concatenate(given), np.concatenate(worn)


if __name__ == "__main__":
    main()
