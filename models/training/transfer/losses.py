"""What training minimises."""

import torch
import torch.nn.functional as F

from .layout import Slot

_COVERAGE, _COLOUR, _SHAPE, _FINISH, _BLUR = 2.0, 12.0, 0.5, 0.35, 0.5


def reading_loss(given: torch.Tensor, worn: torch.Tensor, slots: list[Slot]) -> torch.Tensor:
    """Presence of every slot; the rest where something is worn. What is laid on thickly is seen better and counts for more."""
    total = given.new_zeros(())
    for slot in slots:
        there = worn[:, slot.presence]
        total = total + F.binary_cross_entropy_with_logits(given[:, slot.presence], there)
        weight = there * (0.3 + worn[:, slot.coverage])
        over = weight.sum().clamp_min(1.0)
        off = (torch.sigmoid(given[:, slot.coverage]) - worn[:, slot.coverage]).abs()
        total = total + _COVERAGE * (off * there).sum() / there.sum().clamp_min(1.0)
        if slot.coloured:
            distance = F.smooth_l1_loss(given[:, slot.lab], worn[:, slot.lab], beta=0.05, reduction="none").sum(1)
            total = total + _COLOUR / 3 * (distance * weight).sum() / over
        for part, share in ((slot.shape, _SHAPE), (slot.finish, _FINISH)):
            if part.stop - part.start > 1:
                entropy = F.cross_entropy(given[:, part], worn[:, part].argmax(1), reduction="none")
                total = total + share * (entropy * weight).sum() / over
    lips = slots[-1]
    soft = (torch.sigmoid(given[:, lips.blur]) - worn[:, lips.blur]).abs()
    return total + _BLUR * (soft * worn[:, lips.presence]).sum() / worn[:, lips.presence].sum().clamp_min(1.0)
