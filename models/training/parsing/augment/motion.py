"""Where the region of interest lies, and how it moves from frame to frame."""

from dataclasses import dataclass

import numpy as np

from .. import roi


@dataclass
class Placement:
    """How a cut-out lies in relation to the ideal region of interest; shifts are parts of its side."""

    scale: float = 1.0
    angle: float = 0.0
    aspect: float = 1.0
    shear: float = 0.0
    shift_x: float = 0.0
    shift_y: float = 0.0
    mirrored: bool = False

    def picture_from_cut(self, region: roi.Roi, size: int) -> np.ndarray:
        """2x3 matrix from the cut-out's pixels to the picture's."""
        cosine, sine = np.cos(self.angle), np.sin(self.angle)
        flip = -1.0 if self.mirrored else 1.0
        inner = np.array([[cosine, -sine], [sine, cosine]]) @ np.array(
            [[self.scale * self.aspect * flip, self.shear * self.scale], [0.0, self.scale / self.aspect]]
        )
        centre = np.array([size / 2, size / 2])
        shift = centre + np.array([self.shift_x, self.shift_y]) * size - inner @ centre
        outer = region.picture_from_roi(size)
        return np.concatenate([outer[:, :2] @ inner, (outer[:, :2] @ shift + outer[:, 2])[:, None]], 1)


def random_placement(random: np.random.RandomState) -> Placement:
    """A tracker's inexactness, and in a fifth of all cases the wider square that hair colour needs."""
    wide = random.rand() < 0.2
    ratio = random.uniform(1.4, roi.HAIR_SCALE) / roi.FACE_SCALE if wide else np.exp(random.uniform(-0.16, 0.14))
    angle = np.deg2rad(np.clip(random.randn() * 7, -25, 25))
    shift = np.clip(random.randn(2) * 0.035, -0.1, 0.1)
    return Placement(
        scale=ratio,
        angle=angle,
        aspect=np.exp(random.uniform(-0.05, 0.05)),
        shear=random.uniform(-0.05, 0.05),
        shift_x=shift[0],
        shift_y=shift[1],
        mirrored=random.rand() < 0.5,
    )


def random_path(random: np.random.RandomState, count: int) -> tuple[list[Placement], bool]:
    """Placements of the frames of a sequence, and whether it holds still.

    The engine holds its square while the face moves less than 2 %, then sets it anew: inside of the square the face
    stands still, drifts, or jumps.
    """
    first = random_placement(random)
    kind = random.rand()
    if count == 1 or kind < 0.4:
        return [first] * count, count > 1
    jumps = kind > 0.8
    speed = random.randn(4) * np.array([0.006, 0.006, 0.008, 0.012]) * (1.0 if random.rand() < 0.7 else 3.0)
    path, place = [], first
    for index in range(count):
        path.append(place)
        step = speed
        if jumps:
            step = random.randn(4) * np.array([0.02, 0.02, 0.025, 0.03]) * (random.rand() < 0.4)
        place = Placement(
            place.scale * np.exp(step[2]),
            place.angle + step[3],
            place.aspect,
            place.shear,
            place.shift_x + step[0],
            place.shift_y + step[1],
            place.mirrored,
        )
    return path, False
