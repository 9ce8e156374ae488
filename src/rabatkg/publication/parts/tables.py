"""The tables: which there are, and what stands in their columns."""

from collections.abc import Iterator, Sequence
from functools import partial

from rabatkg.coverage import Row as Covered
from rabatkg.names import DCTERMS, RDF, RKG, SKOS
from rabatkg.publication.columns import CLASS, DATES, NOTATION, Listed, dated, key, own, texts, thing, things
from rabatkg.publication.downloads import Download
from rabatkg.publication.licensing import licence
from rabatkg.publication.remembering import once
from rabatkg.publication.site import File, Site
from rabatkg.publication.tabulating import KEYS, SEVERAL, Column, Row, Rows, Table, metadata
from rabatkg.speech import mark

PRESENCE = (
    *("chairedBy", "coChair", "host", "organiser", "coOrganiser", "participant", "observedBy", "inPresenceOf"),
    *("presentedBy", "supportedBy", "fundedBy"),
)
"""The properties that say who took part in an event, and as what."""


LEVELS = (
    Column("level_stated", title=mark("Level of evidence, by what is stated")),
    Column("level_any", title=mark("Level of evidence, on any basis")),
    Column("certain_stated", title=mark("Whether the first level holds however the dates fall"), datatype="boolean"),
    Column("certain_any", title=mark("Whether the second level holds however the dates fall"), datatype="boolean"),
    Column("assessable", title=mark("Whether a document held treats the domain"), datatype="boolean"),
)


def _table(
    name: str, title: str, about: str, classes: Sequence[str], columns: Listed, rows: Rows | None = None
) -> Table:
    """Return a table with a line for each thing of some classes, which is told apart by its key."""

    def listed(site: Site) -> Sequence[Column]:
        return (key(about), CLASS, *texts(site, "label", f"{SKOS}prefLabel", mark("Name")), *columns(site))

    KEYS[name] = about
    return Table(name, title, listed, rows or partial(things, classes=classes, columns=listed), (about,), about)


def _levelled(site: Site) -> Iterator[Row]:
    """Yield the provisions, with what came of those of plans."""
    told: dict[str, Covered] = {}
    for plan in site.holding.of_kind("ActionPlan"):
        for rows in site.kg[site.languages[0]].coverages(("domain", "objective", "action"), plan).values():
            told.update((row.provision, row) for row in rows)
    for row in things(site, ("Provision",), PROVISIONS.columns):
        if found := told.get(row["provision"]):
            row |= {"level_stated": found.level_stated, "level_any": found.level_any}
            for name in ("certain_stated", "certain_any", "assessable"):
                row[name] = str(getattr(found, name)).lower()
        yield row


def _present(site: Site) -> Iterator[Row]:
    """Yield who is said to have taken part in what, and as what."""
    for name in PRESENCE:
        for event in sorted({*site.holding.of_kind("Meeting"), *site.holding.of_kind("MeetingPart")}):
            for actor in site.holding.values(event, f"{RKG}{name}"):
                yield {"event": site.names.short(event), "relation": name, "actor": site.names.short(actor.value)}


def _claims(site: Site) -> Iterator[Row]:
    """Yield each claim with each piece of its evidence."""
    hold, short = site.holding, site.names.short
    for claim in hold.of_kind("Claim"):
        value = hold.values(claim, f"{RDF}object")[0]
        row = {
            "claim": short(claim),
            "subject": short(hold.value(claim, f"{RDF}subject") or ""),
            "property": short(hold.value(claim, f"{RDF}predicate") or ""),
            "object": short(value.value) if value.kind == "uri" else value.value,
            "datatype": short(value.datatype or ""),
            "language": value.lang or "",
            "rank": short(hold.value(claim, f"{RKG}rank") or ""),
        }
        for evidence in hold.values(claim, f"{RKG}evidence"):
            yield row | {"evidence": short(evidence.value)}


def _evidence(site: Site) -> Iterator[Row]:
    """Yield each piece of evidence, with the passage or the pages that it rests on."""
    hold, short = site.holding, site.names.short

    def of(iri: str, name: str) -> str:
        return short(hold.value(iri, f"{RKG}{name}") or "")

    for evidence in hold.of_kind("Evidence"):
        passage = hold.value(evidence, f"{RKG}passage") or ""
        yield {
            "evidence": short(evidence),
            "basis": of(evidence, "basis"),
            "document": of(passage, "inDocument"),
            "section": of(passage, "section"),
            "page": of(passage, "page"),
            "quote": hold.value(evidence, f"{RKG}quote") or "",
            "web_pages": SEVERAL.join(short(page.value) for page in hold.values(evidence, f"{RKG}webPage")),
        }


def _placed(site: Site) -> Sequence[Column]:
    return (
        *(thing("meetingKind", "terms"), thing("status", "terms"), dated("start"), dated("end"), dated("when")),
        *(*DATES, thing("place", "places"), own("ordinal", datatype="integer")),
        thing("duringChairmanship", "chairmanships"),
        *(thing("underPlan"), thing("partOf"), thing("buildsOn", several=True), thing("theme", several=True)),
        *texts(site, "summary", f"{RKG}summary"),
    )


def _taking_part(site: Site) -> Sequence[Column]:
    return (
        *(key("participation"), CLASS, thing("actor", "actors"), thing("inEvent"), thing("role", "terms")),
        *(thing("onBehalfOf", "actors"), thing("inCapacity")),
    )


MEETINGS = _table("meetings", mark("Meetings"), "meeting", ("Meeting",), _placed)
PARTS = _table(
    *("meeting-parts", mark("Sessions and presentations of meetings"), "part", ("MeetingPart",)),
    lambda site: (thing("partOf"), *DATES, thing("presentedBy", several=True), thing("theme", several=True)),
)
PARTICIPANTS = Table(
    "participants",
    mark("Who took part in a meeting, and as what"),
    lambda site: (
        Column("event", title=mark("Event"), keys=True, required=True),
        Column("relation", title=mark("As what: the property"), required=True),
        Column("actor", title=mark("Actor"), keys=True, required=True),
    ),
    _present,
    ("event", "relation", "actor"),
    "event",
    {"actor": f"{RKG}{{relation}}"},
)
PARTICIPATIONS = Table(
    "participations",
    mark("Persons at meetings, in which role and on whose behalf"),
    _taking_part,
    partial(things, classes=("Participation",), columns=_taking_part),
    ("participation",),
    "participation",
)
RECOMMENDATIONS = _table(
    *("recommendations", mark("Recommendations"), "recommendation", ("Recommendation",)),
    lambda site: (
        *(thing("arisesFrom"), thing("category", "terms"), thing("addressee")),
        *(thing("addressesAsStated", several=True), thing("addressesAsInterpreted", several=True)),
        *(thing("mentionsAsStated", several=True), thing("mentionsAsInterpreted", several=True)),
        *(thing("theme", several=True), *texts(site, "summary", f"{RKG}summary")),
    ),
)
FOLLOW_UPS = _table(
    *("follow-ups", mark("What followed recommendations up"), "follow_up", ("FollowUp",)),
    lambda site: (
        thing("followsUp", "recommendations"),
        thing("by"),
        dated("when"),
        *DATES,
        thing("theme", several=True),
    ),
)
PROVISIONS = _table(
    *("provisions", mark("Provisions of plans, declarations and instruments, with what came of them"), "provision"),
    ("Provision",),
    lambda site: (
        *(NOTATION, thing("within"), thing("provisionOf")),
        *(*LEVELS, thing("theme", several=True), *texts(site, "summary", f"{RKG}summary")),
    ),
    _levelled,
)
FRAMEWORKS = _table(
    *("frameworks", mark("Plans, declarations and instruments"), "framework"),
    ("ActionPlan", "Declaration", "Instrument"),
    lambda site: (
        *(thing("kind", "terms"), thing("status", "terms"), dated("adoptedOn"), thing("adoptedAt", "meetings")),
        *(dated("periodStart"), dated("periodEnd"), *DATES, *texts(site, "summary", f"{RKG}summary")),
    ),
)
CHAIRMANSHIPS = _table(
    *("chairmanships", mark("Chairmanships"), "chairmanship", ("Chairmanship",)),
    lambda site: (
        *(
            thing("holder", "actors"),
            thing("side", "terms"),
            thing("ofDialogue", "actors"),
            dated("start"),
            dated("end"),
        ),
        *(dated("when"), *DATES, thing("succeeds", "chairmanships"), thing("handedOverAt", "meetings")),
    ),
)
MEMBERSHIPS = _table(
    *("memberships", mark("Memberships of the dialogue and of organisations"), "membership", ("Membership",)),
    lambda site: (
        *(thing("holder"), thing("role", "terms"), thing("side", "terms"), thing("ofDialogue", "actors")),
        *(thing("ofOrganisation", "actors"), dated("start"), dated("end"), dated("when"), *DATES),
    ),
)
CLAIMS = Table(
    "claims",
    mark("Claims, a line for each piece of evidence of each"),
    lambda site: (
        Column("claim", title=mark("Key"), required=True),
        Column("subject", f"{RDF}subject", mark("Of what it is said"), keys=True, required=True),
        Column("property", title=mark("Property"), required=True),
        Column("object", title=mark("Value: a key, or a text")),
        Column("datatype", title=mark("Datatype of the text")),
        Column("language", title=mark("Language of the text")),
        own("rank"),
        Column("evidence", f"{RKG}evidence", keys=True, refers="evidence", required=True),
    ),
    _claims,
    ("claim", "evidence"),
    "claim",
)
KEYS["evidence"] = "evidence"
EVIDENCE = Table(
    "evidence",
    mark("Evidence: the words of a source, or its pages, and how claims follow from them"),
    lambda site: (
        Column("evidence", title=mark("Key"), required=True),
        Column("basis", f"{RKG}basis", mark("Whether it is stated or interpreted"), keys=True, refers="terms"),
        Column("document", title=mark("Document"), refers="documents"),
        Column("section", title=mark("Section")),
        Column("page", title=mark("Page"), datatype="integer"),
        Column("quote", title=mark("Words of the source")),
        Column("web_pages", title=mark("Pages of the web"), several=True),
    ),
    _evidence,
    ("evidence",),
    "evidence",
)
DOCUMENTS = _table(
    *("documents", mark("Documents"), "document", ("Document",)),
    lambda site: (
        *(thing("kind", "terms"), thing("holding", "terms"), Column("language", f"{DCTERMS}language")),
        *(
            own("address", datatype="anyURI", address=True),
            own("site"),
            dated("read"),
            dated("when"),
            *DATES,
        ),
        *(thing("documents", several=True), own("file"), own("checksum")),
    ),
)
OBSERVATIONS = _table(
    *("observations", mark("Figures that sources give"), "observation", ("Observation",)),
    lambda site: (
        *(thing("measure", "terms"), own("value", datatype="decimal"), thing("unit", "terms")),
        *(thing("qualifier", "terms"), dated("asOf"), *DATES, thing("arisesFrom"), thing("reportedBy")),
        *(thing("concerns", several=True), own("printedAs")),
    ),
)
ACTORS = _table(
    *("actors", mark("States, organisations, persons and bodies"), "actor", ("Actor",)),
    lambda site: (
        thing("kind", "terms"),
        thing("side", "terms"),
        own("alpha2"),
        own("alpha3"),
        thing("parent", "actors"),
    ),
)
PLACES = _table(
    *("places", mark("Places"), "place", ("Place",)),
    lambda site: (thing("inCountry", "actors"), own("geonames", datatype="anyURI", address=True)),
)
TERMS = _table(
    *("terms", mark("Terms of the vocabularies"), "term", ("Term",)),
    lambda site: (
        Column("broader", f"{SKOS}broader", keys=True, several=True),
        *(NOTATION, *texts(site, "definition", f"{SKOS}definition")),
    ),
)
TABLES = (
    *(MEETINGS, PARTS, PARTICIPANTS, PARTICIPATIONS, RECOMMENDATIONS, FOLLOW_UPS, PROVISIONS, FRAMEWORKS),
    *(CHAIRMANSHIPS, MEMBERSHIPS, CLAIMS, EVIDENCE, DOCUMENTS, OBSERVATIONS, ACTORS, PLACES, TERMS),
)
"""All tables, in the order in which they are listed."""
TOGETHER = "tables/csv-metadata.json"
"""The path of the description of all tables together."""


@once
def lines(site: Site, place: int) -> tuple[Row, ...]:
    """Return the lines of a table by its place in TABLES."""
    return tuple(TABLES[place].rows(site))


@once
def downloads(site: Site) -> tuple[Download, ...]:
    """Return the tables that are offered."""

    def offered(place: int, table: Table) -> Download:
        def written() -> bytes:
            return table.written(site, lines(site, place))

        return Download(table.path, "text/csv", table.title, lambda: len(lines(site, place)), written)

    return tuple(offered(place, table) for place, table in enumerate(TABLES))


def files(site: Site) -> Iterator[File]:
    """Yield the tables, each with its description, and the description of them all together."""
    for one, table in zip(downloads(site), TABLES, strict=True):
        yield File(one.path, partial(getattr, one, "content"))
        yield File(f"{one.path}-metadata.json", partial(_alone, site, table))
    yield File(TOGETHER, partial(_together, site))


def _alone(site: Site, table: Table) -> bytes:
    return metadata([table.described(site)])


def _together(site: Site) -> bytes:
    described = [table.described(site, lines(site, place)) for place, table in enumerate(TABLES)]
    told = licence(site)
    more = {"dc:license": {"@id": told.address}} if told else {}
    return metadata(described, **{"@type": "TableGroup", **more})
