"""Who co-chaired with whom."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from rabatkg.errors import UsageError
from rabatkg.knowledge import Knowledge
from rabatkg.layout import Layout
from rabatkg.network import Pair
from rabatkg.network.picture import Words, draw

WORDS = Words("Title", "2 meetings", "Left", "Right")
PAIR = Pair("state/aaa", "state/bbb", ("Aaa", "Bbb"), ("side/a", "side/b"), ("m/1", "m/2"), (2011, 2025))


@pytest.fixture(scope="module")
def kg(request, tmp_path_factory):
    layout = Layout.find(request.config.rootpath)
    return Knowledge(Layout(layout.ontology, layout.data, layout.queries, tmp_path_factory.mktemp("unbuilt") / "b"))


def test_pairs_are_counted_once_a_meeting(kg):
    found = {(pair.first, pair.second): pair for pair in kg.network()}
    pair = found["state/mar", "state/esp"]
    assert len(pair.meetings) == len(set(pair.meetings)) == len(pair.years) > 2
    assert pair.sides == ("side/african", "side/european")
    assert ("state/esp", "state/mar") not in found


def test_pairs_are_those_of_the_saved_question(kg):
    asked = {(row["first"], row["second"]): int(row["meetings"]) for row in kg.query("co-chair-network")}
    told = {tuple(sorted((pair.first, pair.second))): len(pair.meetings) for pair in kg.network()}
    assert asked == told


def test_a_day_narrows_the_network(kg):
    early = kg.network("2018")
    assert 0 < len(early) < len(kg.network())
    assert all(year <= 2018 for pair in early for year in pair.years)


def test_the_picture_is_the_same_every_time(tmp_path):
    same = replace(PAIR, second="state/ccc", labels=("Aaa", "Ccc"), sides=("side/a", "side/a"))
    unsided = replace(PAIR, second="body/ddd", labels=("Aaa", "Ddd"), sides=("side/a", None))
    for name in ("one.svg", "two.svg"):
        draw([PAIR, same, unsided], WORDS, tmp_path / name, "en")
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    ElementTree.parse(tmp_path / "one.svg")


def test_without_pairs_there_is_still_a_picture(tmp_path):
    draw([], WORDS, tmp_path / "none.svg", "fr")
    assert (tmp_path / "none.svg").stat().st_size > 0


def test_an_unknown_kind_of_picture_is_refused(tmp_path):
    with pytest.raises(UsageError):
        draw([PAIR], WORDS, tmp_path / "picture.gif", "en")
    assert list(tmp_path.iterdir()) == []
