"""The graph counted: what VoID tells of a dataset, and LIME of the languages of its labels."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from rabatkg.names import FOAF, RDF, RDFS, RKG, SKOS
from rabatkg.store import Term
from rabatkg.store.serialising import Statement

LABELS = {f"{SKOS}prefLabel": SKOS.removesuffix("#"), f"{RDFS}label": RDFS.removesuffix("#")}
"""The properties that name things, with the models that they are of."""
PAGES = frozenset({f"{RKG}address", f"{FOAF}page", f"{FOAF}homepage"})
"""The properties that lead to pages, not to things that another dataset describes."""


@dataclass
class Counts:
    """What was counted. A statement stands in one graph only, so that statements are triples.

    Attributes:
        triples: how many statements there are.
        entities: the IRIs of ours that something is said of.
        subjects, objects: what something is said of, and what is said of it.
        properties: statements by property.
        classes: what is of each class, by its IRI.
        links: how many statements lead from things of ours to those of others, by host and property.
        labels: by language, the number of labels of each entity.
    """

    triples: int = 0
    entities: set[str] = field(default_factory=set)
    subjects: set[Term] = field(default_factory=set)
    objects: set[Term] = field(default_factory=set)
    properties: Counter[str] = field(default_factory=Counter)
    classes: dict[str, set[Term]] = field(default_factory=lambda: defaultdict(set))
    links: Counter[tuple[str, str]] = field(default_factory=Counter)
    labels: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    @property
    def namespaces(self) -> list[str]:
        """The namespaces of the properties and classes that are used, in order."""
        return sorted({namespace(iri) for iri in (*self.properties, *self.classes)})


def counted(statements: Iterable[Statement], ours: tuple[str, ...]) -> Counts:
    """Count statements.

    Args:
        statements: the graph, each once.
        ours: what the IRIs of ours begin with.
    """
    found = Counts()
    for subject, name, value, _ in statements:
        found.triples += 1
        found.subjects.add(subject)
        found.objects.add(value)
        found.properties[name] += 1
        if name == f"{RDF}type":
            found.classes[value.value].add(subject)
        if not subject.value.startswith(ours):
            continue
        found.entities.add(subject.value)
        if name in LABELS and value.lang:
            found.labels[value.lang][subject.value] += 1
        if _outside(value, ours) and name not in PAGES and not name.startswith(RDF):
            found.links[_host(value.value), name] += 1
    return found


def namespace(iri: str) -> str:
    """Return an IRI up to its last `#` or `/`."""
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]


def _outside(value: Term, ours: tuple[str, ...]) -> bool:
    return value.kind == "uri" and not value.value.startswith(ours)


def _host(iri: str) -> str:
    parts = urlsplit(iri)
    return f"{parts.scheme}://{parts.netloc}/"
