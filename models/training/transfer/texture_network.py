"""The network that takes a face, laid out flat, apart: into bare skin and what lies on it.

It sees the whole canonical plane, 384 x 384, as `vanity synthesise textures` wrote it: the colour's ratio to the skin's in stops (-1 to 1
for four), and how much is seen. It answers with the layer's colour (the same ratio) and cover (0 to 1).
"""

import torch
import torch.nn.functional as F
from torch import nn

PLANE = 384
_WIDTHS = (16, 32, 56, 80, 96)


def _block(inputs: int, outputs: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(),
        nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(),
    )


class TextureLifter(nn.Module):
    """A U-Net (O. Ronneberger et al., 2015). It is told where on the face it looks: brows are no pencil."""

    def __init__(self):
        super().__init__()
        self.place = nn.Parameter(torch.randn(1, 4, PLANE // 4, PLANE // 4) * 0.1)
        self.down = nn.ModuleList([_block(8, _WIDTHS[0])])
        self.down.extend(_block(a, b, 2) for a, b in zip(_WIDTHS, _WIDTHS[1:]))
        self.up = nn.ModuleList([_block(b + a, a) for a, b in zip(_WIDTHS, _WIDTHS[1:])])
        self.head = nn.Conv2d(_WIDTHS[0], 7, 1)

    def forward(self, seen: torch.Tensor) -> torch.Tensor:
        """[N, 7, 384, 384]: colour (3), cover (1), and the bare skin (3), which only training asks for."""
        place = F.interpolate(self.place, scale_factor=4.0, mode="bilinear", align_corners=False)
        x = torch.cat([seen, place.expand(len(seen), -1, -1, -1)], 1)
        features = []
        for block in self.down:
            x = block(x)
            features.append(x)
        for block, beside in zip(reversed(self.up), reversed(features[:-1])):
            x = block(torch.cat([F.interpolate(x, scale_factor=2.0, mode="bilinear", align_corners=False), beside], 1))
        out = self.head(x)
        return torch.cat([torch.tanh(out[:, :3]), torch.sigmoid(out[:, 3:4]), seen[:, :3] + out[:, 4:]], 1)
