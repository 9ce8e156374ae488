"""From the things of a file of RDF to trees as YAML would give them, which the grammar of records then expands."""

from rabatkg.intake.rdf.claims import ClaimNodes, Triple
from rabatkg.intake.rdf.evidence import EvidenceNodes, put
from rabatkg.intake.rdf.nodes import Node, nodes_of, stray
from rabatkg.intake.rdf.terms import TYPE, Said
from rabatkg.intake.rdf.vocabulary import Vocabulary
from rabatkg.names import RKG
from rabatkg.reading import Listing, Mapping, Mark, Scalar, Value
from rabatkg.records.correcting import CORRECTION
from rabatkg.speech import mark

BOUNDS = frozenset({f"{RKG}earliest", f"{RKG}latest"})
Values = dict[str, list[Value]]


class Recording:
    """The records of a file.

    Attributes:
        trees: one for each record and addition.
        said: every statement that a tree says, with its place.
        bounds: what the file says of the first and last days that dates may mean; records compute them.
        claims: all claims.
    """

    def __init__(self, said: list[Said], vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.said: dict[Triple, Mark] = {}
        self.bounds: list[Said] = []
        found = nodes_of(said, vocabulary)
        self.evidence = EvidenceNodes(found.evidence, vocabulary)
        self.claims = ClaimNodes(found.claims, self.evidence, vocabulary)
        self.trees = [self._record(one) for one in found.records]
        corrections = [one for one in found.records if one.key.startswith(CORRECTION)]
        made = [
            one
            for said in found.stray.values()
            for one in said
            if corrections and _triple(one) in self.claims.by_triple
        ]
        self.said.update((_triple(one), one.object_mark) for one in made)
        stray(found, vocabulary, frozenset(map(id, made)))
        if self.trees:
            owner = (corrections or found.records)[0]
            _claiming(self.trees[found.records.index(owner)], self.claims.further(owner.iri))
        else:
            self.trees = self._of_claims_alone()
        self.evidence.idle()

    def _of_claims_alone(self) -> list[Mapping]:
        """Return what a file that holds only claims adds to each of the things that they are about."""
        by_thing: dict[str, list[Mapping]] = {}
        for entry in self.claims.further(""):
            by_thing.setdefault(entry.text("about") or "", []).append(entry)
        trees = []
        for thing, entries in by_thing.items():
            place = entries[0].mark
            trees.append(_claiming(put(Mapping({}, {}, place), "adds", Scalar(thing, place)), entries))
        return trees

    def _record(self, node: Node) -> Mapping:
        tree = Mapping({}, {}, node.mark)
        put(tree, "id" if node.addition is None else "adds", Scalar(node.key, node.mark))
        if node.addition:
            put(tree, "key", Scalar(node.addition, node.mark))
        return self._filled(tree, node, {})

    def _part(self, node: Node, link: Said, name: str) -> Mapping:
        tree = put(Mapping({}, {}, node.mark), "key", Scalar(node.key, node.mark))
        shown: dict[str, tuple[Said, list[Value]]] = {}
        self._say(link, name, node.key, shown)
        return self._filled(tree, node, shown)

    def _filled(self, tree: Mapping, node: Node, shown: dict[str, tuple[Said, list[Value]]]) -> Mapping:
        """Return the tree with what is said of the node, its parts, and what proves it."""
        values: Values = {}
        texts: dict[str, Values] = {}
        links = {id(link) for _, link, _ in node.parts}
        for one in node.said:
            if id(one) in links or _triple(one) in self.said:
                continue
            if one.predicate == TYPE:
                self._kind(tree, one, shown)
            elif one.predicate in BOUNDS:
                self.bounds.append(one)
            else:
                self._value(tree, one, values, texts, shown)
        for name, languages in texts.items():
            inner = {lang: _one_or_all(each) for lang, each in languages.items()}
            place = next(iter(inner.values())).mark
            put(tree, name, Mapping(inner, {lang: each.mark for lang, each in inner.items()}, place), tree.keys[name])
        for name, each in values.items():
            put(tree, name, _one_or_all(each), tree.keys[name])
        parts: Values = {}
        for name, link, part in node.parts:
            if part.typed:
                parts.setdefault(name, []).append(self._part(part, link, name))
        for name, each in parts.items():
            put(tree, name, Listing((*_items(tree.get(name)), *each), each[0].mark))
        entries = [entry for named, shows in shown.values() if (entry := self.evidence.entry(named, tuple(shows)))]
        return put(tree, "evidence", Listing(tuple(entries), entries[0].mark)) if entries else tree

    def _kind(self, tree: Mapping, one: Said, shown: dict[str, tuple[Said, list[Value]]]) -> None:
        name = one.object.value.removeprefix(RKG)
        kind = name if name != one.object.value else self.vocabulary.names.short(name)
        if "type" not in tree.entries:
            put(tree, "type", Scalar(kind, one.object_mark))
            self._say(one, "type", kind, shown)
            return
        self.vocabulary.faults.add(
            "Record-classes",
            mark("A thing has one class here; '{kind}' is a further one."),
            mark("Keep the narrowest; its other classes follow from the ontology."),
            one.object_mark,
            kind=kind,
        )

    def _value(
        self,
        tree: Mapping,
        one: Said,
        values: Values,
        texts: dict[str, Values],
        shown: dict[str, tuple[Said, list[Value]]],
    ) -> None:
        key, basis = self.vocabulary.plain.get(one.predicate, (self.vocabulary.link(one.predicate, False), None))
        if key is None:
            self.vocabulary.unknown(one)
            return
        value = Scalar(one.object.value, one.object_mark) if key.value == "node" else self.vocabulary.value(one, key)
        if value is None:
            return
        tree.keys.setdefault(key.name, one.predicate_mark)
        if key.value == "lang":
            texts.setdefault(key.name, {}).setdefault(one.object.lang or "", []).append(value)
        elif basis is not None:
            values.setdefault(key.name, []).append(self._served(one, value, basis))
            return
        else:
            values.setdefault(key.name, []).append(value)
        self._say(one, key.name, value.text, shown)

    def _served(self, one: Said, value: Scalar, basis: str) -> Mapping:
        """Return a provision that is served, with its basis and its own evidence."""
        self.said[_triple(one)] = one.object_mark
        item = put(Mapping({}, {}, one.object_mark), "provision", value)
        put(item, "basis", Scalar(basis, one.predicate_mark))
        entries = [entry for named in self.claims.support(_triple(one)) if (entry := self.evidence.entry(named))]
        return put(item, "evidence", Listing(tuple(entries), entries[0].mark)) if entries else item

    def _say(self, one: Said, name: str, text: str, shown: dict[str, tuple[Said, list[Value]]]) -> None:
        """Note that a statement is said under a key, and which evidence shows it."""
        self.said[_triple(one)] = one.object_mark
        for named in self.claims.support(_triple(one)):
            place = named.object_mark
            shows = Mapping({name: Scalar(text, place)}, {name: place}, place)
            shown.setdefault(named.object.value, (named, []))[1].append(shows)


def _claiming(tree: Mapping, claims: list[Mapping]) -> Mapping:
    return put(tree, "claims", Listing(tuple(claims), claims[0].mark)) if claims else tree


def _triple(one: Said) -> Triple:
    return one.subject, one.predicate, one.object


def _items(value: Value | None) -> tuple[Value, ...]:
    return value.items if isinstance(value, Listing) else () if value is None else (value,)


def _one_or_all(values: list[Value]) -> Value:
    return values[0] if len(values) == 1 else Listing(tuple(values), values[0].mark)
