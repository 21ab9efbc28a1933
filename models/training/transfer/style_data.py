"""Pairs of faces that wear the same, as `vanity synthesise faces --pairs` wrote them: samples 2 k and 2 k + 1 wear one look, and each also
what was read off the other: from there the network goes on."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from .data import holed, planes, relit, turned
from .network import PAGES

_VIEWS = ("bare", "made_up", "read", "places")
_OTHERS, _BARE = 0.75, 0.10
"""How often the look comes from the other face of the pair, and how often it is to be taken off; else it is the face's own."""
_VISIBLE = 3 / 255
"""A pixel that makeup changes by less is not made up."""


@dataclass
class Batch:
    """What the networks are given, and what should come out. Pictures are square roots of reflectance, pages -1 to 1.

    `light` [N, 3, 1, 1] is the square root of the light on the face: pictures times it are square roots of what is seen.
    """

    picture: torch.Tensor
    light: torch.Tensor
    places: torch.Tensor
    pages: list[torch.Tensor]
    skin: torch.Tensor
    wanted: torch.Tensor
    region: torch.Tensor
    """1 where makeup changes the bare face, [N, 1, 256, 256]."""


class Pairs:
    """All samples, in the memory of the device if it is a GPU."""

    def __init__(self, folder: Path, device: torch.device):
        self._device = device
        keep = (lambda array: torch.from_numpy(np.ascontiguousarray(array)).to(device)) if device.type == "cuda" else (lambda array: array)
        load = lambda name: keep(np.load(folder / f"{name}.npy", mmap_mode="r"))
        self._views = {name: load(name) for name in _VIEWS}
        self._pages = {name: load(name) for name in PAGES}
        self._light = torch.from_numpy(np.load(folder / "light.npy")).to(device)
        self._skin = torch.from_numpy(np.load(folder / "skin.npy")).to(device)
        worn = np.load(folder / "worn.npy")
        # A face that wears nothing has zeros everywhere.
        self._unworn = np.flatnonzero(~worn.any(1))

    def __len__(self) -> int:
        return len(self._skin)

    def draw(self, count: int, random: np.random.Generator) -> Batch:
        """A random batch: the other's look, the own look again, or no look."""
        faces = random.integers(0, len(self), count)
        kind = random.random(count)
        off = kind > 1 - _BARE
        wearers = np.where(kind < _OTHERS, faces ^ 1, faces)
        wearers = np.where(off, random.choice(self._unworn, count), wearers)
        return self.batch(faces, wearers, off)

    def batch(self, faces: np.ndarray, wearers: np.ndarray, off: np.ndarray) -> Batch:
        """Faces, whose look each is to wear, and whether makeup is taken off instead of being put on."""
        off_there = torch.from_numpy(off).to(self._device).view(-1, 1, 1, 1)
        light = self._light[torch.from_numpy(faces).to(self._device)].clamp_min(1e-3).sqrt()[:, :, None, None]
        bare, made_up, read = (_seen(self._rows(self._views[name], faces)) / light for name in ("bare", "made_up", "read"))
        picture, wanted = torch.where(off_there, made_up, read), torch.where(off_there, bare, made_up)
        region = (((made_up - bare) * light).abs().amax(1, keepdim=True) > _VISIBLE).float()
        pages = [planes(self._rows(self._pages[name], wearers)) for name in PAGES]
        skin = self._skin[torch.from_numpy(wearers).to(self._device)]
        return Batch(picture, light, _unit(self._rows(self._views["places"], faces)), pages, skin, wanted, region)

    def _rows(self, array, chosen: np.ndarray) -> torch.Tensor:
        if isinstance(array, torch.Tensor):
            return array[torch.from_numpy(chosen).to(array.device)]
        return torch.from_numpy(np.stack([array[index] for index in chosen]))


def _unit(values: torch.Tensor) -> torch.Tensor:
    return values.float() / 255


def _seen(values: torch.Tensor) -> torch.Tensor:
    """Square roots of linear light, of sRGB bytes."""
    bytes_ = torch.arange(256, device=values.device) / 255
    linear = torch.where(bytes_ <= 0.04045, bytes_ / 12.92, ((bytes_ + 0.055) / 1.055) ** 2.4)
    return linear.sqrt()[values.long()]


def disturbed(batch: Batch) -> Batch:
    """The same faces turned over now and then, with a camera's noise; pages in slightly other light, and with holes."""
    count, device = len(batch.skin), batch.skin.device
    flip = (torch.rand(count, device=device) < 0.5).view(-1, 1, 1, 1)
    over = lambda x: torch.where(flip, x.flip(3), x)
    places = over(batch.places)
    u = torch.where(flip[:, 0], 1 - places[:, 0], places[:, 0]) * places[:, 2]
    places = torch.stack([u, places[:, 1], places[:, 2]], 1)
    noise = torch.randn_like(batch.picture) / batch.light * (torch.rand(count, 1, 1, 1, device=device) ** 2 * 0.025)
    gain = torch.randn(count, 3, 1, 1, device=device) * 0.012
    pages = [holed(relit(page, gain)) for page in turned(batch.pages, flip)]
    skin = batch.skin * torch.exp(torch.randn_like(batch.skin) * 0.05)
    # The light is not known exactly.
    off = torch.exp(torch.randn(count, 3, 1, 1, device=device) * 0.01 + torch.randn(count, 1, 1, 1, device=device) * 0.02)
    picture, wanted = ((over(one) + noise) / off for one in (batch.picture, batch.wanted))
    return Batch(picture, batch.light * off, places, pages, skin, wanted, over(batch.region))
