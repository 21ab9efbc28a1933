"""Step 3, train.

    python -m parsing.train --work DIR --variant all|permissive [--minutes N] [--seconds N] [--workers N] [--teacher FILE]

Trains on a GPU where there is one, else on the processor. `--minutes` is a limit of the processor's time, so that a busy
computer, or a pause, does not spoil the schedule; `--seconds` one of the time that passes, for a computer that is ours for so
long; at least one of them is needed, and the rate falls to nothing at the nearer one. Half of the batches are single pictures,
half are short sequences; with workers, processes of their own draw them. The state is written every two minutes; the same command
goes on from there. While the file PAUSE lies in the working folder or above it, training waits. What is kept of the
weights is their running mean; of its states the one is chosen that does best on pictures that were held back from the
training set, by human masks (`all`) or, as there are none with a licence, by labels of mesh and hair (`permissive`),
with something pasted in front as well.
"""

import argparse
import copy
import json
import os
import signal
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
import torch

from . import losses
from .build import folded_parser
from .dataset import Batch, image_tensor
from .held import held_back, score
from .tracker import session
from .workers import Alone, Workers

_CHECKPOINT_SECONDS, _EVALUATION_SECONDS = 120, 240
# Or so often in a run that is shorter.
_CHECKPOINTS, _EVALUATIONS = 4, 12
# Frames in a batch, on a processor and on a GPU.
_SMALL_BATCH, _LARGE_BATCH = 8, 64
# So much mean F1 a leak is worth when the best weights are chosen.
_LEAK_WEIGHT = 0.1
_SLOW_PARTS = ("stage8", "stage16", "stem")


@dataclass
class Progress:
    """How far training came."""

    step: int = 0
    seconds: float = 0.0
    """Of the processor, for all threads of the trainer together."""
    passed: float = 0.0
    """Seconds that passed."""
    best: float = -1.0
    curve: list[dict] = field(default_factory=list)


def main() -> None:
    """Trains until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, help="where weights and curve go; the working folder if left out")
    parser.add_argument("--variant", choices=("all", "permissive"), required=True)
    parser.add_argument("--minutes", type=float, help="processor time in all, with earlier runs")
    parser.add_argument("--seconds", type=float, help="time that passes in all, with earlier runs")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--batch", type=int, help=f"frames in a batch; {_LARGE_BATCH} on a GPU, else {_SMALL_BATCH}")
    parser.add_argument("--teacher", type=Path, help="an exported parser to learn from as well (only `all`, without a GPU)")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--workers", type=int, default=0, help="processes that draw pictures; 0 draws them in this one")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.minutes is None and options.seconds is None:
        parser.error("training needs a limit: --minutes or --seconds")
    torch.set_num_threads(options.threads)
    cv2.setNumThreads(1)
    torch.manual_seed(options.seed)
    # Ends the workers as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    Training(options).run()


class Training:
    """A run of training."""

    def __init__(self, options: argparse.Namespace):
        self._options = options
        self._work, self._variant = options.work, options.variant
        self._out = options.out or options.work
        self._progress = Progress()
        state = self._earlier_state()
        # Before anything touches the GPU: the workers are copies of this process.
        self._batches = self._draw_batches()
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        if options.teacher and self._device.type == "cuda":
            raise SystemExit("the teacher runs on the processor and would keep the GPU waiting: leave --teacher out")
        torch.backends.cudnn.benchmark = True
        self._net = folded_parser()
        self._net.load_state_dict(torch.load(self._work / f"start_{self._variant}.pt", weights_only=True))
        self._net = self._net.to(self._device, memory_format=torch.channels_last)
        self._mean = copy.deepcopy(self._net)
        self._optimiser = torch.optim.AdamW(self._groups(), betas=(0.9, 0.99))
        self._teacher = session(options.teacher) if options.teacher and self._variant == "all" else None
        self._held = held_back(self._work, self._variant)
        self._recent: deque[torch.Tensor] = deque(maxlen=200)
        if state:
            self._resume(state)

    def run(self) -> None:
        """Steps until the time is over."""
        saved = evaluated = done = self._done()
        if done == 0:
            self._evaluate()
        self._worked, self._began = time.process_time(), time.monotonic()
        while done < 1:
            self._step(done)
            self._count_time()
            done = self._done()
            if done >= 1 or (done - evaluated) > self._every(_EVALUATION_SECONDS, _EVALUATIONS):
                evaluated = done
                self._evaluate()
            if done >= 1 or (done - saved) > self._every(_CHECKPOINT_SECONDS, _CHECKPOINTS):
                saved = done
                self._save()
            if paused(self._work):
                self._count_time()
                while paused(self._work):
                    time.sleep(1)
                self._worked, self._began = time.process_time(), time.monotonic()
        self._batches.close()

    def _count_time(self) -> None:
        """Adds what passed since it was last counted."""
        worked, began = time.process_time(), time.monotonic()
        self._progress.seconds += worked - self._worked
        self._progress.passed += began - self._began
        self._worked, self._began = worked, began

    def _done(self) -> float:
        """The share of the nearer limit that is used up."""
        shares = [0.0]
        if self._options.minutes:
            shares.append(self._progress.seconds / (60 * self._options.minutes))
        if self._options.seconds:
            shares.append(self._progress.passed / self._options.seconds)
        return max(shares)

    def _every(self, seconds: float, times: int) -> float:
        """How much of a limit passes between two tasks that are due so often."""
        limits = [limit for limit in (60 * (self._options.minutes or 0), self._options.seconds) if limit]
        return min(seconds / min(limits), 1 / times)

    def _draw_batches(self) -> Alone | Workers:
        options = self._options
        frames = options.batch or (_LARGE_BATCH if torch.cuda.device_count() else _SMALL_BATCH)
        # Workers that go on must not draw the same once more.
        seed = options.seed + self._progress.step * (options.workers > 0)
        if options.workers:
            return Workers(self._work, self._variant, seed, frames, options.workers)
        return Alone(self._work, self._variant, seed, frames)

    def _groups(self) -> list[dict]:
        groups = []
        for slow in (True, False):
            for decayed in (True, False):
                chosen = [
                    parameter
                    for name, parameter in self._net.named_parameters()
                    if parameter.requires_grad and name.startswith(_SLOW_PARTS) == slow and (parameter.dim() > 1) == decayed
                ]
                rate = self._options.rate * (0.35 if slow else 1.0)
                groups.append({"params": chosen, "lr": rate, "base": rate, "weight_decay": 0.02 if decayed else 0.0})
        return groups

    def _step(self, done: float) -> None:
        factor = min(1.0, (self._progress.step + 1) / 40) * (0.5 * (1 + np.cos(np.pi * done)) * 0.98 + 0.02)
        for group in self._optimiser.param_groups:
            group["lr"] = group["base"] * factor
        loss = self._loss(self._batches.next())
        self._optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._net.parameters(), 5.0)
        self._optimiser.step()
        self._progress.step += 1
        # A number of the GPU's is asked for only when somebody wants to read it.
        self._recent.append(loss.detach())
        self._average()

    def _loss(self, batch: Batch) -> torch.Tensor:
        count, sequences = batch.images.shape[:2]
        device = self._device
        frames = image_tensor(torch.from_numpy(batch.images).flatten(0, 1).to(device)).unflatten(0, (count, sequences))
        labels = torch.from_numpy(batch.labels).flatten(0, 1).to(device).long()
        kept = torch.from_numpy(batch.kept).to(device)
        # Half precision for the network, whole for the losses.
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            logits = self._net.forward_sequence(frames, kept, batch.seen_before)
        logits = logits.float()
        loss = losses.segmentation_loss(logits.flatten(0, 1), labels)
        if self._teacher is not None:
            taught = teacher_logits(self._teacher, frames.flatten(0, 1))
            loss = loss + losses.teacher_loss(logits.flatten(0, 1), taught, labels)
        still = np.flatnonzero(batch.still)
        if len(still) and count > 1:
            loss = loss + losses.stillness_loss(logits[:, still]) * len(still) / sequences
        return loss

    def _average(self) -> None:
        """Moves the running mean of the weights."""
        share = 1 - min(0.998, (self._progress.step + 1) / (self._progress.step + 12))
        means, values = self._mean.state_dict(), self._net.state_dict()
        real = [name for name, value in values.items() if value.dtype.is_floating_point]
        with torch.no_grad():
            torch._foreach_lerp_([means[name] for name in real], [values[name] for name in real], share)

    def _evaluate(self) -> None:
        figures = score(self._mean, self._held)
        figures |= {
            "minutes": round(self._progress.seconds / 60, 2),
            "seconds": round(self._progress.passed),
            "step": self._progress.step,
            "loss": round(float(torch.stack(list(self._recent)).mean()), 4) if self._recent else None,
        }
        self._progress.curve.append(figures)
        (self._out / f"curve_{self._variant}.json").write_text(json.dumps(self._progress.curve))
        print(json.dumps(figures), flush=True)
        self._write_weights("last")
        worth = figures["mean_f1"] - _LEAK_WEIGHT * figures["leak"]
        if worth > self._progress.best:
            self._progress.best = worth
            self._write_weights("best")

    def _write_weights(self, name: str) -> None:
        write({key: value.cpu() for key, value in self._mean.state_dict().items()}, self._out / f"{name}_{self._variant}.pt")

    def _state_file(self) -> Path:
        return self._work / f"state_{self._variant}.pt"

    def _save(self) -> None:
        state = {
            "net": self._net.state_dict(),
            "mean": self._mean.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "batches": self._batches.state(),
            "progress": vars(self._progress),
        }
        write(state, self._state_file())

    def _earlier_state(self) -> dict | None:
        if not self._state_file().exists():
            return None
        # The file is our own, and holds the random generator's state as well as tensors.
        state = torch.load(self._state_file(), map_location="cpu", weights_only=False)
        self._progress = Progress(**state["progress"])
        print(f"goes on from step {self._progress.step}", flush=True)
        return state

    def _resume(self, state: dict) -> None:
        self._net.load_state_dict(state["net"])
        self._mean.load_state_dict(state["mean"])
        self._optimiser.load_state_dict(state["optimiser"])
        self._batches.restore(state["batches"])


def write(content: dict, path: Path) -> None:
    """Writes a file of PyTorch's whole or not at all."""
    partial = path.with_suffix(".tmp")
    torch.save(content, partial)
    os.replace(partial, path)


def teacher_logits(teacher: onnxruntime.InferenceSession, frames: torch.Tensor) -> torch.Tensor:
    """What the teacher says to each frame alone."""
    memory = np.zeros(teacher.get_inputs()[1].shape, np.float32)
    images = frames.contiguous(memory_format=torch.contiguous_format).numpy()
    found = [teacher.run(["logits"], {"image": image[None], "memory": memory})[0] for image in images]
    return torch.from_numpy(np.concatenate(found))


def paused(work: Path) -> bool:
    """Whether somebody needs the processor."""
    return (work / "PAUSE").exists() or (work.parent / "PAUSE").exists()


if __name__ == "__main__":
    main()
