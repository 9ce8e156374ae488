"""The context of a file of JSON-LD: ours, or one that stands in the file. Nothing is ever fetched.

A context that is named is replaced, before any parser sees the file, by the table of record keys that is at hand.
"""

from typing import Any
from urllib.parse import urljoin

from rabatkg.intake.rdf.json_tree import Array, Json, Leaf, Object
from rabatkg.names import HOME, Names
from rabatkg.records import Grammar
from rabatkg.records.problems import Faults
from rabatkg.speech import mark

NAME = "context.jsonld"
"""Ours is called so, below the address of the ontology or of the dialogue."""
HARMLESS = frozenset({"@base", "@language", "@protected", "@version", "@vocab"})
WITHIN_TERMS = frozenset({"@container", "@id", "@language", "@prefix", "@protected", "@reverse", "@type"})
DEEPEST = 8
"""How many terms one after the other may lead to an address."""


class Context:
    """What the keys and short names of a file stand for.

    Attributes:
        terms: the terms, and the words that begin with @, with what they are set to.
    """

    def __init__(self, terms: dict[str, Any]) -> None:
        self.terms = terms

    def word(self, key: str) -> str:
        """Return the word beginning with @ that a key stands for, or the key itself."""
        meant = self.setting(key, "@id")
        return meant if isinstance(meant, str) and meant.startswith("@") else key

    def setting(self, key: str, name: str) -> Any:
        """Return what a term is set to: its @id, @type, @container or @reverse; None where it is not."""
        entry = self.terms.get(key)
        if isinstance(entry, dict):
            return entry.get(name)
        return entry if name == "@id" else None

    def property(self, key: str) -> str | None:
        """Return the address of the property that a key stands for; None where it stands for none."""
        return self._named(key, DEEPEST)

    def address(self, name: str) -> str:
        """Return the address of the thing that a name stands for, in relation to the base."""
        prefix, colon, rest = name.partition(":")
        if not colon:
            return urljoin(str(self.terms.get("@base") or ""), name)
        start = (
            None if rest.startswith("//") or prefix == "_" else self.property(prefix) if prefix in self.terms else None
        )
        return name if start is None else start + rest

    def _named(self, key: str, left: int) -> str | None:
        entry = self.terms.get(key, key)
        meant = entry if isinstance(entry, str) else self.setting(key, "@reverse") or self.setting(key, "@id")
        if entry is None or not left or (isinstance(entry, dict) and "@id" in entry and entry["@id"] is None):
            return None
        meant = meant if isinstance(meant, str) else key
        if meant != key and meant in self.terms:
            return self._named(meant, left - 1)
        prefix, colon, rest = meant.partition(":")
        if colon:
            known = not rest.startswith("//") and prefix in self.terms
            start = self._named(prefix, left - 1) if known else f"{prefix}:"
            return None if start is None else start + rest
        vocabulary = self.terms.get("@vocab")
        return vocabulary + meant if isinstance(vocabulary, str) else None


def context_of(tree: Json, grammar: Grammar, names: Names, faults: Faults) -> Context:
    """Return the context of a file; whatever may not stand in one is a fault."""
    terms: dict[str, Any] = {}
    own = tree.entries.get("@context") if isinstance(tree, Object) else None
    for one in own.items if isinstance(own, Array) else () if own is None else (own,):
        if isinstance(one, Leaf) and one.value in (HOME + NAME, names.base + NAME):
            terms.update({**grammar.context, "@base": names.thing("")})
        elif isinstance(one, Object):
            _inline(one, faults)
            terms.update(plain(one))
        else:
            faults.add(
                "File-context",
                mark("A context is never fetched: {context}"),
                mark("Name ours, {ours}, or write the context out in the file."),
                one.mark,
                context=one.raw if isinstance(one, Leaf) else "[ ]",
                ours=HOME + NAME,
            )
    _further(tree, own, faults)
    if own is None and isinstance(tree, Object) and any(key[:1] != "@" and ":" not in key for key in tree.entries):
        faults.add(
            "File-context",
            mark("Without a context, the keys of this file stand for nothing."),
            mark('Begin with "@context": "{ours}".'),
            tree.mark,
            ours=HOME + NAME,
        )
    return Context(terms)


def plain(tree: Json) -> Any:
    """Return the tree as Python has it, without its places."""
    if isinstance(tree, Leaf):
        return tree.value
    if isinstance(tree, Array):
        return [plain(one) for one in tree.items]
    return {key: plain(one) for key, one in tree.entries.items()}


def _inline(context: Object, faults: Faults) -> None:
    for key, entry in context.entries.items():
        unknown = key.startswith("@") and key not in HARMLESS
        inner = [word for word in entry.entries if word not in WITHIN_TERMS] if isinstance(entry, Object) else []
        for word, place in [(key, context.keys[key])] * unknown + [(word, entry.keys[word]) for word in inner]:  # type: ignore[union-attr]
            faults.add(
                "File-context",
                mark("'{word}' has no place in the context of a record."),
                mark("Say no more there than what each key stands for."),
                place,
                word=word,
            )


def _further(tree: Json, own: Json | None, faults: Faults) -> None:
    """Tell every context but the one at the top of the file."""
    if isinstance(tree, Array):
        for item in tree.items:
            _further(item, None, faults)
    elif isinstance(tree, Object):
        for key, entry in tree.entries.items():
            if key == "@context" and entry is not own:
                faults.add(
                    "File-context",
                    mark("There is a context inside the file."),
                    mark("Write the context once, at the top."),
                    tree.keys[key],
                )
            elif entry is not own:
                _further(entry, None, faults)
