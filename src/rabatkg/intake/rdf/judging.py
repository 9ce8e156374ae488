"""The judge of a file of RDF: a strict parser, which fetches nothing and knows no place but that of an error."""

import re
from pathlib import Path

import pyoxigraph as ox

from rabatkg.errors import DataError
from rabatkg.intake.hygiene import told
from rabatkg.intake.rdf.terms import Quad, iri, literal
from rabatkg.speech import mark
from rabatkg.store.terms import Term

FORMS = {"Turtle": ox.RdfFormat.TURTLE, "TriG": ox.RdfFormat.TRIG, "JSON-LD": ox.RdfFormat.JSON_LD}
MOST_QUADS = 20_000
_AROUND = re.compile(r"^Parser error at .*?: | \(line \d+\)$")


def quads(text: str, form: str, file: Path | None) -> set[Quad]:
    """Return the statements of a text with their graphs.

    Args:
        text: the text.
        form: one of FORMS.
        file: the name to report.

    Raises:
        DataError: it is not right, has too many statements, or makes statements about statements; with its place.
    """
    found: set[Quad] = set()
    try:
        for quad in ox.parse(text.encode(), format=FORMS[form]):
            graph = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else None
            found.add((_term(quad.subject, file), quad.predicate.value, _term(quad.object, file), graph))
            if len(found) > MOST_QUADS:
                raise DataError(
                    "This file says more than {most} things.", most=MOST_QUADS, file=file, remedy="Split it."
                )
    except (SyntaxError, ValueError) as error:
        lined = isinstance(error, SyntaxError) and form != "JSON-LD"
        raise DataError(
            "This is not {form}: {problem}.",
            form=form,
            problem=told(_AROUND.sub("", getattr(error, "msg", None) or str(error))),
            file=file,
            line=getattr(error, "lineno", None) if lined else 1,
            column=getattr(error, "offset", None) if lined else 1,
            remedy=mark("Check the punctuation, the quotation marks and the prefixes."),
        ) from error
    return found


def _term(term: object, file: Path | None) -> Term:
    if isinstance(term, ox.NamedNode):
        return iri(term.value)
    if isinstance(term, ox.BlankNode):
        return Term("bnode", term.value)
    if isinstance(term, ox.Literal) and term.direction is None:
        return literal(term.value, term.language, term.datatype.value)
    raise DataError(
        "This file uses what RDF 1.2 has added to RDF.", file=file, line=1, remedy="Write it as RDF 1.1 has it."
    )
