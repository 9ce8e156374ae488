"""What coverage answers: a row for each provision, with the proofs behind its level."""

from dataclasses import asdict, dataclass
from typing import Any

from rabatkg.evidence import Source

NOTHING, MENTIONED, DISCUSSED, RECOMMENDED, FOLLOWED_UP = range(5)
LEVELS = ("nothing-found", "mentioned", "discussed", "recommended", "followed-up")
"""The keys of the levels, from nothing found to followed up; their place here is their weight."""

IN_LINE = (
    *("provision", "kind", "notation", "number", "title", "level_stated", "level_any"),
    *("certain_stated", "certain_any", "assessable"),
)


@dataclass(frozen=True)
class Hop:
    """One step of a proof: a claim, how it rests on its source, and the words that show it."""

    subject: str
    property: str
    object: str
    basis: str
    quote: str | None
    reason: str | None
    source: Source | None


@dataclass(frozen=True)
class Proof:
    """One thing that serves or mentions a provision.

    Attributes:
        item: key of the recommendation, session, meeting ...
        kind: its class, as `Recommendation`; `kind_label` in words.
        title: what it is called.
        level: what it amounts to, from LEVELS.
        basis: stated where every hop is, else interpreted.
        hops: from the item to the provision that it treats or mentions.
        earliest, latest: the days between which it took place, or None where no date is known.
        certain: False where the date is too imprecise to tell whether it counts.
    """

    item: str
    kind: str
    kind_label: str
    title: str
    level: str
    basis: str
    hops: tuple[Hop, ...]
    earliest: str | None
    latest: str | None
    certain: bool

    @property
    def quote(self) -> str | None:
        """The words quoted first: those about the item itself."""
        return self.hops[0].quote

    @property
    def source(self) -> Source | None:
        """Where these words stand."""
        return self.hops[0].source


@dataclass(frozen=True)
class Missing:
    """A document known to be missing that could change a verdict."""

    document: str
    title: str
    events: tuple[str, ...]


@dataclass(frozen=True)
class Count:
    """How many of the actions within a provision are at a level: as stated, and on any basis."""

    level: str
    stated: int
    any: int


@dataclass(frozen=True)
class Row:
    """What came of one provision.

    Attributes:
        provision: its key; that of the first heading where a number stands in several.
        kind: Domain, Objective or Action.
        notation: its number as printed.
        number: the number without its letter.
        title: its title.
        above: keys of the provisions that it is within, the widest first.
        level_stated, level_any: the highest level by proofs that are stated throughout, and by all proofs.
        certain_stated, certain_any: False where that level rests only on things of imprecise date.
        proofs: the best first.
        counts: for domains and objectives, the actions at each level.
        missing: documents known to be missing that could raise the level.
        assessable: False where nothing is found and no document held treats the domain.
        headings: the rows of the headings where one number stands in several.
    """

    provision: str
    kind: str
    notation: str
    number: str
    title: str
    above: tuple[str, ...]
    level_stated: str
    level_any: str
    certain_stated: bool
    certain_any: bool
    proofs: tuple[Proof, ...]
    counts: tuple[Count, ...]
    missing: tuple[Missing, ...]
    assessable: bool
    headings: tuple["Row", ...] = ()

    @property
    def actions(self) -> int:
        """How many actions are within."""
        return sum(count.any for count in self.counts)

    def as_dict(self) -> dict[str, Any]:
        """Return the row as JSON has it."""
        found = asdict(self)
        found["actions"] = self.actions
        found["counts"] = {count.level: {"stated": count.stated, "any": count.any} for count in self.counts}
        found["headings"] = [
            {name: getattr(one, name) for name in ("provision", "notation", "level_stated", "level_any")}
            for one in self.headings
        ]
        return found

    def as_line(self) -> dict[str, Any]:
        """Return the row as a table has it: its best proof beside it, and how many proofs there are."""
        line: dict[str, Any] = {name: getattr(self, name) for name in IN_LINE}
        line.update({f"{count.level}": count.any for count in self.counts})
        best = self.proofs[0] if self.proofs else None
        source = best.source if best else None
        return {
            **line,
            "proofs": len(self.proofs),
            "item": best and best.item,
            "item_kind": best and best.kind,
            "basis": best and best.basis,
            "quote": best and best.quote,
            "document": source and source.document,
            "section": source and source.section,
            "page": source and source.page,
            "missing": [one.document for one in self.missing],
        }
