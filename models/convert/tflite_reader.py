"""Reads a .tflite file: tensors, constants (half precision and sparse ones made plain) and operators in their order."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import tflite

from problems import UnsupportedModel
from sparse import CompressedLevel, DenseLevel, stored_positions

_OPERATOR_NAMES = {code: name for name, code in vars(tflite.BuiltinOperator).items() if isinstance(code, int)}
_ELEMENT_TYPES = {
    tflite.TensorType.FLOAT32: np.float32,
    tflite.TensorType.FLOAT16: np.float16,
    tflite.TensorType.INT32: np.int32,
}
_INDEX_VECTORS = {
    tflite.SparseIndexVector.Int32Vector: tflite.Int32Vector,
    tflite.SparseIndexVector.Uint16Vector: tflite.Uint16Vector,
    tflite.SparseIndexVector.Uint8Vector: tflite.Uint8Vector,
}
_OPTIONS = {
    "ADD": tflite.AddOptions,
    "CONCATENATION": tflite.ConcatenationOptions,
    "CONV_2D": tflite.Conv2DOptions,
    "DEPTHWISE_CONV_2D": tflite.DepthwiseConv2DOptions,
    "DEPTH_TO_SPACE": tflite.DepthToSpaceOptions,
    "MAX_POOL_2D": tflite.Pool2DOptions,
    "MUL": tflite.MulOptions,
    "RESIZE_BILINEAR": tflite.ResizeBilinearOptions,
}
# Operators that only say how a constant is stored: half precision, or sparse.
_STORAGE_OPERATORS = ("DEQUANTIZE", "DENSIFY")


@dataclass(frozen=True)
class Operator:
    """One operator of the graph. Tensors are named by their number in the file."""

    kind: str
    """TFLite's name ("CONV_2D"), or MediaPipe's name of a custom operator ("TransformLandmarks")."""
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    options: Any
    """The options table of a built-in operator, where the conversion needs it."""
    custom_options: bytes
    """The options of a custom operator: a FlexBuffer."""


class TfliteModel:
    """The only graph of a .tflite file."""

    def __init__(self, content: bytes) -> None:
        self._model = tflite.Model.GetRootAsModel(content, 0)
        if self._model.SubgraphsLength() != 1:
            raise UnsupportedModel(f"The file holds {self._model.SubgraphsLength()} graphs instead of one.")
        self._graph = self._model.Subgraphs(0)
        self.inputs = _numbers(self._graph.InputsAsNumpy())
        self.outputs = _numbers(self._graph.OutputsAsNumpy())
        self._stored_as: dict[int, int] = {}
        self._constants: dict[int, np.ndarray] = {}
        self.operators = [operator for operator in self._read_operators() if not self._is_storage(operator)]

    def shape(self, tensor: int) -> tuple[int, ...]:
        """Shape in TFLite's order: images are [batch, height, width, channels]."""
        stored = self._graph.Tensors(tensor)
        return _numbers(stored.ShapeAsNumpy()) if stored.ShapeLength() else ()

    def name(self, tensor: int) -> str:
        """Name that the file gives a tensor."""
        return self._graph.Tensors(tensor).Name().decode()

    def is_constant(self, tensor: int) -> bool:
        """Whether the file holds the tensor's values."""
        origin = self._graph.Tensors(self._stored_as.get(tensor, tensor))
        return self._model.Buffers(origin.Buffer()).DataLength() > 0

    def constant(self, tensor: int) -> np.ndarray:
        """Values of a constant, dense; half precision comes as float32."""
        if tensor not in self._constants:
            values = self._read_constant(self._stored_as.get(tensor, tensor))
            self._constants[tensor] = values.astype(np.float32) if values.dtype == np.float16 else values
        return self._constants[tensor]

    def _read_operators(self) -> Iterator[Operator]:
        for number in range(self._graph.OperatorsLength()):
            operator = self._graph.Operators(number)
            code = self._model.OperatorCodes(operator.OpcodeIndex())
            # Old files know only the deprecated field, new ones use it for codes below 127: the larger one is right.
            kind = _OPERATOR_NAMES[max(code.BuiltinCode(), code.DeprecatedBuiltinCode())]
            custom = kind == "CUSTOM"
            yield Operator(
                kind=code.CustomCode().decode() if custom else kind,
                inputs=_numbers(operator.InputsAsNumpy()),
                outputs=_numbers(operator.OutputsAsNumpy()),
                options=_options(kind, operator.BuiltinOptions()),
                custom_options=operator.CustomOptionsAsNumpy().tobytes() if operator.CustomOptionsLength() else b"",
            )

    def _is_storage(self, operator: Operator) -> bool:
        """Notes that an operator's output is a constant under another number, if that is all the operator says."""
        if operator.kind not in _STORAGE_OPERATORS:
            return False
        source = self._stored_as.get(operator.inputs[0], operator.inputs[0])
        if not self.is_constant(source):
            raise UnsupportedModel(f"{operator.kind} works on a value that is no constant.")
        self._stored_as[operator.outputs[0]] = source
        return True

    def _read_constant(self, tensor: int) -> np.ndarray:
        stored = self._graph.Tensors(tensor)
        if stored.Type() not in _ELEMENT_TYPES:
            raise UnsupportedModel(f"The constant {self.name(tensor)} has element type {stored.Type()}.")
        content = self._model.Buffers(stored.Buffer()).DataAsNumpy().tobytes()
        values = np.frombuffer(content, _ELEMENT_TYPES[stored.Type()])
        shape = self.shape(tensor)
        if stored.Sparsity() is None:
            return values.reshape(shape)
        dense = np.zeros(int(np.prod(shape)), values.dtype)
        dense[stored_positions(shape, _levels(stored.Sparsity(), len(shape)))] = values
        return dense.reshape(shape)


def _numbers(values: np.ndarray) -> tuple[int, ...]:
    return tuple(int(value) for value in values)


def _options(kind: str, stored: Any) -> Any:
    if kind not in _OPTIONS:
        return None
    options = _OPTIONS[kind]()
    options.Init(stored.Bytes, stored.Pos)
    return options


def _levels(sparsity: Any, dimensions: int) -> list[DenseLevel | CompressedLevel]:
    """The levels of a sparse tensor that is stored in row-major order, without blocks."""
    if _numbers(sparsity.TraversalOrderAsNumpy()) != tuple(range(dimensions)) or sparsity.BlockMapLength():
        raise UnsupportedModel("A sparse tensor is stored in blocks or in another order than its dimensions'.")
    return [_level(sparsity.DimMetadata(dimension)) for dimension in range(dimensions)]


def _level(metadata: Any) -> DenseLevel | CompressedLevel:
    if metadata.Format() == tflite.DimensionType.DENSE:
        return DenseLevel()
    return CompressedLevel(
        segments=_index_vector(metadata.ArraySegmentsType(), metadata.ArraySegments()),
        indices=_index_vector(metadata.ArrayIndicesType(), metadata.ArrayIndices()),
    )


def _index_vector(kind: int, stored: Any) -> tuple[int, ...]:
    vector = _INDEX_VECTORS[kind]()
    vector.Init(stored.Bytes, stored.Pos)
    return _numbers(vector.ValuesAsNumpy())
