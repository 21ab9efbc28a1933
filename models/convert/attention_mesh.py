"""MediaPipe's custom operators of the attention mesh.

After a first pass the network looks again, more closely, at the lips and at both eyes: from the first landmarks it
works out a square around each (`Landmarks2TransformMatrix`), samples the feature map there (`TransformTensorBilinear`),
and carries the refined landmarks back to the crop of the face (`TransformLandmarks`). All squares come from the same
landmarks and the same feature map, so they are computed together, as a batch, when the first of them is sampled.

Shapes: R regions, N landmarks; positions are columns (x, y) in pixels of the feature map, whose pixel centres lie
at .5.
"""

from dataclasses import dataclass

import numpy as np
from flatbuffers import flexbuffers

from bilinear_sampling import sample
from layers import LAYERS, Layer, multiply
from network import Network
from problems import UnsupportedModel
from tflite_reader import Operator

# Keeps a face whose landmarks coincide from dividing by zero: a NaN would make the look-up of pixels fail.
_SMALLEST_DISTANCE_PX = 1e-6


@dataclass(frozen=True)
class Region:
    """What one `Landmarks2TransformMatrix` says: a square around some landmarks, turned with the line between two."""

    landmarks: int
    """Tensor of all landmarks, [1, 468, 3], in pixels of the feature map."""
    subset: list[int]
    """Landmarks that the square encloses."""
    left: int
    right: int
    """Landmarks whose connecting line becomes horizontal."""
    margin: tuple[float, float]
    """Side of the square over the extent of its landmarks, along x and y."""
    size: tuple[int, int]
    """Width and height of the sampled square, in pixels."""

    @staticmethod
    def of(operator: Operator) -> "Region":
        """Reads the operator."""
        options = flexbuffers.Loads(operator.custom_options)
        if abs(options["target_rotation_radians"]) > 1e-9:
            raise UnsupportedModel("A region is turned to a slant.")
        return Region(
            landmarks=operator.inputs[0],
            subset=options["subset_idxs"],
            left=options["left_rotation_idx"],
            right=options["right_rotation_idx"],
            margin=(options["scale_x"], options["scale_y"]),
            size=(options["output_width"], options["output_height"]),
        )


@dataclass(frozen=True)
class Transform:
    """A matrix tensor of the TFLite graph: whose region's it is, and what its translation was multiplied by."""

    region: int
    translation_scale: float = 1.0


class AttentionMesh:
    """The regions of one network, and the operators that work on them."""

    def __init__(self) -> None:
        self.regions: list[Region] = []
        self._transforms: dict[int, Transform] = {}
        self._linear = ""
        """ONNX value [R, 2, 2]: turns and scales pixels of a sampled square to pixels of the feature map."""
        self._translation = ""
        """ONNX value [R, 2, 1], in pixels of the feature map."""
        self._crops: list[str] = []
        """ONNX values [1, channels, height, width]: the sampled squares."""
        self._back: dict[Transform, tuple[str, str]] = {}

    @property
    def layers(self) -> dict[str, Layer]:
        """All layers of a network with attention."""
        return {
            **LAYERS,
            "MUL": self._multiply,
            "Landmarks2TransformMatrix": self._landmarks_to_transform,
            "TransformTensorBilinear": self._sample_region,
            "TransformLandmarks": self._landmarks_back,
        }

    def _landmarks_to_transform(self, _: Network, operator: Operator) -> None:
        self._transforms[operator.outputs[0]] = Transform(region=len(self.regions))
        self.regions.append(Region.of(operator))

    def _multiply(self, network: Network, operator: Operator) -> None:
        """MUL. One that rescales a matrix, from 48 pixels of the map to 192 of the crop, changes its translation."""
        transform = self._transforms.get(operator.inputs[0])
        if transform is None:
            multiply(network, operator)
            return
        factors = network.model.constant(operator.inputs[1]).reshape(4, 4)
        scale = float(factors[0, 3])
        if not np.all(factors[:2, :2] == 1) or not np.all(factors[:2, 3] == scale):
            raise UnsupportedModel("A MUL changes more of a matrix than the unit of its translation.")
        self._transforms[operator.outputs[0]] = Transform(transform.region, transform.translation_scale * scale)

    def _sample_region(self, network: Network, operator: Operator) -> None:
        """TransformTensorBilinear: the feature map within one region's square."""
        feature_map, matrix = operator.inputs
        if not self._linear:
            self._add_transforms(network)
        if not self._crops:
            size = self.regions[0].size
            self._crops = sample(network, feature_map, self._linear, self._translation, len(self.regions), size)
        crop = operator.outputs[0]
        network.image(crop)
        network.set_name(crop, self._crops[self._transforms[matrix].region])

    def _add_transforms(self, network: Network) -> None:
        """The affine maps of all regions: from the square's middle, scale, turn, and shift to the landmarks' middle."""
        graph, regions = network.graph, self.regions
        if len({region.size for region in regions}) != 1:
            raise UnsupportedModel("The regions are sampled at different sizes.")
        landmarks = graph.node("Reshape", [network.value(regions[0].landmarks), graph.integers(-1, 3)])
        points = graph.slice(landmarks, 0, 2, axis=1)
        rotation = self._add_rotation(network, points)
        subset = graph.constant(_padded_subsets(regions), np.int64)
        upright = graph.node("MatMul", [graph.node("Gather", [points, subset], axis=0), rotation])
        greatest = graph.node("ReduceMax", [upright], axes=[1], keepdims=1)
        least = graph.node("ReduceMin", [upright], axes=[1], keepdims=1)
        width, height = regions[0].size
        scale = graph.constant([[[region.margin[0] / width, region.margin[1] / height]] for region in regions])
        extent = graph.node("Sub", [greatest, least])
        self._linear = graph.node("Mul", [rotation, graph.node("Mul", [extent, scale])])
        twice_middle = graph.node("Add", [greatest, least])
        middle = graph.node("Mul", [twice_middle, graph.constant(0.5)])
        middle = graph.node("Transpose", [middle], perm=[0, 2, 1])
        half = graph.constant([[[width / 2], [height / 2]]] * len(regions))
        turned_middle = graph.node("MatMul", [rotation, middle])
        self._translation = graph.node("Sub", [turned_middle, graph.node("MatMul", [self._linear, half])])

    def _add_rotation(self, network: Network, points: str) -> str:
        """Matrices [R, 2, 2] that turn the horizontal to each region's line, whose direction is its cosine and sine."""
        graph, regions = network.graph, self.regions
        left = graph.node("Gather", [points, graph.integers(*(region.left for region in regions))], axis=0)
        right = graph.node("Gather", [points, graph.integers(*(region.right for region in regions))], axis=0)
        line = graph.node("Sub", [right, left])
        length = graph.node("ReduceL2", [line], axes=[1], keepdims=1)
        length = graph.node("Max", [length, graph.constant(_SMALLEST_DISTANCE_PX)])
        direction = graph.node("Div", [line, length])
        # (cos, sin) times this is (cos, -sin, sin, cos), the matrix row by row.
        rows = graph.node("MatMul", [direction, graph.constant([[1, 0, 0, 1], [0, -1, 1, 0]])])
        return graph.node("Reshape", [rows, graph.integers(len(regions), 2, 2)])

    def _landmarks_back(self, network: Network, operator: Operator) -> None:
        """TransformLandmarks: [1, N, 2] from pixels of the square to pixels of the face crop."""
        landmarks, matrix = operator.inputs
        linear, translation = self._back_transform(network, self._transforms[matrix])
        turned = network.graph.node("MatMul", [network.value(landmarks), linear])
        network.graph.node("Add", [turned, translation], network.name(operator.outputs[0]))

    def _back_transform(self, network: Network, transform: Transform) -> tuple[str, str]:
        """One region's map for landmarks as rows: [1, 2, 2] and [1, 1, 2]."""
        if transform not in self._back:
            graph, region = network.graph, network.graph.integers(transform.region)
            linear = graph.node("Gather", [self._linear, region], axis=0)
            linear = graph.node("Transpose", [linear], perm=[0, 2, 1])
            translation = graph.node("Gather", [self._translation, region], axis=0)
            translation = graph.node("Mul", [translation, graph.constant(transform.translation_scale)])
            self._back[transform] = (linear, graph.node("Transpose", [translation], perm=[0, 2, 1]))
        return self._back[transform]


def _padded_subsets(regions: list[Region]) -> list[list[int]]:
    """The regions' landmarks as a rectangle. Shorter lists repeat their first one: least and greatest stay the same."""
    longest = max(len(region.subset) for region in regions)
    return [region.subset + [region.subset[0]] * (longest - len(region.subset)) for region in regions]
