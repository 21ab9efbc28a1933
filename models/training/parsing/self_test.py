"""Tests that need no data: `python -m unittest parsing.self_test` in the folder above this one."""

import argparse
import json
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from . import backbone, classes, export, exported, geometry, metrics, prepare, roi, train
from .augment import front, loose, motion, occluders, worn
from .augment.eyes import EyeOpening
from .build import folded_parser
from .network import IMAGE_SIZE, LOGIT_SIZE, Parser, empty_memory
from .sets import PERMISSIVE
from .tracker import session
from .workers import Alone, Workers


def _landmarks() -> np.ndarray:
    """Something with the outline of a face, eyes level."""
    angles = np.linspace(0, 2 * np.pi, 478, endpoint=False)
    points = np.stack([100 + 40 * np.cos(angles), 120 + 50 * np.sin(angles)], 1).astype(np.float32)
    points[33], points[263] = (80, 110), (120, 110)
    return points


def _write_sets(work: Path) -> None:
    """All sets of the permissive variant, with five pictures of noise each."""
    random = np.random.RandomState(1)
    record = {"name": "noise", "width": 192, "height": 192, "landmarks": _landmarks().tolist()}
    for name in PERMISSIVE:
        np.save(work / f"{name}.image.npy", random.randint(0, 256, (5, 192, 192, 3)).astype(np.uint8))
        np.save(work / f"{name}.mesh.npy", random.randint(0, classes.COUNT, (5, 192, 192)).astype(np.uint8))
        (work / f"{name}.json").write_text(json.dumps([record] * 5))


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


class InFront(unittest.TestCase):
    def setUp(self) -> None:
        self.picture = np.full((256, 256, 3), 180, np.uint8)
        self.labels = np.full((256, 256), classes.SKIN, np.uint8)
        self.labels[:64] = classes.BACKGROUND

    def test_everything_covers_something_and_has_a_label(self) -> None:
        for seed in range(60):
            random = np.random.RandomState(seed)
            layer = front.one(self.picture, self.labels, _landmarks(), self.picture, self.labels, random)
            self.assertEqual(layer.rgb.shape, self.picture.shape)
            self.assertEqual(layer.rgb.dtype, np.uint8)
            self.assertTrue(-1e-4 <= layer.alpha.min() and layer.alpha.max() <= 1 + 1e-4)
            known = {0, classes.HAIR, classes.GLASSES, classes.OTHER, classes.IGNORED}
            self.assertLessEqual(set(np.unique(layer.labels).tolist()), known)

    def test_a_mask_hides_the_lips(self) -> None:
        landmarks = _landmarks()
        landmarks[1], landmarks[2] = (100, 125), (100, 130)
        covered = [worn.face_mask(landmarks, self.picture, np.random.RandomState(seed)).labels[150, 100] for seed in range(20)]
        self.assertGreater(np.mean(np.array(covered) == classes.OTHER), 0.7)

    def test_shadows_and_thin_hairs_change_no_label(self) -> None:
        layer = loose.strands(np.array([40.0, 30, 20]), 256, np.random.RandomState(2))
        _, labels = layer.over(self.picture, self.labels)
        self.assertTrue((labels[layer.labels == 0] == self.labels[layer.labels == 0]).all())
        self.assertTrue((labels[(layer.alpha > 0) & (layer.labels == classes.IGNORED)] == classes.IGNORED).all())

    def test_eyes_can_become_narrower(self) -> None:
        landmarks = _landmarks()
        for polygon, middle in zip(geometry.EYES, ((80, 110), (120, 110))):
            turns = np.linspace(0, 2 * np.pi, len(polygon), endpoint=False)
            landmarks[polygon] = np.stack([middle[0] + 14 * np.cos(turns), middle[1] + 6 * np.sin(turns)], 1)
            geometry.fill(self.labels, landmarks[polygon], classes.EYES)
        eyes = next(eyes for seed in range(99) if (eyes := EyeOpening(np.random.RandomState(seed)))._factor > 1.3)
        _, narrow = eyes.apply(self.picture, self.labels, landmarks)
        self.assertLess((narrow == classes.EYES).sum(), 0.9 * (self.labels == classes.EYES).sum())


class Pictures(unittest.TestCase):
    def test_black_margins_are_cut_off(self) -> None:
        picture = np.zeros((100, 120, 3), np.uint8)
        picture[20:80, 30:100] = 90
        self.assertEqual(prepare.trimmed(picture).shape, (60, 70, 3))


class Training(unittest.TestCase):
    def setUp(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.addCleanup(self._folder.cleanup)
        self.work = Path(self._folder.name)
        _write_sets(self.work)

    def test_workers_give_whole_batches_of_both_kinds(self) -> None:
        workers = Workers(self.work, "permissive", 1, 8, 1)
        self.addCleanup(workers.close)
        shapes = {workers.next().images.shape[:2] for _ in range(4)}
        self.assertEqual(shapes, {(1, 8), (4, 2)})

    def test_a_worker_that_fails_is_heard_of(self) -> None:
        workers = Workers(self.work / "nowhere", "permissive", 1, 8, 1)
        self.addCleanup(workers.close)
        with self.assertRaises(RuntimeError):
            workers.next()

    def test_pictures_go_on_where_they_were_stopped(self) -> None:
        first = Alone(self.work, "permissive", 1, 4)
        first.next()
        state, wanted = first.state(), first.next()
        second = Alone(self.work, "permissive", 2, 4)
        second.restore(state)
        self.assertTrue((second.next().labels == wanted.labels).all())

    def test_it_ends_in_time_leaves_weights_and_goes_on(self) -> None:
        torch.save(folded_parser().state_dict(), self.work / "start_permissive.pt")
        options = argparse.Namespace(
            work=self.work, out=None, variant="permissive", minutes=None, seconds=1.0, rate=1e-3, batch=4, teacher=None,
            workers=0, seed=1,
        )  # fmt: skip
        train.Training(options).run()
        last = json.loads((self.work / "curve_permissive.json").read_text())[-1]
        export.load(self.work / "best_permissive.pt")
        # However long the first run took: its last step may have been a slow one.
        options.seconds = last["seconds"] + 1.5
        train.Training(options).run()
        self.assertGreater(json.loads((self.work / "curve_permissive.json").read_text())[-1]["step"], last["step"])


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
