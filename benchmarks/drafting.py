"""Measure drafts of reports: what the rules propose against what people wrote, field by field.

    python benchmarks/drafting.py --texts DIR            the reports that the data hold, against their curated records
    python benchmarks/drafting.py --gold FILE.gold.yaml  a report that stands beside its expected fields, several times

What counts as right:

* a value of the meeting (kind, date, place, co-chair, host) is right where it is the expected one; a date, where its
  first and last day are. A proposal where nothing is expected is wrong.
* a country, organisation, domain or provision is right where it is expected of the report, wherever it is proposed.
  Of a curated record, those domains and provisions are expected that the report names, and not what a curator read
  into it.
* a person is right where the name is, accents and titles aside; a person with office, where beside it six tenths of the
  words of the expected office stand in the proposed one.
* a recommendation, good practice or follow-up is right where its quotation touches a sentence of an expected one's
  quotations; it is found where one of its sentences is touched so. Under `one to one`, a proposal may stand for one
  expected item alone, and has to touch its very words.

Only what a draft states as a fact is counted; what it leaves as a question is neither right nor wrong.
"""

import argparse
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from rabatkg.dates import days
from rabatkg.drafting.proposals import Draft, Proposal, Thing
from rabatkg.drafting.reports import Part, Source, divided, source_of
from rabatkg.graph import Corpus, assemble
from rabatkg.layout import Layout
from rabatkg.names import slug
from rabatkg.speech import Message, Texts
from rabatkg.texts import normalise, read_report, suggest

REPORTS = Path(__file__).resolve().parent.parent / "tests" / "drafting" / "reports"
ITEMS = {"Recommendation": "recommendations", "GoodPractice": "good practices", "FollowUp": "follow-ups"}
TOOK_PART = ("participant", "coChair", "host", "actor", "onBehalfOf", "practisedBy", "organisation", "presentedBy")
MEETINGS = re.compile(r"[A-Za-z]*(?:Meeting|Conference|Webinar|Event)")
TITLES = frozenset("m mm mme mlle mr mrs ms dr pr prof professor professeur he se s e h hon".split())  # noqa: SIM905
ENOUGH = 0.6
ALLOWED = "allowed"
"""What is right if it is proposed, and not missed if it is not."""
FIELDS = (
    "kind", "date", "place", "co-chairs", "hosts", "countries", "organisations", "domains", "provisions", "persons",
    "persons with office", *ITEMS.values(),
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """One value of a field: what it is compared by, where it stands, which rule said it."""

    value: str
    words: frozenset[str] = frozenset()
    quotes: tuple[tuple[str, str], ...] = ()
    rule: str = ""

    def __str__(self):
        return f"{self.value}  {' / '.join(quote for _, quote in self.quotes)}".strip()


@dataclass
class Facts:
    """The values of each field."""

    fields: dict[str, list[Said]] = field(default_factory=lambda: {name: [] for name in FIELDS})
    skipped: set[str] = field(default_factory=set)
    """Fields of which nothing is expected, one way or the other."""

    def add(self, name, value, words=(), quotes=(), rule=""):
        """Take a value, unless the same one was said before."""
        said = Said(value, frozenset(words), tuple(quotes), rule)
        if not any((one.value, one.words, one.quotes) == (value, said.words, said.quotes) for one in self.fields[name]):
            self.fields[name].append(said)


@dataclass(frozen=True)
class Score:
    """How a field came out."""

    field: str
    expected: int
    proposed: int
    found: int
    right: int
    missed: tuple[Said, ...]
    wrong: tuple[Said, ...]
    alone: int

    @property
    def cells(self):
        """The row of the table."""
        shares = (share(self.right, self.proposed), share(self.found, self.expected))
        return (self.field, str(self.expected), str(self.proposed), str(self.right), str(self.found), *shares)


def share(part, whole):
    """Write a share in per cent, or a dash where there is nothing to share."""
    return f"{100 * part / whole:.0f} %" if whole else "–"


def folded(text):
    """Return the words of a text without case, accents and signs."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return [word for word in re.findall(r"[a-z0-9]+", plain) if word]


# what a draft says


def drafted(draft: Draft, corpus: Corpus) -> Facts:
    """Return the facts of a draft: of its first record what concerns the meeting, of all records the rest."""
    facts, names = Facts(), _names(draft, corpus)
    if draft.records:
        _of_meeting(facts, draft.records[0])
    for link, thing in _nodes(draft):
        kind = thing.text("type") or ("Participation" if link and link.key == "participation" else "")
        for one in thing.proposals:
            if one.sure and isinstance(one.value, str):
                _value(facts, one.key, one.value, one.rule)
        if kind == "Organisation":
            for title in _texts(thing):
                facts.add("organisations", slug(title), folded(title), rule=_rule(thing))
        if kind == "Participation":
            _person(facts, thing, link, names)
        if kind in ITEMS:
            proofs = [proof for one in ([link] if link else thing.of("arisesFrom")) for proof in one.proofs]
            title = next(iter(_texts(thing)), "")
            rule = link.rule if link else _rule(thing)
            facts.add(ITEMS[kind], title, quotes=[(one.passage, one.quote) for one in proofs], rule=rule)
    return facts


def _nodes(draft: Draft) -> Iterator[tuple[Proposal | None, Thing]]:
    def inner(link, thing):
        yield link, thing
        for one in thing.proposals:
            if isinstance(one.value, Thing) and one.sure:
                yield from inner(one, one.value)

    for record in draft.records:
        yield from inner(None, record)


def _rule(thing):
    return next((one.rule for one in thing.of("type")), "")


def _texts(thing):
    for one in (*thing.of("title"), *thing.of("printedAs")):
        if isinstance(one.value, str):
            yield one.value
        elif isinstance(one.value, Texts):
            yield from one.value.texts.values()
        elif isinstance(one.value, Message):
            yield one.value.told_in("en")


def _of_meeting(facts, thing):
    sure = {one.key: one for one in reversed(thing.proposals) if one.sure and isinstance(one.value, str)}
    if "type" in sure:
        facts.add("kind", sure["type"].value, rule=sure["type"].rule)
    first, last = sure.get("start") or sure.get("when"), sure.get("end") or sure.get("when") or sure.get("start")
    if first and last:
        facts.add("date", _span(first.value, last.value), rule=first.rule)
    for key, name in (("place", "place"), ("coChair", "co-chairs"), ("host", "hosts")):
        for one in thing.of(key):
            if one.sure and isinstance(one.value, str):
                facts.add(name, one.value.partition("/")[2], rule=one.rule)


def _span(first, last):
    a, b = days(first), days(last)
    return f"{a[0]}/{b[1]}" if a and b else f"{first}/{last}"


def _value(facts, key, value, rule):
    kind, _, name = value.partition("/")
    if kind == "state" and key in TOOK_PART:
        facts.add("countries", name, rule=rule)
    elif kind == "organisation" and key != "id":
        facts.add("organisations", name, rule=rule)
    elif kind == "provision" and key in ("addresses", "mentions"):
        last = name.rpartition("/")[2]
        facts.add("domains" if last.startswith("domain-") else "provisions", last.removeprefix("domain-"), rule=rule)


def _person(facts, thing, link, names):
    actor = thing.text("actor") or ""
    if not actor.startswith("person/"):
        return
    rule = link.rule if link else _rule(thing)
    name = [word for word in folded(names.get(actor, actor.partition("/")[2])) if word not in TITLES]
    facts.add("persons", " ".join(name), name, rule=rule)
    for capacity in thing.nodes("capacity"):
        office = [word for text in _texts(capacity) for word in folded(text)]
        facts.add("persons with office", " ".join(name), (*name, "@", *office), rule=rule)


def _names(draft, corpus):
    found = {
        corpus.names.short(str(one.subject)): one.text
        for expansion in corpus.expansions
        if expansion.id.startswith("person/")
        for one in expansion.statements
        if one.key == "title"
    }
    for record in draft.records:
        for text in list(_texts(record))[:1]:
            found[record.text("id") or ""] = text
    return found


# what is expected


def expected(gold: Path) -> Facts:
    """Return the expected facts of a report that has a file of them."""
    told = yaml.safe_load(gold.read_text(encoding="utf-8"))
    facts = Facts()
    if told["kind"] is None:
        facts.skipped.add("kind")
    else:
        facts.add("kind", told["kind"])
    facts.add("date", f"{told['start']}/{told['end']}")
    if told["place"]:
        facts.add("place", told["place"])
    for key, name in (("coChairs", "co-chairs"), ("hosts", "hosts"), ("countries", "countries")):
        for one in told[key]:
            facts.add(name, one)
    for one in told["organisations"]:
        facts.add("organisations", slug(one), folded(one))
    for key in ("domains", "provisions"):
        for one in told[key]:
            facts.add(key, str(one))
    for one in told["persons"]:
        name = folded(one["name"])
        facts.add("persons", " ".join(name), name)
        rule = "" if one["office"] else ALLOWED
        facts.add("persons with office", " ".join(name), (*name, "@", *folded(one["office"])), rule=rule)
    for key, name in (
        ("recommendations", "recommendations"),
        ("goodPractices", "good practices"),
        ("followUps", "follow-ups"),
    ):
        for words in told[key]:
            facts.add(name, words, quotes=[("", words)])
    return facts


def curated(corpus: Corpus, document: str, meeting: str) -> Facts:
    """Return what the curated records say on the evidence of a document, and of one meeting in it.

    The records are taken as they are written: without what other sources added or took back since.
    """
    facts = Facts()
    start = f"passage/{document.partition('/')[2]}/"
    held = {one.id: one for one in corpus.written}
    main = held[meeting]
    values = {one.key: one for one in reversed(main.statements) if one.subject == main.iri}
    facts.add("kind", values["type"].text)
    first, last = (values.get(key, values["when"]).text for key in ("start", "end"))
    facts.add("date", _span(first, last))
    for one in main.statements:
        if one.subject == main.iri:
            for key, name in (("place", "place"), ("coChair", "co-chairs"), ("host", "hosts")):
                if one.key == key:
                    facts.add(name, one.text.partition("/")[2])
    types = {one.subject: one.text for each in corpus.written for one in each.statements if one.key == "type"}
    quotes: dict[object, list[tuple[str, str]]] = {}
    for expansion in corpus.written:
        for one in expansion.statements:
            proofs = [(corpus.names.short(str(e.passage)), e.quote) for e in one.evidence if e.passage and e.quote]
            proofs = [proof for proof in proofs if proof[0].startswith(start)]
            if not proofs:
                continue
            if not one.predicate.endswith("AsInterpreted"):
                _value(facts, one.key, one.text, "")
            if one.key in ("outcome", "arisesFrom"):
                item = one.subject if types.get(one.subject) in ITEMS else one.object
                if types.get(item) in ITEMS:
                    quotes.setdefault(item, []).extend(proofs)
    for item, proofs in quotes.items():
        facts.add(ITEMS[types[item]], corpus.names.short(str(item)).rpartition("/")[2], quotes=proofs)
    for person, office in _curated_persons(corpus, types, start):
        name = [word for word in folded(person) if word not in TITLES]
        facts.add("persons", " ".join(name), name)
        if office:
            facts.add("persons with office", " ".join(name), (*name, "@", *folded(office)))
    return facts


def _curated_persons(corpus, types, start):
    """Yield each person whom a participation on the evidence of a document names, with the office printed."""
    titles = {
        one.subject: one.text
        for each in corpus.written
        for one in each.statements
        if one.key == "title" and types.get(one.subject) == "Person"
    }
    capacity, printed, actors = {}, {}, {}
    for expansion in corpus.written:
        for one in expansion.statements:
            kind = types.get(one.subject)
            if kind == "Participation" and one.key == "capacity":
                capacity[one.subject] = one.object
            if kind == "Capacity" and one.key == "printedAs":
                printed[one.subject] = one.text
            shown = any(corpus.names.short(str(e.passage)).startswith(start) for e in one.evidence)
            if kind == "Participation" and one.key == "actor" and one.object in titles and shown:
                actors[one.subject] = one.object
    for participation, person in actors.items():
        yield titles[person], printed.get(capacity.get(participation), "")


# the meetings that a report tells of beside its own


@dataclass(frozen=True)
class Told:
    """A meeting that a report tells of: the passages it rests on, and the values of some fields."""

    name: str
    passages: frozenset[str]
    values: dict[str, frozenset[str]]


TOLD = ("date", "place", "co-chairs", "domains")


def described(corpus: Corpus, document: str, meeting: str, draft: Draft, source: Source, listed: bool) -> Iterator[str]:
    """Yield a table of how the further meetings came out; each is compared with the one that it shares most with."""
    wanted = list(_told_curated(corpus, document, meeting, Places.of(source), source.document == document))
    given = list(_told_drafted(draft))
    pairs, free = [], list(given)
    near = sorted(((one, each) for one in wanted for each in given), key=lambda pair: -len(_shared(*pair)))
    for one, each in near:
        if _shared(one, each) and each in free and one not in [pair[0] for pair in pairs]:
            free.remove(each)
            pairs.append((one, each))
    yield f"\n### Meetings that {document} tells of\n"
    yield f"{len(pairs)} of {len(wanted)} found, {len(free)} proposed that are none.\n"
    yield "| field | expected | proposed | right | precision | recall |\n|---|--:|--:|--:|--:|--:|"
    for name in TOLD:
        expected = sum(len(one.values[name]) for one in wanted)
        proposed = sum(len(one.values[name]) for one in given)
        right = sum(len(one.values[name] & each.values[name]) for one, each in pairs)
        yield f"| {name} | {expected} | {proposed} | {right} | {share(right, proposed)} | {share(right, expected)} |"
    if listed:
        for one, each in pairs:
            for name in TOLD:
                if one.values[name] != each.values[name]:
                    yield f"  {one.name}, {name}: {set(each.values[name])} for {set(one.values[name])}"
        yield from (f"  missed: {one.name}" for one in wanted if one not in [pair[0] for pair in pairs])
        yield from (f"  none: {one.name}" for one in free)


def _shared(one, each):
    return one.passages & each.passages


def _told_curated(corpus, document, meeting, places, held):
    start = f"passage/{document.partition('/')[2]}/"
    for expansion in corpus.written:
        if not expansion.id.startswith("meeting/") or expansion.id == meeting:
            continue
        own = [one for one in expansion.statements if one.subject == expansion.iri]
        kind = next((one.text for one in own if one.key == "type"), "")
        proofs = [(one, corpus.names.short(str(e.passage)), e.quote) for one in own for e in one.evidence if e.passage]
        shown = [(one, passage, quote) for one, passage, quote in proofs if passage.startswith(start)]
        if shown and MEETINGS.fullmatch(kind):
            pairs = [(one.key, one.text) for one, _, _ in shown]
            quotes = tuple((passage if held else "", quote) for _, passage, quote in shown)
            passages = frozenset(passage for passage, _, _ in places.spans(Said("", quotes=quotes)))
            yield Told(expansion.id, passages, _told_values(pairs))


def _told_drafted(draft):
    for record in draft.records[1:]:
        if MEETINGS.fullmatch(record.text("type") or ""):
            sure = [one for one in record.proposals if one.sure and isinstance(one.value, str)]
            passages = frozenset(proof.passage for one in sure for proof in one.proofs)
            yield Told(record.text("id") or "", passages, _told_values([(one.key, one.value) for one in sure]))


def _told_values(pairs):
    found = {name: set() for name in TOLD}
    dates = {key: text for key, text in pairs if key in ("when", "start", "end")}
    if dates:
        first, last = dates.get("start") or dates.get("when"), dates.get("end") or dates.get("when")
        found["date"].add(_span(first or last, last or first))
    for key, text in pairs:
        name = text.partition("/")[2]
        if key in ("place", "coChair"):
            found["place" if key == "place" else "co-chairs"].add(name)
        if key == "addresses" and "/domain-" in text:
            found["domains"].add(name.rpartition("/")[2])
    return {name: frozenset(values) for name, values in found.items()}


# comparing


@dataclass(frozen=True)
class Places:
    """Where quotations stand in a report: as passages with their sentences, and with their very words."""

    parts: dict[str, Part]

    @classmethod
    def of(cls, source: Source):
        """Return the places of a report."""
        return cls({part.iri: part for part in source.parts})

    def spans(self, said: Said) -> Iterator[tuple[str, int, int]]:
        """Yield passage, beginning and end of each quotation; where no passage is named, wherever it stands."""
        for passage, quote in said.quotes:
            words = normalise(quote)
            for iri, part in self.parts.items():
                at = part.text.find(words)
                if at >= 0 and passage in ("", iri):
                    yield iri, at, at + len(words)

    def sentences(self, said: Said) -> set[tuple[str, int]]:
        """Return the sentences that the quotations touch."""
        return {
            (iri, one.start)
            for iri, start, end in self.spans(said)
            for one in self.parts[iri].sentences
            if one.start < end and start < one.end
        }


def same(name: str, gold: Said, draft: Said, places: Places) -> bool:
    """Tell whether a proposal is what is expected."""
    if name in ITEMS.values():
        return bool(places.sentences(gold) & places.sentences(draft))
    if name == "persons with office":
        parts = [" ".join(sorted(one.words)) for one in (gold, draft)]
        office = gold.words - set(folded(gold.value)) - {"@"}
        return all(parts) and same("persons", gold, draft, places) and len(office & draft.words) >= ENOUGH * len(office)
    if name == "persons":
        mine, yours = set(gold.value.split()), set(draft.value.split())
        return mine <= yours or (yours <= mine and len(yours) > 1)
    if name == "organisations" and gold.words and draft.words:
        return gold.words <= draft.words or (len(draft.words) > 1 and draft.words <= gold.words)
    return gold.value == draft.value


def compare(gold: Facts, draft: Facts, source: Source) -> list[Score]:
    """Return the score of each field."""
    places = Places.of(source)
    scores = []
    for name in FIELDS:
        if name in gold.skipped:
            continue
        allowed, given = gold.fields[name], draft.fields[name]
        wanted = [one for one in allowed if one.rule != ALLOWED]
        missed = [one for one in wanted if not any(same(name, one, each, places) for each in given)]
        wrong = [each for each in given if not any(same(name, one, each, places) for one in allowed)]
        alone = _one_to_one(wanted, given, places) if name in ITEMS.values() else len(wanted) - len(missed)
        counts = (len(wanted), len(given), len(wanted) - len(missed), len(given) - len(wrong))
        scores.append(Score(name, *counts, tuple(missed), tuple(wrong), alone))
    return scores


def _one_to_one(wanted, given, places):
    """Return how many expected items have a proposal of their own, that touches their words (a maximum matching)."""
    spans = {id(one): list(places.spans(one)) for one in (*wanted, *given)}

    def touches(one, each):
        return any(a == b and s < f and t < e for a, s, e in spans[id(one)] for b, t, f in spans[id(each)])

    taken = {}

    def place(number, seen):
        for other, each in enumerate(given):
            if other not in seen and touches(wanted[number], each):
                seen.add(other)
                if other not in taken or place(taken[other], seen):
                    taken[other] = number
                    return True
        return False

    return sum(place(number, set()) for number in range(len(wanted)))


# telling


def table(title: str, scores: Iterable[Score]) -> Iterator[str]:
    """Yield a table in Markdown."""
    yield f"\n### {title}\n"
    yield "| field | expected | proposed | right | found | precision | recall | one to one |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    for one in scores:
        alone = share(one.alone, one.expected) if one.field in ITEMS.values() else ""
        yield f"| {' | '.join((*one.cells, alone))} |"


def by_rule(scores: Iterable[Score], draft: Facts) -> Counter:
    """Return how often each rule was right and wrong."""
    counts: Counter = Counter()
    for score in scores:
        for one in draft.fields[score.field]:
            counts[one.rule, score.field, one not in score.wrong] += 1
    return counts


def report(title, gold, source, corpus, listed):
    """Draft a report, print how it came out, and return the counts by rule."""
    from rabatkg.drafting.rules import propose

    draft = propose(source, corpus)
    facts = drafted(draft, corpus)
    scores = compare(gold, facts, source)
    print("\n".join(table(title, scores)))
    if listed:
        for score in scores:
            for word, some in (("missed", score.missed), ("wrong", score.wrong)):
                for one in some:
                    print(f"  {score.field}, {word}: {one}" + (f"  [{one.rule}]" if one.rule else ""))
    return by_rule(scores, facts), scores, draft


def making():
    """Return the module that makes the fictional reports."""
    spec = spec_from_file_location("making", REPORTS / "making.py")
    module = module_from_spec(spec)
    sys.modules["making"] = module
    spec.loader.exec_module(module)
    return module


def of_gold(gold: Path) -> Path:
    """Return the source of the report that a file of expected fields stands beside."""
    stem = gold.name.removesuffix(".gold.yaml")
    return next(path for path in gold.parent.glob(f"{stem}.*") if path.suffix in (".report", ".html", ".txt"))


def main(words=None):
    """Measure what was asked for, and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="the data folder")
    parser.add_argument("--texts", type=Path, help="the folder of the documents that the data hold")
    parser.add_argument("--document", default="document/som-2024", help="the document to draft from --texts")
    parser.add_argument("--meeting", default="meeting/2024-02-som", help="the meeting that it reports")
    parser.add_argument("--gold", type=Path, action="append", default=[], help="a file of expected fields")
    parser.add_argument("--list", action="store_true", help="name what was missed and what is wrong")
    parser.add_argument(
        "--fresh", action="store_true", help="divide the document as one that is not held yet, by no profile of its own"
    )
    asked = parser.parse_args(words)
    layout = Layout.find(asked.data)
    corpus = assemble(layout)
    counts: Counter = Counter()
    totals: dict[str, list[int]] = {}
    if asked.texts:
        register = corpus.registers[asked.document.partition("/")[2]]
        path = asked.texts / register.file
        source = source_of(path, layout)
        gold = curated(corpus, asked.document, asked.meeting)
        if asked.fresh:
            read = read_report(path)
            source = divided(read, suggest(read), "fresh", path.name, source.checksum)
            for name, some in gold.fields.items():
                gold.fields[name] = [replace(one, quotes=tuple(("", words) for _, words in one.quotes)) for one in some]
        found, _, draft = report(asked.document, gold, source, corpus, asked.list)
        counts += found
        print("\n".join(described(corpus, asked.document, asked.meeting, draft, source, asked.list)))
    with TemporaryDirectory() as folder:
        for one in asked.gold:
            source = source_of(making().made(of_gold(one), Path(folder)), layout)
            found, scores, _ = report(one.name, expected(one), source, corpus, asked.list)
            counts += found
            for score in scores:
                row = totals.setdefault(score.field, [0, 0, 0, 0, 0])
                for place, number in enumerate((score.expected, score.proposed, score.right, score.found, score.alone)):
                    row[place] += number
    if len(asked.gold) > 1:
        rows = (Score(name, a, b, d, c, (), (), e) for name, (a, b, c, d, e) in totals.items())
        print("\n".join(table(f"{len(asked.gold)} reports together", rows)))
    print("\n| rule | field | right | wrong | precision |\n|---|---|--:|--:|--:|")
    for rule, name in sorted({(rule, name) for rule, name, _ in counts}):
        right, wrong = counts[rule, name, True], counts[rule, name, False]
        print(f"| {rule} | {name} | {right} | {wrong} | {share(right, right + wrong)} |")


if __name__ == "__main__":
    main()
