"""The network: from the pages of a face that is laid out flat to what it wears in each slot.

As every face has its lids, cheeks and lips in the same texels, there is no need to be blind to where something is: features are
not pooled over the page, but joined by fully connected layers.
"""

import torch
from torch import nn

PAGES = {"face": (64, 64), "left_eye": (56, 96), "right_eye": (56, 96), "lips": (40, 64)}
"""Rows and columns. The right eye comes mirrored, so that both look alike."""


class Page(nn.Sequential):
    """Features of one page."""

    def __init__(self, rows: int, columns: int, features: int):
        widths = (16, 24, 40, 56)
        layers, inputs = [], 4
        for width in widths[:-1]:
            layers += [nn.Conv2d(inputs, width, 3, 2, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU()]
            inputs = width
        layers += [nn.Conv2d(inputs, widths[-1], 3, 1, 1, bias=False), nn.BatchNorm2d(widths[-1]), nn.ReLU()]
        area = (rows // 8) * (columns // 8)
        super().__init__(*layers, nn.Flatten(), nn.Linear(widths[-1] * area, features), nn.ReLU())


class LookReader(nn.Module):
    """What is worn, as logits and colours."""

    def __init__(self, outputs: int):
        super().__init__()
        self.face = Page(*PAGES["face"], 128)
        self.eye = Page(*PAGES["left_eye"], 192)
        self.lips = Page(*PAGES["lips"], 96)
        self.join = nn.Sequential(nn.Linear(128 + 192 + 96 + 3, 256), nn.ReLU(), nn.Dropout(0.1), nn.Linear(256, outputs))

    def forward(
        self, face: torch.Tensor, left_eye: torch.Tensor, right_eye: torch.Tensor, lips: torch.Tensor, skin: torch.Tensor
    ) -> torch.Tensor:
        eyes = (self.eye(left_eye) + self.eye(right_eye)) * 0.5
        tone = torch.log2(skin.clamp_min(1e-3)) * 0.2
        return self.join(torch.cat([self.face(face), eyes, self.lips(lips), tone], 1))
