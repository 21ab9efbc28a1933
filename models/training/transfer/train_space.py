"""Trains and exports the space of looks; two minutes.

    python -m transfer.train_space --work DIR --models DIR

DIR/looks and DIR/looks_held are what `vanity synthesise looks` wrote. Writes look_encoder.onnx and look_decoder.onnx, checked
against the trainer's networks, and WORK/space.json with figures.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

from . import layout, losses, metrics
from .space import CODE, LookSpace, divergence, hidden

_BATCH, _RATE, _DIVERGENCE = 256, 1.5e-3, 0.06


def main() -> None:
    """Trains, measures, exports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=40)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    slots = layout.slots(options.work / "looks")
    owners = torch.tensor([index for index, slot in enumerate(slots) for _ in range(slot.finish.stop - slot.start)])
    worn = torch.from_numpy(np.load(options.work / "looks" / "worn.npy"))
    held = torch.from_numpy(np.load(options.work / "looks_held" / "worn.npy"))
    net = LookSpace(worn.shape[1], len(slots))
    train(net, worn, slots, owners, options.epochs)
    net.eval()
    figures = measure(net, held, worn, slots, owners)
    print(json.dumps(figures))
    (options.work / "space.json").write_text(json.dumps(figures))
    export(net, options.models, worn.shape[1], len(slots))


def train(net: LookSpace, worn: torch.Tensor, slots: list[layout.Slot], owners: torch.Tensor, epochs: int) -> None:
    """Half of the time some slots are hidden, which have to be guessed."""
    optimiser = torch.optim.AdamW(net.parameters(), lr=_RATE, weight_decay=0.01)
    steps = epochs * (len(worn) // _BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, _RATE, total_steps=steps)
    for epoch in range(epochs):
        order, total = torch.randperm(len(worn)), 0.0
        for start in range(0, len(worn) - _BATCH + 1, _BATCH):
            batch = worn[order[start : start + _BATCH]]
            known = known_slots(len(batch), len(slots))
            given, mean, log_variance = net(hidden(batch, known, owners), known)
            loss = losses.reading_loss(given, batch, slots) + _DIVERGENCE * divergence(mean, log_variance)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total += loss.item()
        if epoch % 5 == 4:
            print(f"epoch {epoch + 1}: loss {total / (len(worn) // _BATCH):.3f}", flush=True)


def known_slots(count: int, slots: int) -> torch.Tensor:
    """Which slots are known: all, or a random share of them."""
    share = torch.where(torch.rand(count, 1) < 0.5, torch.ones(count, 1), torch.rand(count, 1))
    return (torch.rand(count, slots) < share).float()


def measure(net: LookSpace, held: torch.Tensor, worn: torch.Tensor, slots: list[layout.Slot], owners: torch.Tensor) -> dict:
    """How well looks are given back, how well hidden slots are guessed beside the most usual answer, and how near drawn looks are."""
    all_known = torch.ones(len(held), len(slots))
    with torch.inference_mode():
        mean, _ = net.encoder(held, all_known)
        back = metrics.figures(net.decoder(mean).numpy(), held.numpy(), slots)
        torch.manual_seed(2)
        known = (torch.rand(len(held), len(slots)) < 0.5).float()
        guess = net.decoder(net.encoder(hidden(held, known, owners), known)[0]).numpy()
        drawn = net.decoder(torch.randn(2000, CODE)).numpy()
    unknown = known.numpy() < 0.5
    there = np.stack([held[:, slot.presence].numpy() > 0.5 for slot in slots], 1)
    said = np.stack([guess[:, slot.presence] > 0 for slot in slots], 1)
    usual = np.stack([np.full(len(held), float(worn[:, slot.presence].mean()) > 0.5) for slot in slots], 1)
    count = [(drawn[:, slot.presence] > 0).mean() for slot in slots]
    wanted = [float((worn[:, slot.presence] > 0.5).float().mean()) for slot in slots]
    return {
        "mean F1 of presence, given back": round(float(np.mean([one["f1"] for one in back.values()])), 3),
        "median Lab distance, given back": round(float(np.mean([one["lab"] for one in back.values() if "lab" in one])), 2),
        "right about hidden slots": round(float((said == there)[unknown].mean()), 3),
        "right about hidden slots, the usual answer": round(float((usual == there)[unknown].mean()), 3),
        "largest difference in how often a slot is worn, drawn and real": round(float(np.abs(np.array(count) - np.array(wanted)).max()), 3),
    }


def export(net: LookSpace, models: Path, length: int, slots: int) -> None:
    """Writes both files."""
    worn, known, code = torch.rand(1, length), torch.ones(1, slots), torch.randn(1, CODE)
    for name, part, inputs, names, outputs in (
        ("look_encoder", net.encoder, (worn, known), ["worn", "known"], ["mean", "log_variance"]),
        ("look_decoder", net.decoder, (code,), ["code"], ["worn"]),
    ):
        path = models / f"{name}.onnx"
        torch.onnx.export(part, inputs, str(path), input_names=names, output_names=outputs, opset_version=17, dynamo=False)
        onnx.checker.check_model(onnx.load(path), full_check=True)
        runtime = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
        found = runtime.run(None, {key: one.numpy() for key, one in zip(names, inputs)})
        with torch.inference_mode():
            wanted = part(*inputs)
        wanted = wanted if isinstance(wanted, tuple) else (wanted,)
        worst = max(float(np.abs(one - two.numpy()).max()) for one, two in zip(found, wanted))
        if worst > 1e-3:
            raise SystemExit(f"{name} differs by {worst:.5f}")
        print(f"{path}: {path.stat().st_size} bytes; differs by no more than {worst:.6f}")


if __name__ == "__main__":
    main()
