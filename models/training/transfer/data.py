"""The arrays that `vanity synthesise` wrote."""

from pathlib import Path

import numpy as np
import torch

from .network import PAGES


class Samples:
    """Made-up faces and what they wear."""

    def __init__(self, folder: Path):
        self._pages = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in PAGES}
        self.skin = np.load(folder / "skin.npy")
        self.worn = np.load(folder / "worn.npy")
        self.photo = np.load(folder / "photo.npy")[:, 0].astype(int)

    def __len__(self) -> int:
        return len(self.worn)

    def batch(self, chosen: np.ndarray) -> tuple[list[torch.Tensor], torch.Tensor]:
        """The network's inputs, and what is worn."""
        order = np.sort(chosen)
        pages = [planes(self._pages[name][order]) for name in PAGES]
        return [*pages, torch.from_numpy(self.skin[order])], torch.from_numpy(self.worn[order])


def planes(values: np.ndarray) -> torch.Tensor:
    """Planes from -1 to 1, of bytes."""
    return torch.from_numpy(np.ascontiguousarray(values)).float().div_(127.5).sub_(1)


def disturbed(inputs: list[torch.Tensor], random: torch.Generator) -> list[torch.Tensor]:
    """The same faces in slightly other light, with other skin, and with something in front here and there."""
    out = []
    gain = torch.randn(len(inputs[0]), 3, 1, 1, generator=random) * 0.015
    for page in inputs[:-1]:
        page = page.clone()
        page[:, :3] += gain * page[:, 3:]
        page[:, :3] += torch.randn(page[:, :3].shape, generator=random) * 0.006
        rows, columns = page.shape[2:]
        for index in torch.nonzero(torch.rand(len(page), generator=random) < 0.12)[:, 0]:
            high, wide = (int(torch.randint(4, side // 3, (1,), generator=random)) for side in (rows, columns))
            y, x = int(torch.randint(0, rows - high, (1,), generator=random)), int(torch.randint(0, columns - wide, (1,), generator=random))
            page[index, :, y : y + high, x : x + wide] = 0
        out.append(page)
    skin = inputs[-1] * torch.exp(torch.randn(inputs[-1].shape, generator=random) * 0.06)
    return [*out, skin]
