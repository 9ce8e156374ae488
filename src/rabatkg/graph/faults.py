"""What is wrong with the records of a corpus before any shape is asked."""

from collections import Counter
from collections.abc import Iterable, Iterator

from rdflib import URIRef
from rdflib.term import Node

from rabatkg.graph.corpus import Corpus, kind_of
from rabatkg.names import RKG, Names, near
from rabatkg.records import Expansion, Mapping, Mark, Problem, items
from rabatkg.records.retired import named
from rabatkg.speech import mark


def faults(corpus: Corpus) -> Iterator[Problem]:
    """Yield the faults of the records of a corpus: of each, of their identifiers, and of what they refer to."""
    for one in corpus.expansions:
        yield from one.problems
    yield from _twice(corpus.expansions)
    yield from _dangling(corpus)
    yield from named(corpus.names, corpus.expansions, corpus.retired)


def faults_beside(corpus: Corpus) -> Iterator[Problem]:
    """Yield the faults beside the records: passages that a review names in vain, and files that their ending hides."""
    for key, review in corpus.reviews.items():
        register = corpus.registers.get(key)
        known = [f"passage/{key}/{passage.key}" for passage in register.passages] if register else []
        for entry in items(review.get("carries-no-claim")):
            meant = entry.text("passage") if isinstance(entry, Mapping) else None
            if meant not in known:
                yield Problem(
                    "Review-unknown-passage",
                    mark("{name} is no passage of {document}."),
                    mark("Write one that its register has, or take the entry out."),
                    entry.mark,
                    {"name": meant or "–", "document": f"document/{key}"},
                    tuple(near(meant or "", known)),
                )
    for path in sorted(corpus.layout.data.rglob("*.yml")):
        yield Problem(
            "File-yml",
            mark("No file is read whose name ends in .yml."),
            mark("Rename it to {name}."),
            Mark(path, 1, 1),
            {"name": path.with_suffix(".yaml").name},
        )


def _twice(expansions: Iterable[Expansion]) -> Iterator[Problem]:
    first: dict[str, Expansion] = {}
    owners = Counter(one.id for one in expansions)
    for one in expansions:
        if one.id and owners[one.id] > 1 and one.id in first:
            yield Problem(
                "Record-id-twice",
                mark("'{id}' is the identifier of two records."),
                mark("Give one of them another key."),
                one.adds or one.marks.get(one.iri) or Mark(one.file, 1, 1),
                {"id": one.id},
            )
        first.setdefault(one.id, one)


def _dangling(corpus: Corpus) -> Iterator[Problem]:
    start, shared = f"{corpus.names.base}id/", Names().thing("")
    kin: dict[str, tuple[str, ...]] = {}
    for expansion in corpus.expansions:
        wanted = [(one.object, one.mark, one.key) for one in expansion.statements if isinstance(one.object, URIRef)]
        wanted += [(one.subject, one.mark or one.evidence[0].mark, "about") for one in expansion.claims]
        wanted += [
            (one.object, one.mark, "value") for one in expansion.claims if one.mark and isinstance(one.object, URIRef)
        ]
        wanted += [(one.ranked_by, one.mark, "rule") for one in expansion.claims if one.ranked_by and one.mark]
        wanted += [(expansion.iri, expansion.adds, "adds")] if expansion.adds else []
        wanted += [
            (node, dict(evidence.marks).get(key, evidence.mark), key)
            for claim in expansion.claims
            for evidence in claim.evidence
            for key, nodes in (("passage", [evidence.passage]), ("pages", evidence.pages))
            for node in nodes
            if node is not None
        ]
        told: set[tuple[Node, Mark]] = set()
        unregistered: set[str] = set()
        for node, place, key in wanted:
            if (node, place) in told:
                continue
            told.add((node, place))
            iri = str(node)
            if not iri.startswith((start, shared, RKG)) or corpus.knows(iri):
                continue
            name = corpus.names.short(iri)
            kind = kind_of(name)
            if kind not in kin:
                kin[kind] = tuple(corpus.of_kind(kind))
            known: Iterable[str] = kin[kind]
            if key == "type":
                name, known = name.rpartition(":")[2], (one.rpartition(":")[2] for one in kin[kind] if ":" in one)
                known = [one for one in known if one[:1].isupper()]
            document = "/".join(name.split("/")[1:-1]) if kind == "passage" else ""
            if document and not corpus.knows(corpus.names.thing(f"document/{document}")):
                if document not in unregistered:
                    unregistered.add(document)
                    yield Problem(
                        "Record-unknown-reference",
                        mark("No document is registered as {document}, so that it has no passages yet."),
                        mark("Register it first, with `rabatkg document add FILE --key {document}`."),
                        place,
                        {"document": document},
                        tuple(near(f"document/{document}", corpus.of_kind("document"))),
                        key=key,
                    )
                continue
            yield Problem(
                "Record-unknown-reference",
                mark("Nothing in the graph is called {name}."),
                mark("Check its spelling, or add its record first."),
                place,
                {"name": name},
                tuple(near(name, known)),
                key=key,
            )
