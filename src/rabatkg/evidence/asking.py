"""Why: the evidence behind what is said of a thing, grouped by the words that show it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from rabatkg.evidence.derived import Triple, derivation
from rabatkg.evidence.naming import resolve
from rabatkg.evidence.properties import chosen
from rabatkg.evidence.supports import Support, supports
from rabatkg.evidence.wording import Wording
from rabatkg.names import Names
from rabatkg.speech import mark
from rabatkg.store import HEAD, Row, Store, Term

Reader = Callable[[str, str], str | None]
"""From the key of a passage and words quoted from it to the whole sentences around them, or None."""
RANKS = {
    "rival": mark("rival value, not kept"),
    "retracted": mark("retracted"),
    "disputed": mark("disputed"),
    "replaced": mark("replaced"),
}
"""What a claim is that the graph does not assert, or not without dispute."""
NODES = {
    "claim": "VALUES ?claim {{ <{iri}> }} ?claim rdf:subject ?s ; rdf:object ?o .",
    "evidence": "?claim rkg:evidence <{iri}> ; rdf:subject ?s ; rdf:object ?o .",
}
"""By the kinds of things that are claims or evidence themselves: the claims that are meant."""


@dataclass(frozen=True)
class Statement:
    """What is claimed, in words and by its keys.

    Attributes:
        subject, property, value: keys, or the text of a literal.
        words: the statement in the reader's language.
        said: the same without its subject.
        told: the value in words.
        claim: key of the claim, by which it can be cited; None for what follows from others.
        rank: None for what the graph asserts; else rival, retracted, disputed or replaced.
        rule: the rule that ranked it, or the grounds of the correction that did.
        by: the correction that ranked it, where one did; `on`, its day.
        stands: whether the graph asserts it; what a correction disputes still stands.
    """

    subject: str
    property: str
    value: str
    words: str
    said: str
    rank: str | None = None
    rule: str | None = None
    by: str | None = None
    on: str | None = None
    stands: bool = True
    told: str = field(default="", compare=False)
    claim: str | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Group:
    """Statements that the same evidence shows.

    Attributes:
        statements: what is shown.
        support: the evidence, or None for a statement that follows from others by a rule.
        sentence: the whole sentences around the quotation, where the document is at hand.
        rule: for what follows, the name of the rule.
        premises: for what follows, the statements that it follows from; their evidence is grouped after it.
    """

    statements: tuple[Statement, ...]
    support: Support | None
    sentence: str | None = None
    rule: str | None = None
    premises: tuple[Statement, ...] = ()

    def as_line(self) -> dict[str, Any]:
        """Return the group as a table has it."""
        support = self.support
        source = support.sources[0] if support and support.sources else None
        return {
            "statements": [statement.words for statement in self.statements],
            "claim": [statement.claim for statement in self.statements if statement.claim],
            "basis": support.basis if support else "derived",
            "reason": support.reason if support else self.rule,
            "quote": support and support.quote,
            "sentence": self.sentence,
            "document": source and source.document,
            "section": source and source.section,
            "page": source and source.page,
        }


def why(
    store: Store, names: Names, thing: str, property: str | None = None, lang: str = "en", read: Reader | None = None
) -> list[Group]:
    """Return the evidence behind what is said of a thing; of a claim, its own; of evidence, what it shows.

    Args:
        thing: what `resolve` takes.
        property: one property only, by its label in any language, its IRI, or the key that records use for it.
        read: finds the sentences around a quotation.

    Raises:
        UnknownName: nothing bears the name, or nothing of this property is said of the thing.
    """
    iri = resolve(store, names, thing)
    wording = Wording(store, names, lang)
    kind = names.short(iri).partition("/")[0]
    rows = _claims(store, NODES[kind].format(iri=iri) if kind in NODES else _about(iri))
    rows = [row for row in rows if kind != "evidence" or row["evidence"].value == iri]
    if property is None:
        return _grouped(wording, rows, read) + _behind(wording, rows, read)
    rows += _claims(store, f"?claim rdf:object <{iri}> . BIND(<{iri}> AS ?o) ?claim rdf:subject ?s .")
    known = {row["p"].value for row in rows} | _properties(store, iri)
    asked = chosen(wording, iri, property, known)
    wanted = [row for row in rows if row["p"].value in asked]
    groups = _grouped(wording, wanted, read) + _behind(wording, wanted, read)
    claimed = {row["p"].value for row in rows}
    for name in sorted(asked - claimed):
        for value in _values(store, iri, name):
            groups.extend(_derived(wording, (iri, name, value), read))
    return list(dict.fromkeys(groups))


def _behind(wording: Wording, rows: list[Row], read: Reader | None) -> list[Group]:
    """Return the evidence behind the corrections that ranked claims."""
    made = sorted({row["by"].value for row in rows if "by" in row})
    told = [row for one in made for row in _claims(wording.store, _about(one)) if row["o"].lang == wording.lang]
    return _grouped(wording, told, read)


def _derived(wording: Wording, triple: Triple, read: Reader | None) -> Iterator[Group]:
    """Yield a statement that follows, with what it follows from, down to what was claimed."""
    step = derivation(wording.store, *triple)
    if step is None:
        return
    conclusion, *premises = (told_of(wording, *one) for one in (triple, *step.premises))
    yield Group((conclusion,), None, None, step.rule, tuple(premises))
    for premise in step.premises:
        rows = [
            row
            for row in _claims(wording.store, _about(premise[0]))
            if (row["p"].value, row["o"]) == premise[1:] and "rank" not in row
        ]
        yield from _grouped(wording, rows, read)
        if not rows:
            yield from (group for group in _derived(wording, premise, read) if group.rule != "TransitiveProperty")


def _about(subject: str) -> str:
    return f"?claim rdf:subject <{subject}> . BIND(<{subject}> AS ?s) ?claim rdf:object ?o ."


def _values(store: Store, subject: str, property: str) -> list[Term]:
    rows = store.select(f"SELECT DISTINCT ?o WHERE {{ <{subject}> <{property}> ?o }} ORDER BY ?o").rows
    return [row["o"] for row in rows]


def told_of(wording: Wording, subject: str, property: str, value: Term, rank: str | None = None) -> Statement:
    """Return a statement in words."""
    names = wording.names
    said = wording.statement(property, value)
    return Statement(
        names.short(subject),
        names.short(property),
        names.short(value.value) if value.kind == "uri" else value.value,
        f"{wording.of(subject)} — {said}",
        said,
        rank,
        told=wording.told(value),
    )


def _claims(store: Store, which: str) -> list[Row]:
    return store.select(
        f"""{HEAD} SELECT DISTINCT ?claim ?s ?p ?o ?evidence ?rank ?rule ?by ?on WHERE {{
            {which} ?claim rdf:predicate ?p ; rkg:evidence ?evidence .
            OPTIONAL {{ ?claim rkg:rank ?rank }}
            OPTIONAL {{ ?claim rkg:rankRule|(rkg:rankedBy/(skos:definition|rkg:grounds)) ?rule }}
            OPTIONAL {{ ?claim rkg:rankedBy ?by . ?by rkg:madeOn ?on }} }}"""
    ).rows


def _grouped(wording: Wording, rows: list[Row], read: Reader | None) -> list[Group]:
    found = supports(wording, {row["evidence"].value for row in rows})
    wording.learn(row[part].value for row in rows for part in "spo" if row[part].kind == "uri")
    rules = wording.choose(rows, "claim", "rule")
    shown: dict[str, dict[Statement, None]] = {}
    for row in rows:
        rank = row["rank"].value if "rank" in row else None
        statement = told_of(wording, row["s"].value, row["p"].value, row["o"], rank)
        claim = wording.names.short(row["claim"].value)
        statement = replace(statement, rule=rules.get(row["claim"].value), stands=rank is None, claim=claim)
        if "by" in row:
            statement = replace(statement, by=wording.names.short(row["by"].value), on=row["on"].value)
        shown.setdefault(row["evidence"].value, {})[statement] = None
    groups = [
        Group(
            tuple(sorted(_told_once(statements), key=lambda one: (one.rank or "", one.property, one.value))),
            support := found[iri],
            _sentence(support, read),
        )
        for iri, statements in shown.items()
        if iri in found
    ]
    return sorted(groups, key=_place)


def _told_once(statements: Iterable[Statement]) -> list[Statement]:
    """Return the statements without those that stand though they are disputed: these are told of as disputed."""
    told = list(statements)
    plain = {replace(one, stands=True) for one in told if one.stands}
    bare = {one: replace(one, rank=None, rule=None, by=None, on=None, stands=True) for one in told}
    disputed = {bare[one] for one in told if one.rank == "disputed"} & plain
    return [
        replace(one, stands=bare[one] in disputed) if one.rank == "disputed" else one
        for one in told
        if not (one.stands and one in disputed)
    ]


def _sentence(support: Support, read: Reader | None) -> str | None:
    passage = support.sources[0].passage if support.sources else None
    return read(passage, support.quote) if read and passage and support.quote else None


def _place(group: Group) -> tuple[bool, str, int, str, list[tuple[str, str, str]]]:
    assert group.support is not None
    first = group.support.sources[0] if group.support.sources else None
    ranked = all(statement.rank and not statement.stands for statement in group.statements)
    told = [(statement.subject, statement.property, statement.value) for statement in group.statements]
    return (ranked, first.document if first else "", first.at if first else 0, group.support.quote or "", told)


def _properties(store: Store, iri: str) -> set[str]:
    rows = store.select(f"SELECT DISTINCT ?p WHERE {{ <{iri}> ?p ?o }}").rows
    return {row["p"].value for row in rows}
