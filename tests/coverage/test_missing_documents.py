"""What is known to be missing changes what can be said: the register of documents is part of every answer."""

from dataclasses import replace
from pathlib import Path

import pytest

from rabatkg import building, graph
from rabatkg.coverage import coverage
from rabatkg.layout import Layout

ROOT = Path(__file__).resolve().parents[2]
PLAN = "plan/cadiz-2022"
GENEVA = "document/outcome-2023-missing-persons"


@pytest.fixture(scope="module")
def full():
    return graph.assemble(Layout.find(ROOT), "full")


@pytest.fixture(scope="module")
def rows(full):
    """Return a function that gives the rows of a corpus by provision, as of a day."""

    def by_provision(corpus=full, by="action", as_of="2024-12-31", known_by=None):
        store = building.in_memory(corpus)
        return {row.provision: row for row in coverage(store, corpus.names, PLAN, by, as_of, known_by)}

    return by_provision


def without(corpus, *ids):
    drop = {*ids, *(f"addition/{one}" for one in ids)}
    kept = [one for one in corpus.expansions if one.id not in drop]
    assert len(kept) < len(corpus.expansions)
    return replace(corpus, expansions=kept)


def test_a_document_out_of_the_register_changes_what_could_change_a_level(full, rows):
    action = "provision/cadiz-2022/action-17"
    assert GENEVA in {one.document for one in rows()[action].missing}
    assert GENEVA not in {one.document for one in rows(without(full, GENEVA))[action].missing}


def test_an_event_out_of_the_graph_changes_a_level(full, rows):
    action, launch = "provision/cadiz-2022/action-17", "meeting/2024-07-network-launch"
    later = ("meeting/2024-11-network-second", "follow-up/network-set-up", "follow-up/focal-points-named")
    assert rows()[action].level_any == "followed-up"
    assert rows(without(full, launch, *later))[action].level_any == "recommended"


def test_what_no_document_treats_is_not_assessable(rows):
    before = rows(by="domain", known_by="2022-12-31")
    assert not any(row.assessable for row in before.values())
    assert all(row.level_any == "nothing-found" for row in before.values())
    assert all(row.assessable for row in rows(by="domain").values())


def test_coverage_grows_from_one_year_to_the_next(rows):
    first, second = rows(as_of="2023-12-31"), rows(as_of="2024-12-31")
    found = [{key for key, row in one.items() if row.level_any != "nothing-found"} for one in (first, second)]
    assert found[0] < found[1]
    assert first["provision/cadiz-2022/action-3"].level_stated == "nothing-found"
    assert second["provision/cadiz-2022/action-3"].level_stated == "discussed"
    assert first["provision/cadiz-2022/action-17"].level_any == "recommended"
    assert second["provision/cadiz-2022/action-17"].level_any == "followed-up"


def test_every_verdict_has_its_proof(rows):
    for row in rows().values():
        assert (row.level_any == "nothing-found") == (not row.proofs)
        for proof in row.proofs:
            assert proof.hops
            assert all(hop.source is not None for hop in proof.hops)
