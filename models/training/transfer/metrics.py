"""How well looks are read."""

import numpy as np

from .layout import Slot


def figures(given: np.ndarray, worn: np.ndarray, slots: list[Slot]) -> dict[str, dict[str, float]]:
    """For each slot: precision, recall, F1 and accuracy of presence; of what is worn, median errors and shares that are right."""
    return {slot.name: of_slot(given, worn, slot) for slot in slots}


def of_slot(given: np.ndarray, worn: np.ndarray, slot: Slot) -> dict[str, float]:
    """The figures of one slot."""
    said, there = given[:, slot.presence] > 0, worn[:, slot.presence] > 0.5
    hits = float((said & there).sum())
    precision, recall = hits / max(1, said.sum()), hits / max(1, there.sum())
    found = {
        "precision": precision,
        "recall": recall,
        "f1": 2 * hits / max(1, said.sum() + there.sum()),
        "accuracy": float((said == there).mean()),
        "coverage": float(np.median(np.abs(sigmoid(given[there, slot.coverage]) - worn[there, slot.coverage]))),
    }
    if slot.coloured:
        found["lab"] = float(np.median(np.linalg.norm(given[there, slot.lab] - worn[there, slot.lab], axis=1)) * 100)
    for name, part in (("shape", slot.shape), ("finish", slot.finish)):
        if part.stop - part.start > 1:
            found[name] = float((given[there, part].argmax(1) == worn[there, part].argmax(1)).mean())
    return found


def best_thresholds(given: np.ndarray, worn: np.ndarray, slots: list[Slot]) -> np.ndarray:
    """For each slot the logit above which saying that something is worn gives the best F1."""
    steps = np.linspace(-2, 2, 81)
    chosen = []
    for slot in slots:
        there = worn[:, slot.presence] > 0.5
        logits = given[:, slot.presence]
        f1 = [2 * (there & (logits > step)).sum() / max(1, there.sum() + (logits > step).sum()) for step in steps]
        chosen.append(float(steps[int(np.argmax(f1))]))
    return np.array(chosen, np.float32)


def score(found: dict[str, dict[str, float]]) -> float:
    """One number: mean F1 of presence, less a little for wrong colours."""
    f1 = np.mean([one["f1"] for one in found.values()])
    colours = np.mean([one["lab"] for one in found.values() if "lab" in one])
    return float(f1 - 0.004 * colours)


def sigmoid(logits: np.ndarray) -> np.ndarray:
    """Share by logit."""
    return 1 / (1 + np.exp(-logits))
