"""The names of things: namespaces, the IRIs of records, and how they are shortened for people.

Plain strings, so that a question can be answered without loading an RDF library.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rabatkg.errors import near as near

if TYPE_CHECKING:
    from rabatkg.layout import Layout

HOME = "https://w3id.org/rabatkg/"
RKG = HOME + "ontology#"
RULE = HOME + "shapes#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
SH = "http://www.w3.org/ns/shacl#"
PROV = "http://www.w3.org/ns/prov#"
SCHEMA = "https://schema.org/"

PREFIXES: dict[str, str] = {
    "rkg": RKG,
    "rule": RULE,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "foaf": FOAF,
    "sh": SH,
    "prov": PROV,
    "schema": SCHEMA,
}

KEY = re.compile(r"(?=.{3,200}\Z)[a-z][a-z0-9-]*(/[a-z0-9]+(-[a-z0-9]+)*)+")
"""A thing as records write it: its kind, then its key, in lower-case ASCII, short enough for the name of a file."""


@dataclass(frozen=True)
class Names:
    """Mint and shorten the IRIs of one dialogue.

    Args:
        base: where the dialogue's own IRIs begin, ending in a slash.
        shared: kinds of things that belong to the ontology's vocabularies and keep its base.
    """

    base: str = HOME
    shared: frozenset[str] = frozenset()

    @classmethod
    def of(cls, layout: "Layout") -> "Names":
        """Return the names of the dialogue that a layout holds."""
        from rabatkg.reading import table

        context = table(layout.ontology / "context.jsonld")
        return cls(layout.settings.base, frozenset(context["terms"]))

    def thing(self, key: str) -> str:
        """Return the IRI of `kind/key`."""
        kind = key.partition("/")[0]
        return f"{HOME if kind in self.shared else self.base}id/{key}"

    def graph(self, key: str) -> str:
        """Return the IRI of a named graph."""
        return f"{self.base}graph/{key}"

    def short(self, iri: str) -> str:
        """Return `kind/key` for a thing, `prefix:name` for a known word, else the IRI itself."""
        for start in (f"{self.base}id/", f"{HOME}id/"):
            if iri.startswith(start):
                return iri[len(start) :]
        for prefix, namespace in PREFIXES.items():
            if iri.startswith(namespace):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri

    def full(self, name: str) -> str:
        """Return the IRI for what a person types: `kind/key`, `prefix:name`, or an IRI, with or without <>."""
        name = name.strip().removeprefix("<").removesuffix(">")
        if re.match(r"[a-z][a-z0-9+.-]*://", name):
            return name
        prefix, colon, local = name.partition(":")
        if colon and prefix in PREFIXES:
            return PREFIXES[prefix] + local
        return self.thing(name)


def slug(text: str) -> str:
    """Return the text as a readable key: lower-case ASCII letters, digits and single hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def kebab(name: str) -> str:
    """Return the name of a class as a person types it, and as keys have it: thematic-meeting for ThematicMeeting."""
    return slug(re.sub(r"(?=[A-Z])", "-", name))


def digest(*parts: str) -> str:
    """Return sixteen hex digits that stand for these parts, the same on every machine."""
    from hashlib import sha256

    return sha256("\x1f".join(parts).encode()).hexdigest()[:16]
