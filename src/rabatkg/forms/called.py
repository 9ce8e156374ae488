"""Which key a heading stands for, in any language of a dialogue."""

from dataclasses import dataclass
from functools import cached_property

from rdflib import RDFS, Graph, URIRef

from rabatkg.forms import borrowed
from rabatkg.forms.rules import spoken
from rabatkg.graph import word_files
from rabatkg.layout import Layout
from rabatkg.names import Names, slug
from rabatkg.reading import text
from rabatkg.records import Grammar


@dataclass
class Called:
    """Give the key that a heading stands for; the words of the dialogue are read only once one is asked for.

    Attributes:
        layout: where the dialogue is.
    """

    layout: Layout

    def __call__(self, heading: str) -> str | None:
        """Return the key of a heading, whatever its case and accents; None where no key is called so."""
        return self._keys.get(slug(heading))

    @cached_property
    def _keys(self) -> dict[str, str]:
        names, languages = Names.of(self.layout), self.layout.settings.languages
        file = word_files(self.layout, names)[URIRef(names.graph("ontology"))]
        ontology = Graph().parse(data=text(file), format="turtle")
        found: dict[str, str] = {}
        for key in Grammar.load(self.layout.ontology / "context.jsonld").keys.values():
            iri = URIRef(min(iri for _, iri in key.by_basis) if key.by_basis else key.iri)
            labels = borrowed.label(key.name, languages) or spoken(ontology.objects(iri, RDFS.label))
            for language in languages:
                if language in labels:
                    found.setdefault(slug(labels[language]), key.name)
        return found
