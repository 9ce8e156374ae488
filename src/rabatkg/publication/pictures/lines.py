"""The matrix of a plan as a table for spreadsheets: a line for each proof, with its words and its claims."""

import csv
from collections.abc import Iterator
from io import StringIO

from rabatkg.coverage import LEVELS, Hop, Proof, Row
from rabatkg.publication.pictures.chairmanships import UNCERTAIN, Chair
from rabatkg.publication.pictures.matrix import Line, matrix
from rabatkg.publication.pictures.proofs import claims, own, placed_by
from rabatkg.publication.site import Site
from rabatkg.publication.tabulating import SEVERAL
from rabatkg.queries.answers import guarded
from rabatkg.store import Term

ABOVE = ("objective", "domain")
WORDS = ("quote", "document", "section", "page")


def columns(site: Site) -> list[str]:
    """Return the names of the columns, in their order.

    * `provision`, `kind`, `number`, `title_en` ...: what the proof is about itself; `objective`, `objective_number`,
      `domain`, `domain_number`: what that is within;
    * `chairmanship`, `chairmanship_en` ...: under whom it stands, or `uncertain`; `placed_by`: `source` where a source
      names the chairmanship, `date` where the date decides, `uncertain` where neither does;
    * `level`: what the proof amounts to; `level_stated`: the same if all of it is stated, else `nothing-found`;
      `basis`: `stated` if the whole chain is, else `interpreted`;
    * `item`, `item_kind`, `item_en` ...: the recommendation, session, meeting; `quote`, `document`, `section`, `page`:
      the words about it; `through` and those that begin so: the recommendation that it follows up, and the words that
      link this to the provision;
    * `claims`: the IRIs of the claims of the chain; `earliest`, `latest`: the days between which it took place;
      `certain`: whether its date is precise enough to tell that it counts.

    * `rolled_up`: `yes` in the one line of a domain or an objective that has its level over all, as the matrix shows
      it, so with what came of the actions within; `no` in lines of proofs, each of which stands once, with the
      provision that it is about itself.

    An action of which nothing is found has one line, without a proof.
    """
    titles = [f"title_{lang}" for lang in site.languages]
    chairs = [f"chairmanship_{lang}" for lang in site.languages]
    items = [f"item_{lang}" for lang in site.languages]
    above = [column for name in ABOVE for column in (name, f"{name}_number")]
    return [
        *("provision", "kind", "number", *titles, *above, "rolled_up", "chairmanship", *chairs, "placed_by"),
        *("level", "level_stated", "item", "item_kind", *items, "basis", *WORDS),
        *("through", *(f"through_{name}" for name in WORDS), "claims", "earliest", "latest", "certain"),
    ]


def written(site: Site, plan: str) -> bytes:
    """Return the table of a plan as CSV (RFC 4180, UTF-8); before what looks like a formula stands an apostrophe.

    Args:
        site: the graph.
        plan: the IRI of the plan.
    """
    text = StringIO()
    writer = csv.DictWriter(text, columns(site), restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in lines(site, plan):
        writer.writerow({name: guarded(Term("literal", value)) for name, value in row.items()})
    return text.getvalue().encode()


def lines(site: Site, plan: str) -> Iterator[dict[str, str]]:
    """Yield the lines of the table of a plan, in the order of the plan, by the names of their columns."""
    found = matrix(site, site.languages[0], plan, None).lines
    rows = {line.row.provision: line.row for line in found}
    for line in found:
        about = _about(site, line, rows)
        proofs = own(line)
        if line.row.kind != "Action":
            yield about | _over_all(line.row)
        elif not proofs:
            yield about | {"rolled_up": "no", "level": LEVELS[0], "level_stated": LEVELS[0]}
        about["rolled_up"] = "no"
        for chair, proof in proofs:
            yield about | _under(site, chair, proof) | _shown(site, proof)


def _about(site: Site, line: Line, rows: dict[str, Row]) -> dict[str, str]:
    row, thing = line.row, site.names.thing(line.row.provision)
    told = {"provision": thing, "kind": row.kind, "number": row.notation}
    for above in (rows[key] for key in row.above if key in rows):
        name = above.kind.lower()
        if name in ABOVE:
            told |= {name: site.names.thing(above.provision), f"{name}_number": above.notation}
    return told | _named(site, "title", thing)


def _over_all(row: Row) -> dict[str, str]:
    certain = str(row.certain_any).lower()
    return {"rolled_up": "yes", "level": row.level_any, "level_stated": row.level_stated, "certain": certain}


def _under(site: Site, chair: Chair | None, proof: Proof) -> dict[str, str]:
    if chair is None:
        return {"chairmanship": UNCERTAIN, "placed_by": UNCERTAIN}
    return {"chairmanship": chair.iri, "placed_by": placed_by(site, proof)} | _named(site, "chairmanship", chair.iri)


def _shown(site: Site, proof: Proof) -> dict[str, str]:
    item = site.names.thing(proof.item)
    told = {
        "level": proof.level,
        "level_stated": proof.level if proof.basis == "stated" else LEVELS[0],
        "item": item,
        "item_kind": proof.kind,
        "basis": proof.basis,
        "claims": SEVERAL.join(dict.fromkeys(claim for hop in proof.hops for claim in claims(site, hop))),
        "earliest": proof.earliest or "",
        "latest": proof.latest or "",
        "certain": str(proof.certain).lower(),
    }
    for hop in proof.hops[1:]:
        told |= {"through": site.names.thing(hop.subject)} | _words(site, hop, "through_")
    return told | _named(site, "item", item) | _words(site, proof.hops[0], "")


def _named(site: Site, name: str, iri: str) -> dict[str, str]:
    return {f"{name}_{lang}": site.words[lang].of(iri) for lang in site.languages}


def _words(site: Site, hop: Hop, before: str) -> dict[str, str]:
    source = hop.source
    told = (
        hop.quote or "",
        site.names.thing(source.document) if source else "",
        (source.section or "") if source else "",
        str(source.page or "") if source else "",
    )
    return {before + name: text for name, text in zip(WORDS, told, strict=True)}
