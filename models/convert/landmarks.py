"""How the 478 landmarks are put together from the attention mesh's outputs. Needs only the standard library."""

from collections.abc import Sequence

MESH_LANDMARKS = 468
IRIS_LANDMARKS = 5


def merged_sources(lips: Sequence[int], eyes: Sequence[Sequence[int]]) -> list[int]:
    """For each of the 478 landmarks its row in the stack of mesh, lips, one eye, other eye, one iris, other iris.

    `lips` and the two `eyes` name the landmarks that their refined rows replace.
    """
    one_eye, other_eye = eyes
    total = MESH_LANDMARKS + 2 * IRIS_LANDMARKS
    sources = list(range(total))
    irises = range(MESH_LANDMARKS, total)
    for row, landmark in enumerate([*lips, *one_eye, *other_eye, *irises], start=MESH_LANDMARKS):
        sources[landmark] = row
    return sources
