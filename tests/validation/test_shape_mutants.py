"""No slip of the pen in a shape goes unnoticed: the shapes are changed, one statement after the other, and we listen.

A mutant is noticed where the lint finds it, where a rule takes or refuses what it did not (`takes.txt`), where the good
corpus is no longer right, or where a bad record is told otherwise than approved.
"""

import os
from collections import defaultdict
from multiprocessing import get_context
from pathlib import Path
from random import Random

import pytest
from probing import Probing, probed, written
from query_cases import CASES, asker
from rdflib import SH, Graph
from shape_mutation import mutants
from some_shapes import Some
from watching import Watch

from rabatkg.names import RULE

HERE = Path(__file__).resolve().parent
TAKES = HERE / "takes.txt"
RECORDS = sorted(path for path in (HERE.parent / "bad").iterdir() if path.suffix in (".yaml", ".ttl"))
FILES = sorted((HERE.parent.parent / "ontology" / "shapes").glob("*.ttl"))
SAMPLE = 510
"""How many mutants are tried at each change: of each operator and file in turn, always the same."""
EQUIVALENT = {
    ("another query", "Instrument-adoption", ">="): "the same day twice is left out by STRSTARTS",
    ("another query", "Observation-since", ">="): "the same day twice is left out by STRSTARTS",
    ("another query", "Work-period", ">="): "the same day twice is left out by STRSTARTS",
    ("another pattern", "quote", r"(\S*\s+){0,24}"): "each blank still takes one of the 24 turns",
    ("drop", "kind-of-correction", "sh:maxCount 1 -> "): "it takes one word, and nothing is said twice",
    ("drop", "verification", "sh:maxCount 1 -> "): "it takes one word, and nothing is said twice",
}
"""Mutants that mean what the shapes mean, each with the reason: the operator, the rule, what is new in it.

Where nothing is new, it is what is old.
"""


pytestmark = pytest.mark.xdist_group("mutants")


@pytest.fixture(scope="module")
def watch(lagoon, joined):
    return Watch(lagoon, joined, TAKES, RECORDS)


@pytest.fixture(scope="module")
def made(watch):
    """All mutants."""
    return [
        mutant
        for path in FILES
        for mutant in mutants(path.name, set(Graph().parse(path).subjects()), watch.shapes, watch.world)
    ]


def sampled(made):
    """Return some of the mutants: as many of each operator in each file as there is room for."""
    kinds, found = defaultdict(list), []
    for mutant in made:
        kinds[mutant.operator, mutant.file].append(mutant)
    chosen = [Random("shapes").sample(kind, len(kind)) for _, kind in sorted(kinds.items())]
    while len(found) < SAMPLE:
        found += [kind.pop() for kind in chosen if kind]
    return found[:SAMPLE]


def survivors(watch, chosen):
    """Return the mutants that nothing notices; they are shared out among forks."""
    global look

    def look(number):
        return number, watch.noticed(chosen[number])

    with get_context("fork").Pool(os.cpu_count()) as pool:
        found = dict(pool.imap_unordered(look, range(len(chosen)), chunksize=4))
    return [f"{one.operator}: {one.name}" for number, one in enumerate(chosen) if found[number] is None]


@pytest.mark.exhaustive
def test_each_rule_takes_what_is_approved(lagoon, watch, approved):
    probing = Probing(lagoon)
    approved(TAKES, "\n".join(written(aim, probing.takes(watch.shapes, aim)) for aim in probed(watch.shapes)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule} {'told' if case.told else 'silent'}")
def test_a_query_tells_what_is_wrong_and_nothing_else(case, watch):
    assert watch.tells(case, Some(watch.shapes, {asker(watch.shapes, case.rule)})) == case.told


def test_every_query_has_cases_on_either_side(watch):
    queries = {str(one).removeprefix(RULE) for one in watch.shapes.subjects(SH.select)}
    assert {case.rule for case in CASES if case.told} == {case.rule for case in CASES if not case.told} >= queries


def means_the_same(mutant):
    """Return the entry of EQUIVALENT that a mutant is, if it is one."""
    rule, said = mutant.name.split(" ", 1)
    told = said.rpartition(" -> ")[2] if mutant.come else said
    return next((one for one in EQUIVALENT if one[:2] == (mutant.operator, rule) and one[2] in told), None)


def test_every_mutant_is_noticed(watch, made, exhaustive, share, figure):
    some = sampled(made)[: round(share * SAMPLE)]
    chosen = [one for one in (made if exhaustive else some) if not means_the_same(one)]
    left = survivors(watch, chosen)
    figure("shape mutants", met=len(chosen) - len(left), of=len(chosen))
    assert left == []


def test_the_shapes_themselves_are_no_mutant(watch, made):
    """Else every mutant would be noticed, and nothing known."""
    alike = [one for one in made if one.operator == "another text"][:1]
    same = [type(one)("nothing", one.file, one.name, one.gone, one.gone) for one in alike]
    assert [watch.noticed(one) for one in same] == [None]
    assert watch.noticed(alike[0]) is not None


def test_what_is_said_to_mean_the_same_is_a_mutant_that_nothing_notices(watch, made):
    listed = [one for one in made if means_the_same(one)]
    assert {means_the_same(one) for one in listed} == EQUIVALENT.keys()
    assert [one.name for one in listed if watch.noticed(one)] == []
