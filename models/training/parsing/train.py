"""Step 3, train.

    python -m parsing.train --work DIR --variant all|permissive --minutes N [--threads 1] [--teacher FILE]

The time is the processor's, so that a busy computer, or a pause, does not spoil the schedule. Half of the batches are single pictures, half are short sequences. The state is written every two minutes; the same command
goes on from there. While the file PAUSE lies in the working folder or above it, training waits. What is kept of the
weights is their running mean; of its states the one is chosen that does best on pictures that were held back from the
training set, by human masks (`all`) or, as there are none with a licence, by labels of mesh and hair (`permissive`).
"""

import argparse
import copy
import json
import time
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
import torch

from . import classes, losses, metrics, roi
from .augment.motion import Placement
from .build import folded_parser
from .dataset import HELD_SMILING, PictureSet, Sampler, Sequence, held_indices, image_tensor
from .network import IMAGE_SIZE, Parser, empty_memory
from .tracker import session

_STILLS, _SEQUENCES, _FRAMES = 6, 2, 4
_CHECKPOINT_SECONDS, _EVALUATION_SECONDS = 120, 240
_SLOW_PARTS = ("stage8", "stage16", "stem")


@dataclass
class Progress:
    """How far training came."""

    step: int = 0
    seconds: float = 0.0
    """Of the processor, for all threads together."""
    best: float = -1.0
    curve: list[dict] = field(default_factory=list)


def main() -> None:
    """Trains until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--variant", choices=("all", "permissive"), required=True)
    parser.add_argument("--minutes", type=float, required=True, help="processor time in all, with earlier runs")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--teacher", type=Path, help="an exported parser to learn from as well (only `all`)")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    cv2.setNumThreads(1)
    torch.manual_seed(options.seed)
    Training(options).run()


class Training:
    """A run of training."""

    def __init__(self, options: argparse.Namespace):
        self._options = options
        self._work, self._variant = options.work, options.variant
        self._net = folded_parser()
        self._net.load_state_dict(torch.load(self._work / f"start_{self._variant}.pt", weights_only=True))
        self._net = self._net.to(memory_format=torch.channels_last)
        self._mean = copy.deepcopy(self._net)
        self._optimiser = torch.optim.AdamW(self._groups(), betas=(0.9, 0.99))
        self._sampler = Sampler(self._work, self._variant, options.seed)
        self._teacher = session(options.teacher) if options.teacher and self._variant == "all" else None
        self._held = held_back(self._work, self._variant)
        self._progress = Progress()
        self._recent: list[float] = []
        self._resume()

    def run(self) -> None:
        """Steps until the time is over."""
        total = self._options.minutes * 60
        saved = evaluated = self._progress.seconds
        while self._progress.seconds < total:
            wait_while_paused(self._work)
            started = time.process_time()
            self._step(self._progress.seconds / total)
            self._progress.seconds += time.process_time() - started
            last = self._progress.seconds >= total
            if last or self._progress.seconds - evaluated > _EVALUATION_SECONDS:
                evaluated = self._progress.seconds
                self._evaluate()
            if last or self._progress.seconds - saved > _CHECKPOINT_SECONDS:
                saved = self._progress.seconds
                self._save()

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
        moving = self._progress.step % 2 == 1
        count, batch = (_FRAMES, _SEQUENCES) if moving else (1, _STILLS)
        loss = self._loss([self._sampler.sequence(count) for _ in range(batch)])
        self._optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._net.parameters(), 5.0)
        self._optimiser.step()
        self._progress.step += 1
        self._recent.append(loss.item())
        self._average()

    def _loss(self, sequences: list[Sequence]) -> torch.Tensor:
        frames = torch.stack([image_tensor(one.images) for one in sequences], 1)
        labels = torch.from_numpy(np.stack([one.labels for one in sequences], 1)).long()
        kept = torch.from_numpy(np.stack([one.kept for one in sequences], 1))
        seen_before = self._sampler.seen_before()
        logits = self._net.forward_sequence(frames, kept, seen_before)
        loss = losses.segmentation_loss(logits.flatten(0, 1), labels.flatten(0, 1))
        if self._teacher is not None:
            taught = teacher_logits(self._teacher, frames.flatten(0, 1))
            loss = loss + losses.teacher_loss(logits.flatten(0, 1), taught, labels.flatten(0, 1))
        still = [index for index, one in enumerate(sequences) if one.still]
        if still and len(frames) > 1:
            loss = loss + losses.stillness_loss(logits[:, still]) * len(still) / len(sequences)
        return loss

    def _average(self) -> None:
        """Moves the running mean of the weights."""
        share = 1 - min(0.998, (self._progress.step + 1) / (self._progress.step + 12))
        with torch.no_grad():
            means = self._mean.state_dict()
            for name, value in self._net.state_dict().items():
                if value.dtype.is_floating_point:
                    means[name].lerp_(value, share)
                else:
                    means[name].copy_(value)

    def _evaluate(self) -> None:
        figures = score_held_back(self._mean, *self._held)
        figures |= {
            "minutes": round(self._progress.seconds / 60, 2),
            "step": self._progress.step,
            "loss": round(float(np.mean(self._recent[-200:])), 4),
        }
        self._progress.curve.append(figures)
        (self._work / f"curve_{self._variant}.json").write_text(json.dumps(self._progress.curve))
        print(json.dumps(figures), flush=True)
        torch.save(self._mean.state_dict(), self._work / f"last_{self._variant}.pt")
        if figures["mean_f1"] > self._progress.best:
            self._progress.best = figures["mean_f1"]
            torch.save(self._mean.state_dict(), self._work / f"best_{self._variant}.pt")

    def _state_file(self) -> Path:
        return self._work / f"state_{self._variant}.pt"

    def _save(self) -> None:
        state = {
            "net": self._net.state_dict(),
            "mean": self._mean.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "sampler": self._sampler.state(),
            "progress": vars(self._progress),
        }
        partial = self._state_file().with_suffix(".tmp")
        torch.save(state, partial)
        partial.replace(self._state_file())

    def _resume(self) -> None:
        if not self._state_file().exists():
            return
        # The file is our own, and holds the random generator's state as well as tensors.
        state = torch.load(self._state_file(), weights_only=False)
        self._net.load_state_dict(state["net"])
        self._mean.load_state_dict(state["mean"])
        self._optimiser.load_state_dict(state["optimiser"])
        self._sampler.restore(state["sampler"])
        self._progress = Progress(**state["progress"])
        print(f"goes on from step {self._progress.step}", flush=True)


def teacher_logits(teacher: onnxruntime.InferenceSession, frames: torch.Tensor) -> torch.Tensor:
    """What the teacher says to each frame alone."""
    memory = np.zeros(teacher.get_inputs()[1].shape, np.float32)
    images = frames.contiguous(memory_format=torch.contiguous_format).numpy()
    found = [teacher.run(["logits"], {"image": image[None], "memory": memory})[0] for image in images]
    return torch.from_numpy(np.concatenate(found))


def wait_while_paused(work: Path) -> None:
    """Returns at once unless somebody needs the processor."""
    while (work / "PAUSE").exists() or (work.parent / "PAUSE").exists():
        time.sleep(1)


def held_back(work: Path, variant: str) -> tuple[np.ndarray, np.ndarray]:
    """Images and labels that choose the checkpoint."""
    if variant == "all":
        source = PictureSet(work, "train", "labels")
        indices = held_indices(len(source.records))
    else:
        source = PictureSet(work, "faces_london_smiling", "mesh")
        indices = np.arange(0, len(source.records), HELD_SMILING)
    return plain_cuts(source, indices)


def plain_cuts(source: PictureSet, indices: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The exact regions of interest of some pictures."""
    cuts = []
    for index in indices:
        region = roi.roi_from_landmarks(source.landmarks[index])
        cuts.append(source.cut(int(index), Placement(), region)[:2])
    return np.array([image for image, _ in cuts]), np.array([labels for _, labels in cuts])


def score_held_back(net: Parser, images: np.ndarray, labels: np.ndarray) -> dict:
    """Mean F1 of the makeup classes and each class's F1, first frame only."""
    counts = np.zeros((classes.COUNT, classes.COUNT), np.int64)
    net.eval()
    with torch.inference_mode():
        for start in range(0, len(images), 6):
            batch = image_tensor(images[start : start + 6])
            logits, _ = net(batch, empty_memory(len(batch)))
            found = torch.nn.functional.interpolate(logits, size=IMAGE_SIZE, mode="bilinear").argmax(1).numpy()
            counts += metrics.confusion(labels[start : start + 6], found)
    net.train()
    f1 = metrics.scores(counts)["f1"]
    return {"mean_f1": round(metrics.mean_f1(counts), 4), "f1": [round(float(one), 3) for one in f1]}


if __name__ == "__main__":
    main()
