"""The register of documents: what is held, what is known to be missing and could change, and what was read in part."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from rabatkg.names import DCTERMS, RKG
from rabatkg.publication.registers import Register, register
from rabatkg.publication.site import File, Site
from rabatkg.speech import mark, say, tongue_in

HELD, MISSING, READ = "held", "missing", "read"
"""The three parts of the register."""
PARTS = {"held": HELD, "known-missing": MISSING}
"""The parts by the keys of how a document is held; whatever else there is was read in part."""
MOST = {HELD: 10, MISSING: 100, READ: 200}
"""How many documents of a part stand on one page."""
TITLES = {HELD: mark("Documents held"), MISSING: mark("Documents missing"), READ: mark("Other documents")}
"""What the pages of the parts are called, where no kind of source names them."""
UNTOLD = "und"
"""The code of a language that is not told."""


class Entry(NamedTuple):
    """A document: its languages, where it was published, its date, what it records, what is known of it, how many
    claims rest on it, and the domains whose levels it could change, each with its plan.
    """

    iri: str
    languages: tuple[str, ...]
    site: str | None
    when: str | None
    records: list[str]
    note: str | None
    claims: int
    domains: list[tuple[str, str | None]]


class Sheet(NamedTuple):
    """Documents that stand on one page: the part of the register, the kind of source where they were read in part,
    which of the pages of these this is, of how many, and its path.
    """

    part: str
    kind: str | None
    number: int
    of: int
    path: str
    iris: Sequence[str]


def files(site: Site) -> Iterator[File]:
    """Yield the register, and pages of the documents that were read in part, by the kind of source."""
    for lang in site.languages:
        yield File(f"{lang}/documents.html", partial(_page, site, lang))
        for sheet in _sheets(register(site), lang):
            if sheet.path != "documents.html":
                yield File(f"{lang}/{sheet.path}", partial(_part, site, lang, sheet))


def _sheets(told: Register, lang: str) -> Iterator[Sheet]:
    """Yield the documents by pages; the first ones of those held and of those missing stand in the register itself."""
    parts: dict[str, list[str]] = {HELD: [], MISSING: [], READ: []}
    for iri in told.by_name(told.of_kind("Document"), lang):
        key = (told.holding.value(iri, f"{RKG}holding") or "").rpartition("/")[2]
        parts[PARTS.get(key, READ)].append(iri)
    for part in (HELD, MISSING):
        yield from _paged(part, None, part, parts[part])
    for kind, iris in told.grouped(parts[READ], "kind", lang):
        yield from _paged(READ, kind, told.site.names.short(kind).partition("/")[2] if kind else "other", iris)


def _paged(part: str, kind: str | None, key: str, iris: Sequence[str]) -> Iterator[Sheet]:
    most = MOST[part]
    of = max(1, -(-len(iris) // most))
    for number in range(1, of + 1):
        first = f"documents/{key}.html" if part == READ else "documents.html"
        path = first if number == 1 else f"documents/{key}-{number}.html"
        yield Sheet(part, kind, number, of, path, iris[(number - 1) * most : number * most])


def _page(site: Site, lang: str) -> bytes:
    told = register(site)
    sheets = list(_sheets(told, lang))
    parts = {part: [sheet for sheet in sheets if sheet.part == part] for part in (HELD, MISSING, READ)}
    return site.pages.make(
        "documents.html",
        lang,
        "documents.html",
        say("Documents", lang),
        numbers={part: sum(len(sheet.iris) for sheet in some) for part, some in parts.items()},
        parts=parts,
        entries={part: [_entry(told, iri, lang) for iri in parts[part][0].iris] for part in (HELD, MISSING)},
        sections=_sections(site),
        tongue=partial(tongue_in, lang=lang),
    )


def _part(site: Site, lang: str, sheet: Sheet) -> bytes:
    told = register(site)
    words = site.words[lang]
    title = words.of(sheet.kind) if sheet.kind else say(TITLES[sheet.part], lang)
    return site.pages.make(
        "documents_part.html",
        lang,
        sheet.path,
        title,
        entries=[_entry(told, iri, lang) for iri in sheet.iris],
        sheet=sheet,
        same=[one for one in _sheets(told, lang) if (one.part, one.kind) == (sheet.part, sheet.kind)],
        definition=words.definitions([sheet.kind]).get(sheet.kind) if sheet.kind else None,
        sections=_sections(site),
        tongue=partial(tongue_in, lang=lang),
    )


def _sections(site: Site) -> dict[str, list[str]]:
    """Return the sections of documents, as `som-2024/4-2`, by the keys of these."""
    found: dict[str, list[str]] = {}
    for section, _ in site.places.sections():
        found.setdefault(section.partition("/")[0], []).append(section)
    return found


def _entry(told: Register, iri: str, lang: str) -> Entry:
    holding = told.holding
    records = [term.value for term in holding.values(iri, f"{RKG}documents")]
    served = {term.value for one in records for term in holding.values(one, f"{RKG}serves")}
    notes = {term.lang: term.value for term in holding.values(iri, f"{RKG}note")}
    return Entry(
        iri,
        tuple(term.value for term in holding.values(iri, f"{DCTERMS}language") if term.value != UNTOLD),
        holding.value(iri, f"{RKG}site"),
        holding.value(iri, f"{RKG}when"),
        records,
        notes.get(lang),
        told.claims(iri),
        [(one, _plan(told, one)) for one in told.by_name(served, lang) if holding.kind(one) == "Domain"],
    )


def _plan(told: Register, domain: str) -> str | None:
    within = (term.value for term in told.holding.values(domain, f"{RKG}within"))
    return next((one for one in within if told.holding.kind(one) == "ActionPlan"), None)
