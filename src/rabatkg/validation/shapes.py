"""The shapes: what was asserted is asked, with the class tree and nothing inferred."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rdflib import RDFS, SH, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from rabatkg.names import RULE
from rabatkg.validation.engines import Engine, Judge
from rabatkg.validation.preparing import prepared
from rabatkg.validation.targets import MEMBERS, aimed, explicit, words_of

_RULE = Namespace(RULE)
_MISSING = {SH.MinCountConstraintComponent, SH.QualifiedMinCountConstraintComponent, SH.HasValueConstraintComponent}
_PLACE = re.compile(r"\{[?$](\w+)\}")


@dataclass(frozen=True)
class Result:
    """One result of the shapes.

    Attributes:
        rule: the rule that is broken: a property shape, a SPARQL constraint, or a node shape.
        texts: the rule's message in every language, with its variables filled.
        missing: whether it is a value that is missing, so that there is no line for it.
        sparql: whether it is a query that finds it, which may look at several keys.
    """

    rule: str
    warning: bool
    focus: Node
    path: Node | None
    value: Node | None
    missing: bool
    sparql: bool
    texts: Mapping[str, str]


class Asserted(Graph):
    """What is asserted, seen together with the class tree of the ontology: what the shapes are asked of."""

    def __init__(self, asserted: Graph, ontology: Graph, further: Iterable[Any] = ()) -> None:
        """Take the two graphs, which are neither copied nor changed, and triples that are to join what is asserted."""
        super().__init__(asserted.store, asserted.identifier)
        self._beside = Graph()
        for triple in (*ontology.triples((None, RDFS.subClassOf, None)), *further):
            if triple not in asserted:
                self._beside.add(triple)
        self._words = {None, *self._beside.predicates()}

    def triples(self, triple: Any) -> Iterator[Any]:  # type: ignore[override]
        """Return the triples that match."""
        yield from super().triples(triple)
        if triple[1] in self._words:
            yield from self._beside.triples(triple)

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> Any:
        """Answer a query; its text is read once, though pySHACL asks it of node after node."""
        asked = prepared(query_object) if isinstance(query_object, str) else query_object
        return super().query(asked, *args, **kwargs)


class Shapes:
    """The shapes of a project, for the languages of a dialogue."""

    def __init__(
        self,
        graph: Graph,
        languages: Iterable[str],
        short: Callable[[str], str] = str,
        engine: Engine | None = None,
    ) -> None:
        """Take the shapes, how an IRI is shortened for people, and what applies them: the judge, if nothing else.

        What is asked of another language is left out.
        """
        self.graph, self.short, spoken = graph, short, set(languages)
        explicit(graph)
        self._engine = engine or Judge()
        for rule, language in list(graph.subject_objects(_RULE.forLanguage)):
            if str(language) not in spoken:
                graph.add((rule, SH.deactivated, Literal(True)))

    @property
    def rules(self) -> frozenset[str]:
        """The names of all rules: whatever bears a message."""
        return frozenset(_name(rule) for rule in self.graph.subjects(SH.message) if isinstance(rule, URIRef))

    @cached_property
    def closed(self) -> frozenset[Node]:
        """The classes that a closed shape is for: those that a node may have."""
        return frozenset(
            target for shape in self.graph.subjects(SH.closed) for target in self.graph.objects(shape, SH.targetClass)
        )

    def seen(self, data: Graph) -> dict[str, int]:
        """Return, for each shape with a target and each rule, how many nodes it is asked of."""
        nodes: dict[Node, set[Node]] = {}
        for shape in {one for word in MEMBERS for one in self.graph.subjects(word)}:
            for word, members in MEMBERS.items():
                for target in self.graph.objects(shape, word):
                    for one in (shape, *self.graph.objects(shape, SH.sparql)):
                        nodes.setdefault(one, set()).update(members(data, target))
        return {_name(one): len(found) for one, found in sorted(nodes.items())}

    def unseen(self, seen: Mapping[str, int]) -> list[str]:
        """Return the shapes that saw no node though they should.

        A shape for the subjects of a property need see none: not every corpus uses every key.
        """
        empty = {_name(one) for one in self.graph.subjects(_RULE.mayBeEmpty)}
        return sorted({_name(one) for one in self.graph.subjects(SH.targetClass) if not seen[_name(one)]} - empty)

    def ask(self, data: Graph, focus: Iterable[Node] | None = None) -> list[Result]:
        """Return what the shapes find, of all nodes or of some.

        Args:
            data: what is asserted, and the class tree.
            focus: the nodes to ask; all where it is None.
        """
        report = self._engine.report(data, self.graph if focus is None else self._aimed(data, focus))
        return [self._result(report, node) for node in report.objects(None, SH.result)]

    def _aimed(self, data: Graph, focus: Iterable[Node]) -> Graph:
        """Return the shapes that are for some nodes, with the nodes themselves for targets.

        pySHACL's own choice of focus nodes also leaves out the nodes that an alternative or a count of qualified
        values would look at, so that whatever they say passes.
        """
        return aimed(
            self.graph,
            (
                (shape, node)
                for node in focus
                for word, target in words_of(data, node)
                for shape in self.graph.subjects(word, target)
            ),
        )

    def _result(self, report: Graph, node: Node) -> Result:
        def one(word: Node) -> Node | None:
            return report.value(node, word)

        rule, focus, path, value = one(SH.sourceConstraint), one(SH.focusNode), one(SH.resultPath), one(SH.value)
        sparql = rule is not None
        rule = rule or one(SH.sourceShape)
        assert rule is not None and focus is not None
        told = [str(text) for text in report.objects(node, SH.resultMessage)]
        return Result(
            _name(rule),
            one(SH.resultSeverity) == SH.Warning,
            focus,
            path if isinstance(path, URIRef) else None,
            None if value == focus else value,
            one(SH.sourceConstraintComponent) in _MISSING,
            sparql,
            {
                str(text.language): self._filled(str(text), told) if sparql else str(text)
                for text in self.graph.objects(rule, SH.message)
                if isinstance(text, Literal)
            },
        )

    def _filled(self, template: str, told: Iterable[str]) -> str:
        """Return the template filled as in the message that was made of it.

        pySHACL fills a message's {?variables} and forgets its language, so it is recognised by its words.
        """
        parts = _PLACE.split(template)
        pattern = re.compile("".join("(.*)" if n % 2 else re.escape(part) for n, part in enumerate(parts)), re.DOTALL)
        for text in told:
            if match := pattern.fullmatch(text):
                parts[1::2] = map(self.short, match.groups())
                return "".join(parts)
        return template


def _name(rule: Node) -> str:
    return str(rule).removeprefix(RULE)
