"""Tests that need no data: `python -m unittest transfer.self_test` in the folder above this one."""

import json
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from . import data, layout, losses, metrics
from .network import PAGES, LookReader
from .space import CODE, LookSpace, divergence, hidden


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
        out = data.disturbed([*pages, torch.full((3, 3), 0.3)], torch.Generator().manual_seed(1))
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


if __name__ == "__main__":
    unittest.main()
