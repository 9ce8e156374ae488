"""The plan as a matrix: its provisions by the chairmanships under which something came of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rabatkg.coverage import LEVELS, Proof, Row, reading
from rabatkg.coverage.covering import Telling
from rabatkg.coverage.rows import DISCUSSED
from rabatkg.names import RKG
from rabatkg.publication.pictures.chairmanships import AFTER_ALL, Chair, chair_of, chairs
from rabatkg.publication.remembering import once
from rabatkg.publication.site import Site

KINDS = ("domain", "objective", "action")
MOST_YEARS = 60
"""How many years are told of at most: of a plan that is older, the last of them."""
MOST_COLUMNS = 12
"""How many chairmanships have a column at most: where there are more, the last of them."""


@dataclass(frozen=True)
class Cell:
    """What came of a provision under a chairmanship.

    Attributes:
        chair: the chairmanship, or None for what cannot be placed under one.
        level_stated, level_any: the highest level, as stated throughout and on any basis.
        certain: False where the level on any basis rests only on things of imprecise date.
        proofs: what shows it, the best first.
        treated: how many actions within are discussed, recommended or followed up.
    """

    chair: Chair | None
    level_stated: str
    level_any: str
    certain: bool
    proofs: tuple[Proof, ...]
    treated: int


@dataclass(frozen=True)
class Line:
    """A provision with its cells, one a chairmanship.

    Attributes:
        row: the verdict overall.
        cells: in the order of the columns.
        actions: how many actions are within.
        treated_stated, treated_any: how many of them are discussed, recommended or followed up.
    """

    row: Row
    cells: tuple[Cell, ...]
    actions: int
    treated_stated: int
    treated_any: int


@dataclass(frozen=True)
class Matrix:
    """A plan: a column a chairmanship, a line a provision in the order of the plan.

    Attributes:
        columns: the chairmanships, and None for what cannot be placed under one.
        lines: the provisions.
        left_out: how many earlier chairmanships have no column.
    """

    columns: tuple[Chair | None, ...]
    lines: tuple[Line, ...]
    left_out: int = 0

    def of_kind(self, kind: str) -> list[Line]:
        """Return the lines of provisions of a kind, as `Action`."""
        return [line for line in self.lines if line.row.kind == kind]


def treated(level: str) -> bool:
    """Tell whether a level is that of something discussed, recommended or followed up."""
    return LEVELS.index(level) >= DISCUSSED


@once
def read(site: Site, lang: str, plan: str) -> Telling:
    """Return what tells the coverage of a plan as of any time; the graph is read once."""
    return reading(site.store, site.names, plan, lang)


@once
def matrix(site: Site, lang: str, plan: str, as_of: str | None) -> Matrix:
    """Return the matrix of a plan.

    Args:
        site: the graph.
        lang: the language of titles.
        plan: the IRI of the plan.
        as_of: counts what took place by the end of this year; None for all that is known.
    """
    found = read(site, lang, plan)(KINDS, as_of, None)
    rows = [row for kind in KINDS for row in found[kind]]
    placed = {proof: _chair(site, proof) for row in rows for proof in row.proofs}
    columns = _columns(site, plan, as_of, set(placed.values()))
    lines = tuple(_line(row, rows, columns, placed) for row in _in_order(rows))
    return Matrix(columns[-MOST_COLUMNS:], lines, max(0, len(columns) - MOST_COLUMNS))


def adopted(site: Site, plan: str) -> str | None:
    """Return the first day on which a plan may have been adopted, or None where no date is known."""
    events = [term.value for term in site.holding.values(plan, f"{RKG}adoptedAt")]
    days = [site.holding.value(iri, f"{RKG}earliest") for iri in (plan, *events)]
    return next((day for day in days if day), None)


@once
def years(site: Site, plan: str) -> list[str]:
    """Return the years from the adoption of a plan to the last meeting held or proof; none where nothing is dated."""
    rows = read(site, site.languages[0], plan)(KINDS, None, None)
    days = [proof.earliest for found in rows.values() for row in found for proof in row.proofs if proof.earliest]
    first = adopted(site, plan) or min(days, default=None)
    held = site.names.thing("status/held")
    for iri in site.holding.of_kind("Meeting"):
        if site.holding.value(iri, f"{RKG}status") == held:
            days.append(site.holding.value(iri, f"{RKG}earliest") or "")
    last = max(days, default="")
    if not first or not (first[:4].isdecimal() and last[:4].isdecimal()):
        return []
    return [f"{year:04}" for year in range(int(first[:4]), int(last[:4]) + 1)][-MOST_YEARS:]


def _chair(site: Site, proof: Proof) -> Chair | None:
    return chair_of(site, site.names.thing(proof.item), proof.earliest, proof.latest)


def _columns(site: Site, plan: str, as_of: str | None, placed: set[Chair | None]) -> tuple[Chair | None, ...]:
    """Return the chairmanships under which something is placed, and those of the time of the plan.

    Its time is from its adoption to that of the next plan, or to the end of the year that is asked for.
    """
    since = adopted(site, plan)
    others = [adopted(site, other) for other in site.holding.of_kind("ActionPlan")]
    later = [day for day in others if day and since and day > since]
    until = min([*later, f"{as_of}-12-31" if as_of else AFTER_ALL])

    def of_the_time(one: Chair) -> bool:
        return (not one.latest or not since or one.latest > since) and (not one.earliest or one.earliest < until)

    found = [one for one in chairs(site) if one in placed or of_the_time(one)]
    return (*found, None) if None in placed else tuple(found)


def _line(row: Row, rows: Sequence[Row], columns: Iterable[Chair | None], placed: dict[Proof, Chair | None]) -> Line:
    actions = [one for one in rows if one.kind == "Action" and row.provision in one.above]
    return Line(
        row,
        tuple(_cell(row, actions, chair, placed) for chair in columns),
        len(actions),
        sum(treated(one.level_stated) for one in actions),
        sum(treated(one.level_any) for one in actions),
    )


def _cell(row: Row, actions: Iterable[Row], chair: Chair | None, placed: dict[Proof, Chair | None]) -> Cell:
    own = tuple(proof for proof in row.proofs if placed[proof] == chair)
    level = _highest(own)
    return Cell(
        chair,
        _highest(proof for proof in own if proof.basis == "stated"),
        level,
        not own or any(proof.certain for proof in own if proof.level == level),
        own,
        sum(treated(_highest(proof for proof in one.proofs if placed[proof] == chair)) for one in actions),
    )


def _highest(proofs: Iterable[Proof]) -> str:
    return LEVELS[max((LEVELS.index(proof.level) for proof in proofs), default=0)]


def _in_order(rows: Sequence[Row], above: str | None = None) -> Iterable[Row]:
    """Yield provisions as the plan has them: each with what is directly within it after it."""
    known = {row.provision for row in rows}
    for row in rows:
        within = [one for one in row.above if one in known]
        if (within[-1] if within else None) == above:
            yield row
            yield from _in_order(rows, row.provision)
