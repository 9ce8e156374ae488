"""What coverage asks of the graph: the provisions of a plan, what treats them, when, and on what evidence."""

from dataclasses import dataclass, field

from rabatkg.errors import UnknownName
from rabatkg.evidence import Support, Wording, resolve, values
from rabatkg.evidence.supports import supports
from rabatkg.names import RKG, Names
from rabatkg.store import HEAD, Store

LINKS = ("addressesAsStated", "addressesAsInterpreted", "mentionsAsStated", "mentionsAsInterpreted")
KINDS = ("Domain", "Objective", "Action")
EVIDENCE = """?claim rdf:predicate ?p ; rdf:subject ?s ; rdf:object ?o ; rkg:evidence ?evidence .
    FILTER NOT EXISTS { ?claim rkg:rank ?rank }"""


@dataclass
class Provision:
    """A provision of the plan, and all that it is within, the plan aside."""

    iri: str
    kind: str = ""
    notation: str = ""
    above: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Link:
    """A claim that leads to a provision: something addresses or mentions it, or follows a recommendation up."""

    subject: str
    relation: str
    object: str
    supports: tuple[Support, ...] = ()

    @property
    def mentions(self) -> bool:
        """Whether it only touches on the provision."""
        return self.relation.startswith("mentions")


@dataclass
class Context:
    """A thing in time: its own dates and status, and what it belongs to or came out of."""

    kind: str = ""
    meeting: bool = False
    earliest: str | None = None
    latest: str | None = None
    status: str | None = None
    parents: set[str] = field(default_factory=set)


@dataclass
class Document:
    """A document of the corpus, known at least by name."""

    iri: str
    missing: bool = False
    latest: str | None = None
    events: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Facts:
    """All that the graph knows of what came of a plan."""

    plan: str
    adopted: tuple[str, str] | None
    provisions: dict[str, Provision]
    links: list[Link]
    follow_ups: list[Link]
    contexts: dict[str, Context]
    documents: list[Document]
    wording: Wording


def facts(store: Store, names: Names, plan: str, lang: str) -> Facts:
    """Return what the graph knows of a plan.

    Raises:
        UnknownName: there is no such plan.
    """
    iri = _plan(store, names, plan)
    wording = Wording(store, names, lang)
    provisions = _provisions(store, iri)
    links = _links(wording, iri)
    follow_ups = _follow_ups(wording, {link.subject for link in links})
    documents = _documents(store, names)
    items = {link.subject for link in (*links, *follow_ups)} | {event for one in documents for event in one.events}
    contexts = _contexts(store, names, items)
    wording.learn([*provisions, *contexts, *(one.iri for one in documents if one.missing)])
    wording.learn(RKG + context.kind for context in contexts.values() if context.kind)
    return Facts(iri, _adopted(store, iri), provisions, links, follow_ups, contexts, documents, wording)


def _plan(store: Store, names: Names, plan: str) -> str:
    known = {row["plan"].value for row in store.select(f"{HEAD} SELECT ?plan WHERE {{ ?plan a rkg:ActionPlan }}").rows}
    iri = names.full(plan) if names.full(plan) in known else resolve(store, names, plan)
    if iri not in known:
        raise UnknownName(plan, [names.short(one) for one in known], "{name} is no action plan.")
    return iri


def _adopted(store: Store, plan: str) -> tuple[str, str] | None:
    """Return the first and the last day on which the plan may have been adopted, if the graph has a date for it."""
    rows = store.select(
        f"""{HEAD} SELECT ?first ?last ?own WHERE {{
            {{ <{plan}> rkg:adoptedOn ?date ; rkg:earliest ?first ; rkg:latest ?last . BIND(0 AS ?own) }}
            UNION {{ <{plan}> rkg:adoptedAt ?event . ?event rkg:earliest ?first ; rkg:latest ?last . BIND(1 AS ?own) }}
        }} ORDER BY ?own ?first"""
    ).rows
    return (rows[0]["first"].value, rows[0]["last"].value) if rows else None


def _provisions(store: Store, plan: str) -> dict[str, Provision]:
    rows = store.select(
        f"""{HEAD} SELECT DISTINCT ?it ?kind ?notation ?above WHERE {{
            ?it rkg:within <{plan}> , ?above .
            OPTIONAL {{ VALUES ?kind {{ {" ".join(f"rkg:{kind}" for kind in KINDS)} }} ?it a ?kind }}
            OPTIONAL {{ ?it skos:notation ?notation }} }}"""
    ).rows
    found: dict[str, Provision] = {}
    for row in rows:
        one = found.setdefault(row["it"].value, Provision(row["it"].value))
        one.above.add(row["above"].value)
        one.kind = row["kind"].value.removeprefix(RKG) if "kind" in row else one.kind
        one.notation = row["notation"].value if "notation" in row else one.notation
    for one in found.values():
        one.above.discard(plan)
    return found


def _links(wording: Wording, plan: str) -> list[Link]:
    listed = " ".join(f"rkg:{link}" for link in LINKS)
    return _with_evidence(wording, f"VALUES ?p {{ {listed} }} ?s ?p ?o . ?o rkg:within <{plan}> .")


def _follow_ups(wording: Wording, recommendations: set[str]) -> list[Link]:
    return _with_evidence(
        wording,
        f"""VALUES ?o {{ {values(recommendations)} }} VALUES ?p {{ rkg:followsUp }}
            ?o a rkg:Recommendation . ?s ?p ?o ; a rkg:FollowUp .""",
    )


def _with_evidence(wording: Wording, pattern: str) -> list[Link]:
    """Return the statements of a pattern, with the evidence of those that are claimed.

    Two questions, since an OPTIONAL part that meets the claims of the whole graph is slow in every engine.
    """
    rows = [
        row
        for one in (f"?s ?p ?o WHERE {{ {pattern} }}", f"?s ?p ?o ?evidence WHERE {{ {pattern} {EVIDENCE} }}")
        for row in wording.store.select(f"{HEAD} SELECT DISTINCT {one}").rows
    ]
    known = supports(wording, {row["evidence"].value for row in rows if "evidence" in row})
    found: dict[tuple[str, str, str], list[Support]] = {}
    for row in rows:
        own = found.setdefault((row["s"].value, row["p"].value.removeprefix(RKG), row["o"].value), [])
        if "evidence" in row:
            own.append(known[row["evidence"].value])
    return [
        Link(*triple, tuple(sorted(own, key=lambda one: (one.basis != "stated", one.id))))
        for triple, own in sorted(found.items())
    ]


def _contexts(store: Store, names: Names, items: set[str]) -> dict[str, Context]:
    """Return the items with all that they belong to or came out of, up to the meetings."""
    rows = store.select(
        f"""{HEAD} SELECT DISTINCT ?it ?kind ?meeting ?parent ?earliest ?latest ?status WHERE {{
            VALUES ?item {{ {values(items)} }} ?item rkg:belongsTo? ?it .
            GRAPH ?graph {{ ?it a ?kind }} FILTER(?graph != <{names.graph("inferred")}>)
            OPTIONAL {{ ?it a ?meeting FILTER(?meeting = rkg:Meeting) }}
            OPTIONAL {{ ?it rkg:arisesFrom|rkg:partOf ?parent }}
            OPTIONAL {{ ?it rkg:earliest ?earliest }} OPTIONAL {{ ?it rkg:latest ?latest }}
            OPTIONAL {{ ?it rkg:status ?status }} }}"""
    ).rows
    found: dict[str, Context] = {}
    for row in rows:
        text = {key: term.value for key, term in row.items()}
        one = found.setdefault(text["it"], Context())
        one.kind, one.meeting = text["kind"].removeprefix(RKG), "meeting" in text
        one.earliest, one.latest = text.get("earliest"), text.get("latest")
        one.status = text["status"].rpartition("/")[2] if "status" in text else None
        if "parent" in text:
            one.parents.add(text["parent"])
    return found


def _documents(store: Store, names: Names) -> list[Document]:
    rows = store.select(
        f"""{HEAD} SELECT DISTINCT ?it ?holding ?latest ?event WHERE {{
            ?it a rkg:Document ; rkg:holding ?holding .
            OPTIONAL {{ ?it rkg:latest ?latest }} OPTIONAL {{ ?it rkg:documents ?event }} }}"""
    ).rows
    found: dict[str, Document] = {}
    for row in rows:
        one = found.setdefault(row["it"].value, Document(row["it"].value))
        one.missing = row["holding"].value == names.thing("holding/known-missing")
        one.latest = row["latest"].value if "latest" in row else None
        if "event" in row:
            one.events.add(row["event"].value)
    return [found[iri] for iri in sorted(found)]
