"""What applies the shapes to data: the only door to pySHACL, which is the judge, and to the bulk engine beside it."""

from collections.abc import Callable, Mapping
from typing import Protocol

import pyshacl
from rdflib import Graph

from rabatkg.errors import RabatkgError, UsageError
from rabatkg.speech import mark
from rabatkg.validation.bulk import Bulk

JUDGE = "pyshacl"
BULK = "bulk"


class Engine(Protocol):
    """Applies shapes to data."""

    def report(self, data: Graph, shapes: Graph) -> Graph:
        """Return the validation report, as SHACL describes it: each result with focus node, path, shape and messages.

        Args:
            data: what is asserted, with the class tree. It is not changed.
            shapes: the shapes, each with its targets.
        """


class Judge:
    """pySHACL: its word is the verdict, and every other engine is measured by it."""

    def report(self, data: Graph, shapes: Graph) -> Graph:
        """Return the validation report; see `Engine`.

        Raises:
            RabatkgError: a shape is no shape, or pySHACL fell over, as it does where a malformed date is to be put in
                order with another.
        """
        try:
            _, report, _ = pyshacl.validate(
                data,
                shacl_graph=shapes,
                inference="none",
                advanced=False,
                inplace=True,
                js=False,
                meta_shacl=False,
                do_owl_imports=False,
            )
        except Exception as error:  # rdflib raises nothing more precise for a query that is none
            report = error
        if not isinstance(report, Graph):
            raise RabatkgError(
                "pySHACL could not ask the shapes: {said}.",
                remedy=mark("Look for a shape that is none, or a value that is not what its datatype says."),
                said=" ".join(str(report).split()).rstrip("."),
            )
        return report


ENGINES: Mapping[str, Callable[[], Engine]] = {JUDGE: Judge, BULK: lambda: Bulk(Judge())}
"""The engines by the names under which they are asked for; the first is what is used where none is named."""


def engine(name: str = JUDGE) -> Engine:
    """Return an engine by its name.

    Raises:
        UsageError: there is none of this name, or what it needs is not installed.
    """
    if name not in ENGINES:
        raise UsageError(
            "There is no validation engine {name}.",
            remedy=mark("Name one of these: {known}."),
            name=name,
            known=", ".join(ENGINES),
        )
    return ENGINES[name]()
