"""Where the stored values of a sparse TFLite tensor belong. Needs only the standard library.

TFLite stores a sparse tensor as a tree with one level for each dimension. A dense level has a child for every index; a
compressed one (compressed sparse rows) lists the indices that are there. The leaves, read from left to right, are the
stored values.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class DenseLevel:
    """Every index of the dimension is stored."""

    def children(self, node: int, size: int) -> Sequence[int]:
        """Indices stored below a node of the level above."""
        return range(size)


@dataclass(frozen=True)
class CompressedLevel:
    """Only some indices are stored: below node `n` those in `indices[segments[n]:segments[n + 1]]`."""

    segments: Sequence[int]
    indices: Sequence[int]

    def children(self, node: int, size: int) -> Sequence[int]:
        """Indices stored below a node of the level above."""
        indices = self.indices[self.segments[node] : self.segments[node + 1]]
        if any(not 0 <= index < size for index in indices):
            raise ValueError(f"a sparse tensor stores an index outside 0..{size - 1}")
        return indices


def stored_positions(shape: Sequence[int], levels: Sequence[DenseLevel | CompressedLevel]) -> list[int]:
    """The row-major position in the dense tensor of each stored value, in the order in which they are stored."""
    positions = [0]
    for size, level in zip(shape, levels, strict=True):
        positions = [
            position * size + index for node, position in enumerate(positions) for index in level.children(node, size)
        ]
    return positions
