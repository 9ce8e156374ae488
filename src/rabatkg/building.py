"""Build the graph: records and words into a store, with what follows from them, and a note of what it was made of."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from hashlib import file_digest, sha256
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef
from rdflib.term import Node

from rabatkg import inference, store, texts, writing
from rabatkg.errors import DataError
from rabatkg.graph import Corpus, Quad
from rabatkg.graph.lines import Said, lines, term, triple
from rabatkg.layout import FILES, STORE, below, edition
from rabatkg.names import RKG
from rabatkg.reading.sweeping import unswept
from rabatkg.records import Mark, Problem
from rabatkg.speech import mark
from rabatkg.store import holdings, noting
from rabatkg.store.noting import DUMP, MADE, Built, standing
from rabatkg.store.writing import joined, settled, unnamed

if TYPE_CHECKING:
    import hashlib

Follow = Callable[[], list[str]]
REMOVED = "/retirement-kind/personal-data>"
"""What ends the name of the kind of a tombstone in whose place a person's data stood."""
FEW = 20
"""Where no more than one statement in so many is another, the store is changed and not made anew."""


def problems(corpus: Corpus) -> list[Problem]:
    """Return what forbids to build: the faults of the records, and every triple that stands in two graphs."""
    return [*corpus.problems, *_said_twice(corpus)]


def build(
    corpus: Corpus,
    name: str,
    reasoner: str = "rules",
    folder: Path | None = None,
    told: inference.Told = lambda turn, new: None,
    fresh: bool = False,
) -> Built:
    """Build the store, its dump in N-Quads and a note of both into the layout's build folder.

    Args:
        corpus: a corpus without problems.
        name: its name.
        reasoner: `rules` or `owlrl`; both draw the same conclusions.
        folder: where the documents themselves are; their passages then go into graphs of their own.
        told: called after each turn of the inference with its number and how many statements it added.
        fresh: make the store anew, however little of it is another.

    Raises:
        DataError: the build folder cannot be written to, or a text is not the one that was registered.
    """
    with unswept():
        started, layout = monotonic(), corpus.layout
        home = writing.folder(layout.build)
        held = dict(_texts(corpus, folder)) if folder else {}
        asserted = [*corpus.lines, *(line for quads in held.values() for line in lines(quads))]
        follow = cache(lambda: _conclusions(corpus, asserted, reasoner, told))
        files = corpus.files or layout.files()
        before = None if fresh else standing(layout)
        graph = cache(lambda: settled([*asserted, *follow()]))
        built = Built(
            base=corpus.names.base,
            data=str(layout.data.resolve()),
            corpus=name,
            reasoner=reasoner,
            records=len(corpus.expansions),
            asserted=len(asserted),
            inferred=0,
            graphs=0,
            texts=len(held),
            inputs=files.digest,
            seconds=0,
            documents=noting.documents([one.file for one in corpus.registers.values()], folder),
            edition=edition(),
            size=0,
            digest="",
        )
        beside = {}
        if corpus.files:
            beside = {FILES: files.written(), MADE: built.made, holdings.HOLDINGS: holdings.written(corpus, name)}
        if before is None or not _changed(home, before, graph(), beside):
            store.build(home / STORE, _parts(asserted, follow), beside)
        digest = sha256()
        writing.replace(home / DUMP, _digested(joined(graph()), digest))
        built = replace(
            built,
            inferred=len(follow()),
            graphs=len({line[line.rindex(" <") :] for line in graph()}),
            seconds=round(monotonic() - started, 2),
            size=(home / DUMP).stat().st_size,
            digest=digest.hexdigest(),
        )
        built.write(layout)
        if corpus.shelf is not None:
            corpus.shelf.keep()
        return built


def in_memory(corpus: Corpus, folder: Path | None = None) -> store.Embedded:
    """Return the store of a corpus without writing anything.

    Args:
        corpus: the corpus.
        folder: where the documents themselves are; their passages then stand in graphs of their own.

    Raises:
        DataError: the corpus has problems, of which the first is told; or a text is not the one that was registered.
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
    held = (line for _, quads in _texts(corpus, folder) for line in lines(quads)) if folder else ()
    return loaded([*corpus.lines, *held], corpus.names.graph("inferred"))


def loaded(asserted: list[str], graph: str, told: inference.Told = lambda turn, new: None) -> store.Embedded:
    """Return a store in memory that holds what was said and, in a graph of its own, what follows from it.

    Args:
        asserted: lines of N-Quads in the canonical form, with the ontology.
        graph: IRI of the graph that takes what follows.
        told: called after each turn of the inference with its number and how many statements it added.
    """
    with unswept():
        follow = cache(lambda: _inferred(asserted, graph, told))
        return store.Embedded.memory(_parts(asserted, follow))


def nquads(quads: Iterable[Quad]) -> bytes:
    """Return the statements as N-Quads."""
    return "".join(lines(quads)).encode()


def _conclusions(corpus: Corpus, asserted: list[str], reasoner: str, told: inference.Told) -> list[str]:
    """Return what follows, as lines of the graph that is for it."""
    graph = corpus.names.graph("inferred")
    if reasoner == "rules":
        return _inferred(asserted, graph, told)
    words = {str(word) for word in corpus.ontology.all_nodes() | set(corpus.ontology.predicates())}
    found = inference.close_by_owlrl((s, p, o) for s, p, o, _ in corpus.quads)
    kept = {parts for parts in found if inference.matters(parts, words)}
    told(1, len(kept))
    return [f"{term(s)} {term(p)} {term(o)} <{graph}> .\n" for s, p, o in kept]


def _inferred(asserted: list[str], graph: str, told: inference.Told) -> list[str]:
    return [f"{s} {p} {o} <{graph}> .\n" for s, p, o in inference.closure(Said(asserted), told)]


def _parts(asserted: list[str], follow: Follow) -> Iterator[bytes]:
    """Yield what a store is made of; what was said is loaded while it is worked out what follows."""
    yield from joined(line for line in asserted if not unnamed(line))
    yield from [b"".join(joined([*filter(unnamed, asserted), *follow()]))]


def _changed(home: Path, before: Built, after: list[str], beside: Mapping[str, bytes]) -> bool:
    """Change the store that stands there where little of it is another, and return whether that was done."""
    with (home / DUMP).open("rb") as dump:
        if file_digest(dump, "sha256").hexdigest() != before.digest:
            return False
    with (home / DUMP).open(encoding="utf-8", newline="\n") as lines:
        gone, new = _differing(lines, after)
    if FEW * (len(gone) + len(new)) > len(after) or any(map(unnamed, gone + new)):
        return False
    if any(REMOVED in line for line in new):  # a store that is changed keeps the words of what it let go
        return False
    return store.change(home / STORE, gone, new, len(after), beside)


def _differing(before: Iterable[str], after: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the lines that only the one has and those that only the other has; both are sorted."""
    gone, new = list[str](), list[str]()
    left, right = iter(before), iter(after)
    old, now = next(left, ""), next(right, "")
    while old or now:
        if old == now:
            old, now = next(left, ""), next(right, "")
        elif not now or (old and old < now):
            gone.append(old)
            old = next(left, "")
        else:
            new.append(now)
            now = next(right, "")
    return gone, new


def _digested(parts: Iterable[bytes], digest: "hashlib._Hash") -> Iterator[bytes]:
    """Yield the parts, and take them into the digest."""
    for part in parts:
        digest.update(part)
        yield part


def _said_twice(corpus: Corpus) -> Iterator[Problem]:
    if len(set(map(triple, corpus.lines))) == len(corpus.lines):
        return
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
        profile = next(below(corpus.layout.data, f"{key}.profile.yaml"), None)
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
