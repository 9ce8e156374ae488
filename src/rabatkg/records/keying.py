"""From properties back to the keys of records, and from values back to what is written."""

from collections.abc import Iterable

from rdflib import URIRef
from rdflib.term import Node as Term

from rabatkg.names import Names
from rabatkg.records.grammar import Grammar, Key
from rabatkg.records.statements import Statement


class Keys:
    """The keys under which statements are written.

    Args:
        grammar: the table of keys.
        names: how things are named.
    """

    def __init__(self, grammar: Grammar, names: Names) -> None:
        self.grammar, self.names = grammar, names
        self.links = [key for key in grammar.keys.values() if key.value == "node"]
        self._written: dict[URIRef, Key] = {}
        for key in grammar.keys.values():
            if not key.reverse and key.value != "node":
                for iri in dict(key.by_basis).values() or (key.iri,):
                    self._written.setdefault(URIRef(iri), key)

    def of(self, one: Statement) -> Key:
        """Return the key that a statement is written under: the one that it bears, where that fits."""
        own = self.grammar.keys.get(one.key)
        fits = own is not None and str(one.predicate) in (own.iri, *dict(own.by_basis).values())
        return own if own is not None and fits else self._written[one.predicate]

    def grouped(self, statements: Iterable[Statement]) -> Iterable[tuple[Key, list[Statement]]]:
        """Return the statements of each key, in the order of the first of each."""
        found: dict[str, list[Statement]] = {}
        for one in statements:
            found.setdefault(self.of(one).name, []).append(one)
        return [(self.grammar.keys[name], several) for name, several in found.items()]

    def of_property(self, predicate: URIRef) -> Key:
        """Return the key that names a property in a claim."""
        return self._written.get(predicate) or next(key for key in self.links if key.iri == str(predicate))

    def shown(self, key: Key, value: Term) -> str:
        """Return a value as it is written under a key."""
        return self.names.short(str(value)) if key.value in ("iri", "serve", "node") else str(value)


def basis_of(key: Key, predicate: URIRef) -> str:
    """Return the basis that a property of a key stands for, as in `addresses`; `stated` where it stands for none."""
    return next((basis for basis, iri in key.by_basis if iri == str(predicate)), "stated")
