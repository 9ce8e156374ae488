"""Additions: what a second file says of a thing, and what it takes out of the first."""

from pathlib import Path

import pytest
from rdflib import Literal, URIRef

from rabatkg import graph
from rabatkg.layout import Layout
from rabatkg.names import RKG
from rabatkg.reading import read
from rabatkg.records import Expander

GOOD = Path(__file__).resolve().parents[1] / "good"
MEETING = "meeting/2031-09-otherville"


@pytest.fixture(scope="module")
def lagoon():
    return graph.assemble(Layout.find(GOOD, GOOD / "not-built"), None)


@pytest.fixture
def added(lagoon):
    """Return a function that gives the Lagoon corpus with an addition, written as text."""

    def corpus_with(text):
        expander = Expander(lagoon.grammar, lagoon.names, ("en", "fr"))
        return graph.with_records(lagoon, expander.file(read(text, Path("addition.yaml"))))

    return corpus_with


def values(corpus, thing, word):
    iri = URIRef(corpus.names.thing(thing))
    said = [one for expansion in corpus.expansions for one in expansion.statements]
    return sorted(str(one.object) for one in said if one.subject == iri and one.predicate == URIRef(RKG + word))


PROOF = "evidence: [{pages: [document/web-2031], verification: reported}]"


def test_an_addition_says_more_of_a_thing(added):
    corpus = added(f"adds: {MEETING}\norganiser: [state/aaa]\n{PROOF}\n")
    assert values(corpus, MEETING, "organiser") == [
        corpus.names.thing("organisation/visa-agency"),
        corpus.names.thing("state/aaa"),
    ]
    assert corpus.problems == []


def test_its_text_takes_the_place_of_the_records_own(added, lagoon):
    corpus = added(f"adds: {MEETING}\nsummary:\n  en: Shorter.\n  fr: Plus court.\n")
    assert values(corpus, MEETING, "summary") == ["Plus court.", "Shorter."]
    assert len(values(lagoon, MEETING, "summary")) == 2


def test_a_ranked_claim_takes_its_statement_out_and_keeps_it_as_a_claim(added):
    text = f"""adds: {MEETING}
start: 2031-09-03
{PROOF}
claims:
  - {{about: {MEETING}, property: start, value: 2031-09-04, rank: replaced, rule: ranking-rule/more-precise}}
"""
    corpus = added(text)
    assert values(corpus, MEETING, "start") == ["2031-09-03"]
    assert values(corpus, MEETING, "earliest") == ["2031-09-03"]
    iri, start = URIRef(corpus.names.thing(MEETING)), URIRef(RKG + "start")
    claims = [one for expansion in corpus.expansions for one in expansion.claims]
    old = [one for one in claims if one.subject == iri and one.predicate == start and str(one.object) == "2031-09-04"]
    assert {one.rank for one in old} == {"replaced"}
    assert any(one.evidence and one.evidence[0].quote for one in old), "the words of the record still prove it"


def test_a_ranked_claim_that_no_record_proves_needs_proof_of_its_own(added):
    rank = "rank: rival, rule: ranking-rule/unsettled"
    corpus = added(f"adds: {MEETING}\nclaims:\n  - {{about: {MEETING}, property: start, value: 2031-01-01, {rank}}}\n")
    assert [problem.rule for problem in corpus.problems] == ["Record-unproven"]


def test_an_addition_to_nothing_is_a_fault(added):
    corpus = added(f"adds: meeting/2031-09-nowhere\norganiser: [state/aaa]\n{PROOF}\n")
    assert {problem.rule for problem in corpus.problems} == {"Record-unknown-reference"}


def test_two_additions_to_one_thing_are_a_fault(added):
    both = "\n".join(f"  - adds: {MEETING}\n    organiser: [{one}]\n    {PROOF}" for one in ("state/aaa", "state/bbb"))
    corpus = added(f"records:\n{both}\n")
    assert "Record-id-twice" in {problem.rule for problem in corpus.problems}


def test_several_additions_to_one_thing_are_told_apart_by_their_keys(added):
    both = "\n".join(
        f"  - adds: {MEETING}\n    key: {one[-3:]}\n    organiser: [{one}]\n    {PROOF}"
        for one in ("state/aaa", "state/bbb")
    )
    corpus = added(f"records:\n{both}\n")
    assert corpus.problems == []
    assert {one.id for one in corpus.expansions if one.adds} >= {f"addition/{MEETING}/aaa", f"addition/{MEETING}/bbb"}
    assert {corpus.names.thing("state/aaa"), corpus.names.thing("state/bbb")} <= set(
        values(corpus, MEETING, "organiser")
    )


def test_the_key_of_an_addition_is_a_key(added):
    corpus = added(f"adds: {MEETING}\nkey: Not a key\norganiser: [state/aaa]\n{PROOF}\n")
    assert [(problem.rule, problem.mark.line) for problem in corpus.problems] == [("Record-key", 2)]
    assert all(" " not in graph for *_, graph in corpus.quads)


def test_a_text_claimed_in_two_languages_is_two_claims(lagoon):
    account = URIRef(RKG + "account")
    rivals = [one for each in lagoon.expansions for one in each.claims if one.predicate == account and one.rank]
    assert {one.object.language for one in rivals if isinstance(one.object, Literal)} == {"en", "fr"}
    assert {str(one.ranked_by) for one in rivals} == {lagoon.names.thing("ranking-rule/unsettled")}
