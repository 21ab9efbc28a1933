"""`convert.py --check`: are the models, their list, their cards and this converter in order?

Needs only the standard library.
"""

import re
from pathlib import Path

from manifest import ModelEntry, read_manifest
from problems import CheckFailed
from sources import SOURCES, TRAINED

_LICENCE_FILES = ("NOTICE", "LICENSE-APACHE-2.0")
# What every model's card must speak of, as the first cell of a row in its table.
_CARD_ROWS = ("What it does", "Input", "Output", "Licence", "Original", "Changes", "Paper", "Limits", "Measured")


def check(folder: Path) -> str:
    """Checks the folder of models. Raises `CheckFailed` with everything that is wrong, or says what is well."""
    entries = read_manifest(folder / "manifest.toml")
    problems = [problem for entry in entries for problem in _file_problems(folder, entry)]
    problems += _stray_problems(folder, entries)
    problems += _card_problems(folder / "README.md", entries)
    problems += [f"{name} is missing." for name in _LICENCE_FILES if not (folder / name).is_file()]
    problems += _source_problems(entries)
    # The self-test imports the converter's modules, so it waits until they can be read.
    problems += _training_problems(folder, entries)
    problems += _syntax_problems(Path(__file__).parent) or _self_test_problems()
    if problems:
        raise CheckFailed("\n".join(problems))
    return f"{len(entries)} models are as listed, each with its card and licence."


def _file_problems(folder: Path, entry: ModelEntry) -> list[str]:
    again = "Restore it, or make it again: python3 models/convert/convert.py"
    try:
        content = (folder / entry.file).read_bytes()
    except FileNotFoundError:
        return [f"{entry.file} is missing. {again}"]
    except OSError as error:
        return [f"{entry.file} cannot be read: {error}"]
    problems = entry.problems_of(content)
    return [f"{entry.file}: {'; '.join(problems)}. {again}"] if problems else []


def _stray_problems(folder: Path, entries: list[ModelEntry]) -> list[str]:
    listed = {entry.file for entry in entries}
    return [f"{path.name} is not in manifest.toml." for path in folder.glob("*.onnx") if path.name not in listed]


def _card_problems(readme: Path, entries: list[ModelEntry]) -> list[str]:
    try:
        text = readme.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        return [f"{readme.name} cannot be read: {error}"]
    headings = re.split(r"^## +", text, flags=re.MULTILINE)[1:]
    cards = {card.partition("\n")[0].strip("` "): card for card in headings}
    return [
        f"{readme.name}: the card of {entry.name} {problem}."
        for entry in entries
        for problem in _problems_of_card(cards.get(entry.name), entry)
    ]


def _problems_of_card(card: str | None, entry: ModelEntry) -> list[str]:
    if card is None:
        return ["is missing (a section whose heading is the model's name)"]
    problems = [f"has no row '{row}'" for row in _CARD_ROWS if not re.search(rf"^\| {row}\b", card, re.MULTILINE)]
    facts = [entry.file, entry.licence]
    for tensor in entry.inputs + entry.outputs:
        facts += [f"`{tensor.name}`", f"`{tensor.shape}`"]
    return problems + [f"does not state {fact}" for fact in facts if fact not in card]


def _source_problems(entries: list[ModelEntry]) -> list[str]:
    """Every listed model can be made: converted from the original, or trained in the folder, that the list states."""
    origins = {source.model: Path(source.member).name for source in SOURCES} | TRAINED
    return [
        f"manifest.toml: the source of {entry.name} is not {origins.get(entry.name, 'known to sources.py')}."
        for entry in entries
        if entry.name not in origins or origins[entry.name] not in entry.source
    ]


def _training_problems(folder: Path, entries: list[ModelEntry]) -> list[str]:
    """What trains a listed model is there, and is Python."""
    trainings = sorted({folder / TRAINED[entry.name] for entry in entries if entry.name in TRAINED})
    missing = [f"{training} is missing." for training in trainings if not (training / "README.md").is_file()]
    parts = [part for training in trainings for part in (training, *training.iterdir()) if part.is_dir()]
    return missing or [problem for part in parts for problem in _syntax_problems(part)]


def _syntax_problems(folder: Path) -> list[str]:
    problems = []
    for path in sorted(folder.glob("*.py")):
        try:
            compile(path.read_bytes(), path.name, "exec")
        except (SyntaxError, ValueError) as error:
            problems.append(f"{path.name} is not Python: {error}")
    return problems


def _self_test_problems() -> list[str]:
    import self_test

    return [f"Self-test: {failure}" for failure in self_test.failures()]
