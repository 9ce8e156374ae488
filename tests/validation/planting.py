"""Errors planted in a graph that is right: for each word by which the shapes ask something, what goes against it.

A kind of error takes a node that a shape is asked of, the key and what is asked of it, and spoils the node. Whether
that breaks the rule, or another one, or none, is not its business: engines are to say the same of it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

from rdflib import RDF, SH, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from rabatkg.names import RKG
from rabatkg.validation.targets import MEMBERS

NOWHERE = URIRef("https://example.org/nowhere")
WRONG = (
    NOWHERE,
    Literal("x"),
    Literal("x" * 2000),
    Literal("what is meant", lang="en"),
    Literal("was gemeint ist", lang="de"),
    Literal("2024", datatype=XSD.gYear),
    Literal("2024-12", datatype=XSD.gYearMonth),
    Literal("1066-10-14", datatype=XSD.date),
    Literal("-7", datatype=XSD.integer),
    Literal("7.5", datatype=XSD.decimal),
    Literal("http://example.org/a b", datatype=XSD.anyURI),
)
"""Values that few properties take; each is well-formed, for pySHACL falls over where it puts others in order."""


@dataclass
class Field:
    """A graph that is right, and a copy in which errors are planted.

    Attributes:
        right: the graph.
        data: the copy.
        random: chance; the same gives the same errors.
    """

    right: Graph
    random: Random
    data: Graph = field(default_factory=Graph)

    def __post_init__(self) -> None:
        """Copy the graph."""
        self.data += self.right
        self.things = sorted(set(self.right.subjects(RDF.type)))
        self.keys = sorted(set(self.right.predicates()))
        self.said = {key: sorted(set(self.right.objects(None, key))) for key in self.keys}

    def lose(self, node: Node, path: Node, asked: Node) -> None:
        """Take all values away."""
        self.data.remove((node, path, None))

    def lose_one(self, node: Node, path: Node, asked: Node) -> None:
        """Take one value away."""
        values = sorted(self.data.objects(node, path))
        if values:
            self.data.remove((node, path, self.random.choice(values)))

    def double(self, node: Node, path: Node, asked: Node) -> None:
        """Add what another node says under the same key."""
        if path in self.said:
            self.data.add((node, path, self.random.choice(self.said[path])))

    def exchange(self, node: Node, path: Node, asked: Node) -> None:
        """Put what another node says in the place of one value."""
        self.lose_one(node, path, asked)
        self.double(node, path, asked)

    def confuse(self, node: Node, path: Node, asked: Node) -> None:
        """Put a value of quite another kind in the place of one."""
        self.lose_one(node, path, asked)
        self.data.add((node, path, self.random.choice((*WRONG, *self.random.sample(self.things, len(WRONG))))))

    def repeat(self, node: Node, path: Node, asked: Node) -> None:
        """Say a text a second time in the same language, in other words."""
        for text in list(self.data.objects(node, path)):
            if isinstance(text, Literal):
                self.data.add((node, path, Literal(f"{text} too", lang=text.language)))

    def add_key(self, node: Node, path: Node, asked: Node) -> None:
        """Say something under a key of other things."""
        self.data.add((node, self.random.choice(self.keys), self.random.choice(WRONG)))

    def rename(self, node: Node, path: Node, asked: Node) -> None:
        """Give a node a name that is not after its kind."""
        new = URIRef(f"{node}/No-Such-Name_1")
        for s, p, o in list(self.data.triples((node, None, None))):
            self.data.remove((s, p, o)).add((new, p, o))
        for s, p, o in list(self.data.triples((None, None, node))):
            self.data.remove((s, p, o)).add((s, p, new))

    def turn(self, node: Node, path: Node, asked: Node) -> None:
        """Change or lose one of the things that a query looks at."""
        words = [URIRef(RKG + word) for word in re.findall(r"(?<![\w-])rkg:(\w+)", asked)]
        words = [word for word in words if (node, word, None) in self.data] or sorted(self.data.predicates(node))
        if words:
            way = self.random.choice((self.lose, self.lose_one, self.double, self.exchange, self.confuse))
            way(node, self.random.choice(words), asked)


PLANTS: Mapping[Node, tuple[Callable[[Field, Node, Node, Node], None], ...]] = {
    SH["class"]: (Field.confuse, Field.double),
    SH["in"]: (Field.confuse, Field.double),
    SH["not"]: (Field.confuse,),
    SH["or"]: (Field.confuse, Field.lose, Field.double),
    SH.closed: (Field.add_key,),
    SH.datatype: (Field.confuse, Field.double),
    SH.disjoint: (Field.double, Field.confuse),
    SH.hasValue: (Field.lose, Field.confuse),
    SH.lessThan: (Field.double, Field.confuse, Field.lose),
    SH.lessThanOrEquals: (Field.double, Field.confuse, Field.lose),
    SH.maxCount: (Field.double,),
    SH.maxLength: (Field.confuse,),
    SH.minCount: (Field.lose, Field.lose_one),
    SH.minInclusive: (Field.confuse,),
    SH.nodeKind: (Field.confuse,),
    SH.pattern: (Field.confuse, Field.rename),
    SH.qualifiedMaxCount: (Field.double,),
    SH.qualifiedMinCount: (Field.lose, Field.lose_one, Field.confuse),
    SH.sparql: (Field.turn,),
    SH.uniqueLang: (Field.repeat, Field.double),
    SH.xone: (Field.confuse, Field.lose, Field.double),
}
"""For each word of the shapes, what goes against it."""


def planted(right: Graph, shapes: Graph, seed: str, each: int) -> Graph:
    """Return a copy of a graph, with errors against each of the shapes that have targets.

    Args:
        right: the graph.
        shapes: the shapes that it keeps.
        seed: the same gives the same errors.
        each: how many nodes of a shape are spoilt in each way.
    """
    field = Field(right, Random(seed))
    for word, plants in PLANTS.items():
        for shape in sorted(shapes.subjects(word)):
            nodes = sorted(_members(right, shapes, shape))
            path = shapes.value(shape, SH.path)
            asked = shapes.value(shapes.value(shape, word), SH.select) or shapes.value(shape, word)
            for plant in plants:
                for node in field.random.sample(nodes, min(each, len(nodes))):
                    plant(field, node, path if isinstance(path, URIRef) else field.random.choice(field.keys), asked)
    return field.data


def _members(data: Graph, shapes: Graph, shape: Node) -> set[Node]:
    return {
        node
        for word, members in MEMBERS.items()
        for target in shapes.objects(shape, word)
        for node in members(data, target)
    }
