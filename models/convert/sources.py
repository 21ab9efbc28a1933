"""Where the models come from: originals that are converted, and trainings. Needs only the standard library."""

from dataclasses import dataclass

# Every platform's package holds the same models; this is the one that is downloaded, on every system.
PACKAGE = "mediapipe"
PACKAGE_VERSION = "0.10.14"
PACKAGE_PLATFORM = "manylinux_2_17_x86_64"
PACKAGE_PYTHON = "3.11"
PACKAGE_SHA256 = "a807328339e7356fda0bb14df12fedbf1d33bdf81649c5f8666b0026b1cc30b4"


@dataclass(frozen=True)
class Source:
    """An original model."""

    model: str
    """Name in manifest.toml of what it is converted to."""
    member: str
    """The .tflite file in the package."""
    has_attention: bool
    """Whether it is the attention mesh; the others are detectors."""


SOURCES = [
    Source(
        model="face_detection_short_range",
        member="mediapipe/modules/face_detection/face_detection_short_range.tflite",
        has_attention=False,
    ),
    Source(
        model="face_detection_full_range",
        member="mediapipe/modules/face_detection/face_detection_full_range_sparse.tflite",
        has_attention=False,
    ),
    Source(
        model="face_landmark_478",
        member="mediapipe/modules/face_landmark/face_landmark_with_attention.tflite",
        has_attention=True,
    ),
]

# Models that are trained here instead of converted, and the folder of models/ that holds the training.
TRAINED = {
    "face_parser": "training/parsing",
    "face_parser_permissive": "training/parsing",
    "look_reader": "training/transfer",
    "look_encoder": "training/transfer",
    "look_decoder": "training/transfer",
    "style_encoder": "training/transfer",
    "makeup_transfer": "training/transfer",
    "makeup_lifter": "training/transfer",
}
