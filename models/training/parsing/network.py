"""The network: a recurrent face parser that ONNX Runtime's CPU kernels like.

Measured on one thread, what is cheap there is plain convolution with channels in multiples of 16, with ReLU, sigmoid or
tanh fused to it, addition, multiplication and bilinear doubling: all of it stays in the runtime's blocked layout. Wide
tensors at half the picture's resolution are what costs, so that few channels live there.

    image 256 -> stem 16 @128 -> 24 @64 -> 40 @32 -> 112 @16        (encoder; from 32 on it is EfficientNet-Lite0's)
                 32 @128 <- 48 @64 <- 96 @32 <- 128 @16             (decoder; the memory lives at 64)
"""

import torch
import torch.nn.functional as F
from torch import nn

from . import classes

IMAGE_SIZE = 256
LOGIT_SIZE = 128
MEMORY_CHANNELS = 16
MEMORY_SIZE = 64


class Convolution(nn.Conv2d):
    """A convolution. One that only mixes channels is trained as a matrix product.

    On one thread PyTorch's own way for those takes about twice as long.
    """

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if not self.training or self.kernel_size != (1, 1) or self.groups > 1:
            return super().forward(x)
        return F.linear(x.permute(0, 2, 3, 1), self.weight[:, :, 0, 0], self.bias).permute(0, 3, 1, 2)


class ConvNorm(nn.Sequential):
    """Convolution, batch normalisation and, unless told otherwise, ReLU."""

    def __init__(self, inputs: int, outputs: int, kernel: int = 3, stride: int = 1, groups: int = 1, relu: bool = True):
        layers = [
            Convolution(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False),
            nn.BatchNorm2d(outputs, eps=1e-3, momentum=0.03),
        ]
        super().__init__(*layers, *([nn.ReLU()] if relu else []))


class InvertedResidual(nn.Module):
    """EfficientNet-Lite's block: widen, filter each channel, narrow."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int = 1, widening: int = 6):
        super().__init__()
        middle = inputs * widening
        self.widen = ConvNorm(inputs, middle, 1)
        self.filter = ConvNorm(middle, middle, kernel, stride, middle)
        self.narrow = ConvNorm(middle, outputs, 1, relu=False)
        self.adds_input = stride == 1 and inputs == outputs

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = self.narrow(self.filter(self.widen(x)))
        return x + y if self.adds_input else y


class Separable(nn.Module):
    """A filter for each channel, then a mix of channels."""

    def __init__(self, inputs: int, outputs: int, kernel: int = 3):
        super().__init__()
        self.filter = ConvNorm(inputs, inputs, kernel, groups=inputs, relu=False)
        self.mix = ConvNorm(inputs, outputs, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.mix(self.filter(x))


class Stem(nn.Module):
    """From the picture to 24 channels at a quarter of its size.

    It stands in for EfficientNet-Lite0's first three blocks, which take more than twice as long, and is first taught to give
    what they give (see `build.py`).
    """

    def __init__(self):
        super().__init__()
        self.first = ConvNorm(3, 16, 3, 2)
        self.quarter = ConvNorm(16, 32, 3, 2)
        self.refine = Separable(32, 32)
        self.out = ConvNorm(32, 24, 1, relu=False)

    def forward(self, image: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        half = self.first(image)
        x = self.quarter(half)
        return half, self.out(x + self.refine(x))


class MemoryCell(nn.Module):
    """A convolutional GRU with separable filters: new = old + renew * (candidate - old), for each pixel."""

    def __init__(self, channels: int):
        super().__init__()
        # Multiplications by one and by minus one. They bring the memory into the runtime's blocked layout once, instead of
        # taking everything that meets the memory out of it, and a subtraction would leave it too.
        self.enter = _scaling(channels, 1.0)
        self.negate = _scaling(channels, -1.0)
        self.gate_filter = Convolution(2 * channels, 2 * channels, 3, padding=1, groups=2 * channels)
        self.renew = Convolution(2 * channels, channels, 1)
        self.recall = Convolution(2 * channels, channels, 1)
        self.candidate_filter = Convolution(channels, channels, 3, padding=1, groups=channels)
        self.candidate_input = Convolution(2 * channels, channels, 1)
        self.candidate_memory = Convolution(channels, channels, 1, bias=False)
        # At first the picture decides and the memory hardly counts.
        nn.init.constant_(self.renew.bias, 1.0)

    def forward(self, x: torch.Tensor, memory: torch.Tensor) -> torch.Tensor:
        memory = self.enter(memory)
        both = self.gate_filter(torch.cat([x, memory], 1))
        recalled = self.candidate_filter(torch.sigmoid(self.recall(both)) * memory)
        candidate = torch.tanh(self.candidate_input(both) + self.candidate_memory(recalled))
        return memory + torch.sigmoid(self.renew(both)) * (candidate + self.negate(memory))


def _scaling(channels: int, factor: float) -> Convolution:
    """A convolution that multiplies all channels by a factor and learns nothing."""
    layer = Convolution(channels, channels, 1, groups=channels, bias=False)
    nn.init.constant_(layer.weight, factor)
    layer.requires_grad_(False)
    return layer


def doubled(x: torch.Tensor) -> torch.Tensor:
    """Twice the resolution."""
    return F.interpolate(x, scale_factor=2.0, mode="bilinear", align_corners=False)


class Parser(nn.Module):
    """The whole network. `forward` takes one frame; `forward_sequence` some frames of the same face."""

    def __init__(self):
        super().__init__()
        self.stem = Stem()
        self.stage8 = nn.Sequential(InvertedResidual(24, 40, 5, 2), InvertedResidual(40, 40, 5))
        self.stage16 = nn.Sequential(
            InvertedResidual(40, 80, 3, 2),
            InvertedResidual(80, 80, 3),
            InvertedResidual(80, 112, 5),
            InvertedResidual(112, 112, 5),
        )
        self.side16 = ConvNorm(112, 128, 1)
        self.context = Convolution(112, 128, 1)
        self.decode16 = Separable(128, 128, 5)
        self.down8 = ConvNorm(128, 96, 1, relu=False)
        self.side8 = ConvNorm(40, 96, 1, relu=False)
        self.decode8 = Separable(96, 96)
        self.down4 = ConvNorm(96, 48, 1, relu=False)
        self.side4 = ConvNorm(24, 48, 1, relu=False)
        self.decode4 = Separable(48, 48)
        self.to_memory = Convolution(48, MEMORY_CHANNELS, 1)
        self.memory_cell = MemoryCell(MEMORY_CHANNELS)
        self.from_memory = Convolution(MEMORY_CHANNELS, 32, 1)
        self.side2 = ConvNorm(16, 32, 1, relu=False)
        self.decode2 = Separable(32, 32)
        self.head = Convolution(32, classes.COUNT, 1)
        self._initialise()

    def _initialise(self) -> None:
        for name, module in self.named_modules():
            if isinstance(module, nn.Conv2d) and "memory" not in name:
                mode = "fan_out" if module.groups == 1 else "fan_in"
                nn.init.kaiming_normal_(module.weight, mode=mode, nonlinearity="relu")
        nn.init.zeros_(self.context.weight)
        nn.init.zeros_(self.context.bias)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def encode(self, image: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """All that needs no memory: features at a half and at a quarter of the picture's size."""
        half, x4 = self.stem(image)
        x8 = self.stage8(x4)
        x16 = self.stage16(x8)
        y = self.side16(x16) + self.context(x16.mean((2, 3), keepdim=True))
        y = doubled(self.down8(self.decode16(y))) + self.side8(x8)
        y = doubled(self.down4(self.decode8(torch.relu(y)))) + self.side4(x4)
        return half, self.decode4(torch.relu(y))

    def remember(self, quarter: torch.Tensor, memory: torch.Tensor) -> torch.Tensor:
        """The new memory."""
        return self.memory_cell(self.to_memory(quarter), memory)

    def decide(self, half: torch.Tensor, memory: torch.Tensor) -> torch.Tensor:
        """The logits, from the new memory and the picture's edges.

        What the picture says reaches them through the memory alone: beside a way past it, training leaves it unused.
        """
        y = doubled(self.from_memory(memory)) + self.side2(half)
        return self.head(self.decode2(torch.relu(y)))

    def forward(self, image: torch.Tensor, memory: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits and memory after one frame, from the memory before it."""
        half, quarter = self.encode(image)
        memory = self.remember(quarter, memory)
        return self.decide(half, memory), memory

    def forward_sequence(
        self, frames: torch.Tensor, kept: torch.Tensor | None = None, seen_before: int = 0
    ) -> torch.Tensor:
        """Logits [T, N, ...] of frames [T, N, ...].

        `kept` [T, N] is 0 where the memory is cleared before a frame. The memory begins as if the first frame had been
        seen so many times before: sequences in training are short, and the engine's go on for hours.
        """
        count, batch = frames.shape[:2]
        half, quarter = self.encode(frames.flatten(0, 1))
        quarters = quarter.unflatten(0, (count, batch))
        memory = self._filled_memory(quarters[0], seen_before)
        memories = []
        for index in range(count):
            if kept is not None and index > 0:
                memory = memory * kept[index].view(-1, 1, 1, 1)
            memory = self.remember(quarters[index], memory)
            memories.append(memory)
        logits = self.decide(half, torch.cat(memories))
        return logits.unflatten(0, (count, batch))

    def _filled_memory(self, quarter: torch.Tensor, seen_before: int) -> torch.Tensor:
        memory = empty_memory(len(quarter)).to(quarter).contiguous(memory_format=torch.channels_last)
        with torch.no_grad():
            for _ in range(seen_before):
                memory = self.remember(quarter, memory)
        return memory


def empty_memory(batch: int = 1) -> torch.Tensor:
    """What the memory holds before the first frame, and after a cut."""
    return torch.zeros(batch, MEMORY_CHANNELS, MEMORY_SIZE, MEMORY_SIZE)
