"""What may be meant by a name: a word of it, its initials, a code; and when that is certain."""

import pytest
import yaml

from copies import copied
from rabatkg import building, graph
from rabatkg.layout import Layout
from rabatkg.names import RKG
from rabatkg.publication import Site
from rabatkg.server.matching import Index
from rabatkg.server.reconciling import batch

pytestmark = pytest.mark.xdist_group("server")

STATES = {
    "aaa": {"en": "Republic of the Lagoon", "fr": "République de la Lagune"},
    "bbb": {"en": "Democratic Republic of the Lagoon", "fr": "République démocratique de la Lagune"},
    "ccc": {"en": "Ostrelia", "fr": "Ostrélie"},
}
OTHERS = {
    "aaa": {"en": ["Lagoon", "Lagoon-West"], "fr": ["Lagune"]},
    "bbb": {"en": ["Lagoon-East"]},
    "ccc": {"en": ["Kingdom of Ostrelia", "DRL"]},
}


@pytest.fixture(scope="module")
def index(serving, tmp_path_factory):
    """Names of the Lagoon Dialogue, two of whose states are called after the lagoon."""
    home = tmp_path_factory.mktemp("alike")
    data = copied(serving.data, home / "data")
    for path in data.glob("examples/*state.yaml"):
        record = yaml.safe_load(path.read_text())
        key = record["id"].removeprefix("state/")
        record |= {"title": STATES[key], "altTitle": OTHERS[key]}
        path.write_text(yaml.safe_dump(record, allow_unicode=True))
    layout = Layout.find(data, home / "build", environ={})
    building.build(graph.assemble(layout, layout.settings.corpus), layout.settings.corpus)
    return Index(Site(layout), "http://127.0.0.1/")


def states(index, text, *types):
    """Return what may be meant among the states, with whether it is certain."""
    found = index.matched(text, {f"{RKG}{one}" for one in types})
    return [(one.key.removeprefix("state/"), one.certain) for one in found if one.key.startswith("state/")]


@pytest.mark.parametrize("text", ["Ostrelia", "ostrelie", "OSTRÉLIE", "Kingdom of Ostrelia"])
def test_a_name_that_one_thing_bears_is_certain(index, text):
    assert states(index, text)[0] == ("ccc", True)


def test_a_name_whose_words_several_states_bear_is_certain_for_none(index):
    for types in ((), ("State",)):
        assert states(index, "Lagoon", *types) == [("aaa", False), ("bbb", False)]
    assert states(index, "Lagoon-East")[0] == ("bbb", True)
    assert states(index, "Republic of the Lagoon")[0] == ("aaa", True)


def test_a_word_of_a_name_finds_it_best_where_it_is_most_of_it(index):
    assert states(index, "kingdom") == [("ccc", False)]
    scores = {one.key: one.score for one in index.matched("lagune", {f"{RKG}State"})}
    assert scores["state/aaa"] == 100.0 > scores["state/bbb"] > 75.0
    assert index.matched("of") == []


def test_a_misspelt_word_of_a_name_finds_it(index):
    assert states(index, "Ostralia") == [("ccc", False)]
    assert states(index, "Otsrelia") == [("ccc", False)]
    assert states(index, "Lagnoo", "State") == [("aaa", False), ("bbb", False)]


def test_initials_find_a_name_and_make_none_certain(index):
    assert states(index, "RDL")[0] == ("bbb", False)
    assert states(index, "drl") == [("ccc", False), ("bbb", False)]


def test_a_code_is_certain_where_a_class_was_asked_for(index):
    assert states(index, "AAA")[0] == ("aaa", False)
    assert states(index, "AAA", "State")[0] == ("aaa", True)
    assert states(index, "AA", "State")[0] == ("aaa", True)
    assert states(index, "aaa", "State") == []


def test_a_number_in_a_plan_finds_the_action(index):
    found = index.matched("Action 2")
    assert (found[0].key, found[0].certain) == ("provision/lagoon-2030/action-2", True)


def test_the_service_says_what_is_certain(index):
    told = batch(
        index, {"q": {"query": "Lagoon", "type": "State"}, "p": {"query": "Ostrelia", "type": ["State"]}}, "en"
    )
    assert [one["match"] for one in told["q"]["result"]] == [False, False]
    assert [one["match"] for one in told["p"]["result"]] == [True]
