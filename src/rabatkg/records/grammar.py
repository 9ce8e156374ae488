"""The table of record keys, read from `ontology/context.jsonld`.

Its `@context` says, for any JSON-LD processor, which property a key stands for. Its `records` member says what
JSON-LD has no words for: how a value is written, whether several may stand, what evidence its statements owe, and
what a nested node is called when it gives no key of its own.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rabatkg.names import PREFIXES, RKG, slug
from rabatkg.reading import Mapping

NODE_WORDS = frozenset({"id", "adds", "key", "type", "evidence", "basis", "because", "claims"})
"""Words of the grammar that stand for no property."""


@dataclass(frozen=True)
class Key:
    """What one key of a record means.

    Attributes:
        name: the key.
        iri: the property.
        value: lang, string, integer, decimal, boolean, date, iri, uri, node or serve.
        many: whether a list may stand.
        rule: what its statements owe: passage, register, own-words or structural.
        reverse: whether the nested node points to its parent.
        node: the class of a nested node that names none.
        named_by: keys whose values name a nested node that has no key of its own.
        by_basis: for `serve`, the property for each basis.
    """

    name: str
    iri: str
    value: str
    many: bool
    rule: str
    reverse: bool = False
    node: str | None = None
    named_by: tuple[str, ...] = ()
    by_basis: tuple[tuple[str, str], ...] = ()

    def names(self, node: Mapping) -> str:
        """Return the key of a nested node: its own, or the one that its values make; empty where it has none."""
        values = (node.text(part) for part in self.named_by)
        return node.text("key") or "-".join(slug(text.rpartition("/")[2]) for text in values if text)


@dataclass(frozen=True)
class Grammar:
    """All keys, and the kinds of things that belong to the shared vocabularies."""

    keys: dict[str, Key]
    terms: frozenset[str]
    context: dict[str, Any]

    @classmethod
    def load(cls, path: Path) -> "Grammar":
        """Return the grammar that the context file holds."""
        table = json.loads(path.read_text(encoding="utf-8"))
        context = table["@context"]
        keys = {}
        for name, row in table["records"].items():
            if row["value"] == "serve":
                basis = tuple((kind, _iri(context, context[row[kind]])[0]) for kind in ("stated", "interpreted"))
                keys[name] = Key(name, RKG + name, "serve", True, row["rule"], by_basis=basis)
                continue
            iri, reverse = _iri(context, context[name])
            keys[name] = Key(
                name,
                iri,
                row["value"],
                row.get("many", False),
                row["rule"],
                reverse,
                row.get("class"),
                tuple(row.get("key", ())),
            )
        return cls(keys, frozenset(table["terms"]), context)


def _iri(context: dict[str, Any], term: dict[str, str]) -> tuple[str, bool]:
    name = term.get("@id") or term["@reverse"]
    prefix, _, local = name.partition(":")
    return context.get(prefix, PREFIXES.get(prefix, "")) + local, "@reverse" in term
