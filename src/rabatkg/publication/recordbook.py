"""The kinds of records, as pages tell them: their fields and forms, as `rabatkg record new` has them, with examples."""

import json
from functools import cached_property

from rdflib import URIRef

from rabatkg.forms import Field, Kind, Model, Things, Words
from rabatkg.forms.fields import MADE_BY
from rabatkg.forms.schema import schema
from rabatkg.forms.template import template
from rabatkg.layout import Layout
from rabatkg.names import RDF, RKG
from rabatkg.publication.places import Places
from rabatkg.publication.rulebook import Rule, Rulebook
from rabatkg.publication.samples import Sample, Samples

DIALECT = "https://json-schema.org/draft/2020-12/schema"
RECORDS = "records"
"""How the schema of all kinds is called, to which those of single kinds refer."""


class Recordbook:
    """The kinds of records of a dialogue.

    Args:
        layout: where its words and records stand.
        places: where its things are published.
    """

    def __init__(self, layout: Layout, places: Places) -> None:
        """Take the dialogue."""
        self._layout, self._places, self._holding = layout, places, places.holding
        self.languages = layout.settings.languages
        self.rulebook = Rulebook(self._holding)
        self.samples = Samples(layout, places.names)
        self._examples: dict[str, list[Sample]] = {}

    @cached_property
    def model(self) -> Model:
        """The fields of all kinds."""
        return Model(Words.of(self._layout))

    @cached_property
    def things(self) -> Things:
        """The terms of the vocabularies, which fields may name."""
        return Things.of(self.model.source)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of records, by name."""
        return self.model.kinds

    def made_by(self, kind: Kind) -> str | None:
        """Return the command that makes the records of a kind; None where people write them."""
        return MADE_BY.get(kind.class_name)

    def fields(self, kind: Kind) -> tuple[Field, ...]:
        """Return what a record of the kind may say."""
        return self.model.fields(kind.class_name)

    def patterns(self, kind: Kind) -> tuple[str, ...]:
        """Return what the IRIs of its things match, as the shapes say it."""
        return self.model.rules.name_patterns(URIRef(f"{RKG}{kind.class_name}"))

    def rules(self, kind: Kind) -> list[Rule]:
        """Return the rules that its records are asked."""
        iri = URIRef(f"{RKG}{kind.class_name}")
        allowed = map(str, self.model.rules.allowed[iri])
        return self.rulebook.of_record(map(str, self.model.rules.above(iri)), allowed, self.languages)

    @cached_property
    def asked(self) -> dict[str, list[Kind]]:
        """The kinds of whose records each rule is asked, by the name of the rule."""
        found: dict[str, list[Kind]] = {}
        for kind in self.kinds:
            for rule in self.rules(kind):
                found.setdefault(rule.name, []).append(kind)
        return found

    @cached_property
    def saying(self) -> dict[str, list[Kind]]:
        """The kinds whose records may say each property, by its IRI."""
        found: dict[str, list[Kind]] = {}
        for kind in self.kinds:
            for iri in self.model.rules.allowed[URIRef(f"{RKG}{kind.class_name}")]:
                found.setdefault(str(iri), []).append(kind)
        return found

    def held(self, kind: Kind) -> list[str]:
        """Return the IRIs of the things of the kind."""
        word = f"{RDF}type"
        found = (one.subject.value for one in self._holding.pointing(f"{RKG}{kind.class_name}") if one.property == word)
        return sorted(set(found))

    def examples(self, kind: Kind) -> list[Sample]:
        """Return a short record and a long one of the kind, or where there are none, things inside records."""
        if kind.name not in self._examples:
            keys = [key for iri in self.held(kind) if (key := self._places.key(iri))]
            self._examples[kind.name] = self.samples.of(keys) or self.samples.inside(keys)
        return self._examples[kind.name]

    # files

    def form(self, kind: Kind, lang: str) -> bytes:
        """Return the empty form of a record, as `rabatkg record new KIND` writes it."""
        return template(self.model, kind, lang, things=self.things).encode()

    def schemas(self, lang: str) -> bytes:
        """Return the JSON Schema of all records, as `rabatkg record schema` writes it."""
        return _json(schema(self.model, lang))

    def schema(self, kind: Kind, lang: str) -> bytes:
        """Return the JSON Schema of the records of a kind: a piece of that of all records, which stands beside it."""
        return _json({"$schema": DIALECT, "$ref": f"{RECORDS}.{lang}.json#/$defs/{kind.class_name}"})


def _json(told: object) -> bytes:
    return (json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
