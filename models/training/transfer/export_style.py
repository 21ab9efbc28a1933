"""Step 8, export the networks that carry looks over and lift them off, each checked against the trainer's output.

    python -m transfer.export_style --work DIR --models DIR
"""

import argparse
from pathlib import Path

import torch

from .network import PAGES
from .onnx_file import write
from .style_network import CODE, PICTURE, PLACES, MakeupTransfer, StyleEncoder
from .texture_network import PLANE, TextureLifter


class Layer(torch.nn.Module):
    """The lifter without the bare skin."""

    def __init__(self, net: TextureLifter):
        super().__init__()
        self.net = net

    def forward(self, seen: torch.Tensor) -> torch.Tensor:
        return self.net(seen)[:, :4]


def main() -> None:
    """Exports what is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--models", type=Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    random = torch.Generator().manual_seed(1)
    draw = lambda *shape: torch.rand(*shape, generator=random)
    if (options.work / "style.pt").exists():
        state = torch.load(options.work / "style.pt", weights_only=True)
        encoder, transfer = StyleEncoder(), MakeupTransfer()
        encoder.load_state_dict(of_part(state, "encoder."))
        transfer.load_state_dict(of_part(state, "transfer."))
        transfer.deploy()
        pages = {name: draw(1, 4, *size) * 2 - 1 for name, size in PAGES.items()}
        write(encoder, pages | {"skin": draw(1, 3)}, ["mean", "log_variance"], options.models / "style_encoder.onnx")
        seen = {"picture": draw(1, 3, PICTURE, PICTURE), "places": draw(1, 3, PLACES, PLACES), "style": draw(1, CODE)}
        write(transfer, seen, ["grid"], options.models / "makeup_transfer.onnx")
    if (options.work / "texture.pt").exists():
        net = TextureLifter()
        net.load_state_dict(torch.load(options.work / "texture.pt", weights_only=True))
        write(Layer(net), {"seen": draw(1, 4, PLANE, PLANE)}, ["layer"], options.models / "makeup_lifter.onnx")


def of_part(state: dict[str, torch.Tensor], prefix: str) -> dict[str, torch.Tensor]:
    """The weights of one of two networks."""
    return {name.removeprefix(prefix): value for name, value in state.items() if name.startswith(prefix)}


if __name__ == "__main__":
    main()
