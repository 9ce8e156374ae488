"""The claims of a file of RDF: what they support of its records, and what they say of other things."""

from dataclasses import dataclass, field

from rabatkg.intake.rdf.evidence import EvidenceNodes, put
from rabatkg.intake.rdf.terms import TYPE, Said
from rabatkg.intake.rdf.vocabulary import Vocabulary
from rabatkg.names import RDF, RKG
from rabatkg.reading import Listing, Mapping, Scalar, Value
from rabatkg.speech import mark
from rabatkg.store.terms import Term

PARTS = (f"{RDF}subject", f"{RDF}predicate", f"{RDF}object")
WORDS = ("evidence", "rank", "rankRule", "rankedBy", "replaces")
Triple = tuple[Term, str, Term]


@dataclass
class ClaimNode:
    """A claim as it is written.

    Attributes:
        iri: its address.
        about: what it claims, as a statement, whose places are those in the claim.
        evidence: what names its evidence.
        rank: why it is not asserted.
        rule: the words of the rule that ranked it.
        ranked_by: what names the rule.
        replaces: what names the claim that it stands in for.
        ranking: all that is said of rule and replacement, which no claim has that supports what a record asserts.
    """

    iri: str
    about: Said
    evidence: list[Said] = field(default_factory=list)
    rank: Said | None = None
    rule: dict[str, Scalar] = field(default_factory=dict)
    ranked_by: Said | None = None
    replaces: Said | None = None
    ranking: list[Said] = field(default_factory=list)

    @property
    def triple(self) -> Triple:
        """The statement that it is about."""
        return self.about.subject, self.about.predicate, self.about.object


class ClaimNodes:
    """All claims of a file.

    Args:
        nodes: what is said of each, by its address.
        evidence: all evidence of the file.
        vocabulary: of the dialogue.
    """

    def __init__(self, nodes: dict[str, list[Said]], evidence: EvidenceNodes, vocabulary: Vocabulary) -> None:
        self.evidence, self.vocabulary = evidence, vocabulary
        self.all = [one for iri, said in nodes.items() if (one := self._claim(iri, said)) is not None]
        self.by_triple: dict[Triple, list[ClaimNode]] = {}
        self.placed: set[str] = set()
        for one in self.all:
            if one.rank is None:
                self.by_triple.setdefault(one.triple, []).append(one)

    def support(self, triple: Triple) -> list[Said]:
        """Return what names the evidence of a statement of a record; the claims of it have found their place."""
        claims = self.by_triple.get(triple, ())
        for one in claims:
            if one.iri not in self.placed:
                self.placed.add(one.iri)
                for word in one.ranking:
                    self.vocabulary.unknown(word, ("evidence",))
        return [named for one in claims for named in one.evidence]

    def further(self, record: str) -> list[Mapping]:
        """Return the claims that support no statement of a record here, as entries of `claims`.

        Args:
            record: the address of the record that they are to stand in.
        """
        return [one for claim in self.all if claim.iri not in self.placed and (one := self._entry(claim, record))]

    def _claim(self, iri: str, said: list[Said]) -> ClaimNode | None:
        parts = {one: [each for each in said if each.predicate == one] for one in PARTS}
        if any(len(one) != 1 for one in parts.values()) or parts[PARTS[1]][0].object.kind != "uri":
            self.vocabulary.faults.add(
                "Record-claim-parts",
                mark("A claim has one rdf:subject, one rdf:predicate and one rdf:object."),
                mark("Add what is missing, and take out what is too much."),
                said[0].subject_mark,
            )
            return None
        (s,), (p,), (o,) = parts.values()
        about = Said(s.object, p.object.value, o.object, o.graph, s.object_mark, p.object_mark, o.object_mark)
        found = ClaimNode(iri, about)
        for one in said:
            name = one.predicate.removeprefix(RKG)
            if one.predicate in (*PARTS, TYPE):
                continue
            if name in ("rankRule", "rankedBy", "replaces"):
                found.ranking.append(one)
            if name == "evidence" and one.object.kind == "uri":
                found.evidence.append(one)
            elif name == "rankRule" and one.object.lang:
                found.rule[one.object.lang] = Scalar(one.object.value, one.object_mark)
            elif name in ("rank", "rankedBy", "replaces") and RKG + name == one.predicate:
                attribute = "ranked_by" if name == "rankedBy" else name
                if getattr(found, attribute) is not None:
                    self.vocabulary.once(one, name)
                setattr(found, attribute, one)
            else:
                self.vocabulary.unknown(one, WORDS)
        return found

    def _entry(self, claim: ClaimNode, record: str) -> Mapping | None:
        about = self.vocabulary.thing(claim.about.subject, claim.about.subject_mark)
        key, basis = self.vocabulary.plain.get(claim.about.predicate, (None, None))
        if key is None:
            self.vocabulary.unknown(claim.about)
        value = self.vocabulary.value(claim.about, key) if key is not None else None
        if about is None or key is None or value is None:
            return None
        tree = Mapping({}, {}, claim.about.subject_mark)
        put(tree, "about", Scalar(about, claim.about.subject_mark))
        put(tree, "property", Scalar(key.name, claim.about.predicate_mark))
        put(tree, "value", spoken(value, claim.about.object.lang))
        if basis is not None:
            put(tree, "basis", Scalar(basis, claim.about.predicate_mark))
        if claim.rank is not None:
            put(tree, "rank", Scalar(claim.rank.object.value, claim.rank.object_mark))
        self._rule(tree, claim, record)
        before = self._before(claim)
        if before is not None:
            put(tree, "replaces", before)
        entries = [one for named in claim.evidence if (one := self.evidence.entry(named)) is not None]
        return put(tree, "evidence", Listing(tuple(entries), entries[0].mark)) if entries else tree

    def _rule(self, tree: Mapping, claim: ClaimNode, record: str) -> None:
        if claim.rule:
            first = next(iter(claim.rule.values())).mark
            put(tree, "rule", Mapping(dict(claim.rule), {lang: one.mark for lang, one in claim.rule.items()}, first))
        elif claim.ranked_by is not None and claim.ranked_by.object.value != record:
            rule = self.vocabulary.thing(claim.ranked_by.object, claim.ranked_by.object_mark)
            if rule is not None:
                put(tree, "rule", Scalar(rule, claim.ranked_by.object_mark))

    def _before(self, claim: ClaimNode) -> Value | None:
        """Return what stood in the place of what a claim says."""
        if claim.replaces is None:
            return None
        old = next((one for one in self.all if one.iri == claim.replaces.object.value), None)
        if old is None:
            self.vocabulary.faults.add(
                "Record-claim-absent",
                mark("This file does not hold the claim '{name}'."),
                mark("Add it, ranked as replaced."),
                claim.replaces.object_mark,
                name=self.vocabulary.names.short(claim.replaces.object.value),
            )
            return None
        key, _ = self.vocabulary.plain.get(old.about.predicate, (None, None))
        value = self.vocabulary.value(old.about, key) if key is not None else None
        return value and spoken(Scalar(value.text, claim.replaces.object_mark), old.about.object.lang)


def spoken(value: Scalar, lang: str | None) -> Value:
    """Return a text under its language; any other value as it is."""
    return Mapping({lang: value}, {lang: value.mark}, value.mark) if lang else value
