"""Build the graph: records and words into a store, with what follows from them, and a note of what it was made of."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic

from rdflib import Literal, URIRef
from rdflib.term import Node

from rabatkg import inference, store, texts, writing
from rabatkg.errors import DataError
from rabatkg.graph import Corpus, Quad
from rabatkg.layout import FILES, NOTE, STORE
from rabatkg.names import RKG
from rabatkg.records import Mark, Problem
from rabatkg.speech import mark
from rabatkg.store import holdings

DUMP = "graph.nq"
Told = Callable[[int, int], None]


@dataclass(frozen=True)
class Built:
    """What was built.

    Attributes:
        base: where the IRIs of the dialogue begin; another dialogue does not take this graph for its own.
        data: the data folder.
        corpus: name of the corpus.
        reasoner: what drew the inferences.
        records: how many records went in.
        asserted: how many statements were said.
        inferred: how many follow.
        graphs: how many named graphs there are.
        texts: how many documents were found among the texts.
        inputs: a digest of every file that the graph was made of.
        seconds: how long it took.
    """

    base: str
    data: str
    corpus: str
    reasoner: str
    records: int
    asserted: int
    inferred: int
    graphs: int
    texts: int
    inputs: str
    seconds: float


def problems(corpus: Corpus) -> list[Problem]:
    """Return what forbids to build: the faults of the records, and every triple that stands in two graphs."""
    return [*corpus.problems, *_said_twice(corpus)]


def build(
    corpus: Corpus,
    name: str,
    reasoner: str = "rules",
    folder: Path | None = None,
    told: Told = lambda turn, new: None,
) -> Built:
    """Build the store, its dump in N-Quads and a note of both into the layout's build folder.

    Args:
        corpus: a corpus without problems.
        name: its name.
        reasoner: `rules` or `owlrl`; both draw the same conclusions.
        folder: where the documents themselves are; their passages then go into graphs of their own.
        told: called after each turn of the inference with its number and how many statements it added.

    Raises:
        DataError: the build folder cannot be written to, or a text is not the one that was registered.
    """
    started, home = monotonic(), writing.folder(corpus.layout.build)
    held = dict(_texts(corpus, folder)) if folder else {}
    asserted = 0

    def finish(draft: store.Embedded) -> None:
        nonlocal asserted
        asserted = len(draft)
        _conclude(draft, corpus, reasoner, told)

    parts = [nquads(corpus.quads), *(nquads(quads) for quads in held.values())]
    files = corpus.files or corpus.layout.files()
    beside = {FILES: files.written(), holdings.HOLDINGS: holdings.written(corpus, name)} if corpus.files else {}
    made = store.build(home / STORE, parts, finish, beside)
    writing.replace(home / DUMP, made.dump())
    built = Built(
        base=corpus.names.base,
        data=str(corpus.layout.data.resolve()),
        corpus=name,
        reasoner=reasoner,
        records=len(corpus.expansions),
        asserted=asserted,
        inferred=len(made) - asserted,
        graphs=len(list(made.graphs())),
        texts=len(held),
        inputs=files.digest,
        seconds=round(monotonic() - started, 2),
    )
    writing.replace(home / NOTE, (json.dumps(asdict(built), indent=2) + "\n").encode())
    return built


def in_memory(corpus: Corpus) -> store.Embedded:
    """Return the store of a corpus without writing anything.

    Raises:
        DataError: the corpus has problems; the first is told.
    """
    for problem in problems(corpus):
        at = problem.mark
        raise DataError(
            problem.template,
            remedy=problem.remedy,
            file=at.file,
            line=at.line,
            column=at.column,
            **problem.values,
        )
    made = store.Embedded.memory(nquads(corpus.quads))
    _conclude(made, corpus, "rules", lambda turn, new: None)
    return made


def nquads(quads: Iterable[Quad]) -> bytes:
    """Return the statements as N-Quads."""
    return "".join(f"{s.n3()} {p.n3()} {_written(o)} {g.n3()} .\n" for s, p, o, g in quads).encode()


def _written(node: Node) -> str:
    """Return the node on one line: rdflib writes a text of several lines in the long form, which N-Quads lacks."""
    if not isinstance(node, Literal):
        return node.n3()
    kind = f"@{node.language}" if node.language else f"^^<{node.datatype}>" if node.datatype else ""
    return json.dumps(str(node), ensure_ascii=False) + kind


def _conclude(draft: store.Embedded, corpus: Corpus, reasoner: str, told: Told) -> None:
    graph = corpus.names.graph("inferred")
    if reasoner == "rules":
        inference.close(draft, graph, told)
        return
    words = {str(word) for word in corpus.ontology.all_nodes() | set(corpus.ontology.predicates())}
    found = inference.close_by_owlrl((s, p, o) for s, p, o, _ in corpus.quads)
    kept = {triple for triple in found if inference.matters(triple, words)}
    told(1, len(kept))
    draft.load(nquads((*triple, URIRef(graph)) for triple in kept))


def _said_twice(corpus: Corpus) -> Iterator[Problem]:
    marks: dict[tuple[Node, Node, Node, str], Mark] = {
        (one.subject, one.predicate, one.object, corpus.names.graph(expansion.id)): one.mark
        for expansion in corpus.expansions
        for one in expansion.statements
    }
    first: dict[tuple[Node, Node, Node], URIRef] = {}
    for s, p, o, graph in corpus.quads:
        before = first.setdefault((s, p, o), graph)
        if before != graph:
            place = marks.get((s, p, o, str(graph))) or marks.get((s, p, o, str(before))) or Mark(None, 1, 1)
            yield Problem(
                "Graph-said-twice",
                mark("'{subject} {property} {object}' is said by {first} and by {second}."),
                mark("Say it in one of them; further proof of it goes under `claims:`."),
                place,
                {
                    "subject": corpus.names.short(str(s)),
                    "property": corpus.names.short(str(p)),
                    "object": corpus.names.short(str(o)),
                    "first": corpus.names.short(str(before)),
                    "second": corpus.names.short(str(graph)),
                },
            )


def _texts(corpus: Corpus, folder: Path) -> Iterator[tuple[str, list[Quad]]]:
    """Yield, for each registered document whose file is in the folder, the words of its passages."""
    for key, register in corpus.registers.items():
        file = folder / register.file
        if not file.is_file():
            continue
        profile = next(corpus.layout.data.rglob(f"{key}.profile.yaml"), None)
        normal = texts.read(file, texts.load_profile(profile) if profile else texts.Profile()).normal
        graph = URIRef(corpus.names.graph(f"texts/{key}"))
        yield (
            key,
            [
                (
                    URIRef(corpus.names.thing(f"passage/{key}/{passage.key}")),
                    URIRef(f"{RKG}text"),
                    Literal(register.text_of(passage, normal)),
                    graph,
                )
                for passage in register.passages
            ],
        )
