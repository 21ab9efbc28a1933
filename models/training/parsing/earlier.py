"""Takes over layers from an earlier parser of ours, which was slower and had no memory."""

from pathlib import Path

import torch
from torch import nn

from .network import Parser

# Our layer, and the earlier one's. The encoder's have no batch normalisation any more.
_FOLDED = {
    "stage8.0": "st.2.0",
    "stage8.1": "st.2.1",
    "stage16.0": "st.3.0",
    "stage16.1": "st.3.3",
}
_BLOCK = {"widen": "exp", "filter": "dw", "narrow": "pw"}
_DECODER = {
    "side16": "lat.0",
    "decode16.filter": "dec.0.dw",
    "decode16.mix": "dec.0.pw",
    "down8": "red.1",
    "side8": "lat.1",
    "decode8.filter": "dec.1.dw",
    "decode8.mix": "dec.1.pw",
}


def load_into(net: Parser, path: Path) -> None:
    """Copies what fits."""
    weights = torch.load(path, map_location="cpu", weights_only=True)
    for ours, theirs in _FOLDED.items():
        for part, name in _BLOCK.items():
            _copy(net.get_submodule(f"{ours}.{part}.0"), weights, f"{theirs}.{name}.0")
    for ours, theirs in _DECODER.items():
        _copy(net.get_submodule(f"{ours}.0"), weights, f"{theirs}.0")
        _copy(net.get_submodule(f"{ours}.1"), weights, f"{theirs}.1")
    _copy(net.context, weights, "ctx")


def _copy(layer: nn.Module, weights: dict[str, torch.Tensor], name: str) -> None:
    for key, value in layer.state_dict().items():
        if f"{name}.{key}" in weights:
            value.copy_(weights[f"{name}.{key}"])
        elif key != "num_batches_tracked":
            raise KeyError(f"{name}.{key}")
