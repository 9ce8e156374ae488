"""Put the graph together: words, records, claims and passages, each triple in one named graph."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path

from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from rabatkg.errors import DataError, UnknownName
from rabatkg.layout import Layout
from rabatkg.names import RKG, Names, near
from rabatkg.reading import table, text
from rabatkg.records import Expander, Expansion, Grammar, Mapping, Mark, Problem, Scalar, items, read
from rabatkg.records.adding import settled
from rabatkg.speech import mark
from rabatkg.texts import PassageRegister

Quad = tuple[Node, Node, Node, URIRef]
ASIDE = (".passages.yaml", ".profile.yaml", ".review.yaml")
SETTINGS = ("dialogue.yaml", "corpora.yaml")


@dataclass
class Corpus:
    """A corpus as it was written: before inference, with the line of every statement.

    Attributes:
        names: how its things are named.
        words: the graphs of ontology, alignments, vocabularies and shapes, by IRI.
        expansions: one for each record, without what additions take out of it.
        written: the same as they stand in their files.
        registers: the passage registers, by document key.
        reviews: what the second reader left beside each document, by document key.
    """

    layout: Layout
    names: Names
    grammar: Grammar
    words: dict[URIRef, Graph]
    expansions: list[Expansion]
    registers: dict[str, PassageRegister]
    reviews: dict[str, Mapping]
    problems: list[Problem] = field(default_factory=list)
    written: list[Expansion] = field(default_factory=list)

    @cached_property
    def quads(self) -> list[Quad]:
        """Every triple with its graph, sorted by nothing, each once."""
        found: dict[Quad, None] = {}
        for name, graph in self.words.items():
            found.update(((s, p, o, name), None) for s, p, o in graph)
        claims = URIRef(self.names.graph("claims"))
        for expansion in self.expansions:
            name = URIRef(self.names.graph(expansion.id))
            found.update(((one.subject, one.predicate, one.object, name), None) for one in expansion.statements)
            for claim in expansion.claims:
                found.update(((*triple, claims), None) for triple in claim.triples())
                for evidence in claim.evidence:
                    found.update(((*triple, claims), None) for triple in evidence.triples())
        for key, register in self.registers.items():
            name = URIRef(self.names.graph(f"passages/{key}"))
            found.update(((*triple, name), None) for triple in self._passages(key, register))
        return list(found)

    @cached_property
    def asserted(self) -> Graph:
        """All that records, claims and passages say, and the vocabularies, as one rdflib graph."""
        graph = Graph()
        for s, p, o, name in self.quads:
            if "/graph/shapes" not in name and not name.endswith(("/graph/ontology", "/graph/alignments")):
                graph.add((s, p, o))
        return graph

    @cached_property
    def ontology(self) -> Graph:
        """The ontology with its alignments."""
        return self.words[_word(self.names, "ontology")] + self.words[_word(self.names, "alignments")]

    @cached_property
    def marks(self) -> dict[Node, Mark]:
        """The line where each node begins."""
        return {iri: mark for expansion in self.expansions for iri, mark in expansion.marks.items()}

    def _passages(self, key: str, register: PassageRegister) -> Iterator[tuple[Node, Node, Node]]:
        document = URIRef(self.names.thing(f"document/{key}"))
        because = {
            entry.text("passage"): entry.get("because")
            for entry in items(self.reviews[key].get("carries-no-claim") if key in self.reviews else None)
            if isinstance(entry, Mapping)
        }
        for passage in register.passages:
            iri = URIRef(self.names.thing(f"passage/{key}/{passage.key}"))
            yield iri, RDF.type, URIRef(RKG + "Passage")
            yield iri, URIRef(RKG + "inDocument"), document
            yield iri, URIRef(RKG + "passageKind"), URIRef(self.names.thing(f"passage-kind/{passage.kind}"))
            yield iri, URIRef(RKG + "section"), Literal(passage.section)
            yield iri, URIRef(RKG + "from"), Literal(passage.start)
            yield iri, URIRef(RKG + "to"), Literal(passage.end)
            yield iri, URIRef(RKG + "checksum"), Literal(passage.checksum)
            yield iri, URIRef(RKG + "opening"), Literal(passage.opening)
            if passage.page is not None:
                yield iri, URIRef(RKG + "page"), Literal(passage.page)
            reason = because.get(f"passage/{key}/{passage.key}")
            if isinstance(reason, Mapping):
                for language, text in reason.entries.items():
                    if isinstance(text, Scalar):
                        yield iri, URIRef(RKG + "carriesNoClaim"), Literal(text.text, lang=language)


def assemble(layout: Layout, corpus: str | None = None) -> Corpus:
    """Return the corpus that the data folder holds.

    Args:
        corpus: a name from `data/corpora.yaml`; the settings' own corpus where it is None.

    Raises:
        DataError: a file cannot be read at all. Faults inside records are collected in `problems`.
    """
    settings = layout.settings
    grammar = _grammar(layout.ontology / "context.jsonld")
    names = Names.of(layout)
    expander = Expander(grammar, names, settings.languages)
    expansions, registers, reviews = [], {}, {}
    chosen = _chosen(layout, corpus or settings.corpus)
    for path in chosen:
        if path.name.endswith(".passages.yaml"):
            registers[path.name.removesuffix(".passages.yaml")] = PassageRegister.load(path)
        elif path.name.endswith(".review.yaml"):
            review = read(path)
            if not isinstance(review, Mapping):
                raise DataError(
                    "This file must hold keys with their values.", file=path, line=1, remedy="Write key: value"
                )
            reviews[path.name.removesuffix(".review.yaml")] = review
        elif not path.name.endswith(ASIDE):
            expansions.extend(expander.file(read(path), path))
    return _checked(Corpus(layout, names, grammar, words(layout, names), expansions, registers, reviews))


def with_records(corpus: Corpus, expansions: Iterable[Expansion]) -> Corpus:
    """Return the corpus with further records, each in the place of the one that bears its identifier."""
    new = list(expansions)
    ids = {one.id for one in new}
    kept = [one for one in corpus.written if one.id not in ids]
    return _checked(replace(corpus, expansions=[*kept, *new], problems=[]))


def _checked(corpus: Corpus) -> Corpus:
    corpus.written = corpus.expansions
    corpus.expansions = settled(corpus.names, corpus.grammar, corpus.written)
    corpus.problems = [problem for one in corpus.expansions for problem in one.problems]
    corpus.problems.extend(_twice(corpus.expansions))
    corpus.problems.extend(_dangling(corpus))
    corpus.problems.extend(_nowhere(corpus))
    corpus.problems.extend(_passed_over(corpus))
    return corpus


def words(layout: Layout, names: Names) -> dict[URIRef, Graph]:
    """Return the graphs written by hand in Turtle: ontology, alignments, vocabularies, shapes."""
    found = {}
    for path in sorted(layout.ontology.rglob("*.ttl")):
        parts = path.relative_to(layout.ontology).with_suffix("").parts
        name = "ontology" if parts == ("rabatkg",) else "/".join(parts)
        found[_word(names, name)] = _turtle(path)
    return found


def corpora(layout: Layout) -> dict[str, tuple[str, ...]]:
    """Return the named corpora: for each, the patterns of the files that it holds."""
    path = layout.data / "corpora.yaml"
    tree = read(path)
    if not isinstance(tree, Mapping):
        raise DataError(
            "This file is to hold corpora by name.", file=path, remedy="Write lines like full: ['**/*.yaml']"
        )
    return {
        name: tuple(one.text for one in items(patterns) if isinstance(one, Scalar))
        for name, patterns in tree.entries.items()
    }


def _chosen(layout: Layout, corpus: str) -> list[Path]:
    known = corpora(layout)
    if corpus not in known:
        raise UnknownName(corpus, known, "No corpus is called {name}.", file=layout.data / "corpora.yaml")
    paths = sorted(path for path in layout.data.rglob("*.yaml") if path.name not in SETTINGS)
    return [
        path
        for path in paths
        if any(fnmatch(path.relative_to(layout.data).as_posix(), pattern) for pattern in known[corpus])
    ]


def _grammar(path: Path) -> Grammar:
    table(path)
    try:
        return Grammar.load(path)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise DataError(
            "The table of record keys is broken: {problem}.",
            problem=f"{type(error).__name__}: {error}",
            file=path,
            remedy="Restore the file as it was published.",
        ) from error


def _turtle(path: Path) -> Graph:
    try:
        return Graph().parse(data=text(path), format="turtle", publicID=path.resolve().as_uri())
    except BadSyntax as error:
        raise DataError(
            "This is not Turtle: {problem}.",
            problem=error.message.split("Bad syntax (")[-1].split(") at ^")[0],
            file=path,
            line=error.lines + 1,
            remedy="Check the punctuation and the prefixes.",
        ) from error


def _word(names: Names, name: str) -> URIRef:
    return URIRef(names.graph(name))


def _twice(expansions: Iterable[Expansion]) -> Iterator[Problem]:
    first: dict[str, Expansion] = {}
    owners = Counter(one.id for one in expansions)
    for one in expansions:
        if owners[one.id] > 1 and one.id in first:
            yield Problem(
                "Record-id-twice",
                mark("'{id}' is the identifier of two records."),
                mark("Give one of them another key."),
                one.adds or one.marks.get(one.iri) or Mark(one.file, 1, 1),
                {"id": one.id},
            )
        first.setdefault(one.id, one)


def _dangling(corpus: Corpus) -> Iterator[Problem]:
    known = {str(node) for one in corpus.expansions for node in one.marks}
    for graph in corpus.words.values():
        known.update(str(subject) for subject in graph.subjects() if not isinstance(subject, BNode))
    for key, register in corpus.registers.items():
        known.update(corpus.names.thing(f"passage/{key}/{passage.key}") for passage in register.passages)
    start, shared = f"{corpus.names.base}id/", Names().thing("")
    shorts: list[str] = []
    for expansion in corpus.expansions:
        wanted = [(one.object, one.mark) for one in expansion.statements if isinstance(one.object, URIRef)]
        wanted += [(one.subject, one.mark or one.evidence[0].mark) for one in expansion.claims]
        wanted += [(one.ranked_by, one.mark) for one in expansion.claims if one.ranked_by and one.mark]
        wanted += [(expansion.iri, expansion.adds)] if expansion.adds else []
        wanted += [
            (node, evidence.mark)
            for claim in expansion.claims
            for evidence in claim.evidence
            for node in (evidence.passage, *evidence.pages)
            if node is not None
        ]
        for node, place in dict.fromkeys(wanted):
            iri = str(node)
            if iri in known or not iri.startswith((start, shared, RKG)):
                continue
            shorts = shorts or [corpus.names.short(one) for one in known]
            name = corpus.names.short(iri)
            kind = _kind(name)
            yield Problem(
                "Record-unknown-reference",
                mark("Nothing in the graph is called {name}."),
                mark("Check its spelling, or add its record first."),
                place,
                {"name": name},
                tuple(near(name, (one for one in shorts if _kind(one) == kind))),
            )


def _nowhere(corpus: Corpus) -> Iterator[Problem]:
    """Yield what a review says of a passage that the document does not have."""
    for key, review in corpus.reviews.items():
        register = corpus.registers.get(key)
        known = [f"passage/{key}/{passage.key}" for passage in register.passages] if register else []
        for entry in items(review.get("carries-no-claim")):
            named = entry.text("passage") if isinstance(entry, Mapping) else None
            if named not in known:
                yield Problem(
                    "Review-unknown-passage",
                    mark("{name} is no passage of {document}."),
                    mark("Write one that its register has, or take the entry out."),
                    entry.mark,
                    {"name": named or "–", "document": f"document/{key}"},
                    tuple(near(named or "", known)),
                )


def _passed_over(corpus: Corpus) -> Iterator[Problem]:
    """Yield the files that their ending hides."""
    for path in sorted(corpus.layout.data.rglob("*.yml")):
        yield Problem(
            "File-yml",
            mark("No file is read whose name ends in .yml."),
            mark("Rename it to {name}."),
            Mark(path, 1, 1),
            {"name": path.with_suffix(".yaml").name},
        )


def _kind(name: str) -> str:
    return name.partition("/" if "/" in name else ":")[0]
