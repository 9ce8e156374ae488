"""The scripts of the SPARQL page, made by npm from the sources and the lock in `browser`: the same bytes every time.

They are made once for each state of the sources, into a folder of their own below the build folder. A site that is
published where they cannot be made is whole but for that page, which says so.
"""

import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import as_file
from importlib.resources import files as resources
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import TemporaryDirectory

from rabatkg import writing
from rabatkg.errors import DataError
from rabatkg.reading import reason
from rabatkg.speech import mark

FOLDER = "browser"
"""Where the scripts are kept, below the build folder; the sources stand in the folder of the same name."""
SOURCES = ("package.json", "package-lock.json", ".npmrc", "bundle.js", "src")
STEPS = (("ci",), ("run", "bundle"))
"""What npm is told: to install what the lock pins, without running anything of it, and to make the scripts."""
LONGEST = 300
"""Seconds that a step may take."""


def held(build: Path) -> dict[str, Path] | None:
    """Return the scripts by their names, or None where they have not been made from the sources of now.

    Args:
        build: the build folder.
    """
    folder = build / FOLDER / _digest()
    return {path.name: path for path in sorted(folder.iterdir())} if folder.is_dir() else None


def made(build: Path) -> dict[str, Path]:
    """Make the scripts unless they are there, and return them by their names.

    Args:
        build: the build folder; made if it is not there.

    Raises:
        DataError: npm is not there, or cannot make them.
    """
    found = held(build)
    if found is not None:
        return found
    npm = shutil.which("npm")
    if npm is None:
        raise DataError(
            "The SPARQL page is published without its scripts: npm is not installed.",
            remedy=mark("Install Node.js with npm, and publish again."),
        )
    target = build / FOLDER / _digest()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=target.parent, prefix=".") as home, as_file(_sources()) as sources:
            work = Path(home, "work")
            work.mkdir()
            for name in SOURCES:
                _copy(sources / name, work / name)
            for step in STEPS:
                _run(npm, step, work)
            with writing.tree(target) as draft:
                shutil.copytree(work / "dist", draft, dirs_exist_ok=True)
    except OSError as error:
        raise DataError(
            "The SPARQL page is published without its scripts, which cannot be made: {problem}.",
            problem=reason(error),
            file=target.parent,
        ) from error
    return held(build) or {}


def _run(npm: str, step: tuple[str, ...], work: Path) -> None:
    try:
        done = subprocess.run(
            [npm, *step], cwd=work, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=LONGEST
        )
        told = (done.stderr or done.stdout) if done.returncode else ""
    except subprocess.TimeoutExpired:
        told = f"npm {' '.join(step)}: > {LONGEST} s"
    if told:
        wrong = next((line for line in told.splitlines() if "error" in line.lower()), told).strip()
        raise DataError(
            "The SPARQL page is published without its scripts, which npm cannot make: {problem}",
            problem=wrong,
            remedy=mark("See whether npm can reach its registry, and publish again."),
        )


def _copy(source: Path, target: Path) -> None:
    (shutil.copytree if source.is_dir() else shutil.copyfile)(source, target)


def _sources() -> Traversable:
    return resources("rabatkg.publication") / FOLDER


@cache
def _digest() -> str:
    """Return what stands for the sources and the lock."""
    found = sha256()
    with as_file(_sources()) as home:
        for path in _files(home):
            found.update(f"{path.relative_to(home).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return found.hexdigest()[:16]


def _files(home: Path) -> Iterator[Path]:
    for name in SOURCES:
        path = home / name
        yield from sorted(path.rglob("*.js")) if path.is_dir() else [path]
