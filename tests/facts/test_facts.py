"""Every fact that was gathered beyond the two documents is in the graph, or is left out with a reason."""

import os
from pathlib import Path

import pytest
import yaml
from rdflib import Literal, URIRef

from rabatkg import building, graph
from rabatkg.layout import Layout
from rabatkg.names import RKG, Names
from rabatkg.queries import ask, catalogue

ROOT = Path(__file__).resolve().parents[2]
LEDGER = yaml.load((Path(__file__).parent / "ledger.yaml").read_text("utf-8"), yaml.BaseLoader)
"""For each entry: where it is in the graph, or why it was left out; and the claims that hold its disagreements."""


@pytest.fixture(scope="module")
def facts():
    """Return the entries by folder, file and key; the facts are not part of the project."""
    named = os.environ.get("RABATKG_FACTS")
    folder = Path(named) if named else ROOT.parent / "shared" / "facts"
    if not folder.is_dir():
        if os.environ.get("CI") and (named or folder.parent.is_dir()):
            pytest.fail(f"the facts should be in {folder}")
        pytest.skip("no facts: set RABATKG_FACTS to the folder that holds them")
    return {
        f"{path.parent.name}/{path.stem}/{entry['key']}": entry
        for path in sorted(folder.glob("*/*.yaml"))
        for entry in yaml.load(path.read_text("utf-8"), yaml.BaseLoader)["entries"]
    }


@pytest.fixture(scope="module")
def names():
    return Names.of(Layout.find(ROOT))


@pytest.fixture(scope="module")
def full():
    return graph.assemble(Layout.find(ROOT), "full")


@pytest.fixture(scope="module")
def claims(full):
    return [claim for expansion in full.expansions for claim in expansion.claims]


def sources(tree):
    if isinstance(tree, dict):
        if "url" in tree and "says" in tree:
            yield tree
        tree = list(tree.values())
    if isinstance(tree, list):
        for one in tree:
            yield from sources(one)


def test_every_entry_is_accounted_for(facts):
    assert set(LEDGER) == set(facts)


@pytest.mark.parametrize("entry", LEDGER)
def test_an_entry_is_in_the_graph_or_left_out_with_a_reason(entry, full, names):
    line = LEDGER[entry]
    assert ("in" in line) != ("left-out" in line)
    if "left-out" in line:
        assert set(line["left-out"]) == {"en", "fr"}
        return
    said = {str(one.subject) for expansion in full.expansions for one in expansion.statements}
    assert line["in"]
    assert [thing for thing in line["in"] if names.thing(thing) not in said] == []


@pytest.fixture(scope="module")
def competing(full, names):
    """Return what the saved question on competing claims answers: thing and property of each."""
    question = catalogue(Layout.find(ROOT))["competing-claims"]
    found = ask(building.in_memory(full), question, names, "en", {})
    return {(row["subject"].value, row["property"].value) for row in found.rows}


@pytest.mark.parametrize("entry", LEDGER)
def test_every_disagreement_is_told_by_the_question_on_competing_claims(entry, facts, full, competing, names):
    said = facts[entry].get("disagreement", [])
    held = LEDGER[entry].get("disagreements", [])
    if "left-out" in LEDGER[entry]:
        return
    assert len(held) >= len(said)
    for thing, key in held:
        assert (names.thing(thing), full.grammar.keys[key].iri) in competing, (thing, key)


def test_nothing_states_what_only_a_lost_page_says(facts, full, claims):
    """A page that a second reading did not find again is no proof of a statement by itself."""
    lost = {one["url"] for entry in facts.values() for one in sources(entry) if one.get("found_again") == "false"}
    lost -= {one["url"] for entry in facts.values() for one in sources(entry) if one.get("found_again") != "false"}
    address = URIRef(RKG + "address")
    gone = {
        one.subject
        for expansion in full.expansions
        for one in expansion.statements
        if one.predicate == address and str(one.object) in lost
    }
    assert lost
    for claim in claims:
        for evidence in claim.evidence:
            if evidence.pages and set(evidence.pages) <= gone and claim.rank is None:
                assert evidence.basis == "interpreted", (claim.subject, claim.predicate, claim.object)


def test_an_incomplete_address_is_no_link(facts, full):
    cut = {one["url"] for entry in facts.values() for one in sources(entry) if one.get("url_complete") == "false"}
    address = URIRef(RKG + "address")
    linked = {str(one.object) for each in full.expansions for one in each.statements if one.predicate == address}
    assert not cut & linked


def test_no_meeting_after_january_2025_is_told_as_held(full):
    status, latest = URIRef(RKG + "status"), URIRef(RKG + "latest")
    said = [one for expansion in full.expansions for one in expansion.statements]
    held = {one.subject for one in said if one.predicate == status and str(one.object).endswith("/status/held")}
    for one in said:
        if one.predicate == latest and one.subject in held and isinstance(one.object, Literal):
            assert str(one.object) < "2025-02", one.subject
