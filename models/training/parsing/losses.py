"""What training minimises."""

import torch
import torch.nn.functional as F

from . import classes

# Small and thin classes count for more.
_CLASS_WEIGHTS = torch.tensor([1, 1, 2.2, 2.6, 2.4, 2.2, 2.4, 1, 1.6, 1.1, 2.4, 1.6])
_EDGE_WEIGHT = 1.5
_DICE_SHARE = 0.5
_STILL_SHARE = 3.0


def segmentation_loss(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Weighted cross entropy, edges more, and half a Dice loss; logits [N, C, h, w], labels [N, H, W]."""
    logits = F.interpolate(logits, size=labels.shape[-1], mode="bilinear")
    log_shares = F.log_softmax(logits, 1)
    known = labels != classes.IGNORED
    wanted = torch.where(known, labels, 0)
    weights = _CLASS_WEIGHTS[wanted] * edge_weights(labels) * known
    entropy = -(log_shares.gather(1, wanted[:, None])[:, 0] * weights).sum() / weights.sum().clamp_min(1)
    shares = log_shares.exp() * known[:, None]
    truth = F.one_hot(wanted, classes.COUNT).permute(0, 3, 1, 2).float() * known[:, None]
    both = (shares * truth).sum((0, 2, 3))
    total = shares.sum((0, 2, 3)) + truth.sum((0, 2, 3))
    present = truth.sum((0, 2, 3)) > 0
    dice = (1 - (2 * both + 20) / (total + 20))[present].mean()
    return entropy + _DICE_SHARE * dice


def edge_weights(labels: torch.Tensor) -> torch.Tensor:
    """More where classes meet."""
    values = labels[:, None].float()
    highest = F.max_pool2d(values, 3, 1, 1)
    lowest = -F.max_pool2d(-values, 3, 1, 1)
    return 1 + _EDGE_WEIGHT * (highest != lowest)[:, 0]


def stillness_loss(logits: torch.Tensor) -> torch.Tensor:
    """How much the classes' shares change between frames [T, N, C, h, w] that show the same."""
    shares = logits.softmax(2)
    return _STILL_SHARE * (shares[1:] - shares[:-1]).abs().sum(2).mean()
