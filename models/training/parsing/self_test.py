"""Tests that need no data: `python -m unittest parsing.self_test` in the folder above this one."""

import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from . import backbone, classes, export, exported, geometry, metrics, roi
from .augment import motion, occluders
from .build import folded_parser
from .network import IMAGE_SIZE, LOGIT_SIZE, Parser, empty_memory
from .tracker import session


def _landmarks() -> np.ndarray:
    """Something with the outline of a face, eyes level."""
    angles = np.linspace(0, 2 * np.pi, 478, endpoint=False)
    points = np.stack([100 + 40 * np.cos(angles), 120 + 50 * np.sin(angles)], 1).astype(np.float32)
    points[33], points[263] = (80, 110), (120, 110)
    return points


class Regions(unittest.TestCase):
    def test_the_square_is_around_all_landmarks(self) -> None:
        region = roi.roi_from_landmarks(_landmarks())
        self.assertAlmostEqual(region.side, 160, delta=0.5)
        self.assertAlmostEqual(region.centre_x, 100, delta=0.5)
        self.assertEqual(region.angle, 0)

    def test_there_and_back_again(self) -> None:
        matrix = motion.Placement(scale=1.3, angle=0.2, shift_x=0.1, mirrored=True).picture_from_cut(
            roi.Roi(50, 60, 80, 0.3), 256
        )
        points = np.array([[0.0, 0.0], [10.0, 200.0]])
        self.assertTrue(np.allclose(roi.moved(roi.moved(points, matrix), roi.inverse(matrix)), points))

    def test_a_plain_placement_is_the_square_itself(self) -> None:
        region = roi.Roi(50, 60, 80, 0.3)
        placed = motion.Placement().picture_from_cut(region, 256)
        self.assertTrue(np.allclose(placed, region.picture_from_roi(256)))


class Labels(unittest.TestCase):
    def test_celeba_classes(self) -> None:
        mask = np.array([[[0, 0, 0], [204, 0, 0], [76, 153, 0], [0, 204, 0]]], np.uint8)
        found = classes.labels_from_celeba_mask(mask)
        self.assertEqual(found.tolist(), [[classes.BACKGROUND, classes.SKIN, classes.SKIN, classes.BACKGROUND]])

    def test_an_unknown_colour_is_refused(self) -> None:
        with self.assertRaises(ValueError):
            classes.labels_from_celeba_mask(np.full((1, 1, 3), 7, np.uint8))

    def test_a_layer_covers_what_is_under_it(self) -> None:
        random = np.random.RandomState(1)
        layer = occluders.hand(64, np.array([150.0, 110, 90]), random)
        _, labels = layer.over(np.zeros((64, 64, 3), np.uint8), np.full((64, 64), classes.SKIN, np.uint8))
        self.assertEqual(set(np.unique(labels)), {classes.SKIN, classes.OTHER})

    def test_polygons_are_filled(self) -> None:
        mask = np.zeros((10, 10), np.uint8)
        geometry.fill(mask, np.array([[2, 2], [7, 2], [7, 7], [2, 7]]), 3)
        self.assertEqual(mask[4, 4], 3)
        self.assertEqual(mask[0, 0], 0)


class Figures(unittest.TestCase):
    def test_a_perfect_result(self) -> None:
        truth = np.array([[0, 1, 2], [3, 4, 255]], np.uint8)
        counts = metrics.confusion(truth, np.where(truth == 255, 0, truth))
        self.assertEqual(counts.sum(), 5)
        self.assertEqual(metrics.scores(counts)["f1"][:5].tolist(), [1.0] * 5)

    def test_edges_next_to_each_other_meet(self) -> None:
        truth, found = np.zeros((2, 40, 40), np.uint8)
        truth[10:20, 10:20] = 4
        found[10:20, 12:22] = 4
        self.assertEqual(metrics.boundary_f1(metrics.boundary_hits(truth, found, 4, 2.5)), 1.0)
        self.assertLess(metrics.boundary_f1(metrics.boundary_hits(truth, found, 4, 1.0)), 1.0)


class TheNetwork(unittest.TestCase):
    def setUp(self) -> None:
        torch.manual_seed(1)
        self.net = Parser().eval()

    def test_shapes_and_size(self) -> None:
        logits, memory = self.net(torch.zeros(1, 3, IMAGE_SIZE, IMAGE_SIZE), empty_memory())
        self.assertEqual(tuple(logits.shape), (1, classes.COUNT, LOGIT_SIZE, LOGIT_SIZE))
        self.assertEqual(memory.shape, empty_memory().shape)
        self.assertLess(sum(parameter.numel() for parameter in self.net.parameters()), 1_000_000)

    def test_a_sequence_is_its_frames_one_by_one(self) -> None:
        frames = torch.rand(3, 1, 3, IMAGE_SIZE, IMAGE_SIZE)
        with torch.inference_mode():
            together = self.net.forward_sequence(frames)
            memory = empty_memory()
            for frame, wanted in zip(frames, together):
                logits, memory = self.net(frame, memory)
                self.assertTrue(torch.allclose(logits, wanted, atol=1e-4))

    def test_a_cleared_memory_is_a_new_start(self) -> None:
        frames = torch.rand(2, 1, 3, IMAGE_SIZE, IMAGE_SIZE)
        with torch.inference_mode():
            cut = self.net.forward_sequence(frames, torch.tensor([[1.0], [0.0]]))
            alone, _ = self.net(frames[1], empty_memory())
        self.assertTrue(torch.allclose(cut[1], alone, atol=1e-4))

    def test_matrix_products_are_the_same_convolutions(self) -> None:
        image = torch.rand(2, 3, IMAGE_SIZE, IMAGE_SIZE)
        backbone.fold(self.net)
        with torch.inference_mode():
            wanted, _ = self.net(image, empty_memory(2))
            found, _ = self.net.train()(image, empty_memory(2))
        self.assertTrue(torch.allclose(found, wanted, atol=1e-3))

    def test_the_exported_file_gives_the_same(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "net.onnx"
            export.write(self.net, path)
            self.assertLess(export.largest_difference(self.net, path), 1e-3)


class Exported(unittest.TestCase):
    def test_training_goes_on_from_what_the_file_gives(self) -> None:
        path = Path(__file__).resolve().parents[2] / "face_parser.onnx"
        torch.manual_seed(3)
        net = folded_parser()
        exported.load_into(net, path, torch.rand(4, 3, IMAGE_SIZE, IMAGE_SIZE) * 2 - 1)
        net.eval()
        image = torch.rand(1, 3, IMAGE_SIZE, IMAGE_SIZE) * 2 - 1
        with torch.inference_mode():
            ours, _ = net(image, empty_memory())
        theirs = session(path).run(["logits"], {"image": image.numpy(), "memory": empty_memory().numpy()})[0]
        self.assertLess(np.abs(ours.numpy() - theirs).max(), 0.05)


if __name__ == "__main__":
    unittest.main()
