"""Step 9, card: the cards and entries of the networks that carry looks over and lift them off.

    python -m transfer.card_style --models DIR [--program FILE.json]

The figures are what `vanity evaluate transfer --json FILE.json` wrote.
"""

import argparse
import json
from pathlib import Path

from parsing.card import replace_card, replace_entry, table

from .card import LICENCE, SETS, listed, milliseconds, number, page_tensors, tensor
from .network import PAGES
from .style_network import CODE, LEVELS, PICTURE, PLACES
from .texture_network import PLANE

_MODELS = Path(__file__).resolve().parents[2]


def main() -> None:
    """Writes what there is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--program", type=Path)
    options = parser.parse_args()
    for name, tensors, purpose in entries():
        replace_entry(_MODELS / "manifest.toml", name, listed(options.models / f"{name}.onnx", purpose, tensors))
    if options.program:
        report = json.loads(options.program.read_text())
        limits = (Path(__file__).resolve().parent / "LIMITS_STYLE.md").read_text().strip()
        for name, rows in cards():
            speed = milliseconds(options.models / f"{name}.onnx")
            text = card(name, rows, speed)
            if name == "makeup_transfer":
                data = table([["Trained on", "Licence"], *[list(one) for one in SETS]])
                text += "\n\n".join([data, figures(report), f"### Known failures of {name}\n\n{limits}"]) + "\n\n"
            replace_card(_MODELS / "README.md", name, text)


def entries() -> list[tuple[str, str, str]]:
    """Name, tensors and purpose of each."""
    code = tensor("output", "mean", [1, CODE]) + tensor("output", "log_variance", [1, CODE])
    seen = tensor("input", "picture", [1, 3, PICTURE, PICTURE], (0.0, 1.5)) + tensor("input", "places", [1, 3, PLACES, PLACES], (0.0, 1.0))
    grid = seen + tensor("input", "style", [1, CODE], (-6.0, 6.0)) + tensor("output", "grid", [1, PLACES, PLACES, 12 * LEVELS])
    plane = tensor("input", "seen", [1, 4, PLANE, PLANE], (-1.0, 1.0)) + tensor("output", "layer", [1, 4, PLANE, PLANE])
    return [
        ("style_encoder", page_tensors() + code, "Writes down the look of a face in a photo as a code"),
        ("makeup_transfer", grid, "Puts the look of a code onto a face, on every frame"),
        ("makeup_lifter", plane, "Lifts what is painted off a face as a picture"),
    ]


def cards() -> list[tuple[str, list[list[str]]]]:
    """Name and first rows of each."""
    pages = "; ".join(f"`{name}`, `[1, 4, {rows}, {columns}]`" for name, (rows, columns) in PAGES.items())
    encoder = [
        ["What it does", "Writes down the look of a face that is laid out flat as a code, whoever wears it and in whatever light"],
        ["Input", f"{pages}, -1 to 1, and `skin`, `[1, 3]`: as those of look_reader"],
        ["Output", f"`mean`, `[1, {CODE}]`: the code"],
        ["Output", f"`log_variance`, `[1, {CODE}]`: the logarithm of its variance"],
        ["Paper", "D. Kingma, M. Welling: *Auto-Encoding Variational Bayes*. ICLR, 2014. arXiv:1312.6114"],
    ]
    transfer = [
        ["What it does", "Says how the colours of a face change when it wears the look of a code"],
        ["Input", f"`picture`, `[1, 3, {PICTURE}, {PICTURE}]`: the face's square, 1.125 times its box, turned with it. Square roots of "
         "reflectance, that is of linear sRGB over the light on the face; 0 to 1.5"],
        ["Input", f"`places`, `[1, 3, {PLACES}, {PLACES}]`: where each place of the square lies in the canonical plane (u, v, 0 to 1), and 1 "
         "where it lies on the face, else 0"],
        ["Input", f"`style`, `[1, {CODE}]`: the code"],
        ["Output", f"`grid`, `[1, {PLACES}, {PLACES}, {12 * LEVELS}]`: for each place and each of {LEVELS} brightnesses (black, middle, "
         "white) an affine transform, three rows of red, green, blue and a constant, of square roots of reflectance"],
        ["Paper", "M. Gharbi et al.: *Deep Bilateral Learning for Real-Time Image Enhancement*. ACM Transactions on Graphics 36(4), 2017"],
    ]
    lifter = [
        ["What it does", "Takes a face that is laid out flat apart, into bare skin and what lies on it"],
        ["Input", f"`seen`, `[1, 4, {PLANE}, {PLANE}]`: the whole canonical plane, as the pages of look_reader are; -1 to 1"],
        ["Output", f"`layer`, `[1, 4, {PLANE}, {PLANE}]`: the colour of what lies there, as its ratio to the skin's (-1 to 1 for four stops), "
         "and how much it covers, 0 to 1"],
        ["Paper", "O. Ronneberger et al.: *U-Net*. MICCAI, 2015. arXiv:1505.04597"],
    ]
    return [("style_encoder", encoder), ("makeup_transfer", transfer), ("makeup_lifter", lifter)]


def card(name: str, rows: list[list[str]], speed: float) -> str:
    """The section of a model."""
    *first, paper = rows
    rest = [
        ["File", f"`{name}.onnx`"],
        ["Licence", LICENCE],
        ["Original", "None: trained here from nothing; see `training/transfer`"],
        ["Changes", "None"],
        paper,
        ["Limits", 'Below, under "Known failures of makeup_transfer"'],
        ["Measured", f"{speed:.1f} ms a face, one thread; figures below, under makeup_transfer"],
    ]
    return f"## {name}\n\n{table([['', ''], *first, *rest])}\n\n"


def figures(report: dict) -> str:
    """What `vanity evaluate transfer` measured."""
    head = ["Way", "PSNR where there is makeup, dB", "Median CIEDE2000 there", "Lips", "Lids", "Cheeks", "SSIM beside makeup"]
    rows = [head]
    for way in report["ways"]:
        regions = [number(way[name], 1) for name in ("lips", "lids", "cheeks")]
        rows.append([way["name"], number(way["psnr"], 1), number(way["ciede2000"]), *regions, number(way["ssim"], 3)])
    tones = [["Skin of the wearer", "Pictures", "PSNR", "CIEDE2000"]]
    for tone in report["tones"]:
        tones.append([tone["name"], str(tone["pictures"]), number(tone["psnr"], 1), number(tone["ciede2000"])])
    text = (
        f"Figures (`vanity evaluate transfer`): {report['pairs']} pairs of people whom the networks never saw; one wears a random look, which the other "
        "gets, and is compared with what our compositor paints there. CIEDE2000 is the median of the pictures' medians, the others are means over pictures. Every way has the same pairs; "
        "`nothing` leaves the face bare. Lips, lids and cheeks: CIEDE2000 between the mean colours there."
    )
    return f"{text}\n\n{table(rows)}\n\nThe photo mode by skin tone:\n\n{table(tones)}"


if __name__ == "__main__":
    main()
