"""Training against the clock: the rate rises for a moment, then falls to nothing at the end of the time."""

import math
import time
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Clock:
    """How much of the time is gone; what earlier runs took counts."""

    total: float
    spent: float = 0.0
    _since: float = field(default_factory=time.monotonic)

    def share(self) -> float:
        """0 to 1."""
        return min(1.0, (self.spent + time.monotonic() - self._since) / max(self.total, 1e-6))

    def factor(self, step: int, warm: int = 200) -> float:
        """What the rate is multiplied by."""
        return min(1.0, (step + 1) / warm) * (0.5 + 0.5 * math.cos(math.pi * self.share())) + 1e-3

    def seconds(self) -> float:
        """All that was spent so far."""
        return self.spent + time.monotonic() - self._since

    def wait_while_paused(self, work: Path) -> None:
        """While a file PAUSE lies in the working folder or above it, training waits, and the clock stands."""
        started = time.monotonic()
        while any((folder / "PAUSE").exists() for folder in (work, work.parent)):
            time.sleep(1)
        self._since += time.monotonic() - started
