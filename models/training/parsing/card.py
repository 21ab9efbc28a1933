"""Step 6, card: writes the model's card into models/README.md, its entry into manifest.toml, and the pictures of figures.

    python -m parsing.card --work DIR --model all=FILE [--model permissive=FILE] [--program FILE.json]

The figures come from WORK/evaluation_VARIANT.json, as `evaluate` wrote them, also for a variant whose file is not shipped; and
from what `vanity evaluate parsing --json FILE.json` wrote on the same portraits.
"""

import argparse
import hashlib
import json
import re
from pathlib import Path

from . import classes
from .charts import draw_confusion, draw_curves
from .network import IMAGE_SIZE, LOGIT_SIZE, MEMORY_CHANNELS, MEMORY_SIZE
from .sets import LICENCES, PERMISSIVE, PSEUDO

_MODELS = Path(__file__).resolve().parents[2]
_FIGURES = Path(__file__).resolve().parent / "figures"
_NAMES = {"all": "face_parser", "permissive": "face_parser_permissive"}
_LICENCE = {
    "all": "LicenseRef-NonCommercial-Research",
    "permissive": "MIT OR Apache-2.0",
}


def main() -> None:
    """Writes everything that the exported files and their figures say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--model", action="append", required=True, metavar="VARIANT=FILE")
    parser.add_argument("--program", type=Path, help="what `vanity evaluate parsing --json` wrote")
    options = parser.parse_args()
    models = {variant: Path(file) for variant, file in (text.split("=", 1) for text in options.model)}
    files = {variant: options.work / f"evaluation_{variant}.json" for variant in _NAMES}
    reports = {variant: json.loads(file.read_text()) for variant, file in files.items() if file.exists()}
    if options.program:
        reports["all"]["stills"]["in the program"] = program_row(json.loads(options.program.read_text()))
    for variant, report in reports.items():
        counts = report["stills"]["network"]["confusion"]
        draw_confusion(counts, _FIGURES / f"confusion_{variant}.png", f"Validation portraits, variant '{variant}'")
    curves = {variant: options.work / f"curve_{variant}.json" for variant in reports}
    draw_curves(curves, _FIGURES / "curves.svg")
    limits = (Path(__file__).resolve().parent / "LIMITS.md").read_text().strip()
    for variant, file in models.items():
        replace_card(_MODELS / "README.md", _NAMES[variant], card(variant, reports, limits))
        replace_entry(_MODELS / "manifest.toml", _NAMES[variant], entry(variant, file))


def card(variant: str, reports: dict[str, dict], limits: str) -> str:
    """The section of a model."""
    report, name = reports[variant], _NAMES[variant]
    still = report["stills"]["network"]
    rows = {
        "What it does": "Says for every pixel around a face what it is: " + ", ".join(classes.NAMES),
        "File": f"`{name}.onnx`",
        "Input": f"`image`, `[1, 3, {IMAGE_SIZE}, {IMAGE_SIZE}]`, -1 to 1: the square around all 478 landmarks, turned so "
        "that the eyes are level, 1.6 times as large; black outside of the picture. For hair 3.2 times as large",
        "Input ": f"`memory`, `{memory_shape()}`, -1 to 1: what the last frame gave as `memory_out`; zeros at first, "
        "after a cut and when the face was lost",
        "Output": f"`logits`, `[1, {classes.COUNT}, {LOGIT_SIZE}, {LOGIT_SIZE}]`: one for each class; softmax gives shares",
        "Output ": f"`memory_out`, `{memory_shape()}`: for the next frame",
        "Licence": _LICENCE[variant],
        "Original": "None: trained here, from EfficientNet-Lite0's weights (Apache-2.0) on; see `training/parsing`",
        "Changes": "None",
        "Paper": "None of its own",
        "Limits": "Below, under \"Known failures\"",
        "Measured": f"{report['milliseconds']['median']} ms a frame, one thread, on a busy machine; mean F1 of the makeup classes "
        f"{still['makeup_f1']:.3f} on {still['pictures']} portraits that it never saw",
    }
    table = "\n".join(f"| {title.strip()} | {text} |" for title, text in rows.items())
    parts = [f"## {name}\n\n| | |\n|---|---|\n{table}", data_text(variant), figures_text(variant, report)]
    if variant == "all":
        parts.append(comparison_text(reports))
    parts.append(f"### Known failures of {name}\n\n{limits}")
    return "\n\n".join(parts) + "\n\n"


def program_row(report: dict) -> dict:
    """The program's figures in the form of `evaluation/stills.py`."""
    names = ["something in front" if name == "other" else name for name in classes.NAMES]
    return {
        "makeup_f1": report["makeup_f1"],
        "f1": [report["parts"][name]["f1"] for name in names],
        "boundary_f1": report["edges_f1"],
    }


def data_text(variant: str) -> str:
    """What the variant was trained on."""
    sets = PERMISSIVE if variant == "permissive" else ("train", "london", *PSEUDO)
    lines = [f"| `{name}` | {LICENCES[name]} |" for name in sets]
    if variant == "all":
        lines.append("| clips (7 of 10) | MIT repositories; people's image rights unclear |")
    lines.append("| hands, hair, glasses, masks, scarves, hats, microphones | drawn by our own program |")
    labels = (
        "Labels: mesh polygons, MediaPipe's hair segmentation (Apache-2.0), the skin's own colour, the London set's contours."
        if variant == "permissive"
        else "Labels: people's masks and contours; for the rest an earlier parser of ours, where it was sure."
    )
    table = "\n".join(lines)
    return f"Trained on:\n\n| Data | Licence |\n|---|---|\n{table}\n\n{labels}"


def figures_text(variant: str, report: dict) -> str:
    """Tables of all figures."""
    command = f"python -m parsing.evaluate --work WORK --data DATA --model {_NAMES[variant]}.onnx ..."
    parts = [
        f"Figures (`{command}`), on the validation portraits with people's masks, in the network's own square:",
        methods_table(report),
        class_table(report["stills"]["network"]),
        group_table(report["stills"]["network"]),
        london_table(report),
        leak_table(report),
        steadiness_table(report),
        f"![Confusion](training/parsing/figures/confusion_{variant}.png) ![Training](training/parsing/figures/curves.svg)",
    ]
    return "\n\n".join(parts)


def methods_table(report: dict) -> str:
    """Network, network without memory, geometry."""
    names = [classes.NAMES[label] for label in classes.MAKEUP]
    rows = [["", "Mean F1", *names, "Edges of lips", "Edges of eyes"]]
    for name, still in report["stills"].items():
        f1 = [f"{still['f1'][label]:.3f}" for label in classes.MAKEUP]
        edges = [f"{still['boundary_f1'][part]:.3f}" for part in ("lips", "eyes")]
        rows.append([name, f"{still['makeup_f1']:.3f}", *f1, *edges])
    note = (
        f"Another choice of portraits would change the mean by about {report['stills']['network']['makeup_f1_sd']:.3f} "
        "(standard deviation, bootstrap). Edges: F1 within 2 pixels of a face 400 pixels wide. "
        "Geometry: polygons of the mesh, and MediaPipe's hair segmentation. In the program: after the mesh has voted and the picture's "
        "edges were followed (`vanity evaluate parsing`)."
    )
    return table(rows) + "\n\n" + note


def class_table(still: dict) -> str:
    """Precision, recall, F1 and accuracy of every class."""
    keys = ("precision", "recall", "f1", "accuracy")
    rows = [["Class", "Precision", "Recall", "F1", "Accuracy"]]
    rows += [[name, *(f"{still[key][label]:.3f}" for key in keys)] for label, name in enumerate(classes.NAMES)]
    return table(rows)


def group_table(still: dict) -> str:
    """By skin tone, yaw and what covers the face."""
    rows = [["Group", "Portraits", "Mean F1"]]
    rows += [[name, str(one["pictures"]), f"{one['makeup_f1']:.3f}"] for name, one in still["groups"].items()]
    return table(rows)


def london_table(report: dict) -> str:
    """Overlap with human contours."""
    rows = [["London portraits (IoU)", "Number", "Eyes", "Brows", "Lips"]]
    for method in report["london"]:
        one = report["london"][method]["held out"]
        rows.append([f"held out, {method}", str(one["portraits"]), *(f"{one[part]:.3f}" for part in ("eyes", "brows", "lips"))])
    for group, one in report["london"]["network"].items():
        if ":" in group and one["portraits"]:
            rows.append([group, str(one["portraits"]), *(f"{one[part]:.3f}" for part in ("eyes", "brows", "lips"))])
    return table(rows)


def leak_table(report: dict) -> str:
    """What would be painted of things in front of the face."""
    methods = list(report["occlusion"])
    rows = [["Share of its area that would be painted", *methods]]
    for kind in report["occlusion"][methods[0]]:
        rows.append([kind, *(f"{report['occlusion'][method][kind]['leak']:.1%}" for method in methods)])
    return table(rows)


def steadiness_table(report: dict) -> str:
    """Flicker, lag and cuts."""
    steady = report["steadiness"]
    ways = ("with memory", "without memory")
    rows = [["Steadiness", *ways]]
    for clip in steady[ways[0]]["flow-warped overlap"]:
        found = [f"{steady[way]['flow-warped overlap'][clip]['mean']:.3f}" for way in ways]
        rows.append([f"{clip}: overlap of a frame's classes with the last one's, moved along the flow", *found])
    key = "changing pixels of a still, noisy picture"
    rows.append([key, *(f"{steady[way][key]:.2%}" for way in ways)])
    for speed in steady[ways[0]]["moving"]:
        found = [steady[way]["moving"][speed] for way in ways]
        rows.append([f"moving {speed}: mean F1", *(f"{one['makeup_f1']:.3f}" for one in found)])
        rows.append([f"moving {speed}: lag in frames", *(f"{one['lag_frames']:.2f}" for one in found)])
    cut = ", ".join(f"{value:.3f}" for value in steady["frames after an unnoticed cut, and told"][:-1])
    told = steady["frames after an unnoticed cut, and told"][-1]
    return table(rows) + f"\n\nMean F1 in the four frames after a cut that nobody told it of: {cut}; told: {told:.3f}."


def comparison_text(reports: dict[str, dict]) -> str:
    """Both variants side by side."""
    if len(reports) < 2:
        return "The variant `permissive` has not been evaluated."
    scores = {variant: report["stills"]["network"]["makeup_f1"] for variant, report in reports.items()}
    difference = scores["all"] - scores["permissive"]
    default = "permissive" if difference <= 0.03 else "all"
    return (
        f"Mean F1 of the makeup classes: `all` {scores['all']:.3f}, `permissive` {scores['permissive']:.3f}. The difference of "
        f"{difference:.3f} is {'within' if difference <= 0.03 else 'more than'} 0.03, so the variant `{default}` is what is shipped. "
        "The weights of `all` are for non-commercial use only."
    )


def table(rows: list[list[str]]) -> str:
    """A Markdown table; the first row is its head."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def memory_shape() -> str:
    """As the list and the card write it."""
    return f"[1, {MEMORY_CHANNELS}, {MEMORY_SIZE}, {MEMORY_SIZE}]"


def entry(variant: str, file: Path) -> str:
    """The model's tables for manifest.toml."""
    content = file.read_bytes()
    name = _NAMES[variant]
    return f'''[[model]]
name = "{name}"
file = "{name}.onnx"
bytes = {len(content)}
sha256 = "{hashlib.sha256(content).hexdigest()}"
licence = "{_LICENCE[variant]}"
source = "trained by models/training/parsing, variant {variant}"
purpose = "Tells skin, brows, eyes, lips, mouth, hair, glasses and what is in front of a face"

[[model.input]]
name = "image"
shape = [1, 3, {IMAGE_SIZE}, {IMAGE_SIZE}]
range = [-1.0, 1.0]

[[model.input]]
name = "memory"
shape = {memory_shape()}
range = [-1.0, 1.0]

[[model.output]]
name = "logits"
shape = [1, {classes.COUNT}, {LOGIT_SIZE}, {LOGIT_SIZE}]

[[model.output]]
name = "memory_out"
shape = {memory_shape()}
'''


def replace_card(path: Path, name: str, text: str) -> None:
    """Puts the card where the old one was, or before the general remarks at the end."""
    readme = path.read_text(encoding="utf-8")
    old = re.search(rf"^## {name}\n.*?(?=^## )", readme, re.MULTILINE | re.DOTALL)
    end = readme.index("## About the figures and the limits")
    start, stop = (old.start(), old.end()) if old else (end, end)
    path.write_text(readme[:start] + text + readme[stop:], encoding="utf-8")


def replace_entry(path: Path, name: str, text: str) -> None:
    """Puts the entry where the old one was, or at the end."""
    head, *models = re.split(r"^(?=\[\[model\]\]\n)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    others = [model for model in models if f'name = "{name}"\n' not in model]
    path.write_text(head + "\n".join(model.strip("\n") + "\n" for model in [*others, text]), encoding="utf-8")


if __name__ == "__main__":
    main()
