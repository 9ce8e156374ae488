"""The proofs of a provision, by chairmanship, the claims that they rest on, and the pages that they stand on."""

from rabatkg.coverage import Hop, Proof, Row
from rabatkg.names import RDF, RKG
from rabatkg.publication.pictures.chairmanships import Chair, placed
from rabatkg.publication.pictures.matrix import Line, matrix
from rabatkg.publication.pictures.paging import numbered, paged
from rabatkg.publication.remembering import once
from rabatkg.publication.site import Site

PROOFS_PER_PAGE = 30
UNPLACED = "unplaced"
"""What stands in addresses for what cannot be placed under a chairmanship."""

Shown = list[tuple[Chair | None, list[Proof]]]


def home(site: Site, row: Row) -> str | None:
    """Return the path of the first page with the proofs of a provision, or None where its name can be no path."""
    key = site.places.key(site.names.thing(row.provision))
    return f"coverage/{key}.html" if key else None


def own(line: Line) -> list[tuple[Chair | None, Proof]]:
    """Return the proofs about a provision itself, each with its chairmanship.

    What is about an action within a domain or an objective is shown for the action.
    """
    row = line.row
    return [
        (cell.chair, proof)
        for cell in line.cells
        for proof in cell.proofs
        if row.kind == "Action" or proof.hops[-1].object == row.provision
    ]


@once
def shown(site: Site, lang: str, plan: str) -> dict[str, list[Shown]]:
    """Return the pages of proofs of each provision of a plan, by its key."""
    return {line.row.provision: paged(own(line), PROOFS_PER_PAGE) for line in matrix(site, lang, plan, None).lines}


@once
def addresses(site: Site, lang: str, plan: str) -> dict[tuple[str, Chair | None], str]:
    """Return where the proofs of a provision under a chairmanship begin, below the folder of the language."""
    found: dict[tuple[str, Chair | None], str] = {}
    for line in matrix(site, lang, plan, None).lines:
        if first := home(site, line.row):
            for number, groups in enumerate(shown(site, lang, plan)[line.row.provision], 1):
                for chair, _ in groups:
                    found.setdefault((line.row.provision, chair), f"{numbered(first, number)}#{marked(chair)}")
            for cell in line.cells:
                if cell.proofs:
                    found.setdefault((line.row.provision, cell.chair), f"{first}#within")
    return found


def marked(chair: Chair | None) -> str:
    """Return what stands for a chairmanship in an address."""
    return f"under-{chair.mark}" if chair else UNPLACED


def placed_by(site: Site, proof: Proof) -> str:
    """Return what tells the chairmanship of a proof: SOURCE, DATE or UNCERTAIN of `chairmanships`."""
    return placed(site, site.names.thing(proof.item), proof.earliest, proof.latest)[1]


def claims(site: Site, hop: Hop) -> list[str]:
    """Return the IRIs of the claims of a step of a proof that rest on the words that it quotes, in order.

    Claims that were set aside are left out; a step whose proof is in pages of the web has the claims that rest on its
    page.
    """
    return [
        claim
        for claim in claims_of(site, site.names.thing(hop.subject), hop.property, site.names.thing(hop.object))
        if any(_shows(site, term.value, hop) for term in site.holding.values(claim, f"{RKG}evidence"))
    ]


def claims_of(site: Site, subject: str, name: str, value: str) -> list[str]:
    """Return the IRIs of the claims of a statement, without those that were set aside, in order."""
    held = site.holding
    return sorted(
        {
            one.subject.value
            for one in held.pointing(subject)
            if one.property == f"{RDF}subject"
            and held.value(one.subject.value, f"{RDF}predicate") == RKG + name
            and held.value(one.subject.value, f"{RDF}object") == value
            and not held.values(one.subject.value, f"{RKG}rank")
        }
    )


def _shows(site: Site, evidence: str, hop: Hop) -> bool:
    held, source = site.holding, hop.source
    if held.value(evidence, f"{RKG}quote") != hop.quote:
        return False
    place = site.names.thing(source.passage or source.document) if source else None
    pages = [term.value for name in ("passage", "webPage") for term in held.values(evidence, f"{RKG}{name}")]
    return place in pages or not (place or pages)
