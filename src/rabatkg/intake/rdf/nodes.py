"""The things of a file of RDF: which are records, which are parts of others, and what stands where it may not."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rabatkg.intake.rdf.terms import TYPE, Said
from rabatkg.intake.rdf.vocabulary import Vocabulary
from rabatkg.names import RKG
from rabatkg.reading import Mark
from rabatkg.records.expanding import ADDITION
from rabatkg.speech import mark

CLAIM, EVIDENCE = f"{RKG}Claim", f"{RKG}Evidence"


@dataclass
class Node:
    """A thing that becomes a record, or a part of one.

    Attributes:
        iri: its address.
        key: its name: the identifier of a record or of what is added to; in a part, what follows the node around it.
        said: what is said of it.
        parts: the nodes inside it, each under the key that links it, with the statement that does.
        addition: what `adds:` in a record is followed by as its key, empty where there is none; None in no addition.
    """

    iri: str
    key: str
    said: list[Said]
    parts: list[tuple[str, Said, "Node"]] = field(default_factory=list)
    addition: str | None = None

    @property
    def typed(self) -> bool:
        """Whether the file gives it a class."""
        return any(one.predicate == TYPE for one in self.said)

    @property
    def mark(self) -> Mark:
        """Where it begins."""
        return self.said[0].subject_mark if self.said else self.parts[0][2].mark


@dataclass
class Sorted:
    """What a file says, sorted by what it is about.

    Attributes:
        records: the records and additions.
        claims: what is said of each claim, by its address.
        evidence: what is said of each evidence, by its address.
        stray: what is said of nodes that are neither records nor parts of one, by their addresses.
    """

    records: list[Node] = field(default_factory=list)
    claims: dict[str, list[Said]] = field(default_factory=dict)
    evidence: dict[str, list[Said]] = field(default_factory=dict)
    stray: dict[str, list[Said]] = field(default_factory=dict)


def nodes_of(said: Iterable[Said], vocabulary: Vocabulary) -> Sorted:
    """Return what a file says, sorted; subjects of no name or of another dialogue, and strange graphs, are faults."""
    subjects: dict[str, list[Said]] = {}
    for one in said:
        subjects.setdefault(one.subject.value, []).append(one)
    found = Sorted()
    things: dict[str | None, dict[str, list[Said]]] = {}
    start = vocabulary.names.graph(ADDITION)
    for iri, about in subjects.items():
        kinds = {one.object.value for one in about if one.predicate == TYPE}
        if vocabulary.thing(about[0].subject, about[0].subject_mark) is None:
            continue
        if kinds & {CLAIM, EVIDENCE}:
            (found.claims if CLAIM in kinds else found.evidence)[iri] = about
            continue
        for one in about:
            graph = one.graph if one.graph is not None and one.graph.startswith(start) else None
            things.setdefault(graph, {}).setdefault(iri, []).append(one)
    for graph, members in things.items():
        if graph is not None:
            _addition(graph.removeprefix(start), members, found, vocabulary)
    _records(things.get(None, {}), found, vocabulary)
    _graphs(found, vocabulary)
    return found


def stray(found: Sorted, vocabulary: Vocabulary, corrects: frozenset[int]) -> None:
    """Tell what is said of nodes that are no part of a record.

    Args:
        found: what the file says.
        vocabulary: of the dialogue.
        corrects: the statements, by their identity, that a correction puts in the place of others.
    """
    known = [one.key for one in found.records]
    for about in found.stray.values():
        if all(id(one) in corrects for one in about):
            continue
        name = vocabulary.names.short(about[0].subject.value)
        vocabulary.faults.add(
            "Record-subject",
            mark("'{name}' has no class here, and is no part of a record."),
            mark("A record says only what is about itself. Give the thing its class, or take this out."),
            about[0].subject_mark,
            vocabulary.faults.near(name, known),
            name=name,
        )


def _records(things: dict[str, list[Said]], found: Sorted, vocabulary: Vocabulary) -> None:
    """Sort the things that stand in no addition into records, their parts and what is neither."""
    nodes = {iri: Node(iri, vocabulary.names.short(iri), said) for iri, said in things.items()}
    linked = _linked(nodes, vocabulary)
    for iri, node in nodes.items():
        if iri in linked and not node.typed:
            vocabulary.faults.add(
                "Record-type", mark("This node has no type."), mark("Add `type:` with its class."), node.mark
            )
        elif iri not in linked and node.typed:
            found.records.append(node)
        elif iri not in linked:
            found.stray[iri] = node.said


def _addition(path: str, things: dict[str, list[Said]], found: Sorted, vocabulary: Vocabulary) -> None:
    """Sort what a graph of an addition says: of the thing that its name ends in, or of the one above, under a key."""
    whole = vocabulary.names.thing(path)
    inside = any(f"{iri}/".startswith(f"{whole}/") for iri in things)
    thing, key = (path, "") if inside else (path.rpartition("/")[0], path.rpartition("/")[2])
    iri = vocabulary.names.thing(thing)
    nodes = {one: Node(one, vocabulary.names.short(one), said) for one, said in things.items()}
    root = nodes.setdefault(iri, Node(iri, thing, []))
    root.addition = key
    linked = _linked(nodes, vocabulary)
    found.stray.update((one, node.said) for one, node in nodes.items() if one != iri and one not in linked)
    if root.said or root.parts:
        found.records.append(root)


def _linked(nodes: dict[str, Node], vocabulary: Vocabulary) -> set[str]:
    """Put each node into the one that its address continues, where a key links the two; return those that were."""
    pairs: dict[tuple[str, str], list[Said]] = {}
    for node in nodes.values():
        for one in node.said:
            if one.object.kind == "uri" and one.object.value in nodes:
                pairs.setdefault((one.subject.value, one.object.value), []).append(one)
    found = set()
    for iri, node in nodes.items():
        above = iri.rpartition("/")[0]
        while above and above not in nodes:
            above = above.rpartition("/")[0]
        links = [
            (key.name, one)
            for pair, reverse in (((iri, above), True), ((above, iri), False))
            for one in pairs.get(pair, ())
            if (key := vocabulary.link(one.predicate, reverse)) is not None
        ]
        if links:
            node.key = iri.removeprefix(f"{above}/")
            nodes[above].parts.append((*links[0], node))
            found.add(iri)
    return found


def _graphs(found: Sorted, vocabulary: Vocabulary) -> None:
    """Tell each graph that is not that of the record which it is about, or of the claims."""
    names, told = vocabulary.names, set()
    own = {names.graph(one.key) for one in found.records if one.addition is None}
    claims = {names.graph("claims"), *own}
    every: list[tuple[Iterable[Said], set[str]]] = [(said, claims) for said in found.claims.values()]
    every += [(said, claims) for said in found.evidence.values()]
    every += [(_whole(one), {names.graph(one.key)}) for one in found.records if one.addition is None]
    for said, allowed in every:
        for one in said:
            if one.graph is not None and one.graph not in allowed and one.graph not in told:
                told.add(one.graph)
                vocabulary.faults.add(
                    "Record-graph",
                    mark("This stands in the graph '{graph}', which is not that of its record."),
                    mark("Write it without a graph, or in one of {graphs}."),
                    one.subject_mark,
                    vocabulary.faults.near(one.graph, allowed),
                    graph=one.graph,
                    graphs=", ".join(sorted(allowed)),
                )


def _whole(node: Node) -> Iterable[Said]:
    yield from node.said
    for _, _, part in node.parts:
        yield from _whole(part)
