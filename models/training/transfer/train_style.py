"""Step 6, train the two networks that carry looks over.

    python -m transfer.train_style --work DIR [--seconds 14400] [--batch 48] [--seed 1]

Reads `pairs` and `pairs_held` in the working folder. The state is written every minute; the same command goes on from there.
"""

import argparse
import copy
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from . import checkpoint, device
from .schedule import Clock
from .style_data import Batch, Pairs, disturbed
from .style_network import MakeupTransfer, StyleEncoder, applied

_DIVERGENCE, _COARSE, _EDGES = 2e-5, 1.0, 1.0
_EVALUATION_SECONDS, _CHECKPOINT_SECONDS = 60, 60


class Both(torch.nn.Module):
    """Encoder and transfer. `coarse` looks at the outcome at half the size, which is enough to go on with and takes half the time."""

    coarse = False

    def __init__(self):
        super().__init__()
        self.encoder, self.transfer = StyleEncoder(), MakeupTransfer()

    def forward(self, batch: Batch, sample: bool) -> tuple[torch.Tensor, torch.Tensor]:
        """The picture made up, unclipped, and the code's divergence from a normal distribution."""
        mean, log_variance = self.encoder(*batch.pages, batch.skin)
        mean, log_variance = mean.float(), log_variance.float()
        code = mean + torch.randn_like(mean) * torch.exp(0.5 * log_variance) if sample else mean
        grid = self.transfer(batch.picture.clamp(0, 1.5), batch.places, code)
        if self.coarse:
            batch.picture, batch.wanted, batch.region = (F.avg_pool2d(x, 2) for x in (batch.picture, batch.wanted, batch.region))
        divergence = 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).sum(1).mean()
        return applied(grid, batch.picture, batch.places), divergence


def loss_of(made: torch.Tensor, divergence: torch.Tensor, batch: Batch) -> torch.Tensor:
    """How far the picture is off where there is makeup and where there is none, in itself, coarsely, and in its edges."""
    seen = (made - batch.wanted) * batch.light
    off = seen * (0.3 + batch.region * 3)
    edges = seen.diff(dim=2).abs().mean() + seen.diff(dim=3).abs().mean()
    coarse = F.avg_pool2d(off, 8).abs().mean()
    return off.abs().mean() + _COARSE * coarse + _EDGES * edges + _DIVERGENCE * divergence


def figures(net: Both, held: Pairs, count: int) -> dict[str, float]:
    """On faces and looks that were not trained on: PSNR in decibels where there is makeup, mean over pictures; and of what was read."""
    random = np.random.default_rng(5)
    net.eval()
    errors, read = [], []
    with torch.inference_mode():
        for _ in range(max(1, count // 32)):
            faces = random.integers(0, len(held), 32)
            batch = held.batch(faces, faces ^ 1, np.zeros(32, bool))
            made, _ = net(batch, sample=False)
            region = (batch.region > 0.5).float()
            for values, one in ((errors, made.clamp(0, 2)), (read, batch.picture)):
                squares = (((one - batch.wanted) * batch.light).square().mean(1, keepdim=True) * region).sum((1, 2, 3))
                size = region.sum((1, 2, 3))
                values.extend((squares / size.clamp_min(1))[size > 200].tolist())
    net.train()
    decibels = lambda squares: float(np.mean(-10 * np.log10(np.maximum(squares, 1e-9))))
    return {"psnr": round(decibels(errors), 3), "psnr_read": round(decibels(read), 3)}


def main() -> None:
    """Trains until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=14400)
    parser.add_argument("--batch", type=int, default=48)
    parser.add_argument("--begin", type=Path, help="weights to begin from")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--coarse", action="store_true", help="look at the outcome at half the size: for a processor")
    parser.add_argument("--threads", type=int, default=1, help="on a processor")
    parser.add_argument("--held", type=int, default=512, help="pictures that figures are of")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    where = device.best()
    torch.manual_seed(options.seed)
    random = np.random.default_rng(options.seed)
    torch.set_num_threads(options.threads)
    net = Both()
    if options.begin:
        net.load_state_dict(torch.load(options.begin, weights_only=True))
    net.coarse = options.coarse
    net = net.to(where).to(memory_format=torch.channels_last)
    mean = copy.deepcopy(net)
    optimiser = torch.optim.AdamW(net.parameters(), lr=options.rate, weight_decay=0.01)
    pairs, held = Pairs(options.work / "pairs", where), Pairs(options.work / "pairs_held", where)
    clock, step, curve = Clock(options.seconds), 0, []
    state_file, parts = options.work / "style_state.pt", {"net": net, "mean": mean, "optimiser": optimiser}
    if state := checkpoint.load(state_file, parts, where):
        clock, step, curve, random = Clock(options.seconds, state["spent"]), state["step"], state["curve"], state["random"]
    saved = evaluated = clock.seconds()
    losses = []
    while clock.share() < 1:
        clock.wait_while_paused(options.work)
        for group in optimiser.param_groups:
            group["lr"] = options.rate * clock.factor(step)
        batch = disturbed(pairs.draw(options.batch, random))
        with device.mixed_precision(where):
            made, divergence = net(batch, sample=True)
        loss = loss_of(made, divergence, batch)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        step += 1
        losses.append(loss.detach())
        device.average(mean, net, step)
        last = clock.share() >= 1
        if last or clock.seconds() - evaluated > _EVALUATION_SECONDS:
            evaluated = clock.seconds()
            found = {"seconds": round(evaluated), "step": step, "loss": round(float(torch.stack(losses).mean()), 5)}
            curve.append(found | figures(mean, held, options.held))
            losses = []
            print(json.dumps(curve[-1]), flush=True)
            (options.work / "style_curve.json").write_text(json.dumps(curve))
            checkpoint.keep(options.work / "style.pt", mean)
        if last or clock.seconds() - saved > _CHECKPOINT_SECONDS:
            saved = clock.seconds()
            checkpoint.save(state_file, parts, spent=saved, step=step, curve=curve, random=random)


if __name__ == "__main__":
    main()
