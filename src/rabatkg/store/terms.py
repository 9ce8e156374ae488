"""What a store answers with: terms, rows and answers, the same wherever the graph is held."""

from dataclasses import dataclass
from typing import NamedTuple

from rabatkg.names import PREFIXES

HEAD = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
"""The prefixes that a query of ours may use."""


class Term(NamedTuple):
    """A value in an answer.

    Attributes:
        kind: uri, bnode or literal, as in the SPARQL results formats.
        value: the IRI, the label of the blank node, or the text.
        lang: language tag, or None.
        datatype: datatype IRI of a literal without language, or None.
    """

    kind: str
    value: str
    lang: str | None = None
    datatype: str | None = None


Row = dict[str, Term]


@dataclass(frozen=True)
class Answer:
    """Rows in the order of the query; a variable that is unbound is not in its row."""

    variables: tuple[str, ...]
    rows: list[Row]
