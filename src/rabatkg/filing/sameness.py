"""Compare what the records of two corpora say, whatever their things are called."""

from collections.abc import Callable, Collection

from rdflib import URIRef

from rabatkg.graph import Corpus

Said = tuple[object, ...]


def said(corpus: Corpus, apart: Collection[URIRef] = ()) -> set[Said]:
    """Return what the records of a corpus say, claims and their evidence by their content and not by their names.

    Args:
        corpus: the corpus.
        apart: the things whose records are left out.
    """
    found = set[Said]()
    for one in corpus.expansions:
        if one.iri in apart:
            continue
        found.update((each.subject, each.predicate, each.object) for each in one.statements)
        for claim in one.claims:
            proofs = frozenset(
                (proof.passage, proof.quote, proof.basis, proof.because, proof.pages, proof.verification)
                for proof in claim.evidence
            )
            rank = (claim.rank, claim.rank_rule, claim.ranked_by)
            found.add((claim.subject, claim.predicate, claim.object, *rank, proofs))
    return found


def moved(said: set[Said], new: Callable[[URIRef], URIRef]) -> set[Said]:
    """Return what is said with each thing under its new name."""

    def one(part: object) -> object:
        if isinstance(part, URIRef):
            return new(part)
        if isinstance(part, tuple):
            return tuple(one(inner) for inner in part)
        if isinstance(part, frozenset):
            return frozenset(one(inner) for inner in part)
        return part

    return {tuple(one(part) for part in each) for each in said}
