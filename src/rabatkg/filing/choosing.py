"""Which statement is meant: of which thing, by which property, with which value, by keys or in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib import Literal, URIRef

from rabatkg.errors import DataError, UnknownName, UsageError
from rabatkg.evidence import Wording, folded, resolve
from rabatkg.evidence.corrections import corrections
from rabatkg.evidence.properties import chosen
from rabatkg.graph import Corpus
from rabatkg.names import KEY, Names
from rabatkg.records import Grammar, Key, Statement
from rabatkg.speech import mark
from rabatkg.store import Store

OWED = "passage"
SET_ASIDE = {
    "retracted": mark("This was retracted already, on {day}: {statement}. The grounds: {grounds}"),
    "replaced": mark("This was replaced already, on {day}: {statement}. The grounds: {grounds}"),
}
"""How corrections take a statement out of what is asserted, in words."""


def forward_keys(grammar: Grammar) -> dict[str, Key]:
    """Return the key by which a claim about a thing names each property; never one that points the other way."""
    found: dict[str, Key] = {}
    for key in sorted(grammar.keys.values(), key=lambda one: one.value == "node"):
        for iri in dict(key.by_basis).values() or (() if key.reverse else (key.iri,)):
            found.setdefault(iri, key)
    return found


@dataclass(frozen=True)
class Choice:
    """What somebody names, and where it is to be looked for.

    Attributes:
        corpus, store, words: the data, as records, as a graph and in the words of a language.
        keys: for each property, the key by which a claim names it.
        thing, word: the thing and the property, each by a key or a label.
        value: the value, as its record writes it or by its label; None where there is but one.
    """

    corpus: Corpus
    store: Store
    words: Wording
    keys: dict[str, Key]
    thing: str
    word: str
    value: str | None

    @property
    def names(self) -> Names:
        """How things are named."""
        return self.corpus.names

    def statement(self) -> Statement:
        """Return the statement that is meant: the one value, or the one that is named.

        Raises:
            UnknownName: nothing of this is said of the thing; with what is.
            DataError: a correction has set it aside already, or it rests on no passage.
            UsageError: there are several values, and none is named.
        """
        iri = URIRef(resolve(self.store, self.names, self.thing))
        self._owned(iri)
        try:
            return self._said(iri)
        except UnknownName:
            self._standing(iri)
            raise

    def _standing(self, iri: URIRef) -> None:
        """Refuse what a correction has set aside already, with the day and the grounds."""
        for one in reversed(corrections(self.words, str(iri))):
            property = self.names.full(one.property)
            key = self.keys.get(property)
            words = {folded(word) for word in (key.name if key else "", self.words.of(property)) if word}
            label = self.words.of(self.names.thing(one.value)) if KEY.fullmatch(one.value) else one.value
            values = {folded(one.value), folded(label)}
            if one.rank in SET_ASIDE and folded(self.word) in words and folded(self.value or one.value) in values:
                raise DataError(
                    SET_ASIDE[one.rank],
                    statement=one.words,
                    day=one.on,
                    grounds=one.grounds,
                    correction=one.key,
                    remedy=mark("Only what is asserted can be corrected; `rabatkg show {correction}` tells more."),
                )

    def _said(self, iri: URIRef) -> Statement:
        said = [one for each in self.corpus.expansions for one in each.statements if iri in (one.subject, one.object)]
        owed = [one for one in said if self._owes(one) and (one.subject == iri or self._reverse(one))]
        asked = self._asked(iri, said, owed)
        values = [one for one in owed if str(one.predicate) in asked]
        if self.value is None:
            if len(values) == 1:
                return values[0]
            told = ", ".join(self._value(one, iri) for one in values)
            raise UsageError(
                "{thing} has several values here: {values}.",
                thing=self.names.short(str(iri)),
                values=told,
                remedy=mark("Name the one that is meant, after the property."),
            )
        hits = [one for one in values if self._is(one, iri, self.value)]
        if len(hits) == 1:
            return hits[0]
        names = {name for one in values for name in self._names(one, iri)}
        raise UnknownName(
            self.value,
            names,
            mark("{thing} does not say this: {name}."),
            thing=self.names.short(str(iri)),
            values=", ".join(dict.fromkeys(self._value(one, iri) for one in values)),
            remedy=mark("What it says: {values}."),
        )

    def _owned(self, iri: URIRef) -> None:
        key = self.names.short(str(iri))
        if iri in self.corpus.retired:
            raise DataError("{name} is no longer used.", name=key, remedy=mark("What was said of it stays retracted."))
        if not any(iri in one.marks for one in self.corpus.expansions):
            raise DataError("No record describes {name}.", name=key, remedy=mark("Name a thing that has a record."))

    def _asked(self, iri: URIRef, said: Iterable[Statement], owed: Iterable[Statement]) -> set[str]:
        """Return the properties that are meant; a word that means one that owes nothing is told where it stands."""
        wanted = folded(self.word)
        own = [one for one in said if one.subject == iri and not self._owes(one)]
        for one in own:
            if wanted in (folded(one.key), folded(self.words.of(str(one.predicate)))):
                raise DataError(
                    "'{key}' rests on no passage, so that there is no claim to correct.",
                    key=one.key,
                    file=one.mark.file,
                    line=one.mark.line,
                    column=one.mark.column,
                    remedy=mark("Write it rightly in its own record."),
                )
        return chosen(self.words, str(iri), self.word, {str(one.predicate) for one in owed})

    def _owes(self, one: Statement) -> bool:
        return str(one.predicate) in self.keys and self.keys[str(one.predicate)].rule == OWED

    def _reverse(self, one: Statement) -> bool:
        key = self.corpus.grammar.keys.get(one.key)
        return key is not None and key.reverse

    def _names(self, one: Statement, iri: URIRef) -> Iterator[str]:
        """Yield all that a value may be called."""
        yield one.text
        value = one.object if one.subject == iri else one.subject
        if isinstance(value, URIRef):
            yield self.names.short(str(value))
            yield self.words.of(str(value))

    def _is(self, one: Statement, iri: URIRef, named: str) -> bool:
        if isinstance(one.object, Literal) and one.subject == iri:
            return one.text.strip() == named.strip()
        return folded(named) in {folded(name) for name in self._names(one, iri)}

    def _value(self, one: Statement, iri: URIRef) -> str:
        value = one.object if one.subject == iri else one.subject
        return self.names.short(str(value)) if isinstance(value, URIRef) else one.text
