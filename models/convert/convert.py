#!/usr/bin/env python3
"""Makes the ONNX models in the folder above from MediaPipe's originals, and checks them against manifest.toml.

    python3 models/convert/convert.py              make all models anew
    python3 models/convert/convert.py --out DIR    the same, into another folder
    python3 models/convert/convert.py --check      check the models that are there; quick, and without a network

Python packages and originals are downloaded with pip, by hash, into a temporary folder. A model is written only after
all of them came out as listed, and each appears whole or not at all.

Exit codes: 0 done, 1 a check failed, 2 wrong usage, 3 something has to be installed, or there is no network.
"""

import argparse
import os
import sys
import tempfile
import zipfile
from pathlib import Path

MODELS = Path(__file__).resolve().parent.parent
INTERRUPTED = 130

if sys.version_info < (3, 10):
    print("convert.py: Python 3.10 or newer is needed.", file=sys.stderr)
    sys.exit(3)
# The folder stays free of compiled modules.
sys.dont_write_bytecode = True

import environment  # noqa: E402  (the version of Python is checked first)
from manifest import ModelEntry, read_manifest  # noqa: E402
from problems import CheckFailed, EnvironmentLacks, Problem, WrongUsage  # noqa: E402
from sources import SOURCES  # noqa: E402


def main(arguments: list[str]) -> int:
    """Runs the command; gives its exit code."""
    options = _options(arguments)
    try:
        if options.check:
            import check

            print(check.check(MODELS))
            return 0
        return _make(options, arguments)
    except Problem as problem:
        print(f"convert.py: {problem}", file=sys.stderr)
        return problem.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="convert.py",
        description="Makes the ONNX models from MediaPipe's originals and checks them against manifest.toml.",
        epilog="Exit codes: 0 done, 1 a check failed, 2 wrong usage, 3 something has to be installed, or no network.",
    )
    parser.add_argument("--check", action="store_true", help="only check the models that are there")
    parser.add_argument("--out", type=Path, metavar="DIR", help="write the models here instead of beside manifest.toml")
    parser.add_argument("--wheel", type=Path, metavar="FILE", help="the mediapipe package, if it was downloaded before")
    parser.add_argument("--golden", type=Path, metavar="DIR", help="also compare the mesh with reference landmarks")
    parser.add_argument("--no-install", action="store_true", help="fail if this Python lacks a package")
    options = parser.parse_args(arguments)
    if options.check and len(arguments) > 1:
        parser.error("--check stands alone")
    return options


def _make(options: argparse.Namespace, arguments: list[str]) -> int:
    """Makes the models here, or in a second Python that has the packages."""
    environment.require_python()
    missing = environment.missing_requirements()
    with tempfile.TemporaryDirectory(prefix="vanity-models-") as temporary:
        folder = Path(temporary)
        if not missing:
            _convert_all(options, folder)
            return 0
        if options.no_install:
            raise EnvironmentLacks(f"This Python lacks {', '.join(missing)}. Without --no-install they are fetched.")
        print("Fetching the Python packages for the conversion ...", flush=True)
        environment.install_requirements(folder)
        return environment.run_with_packages(folder, Path(__file__), [*arguments, "--no-install"])


def _convert_all(options: argparse.Namespace, folder: Path) -> None:
    entries = {entry.name: entry for entry in read_manifest(MODELS / "manifest.toml")}
    out = _writable(options.out or MODELS)
    if options.wheel:
        package = environment.checked_package(options.wheel)
    else:
        print("Fetching the original models ...", flush=True)
        package = environment.download_package(folder)
    models = {}
    with zipfile.ZipFile(package) as members:
        for source in SOURCES:
            if source.model not in entries:
                raise CheckFailed(f"manifest.toml does not list {source.model}.")
            models[source.model] = _converted(members.read(source.member), source.has_attention)
    _check_models(entries, models, options.golden)
    for name, content in models.items():
        _write_whole(out / entries[name].file, content)
        print(f"{out / entries[name].file}: {len(content)} bytes, as listed")


def _converted(tflite: bytes, has_attention: bool) -> bytes:
    from conversions import convert_attention_mesh, convert_detector

    return convert_attention_mesh(tflite) if has_attention else convert_detector(tflite)


def _check_models(entries: dict[str, ModelEntry], models: dict[str, bytes], golden: Path | None) -> None:
    """Raises `CheckFailed` unless every model is the listed one and runs."""
    import runtime_checks

    for name, content in models.items():
        if problems := entries[name].problems_of(content):
            raise CheckFailed(
                f"{name} did not come out as listed: {'; '.join(problems)}.\n"
                "Nothing was written. If the change is meant, put the new values into manifest.toml and run this again."
            )
        runtime_checks.check_runs(entries[name], content)
    if golden:
        print(runtime_checks.check_golden(models[runtime_checks.GOLDEN_MODEL], golden))


def _writable(folder: Path) -> Path:
    """The folder to write to; made if it is not there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongUsage(f"{folder} cannot be a folder for the models: {error.strerror}.") from None
    if not os.access(folder, os.W_OK):
        raise WrongUsage(f"{folder} cannot be written to.")
    return folder


def _write_whole(path: Path, content: bytes) -> None:
    """Writes a file under another name and renames it when it is complete."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with partial.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        raise CheckFailed(f"{path} cannot be written: {error.strerror}.") from None
    finally:
        partial.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
