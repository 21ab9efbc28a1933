"""Samples turned squares of a feature map, with ONNX's plain operators.

ONNX has GridSample, but ONNX Runtime computes this by Floor and Gather faster. Shapes: R regions, P = height * width
positions in each, C channels; positions are columns (x, y) in pixels.
"""

import numpy as np
from onnx import TensorProto

from network import Network
from onnx_graph import OnnxGraph


def sample(
    network: Network, feature_map: int, linear: str, translation: str, regions: int, size: tuple[int, int]
) -> list[str]:
    """One image [1, C, height, width] for each region: the feature map at `linear` * position + `translation`.

    `size` is width and height of the images.

    A position beyond the centres of the map's outermost pixels gives zero, as in MediaPipe, not a blend with zero.
    """
    graph = network.graph
    width, height = size
    map_height, map_width = network.size(feature_map)
    positions = _positions(graph, linear, translation, width, height)
    crops = [graph.fresh_name("crop") for _ in range(regions)]
    positions = graph.node("Sub", [positions, graph.constant(0.5)])
    inside, clamped = _clamped(graph, positions, map_width, map_height)
    # The upper left of the four pixels around a position; never in the last row or column, so that all four are there.
    corner = graph.node("Floor", [clamped])
    corner = graph.node("Min", [corner, graph.constant([[[map_width - 2], [map_height - 2]]])])
    weights = _weights(graph, graph.node("Sub", [clamped, corner]), inside)
    pixels = _pixels(network, feature_map, corner)
    weights = graph.node("Unsqueeze", [weights, graph.integers(3)])
    weighted = graph.node("Mul", [pixels, weights])
    samples = graph.node("ReduceSum", [weighted, graph.integers(1)], keepdims=0)
    samples = graph.node("Transpose", [samples], perm=[0, 2, 1])
    shape = graph.integers(regions, network.channels(feature_map), height, width)
    return graph.node_of_many("Split", [graph.node("Reshape", [samples, shape])], crops, axis=0)


def _positions(graph: OnnxGraph, linear: str, translation: str, width: int, height: int) -> str:
    """[R, 2, P]: where the centres of a square's pixels, row by row, lie on the feature map."""
    x, y = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
    turned = graph.node("MatMul", [linear, graph.constant(np.stack([x.ravel(), y.ravel()]))])
    return graph.node("Add", [turned, translation])


def _clamped(graph: OnnxGraph, positions: str, width: int, height: int) -> tuple[str, str]:
    """Whether a position lies on the map, 1 or 0, [R, 1, P]; and the nearest position that does, [R, 2, P]."""
    limit = graph.constant([[[width - 1], [height - 1]]])
    clamped = graph.node("Min", [graph.node("Relu", [positions]), limit])
    distance = graph.node("Abs", [graph.node("Sub", [positions, clamped])])
    farthest = graph.node("ReduceMax", [distance], axes=[1], keepdims=1)
    inside = graph.node("Equal", [farthest, graph.constant(0)])
    return graph.node("Cast", [inside], to=TensorProto.FLOAT), clamped


def _weights(graph: OnnxGraph, fraction: str, inside: str) -> str:
    """[R, 4, P]: weights of the pixels at the upper left, upper right, lower left and lower right of each position."""
    rest = graph.node("Sub", [graph.constant(1), fraction])
    columns = [graph.slice(rest, 0, 1, axis=1), graph.slice(fraction, 0, 1, axis=1)]
    across = graph.node("Mul", [graph.node("Concat", columns, axis=1), inside])
    lower, upper = graph.slice(fraction, 1, 2, axis=1), graph.slice(rest, 1, 2, axis=1)
    rows = [graph.node("Mul", [across, upper]), graph.node("Mul", [across, lower])]
    return graph.node("Concat", rows, axis=1)


def _pixels(network: Network, feature_map: int, corner: str) -> str:
    """[R, 4, P, C]: the four pixels around each position."""
    graph = network.graph
    height, width = network.size(feature_map)
    number = graph.node("MatMul", [graph.constant([[1, width]]), corner])
    number = graph.node("Cast", [number], to=TensorProto.INT64)
    neighbours = graph.constant([[[0], [1], [width], [width + 1]]], np.int64)
    numbers = graph.node("Add", [number, neighbours])
    rows = graph.node("Transpose", [network.value(feature_map)], perm=[0, 2, 3, 1])
    rows = graph.node("Reshape", [rows, graph.integers(height * width, network.channels(feature_map))])
    return graph.node("Gather", [rows, numbers], axis=0)
