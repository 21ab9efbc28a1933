"""Landmarks of the faces in pictures: by `vanity landmarks`, or, quicker for thousands, by the same models directly."""

import json
import subprocess
import tempfile
from pathlib import Path

import cv2
import numpy as np
import onnxruntime

_ROI_SCALE = 1.5
_MESH_SIZE = 192
_PASSES = 3


def session(path: Path) -> onnxruntime.InferenceSession:
    """A model on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class CommandTracker:
    """Asks the program. Slow, as it starts anew for every picture, but exactly what the engine does."""

    def __init__(self, program: str):
        self._program = program

    def landmarks(self, rgb: np.ndarray) -> np.ndarray | None:
        """The first face's landmarks [478, 2] in pixels."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "picture.png"
            cv2.imwrite(str(path), rgb[:, :, ::-1])
            command = [self._program, "landmarks", str(path)]
            found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        faces = found["faces"]
        return np.array(faces[0]["landmarks"], np.float32)[:, :2] if faces else None


class ModelTracker:
    """Runs detector and mesh itself: detection, then the mesh thrice, each time on the square of the last."""

    def __init__(self, models: Path):
        self._detector = session(models / "face_detection_short_range.onnx")
        self._mesh = session(models / "face_landmark_478.onnx")
        self._anchors = _anchors()

    def landmarks(self, rgb: np.ndarray, last: np.ndarray | None = None) -> np.ndarray | None:
        """The surest face's landmarks [478, 2] in pixels; in a clip `last` are the previous frame's."""
        if last is not None:
            found = self._mesh_in(rgb, _square(last, last[33], last[263]))
            if found is not None:
                return found
        square = self._detected(rgb)
        points = None
        for _ in range(_PASSES):
            if square is None:
                return None
            points = self._mesh_in(rgb, square)
            square = None if points is None else _square(points, points[33], points[263])
        return points

    def _detected(self, rgb: np.ndarray) -> tuple[float, float, float, float] | None:
        height, width = rgb.shape[:2]
        side = max(height, width)
        cut = _cut(rgb, (width / 2, height / 2, side, 0.0), 128, cv2.BORDER_CONSTANT)
        boxes, scores = self._detector.run(None, {"input": _tensor(cut, 2 / 255, -1)})
        best = int(scores.ravel().argmax())
        if scores.ravel()[best] < 0:
            return None
        box = boxes[0, best]
        points = (box[4:8].reshape(2, 2) / 128 + self._anchors[best] - 0.5) * side + [width / 2, height / 2]
        centre = (box[:2] / 128 + self._anchors[best] - 0.5) * side + [width / 2, height / 2]
        half = box[2:4] / 128 * side / 2
        return _square(np.stack([centre - half, centre + half]), points[0], points[1])

    def _mesh_in(self, rgb: np.ndarray, square: tuple[float, float, float, float]) -> np.ndarray | None:
        cut = _cut(rgb, square, _MESH_SIZE, cv2.BORDER_REPLICATE)
        landmarks, score = self._mesh.run(None, {"input": _tensor(cut, 1 / 255, 0)})
        if score.item() < 0.5:
            return None
        centre_x, centre_y, side, angle = square
        offset = landmarks[0, :, :2] / _MESH_SIZE - 0.5
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        # The mesh counts pixels from their corners' upper left; pictures here count from centres.
        return (offset @ turn.T * side + [centre_x, centre_y]).astype(np.float32)


def _anchors() -> np.ndarray:
    rows = []
    for cells, repeats in ((16, 2), (8, 6)):
        for y in range(cells):
            for x in range(cells):
                rows += [((x + 0.5) / cells, (y + 0.5) / cells)] * repeats
    return np.array(rows, np.float32)


def _square(points: np.ndarray, right: np.ndarray, left: np.ndarray) -> tuple[float, float, float, float]:
    low, high = points.min(0), points.max(0)
    angle = float(np.arctan2(left[1] - right[1], left[0] - right[0]))
    centre = (low + high) / 2
    return float(centre[0]), float(centre[1]), float((high - low).max()) * _ROI_SCALE, angle


def _cut(rgb: np.ndarray, square: tuple[float, float, float, float], size: int, border: int) -> np.ndarray:
    centre_x, centre_y, side, angle = square
    scale = side / size
    cosine, sine = np.cos(angle) * scale, np.sin(angle) * scale
    turn = np.array([[cosine, -sine], [sine, cosine]])
    shift = np.array([centre_x, centre_y]) - turn @ np.array([size / 2, size / 2])
    matrix = np.concatenate([turn, shift[:, None]], 1)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(rgb, matrix, (size, size), flags=flags, borderMode=border)


def _tensor(rgb: np.ndarray, scale: float, shift: float) -> np.ndarray:
    return np.ascontiguousarray((rgb.astype(np.float32) * scale + shift).transpose(2, 0, 1)[None])
