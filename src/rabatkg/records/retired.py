"""Identifiers that are no longer used: what still names one of them should name what took its place."""

from collections.abc import Iterable, Iterator, Mapping

from rdflib import RDF, URIRef
from rdflib.term import Node

from rabatkg.names import DCTERMS, Names
from rabatkg.records.problems import Problem
from rabatkg.records.statements import Expansion, rkg
from rabatkg.speech import mark

REPLACED = URIRef(f"{DCTERMS}isReplacedBy")


def tombstones(expansions: Iterable[Expansion]) -> Mapping[Node, Node | None]:
    """Return the identifiers that are no longer used, each with what took its place, where something did."""
    found: dict[Node, Node | None] = {}
    for one in expansions:
        if any(each.predicate == RDF.type and each.object == rkg("Tombstone") for each in one.statements[:1]):
            found[one.iri] = next((each.object for each in one.statements if each.predicate == REPLACED), None)
    return found


def named(names: Names, expansions: Iterable[Expansion], retired: Mapping[Node, Node | None]) -> Iterator[Problem]:
    """Yield where a record still names something by an identifier that is no longer used.

    A claim that is set aside may: it tells what was said of the thing under that name.

    Args:
        retired: the identifiers that are no longer used; see `tombstones`.
    """
    for one in expansions:
        wanted = [(each.object, each.mark) for each in one.statements if each.predicate != REPLACED]
        wanted += [(claim.subject, claim.mark) for claim in one.claims if claim.rank is None and claim.mark]
        wanted += [(one.iri, one.adds)] if one.adds else []
        for node, place in dict.fromkeys(wanted):
            if node in retired:
                after = retired[node]
                meant = (names.short(str(after)),) if after is not None else ()
                yield Problem(
                    "Record-retired-name",
                    mark("{name} is no longer used."),
                    mark("Name what took its place, or take this out; `rabatkg show` tells why it was retired."),
                    place,
                    {"name": names.short(str(node))},
                    meant,
                )
