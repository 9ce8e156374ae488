"""The bulk engine: shacl-rust looks through everything and points, and the judge looks where it points.

shacl-rust is many times as fast as pySHACL, and young: what it finds is not yet a verdict. So each pair of a shape
and a node that it names is put before the judge, whose results are reported. What it finds in error is thus not
reported. What it overlooked would be missing; tests/validation/test_bulk.py holds it to the judge, fault by fault.

It is native code, and runs in a process of its own, so that a fall is not ours.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from rdflib import SH, Graph, URIRef

from rabatkg.errors import RabatkgError, UsageError
from rabatkg.speech import mark
from rabatkg.validation.rewording import beyond, reworded
from rabatkg.validation.targets import aimed

if TYPE_CHECKING:
    from rabatkg.validation.engines import Engine

PACKAGE = "shacl_rust"
CHILD = """
import json, sys, shacl_rust
found = shacl_rust.validate_file(*sys.argv[1:], experimental_index=True)
json.dump(found["results"], sys.stdout)
"""


@dataclass(frozen=True)
class Named:
    """What an engine says of a node, in IRIs; of a path that is no single property, nothing."""

    focus: str
    path: str | None
    component: str
    severity: str
    shape: str


class Bulk:
    """shacl-rust, with the judge behind it."""

    def __init__(self, judge: "Engine") -> None:
        """Take the judge.

        Raises:
            UsageError: shacl-rust is not installed.
        """
        if find_spec(PACKAGE) is None:
            raise UsageError(
                "The bulk engine needs shacl-rust.", remedy=mark("Install it with: pip install 'rabatkg[bulk]'")
            )
        self._judge = judge

    def report(self, data: Graph, shapes: Graph) -> Graph:
        """Return the validation report of the judge, who is asked where shacl-rust points; see `engines.Engine`.

        Raises:
            RabatkgError: shacl-rust fell over.
        """
        return self._judge.report(data, pointed(shapes, self.results(data, shapes)))

    def results(self, data: Graph, shapes: Graph) -> set[Named]:
        """Return what shacl-rust itself finds by the shapes that it can be asked.

        Raises:
            RabatkgError: shacl-rust fell over.
        """
        with TemporaryDirectory(prefix="rabatkg-") as folder:
            files = Path(folder, "data.nt"), Path(folder, "shapes.nt")
            try:
                for graph, file in zip((data, reworded(shapes)), files, strict=True):
                    graph.serialize(file, format="nt", encoding="utf-8")
            except Exception as error:  # rdflib raises nothing more precise for what is no IRI
                raise _fallen(str(error)) from error
            return {_named(result, shapes) for result in _asked(*files)}


def pointed(shapes: Graph, found: Iterable[Named]) -> Graph:
    """Return the shapes for the nodes that were found by them; those that only the judge can be asked, for all."""
    pairs = {(one.shape, one.focus) for one in found}
    if any(name.startswith("_:") for pair in pairs for name in pair):
        return shapes  # a literal, or a blank node, whose name in one engine means nothing in another
    return aimed(shapes, ((URIRef(shape), URIRef(focus)) for shape, focus in pairs), beyond(shapes))


def _asked(data: Path, shapes: Path) -> list[dict[str, Any]]:
    child = subprocess.run(
        [sys.executable, "-P", "-c", CHILD, str(data), str(shapes)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        check=False,
    )
    if child.returncode:
        said = child.stderr.decode(errors="replace").strip().splitlines()
        raise _fallen(said[-1] if said else f"exit {child.returncode}")
    found: list[dict[str, Any]] = json.loads(child.stdout)
    return found


def _fallen(said: str) -> RabatkgError:
    return RabatkgError(
        "The bulk engine fell over: {said}.",
        remedy=mark("Use --engine pyshacl: the verdict is the same, and takes longer."),
        said=said.rstrip("."),
    )


def _named(result: dict[str, Any], shapes: Graph) -> Named:
    """Return what shacl-rust says, as if it had been asked the shapes as they stand."""
    shape = URIRef(_iri(result["sourceShape"]))
    path: str = result.get("resultPath", "")
    component = _iri(result["sourceConstraintComponent"])
    if component == str(SH.NotConstraintComponent) and (shape, SH.qualifiedValueShape, None) in shapes:
        path, component = f"<{shapes.value(shape, SH.path)}>", str(SH.QualifiedMinCountConstraintComponent)
    return Named(
        _iri(result["focusNode"]),
        _iri(path) if path.count("<") == 1 else None,
        component,
        _iri(result["severity"]),
        str(shape),
    )


def _iri(written: str) -> str:
    return written[1:-1] if written.startswith("<") else f"_:{written}"
