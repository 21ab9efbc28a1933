"""TFLite's built-in layers, and the walk over a model's operators."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from convolutions import convolution, depthwise_convolution, max_pool, pad, prelu
from network import Network
from problems import UnsupportedModel
from tflite_reader import Operator

Layer = Callable[[Network, Operator], None]
"""Adds one TFLite operator to the ONNX graph."""


def relu(network: Network, operator: Operator) -> None:
    """RELU."""
    output = network.image(operator.outputs[0])
    network.graph.node("Relu", [network.value(operator.inputs[0])], output)


def add(network: Network, operator: Operator) -> None:
    """ADD of two images of the same shape."""
    if not all(network.is_image(tensor) for tensor in operator.inputs):
        raise UnsupportedModel("An ADD has an operand that is no image.")
    network.activated("Add", [network.value(tensor) for tensor in operator.inputs], operator)


def multiply(network: Network, operator: Operator) -> None:
    """MUL of a list of numbers by one number."""
    values, factor = operator.inputs
    if network.is_image(values) or network.model.shape(factor) != (1,) or operator.options.FusedActivationFunction():
        raise UnsupportedModel("A MUL is not that of a list by a number.")
    network.graph.node("Mul", [network.value(values), network.value(factor)], network.name(operator.outputs[0]))


def reshape(network: Network, operator: Operator) -> None:
    """RESHAPE of an image into a list of rows, or of such a list into an output of the model."""
    (output,) = operator.outputs
    shape = network.model.shape(output)
    # An image made by RESHAPE would have its channels last. Outputs may: whoever reads them knows the order.
    if len(shape) == 4 and output not in network.model.outputs:
        raise UnsupportedModel("A RESHAPE makes an image.")
    values = network.list_value(operator.inputs[0])
    network.graph.node("Reshape", [values, network.graph.integers(*shape)], network.name(output))


def concatenate(network: Network, operator: Operator) -> None:
    """CONCATENATION of lists."""
    if any(network.is_image(tensor) for tensor in operator.inputs) or operator.options.FusedActivationFunction():
        raise UnsupportedModel("A CONCATENATION joins images.")
    values = [network.value(tensor) for tensor in operator.inputs]
    network.graph.node("Concat", values, network.name(operator.outputs[0]), axis=operator.options.Axis())


def resize(network: Network, operator: Operator) -> None:
    """RESIZE_BILINEAR, with pixels sampled at their centres."""
    if operator.options.AlignCorners() or not operator.options.HalfPixelCenters():
        raise UnsupportedModel("A RESIZE_BILINEAR does not sample at the centres of pixels.")
    (height, width), (new_height, new_width) = (network.size(t) for t in (operator.inputs[0], operator.outputs[0]))
    output = network.image(operator.outputs[0])
    scales = network.graph.constant([1, 1, new_height / height, new_width / width])
    attributes: dict[str, Any] = {"mode": "linear", "coordinate_transformation_mode": "half_pixel"}
    network.graph.node("Resize", [network.value(operator.inputs[0]), "", scales], output, **attributes)


def depth_to_space(network: Network, operator: Operator) -> None:
    """DEPTH_TO_SPACE: channels become pixels."""
    output = network.image(operator.outputs[0])
    block = operator.options.BlockSize()
    network.graph.node("DepthToSpace", [network.value(operator.inputs[0])], output, blocksize=block, mode="DCR")


def strided_slice(network: Network, operator: Operator) -> None:
    """STRIDED_SLICE of everything: MediaPipe uses it to give a tensor another name."""
    source, begin, end, stride = operator.inputs
    shape, constant = network.model.shape(source), network.model.constant
    if constant(begin).any() or tuple(constant(end)) != shape or not np.all(constant(stride) == 1):
        raise UnsupportedModel("A STRIDED_SLICE takes a part of its input.")
    network.graph.node("Identity", [network.value(source)], network.image(operator.outputs[0]))


LAYERS: Mapping[str, Layer] = {
    "ADD": add,
    "CONCATENATION": concatenate,
    "CONV_2D": convolution,
    "DEPTHWISE_CONV_2D": depthwise_convolution,
    "DEPTH_TO_SPACE": depth_to_space,
    "MAX_POOL_2D": max_pool,
    "MUL": multiply,
    "PAD": pad,
    "PRELU": prelu,
    "RELU": relu,
    "RESHAPE": reshape,
    "RESIZE_BILINEAR": resize,
    "STRIDED_SLICE": strided_slice,
}


def add_layers(network: Network, layers: Mapping[str, Layer]) -> None:
    """Adds all operators of a network's TFLite model to its ONNX graph."""
    for operator in network.model.operators:
        if operator.kind not in layers:
            raise UnsupportedModel(f"No conversion is known for the operator {operator.kind}.")
        layers[operator.kind](network, operator)
