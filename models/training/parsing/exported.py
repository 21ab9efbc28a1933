"""Begins from an exported parser: training goes on without the state that was left when it ended."""

from pathlib import Path

import numpy as np
import onnx
import torch
from torch import nn

from .network import ConvNorm, Parser, empty_memory

# Where blocks of our network lie in a parser that had two blocks at 16 instead of four, and the blocks that it lacked.
_FROM_TWO_BLOCKS = {"stage16.2.": "stage16.1."}
_ADDED_BLOCKS = ("stage16.1", "stage16.3")


def load_into(net: Parser, path: Path, images: torch.Tensor) -> None:
    """Gives a network whose encoder is folded the exported weights.

    The exported network may be narrower, with two blocks fewer: what ours has more of keeps its weights and counts for nothing
    at first. The file has no batch normalisation any more. Where the network has one, it gets what the pictures [N, 3, S, S]
    say of its input, and a scale and an offset that undo it. Thus network and file give the same.
    """
    stored = {one.name: torch.from_numpy(onnx.numpy_helper.to_array(one).copy()) for one in onnx.load(path).graph.initializer}
    if "stage16.3.narrow.0.weight" not in stored:
        stored = _with_idle_blocks(net, stored)
    for name, module in net.named_modules():
        if isinstance(module, nn.Conv2d):
            _widen(module.weight.data, stored[f"{name}.weight"])
            if module.bias is not None:
                module.bias.data[: len(stored[f"{name}.bias"])] = stored[f"{name}.bias"]
    net.eval()
    # One layer after the other, as each one's input depends on those before it.
    for name, module in net.named_modules():
        if isinstance(module, ConvNorm) and isinstance(module[1], nn.BatchNorm2d):
            _undo(net, module, stored[f"{name}.0.bias"], images)
    net.train()


def _with_idle_blocks(net: Parser, stored: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The weights under our names; of the blocks that the file lacks all but the last layer stays, and that gives zero."""
    found = {name: value for name, value in stored.items() if not name.startswith(tuple(f"{one}." for one in _ADDED_BLOCKS))}
    for ours, theirs in _FROM_TWO_BLOCKS.items():
        found |= {ours + name.removeprefix(theirs): value for name, value in stored.items() if name.startswith(theirs)}
    for block in _ADDED_BLOCKS:
        for name, value in net.get_submodule(block).state_dict().items():
            found[f"{block}.{name}"] = torch.zeros_like(value) if name.startswith("narrow") else value.clone()
    return found


def _widen(weight: torch.Tensor, stored: torch.Tensor) -> None:
    """Puts a kernel [outputs, inputs, ...] into one that may have more of both; the outputs it has ignore new inputs."""
    outputs, inputs = stored.shape[:2]
    weight[:outputs] = 0
    weight[:outputs, :inputs] = stored


def _undo(net: Parser, layer: ConvNorm, offset: torch.Tensor, images: torch.Tensor) -> None:
    found = []
    hook = layer[0].register_forward_hook(lambda _module, _inputs, output: found.append(output.detach()))
    with torch.no_grad():
        for image in images:
            net(image[None], empty_memory())
    hook.remove()
    values = torch.cat(found).transpose(0, 1).flatten(1)
    norm = layer[1]
    norm.running_mean.copy_(values.mean(1))
    norm.running_var.copy_(values.var(1))
    norm.weight.data.copy_((norm.running_var + norm.eps).sqrt())
    norm.bias.data.copy_(norm.running_mean)
    norm.bias.data[: len(offset)] += offset
