"""Puts an ONNX graph together: constants are stored once, and what no output needs is left out."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

# ONNX Runtime has run this operator set for years, and it holds all that the three models need.
_OPERATOR_SET = 17
_FORMAT_VERSION = 8
# These two names lie in the files, so they are part of the checksums in manifest.toml.
_PRODUCER = "tflite2onnx_mp"
_GRAPH = "mp"

TensorSignature = tuple[str, Sequence[int]]
"""Name and shape of an input or output, float32."""


class OnnxGraph:
    """A graph that grows node by node.

    Names are numbered in the order in which constants and nodes are asked for, and they lie in the file: another order
    of calls gives a model that computes the same but has another checksum.
    """

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[tuple[str, tuple[int, ...], bytes], str] = {}
        self._count = 0

    def constant(self, values: Any, dtype: Any = np.float32, prefix: str = "c") -> str:
        """Name of a constant with these values; equal constants are stored once."""
        # A number becomes a vector of one, which broadcasts alike.
        array = np.ascontiguousarray(values, dtype)
        key = (array.dtype.str, array.shape, array.tobytes())
        if key not in self._constants:
            self._constants[key] = self.fresh_name(prefix)
        return self._constants[key]

    def integers(self, *values: int) -> str:
        """Name of a constant vector of whole numbers: axes, shapes, indices."""
        return self.constant(values, np.int64)

    def node(self, kind: str, inputs: Sequence[str], output: str | None = None, **attributes: Any) -> str:
        """Adds a node with one output; gives the output's name."""
        return self.node_of_many(kind, inputs, [output or self.fresh_name(kind.lower())], **attributes)[0]

    def node_of_many(self, kind: str, inputs: Sequence[str], outputs: list[str], **attributes: Any) -> list[str]:
        """Adds a node with several outputs."""
        self._nodes.append(helper.make_node(kind, inputs, outputs, name=f"{kind}_{outputs[0]}", **attributes))
        return outputs

    def slice(self, values: str, start: int, stop: int, axis: int) -> str:
        """Part of a value along one axis."""
        bounds = [self.integers(start), self.integers(stop), self.integers(axis)]
        return self.node("Slice", [values, *bounds])

    def fresh_name(self, prefix: str) -> str:
        """A name that nothing in the graph has."""
        self._count += 1
        return f"{prefix}_{self._count}"

    def rename(self, old: str, new: str) -> None:
        """Gives a value another name, wherever it is made and used."""
        for node in self._nodes:
            for names in (node.input, node.output):
                names[:] = [new if name == old else name for name in names]

    def serialized(self, inputs: Sequence[TensorSignature], outputs: Sequence[TensorSignature]) -> bytes:
        """The finished model file, checked by the onnx package."""
        nodes, needed = self._needed_nodes({name for name, _ in outputs})
        constants = [
            numpy_helper.from_array(np.frombuffer(content, np.dtype(dtype)).reshape(shape), name)
            for (dtype, shape, content), name in self._constants.items()
            if name in needed
        ]
        graph = helper.make_graph(nodes, _GRAPH, _signature(inputs), _signature(outputs), constants)
        operator_set = helper.make_opsetid("", _OPERATOR_SET)
        model = helper.make_model(
            graph, opset_imports=[operator_set], ir_version=_FORMAT_VERSION, producer_name=_PRODUCER
        )
        onnx.checker.check_model(model, full_check=True)
        return model.SerializeToString(deterministic=True)

    def _needed_nodes(self, needed: set[str]) -> tuple[list[onnx.NodeProto], set[str]]:
        """The nodes that the named values are computed from, and the names of all values that takes."""
        kept = []
        for node in reversed(self._nodes):
            if needed.intersection(node.output):
                kept.append(node)
                needed = needed.union(node.input)
        return kept[::-1], needed


def _signature(tensors: Sequence[TensorSignature]) -> list[onnx.ValueInfoProto]:
    return [helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape)) for name, shape in tensors]
