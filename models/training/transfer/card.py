"""Step 5, card: writes the models' cards into models/README.md and their entries into manifest.toml.

    python -m transfer.card --work DIR --models DIR [--program FILE.json]

The reader's figures are what `vanity evaluate reading --json FILE.json` wrote: the whole way, from finding the face in a made-up picture on.
"""

import argparse
import hashlib
import json
import time
from pathlib import Path

import numpy as np
import onnxruntime

from parsing.card import replace_card, replace_entry, table

from . import layout
from .network import PAGES
from .space import CODE

_MODELS = Path(__file__).resolve().parents[2]
_NAME = "look_reader"
LICENCE = "MIT OR Apache-2.0"
SETS = (
    ("`london`, `faces/london_smiling`", "CC-BY 4.0 (DeBruine and Jones, Face Research Lab London Set)"),
    ("`faces/webmorph_3dsk`", "CC-BY 4.0 (webmorph.org)"),
    ("makeup on them", "painted by our own program, random"),
)


def main() -> None:
    """Writes both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--program", type=Path)
    options = parser.parse_args()
    slots = layout.slots(options.work / "pairs")
    outputs = slots[-1].finish.stop
    if options.program:
        report = json.loads(options.program.read_text())
        limits = (Path(__file__).resolve().parent / "LIMITS.md").read_text().strip()
        replace_card(_MODELS / "README.md", _NAME, card(report, slots, limits, milliseconds(options.models / f"{_NAME}.onnx")))
        for name in ("look_encoder", "look_decoder"):
            text = space_card(name, options.work, slots, milliseconds(options.models / f"{name}.onnx"))
            replace_card(_MODELS / "README.md", name, text)
    replace_entry(_MODELS / "manifest.toml", _NAME, entry(options.models / f"{_NAME}.onnx", outputs))
    for name in ("look_encoder", "look_decoder"):
        replace_entry(_MODELS / "manifest.toml", name, space_entry(options.models / f"{name}.onnx", outputs, len(slots)))


def milliseconds(file: Path) -> float:
    """Median time of a run, one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    runtime = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    feeds = {one.name: np.full(one.shape, 0.3, np.float32) for one in runtime.get_inputs()}
    times = []
    for _ in range(60):
        started = time.perf_counter()
        runtime.run(None, feeds)
        times.append(time.perf_counter() - started)
    return float(np.median(times)) * 1000


def card(report: dict, slots: list[layout.Slot], limits: str, speed: float) -> str:
    """The section of the model."""
    inputs = "; ".join(f"`{name}`, `[1, 4, {rows}, {columns}]`" for name, (rows, columns) in PAGES.items())
    rows = [
        ["", ""],
        ["What it does", "Reads off a face that is laid out flat what it wears: " + ", ".join(slot.name for slot in slots)],
        ["File", f"`{_NAME}.onnx`"],
        ["Input", f"{inputs}, -1 to 1: the pages of the face's own plane. Three planes of the logarithm of the colour's ratio to the skin's "
         "(red, green, blue; 1 is four stops), one of how much is seen. The right eye is mirrored"],
        ["Input", "`skin`, `[1, 3]`: reflectance of the skin, linear sRGB"],
        ["Output", f"`worn`, `[1, {slots[-1].finish.stop}]`: for each product presence, coverage, colour (CIE Lab over 100), softness, "
         "drawings and finishes, as `src/transfer/vector.rs` says"],
        ["Licence", LICENCE],
        ["Original", "None: trained here from nothing; see `training/transfer`"],
        ["Changes", "None"],
        ["Paper", "None of its own. The face is read in its own texture plane, as in model-based reconstruction"],
        ["Limits", f'Below, under "Known failures of {_NAME}"'],
        ["Measured", f"{speed:.2f} ms a face, one thread; mean F1 of presence {mean_f1(report):.3f}, lips {report['slots']['lipstick']['f1']:.3f}"],
    ]
    data = table([["Trained on", "Licence"], *[list(one) for one in SETS]])
    return "\n\n".join([f"## {_NAME}\n\n{table(rows)}", data, figures(report), f"### Known failures of {_NAME}\n\n{limits}"]) + "\n\n"


def mean_f1(report: dict) -> float:
    """Of presence, over the products."""
    return sum(one["f1"] for one in report["slots"].values()) / len(report["slots"])


def figures(report: dict) -> str:
    """What is right of what is read."""
    head = ["Worn", "Times", "Precision", "Recall", "F1", "Accuracy", "Colour as worn, CIEDE2000", "Drawing right", "Finish right", "Coverage off by"]
    rows = [head]
    for name, one in report["slots"].items():
        shares = [f"{one[key]:.2f}" for key in ("precision", "recall", "f1", "accuracy")]
        rows.append([name, str(one["worn"]), *shares, number(one["ciede2000"], 1), number(one["shape"]), number(one["finish"]), number(one["coverage"])])
    text = (
        f"Figures (`vanity evaluate reading`): random makeup on {report['read']} pictures of people whom it never saw "
        f"({report['unread']} more could not be read, mostly heads that are turned away; the state and the borders of presence were chosen on some of the same people). Mean F1 of presence {mean_f1(report):.3f}. Colours are medians, as they look where the product is "
        "laid on in full over one light-brown skin in white light; the share of drawings and finishes that are right is among all that are worn."
    )
    tones = [["Skin", "Pictures", "Mean F1", *(f"{name}, CIEDE2000" for name in ("lipstick", "lid shadow", "blush"))]]
    for name, one in report["tones"].items():
        tones.append([name, str(one["pictures"]), f"{one['f1']:.3f}", *(number(one["ciede2000"][key], 1) for key in ("lipstick", "lid shadow", "blush"))])
    return f"{text}\n\n{table(rows)}\n\n{table(tones)}"


def space_card(name: str, work: Path, slots: list[layout.Slot], speed: float) -> str:
    """The section of the encoder or the decoder of the space of looks."""
    found = json.loads((work / "space.json").read_text())
    length = slots[-1].finish.stop
    if name == "look_encoder":
        rows = [
            ["What it does", "Finds the place of a look, also of a half-made one, in the space of looks"],
            ["File", "`look_encoder.onnx`"],
            ["Input", f"`worn`, `[1, {length}]`: what is worn, as `src/transfer/vector.rs` says; zeros where it is not known"],
            ["Input", f"`known`, `[1, {len(slots)}]`: 1 for each product that is known to be worn or not, 0 for the others"],
            ["Output", f"`mean`, `[1, {CODE}]`: the place"],
            ["Output", f"`log_variance`, `[1, {CODE}]`: the logarithm of its variance"],
        ]
    else:
        rows = [
            ["What it does", "Makes a look of a place in the space of looks: new ones are drawn, two are mixed, half-made ones are finished"],
            ["File", "`look_decoder.onnx`"],
            ["Input", f"`code`, `[1, {CODE}]`: the place, standard normal over all looks"],
            ["Output", f"`worn`, `[1, {length}]`: what is worn there, as logits and colours, as `src/transfer/vector.rs` says"],
        ]
    rows += [
        ["Licence", LICENCE],
        ["Original", "None: trained here, on variations of the program's own looks; see `training/transfer`"],
        ["Changes", "None"],
        ["Paper", "D. Kingma, M. Welling: *Auto-Encoding Variational Bayes*. ICLR, 2014. arXiv:1312.6114"],
        ["Limits", "It knows the taste of the built-in looks, and no other. What has no slot (hair, lenses, face paint, glitter, decals) is not in it"],
        ["Measured", f"{speed:.2f} ms, one thread; " + "; ".join(f"{text}: {value}" for text, value in found.items())],
    ]
    return f"## {name}\n\n{table([['', ''], *rows])}\n\n"


def tensor(kind: str, name: str, shape: list[int], bounds: tuple[float, float] | None = None) -> str:
    """One tensor's table; inputs have bounds."""
    text = f"""
[[model.{kind}]]
name = "{name}"
shape = {shape}
"""
    return text if bounds is None else f"{text}range = {list(bounds)}\n"


def space_entry(file: Path, outputs: int, slots: int) -> str:
    """The tables of the encoder or the decoder for manifest.toml."""
    if file.stem == "look_encoder":
        purpose = "Finds the place of a look in the space of looks"
        tensors = tensor("input", "worn", [1, outputs], (-1.28, 1.28)) + tensor("input", "known", [1, slots], (0.0, 1.0))
        tensors += tensor("output", "mean", [1, CODE]) + tensor("output", "log_variance", [1, CODE])
    else:
        purpose = "Makes a look of a place in the space of looks"
        tensors = tensor("input", "code", [1, CODE], (-6.0, 6.0)) + tensor("output", "worn", [1, outputs])
    return listed(file, purpose, tensors)


def listed(file: Path, purpose: str, tensors: str) -> str:
    """The tables of a model for manifest.toml."""
    content = file.read_bytes()
    return f'''[[model]]
name = "{file.stem}"
file = "{file.name}"
bytes = {len(content)}
sha256 = "{hashlib.sha256(content).hexdigest()}"
licence = "{LICENCE}"
source = "trained by models/training/transfer"
purpose = "{purpose}"
{tensors}'''


def page_tensors() -> str:
    """The pages of a face that is laid out flat, and its skin."""
    pages = "".join(tensor("input", name, [1, 4, rows, columns], (-1.0, 1.0)) for name, (rows, columns) in PAGES.items())
    return pages + tensor("input", "skin", [1, 3], (0.0, 1.0))


def number(value: float | None, digits: int = 2) -> str:
    """A figure, or a dash where there is none."""
    return "-" if value is None else f"{value:.{digits}f}"


def entry(file: Path, outputs: int) -> str:
    """The reader's tables for manifest.toml."""
    tensors = page_tensors() + tensor("output", "worn", [1, outputs])
    return listed(file, "Reads what a face wears off a picture of it", tensors)


if __name__ == "__main__":
    main()
