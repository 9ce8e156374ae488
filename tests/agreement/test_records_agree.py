"""Each record, written in each form that we write, means the same to rdflib, to Oxigraph and to our own intake."""

import random

import pytest
from reading_rdf import LIBRARIES, NAMED, OFFERED, by_our_intake, by_oxigraph, by_rdflib

from rabatkg.store.writing import written
from rdf_forms import quads_of

CHOSEN = 210
"""Records of ours that are counted in the figures, a share of them at each change; with --exhaustive, all."""
PAGES = 6
"""Evidence of more pages than can be put in every order is named anew when it is read from RDF."""


def differences(record, dialogue, folder, form):
    """Yield who reads something else in a record than it says.

    What an addition is called is told by its graph alone, so that without one it is not read back as it was.
    """
    names = dialogue.corpus.names
    quads = list(quads_of(record, names, form in NAMED))
    text = written(quads, form)
    meant = by_oxigraph(written(quads, "nquads"), "nquads")
    if by_oxigraph(text, form) != meant:
        yield "oxigraph"
    if by_rdflib(text, form) != meant:
        yield "rdflib"
    if form in OFFERED and (record.adds is None or (form in NAMED and record.statements)):
        again, problems = by_our_intake(text, form, folder, dialogue.expander)
        if problems or [meaning(one, names) for one in again] != [meaning(record, names)]:
            yield "intake"


def meaning(record, names):
    """Return all that a record says, as the graph has it: what is said twice is said."""
    return record.id, frozenset(quads_of(record, names, True))


def spread_out(record):
    """Whether a proof of a record has more pages than an order can be found for."""
    return any(len(proof.pages) > PAGES for claim in record.claims for proof in claim.evidence)


@pytest.mark.parametrize("name", ["lagoon", "exampleville", "ours"])
def test_each_record_means_the_same_to_all(name, dialogue, figure, exhaustive, share, tmp_path):
    there = dialogue(name)
    chosen = [one for one in there.corpus.written if not spread_out(one)]
    assert len(chosen) >= 0.95 * len(there.corpus.written)
    if name == "ours" and not exhaustive:
        chosen = random.Random(7).sample(chosen, round(share * CHOSEN))
    wrong = {
        (one.id, form, who) for one in chosen for form in LIBRARIES for who in differences(one, there, tmp_path, form)
    }
    figure("records in two engines", len(chosen) - len({id for id, _, _ in wrong}), len(chosen))
    assert wrong == set()


def test_what_differs_is_seen(dialogue, tmp_path, monkeypatch):
    """A character that one form loses is found by each of the readers."""
    there = dialogue("lagoon")
    record = next(one for one in there.corpus.written if one.id == "state/aaa")
    assert list(differences(record, there, tmp_path, "turtle")) == []
    whole, lost = written, {"turtle": b"Aab"}
    monkeypatch.setattr(
        f"{__name__}.written", lambda quads, form: whole(quads, form).replace(b"Aaa", lost.get(form, b"Aaa"))
    )
    assert list(differences(record, there, tmp_path, "turtle")) == ["oxigraph", "rdflib", "intake"]
