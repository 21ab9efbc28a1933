"""Convolutions, pooling, padding and PReLU. Weights in TFLite are [output channels, height, width, input channels]."""

from typing import Any

import numpy as np
import tflite

from network import Network, SpatialPadding
from padding import same_padding
from problems import UnsupportedModel
from tflite_reader import Operator

# ONNX Runtime's fastest layout handles channels in blocks of this many.
_CHANNEL_BLOCK = 8


def convolution(network: Network, operator: Operator) -> None:
    """CONV_2D."""
    weights = network.model.constant(operator.inputs[1])
    _convolution(network, operator, weights.transpose(0, 3, 1, 2))


def depthwise_convolution(network: Network, operator: Operator) -> None:
    """DEPTHWISE_CONV_2D: each channel has a kernel of its own. TFLite keeps them as [1, height, width, channels]."""
    if operator.options.DepthMultiplier() != 1:
        raise UnsupportedModel("A depthwise convolution makes several channels out of each.")
    weights = network.model.constant(operator.inputs[1])
    _convolution(network, operator, weights.transpose(3, 0, 1, 2), group=network.channels(operator.inputs[0]))


def _convolution(network: Network, operator: Operator, weights: np.ndarray, **attributes: Any) -> None:
    """`weights`: [output channels, input channels of a group, height, width]."""
    options = operator.options
    if (options.DilationHFactor(), options.DilationWFactor()) != (1, 1):
        raise UnsupportedModel("A convolution is dilated.")
    kernel = list(weights.shape[2:])
    image, padding = _padded_input(network, operator, kernel)
    constants = [
        network.graph.constant(weights, prefix="w"),
        network.graph.constant(network.model.constant(operator.inputs[2]), prefix="b"),
    ]
    attributes |= {"kernel_shape": kernel, "strides": _strides(operator), "pads": padding.onnx}
    network.activated("Conv", [image, *constants], operator, **attributes)


def _padded_input(network: Network, operator: Operator, kernel: list[int]) -> tuple[str, SpatialPadding]:
    """The image that a convolution reads, and its padding: the convolution's own, or that of a PAD in front of it."""
    image = operator.inputs[0]
    if image not in network.padded:
        return network.value(image), _own_padding(network, operator, kernel)
    if operator.options.Padding() != tflite.Padding.VALID:
        raise UnsupportedModel("An image is padded twice.")
    source, padding = network.padded[image]
    return network.value(source), padding


def _own_padding(network: Network, operator: Operator, kernel: list[int]) -> SpatialPadding:
    if operator.options.Padding() == tflite.Padding.VALID:
        return SpatialPadding(0, 0, 0, 0)
    sizes = zip(network.size(operator.inputs[0]), network.size(operator.outputs[0]), kernel, _strides(operator))
    (top, bottom), (left, right) = (same_padding(*axis) for axis in sizes)
    return SpatialPadding(top, left, bottom, right)


def _strides(operator: Operator) -> list[int]:
    return [operator.options.StrideH(), operator.options.StrideW()]


def max_pool(network: Network, operator: Operator) -> None:
    """MAX_POOL_2D."""
    kernel = [operator.options.FilterHeight(), operator.options.FilterWidth()]
    pads = _own_padding(network, operator, kernel).onnx
    image = network.value(operator.inputs[0])
    network.activated("MaxPool", [image], operator, kernel_shape=kernel, strides=_strides(operator), pads=pads)


def pad(network: Network, operator: Operator) -> None:
    """PAD: zeros around an image are left to the convolution that follows; zero channels are added at once."""
    (_, batch), (top, bottom), (left, right), (first, last) = network.model.constant(operator.inputs[1]).tolist()
    source, padded = operator.inputs[0], operator.outputs[0]
    output = network.image(padded)
    if not (batch or first or last):
        network.padded[padded] = (source, SpatialPadding(top, left, bottom, right))
    elif not (batch or first or top or bottom or left or right):
        _append_zero_channels(network, network.value(source), network.channels(source), last, output)
    else:
        raise UnsupportedModel("A PAD adds channels and pixels at once.")


def _append_zero_channels(network: Network, image: str, channels: int, zeros: int, output: str) -> None:
    """Adds channels of zeros with a 1x1 convolution: unlike ONNX's Pad, it stays in ONNX Runtime's fast layout."""
    weights = np.eye(channels + zeros, channels, dtype=np.float32).reshape(channels + zeros, channels, 1, 1)
    network.graph.node("Conv", [image, network.graph.constant(weights, prefix="w")], output, kernel_shape=[1, 1])


def prelu(network: Network, operator: Operator) -> None:
    """PRELU with one slope a for each channel, rewritten as a*x + (1 - a)*relu(x).

    ONNX Runtime has no PRelu for its fast blocked layout, and would convert the image there and back at every one of
    the 73. Both products are depthwise 1x1 convolutions, which it has.
    """
    channels = network.channels(operator.inputs[0])
    slopes = network.model.constant(operator.inputs[1])
    if slopes.size != channels or channels % _CHANNEL_BLOCK:
        raise UnsupportedModel(f"A PRELU has {slopes.size} slopes for {channels} channels.")
    output = network.image(operator.outputs[0])
    image, graph = network.value(operator.inputs[0]), network.graph
    slopes = slopes.reshape(channels, 1, 1, 1)
    below, above = graph.constant(slopes, prefix="w"), graph.constant(1 - slopes, prefix="w")
    depthwise: dict[str, Any] = {"kernel_shape": [1, 1], "group": channels}
    linear = graph.node("Conv", [image, below], **depthwise)
    rectified = graph.node("Conv", [graph.node("Relu", [image]), above], **depthwise)
    graph.node("Add", [linear, rectified], output)
