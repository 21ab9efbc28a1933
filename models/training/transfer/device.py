"""Where training runs, on a GPU where there is one, and the running mean of what it learns."""

import contextlib

import torch


def best() -> torch.device:
    """A GPU, or else the processor."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def mixed_precision(device: torch.device) -> contextlib.AbstractContextManager:
    """Half the precision in a GPU's convolutions, where it is safe."""
    return torch.autocast("cuda", torch.bfloat16) if device.type == "cuda" else contextlib.nullcontext()


@torch.no_grad()
def average(mean: torch.nn.Module, net: torch.nn.Module, step: int) -> None:
    """Moves the running mean of the weights; it reaches back about 500 steps, or to the first."""
    kept, values = list(mean.state_dict().values()), list(net.state_dict().values())
    floating = [value.dtype.is_floating_point for value in values]
    torch._foreach_lerp_([k for k, f in zip(kept, floating) if f], [v for v, f in zip(values, floating) if f], max(0.002, 1 / (step + 1)))
    for k, v in ((k, v) for k, v, f in zip(kept, values, floating) if not f):
        k.copy_(v)
