"""Light, colour and the camera's faults."""

import cv2
import numpy as np

from .. import classes

_SKIN_LIKE = (classes.SKIN, classes.EARS, classes.NECK, classes.UPPER_LIP, classes.LOWER_LIP)


class SkinTone:
    """Another skin: mostly darker, as the data has few dark faces."""

    def __init__(self, random: np.random.RandomState):
        self._gain = np.exp(random.uniform(-1.3, 0.15))
        self._gamma = random.uniform(1, 1.35) if self._gain < 1 else 1.0
        self._tint = np.array([1, random.uniform(0.88, 1.0), random.uniform(0.78, 1.0)], np.float32)

    def apply(self, rgb: np.ndarray, labels: np.ndarray) -> np.ndarray:
        """Recolours skin, with a soft edge."""
        alpha = np.isin(labels, _SKIN_LIKE).astype(np.float32)
        alpha = cv2.GaussianBlur(alpha, (0, 0), rgb.shape[0] / 128)[..., None]
        values = rgb.astype(np.float32) / 255
        changed = np.clip(values**self._gamma * self._gain * self._tint, 0, 1)
        return np.clip((values * (1 - alpha) + changed * alpha) * 255, 0, 255).astype(np.uint8)


class Camera:
    """One scene's light and one camera, for all frames of a sequence; light drifts a little, noise is new each time."""

    def __init__(self, random: np.random.RandomState, moving: bool = False):
        self._random = random
        self._gamma = np.exp(random.uniform(-0.55, 0.6)) if random.rand() < 0.6 else 1.0
        self._contrast = np.exp(random.uniform(-0.3, 0.25))
        self._gain = np.exp(random.uniform(-0.9, 0.25)) if random.rand() < 0.5 else 1.0
        self._warmth = random.uniform(-0.18, 0.18) if random.rand() < 0.6 else 0.0
        self._green = random.uniform(-0.06, 0.06)
        self._drift = random.randn(2) * 0.02
        self._saturation = None
        if random.rand() < 0.5:
            self._saturation = random.uniform(0.0, 1.5) if random.rand() < 0.8 else 0.0
        self._gradient = self._light_gradient() if random.rand() < 0.3 else None
        self._blur = random.uniform(0.4, 1.8) if random.rand() < 0.2 else 0.0
        self._motion_blur = int(random.uniform(3, 12)) if random.rand() < 0.1 else 0
        self._motion_angle = random.uniform(0, np.pi)
        self._shrink = random.uniform(0.35, 0.8) if random.rand() < 0.15 else 0.0
        # What the memory is for: frames that differ by noise alone.
        self._noise = random.uniform(2, 14) if random.rand() < (0.8 if moving else 0.35) else 0.0
        self._jpeg = int(random.uniform(25, 85)) if random.rand() < 0.25 else 0

    def shoot(self, rgb: np.ndarray) -> np.ndarray:
        """The next frame as this camera would give it."""
        self._gain *= np.exp(self._drift[0])
        self._warmth += self._drift[1] * 0.3
        rgb = cv2.LUT(rgb, self._curves())
        if self._saturation is not None:
            grey = cv2.cvtColor(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
            rgb = cv2.addWeighted(rgb, self._saturation, grey, 1 - self._saturation, 0)
        if self._gradient is not None:
            rgb = np.clip(rgb * self._gradient, 0, 255).astype(np.uint8)
        return self._faults(rgb)

    def _curves(self) -> np.ndarray:
        x = np.arange(256, dtype=np.float32) / 255
        bright = (np.clip(x**self._gamma * self._gain, 0, 1) - 0.45) * self._contrast + 0.45
        gains = (1 + self._warmth, 1 + self._green, 1 - self._warmth)
        channels = [np.clip(bright * gain, 0, 1) * 255 for gain in gains]
        return np.stack(channels, -1)[None].astype(np.uint8)

    def _light_gradient(self, size: int = 256) -> np.ndarray:
        angle = self._random.uniform(0, 2 * np.pi)
        ramp = np.linspace(-1, 1, size, dtype=np.float32)
        strength = self._random.uniform(0.2, 0.65)
        gradient = 1 + strength * (np.cos(angle) * ramp[None] + np.sin(angle) * ramp[:, None])
        colour = 1 + self._random.uniform(-0.1, 0.1) * np.array([1, 0, -1], np.float32)
        return gradient[..., None] * colour

    def _faults(self, rgb: np.ndarray) -> np.ndarray:
        size = rgb.shape[0]
        if self._blur:
            rgb = cv2.GaussianBlur(rgb, (0, 0), self._blur * size / 256)
        if self._motion_blur:
            rgb = cv2.filter2D(rgb, -1, _streak(self._motion_blur, self._motion_angle))
        if self._shrink:
            small = cv2.resize(rgb, (int(size * self._shrink),) * 2, interpolation=cv2.INTER_AREA)
            rgb = cv2.resize(small, (size, size))
        if self._noise:
            noise = np.empty(rgb.shape, np.int16)
            cv2.randn(noise, 0, self._noise)
            rgb = np.clip(rgb + noise, 0, 255).astype(np.uint8)
        if self._jpeg:
            rgb = cv2.imdecode(cv2.imencode(".jpg", rgb, [cv2.IMWRITE_JPEG_QUALITY, self._jpeg])[1], 1)
        return rgb


def _streak(length: int, angle: float) -> np.ndarray:
    kernel = np.zeros((2 * length + 1, 2 * length + 1), np.float32)
    half = np.array([np.cos(angle), np.sin(angle)]) * length / 2
    start, end = np.array([length, length]) - half, np.array([length, length]) + half
    cv2.line(kernel, tuple(start.round().astype(int).tolist()), tuple(end.round().astype(int).tolist()), 1.0)
    return kernel / kernel.sum()
