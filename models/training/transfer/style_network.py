"""Two networks that carry a look over on every frame.

The encoder sees a reference that is laid out flat, as the reader does, and gives a code of 64 numbers (mean and logarithm of the
variance). The other sees a face and, from the landmarks, where each place of it lies on the canonical face. Of the code it first makes
a picture of the makeup on the canonical face; what of it lies at each place is put beside what is seen there. It answers with a bilateral
grid (J. Chen, S. Paris, F. Durand, "Real-time edge-aware image processing with the bilateral grid", 2007; as a network's output: M. Gharbi
et al., "Deep bilateral learning for real-time image enhancement", 2017): for each cell and each of three brightnesses, an affine transform
of colours. It is applied at the picture's own resolution, so that no detail is lost.

Colours are square roots of reflectance: linear light over the light that falls on the face (`vanity` reads it off each frame). So the
network need not know in what light it works, and a pigment has the same colour wherever it is worn.
"""

import torch
import torch.nn.functional as F
from torch import nn

from .network import PAGES, Page

CODE = 64
PICTURE, PLACES, LEVELS = 256, 128, 3
_PLANE = 16
_BRIGHTNESS = (0.299, 0.587, 0.114)


class StyleEncoder(nn.Module):
    """From pages (as in `network.PAGES`, -1 to 1) and the skin's reflectance to mean and log-variance, each [N, 64]."""

    def __init__(self):
        super().__init__()
        self.face = Page(*PAGES["face"], 128)
        self.eye = Page(*PAGES["left_eye"], 160)
        self.lips = Page(*PAGES["lips"], 96)
        self.join = nn.Sequential(nn.Linear(128 + 160 + 96 + 3, 192), nn.ReLU(), nn.Linear(192, 2 * CODE))

    def forward(
        self, face: torch.Tensor, left_eye: torch.Tensor, right_eye: torch.Tensor, lips: torch.Tensor, skin: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        eyes = (self.eye(left_eye) + self.eye(right_eye)) * 0.5
        tone = torch.log2(skin.clamp_min(1e-3)) * 0.2
        both = self.join(torch.cat([self.face(face), eyes, self.lips(lips), tone], 1))
        return both[:, :CODE], both[:, CODE:].clamp(-8, 4)


def _norm(inputs: int, outputs: int, kernel: int = 3, stride: int = 1, groups: int = 1, relu: bool = True) -> nn.Sequential:
    layers = [nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False), nn.BatchNorm2d(outputs)]
    return nn.Sequential(*layers, *([nn.ReLU()] if relu else []))


def _doubled(x: torch.Tensor) -> torch.Tensor:
    return F.interpolate(x, scale_factor=2.0, mode="bilinear", align_corners=False)


class Residual(nn.Module):
    """Two convolutions beside the input."""

    def __init__(self, channels: int):
        super().__init__()
        self.first = _norm(channels, channels)
        self.second = _norm(channels, channels, relu=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.relu(x + self.second(self.first(x)))


class Wear(nn.Module):
    """From a code to the makeup on the canonical face, 128 x 128: 16 channels of whatever serves."""

    def __init__(self):
        super().__init__()
        self.start = nn.Linear(CODE, 48 * 64)
        self.at16, self.at32, self.at64 = _norm(48, 48), _norm(48, 32), _norm(32, 24)
        # What every face has in the same place: the outline of lips, lids and brows.
        self.face64 = nn.Parameter(torch.randn(1, 24, 64, 64) * 0.1)
        self.mix = _norm(24, _PLANE, 1)
        self.face128 = nn.Parameter(torch.randn(1, _PLANE, PLACES, PLACES) * 0.1)
        self.filter = _norm(_PLANE, _PLANE, 3, groups=_PLANE, relu=False)
        self.out = nn.Conv2d(_PLANE, _PLANE, 1)

    def forward(self, code: torch.Tensor) -> torch.Tensor:
        x = torch.relu(self.start(code)).view(-1, 48, 8, 8)
        x = self.at32(_doubled(self.at16(_doubled(x))))
        x = self.at64(_doubled(x)) * (1 + self.face64)
        x = self.mix(_doubled(x)) * (1 + self.face128)
        return self.out(torch.relu(x + self.filter(x)))


class MakeupTransfer(nn.Module):
    """From a face (`picture` [N, 3, 256, 256], square roots of reflectance, 0 to 1.5), its `places` ([N, 3, 128, 128]: u, v, and whether there is any) and a code to a
    grid [N, 128, 128, 36]: for each of three brightnesses, three rows of an affine transform."""

    deployed = False
    """Whether it is made for ONNX Runtime, a face at a time."""

    def __init__(self):
        super().__init__()
        self.wear = Wear()
        self.edges = _norm(3, 16, 3, 2)
        self.join = _norm(16 + _PLANE, 32, 1)
        self.down64 = _norm(32, 32, 3, 2)
        self.down32, self.res32 = _norm(32, 48, 3, 2), Residual(48)
        self.down16, self.res16 = _norm(48, 64, 3, 2), Residual(64)
        self.context = nn.Linear(64 + CODE, 64)
        self.up32, self.mix32 = _norm(64, 48, 1, relu=False), _norm(48, 48)
        self.up64, self.mix64 = _norm(48, 32, 1, relu=False), _norm(32, 32)
        self.up128 = _norm(32, 32, 1, relu=False)
        self.filter128, self.mix128 = _norm(32, 32, 3, groups=32, relu=False), _norm(32, 48, 1)
        self.head = nn.Conv2d(48, LEVELS * 12, 1)
        nn.init.normal_(self.head.weight, std=1e-3)
        nn.init.zeros_(self.head.bias)
        # What changes nothing is added in full precision.
        self.register_buffer("identity", torch.tensor([1.0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]).repeat(LEVELS))

    def deploy(self) -> None:
        """Makes it ready for export; it cannot be trained any more."""
        with torch.no_grad():
            self.head.bias += self.identity
        self.deployed = True

    def forward(self, picture: torch.Tensor, places: torch.Tensor, code: torch.Tensor) -> torch.Tensor:
        worn = (gathered if self.deployed else sampled)(self.wear(code), places[:, :2]) * places[:, 2:]
        x128 = self.join(torch.cat([self.edges(picture), worn], 1))
        x64 = self.down64(x128)
        x32 = self.res32(self.down32(x64))
        x16 = self.res16(self.down16(x32))
        context = self.context(torch.cat([x16.mean((2, 3)), code], 1))
        x16 = torch.relu(x16 + context[:, :, None, None])
        y = self.mix32(torch.relu(_doubled(self.up32(x16)) + x32))
        y = self.mix64(torch.relu(_doubled(self.up64(y)) + x64))
        y = torch.relu(_doubled(self.up128(y)) + x128)
        grid = self.head(self.mix128(self.filter128(y))).permute(0, 2, 3, 1)
        return grid if self.deployed else grid.float() + self.identity


def sampled(plane: torch.Tensor, at: torch.Tensor) -> torch.Tensor:
    """A plane [N, C, 128, 128] at places [N, 2, H, W] (0 to 1), bilinear."""
    return F.grid_sample(
        plane, at.permute(0, 2, 3, 1) * 2 - 1, mode="bilinear", padding_mode="border", align_corners=False
    )


def gathered(plane: torch.Tensor, at: torch.Tensor) -> torch.Tensor:
    """What `sampled` gives, for one face; ONNX Runtime's own operator for it takes a third of all the time."""
    side, channels = plane.shape[2], plane.shape[1]
    rows = plane.permute(0, 2, 3, 1).reshape(side * side, channels)
    x, y = (at * side - 0.5).clamp(0, side - 1.001).reshape(2, -1)
    left, top = x.floor(), y.floor()
    right, low = (x - left)[:, None], (y - top)[:, None]
    first = (top * side + left).long()
    corners = [rows.index_select(0, first + step) for step in (0, 1, side, side + 1)]
    upper = corners[0] + (corners[1] - corners[0]) * right
    lower = corners[2] + (corners[3] - corners[2]) * right
    return (upper + (lower - upper) * low).view(1, at.shape[2], at.shape[3], channels).permute(0, 3, 1, 2)


def applied(grid: torch.Tensor, picture: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
    """The picture [N, 3, H, W] after its grid, unclipped; beside the face it stays as it is."""
    size = picture.shape[2:]
    fields, inside = grid.permute(0, 3, 1, 2).float(), places[:, 2:].float()
    if size != fields.shape[2:]:
        fields = F.interpolate(fields, size=size, mode="bilinear", align_corners=False)
        inside = F.interpolate(inside, size=size, mode="bilinear", align_corners=False)
    weights = picture.new_tensor(_BRIGHTNESS).view(1, 3, 1, 1)
    level = ((picture * weights).sum(1, keepdim=True) * (LEVELS - 1)).clamp(0, LEVELS - 1)
    transform = 0
    for index, field in enumerate(fields.split(12, 1)):
        transform = transform + field * (1 - (level - index).abs()).clamp_min(0)
    rows = [(transform[:, 4 * c : 4 * c + 3] * picture).sum(1) + transform[:, 4 * c + 3] for c in range(3)]
    return picture + (torch.stack(rows, 1) - picture) * inside


def parameters_of(*networks: nn.Module) -> int:
    """How many numbers are learnt."""
    return sum(parameter.numel() for network in networks for parameter in network.parameters())
