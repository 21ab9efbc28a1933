"""`manifest.toml`: the models, and what must be in their files. Needs only the standard library."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onnx_signature import read_signature
from problems import CheckFailed, EnvironmentLacks

_VERSION = 1
_TEXTS = ("name", "file", "sha256", "licence", "source", "purpose")


@dataclass(frozen=True)
class Tensor:
    """An input or output, float32."""

    name: str
    shape: list[int]
    value_range: list[float] | None
    """Least and greatest value that the model was trained on; inputs only."""


@dataclass(frozen=True)
class ModelEntry:
    """One model of the list."""

    name: str
    file: str
    byte_count: int
    sha256: str
    licence: str
    source: str
    purpose: str
    inputs: list[Tensor]
    outputs: list[Tensor]

    def problems_of(self, content: bytes) -> list[str]:
        """What is wrong with a model file; nothing if it is the listed one."""
        problems = []
        if len(content) != self.byte_count:
            problems.append(f"it has {len(content)} bytes instead of {self.byte_count}")
        digest = hashlib.sha256(content).hexdigest()
        if digest != self.sha256:
            problems.append(f"its SHA-256 is {digest} instead of {self.sha256}")
        return problems + self._signature_problems(content)

    def _signature_problems(self, content: bytes) -> list[str]:
        try:
            signatures = read_signature(content)
        except (ValueError, UnicodeDecodeError) as error:
            return [f"it is not an ONNX file ({error})"]
        problems = []
        for kind, tensors, found in zip(("inputs", "outputs"), (self.inputs, self.outputs), signatures):
            listed = [(tensor.name, tensor.shape) for tensor in tensors]
            if found != listed:
                problems.append(f"its {kind} are {found} instead of {listed}")
        return problems


def read_manifest(path: Path) -> list[ModelEntry]:
    """All models of the list. Raises `CheckFailed` with everything that is missing or wrong in it."""
    document = _parsed(path)
    if document.get("version") != _VERSION:
        raise CheckFailed(f"{path.name}: version = {_VERSION} is missing.")
    models = _tables(document, "model")
    problems = [problem for number, model in enumerate(models, start=1) for problem in _entry_problems(number, model)]
    names = [model.get("name") for model in models]
    if not models or len(names) != len(set(map(str, names))):
        problems.append("it lists no models, or two of the same name")
    if problems:
        raise CheckFailed("\n".join(f"{path.name}: {problem}." for problem in problems))
    return [_entry(model) for model in models]


def _tables(document: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The `[[key]]` tables of a document; none where the key holds something else."""
    value = document.get(key)
    return value if isinstance(value, list) and all(isinstance(table, dict) for table in value) else []


def _parsed(path: Path) -> dict[str, Any]:
    try:
        import tomllib
    except ModuleNotFoundError:
        tomllib = _tomli_of_pip()
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CheckFailed(f"{path} is missing. Restore it from the project.") from None
    except (OSError, ValueError) as error:
        raise CheckFailed(f"{path} cannot be read: {error}") from None


def _tomli_of_pip() -> Any:
    """Python 3.10 cannot read TOML by itself, but its pip carries a reader."""
    try:
        from pip._vendor import tomli
    except ImportError:
        raise EnvironmentLacks("Python 3.11 or newer is needed to read manifest.toml.") from None
    return tomli


def _entry_problems(number: int, model: dict[str, Any]) -> list[str]:
    name = model.get("name") or f"model {number}"
    problems = [f"{name} has no {key}" for key in _TEXTS if not isinstance(model.get(key), str) or not model[key]]
    if not isinstance(model.get("bytes"), int) or model["bytes"] <= 0:
        problems.append(f"{name} has no bytes")
    if not re.fullmatch("[0-9a-f]{64}", str(model.get("sha256"))):
        problems.append(f"{name} has a sha256 that is not 64 lower-case hexadecimal digits")
    if not re.fullmatch(r"[\w.-]+", str(model.get("file"))):
        problems.append(f"{name} has a file that is not a plain file name")
    for kind in ("input", "output"):
        tensors = _tables(model, kind)
        if not tensors:
            problems.append(f"{name} has no {kind}")
        for tensor in tensors:
            where = f"{name}, {kind} {tensor.get('name')}"
            problems += [f"{where}: {problem}" for problem in _tensor_problems(kind, tensor)]
    return problems


def _tensor_problems(kind: str, tensor: dict[str, Any]) -> list[str]:
    problems = []
    if not isinstance(tensor.get("name"), str):
        problems.append("the name is missing")
    shape = tensor.get("shape")
    if not isinstance(shape, list) or not shape or not all(isinstance(size, int) and size > 0 for size in shape):
        problems.append("the shape is not a list of positive whole numbers")
    if kind == "input" and not _is_range(tensor.get("range")):
        problems.append("the range is not the least and the greatest value")
    return problems


def _is_range(value: Any) -> bool:
    numbers = isinstance(value, list) and len(value) == 2 and all(isinstance(bound, (int, float)) for bound in value)
    return numbers and value[0] < value[1]


def _entry(model: dict[str, Any]) -> ModelEntry:
    inputs, outputs = (
        [Tensor(tensor["name"], tensor["shape"], tensor.get("range")) for tensor in model[kind]]
        for kind in ("input", "output")
    )
    texts = {key: model[key] for key in _TEXTS}
    return ModelEntry(**texts, byte_count=model["bytes"], inputs=inputs, outputs=outputs)
