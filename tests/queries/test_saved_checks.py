"""Every saved check finds nothing in the corpus, and finds what is planted for it."""

import pytest
from asked import QUESTIONS

from rabatkg.names import RDF, RKG, SKOS
from rabatkg.queries import ask
from rabatkg.store import Embedded

CHECKS = [name for name, question in QUESTIONS.items() if question.is_check]
ID = "https://w3id.org/rabatkg/id/"
GRAPH = "https://w3id.org/rabatkg/graph/planted"


def quad(subject, predicate, object_):
    return f"<{ID}{subject}> <{predicate}> {object_} <{GRAPH}> .\n"


def thing(key):
    return f"<{ID}{key}>"


def word(name):
    return f"<{RKG}{name}>"


PLANTED = {
    "unproven-statements": quad("meeting/2023-youth", RKG + "coChair", thing("state/nor")),
    "claims-of-nothing": (
        quad("claim/planted", RDF + "type", word("Claim"))
        + quad("claim/planted", RDF + "subject", thing("meeting/2023-youth"))
        + quad("claim/planted", RDF + "predicate", word("coChair"))
        + quad("claim/planted", RDF + "object", thing("state/nor"))
    ),
    "silent-passages": (
        quad("passage/som-2024/planted", RKG + "passageKind", thing("passage-kind/content"))
        + quad("passage/som-2024/planted", RKG + "section", '"4"')
        + quad("passage/som-2024/planted", RKG + "opening", '"Nul ne cite"')
    ),
    "missing-labels": quad("theme/planted", SKOS + "prefLabel", '"Planted"@en'),
    "idle-evidence": quad("evidence/planted", RDF + "type", word("Evidence")),
    "announcements-taken-for-done": (
        quad("meeting/2023-youth/planted", RDF + "type", word("Announcement"))
        + quad("meeting/2023-youth/planted", RKG + "followsUp", thing("meeting/2023-youth/recommendation"))
    ),
    "counts-of-the-plan": (
        quad("provision/cadiz-2022/action-30", RDF + "type", word("Action"))
        + quad("provision/cadiz-2022/action-30", RKG + "within", thing("plan/cadiz-2022"))
    ),
}


def test_every_check_has_something_planted():
    assert set(PLANTED) == set(CHECKS)


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_finds_nothing_until_it_is_planted(name, store, names):
    question = QUESTIONS[name]
    assert ask(store, question, names, "en").rows == []
    planted = Embedded.memory(store.dump() + PLANTED[name].encode())
    assert ask(planted, question, names, "fr").rows
