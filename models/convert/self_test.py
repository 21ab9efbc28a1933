"""Tests of what needs only the standard library.

`convert.py --check` runs them; so does `python3 -m unittest self_test` in this folder.
"""

import unittest

from landmarks import IRIS_LANDMARKS, MESH_LANDMARKS, merged_sources
from onnx_signature import read_signature
from padding import same_padding
from sparse import CompressedLevel, DenseLevel, stored_positions


def _field(number: int, content: bytes) -> bytes:
    """A protocol buffer field that holds bytes (fewer than 128)."""
    return bytes([number << 3 | 2, len(content)]) + content


def _value_info(name: str, *sizes: int) -> bytes:
    shape = b"".join(_field(1, bytes([1 << 3, size])) for size in sizes)
    tensor_type = bytes([1 << 3, 1]) + _field(2, shape)
    return _field(1, name.encode()) + _field(2, _field(1, tensor_type))


class SparseTensors(unittest.TestCase):
    def test_dense_levels_store_everything_in_order(self) -> None:
        self.assertEqual(stored_positions([2, 3], [DenseLevel(), DenseLevel()]), [0, 1, 2, 3, 4, 5])

    def test_compressed_rows_store_only_their_indices(self) -> None:
        rows = CompressedLevel(segments=[0, 1, 1, 3], indices=[2, 0, 3])
        self.assertEqual(stored_positions([3, 4], [DenseLevel(), rows]), [2, 8, 11])

    def test_a_compressed_level_may_be_followed_by_a_dense_one(self) -> None:
        rows = CompressedLevel(segments=[0, 1], indices=[1])
        self.assertEqual(stored_positions([3, 2], [rows, DenseLevel()]), [2, 3])

    def test_an_index_outside_is_refused(self) -> None:
        rows = CompressedLevel(segments=[0, 1], indices=[4])
        with self.assertRaises(ValueError):
            stored_positions([4], [rows])


class Padding(unittest.TestCase):
    def test_an_odd_pixel_goes_to_the_end(self) -> None:
        self.assertEqual(same_padding(input_size=128, output_size=64, kernel=5, stride=2), (1, 2))

    def test_an_output_of_the_input_size_keeps_the_kernel_centred(self) -> None:
        self.assertEqual(same_padding(input_size=48, output_size=48, kernel=3, stride=1), (1, 1))

    def test_there_is_never_less_than_none(self) -> None:
        self.assertEqual(same_padding(input_size=8, output_size=4, kernel=1, stride=2), (0, 0))


class MergedLandmarks(unittest.TestCase):
    def test_refined_landmarks_replace_the_mesh_and_the_rest_stays(self) -> None:
        sources = merged_sources(lips=[61, 0], eyes=[[33], [263]])
        self.assertEqual(len(sources), MESH_LANDMARKS + 2 * IRIS_LANDMARKS)
        self.assertEqual([sources[landmark] for landmark in (1, 61, 0, 33, 263)], [1, 468, 469, 470, 471])
        self.assertEqual(sources[MESH_LANDMARKS:], list(range(472, 482)))


class OnnxSignature(unittest.TestCase):
    def test_names_and_shapes_are_found(self) -> None:
        graph = _field(2, b"g") + _field(11, _value_info("in", 1, 3)) + _field(12, _value_info("out", 4))
        self.assertEqual(read_signature(_field(7, graph)), ([("in", [1, 3])], [("out", [4])]))

    def test_other_bytes_are_refused(self) -> None:
        for content in (b"", b"\xff" * 20, b"\x3a\x7f", b"not an ONNX file"):
            with self.subTest(content=content), self.assertRaises(ValueError):
                read_signature(content)


def failures() -> list[str]:
    """Names and reasons of the tests that fail."""
    result = unittest.TestResult()
    unittest.defaultTestLoader.loadTestsFromName(__name__).run(result)
    return [f"{test.id()}: {_error_line(trace)}" for test, trace in result.failures + result.errors]


def _error_line(trace: str) -> str:
    """The line of a traceback that names the error; an explanation of several lines may follow it."""
    lines = [line for line in trace.splitlines() if line and not line[0].isspace()]
    return next((line for line in lines if "Error" in line), trace)
