"""Tests that need no data: `python -m unittest transfer.self_test` in the folder above this one."""

import json
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from . import data, layout, losses, metrics, style_network, train_texture
from .network import PAGES, LookReader
from .schedule import Clock
from .space import CODE, LookSpace, divergence, hidden
from .style_data import Batch, disturbed
from .texture_network import PLANE, TextureLifter
from .train_style import Both, loss_of


def _slots() -> list[layout.Slot]:
    """Two slots: one with a colour and three drawings, one without."""
    described = [
        {"name": "blush", "shapes": ["a", "b", "c"], "finishes": ["matte"], "coloured": True},
        {"name": "foundation", "shapes": ["full"], "finishes": ["matte", "satin"], "coloured": False},
    ]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "layout.json").write_text(json.dumps({"slots": described}))
        return layout.slots(Path(folder))


def _worn() -> torch.Tensor:
    """Two samples: one wears both slots, one nothing."""
    slots = _slots()
    worn = torch.zeros(2, slots[-1].finish.stop)
    for slot in slots:
        worn[0, slot.presence], worn[0, slot.coverage] = 1, 0.6
        worn[0, slot.shape.start], worn[0, slot.finish.start] = 1, 1
    worn[0, slots[0].lab] = torch.tensor([0.5, 0.4, 0.1])
    return worn


def _answer(worn: torch.Tensor) -> torch.Tensor:
    """What a network that is right and sure would give."""
    slots, given = _slots(), (worn.clamp(1e-3, 1 - 1e-3) / (1 - worn.clamp(1e-3, 1 - 1e-3))).log()
    for slot in slots:
        given[:, slot.lab] = worn[:, slot.lab]
    return given


class Layout(unittest.TestCase):
    def test_slots_follow_each_other(self) -> None:
        blush, foundation = _slots()
        self.assertEqual((blush.start, blush.shape, blush.finish), (0, slice(6, 9), slice(9, 10)))
        self.assertEqual((foundation.start, foundation.finish), (10, slice(17, 19)))


class Figures(unittest.TestCase):
    def test_a_right_answer_is_perfect_and_costs_next_to_nothing(self) -> None:
        slots, worn = _slots(), _worn()
        found = metrics.figures(_answer(worn).numpy(), worn.numpy(), slots)
        self.assertEqual((found["blush"]["f1"], found["blush"]["shape"]), (1.0, 1.0))
        right, wrong = losses.reading_loss(_answer(worn), worn, slots), losses.reading_loss(-_answer(worn), worn, slots)
        self.assertLess(right.item(), 0.05)
        self.assertGreater(wrong.item(), 5 * right.item())

    def test_the_border_is_where_f1_is_best(self) -> None:
        slots = _slots()[:1]
        worn = np.zeros((40, 10), np.float32)
        worn[20:, 0] = 1
        given = np.linspace(-1, 3, 40, dtype=np.float32)[:, None].repeat(10, 1)
        border = metrics.best_thresholds(given, worn, slots)[0]
        self.assertTrue(given[19, 0] <= border + 0.06 and border < given[20, 0])


class Networks(unittest.TestCase):
    def test_every_number_has_an_answer(self) -> None:
        net = LookReader(19).eval()
        pages = [torch.zeros(2, 4, *size) for size in PAGES.values()]
        self.assertEqual(net(*pages, torch.full((2, 3), 0.3)).shape, (2, 19))

    def test_what_is_disturbed_stays_a_page(self) -> None:
        pages = [torch.rand(3, 4, *size) for size in PAGES.values()]
        out = data.disturbed([*pages, torch.full((3, 3), 0.3)])
        self.assertEqual([one.shape for one in out[:-1]], [one.shape for one in pages])
        self.assertTrue(all(torch.isfinite(one).all() for one in out))

    def test_what_is_not_known_is_hidden(self) -> None:
        worn, owners = torch.ones(1, 19), torch.tensor([0] * 10 + [1] * 9)
        shown = hidden(worn, torch.tensor([[1.0, 0.0]]), owners)
        self.assertEqual((shown[0, :10].sum().item(), shown[0, 10:].sum().item()), (10, 0))

    def test_the_space_has_a_place_for_every_look(self) -> None:
        given, mean, log_variance = LookSpace(19, 2)(torch.rand(3, 19), torch.ones(3, 2))
        self.assertEqual((given.shape, mean.shape), ((3, 19), (3, CODE)))
        self.assertAlmostEqual(divergence(torch.zeros(1, CODE), torch.zeros(1, CODE)).item(), 0)
        self.assertGreater(divergence(mean, log_variance).item(), 0)


def _faces(count: int = 2) -> Batch:
    """Faces that wear nothing yet and should turn red, with whatever else there has to be."""
    torch.manual_seed(3)
    picture = torch.rand(count, 3, style_network.PICTURE, style_network.PICTURE) * 0.6
    places = torch.rand(count, 3, style_network.PLACES, style_network.PLACES)
    places[:, 2] = (places[:, 2] > 0.5).float()
    pages = [torch.rand(count, 4, *size) for size in PAGES.values()]
    wanted = picture.clone()
    wanted[:, 0] += 0.2
    return Batch(picture, torch.full((count, 3, 1, 1), 0.7), places, pages, torch.full((count, 3), 0.3), wanted, torch.ones(count, 1, 256, 256))


class Style(unittest.TestCase):
    def test_an_untrained_network_hardly_changes_anything_and_nothing_beside_the_face(self) -> None:
        faces, net = _faces(), Both().eval()
        with torch.inference_mode():
            made, _ = net(faces, sample=False)
        self.assertLess((made - faces.picture).abs().mean().item(), 0.02)
        faces.places[:, 2] = 0
        with torch.inference_mode():
            made, _ = net(faces, sample=False)
        self.assertTrue(torch.equal(made, faces.picture))

    def test_what_is_deployed_gives_the_same(self) -> None:
        faces, net = _faces(1), style_network.MakeupTransfer().eval()
        code = torch.randn(1, style_network.CODE)
        with torch.inference_mode():
            grid = net(faces.picture, faces.places, code)
            net.deploy()
            self.assertLess((net(faces.picture, faces.places, code) - grid).abs().max().item(), 1e-3)

    def test_the_right_picture_costs_nothing_and_disturbing_keeps_pair_and_shapes(self) -> None:
        faces = _faces()
        self.assertLess(loss_of(faces.wanted, torch.zeros(()), faces).item(), 1e-6)
        self.assertGreater(loss_of(faces.picture, torch.zeros(()), faces).item(), 0.1)
        other = disturbed(faces)
        red = (other.wanted - other.picture)[:, 0] * other.light[:, 0]
        self.assertLess((red - 0.2 * 0.7).abs().max().item(), 1e-3)
        self.assertEqual([page.shape for page in other.pages], [page.shape for page in faces.pages])


class Texture(unittest.TestCase):
    def test_a_full_layer_hides_the_skin_and_none_shows_it(self) -> None:
        bare, layer = torch.full((1, 3, 4, 4), 0.1), torch.full((1, 4, 4, 4), -0.2)
        for cover, wanted in ((1.0, -0.2), (0.0, 0.1)):
            layer[:, 3] = cover
            self.assertLess((train_texture.laid(layer, bare) - wanted).abs().max().item(), 1e-5)

    def test_the_lifter_keeps_the_plane(self) -> None:
        with torch.inference_mode():
            out = TextureLifter().eval()(torch.rand(1, 4, PLANE, PLANE))
        self.assertEqual(out.shape, (1, 7, PLANE, PLANE))
        self.assertTrue(0 <= out[:, 3].min() and out[:, 3].max() <= 1)


class Time(unittest.TestCase):
    def test_the_rate_falls_with_the_time(self) -> None:
        self.assertLess(Clock(100.0, spent=100.0).factor(1000), 0.01)
        self.assertGreater(Clock(100.0).factor(1000), 0.95)
        self.assertLess(Clock(100.0).factor(0), 0.02)


if __name__ == "__main__":
    unittest.main()
