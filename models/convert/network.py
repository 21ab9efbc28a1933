"""The state of one conversion: which TFLite tensor is which ONNX value, and in which order its dimensions lie.

TFLite keeps images as [batch, height, width, channels]. ONNX Runtime computes on [batch, channels, height, width], so
images stay in that order throughout; a transposition is added only where a layer reads an image as a plain list.
"""

from dataclasses import dataclass
from typing import Any

from onnx_graph import OnnxGraph
from problems import UnsupportedModel
from tflite_reader import Operator, TfliteModel

INPUT = "input"


@dataclass(frozen=True)
class SpatialPadding:
    """Zeros around an image, in pixels."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def onnx(self) -> list[int]:
        """As ONNX wants it: what comes before each axis, then what comes after."""
        return [self.top, self.left, self.bottom, self.right]


class Network:
    """A TFLite model on its way into an ONNX graph."""

    def __init__(self, model: TfliteModel) -> None:
        self.model = model
        self.graph = OnnxGraph()
        self.padded: dict[int, tuple[int, SpatialPadding]] = {}
        """Padded images: the image without its padding, and the padding, which the next convolution takes over."""
        self._names = {model.inputs[0]: INPUT}
        self._names |= {tensor: f"out_{model.name(tensor).replace('/', '_')}" for tensor in model.outputs}
        self._channels_first = {model.inputs[0]}

    @property
    def output_names(self) -> list[str]:
        """Names of the values that the TFLite model puts out."""
        return [self.name(tensor) for tensor in self.model.outputs]

    @property
    def input_shape(self) -> tuple[int, int, int, int]:
        """Shape of the input: [batch, channels, height, width]."""
        batch, height, width, channels = self.model.shape(self.model.inputs[0])
        return batch, channels, height, width

    def channels(self, tensor: int) -> int:
        """Number of channels of an image."""
        return self.model.shape(tensor)[3]

    def size(self, tensor: int) -> tuple[int, int]:
        """Height and width of an image."""
        _, height, width, _ = self.model.shape(tensor)
        return height, width

    def name(self, tensor: int) -> str:
        """ONNX name of a tensor that is computed."""
        return self._names.setdefault(tensor, f"t{tensor}")

    def set_name(self, tensor: int, name: str) -> None:
        """Says that a tensor is an ONNX value that is there already."""
        self._names[tensor] = name

    def is_image(self, tensor: int) -> bool:
        """Whether the ONNX value has its channels first."""
        return tensor in self._channels_first

    def image(self, tensor: int) -> str:
        """Name of a tensor that is made now, an image with its channels first."""
        self._channels_first.add(tensor)
        return self.name(tensor)

    def value(self, tensor: int) -> str:
        """Name of an operator's input; constants become constants of the graph."""
        if tensor in self.padded:
            raise UnsupportedModel("A padded image is read by something else than a convolution.")
        return self.graph.constant(self.model.constant(tensor)) if self.model.is_constant(tensor) else self.name(tensor)

    def list_value(self, tensor: int) -> str:
        """Name of an operator's input with its numbers in TFLite's order."""
        if not self.is_image(tensor) or self.size(tensor) == (1, 1):
            return self.value(tensor)
        return self.graph.node("Transpose", [self.name(tensor)], perm=[0, 2, 3, 1])

    def activated(self, kind: str, inputs: list[str], operator: Operator, **attributes: Any) -> None:
        """Adds a node that makes an image, and the ReLU that TFLite may have merged into it."""
        output = self.image(operator.outputs[0])
        if operator.options.FusedActivationFunction():
            before = self.graph.node(kind, inputs, **attributes)
            self.graph.node("Relu", [before], output)
        else:
            self.graph.node(kind, inputs, output, **attributes)
