"""Where things stand: the ontology, the data, the questions, and the folder that is built.

Another dialogue is another data folder. What differs between two of them is said in its `dialogue.yaml`.
"""

import json
import os
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from fnmatch import fnmatchcase
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from rabatkg.errors import DataError, UnknownName, UsageError
from rabatkg.reading import Remembered, Said, content, noted, text

SETTINGS = "dialogue.yaml"
STORE, NOTE, FILES = "store", "build.json", "files.json"
"""What stands in the build folder: the graph, and what it was made of; and beside the graph, of which files."""
REMEMBERED, KEPT = "read.txt", "expanded.txt"
"""What stands there too: what the settings and the headers of questions said, and the records as they were read."""
INPUTS = {"ontology": (".ttl", ".jsonld"), "data": (".yaml",)}
"""The endings of the files that a graph is made of, by the folder that they stand in."""
GRAIN = 2_000_000_000
"""Nanoseconds within which two changes of a file may bear the same time, on the coarsest of disks."""
BASE = re.compile(r"""https?://[^\s/<>"{}|\\^`]+/([^\s<>"{}|\\^`]*/)?""")
PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Settings:
    """What `dialogue.yaml` says."""

    base: str
    """The IRI that all others begin with, up to and with its last slash."""
    languages: tuple[str, ...]
    """Language codes; the first is the fallback."""
    dialogue: str
    """The dialogue itself, as `kind/key`."""
    plan: str
    """The action plan that is meant when none is named, as `kind/key`."""
    corpus: str
    """The corpus that is meant when none is named, from `corpora.yaml`."""
    exhaustive: bool = False
    """Whether each shape of the ontology is to see something here, so that one that sees nothing is mistaken."""

    @classmethod
    def read(cls, path: Path) -> "Settings":
        """Return the settings in the file; DataError names the line of what is wrong."""
        from rabatkg.reading import Listing, Scalar, items, read  # loads what reads YAML
        from rabatkg.reading import Mapping as Node

        tree = read(path)
        if not isinstance(tree, Node):
            raise DataError(
                "This file must hold settings, one a line.", file=path, remedy="Write lines like plan: plan/key"
            )
        known = [field.name for field in fields(cls)]
        values: dict[str, str | bool | tuple[str, ...]] = {}
        for key, value in tree.entries.items():
            place = tree.keys[key]
            where: dict[str, Any] = {"file": path, "line": place.line, "column": place.column}
            if key not in known:
                raise UnknownName(key, known, "{name} is not a setting.", **where)
            texts = tuple(one.text for one in items(value) if isinstance(one, Scalar) and one.text)
            plural = key == "languages"
            if isinstance(value, Listing) != plural or not texts or len(texts) != len(items(value)):
                form = "languages: [en, fr]" if plural else f"{key}: ..."
                raise DataError("{key} has the wrong form.", key=key, form=form, remedy="Write {form}", **where)
            if key == "base" and not BASE.fullmatch(texts[0]):
                raise DataError(
                    "{base} cannot begin the addresses of things.",
                    base=texts[0],
                    remedy="Write a web address that ends in a slash, as in base: https://example.org/dialogue/",
                    **where,
                )
            if key == "exhaustive" and texts[0] not in ("true", "false"):
                raise DataError("{key} has the wrong form.", key=key, remedy="Write exhaustive: true", **where)
            values[key] = texts if plural else texts[0] == "true" if key == "exhaustive" else texts[0]
        for key in known:
            if key not in values and key != "exhaustive":
                raise DataError("{key} is not set.", key=key, file=path, remedy="Add a line that begins with {key}:")
        return cls(**values)  # type: ignore[arg-type]  # the loop above gave each key its form


@dataclass(frozen=True)
class Files:
    """The files that a graph is made of, as they stood at one moment.

    Attributes:
        taken: that moment, in nanoseconds.
        seen: size, time of the last change in nanoseconds and sha256 of each, by its name in the layout.
    """

    taken: int
    seen: Mapping[str, tuple[int, int, str]]

    @property
    def digest(self) -> str:
        """What stands for the names and contents of them all."""
        from hashlib import sha256

        return sha256("".join(f"{name}\0{one[2]}\0" for name, one in sorted(self.seen.items())).encode()).hexdigest()

    def written(self) -> bytes:
        """Return them as they are noted beside the graph."""
        return json.dumps({"taken": self.taken, "seen": self.seen}).encode()

    @classmethod
    def read(cls, path: Path) -> "Files | None":
        """Return the files that a note tells of, or None where there is no such note."""
        try:
            note = json.loads(path.read_bytes())
            seen = {str(name): (int(size), int(when), str(told)) for name, (size, when, told) in note["seen"].items()}
            return cls(int(note["taken"]), seen)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None


@dataclass(frozen=True)
class Layout:
    """The folders that the program reads, and the one that it writes."""

    ontology: Path
    data: Path
    queries: Path
    build: Path

    @classmethod
    def find(
        cls, data: Path | str | None = None, build: Path | str | None = None, environ: Mapping[str, str] = os.environ
    ) -> "Layout":
        """Return the layout for a data folder: the one given, else RABATKG_DATA, else the one that came along.

        A folder may also be given that holds a data folder, and perhaps its own `ontology` and `queries`.
        What came along stands at the root of a checkout, and inside the package once it is installed.
        The build folder is the one given, else RABATKG_BUILD, else `build` where the user stands.
        Raise UsageError when the folder given is no data folder.
        """
        home = _home()
        asked = data or environ.get("RABATKG_DATA")
        root = Path(asked) if asked else home
        holds_data = (root / "data" / SETTINGS).is_file()
        if not holds_data and not (root / SETTINGS).is_file():
            raise UsageError(
                "{folder} is not a data folder: it has no {settings}.",
                folder=root,
                settings=SETTINGS,
                remedy="Name the folder that holds {settings}.",
            )

        def beside(name: str) -> Path:
            return root / name if holds_data and (root / name).is_dir() else home / name

        return cls(
            ontology=beside("ontology"),
            data=root / "data" if holds_data else root,
            queries=beside("queries"),
            build=Path(build or environ.get("RABATKG_BUILD") or "build"),
        )

    @cached_property
    def settings(self) -> Settings:
        """What the data folder's `dialogue.yaml` says; DataError if it says it wrongly."""
        file = self.data / SETTINGS
        said = self.recall(SETTINGS, text(file))
        try:
            return Settings(**{**said, "languages": tuple(said["languages"])})
        except TypeError:  # nothing is remembered, or by another version of the program
            return Settings.read(file)

    @cached_property
    def _remembered(self) -> Remembered:
        return Remembered(self.build / REMEMBERED)

    def recall(self, name: str, text: str) -> Any:
        """Return what a small text says, if `remember` noted that of this very text; else None."""
        return self._remembered.of(name, text)

    def remember(self, said: Said) -> None:
        """Note in the build folder what small texts say, and what the settings say, for `recall`.

        Raises:
            DataError: the settings are wrong, or nothing can be written there.
        """
        from rabatkg import writing

        file = self.data / SETTINGS
        settings = (text(file), asdict(Settings.read(file)))
        writing.replace(self.build / REMEMBERED, noted({**said, SETTINGS: settings}))

    @property
    def note(self) -> dict[str, Any]:
        """What the build folder notes of the graph in it; empty where there is no such note."""
        try:
            note = json.loads((self.build / NOTE).read_bytes())
        except (OSError, ValueError):
            return {}
        return note if isinstance(note, dict) else {}

    @property
    def store(self) -> Path:
        """Where the graph of this dialogue is built; DataError where the graph there is that of another one."""
        note, base = self.note, self.settings.base
        if note.get("base", base) != base:
            raise DataError(
                "The graph in this folder is that of another dialogue, {other}, built from {data}; yours is {base}.",
                other=note["base"],
                data=note.get("data", "?"),
                base=base,
                file=self.build,
                remedy="Run `rabatkg build` with the same --data, or name another folder in RABATKG_BUILD.",
            )
        return self.build / STORE

    def files(self) -> Files:
        """Return the files that a graph is made of, as they stand now."""
        taken = time.time_ns()
        seen = {
            name: (entry.st_size, entry.st_mtime_ns, _digest(self.path(name))) for name, entry in self._inputs().items()
        }
        return Files(taken, seen)

    def path(self, name: str) -> Path:
        """Return the path of a file by its name in the layout, as in `data/meetings/x.yaml`."""
        folder, _, inside = name.partition("/")
        return Path(getattr(self, folder), inside)

    def name(self, path: Path) -> str:
        """Return the name in the layout of a file of the data folder."""
        return f"data/{path.relative_to(self.data).as_posix()}"

    def changed(self) -> frozenset[str] | None:
        """Return the names of the files that are not as they were when the graph was built: new, other, or gone.

        Only a file whose size or time is another, or whose time is too close to that of the build to tell, is read.
        None where no graph stands there that tells of its files.
        """
        noted = Files.read(self.build / STORE / FILES)
        if noted is None:
            return None
        now, settled = self._inputs(), noted.taken - GRAIN
        found = set(noted.seen.keys() - now.keys())
        for name, entry in now.items():
            size, when, told = noted.seen.get(name, (-1, 0, ""))
            dated = when == entry.st_mtime_ns and when < settled
            if size != entry.st_size or (not dated and told != _told(self.path(name))):
                found.add(name)
        return frozenset(found)

    def _inputs(self) -> dict[str, os.stat_result]:
        return {
            f"{folder}/{name}": entry
            for folder, endings in INPUTS.items()
            for name, entry in _walk(str(getattr(self, folder)), endings)
        }


def below(folder: Path, pattern: str) -> Iterator[Path]:
    """Yield the files below a folder whose names fit a pattern, as `Path.rglob` would, whatever goes meanwhile.

    A writer who is broken off, or refused by the disk, takes the folders back that it made for its files.
    """
    for name, _ in _walk(str(folder), ("",)):
        if fnmatchcase(name.rpartition("/")[2], pattern):
            yield folder / name


def _walk(folder: str, endings: tuple[str, ...], inside: str = "") -> Iterator[tuple[str, os.stat_result]]:
    """Yield the files below a folder, by their path in it, as `Path.rglob` would find them, without a Path for each."""
    try:
        with os.scandir(folder) as found:
            entries = list(found)
    except FileNotFoundError:
        if inside:
            return  # it went while what is above it was looked through
        raise
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, endings, f"{inside}{entry.name}/")
        elif entry.name.endswith(endings):
            try:
                yield f"{inside}{entry.name}", entry.stat()
            except OSError:  # a link to nothing: whoever reads it says so
                with suppress(FileNotFoundError):
                    yield f"{inside}{entry.name}", entry.stat(follow_symlinks=False)


def _digest(path: Path) -> str:
    from hashlib import sha256

    return sha256(content(path)).hexdigest()


def _told(path: Path) -> str | None:
    """Return the digest of a file, or None where it went meanwhile, or nobody lets us read it."""
    try:
        return _digest(path)
    except DataError:
        return None


@cache
def edition() -> str:
    """Return what stands for this program: a digest of its code and of the libraries that read and hold the graph."""
    from hashlib import sha256
    from importlib.metadata import version

    found = sha256(" ".join(map(version, ("rdflib", "pyoxigraph"))).encode())
    for name in sorted(name for name, _ in _walk(str(PACKAGE), (".py",))):
        found.update(name.encode() + b"\0" + (PACKAGE / name).read_bytes())
    return found.hexdigest()


def _home() -> Path:
    """Return the folder with ontology, data and queries that belong to this copy of the program."""
    carried = PACKAGE / "_graph"
    return carried if carried.is_dir() else PACKAGE.parent.parent
