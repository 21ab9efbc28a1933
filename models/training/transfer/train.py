"""Step 2, train the reader.

    python -m transfer.train --work DIR [--seconds 1800] [--threads 1]

Reads the folders `pairs` and those that begin with `more`; `pairs_held` is held back. The state is written with each evaluation; the same
command goes on from there. While a file PAUSE lies in the working folder or above it, training waits. The weights that do best on the
held-back samples are kept.
"""

import argparse
import copy
import json
from pathlib import Path

import numpy as np
import torch

from . import checkpoint, data, device, layout, losses, metrics
from .network import LookReader
from .schedule import Clock

_BATCH = 128
_EVALUATIONS = 24


def main() -> None:
    """Trains until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=1800)
    parser.add_argument("--begin", type=Path, help="weights to begin from")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    where = device.best()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    random = np.random.default_rng(options.seed)
    slots = layout.slots(options.work / "pairs")
    more = sorted(folder for folder in options.work.glob("more*") if folder.is_dir() and not folder.name.endswith("_held"))
    folders = [options.work / "pairs", *more]
    samples, held = data.Samples(*folders, device=where), data.Samples(options.work / "pairs_held", device=where)
    net = LookReader(slots[-1].finish.stop)
    if options.begin:
        net.load_state_dict(torch.load(options.begin, weights_only=True))
    net = net.to(where)
    mean = copy.deepcopy(net)
    optimiser = torch.optim.AdamW(net.parameters(), lr=options.rate, weight_decay=0.03)
    clock, step, best, curve = Clock(options.seconds), 0, -1.0, []
    state_file, parts = options.work / "state.pt", {"net": net, "mean": mean, "optimiser": optimiser}
    if state := checkpoint.load(state_file, parts, where):
        clock, step, curve, random = Clock(options.seconds, state["spent"]), state["step"], state["curve"], state["random"]
        best = state["best"]
    since, total, evaluated = 0, 0.0, clock.share()
    while clock.share() < 1:
        clock.wait_while_paused(options.work)
        for group in optimiser.param_groups:
            group["lr"] = options.rate * clock.factor(step)
        inputs, worn = samples.batch(random.integers(0, len(samples), _BATCH))
        loss = losses.reading_loss(net(*data.disturbed(inputs)), worn, slots)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimiser.step()
        step, since, total = step + 1, since + 1, total + loss.detach()
        device.average(mean, net, step)
        if clock.share() < 1 and clock.share() - evaluated < 1 / _EVALUATIONS:
            continue
        evaluated = clock.share()
        score = metrics.score(metrics.figures(*answers(mean, held), slots))
        curve.append({"step": step, "loss": round(float(total) / since, 4), "score": round(score, 4)})
        since, total = 0, 0.0
        print(json.dumps(curve[-1] | {"seconds": round(clock.seconds())}), flush=True)
        (options.work / "curve.json").write_text(json.dumps(curve))
        if score > best:
            best = score
            checkpoint.keep(options.work / "best.pt", mean)
        checkpoint.save(state_file, parts, spent=clock.seconds(), step=step, best=best, curve=curve, random=random)


def answers(net: LookReader, samples: data.Samples) -> tuple[np.ndarray, np.ndarray]:
    """What the network says of all samples, and what is worn."""
    net.eval()
    given, worn = [], []
    with torch.inference_mode():
        for start in range(0, len(samples), 256):
            inputs, wanted = samples.batch(np.arange(start, min(start + 256, len(samples))))
            given.append(net(*inputs).cpu().numpy())
            worn.append(wanted.cpu().numpy())
    net.train()
    return np.concatenate(given), np.concatenate(worn)


if __name__ == "__main__":
    main()
