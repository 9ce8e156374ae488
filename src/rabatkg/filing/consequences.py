"""What a change of the data changes in the graph: the coverage of a plan, the things, the statements."""

from collections import Counter
from collections.abc import Iterator

from rabatkg.coverage import Row, coverage
from rabatkg.evidence import Wording
from rabatkg.names import RKG, Names
from rabatkg.speech import count, mark_count, say
from rabatkg.store import HEAD, Store

ROWS = ("action", "objective", "domain")
STATEMENTS = mark_count("{n} statement", "{n} statements")


def changed(before: Store, after: Store, names: Names, plan: str, lang: str, as_of: str | None = None) -> list[str]:
    """Return what a change of the data changes, line by line, in a language.

    First the levels of the plan's actions, objectives and domains, then what has more proofs at the same level, then
    the things that are new or gone, then how many statements there are.

    Args:
        before: the graph without the change.
        after: the graph with it.
        names: how things are named.
        plan: the plan whose coverage is compared, by its key or IRI.
        lang: the language of the lines.
        as_of: counts what took place by the end of this day, month or year.

    Raises:
        UnknownName: there is no such plan.
    """
    return [
        *_levels(before, after, names, plan, lang, as_of),
        *_things(before, after, names, lang),
        _statements(before, after, names, lang),
    ]


def _levels(before: Store, after: Store, names: Names, plan: str, lang: str, as_of: str | None) -> Iterator[str]:
    words = Wording(after, names, lang)
    shifted, proven = [], []
    for by in ROWS:
        old = {row.provision: row for row in coverage(before, names, plan, by, as_of, lang=lang)}
        for row in coverage(after, names, plan, by, as_of, lang=lang):
            told = _Shift(words, old.get(row.provision), row)
            shifted += [told.line()] if told.shifted else []
            proven += [told.more()] if not told.shifted and told.proofs else []
    yield from shifted
    if proven:
        yield say("More proof, at the same level: {which}.", lang, which=", ".join(proven))
    if not shifted and not proven:
        yield say("The coverage of {plan} stays as it is.", lang, plan=words.of(names.full(plan)))


class _Shift:
    """What became of one provision."""

    def __init__(self, words: Wording, old: Row | None, new: Row) -> None:
        self.words, self.lang, self.old, self.new = words, words.lang, old, new
        self.shifted = old is not None and (old.level_any, old.level_stated) != (new.level_any, new.level_stated)
        before = {(proof.item, proof.basis, proof.level) for proof in old.proofs} if old else set()
        self.proofs = len({(proof.item, proof.basis, proof.level) for proof in new.proofs} - before)

    def line(self) -> str:
        """Return the levels before and after, and apart those that the sources state, where they shift otherwise."""
        assert self.old is not None
        found = self._arrow(self.old.level_any, self.new.level_any)
        stated = self._arrow(self.old.level_stated, self.new.level_stated)
        if self.old.level_any == self.new.level_any:
            return say("{what}, as stated: {stated}", self.lang, what=self._what(), stated=stated)
        if found == stated:
            return say("{what}: {levels}", self.lang, what=self._what(), levels=found)
        return say("{what}: {levels} (as stated: {stated})", self.lang, what=self._what(), levels=found, stated=stated)

    def more(self) -> str:
        return f"{self._what()} (+{self.proofs})"

    def _what(self) -> str:
        return f"{self.words.of(RKG + self.new.kind).lower()} {self.new.notation}"

    def _arrow(self, before: str, after: str) -> str:
        return self._name(after) if before == after else f"{self._name(before)} → {self._name(after)}"

    def _name(self, level: str) -> str:
        return self.words.of(self.words.names.thing(f"level/{level}")).lower()


def _things(before: Store, after: Store, names: Names, lang: str) -> Iterator[str]:
    old, new = _classed(before, names), _classed(after, names)
    words = Wording(after, names, lang)
    for template, found in (
        (say("New: {things}.", lang, things="{things}"), new - old),
        (say("Gone: {things}.", lang, things="{things}"), old - new),
    ):
        counts = Counter(kind for _, kind in found)
        if counts:
            words.learn(counts)
            told = sorted((-n, words.of(kind).lower()) for kind, n in counts.items())
            yield template.format(things=", ".join(f"{label} ({-n})" for n, label in told))


def _classed(store: Store, names: Names) -> set[tuple[str, str]]:
    """Return what the records describe, each with its class."""
    rows = store.select(
        f"""{HEAD} SELECT ?thing ?kind WHERE {{
            GRAPH ?graph {{ ?thing a ?kind }} FILTER(?graph != <{names.graph("inferred")}>)
            FILTER(STRSTARTS(STR(?thing), "{names.base}id/") && STRSTARTS(STR(?kind), "{RKG}")) }}"""
    ).rows
    return {(row["thing"].value, row["kind"].value) for row in rows}


def _statements(before: Store, after: Store, names: Names, lang: str) -> str:
    inferred = [_size(store, names.graph("inferred")) for store in (before, after)]
    said = [len(store) - n for store, n in zip((before, after), inferred, strict=True)]
    return say(
        "{statements}: {said} asserted, {inferred} inferred.",
        lang,
        statements=count(*STATEMENTS, lang, n=len(after)),
        said=f"{said[1] - said[0]:+d}",
        inferred=f"{inferred[1] - inferred[0]:+d}",
    )


def _size(store: Store, graph: str) -> int:
    rows = store.select(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}").rows
    return int(rows[0]["n"].value)
