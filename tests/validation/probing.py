"""What each rule takes and what it reports, put before it value by value: the same values before every rule.

The values know nothing of the shapes. What each rule makes of them is approved in `takes.txt`, where it can be read:
so a rule that becomes laxer or stricter, looks elsewhere or no longer looks at all, is noticed. Rules that are queries
are not put to this test; they have bad records of their own.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from rdflib import OWL, RDF, RDFS, SH, XSD, Graph, Literal, Namespace, URIRef

from rabatkg.names import RKG, RULE, Names
from rabatkg.validation import Shapes
from rabatkg.validation.shapes import Asserted
from rabatkg.validation.targets import MEMBERS, aimed, reached, words_of

OURS, RULES, PROBE = Namespace(RKG), Namespace(RULE), Namespace("https://example.org/probe/")
HEX = "0123456789abcdef"
LITERALS = {
    "empty": Literal(""),
    "word": Literal("word"),
    "two-words": Literal("two words"),
    "ends-in-space": Literal("word "),
    "path": Literal("folder/word"),
    "letter": Literal("q"),
    "code-2": Literal("fr"),
    "code-3": Literal("fra"),
    "code-4": Literal("frab"),
    "CODE-1": Literal("M"),
    "CODE-2": Literal("MA"),
    "CODE-3": Literal("MAR"),
    "CODE-4": Literal("MARA"),
    "Code-3": Literal("aMAR"),
    "digits-2": Literal("50"),
    "digits-3": Literal("504"),
    "digits-4": Literal("5040"),
    "mixed": Literal("x504"),
    "number-in-words": Literal("9.2.1"),
    "hex-16": Literal(HEX),
    "hex-17": Literal(HEX + "0"),
    "hex-17-before": Literal("x" + HEX),
    "hex-64": Literal(HEX * 4),
    "hex-65": Literal(HEX * 4 + "0"),
    "hex-65-before": Literal("x" + HEX * 4),
    "60-letters": Literal("x" * 60),
    "61-letters": Literal("x" * 61),
    "2000-letters": Literal("x" * 2000),
    "en": Literal("word", lang="en"),
    "fr": Literal("mot", lang="fr"),
    "de": Literal("Wort", lang="de"),
    "minus-one": Literal(-1),
    "zero": Literal(0),
    "one": Literal(1),
    "ten": Literal(10),
    "decimal": Literal("7.5", datatype=XSD.decimal),
    "boolean": Literal(True),
    "year": Literal("2031", datatype=XSD.gYear),
    "month": Literal("2031-02", datatype=XSD.gYearMonth),
    "day": Literal("2031-02-03", datatype=XSD.date),
    "later-day": Literal("2031-02-04", datatype=XSD.date),
    "moment": Literal("2031-02-03T04:05:06", datatype=XSD.dateTime),
    "address-as-text": Literal("https://example.org/", datatype=XSD.anyURI),
}
ADDRESSES = {
    "http": "http://example.org/page",
    "https": "https://example.org/page",
    "ftp": "ftp://example.org/page",
    "behind-http": "x:http://example.org/page",
    "http-alone": "http://",
    "geonames": "https://sws.geonames.org/2542997/",
    "geonames-bare": "https://sws.geonames.org/2542997",
    "geonames-http": "http://sws.geonames.org/2542997/",
    "geonames-www": "https://www.geonames.org/2542997/",
    "geonames-word": "https://sws.geonames.org/word/",
    "geonames-none": "https://sws.geonames.org//",
    "geonames-more": "https://sws.geonames.org/2542997/about",
    "geonames-behind": "x:https://sws.geonames.org/2542997/",
    **{
        f"authority-{one}": f"http://publications.europa.eu/resource/authority/country/{one}"
        for one in ("MAR", "MARA", "MA", "mar", "A.C", "M1R")
    },
    "authority-https": "https://publications.europa.eu/resource/authority/country/MAR",
    "authority-more": "http://publications.europa.eu/resource/authority/country/MAR/x",
    "authority-behind": "https://x/http://publications.europa.eu/resource/authority/country/MAR",
    "authority-dot": "http://publicationsxeuropa.eu/resource/authority/country/MAR",
    "authority-other-dot": "http://publications.europaxeu/resource/authority/country/MAR",
    "geonames-dot": "https://swsxgeonames.org/2542997/",
    "geonames-other-dot": "https://sws.geonamesxorg/2542997/",
    "own": "https://w3id.org/rabatkg/id/theme/asylum",
    "own-http": "http://w3id.org/rabatkg/id/theme/asylum",
    "own-behind": "https://example.org/https://w3id.org/rabatkg/",
    "own-nearly": "https://w3id-org/rabatkg/x",
    "own-class": f"{RKG}Theme",
    "own-property": f"{RKG}theme",
    "own-class-nearly": "https://w3idxorg/rabatkg/ontology#Theme",
    "own-class-behind": f"https://example.org/{RKG}Theme",
}
CHANGES = {
    "as-told": ("", ""),
    "capital-at-the-end": ("$", "X"),
    "dash-at-the-end": ("$", "-"),
    "underscore": ("$", "_x"),
    "further-part": ("$", "/x"),
    "further-word": ("$", "-x"),
    "further-digit": ("$", "7"),
    "without-its-last-part": (r"/[^/]*$", ""),
    "without-its-last-word": (r"-[^-/]*$", ""),
    "letters-for-digits": (r"\d", "x"),
    "two-dashes": ("-", "--"),
    "dot-at-the-end": ("$", ".x"),
    "capital-kind": ("^(.)", "X"),
    "longer-kind": ("^", "x"),
    "double-kind": ("^([^/]*)/", r"\1/\1/"),
    "shorter-key": (r"/(.)[^/]*", r"/\1"),
    "capital-at-the-start": (r"/", "/X"),
    "capital-in-its-first-part": (r"(?<=/)([^/]+)", r"\1X"),
    "capital-after-the-dash": ("-", "-X"),
    "capital-in-its-last-part": (r"([^/])([^/]*)$", r"\1X\2"),
    "dash-at-the-start": (r"/", "/-"),
    "dot-in-its-first-part": (r"(?<=/)([^/]+)", r"\1.x"),
    "dot-for-a-dash": ("-", "."),
    "dot-for-the-last-bar": (r"/([^/]*)$", r".\1"),
    "dot-for-a-digit": (r"\d", "."),
    "nothing-in-its-first-part": (r"/[^/]+", "/"),
    "nothing-at-the-start": (r"/[^/-]+", "/"),
    "nothing-at-the-end": (r"[^/]*$", ""),
    "nothing-after-the-last-dash": (r"-[^/-]*$", "-"),
    "digits-more": (r"\d+", "20311"),
    "digits-fewer": (r"\d+", "2"),
    "second-number-longer": (r"(\d+-\d+)", r"\g<1>1"),
    "second-number-shorter": (r"(\d+-\d)\d", r"\1"),
    "third-number-longer": (r"(\d+-\d+-\d+)", r"\g<1>1"),
    "third-number-shorter": (r"(\d+-\d+-\d)\d", r"\1"),
    "no-digits": (r"\d+", ""),
    "word-before-its-last-part": (r"/([^/]*)$", r"/x-\1"),
}
"""What is done to a name that a rule tells people to write: what is looked for, and what takes its place."""


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
        self._keys = sorted(
            {*corpus.asserted.predicates(), *map(URIRef, (k.iri for k in corpus.grammar.keys.values()))}
        )
        self._terms = [
            term
            for word in ("status", "basis", "rank", "holding", "side", "qualifier", "passage-kind", "retirement-kind")
            for term in sorted(set(corpus.asserted.subjects()))
            if str(term).startswith(Names().thing(f"{word}/"))
        ]

    def values(self):
        """Return the values by their names: one or two of each kind, for a rule may take one alone."""
        found = {name: (one,) for name, one in LITERALS.items()}
        found |= {name: (URIRef(one),) for name, one in ADDRESSES.items()}
        found |= {_end(c): (PROBE[f"{_end(c)}/1"], PROBE[f"{_end(c)}/2"]) for c in self._classes}
        return found | {str(term).removeprefix(Names().thing("")): (term,) for term in self._terms}

    def takes(self, shapes, aim):
        """Return what a rule makes of all values, in words: each that it lets pass, and each of which it warns."""
        data = Graph()
        for c in self._classes:
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
        pairs = {f"two:{name}": values[name] for name in taken if len(values[name]) == 2}
        pairs |= {f"{a}+{b}": (*values[a][:1], *values[b][:1]) for a, b in pairwise(taken)}
        if "en" in taken:
            pairs["two:en"] = (Literal("word", lang="en"), Literal("term", lang="en"))
            pairs["en+fr"] = (*values["en"], *values["fr"])
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


class Some(Shapes):
    """Some of the shapes, as they are asked."""

    def __init__(self, graph, asked):
        """Take the graph of all shapes, which is not changed, and those that are asked."""
        super().__init__(graph, ("en", "fr"))
        self._asked = asked

    def ask(self, data, focus=None):
        """Return what they find; see `Shapes.ask`."""
        if focus is not None:
            return super().ask(data, focus)
        report = self._engine.report(data, aimed(self.graph, (), self._asked))
        return [self._result(report, node) for node in report.objects(None, SH.result)]

    def _aimed(self, data, focus):
        pairs = ((node, words_of(data, node)) for node in focus)
        return aimed(
            self.graph,
            ((s, node) for node, words in pairs for s in self._asked if any((s, *one) in self.graph for one in words)),
        )


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


def dependants(shapes):
    """Return, for each node of the shapes, the targeted shapes that come to it."""
    found = {}
    for shape in {one for word in MEMBERS for one in shapes.subjects(word)}:
        for node in reached(shapes, {shape}):
            found.setdefault(node, set()).add(shape)
    return found


def _end(iri):
    return re.split(r"[/#=]", str(iri))[-1]
