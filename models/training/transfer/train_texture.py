"""Step 7, train the network that lifts makeup off a face.

    python -m transfer.train_texture --work DIR [--seconds 7200] [--batch 12] [--seed 1]

Reads `textures` and `textures_held` in the working folder; the state is written every minute, and the same command goes on from there.
"""

import argparse
import copy
import json
from pathlib import Path

import numpy as np
import torch

from . import checkpoint, device
from .schedule import Clock
from .texture_network import TextureLifter

_RATE = 2e-3
_COLOUR, _BARE, _LAID = 2.0, 1.0, 2.0
_CHECKPOINT_SECONDS = 60
_STOPS = 4.0


class Planes:
    """All samples as bytes, on the device if it is a GPU."""

    def __init__(self, folder: Path, where: torch.device):
        self._where = where
        load = lambda name: np.load(folder / f"{name}.npy", mmap_mode="r")
        self._arrays = [load("seen"), load("bare"), load("layer")]
        if where.type == "cuda":
            self._arrays = [torch.from_numpy(np.ascontiguousarray(array)).to(where) for array in self._arrays]

    def __len__(self) -> int:
        return len(self._arrays[0])

    def batch(self, chosen: np.ndarray) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """What is seen [N, 4], the bare face [N, 3] and the layer [N, 4], as the network has them."""
        rows = lambda array: array[torch.from_numpy(chosen).to(self._where)] if isinstance(array, torch.Tensor) else torch.from_numpy(np.stack([array[i] for i in chosen]))
        seen, bare, layer = (rows(array).float() / 127.5 - 1 for array in self._arrays)
        return torch.cat([seen[:, :3], seen[:, 3:] * 0.5 + 0.5], 1), bare, torch.cat([layer[:, :3], layer[:, 3:] * 0.5 + 0.5], 1)


def disturbed(seen: torch.Tensor, bare: torch.Tensor, layer: torch.Tensor) -> tuple[torch.Tensor, ...]:
    """Turned over now and then, and in slightly other light."""
    flip = (torch.rand(len(seen), device=seen.device) < 0.5).view(-1, 1, 1, 1)
    seen, bare, layer = (torch.where(flip, x.flip(3), x) for x in (seen, bare, layer))
    gain = torch.randn(len(seen), 3, 1, 1, device=seen.device) * 0.012
    there = seen[:, 3:]
    return torch.cat([seen[:, :3] + gain * there, there], 1), bare + gain * there, layer


def laid(layer: torch.Tensor, bare: torch.Tensor) -> torch.Tensor:
    """What is seen of a bare face under a layer, as a ratio to the skin's reflectance."""
    linear = lambda ratio: torch.exp2(ratio * _STOPS)
    mixed = layer[:, 3:] * linear(layer[:, :3]) + (1 - layer[:, 3:]) * linear(bare)
    return torch.log2(mixed.clamp_min(1e-3)) / _STOPS


def loss_of(found: torch.Tensor, seen: torch.Tensor, bare: torch.Tensor, layer: torch.Tensor) -> torch.Tensor:
    """Cover everywhere, colour where something covers, the skin beneath, and that both together are what is seen."""
    there, cover = seen[:, 3:], layer[:, 3:]
    weight = there * (0.5 + 2 * (cover > 0.02).float())
    off_cover = ((found[:, 3:4] - cover).abs() * weight).mean()
    off_colour = ((found[:, :3] - layer[:, :3]).abs() * cover * there).mean()
    off_bare = ((found[:, 4:] - bare).abs() * there).mean()
    off_laid = ((laid(found[:, :4], bare) - laid(layer, bare)).abs() * weight).mean()
    return off_cover + _COLOUR * off_colour + _BARE * off_bare + _LAID * off_laid


def figures(net: TextureLifter, held: Planes, count: int) -> dict[str, float]:
    """On held-back faces and drawings: F1 of cover above a quarter; mean error of what the layer makes of the bare face, and of doing nothing."""
    net.eval()
    hits = said = wanted = 0.0
    errors, nothing = [], []
    with torch.inference_mode():
        for first in range(0, min(count, len(held)), 8):
            seen, bare, layer = held.batch(np.arange(first, min(first + 8, len(held))))
            found = net(seen)
            there = seen[:, 3:] > 0.5
            one, other = (found[:, 3:4] > 0.25) & there, (layer[:, 3:] > 0.25) & there
            hits, said, wanted = hits + (one & other).sum().item(), said + one.sum().item(), wanted + other.sum().item()
            region = ((layer[:, 3:] > 0.02) & there).float()
            for values, one in ((errors, found[:, :4]), (nothing, torch.zeros_like(layer))):
                off = (laid(one, bare) - laid(layer, bare)).abs().mean(1, keepdim=True) * region
                values.append((off.sum() / region.sum().clamp_min(1)).item() * _STOPS)
    net.train()
    return {"cover_f1": round(2 * hits / max(1, said + wanted), 4), "stops": round(float(np.mean(errors)), 4), "stops_of_nothing": round(float(np.mean(nothing)), 4)}


def main() -> None:
    """Trains until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=7200)
    parser.add_argument("--batch", type=int, default=12)
    parser.add_argument("--held", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    where = device.best()
    torch.manual_seed(options.seed)
    random = np.random.default_rng(options.seed)
    net = TextureLifter().to(where).to(memory_format=torch.channels_last)
    mean = copy.deepcopy(net)
    optimiser = torch.optim.AdamW(net.parameters(), lr=_RATE, weight_decay=0.01)
    planes, held = Planes(options.work / "textures", where), Planes(options.work / "textures_held", where)
    clock, step, curve = Clock(options.seconds), 0, []
    state_file, parts = options.work / "texture_state.pt", {"net": net, "mean": mean, "optimiser": optimiser}
    if state := checkpoint.load(state_file, parts, where):
        clock, step, curve, random = Clock(options.seconds, state["spent"]), state["step"], state["curve"], state["random"]
    saved, losses = clock.seconds(), []
    while clock.share() < 1:
        clock.wait_while_paused(options.work)
        for group in optimiser.param_groups:
            group["lr"] = _RATE * clock.factor(step)
        seen, bare, layer = disturbed(*planes.batch(random.integers(0, len(planes), options.batch)))
        with device.mixed_precision(where):
            found = net(seen)
        loss = loss_of(found.float(), seen, bare, layer)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        step += 1
        losses.append(loss.detach())
        device.average(mean, net, step)
        if clock.share() >= 1 or clock.seconds() - saved > _CHECKPOINT_SECONDS:
            saved = clock.seconds()
            found = {"seconds": round(saved), "step": step, "loss": round(float(torch.stack(losses).mean()), 5)}
            curve.append(found | figures(mean, held, options.held))
            losses = []
            print(json.dumps(curve[-1]), flush=True)
            (options.work / "texture_curve.json").write_text(json.dumps(curve))
            checkpoint.keep(options.work / "texture.pt", mean)
            checkpoint.save(state_file, parts, spent=saved, step=step, curve=curve, random=random)


if __name__ == "__main__":
    main()
