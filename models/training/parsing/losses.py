"""What training minimises."""

from functools import cache

import torch
import torch.nn.functional as F

from . import classes

# Small and thin classes count for more, and what nothing may be painted on.
_CLASS_WEIGHTS = (1, 1, 2.2, 2.6, 2.4, 2.2, 2.4, 1, 1.6, 1.1, 2.4, 1.8)
_EDGE_WEIGHT = 1.5
_DICE_SHARE = 0.5
_STILL_SHARE = 10.0
_TEACHER_SHARE = 1.0


def segmentation_loss(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Weighted cross entropy, edges more, and half a Dice loss; logits [N, C, h, w], labels [N, 2h, 2w]."""
    known = labels != classes.IGNORED
    wanted = torch.where(known, labels, 0)
    weights = _class_weights(labels.device)[wanted] * edge_weights(labels) * known
    large = F.interpolate(logits, size=labels.shape[-1], mode="bilinear")
    entropy = F.cross_entropy(large, wanted, reduction="none")
    entropy = (entropy * weights).sum() / weights.sum().clamp_min(1)
    # The Dice loss is about areas: every second pixel of every second row tells enough.
    few = known[:, None, ::2, ::2]
    truth = F.one_hot(wanted[:, ::2, ::2], classes.COUNT).permute(0, 3, 1, 2) * few
    shares = logits.softmax(1) * few
    both = (shares * truth).sum((0, 2, 3))
    total = shares.sum((0, 2, 3)) + truth.sum((0, 2, 3))
    present = (truth.sum((0, 2, 3)) > 0).float()
    dice = ((1 - (2 * both + 5) / (total + 5)) * present).sum() / present.sum().clamp_min(1)
    return entropy + _DICE_SHARE * dice


@cache
def _class_weights(device: torch.device) -> torch.Tensor:
    return torch.tensor(_CLASS_WEIGHTS, device=device)


def edge_weights(labels: torch.Tensor) -> torch.Tensor:
    """More where classes meet."""
    edges = torch.zeros_like(labels, dtype=torch.bool)
    across = labels[:, :, 1:] != labels[:, :, :-1]
    down = labels[:, 1:] != labels[:, :-1]
    edges[:, :, 1:] |= across
    edges[:, :, :-1] |= across
    edges[:, 1:] |= down
    edges[:, :-1] |= down
    return 1 + _EDGE_WEIGHT * edges


def stillness_loss(logits: torch.Tensor) -> torch.Tensor:
    """How much the classes' shares change between frames [T, N, C, h, w] that show the same."""
    shares = logits.softmax(2)
    return _STILL_SHARE * (shares[1:] - shares[:-1]).abs().sum(2).mean()


def teacher_loss(logits: torch.Tensor, taught: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """How far the classes' shares are from a teacher's, where the teacher agrees with the labels; all [N, ...].

    Where it does not, above all on what was pasted in, the labels are right and the teacher is not.
    """
    small = labels[:, ::2, ::2]
    agrees = (taught.argmax(1) == small).float() * edge_weights(small)
    distance = F.kl_div(F.log_softmax(logits, 1), F.log_softmax(taught, 1), reduction="none", log_target=True).sum(1)
    return _TEACHER_SHARE * (distance * agrees).sum() / agrees.sum().clamp_min(1)
