"""Converts a .tflite file of one of the three models into the bytes of an ONNX file."""

from attention_mesh import AttentionMesh
from layers import LAYERS, add_layers
from network import INPUT, Network
from refinement import add_merged_outputs
from tflite_reader import TfliteModel

_LANDMARK_OUTPUTS = [("landmarks", (1, 478, 3)), ("score", (1, 1))]


def convert_detector(tflite: bytes) -> bytes:
    """A face detector: outputs "boxes" [1, anchors, 16] and "scores" [1, anchors, 1]."""
    network = Network(TfliteModel(tflite))
    add_layers(network, LAYERS)
    outputs = []
    for tensor, name in zip(network.model.outputs, ("boxes", "scores"), strict=True):
        network.graph.rename(network.name(tensor), name)
        outputs.append((name, network.model.shape(tensor)))
    return network.graph.serialized([(INPUT, network.input_shape)], outputs)


def convert_attention_mesh(tflite: bytes) -> bytes:
    """The attention mesh: outputs "landmarks" [1, 478, 3] and "score" [1, 1]."""
    network, attention = Network(TfliteModel(tflite)), AttentionMesh()
    add_layers(network, attention.layers)
    add_merged_outputs(network, attention.regions)
    return network.graph.serialized([(INPUT, network.input_shape)], _LANDMARK_OUTPUTS)
