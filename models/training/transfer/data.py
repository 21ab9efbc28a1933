"""The arrays that `vanity synthesise faces` wrote."""

from pathlib import Path

import numpy as np
import torch

from .network import PAGES


class Samples:
    """Made-up faces and what they wear; in the memory of the device if it is a GPU."""

    def __init__(self, *folders: Path, device: torch.device = torch.device("cpu")):
        self._device = device
        self._pages = {name: self._kept([np.load(folder / f"{name}.npy", mmap_mode="r") for folder in folders]) for name in PAGES}
        self.skin = np.concatenate([np.load(folder / "skin.npy") for folder in folders])
        self.worn = np.concatenate([np.load(folder / "worn.npy") for folder in folders])

    def _kept(self, arrays: list[np.ndarray]):
        if self._device.type == "cuda":
            return torch.cat([torch.from_numpy(np.ascontiguousarray(array)).to(self._device) for array in arrays])
        return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)

    def __len__(self) -> int:
        return len(self.worn)

    def batch(self, chosen: np.ndarray) -> tuple[list[torch.Tensor], torch.Tensor]:
        """The network's inputs, and what is worn."""
        order = np.sort(chosen)
        pages = [planes(self._rows(self._pages[name], order)) for name in PAGES]
        here = lambda array: torch.from_numpy(array[order]).to(self._device)
        return [*pages, here(self.skin)], here(self.worn)

    def _rows(self, array, order: np.ndarray) -> torch.Tensor:
        if isinstance(array, torch.Tensor):
            return array[torch.from_numpy(order).to(self._device)]
        return torch.from_numpy(np.ascontiguousarray(array[order]))


def planes(values: torch.Tensor) -> torch.Tensor:
    """Planes from -1 to 1, of bytes."""
    return values.float().div_(127.5).sub_(1)


def disturbed(inputs: list[torch.Tensor]) -> list[torch.Tensor]:
    """The same faces in slightly other light, with other skin, turned over now and then, and with something in front here and there."""
    *pages, skin = inputs
    flip = (torch.rand(len(skin), device=skin.device) < 0.5).view(-1, 1, 1, 1)
    gain = torch.randn(len(skin), 3, 1, 1, device=skin.device) * 0.015
    pages = [holed(relit(page, gain)) for page in turned(pages, flip)]
    return [*pages, skin * torch.exp(torch.randn_like(skin) * 0.06)]


def turned(pages: list[torch.Tensor], flip: torch.Tensor) -> list[torch.Tensor]:
    """The pages of the mirrored face where `flip` [N, 1, 1, 1] says so. The right eye's page is mirrored already."""
    face, left, right, lips = pages
    over = lambda page: torch.where(flip, page.flip(3), page)
    return [over(face), torch.where(flip, right, left), torch.where(flip, left, right), over(lips)]


def relit(page: torch.Tensor, gain: torch.Tensor) -> torch.Tensor:
    """In slightly other light, and noisy."""
    return torch.cat([page[:, :3] + gain * page[:, 3:] + torch.randn_like(page[:, :3]) * 0.006, page[:, 3:]], 1)


def holed(page: torch.Tensor) -> torch.Tensor:
    """A box of one page in nine is not seen."""
    count, _, rows, columns = page.shape
    random = lambda: torch.rand(count, 1, 1, 1, device=page.device)
    y = torch.arange(rows, device=page.device).view(1, 1, -1, 1) / rows
    x = torch.arange(columns, device=page.device).view(1, 1, 1, -1) / columns
    top, left, high, wide = random(), random(), random() * 0.3 + 0.05, random() * 0.3 + 0.05
    hole = (y > top) & (y < top + high) & (x > left) & (x < left + wide) & (random() < 0.11)
    return page.masked_fill(hole, 0.0)
