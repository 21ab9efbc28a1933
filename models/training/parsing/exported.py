"""Begins from an exported parser: training goes on without the state that was left when it ended."""

from pathlib import Path

import numpy as np
import onnx
import torch
from torch import nn

from .network import ConvNorm, Parser, empty_memory


def load_into(net: Parser, path: Path, images: torch.Tensor) -> None:
    """Gives a network whose encoder is folded the exported weights.

    The file has no batch normalisation any more. Where the network has one, it gets what the pictures [N, 3, S, S] say of its
    input, and a scale and an offset that undo it, so that network and file give the same.
    """
    stored = {one.name: torch.from_numpy(onnx.numpy_helper.to_array(one).copy()) for one in onnx.load(path).graph.initializer}
    for name, module in net.named_modules():
        if isinstance(module, nn.Conv2d):
            module.weight.data.copy_(stored[f"{name}.weight"])
            if module.bias is not None:
                module.bias.data.copy_(stored[f"{name}.bias"])
    net.eval()
    # One layer after the other, as each one's input depends on those before it.
    for name, module in net.named_modules():
        if isinstance(module, ConvNorm) and isinstance(module[1], nn.BatchNorm2d):
            _undo(net, module, stored[f"{name}.0.bias"], images)
    net.train()


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
    norm.bias.data.copy_(norm.running_mean + offset)
