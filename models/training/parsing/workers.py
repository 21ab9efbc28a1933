"""Draws batches in processes beside the trainer, or in it.

The processes hand over pictures through memory that they share with the trainer from their birth on, so that nothing but a
number and a few flags goes through a queue. They have to be born before a GPU is touched.
"""

import mmap
import multiprocessing
import signal
from pathlib import Path

import cv2
import numpy as np

from .dataset import SEQUENCE_FRAMES, Batch, Sampler
from .network import IMAGE_SIZE

_SLOTS_EACH = 2
_PIXELS = IMAGE_SIZE * IMAGE_SIZE


class Alone:
    """Draws in the trainer's own process; can be stopped and goes on exactly where it was."""

    def __init__(self, work: Path, variant: str, seed: int, frames: int):
        self._sampler, self._frames = Sampler(work, variant, seed), frames
        self._moving = False

    def next(self) -> Batch:
        """Single pictures and sequences in turn, `frames` frames each."""
        self._moving = not self._moving
        return self._sampler.batch(not self._moving, self._frames)

    def state(self) -> tuple | None:
        """To go on from later."""
        return self._sampler.state(), self._moving

    def restore(self, state: tuple | None) -> None:
        """Goes on from an earlier state."""
        if state is not None:
            sampler, self._moving = state
            self._sampler.restore(sampler)

    def close(self) -> None:
        """Nothing to end."""


class Workers:
    """Draws in `count` processes, each with dice of its own: what comes first depends on the computer."""

    def __init__(self, work: Path, variant: str, seed: int, frames: int, count: int):
        # A copy of a process has none of its threads, and OpenCV would wait for them.
        cv2.setNumThreads(1)
        context = multiprocessing.get_context("fork")
        self._frames = max(SEQUENCE_FRAMES, frames // SEQUENCE_FRAMES * SEQUENCE_FRAMES)
        slots = count * _SLOTS_EACH
        memory = mmap.mmap(-1, slots * self._frames * _PIXELS * 4)
        self._slots = np.frombuffer(memory, np.uint8).reshape(slots, self._frames * _PIXELS * 4)
        self._free, self._full = context.SimpleQueue(), context.SimpleQueue()
        for slot in range(slots):
            self._free.put(slot)
        arguments = [(work, variant, seed * 1000 + number, number % 2 == 1) for number in range(count)]
        self._processes = [context.Process(target=self._draw, args=one, daemon=True) for one in arguments]
        for process in self._processes:
            process.start()

    def next(self) -> Batch:
        """Single pictures or sequences, whichever is ready."""
        slot, count, kept, still, seen_before = self._full.get()
        if slot is None:
            raise RuntimeError(f"a worker failed: {count}")
        images, labels = _views(self._slots[slot], count, self._frames)
        batch = Batch(images.copy(), labels.copy(), kept, still, seen_before)
        self._free.put(slot)
        return batch

    def state(self) -> None:
        """There is none: a run that goes on draws anew, from another seed."""

    def restore(self, state: tuple | None) -> None:
        """Nothing to restore."""

    def close(self) -> None:
        """Ends the processes."""
        for process in self._processes:
            process.terminate()

    def _draw(self, work: Path, variant: str, seed: int, moving: bool) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        try:
            self._draw_forever(Sampler(work, variant, seed), moving)
        except Exception as error:  # The trainer has to hear of it, whatever it is.
            self._full.put((None, repr(error), None, None, None))
            raise

    def _draw_forever(self, sampler: Sampler, moving: bool) -> None:
        while True:
            batch = sampler.batch(moving, self._frames)
            slot = self._free.get()
            images, labels = _views(self._slots[slot], len(batch.images), self._frames)
            images[:], labels[:] = batch.images, batch.labels
            self._full.put((slot, len(batch.images), batch.kept, batch.still, batch.seen_before))
            moving = not moving


def _views(slot: np.ndarray, count: int, frames: int) -> tuple[np.ndarray, np.ndarray]:
    """Images [T, N, S, S, 3] and labels [T, N, S, S] in a slot, with T * N frames."""
    shape = (count, frames // count, IMAGE_SIZE, IMAGE_SIZE)
    cut = frames * _PIXELS * 3
    return slot[:cut].reshape(*shape, 3), slot[cut:].reshape(shape)
