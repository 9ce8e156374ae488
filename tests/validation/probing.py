"""What each rule takes and what it reports, put before it value by value: the same values before every rule.

What each rule makes of them is approved in `takes.txt`, where it can be read: so a rule that becomes laxer or
stricter, looks elsewhere or no longer looks at all, is noticed. Rules that are queries are not put to this test; they
have bad records of their own.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from probe_values import ADDRESSES, CHANGES, LITERALS, OTHERS, TERM
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, URIRef
from some_shapes import Some

from rabatkg.names import RKG, RULE
from rabatkg.validation.shapes import Asserted
from rabatkg.validation.targets import MEMBERS

OURS, RULES, PROBE = Namespace(RKG), Namespace(RULE), Namespace("https://example.org/probe/")
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
TERMS = ("status", "basis", "holding", "side", "qualifier", "passage-kind", "retirement-kind", "source-kind")


@dataclass(frozen=True)
class Aim:
    """What a rule is asked of: the words that target, the property that it looks at, and a name that it recommends."""

    rule: str
    targets: tuple[str, ...]
    path: str | None
    name: str | None

    @classmethod
    def of(cls, shapes, rule):
        """Read it from the shapes."""
        told = " ".join(str(text) for text in shapes.objects(rule, SH.message) if text.language == "en")
        name = re.search(r"like ([a-z]+/\S+?)[.,] ", told)
        path = shapes.value(rule, SH.path)
        return cls(
            str(rule).removeprefix(RULE),
            tuple(sorted(f"{_end(word)}={target}" for word in MEMBERS for target in shapes.objects(rule, word))),
            str(path) if isinstance(path, URIRef) else None,
            name[1] if name else None,
        )


class Probing:
    """Puts values before rules."""

    def __init__(self, corpus):
        """Take a corpus that is right: what its things are, the ontology and its words."""
        ontology = corpus.ontology
        self._corpus, self._ontology = corpus, ontology
        above = set(ontology.objects(None, RDFS.subClassOf))
        self._classes = sorted(c for c in set(ontology.subjects(RDF.type, OWL.Class)) - above if c.startswith(RKG))
        self._kinds = [*self._classes, SKOS.ConceptScheme]
        self._keys = sorted(
            {
                *corpus.asserted.predicates(),
                *map(URIRef, (k.iri for k in corpus.grammar.keys.values())),
                *(one for kind in PROPERTIES for one in ontology.subjects(RDF.type, kind) if one.startswith(RKG)),
            }
        )
        self._terms = [
            term
            for word in TERMS
            for term in sorted(set(corpus.asserted.subjects()))
            if str(term).startswith(f"{TERM}{word}/")
        ]

    def values(self):
        """Return the values by their names: one or two of each kind, for a rule may take one alone."""
        found = {name: (one,) for name, one in LITERALS.items()}
        found |= {name: (URIRef(one),) for name, one in ADDRESSES.items()}
        found = {name: (*one, OTHERS[name]) if name in OTHERS else one for name, one in found.items()}
        found |= {_end(c): (PROBE[f"{_end(c)}/1"], PROBE[f"{_end(c)}/2"]) for c in self._kinds}
        return found | {str(term).removeprefix(TERM): (term,) for term in self._terms}

    def takes(self, shapes, aim):
        """Return what a rule makes of all values, in words: each that it lets pass, and each of which it warns."""
        data = Graph()
        for c in self._kinds:
            for number in "12":
                data.add((PROBE[f"{_end(c)}/{number}"], RDF.type, c))
        asked = self._probes(data, aim)
        passed, warned = self._asked(shapes, aim, data, asked)
        if aim.path is not None and not aim.path.endswith("#type"):
            more = self._pairs(data, aim, passed)
            further = self._asked(shapes, aim, data, more)
            passed, warned = passed + further[0], warned + further[1]
        return self._shortly(passed), " ".join(warned)

    def _shortly(self, passed):
        groups = {"any-text": LITERALS, "any-address": ADDRESSES, "any-thing": map(_end, self._classes)}
        for group, names in groups.items():
            whole = set(names)
            if whole <= set(passed):
                passed = [*(name for name in passed if name not in whole), group]
        return " ".join(passed)

    def _probes(self, data, aim):
        """Return the nodes of the probes by their names, and write what is said of them."""
        asked = {}
        if aim.path is None and aim.name is None:
            for target in aim.targets:
                asked[f"with-all:{_end(target)}"] = self._node(data, aim, target, "all")
                asked[f"in-words:{_end(target)}"] = self._node(data, aim, target, "words")
                for key in self._keys:
                    data.add((asked[f"with-all:{_end(target)}"], key, PROBE.anything))
                    for language in ("en", "fr") if key != RDF.type else ():
                        data.add((asked[f"in-words:{_end(target)}"], key, LITERALS[language]))
            return asked
        for name, (pattern, new) in CHANGES.items() if aim.name else ():
            for target in aim.targets:
                node = URIRef(f"https://example.org/id/{re.sub(pattern, new, aim.name, count=1)}")
                data.add((node, RDF.type, URIRef(target.partition("=")[2])))
                asked[name] = node
        if aim.path is None:
            return asked
        for target in aim.targets:
            asked[f"nothing:{_end(target)}"] = self._node(data, aim, target, "nothing")
        for name, values in self.values().items():
            asked[name] = self._node(data, aim, aim.targets[0], name)
            data.add((asked[name], URIRef(aim.path), values[0]))
        return asked

    def _pairs(self, data, aim, passed):
        """Write what is said of further nodes: two values, each of which passes by itself."""
        asked, values = {}, self.values()
        taken = [name for name in passed if name in values]
        two = {f"two:{name}": values[name] for name in taken if len(values[name]) == 2}
        pairs = {name: two[name] for name in two if name.removeprefix("two:") not in OTHERS}
        pairs |= {f"{a}+{b}": (*values[a][:1], *values[b][:1]) for a, b in pairwise(taken)}
        pairs |= two
        if "en" in taken:
            pairs["two:en"] = (Literal("word", lang="en"), Literal("term", lang="en"))
            pairs["en+fr"] = (*values["en"], *values["fr"][:1])
        for name, both in list(pairs.items())[:6] + [(n, pairs[n]) for n in ("two:en", "en+fr") if n in pairs]:
            asked[name] = self._node(data, aim, aim.targets[0], name)
            for value in both:
                data.add((asked[name], URIRef(aim.path), value))
        return asked

    def _node(self, data, aim, target, name):
        word, _, object_ = target.partition("=")
        node = PROBE[f"{aim.rule}/{_end(target)}/{name}".replace(" ", "")]
        if word == "targetClass":
            data.add((node, RDF.type, self._leaf(URIRef(object_))))
        elif object_ != aim.path:
            data.add((node, URIRef(object_), PROBE.anything))
        return node

    def _leaf(self, above):
        below = set(self._ontology.transitive_subjects(RDFS.subClassOf, above))
        return next((c for c in self._classes if c in below), above)

    def _asked(self, shapes, aim, data, asked):
        """Return the names of the probes that pass, and of those that are warned of."""
        whole = Asserted(self._corpus.asserted, self._ontology, data)
        found = {}
        for one in Some(shapes, {RULES[aim.rule]}).ask(whole, asked.values()):
            if one.rule == aim.rule:
                found.setdefault(one.focus, []).append(one)
        passed, warned = [], []
        for name, node in asked.items():
            results = found.get(node, ())
            if name.startswith(("with-all:", "in-words:")):
                refused = {one.path for one in results}
                kept = [_end(key) for key in self._keys if key not in refused]
                passed.append(f"{name}:{','.join(kept) if refused else 'any'}")
            elif not results:
                passed.append(name)
            if any(one.warning for one in results):
                warned.append(name)
        return passed, warned


def probed(shapes):
    """Return what each rule is asked of that is no query and has targets."""
    rules = {rule for word in MEMBERS for rule in shapes.subjects(word) if (rule, SH.message, None) in shapes}
    return [Aim.of(shapes, rule) for rule in sorted(rules)]


def read(path):
    """Return the approved file: for each rule what it is asked of, and what it takes."""
    found = {}
    for block in path.read_text("utf-8").split("\n\n"):
        rule, *lines = block.strip().split("\n")
        said = dict(line.strip().split(": ", 1) for line in lines)
        targets = tuple(said["asked of"].split())
        found[rule] = Aim(rule, targets, said.get("at"), said.get("like")), block.strip() + "\n"
    return found


def written(aim, takes):
    """Return what stands in the approved file of a rule."""
    passed, warned = takes
    said = {"asked of": " ".join(aim.targets), "at": aim.path, "like": aim.name}
    said |= {"takes": passed or "nothing", "warns of": warned}
    return "\n    ".join([aim.rule, *(f"{word}: {told}" for word, told in said.items() if told)]) + "\n"


def _end(iri):
    return re.split(r"[/#=]", str(iri))[-1]
