"""What reports say themselves of the coverage of a plan, to stand beside what the graph finds."""

from dataclasses import dataclass

from rabatkg.coverage.levels import last_day
from rabatkg.evidence import Support, Wording, resolve
from rabatkg.evidence.supports import supports
from rabatkg.names import Names
from rabatkg.store import HEAD, Store

MEASURES = {
    "action": "measure/actions-addressed",
    "objective": "measure/objectives-addressed",
    "objective-number": "measure/objectives-addressed",
    "domain": "measure/domains-addressed",
}
"""The measure of such a figure, by what coverage is told by."""


@dataclass(frozen=True)
class Reported:
    """A figure that a report gives for the coverage of a plan.

    Attributes:
        item: key of the observation.
        title: what it says, in own words.
        figure: the number.
        as_of: the date or period that it is for, as given.
        note: what the curator remarks on it.
        supports: the words of the report.
    """

    item: str
    title: str
    figure: str
    as_of: str | None
    note: str | None
    supports: tuple[Support, ...]


def reported(
    store: Store, names: Names, plan: str, by: str = "action", lang: str = "en", known_by: str | None = None
) -> list[Reported]:
    """Return the figures that reports give for a plan, by action, objective or domain.

    Args:
        known_by: leaves out what stands only in documents dated later, or not known to be earlier.
    """
    iri, wording = resolve(store, names, plan), Wording(store, names, lang)
    rows = store.select(
        f"""{HEAD} SELECT DISTINCT ?it ?figure ?when ?note ?evidence WHERE {{
            ?it a rkg:Observation ; rkg:measure <{names.thing(MEASURES[by])}> ; rkg:value ?figure .
            FILTER(EXISTS {{ ?it rkg:concerns|rkg:underPlan <{iri}> }}
                || NOT EXISTS {{ ?it rkg:concerns|rkg:underPlan ?other }})
            {_known(known_by)}
            OPTIONAL {{ ?it rkg:asOf ?when }} OPTIONAL {{ ?it rkg:note ?note }}
            OPTIONAL {{ ?claim rdf:subject ?it ; rdf:predicate rkg:value ; rkg:evidence ?evidence
                        FILTER NOT EXISTS {{ ?claim rkg:rank ?rank }} }} }} ORDER BY ?it ?evidence"""
    ).rows
    known = supports(wording, {row["evidence"].value for row in rows if "evidence" in row})
    notes = wording.choose(rows, "it", "note")
    found: dict[str, Reported] = {}
    for row in rows:
        item = row["it"].value
        before = found[item].supports if item in found else ()
        new = tuple(known[row[key].value] for key in ("evidence",) if key in row)
        own = tuple(dict.fromkeys((*before, *new)))
        when = row["when"].value if "when" in row else None
        found[item] = Reported(names.short(item), wording.of(item), row["figure"].value, when, notes.get(item), own)
    return list(found.values())


def _known(known_by: str | None) -> str:
    """Return the pattern that keeps the figures of documents dated by then."""
    if known_by is None:
        return ""
    return f"""?said rdf:subject ?it ; rkg:evidence/rkg:passage/rkg:inDocument/rkg:latest ?dated .
            FILTER(?dated <= "{last_day(known_by)}"^^xsd:date)"""
