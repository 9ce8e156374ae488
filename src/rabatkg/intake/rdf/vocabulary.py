"""What the properties, things and values of a file of RDF are in a record; what they cannot be there is a fault."""

from functools import cached_property

from rdflib import Literal, URIRef

from rabatkg.intake.rdf.terms import LANGTEXT, TEXT, TYPE, Said, literal
from rabatkg.names import KEY, OWL, RDFS, RKG, SH, Names
from rabatkg.reading import Mark, Scalar
from rabatkg.records import Expander
from rabatkg.records.grammar import Key
from rabatkg.records.objects import object_of
from rabatkg.records.problems import Faults
from rabatkg.speech import Message, mark
from rabatkg.store.terms import Term

AXIOMS = (RDFS, OWL, SH)


class Vocabulary:
    """The keys of records by the properties that they stand for.

    Args:
        expander: of the dialogue.
        faults: takes what is wrong.
        keyed: whether the file is written with keys, as JSON-LD is, and properties are to be told by them.

    Attributes:
        names: how things are named.
        links: the keys under which nodes stand inside others.
        plain: for every other property, its key, and the basis that it implies.
    """

    def __init__(self, expander: Expander, faults: Faults, keyed: bool = False) -> None:
        self.names: Names = expander.names
        self.languages = expander.languages
        self.faults, self.keyed = faults, keyed
        self.plain: dict[str, tuple[Key, str | None]] = {}
        self.links = [key for key in expander.grammar.keys.values() if key.value == "node"]
        for key in expander.grammar.keys.values():
            if key.value == "serve":
                self.plain |= {iri: (key, basis) for basis, iri in key.by_basis}
            elif key.value != "node":
                self.plain.setdefault(key.iri, (key, None))

    def link(self, predicate: str, reverse: bool) -> Key | None:
        """Return the key under which a node stands that is linked so to the one around it."""
        return next((key for key in self.links if (key.iri, key.reverse) == (predicate, reverse)), None)

    def thing(self, term: Term, place: Mark) -> str | None:
        """Return a thing as records write it; None, with a fault, where it is no thing of this dialogue."""
        if term.kind == "uri":
            key = self.names.short(term.value)
            if KEY.fullmatch(key) and self.names.thing(key) == term.value:
                return key
            tail = term.value.partition("/id/")[2]
            meant = tuple(self.names.thing(one) for one in (tail, key) if KEY.fullmatch(one))[:1]
        else:
            meant = (self.names.thing(term.value),) if KEY.fullmatch(term.value) else ()
        self.faults.add(
            "Record-address",
            mark("'{value}' is not the address of a thing of this dialogue."),
            mark("Such addresses begin with {base} and end in a kind and a key of lower-case letters."),
            place,
            meant,
            value=term.value,
            base=self.names.thing(""),
        )
        return None

    def value(self, said: Said, key: Key) -> Scalar | None:
        """Return the value of a statement as records write it; None, with a fault, where it is none for the key."""
        term, place = said.object, said.object_mark
        if key.value == "lang" and term.lang is not None:
            return Scalar(term.value, place)
        if key.value in ("iri", "serve"):
            thing = self.thing(term, place)
            return None if thing is None else Scalar(thing, place)
        text = Scalar(term.value, place)
        wanted = object_of(key, text, self.names, self.languages, self.faults)
        if wanted is None:
            return None
        if term_of(wanted) == term:
            return text
        self.faults.add(
            "Record-form",
            mark("'{value}' is written here as {given}; '{key}' takes {wanted}."),
            mark("Write it as {wanted}: {example}"),
            place,
            value=term.value,
            given=self._form(term),
            wanted=self._form(term_of(wanted)),
            example=self._example(term_of(wanted)),
            key=key.name,
        )
        return None

    def unknown(self, said: Said, known: tuple[str, ...] = ()) -> None:
        """Tell a property that says nothing here.

        Args:
            known: the words of ours that could stand in its place; by default, all that a record may say.
        """
        if said.predicate.startswith(AXIOMS):
            self.faults.add(
                "Record-axiom",
                mark("'{word}' tells what words mean, which no record does."),
                mark("Take it out; the ontology is not changed by records."),
                said.predicate_mark,
                word=self.names.short(said.predicate),
            )
            return
        words = {one: self._word(RKG + one) for one in known} or self._words
        word = self._word(said.predicate)
        self.faults.add(
            "Record-unknown-key",
            mark("'{word}' is not a word of records here."),
            mark("Check its spelling; nothing unknown is ever ignored."),
            said.predicate_mark,
            tuple(dict.fromkeys(words[one] for one in self.faults.near(_tail(word), words))),
            word=word,
            key=word,
        )

    def once(self, said: Said, name: str) -> None:
        """Tell a second value where one may stand."""
        self.faults.add(
            "Record-one-value", mark("'{key}' takes one value."), mark("Keep one."), said.object_mark, key=name
        )

    def kind(self, said: Said) -> Scalar | None:
        """Return the class that a statement gives; None, with a fault, where it is none of ours."""
        if said.object.kind == "uri" and said.object.value.startswith(RKG):
            return Scalar(said.object.value.removeprefix(RKG), said.object_mark)
        self.faults.add(
            "Record-class",
            mark("'{kind}' is not the name of a class."),
            mark("Name one class, in letters alone, as in ThematicMeeting."),
            said.object_mark,
            kind=self.names.short(said.object.value),
        )
        return None

    @cached_property
    def _words(self) -> dict[str, str]:
        """What a record may say: by its name and its key, as the file would write it."""
        words = {_tail(self.names.short(one)): self._word(one) for one in (TYPE, *self.plain)}
        for key in (*(key for key, basis in self.plain.values() if basis is None), *self.links):
            words[key.name] = key.name if self.keyed else self._word(key.iri)
        return words

    def _word(self, iri: str) -> str:
        """Return a property as the file would write it."""
        return iri.removeprefix(RKG) if self.keyed else self.names.short(iri)

    def _form(self, term: Term) -> Message:
        if term.kind == "uri":
            return Message(mark("an address"))
        if term.lang is not None:
            return Message(mark("a text in a language ({lang})"), {"lang": term.lang})
        if term.datatype == TEXT:
            return Message(mark("a text"))
        return Message("{datatype}", {"datatype": self.names.short(term.datatype or "")})

    def _example(self, term: Term) -> str:
        if term.kind == "uri":
            return f"<{term.value}>"
        kind = "" if term.datatype in (TEXT, LANGTEXT) else f"^^{self.names.short(term.datatype or '')}"
        return f'"{term.value}"{kind}'


def term_of(node: object) -> Term:
    """Return an IRI or a literal as a term of a file."""
    if isinstance(node, URIRef):
        return Term("uri", str(node))
    assert isinstance(node, Literal)
    return literal(str(node), node.language, str(node.datatype) if node.datatype else None)


def _tail(word: str) -> str:
    return word.rpartition(":")[2].rpartition("/")[2]
