"""Reads names and shapes of an ONNX file's inputs and outputs, with the standard library alone.

An ONNX file is a protocol buffer: fields, each with a number and a wire type that says how its value is stored. Only
the few fields that lead to a tensor's name and shape are looked at; everything else is skipped.
"""

from collections.abc import Iterator

Signature = list[tuple[str, list[int]]]
"""Names and shapes, in the file's order."""

_VARINT, _FIXED_64, _BYTES, _FIXED_32 = 0, 1, 2, 5
# Field numbers in ModelProto, GraphProto and ValueInfoProto, then in the messages within the type.
_MODEL_GRAPH = 7
_GRAPH_INPUT, _GRAPH_OUTPUT = 11, 12
_VALUE_NAME, _VALUE_TYPE = 1, 2
_TYPE_TENSOR, _TENSOR_SHAPE, _SHAPE_DIMENSION, _DIMENSION_VALUE = 1, 2, 1, 1


def read_signature(content: bytes) -> tuple[Signature, Signature]:
    """Inputs and outputs. Raises `ValueError` where the bytes are not an ONNX file."""
    graph = _message(memoryview(content), _MODEL_GRAPH)
    inputs, outputs = [], []
    for number, value in _fields(graph):
        if number == _GRAPH_INPUT:
            inputs.append(_tensor(_as_bytes(value)))
        elif number == _GRAPH_OUTPUT:
            outputs.append(_tensor(_as_bytes(value)))
    return inputs, outputs


def _tensor(value_info: memoryview) -> tuple[str, list[int]]:
    name = bytes(_message(value_info, _VALUE_NAME)).decode()
    shape = _message(_message(_message(value_info, _VALUE_TYPE), _TYPE_TENSOR), _TENSOR_SHAPE)
    return name, [_dimension(_as_bytes(value)) for number, value in _fields(shape) if number == _SHAPE_DIMENSION]


def _dimension(message: memoryview) -> int:
    """Size of one axis; -1 where the file leaves it open."""
    sizes = [value for number, value in _fields(message) if number == _DIMENSION_VALUE and isinstance(value, int)]
    return sizes[-1] if sizes else -1


def _message(message: memoryview, wanted: int) -> memoryview:
    """The last field of a number, as bytes."""
    found = [value for number, value in _fields(message) if number == wanted]
    if not found:
        raise ValueError(f"field {wanted} is missing")
    return _as_bytes(found[-1])


def _as_bytes(value: memoryview | int) -> memoryview:
    if isinstance(value, int):
        raise ValueError("a field holds a number where a message should be")
    return value


def _fields(message: memoryview) -> Iterator[tuple[int, memoryview | int]]:
    """Number and value of each field of a message."""
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        number, wire_type = tag >> 3, tag & 7
        if wire_type == _VARINT:
            value, at = _varint(message, at)
            yield number, value
            continue
        length = {_FIXED_64: 8, _FIXED_32: 4}.get(wire_type)
        if wire_type == _BYTES:
            length, at = _varint(message, at)
        if length is None or at + length > len(message):
            raise ValueError("a field is cut short or of an unknown kind")
        yield number, message[at : at + length]
        at += length


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    """A number of up to ten bytes, seven bits in each, the lowest first; and where the next thing begins."""
    value = 0
    for position, byte in enumerate(message[at : at + 10]):
        value |= (byte & 0x7F) << (7 * position)
        if byte < 0x80:
            return value, at + position + 1
    raise ValueError("a number is cut short")
