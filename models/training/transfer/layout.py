"""Where each slot's numbers stand in a vector; `src/transfer/vector.rs` says the same."""

import json
from dataclasses import dataclass
from pathlib import Path

FIXED = 6
PRESENCE, COVERAGE, LAB, BLUR = 0, 1, slice(2, 5), 5


@dataclass
class Slot:
    """One thing that may be worn."""

    name: str
    start: int
    shapes: list[str]
    finishes: list[str]
    coloured: bool

    @property
    def presence(self) -> int:
        """Where its presence stands."""
        return self.start + PRESENCE

    @property
    def coverage(self) -> int:
        """Where its coverage stands."""
        return self.start + COVERAGE

    @property
    def lab(self) -> slice:
        """Where its colour stands."""
        return slice(self.start + 2, self.start + 5)

    @property
    def blur(self) -> int:
        """Where the softness of its edge stands."""
        return self.start + BLUR

    @property
    def shape(self) -> slice:
        """Where its drawings stand."""
        return slice(self.start + FIXED, self.start + FIXED + len(self.shapes))

    @property
    def finish(self) -> slice:
        """Where its finishes stand."""
        return slice(self.shape.stop, self.shape.stop + len(self.finishes))


def slots(folder: Path) -> list[Slot]:
    """All slots, as `vanity synthesise` wrote them down."""
    found, start = [], 0
    for one in json.loads((folder / "layout.json").read_text())["slots"]:
        slot = Slot(one["name"], start, one["shapes"], one["finishes"], one["coloured"])
        found.append(slot)
        start = slot.finish.stop
    return found
