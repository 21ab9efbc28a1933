"""What training goes on from: networks, optimiser and whatever else it counts, in one file that is written whole or not at all."""

from pathlib import Path

import torch


def save(path: Path, parts: dict, **counted) -> None:
    """`parts` are things with a state, by name."""
    partial = path.with_suffix(".tmp")
    torch.save({name: part.state_dict() for name, part in parts.items()} | counted, partial)
    partial.replace(path)


def load(path: Path, parts: dict, device: torch.device) -> dict | None:
    """Puts the parts back and gives what was counted; `None` where training begins."""
    if not path.exists():
        return None
    # The file is our own, and holds a random generator as well as tensors.
    state = torch.load(path, map_location=device, weights_only=False)
    for name, part in parts.items():
        part.load_state_dict(state.pop(name))
    return state


def keep(path: Path, net: torch.nn.Module) -> None:
    """Writes the weights alone, for whatever device reads them."""
    torch.save({name: value.cpu() for name, value in net.state_dict().items()}, path)
