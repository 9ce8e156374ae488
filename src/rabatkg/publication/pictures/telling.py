"""How dates, the languages of sources and the questions behind a picture are told."""

from calendar import monthrange

from rabatkg.names import DCTERMS, RKG, SKOS
from rabatkg.publication.site import Site
from rabatkg.queries.questions import files, find


def told_dates(earliest: str | None, latest: str | None) -> tuple[str, ...]:
    """Return the dates that tell of two days: one for a day, a month or a year, two for a span, none for nothing."""
    if earliest is None or latest is None:
        return tuple(day for day in (earliest, latest) if day)
    if earliest == latest:
        return (earliest,)
    year, month = earliest[:4], earliest[:7]
    if (earliest, latest) == (f"{year}-01-01", f"{year}-12-31"):
        return (year,)
    if earliest == f"{month}-01" and latest == f"{month}-{_days(month):02}":
        return (month,)
    return (earliest, latest)


def dates(site: Site, iri: str) -> tuple[str, ...]:
    """Return the dates of a thing as they are said of it: when it was, or its first and its last day."""
    held = site.holding
    said = held.value(iri, f"{RKG}when")
    if said:
        return (said,)
    first, last = (held.value(iri, f"{RKG}{name}") for name in ("start", "end"))
    if first:
        return (first, last) if last and last != first else (first,)
    return told_dates(held.value(iri, f"{RKG}earliest"), held.value(iri, f"{RKG}latest"))


def number_in_plan(site: Site, lang: str, iri: str) -> str:
    """Return the kind and number of a provision, with its plan: `Action 17, Plan of Example`."""
    held, words = site.holding, site.words[lang]
    kind, number = held.kind(iri), held.value(iri, f"{SKOS}notation")
    plans = [term.value for term in held.values(iri, f"{RKG}within") if held.kind(term.value) == "ActionPlan"]
    first = " ".join(text for text in (words.of(f"{RKG}{kind}") if kind else "", number or "") if text)
    return ", ".join(text for text in (first, *map(words.of, plans)) if text)


def tongue(site: Site, document: str) -> str | None:
    """Return the language that a document is written in, or None where there are several or none is known.

    Args:
        site: the graph.
        document: the key of the document.
    """
    found = site.holding.values(site.names.thing(document), f"{DCTERMS}language")
    return found[0].value if len(found) == 1 else None


def questions(site: Site, lang: str, *names: str) -> list[tuple[str, str]]:
    """Return the pages of those saved questions that there are, each with its words."""
    known = files(site.layout)
    return [(f"question/{name}.html", find(site.layout, name).question[lang]) for name in names if name in known]


def _days(month: str) -> int:
    try:
        return monthrange(int(month[:4]), int(month[5:7]))[1]
    except ValueError:
        return 0
