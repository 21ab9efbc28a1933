"""The space of looks: a variational autoencoder (D. Kingma, M. Welling, "Auto-Encoding Variational Bayes", 2014) over what is worn.

Its encoder is told which slots are known: what is not known it guesses from the rest, so that a half-made look can be finished.
"""

import torch
from torch import nn

CODE = 24


class Encoder(nn.Module):
    """From a vector [N, L] and the known slots [N, S] to the mean and the logarithm of the variance of the code, [N, CODE] each."""

    def __init__(self, length: int, slots: int):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(length + slots, 256), nn.ReLU(), nn.Linear(256, 160), nn.ReLU(), nn.Linear(160, 2 * CODE))

    def forward(self, worn: torch.Tensor, known: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        mean, log_variance = self.layers(torch.cat([worn, known], 1)).chunk(2, 1)
        return mean, log_variance.clamp(-8.0, 4.0)


class Decoder(nn.Module):
    """From a code to what is worn, as logits and colours."""

    def __init__(self, length: int):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(CODE, 160), nn.ReLU(), nn.Linear(160, 256), nn.ReLU(), nn.Linear(256, length))

    def forward(self, code: torch.Tensor) -> torch.Tensor:
        return self.layers(code)


class LookSpace(nn.Module):
    """Both."""

    def __init__(self, length: int, slots: int):
        super().__init__()
        self.encoder = Encoder(length, slots)
        self.decoder = Decoder(length)

    def forward(self, worn: torch.Tensor, known: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        mean, log_variance = self.encoder(worn, known)
        code = mean + torch.randn_like(mean) * torch.exp(0.5 * log_variance)
        return self.decoder(code), mean, log_variance


def divergence(mean: torch.Tensor, log_variance: torch.Tensor) -> torch.Tensor:
    """Of the code's distribution from the standard normal one, mean over the batch."""
    return -0.5 * (1 + log_variance - mean**2 - log_variance.exp()).sum(1).mean()


def hidden(worn: torch.Tensor, known: torch.Tensor, owners: torch.Tensor) -> torch.Tensor:
    """A vector without what is not known; `owners` [L] says which slot each number belongs to."""
    return worn * known[:, owners]
