"""Merges the attention mesh's seven outputs into 478 landmarks and one score, as MediaPipe does it outside the model.

Landmarks 0 to 467 are the face mesh, 468 to 472 the iris at the left of an unmirrored picture, 473 to 477 the other.
Positions are in pixels of the 192 x 192 crop; z is a depth in the same unit, smaller towards the camera.
"""

import numpy as np

from attention_mesh import Region
from landmarks import IRIS_LANDMARKS, MESH_LANDMARKS, merged_sources
from network import Network

# The first landmarks of an eye's region are the rim of its lids, on which the iris lies.
_EYE_RIM_LANDMARKS = 16


def add_merged_outputs(network: Network, regions: list[Region]) -> None:
    """Adds the outputs "landmarks" [1, 478, 3] and "score" [1, 1], from 0 (no face) to 1."""
    graph = network.graph
    mesh, *refined, presence = network.output_names
    lips, *eyes = (region.subset for region in regions)
    mesh = graph.node("Reshape", [mesh, graph.integers(MESH_LANDMARKS, 3)])
    mesh_xy, mesh_z = graph.slice(mesh, 0, 2, axis=1), graph.slice(mesh, 2, 3, axis=1)
    refined_xy = [graph.node("Reshape", [rows, graph.integers(-1, 2)]) for rows in refined]
    all_xy = graph.node("Concat", [mesh_xy, *refined_xy], axis=0)
    xy = graph.node("Gather", [all_xy, graph.integers(*merged_sources(lips, eyes))], axis=0)
    z = graph.node("Concat", [mesh_z, _iris_depths(network, mesh_z, eyes)], axis=0)
    landmarks = graph.node("Concat", [xy, z], axis=1)
    graph.node("Unsqueeze", [landmarks, graph.integers(0)], "landmarks")
    graph.node("Sigmoid", [graph.node("Reshape", [presence, graph.integers(1, 1)])], "score")


def _iris_depths(network: Network, mesh_z: str, eyes: list[list[int]]) -> str:
    """[10, 1]: an iris has no depth of its own, and gets the mean depth of its eye's rim."""
    mean = np.zeros((2, MESH_LANDMARKS), np.float32)
    for row, eye in enumerate(eyes):
        mean[row, eye[:_EYE_RIM_LANDMARKS]] = 1 / _EYE_RIM_LANDMARKS
    graph = network.graph
    depths = graph.node("MatMul", [graph.constant(mean), mesh_z])
    return graph.node("Gather", [depths, graph.integers(*[0] * IRIS_LANDMARKS, *[1] * IRIS_LANDMARKS)], axis=0)
