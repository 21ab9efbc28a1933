"""Runs converted models in ONNX Runtime: do they start, and does the mesh give the landmarks of a reference?"""

from pathlib import Path

import numpy as np
import onnxruntime

from manifest import ModelEntry
from problems import CheckFailed, WrongUsage

GOLDEN_MODEL = "face_landmark_478"
_TOLERANCE_PX = 1e-3
_CROPS, _LANDMARKS = "frames192.npy", "landmarks478.npy"


def check_runs(entry: ModelEntry, content: bytes) -> None:
    """Raises `CheckFailed` where a model does not turn a plain grey image into numbers of the listed shapes."""
    (tensor,) = entry.inputs
    grey = np.full(tensor.shape, sum(tensor.value_range or [0]) / 2, np.float32)
    outputs = _run(content, {tensor.name: grey}, [output.name for output in entry.outputs])
    for listed, values in zip(entry.outputs, outputs, strict=True):
        if list(values.shape) != listed.shape or not np.isfinite(values).all():
            raise CheckFailed(f"{entry.file}: the output {listed.name} is not {listed.shape} finite numbers.")


def golden_error(content: bytes, folder: Path) -> tuple[int, float]:
    """Number of crops in a folder, and the largest difference in pixels between the model's landmarks and theirs.

    The folder holds RGB crops, uint8 [N, 192, 192, 3], and reference landmarks, float32 [N, 478, 3] in pixels.
    """
    crops, expected = _array(folder / _CROPS), _array(folder / _LANDMARKS)
    if crops.shape[1:] != (192, 192, 3) or expected.shape != (len(crops), 478, 3):
        raise WrongUsage(f"{folder}: crops {crops.shape} and landmarks {expected.shape} do not fit together.")
    session = _session(content)
    worst = 0.0
    for crop, landmarks in zip(crops, expected, strict=True):
        image = crop.astype(np.float32).transpose(2, 0, 1)[None] / np.float32(255)
        (found,) = session.run(["landmarks"], {"input": np.ascontiguousarray(image)})
        worst = max(worst, float(np.abs(found[0] - landmarks).max()))
    return len(crops), worst


def check_golden(content: bytes, folder: Path) -> str:
    """Raises `CheckFailed` where the landmarks are off; otherwise says by how little."""
    count, error = golden_error(content, folder)
    text = f"{GOLDEN_MODEL}: largest difference to the reference landmarks over {count} crops: {error:.2g} px"
    if not error <= _TOLERANCE_PX:
        raise CheckFailed(f"{text}, more than {_TOLERANCE_PX} px.")
    return text


def _array(path: Path) -> np.ndarray:
    try:
        return np.load(path, allow_pickle=False)
    except OSError as error:
        raise WrongUsage(f"{path} cannot be read: {error.strerror}.") from None
    except ValueError:
        raise WrongUsage(f"{path} is not a NumPy array of numbers.") from None


def _run(content: bytes, inputs: dict[str, np.ndarray], outputs: list[str]) -> list[np.ndarray]:
    return _session(content).run(outputs, inputs)


def _session(content: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
