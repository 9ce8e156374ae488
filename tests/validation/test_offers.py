"""Records are checked beside the built graph as they would be inside the whole of it, and at the cost of themselves."""

import re
from pathlib import Path
from random import Random

import pytest
from edits import EDITS, dump, edit, load
from rdflib import SH
from rdflib.plugins.sparql import prepareQuery

from rabatkg import building
from rabatkg.errors import DataError
from rabatkg.graph import assemble, reader, record_files, with_records
from rabatkg.layout import Layout
from rabatkg.records import read
from rabatkg.validation import check_expansions, check_offered, shapes_of, validate
from rabatkg.validation.neighbourhood import around
from rabatkg.validation.preparing import prepared

ROOT = Path(__file__).resolve().parent.parent.parent
GOOD = ROOT / "tests" / "good"
PLACES = {"Lagoon": GOOD, "data": ROOT / "data"}
SEED = 20311104


class Built:
    """A dialogue, built, and put together as a whole."""

    def __init__(self, data, folder):
        self.layout = Layout.find(data, folder)
        self.corpus = assemble(self.layout)
        building.build(self.corpus, self.layout.settings.corpus)
        self.shapes, self.reader = shapes_of(self.corpus), reader(self.layout)
        self.files = record_files(self.layout, self.layout.data.rglob("*.yaml"))
        self.names = sorted({self.corpus.names.short(str(node)) for one in self.corpus.written for node in one.marks})

    def slowly(self, offers):
        """Find what is wrong with records by putting them into the whole corpus."""
        return check_expansions(with_records(self.corpus, offers), [one.id for one in offers], self.shapes)

    def edited(self, chance):
        """Return a file of records with some edits, as if it were offered in its place or from elsewhere."""
        path = chance.choice(self.files)
        tree = load(path.read_text(encoding="utf-8"))
        for _ in range(chance.choice([1, 1, 1, 2, 3])):
            edit(tree, chance, self.names)
        file = path if chance.random() < 0.5 else Path("offered.yaml")
        return self.reader.file(read(dump(tree), file), file)


@pytest.fixture(scope="module", params=PLACES)
def built(request, tmp_path_factory):
    return Built(PLACES[request.param], tmp_path_factory.mktemp("build"))


@pytest.fixture(scope="module")
def lagoon_built(tmp_path_factory):
    return Built(GOOD, tmp_path_factory.mktemp("build"))


def told(findings):
    """Return all that is told, whatever the order of two findings at one place."""
    return sorted((one.order, one.severity, one.told_in("en"), one.told_in("fr")) for one in findings)


@pytest.mark.slow
def test_every_record_that_is_held_has_the_verdict_of_the_whole(built):
    whole = validate(built.corpus).findings
    assert built.files
    for path in built.files:
        offers = built.reader.file(read(path), path)
        assert around(built.layout, offers) is not None, "the store can tell"
        verdict = check_offered(built.layout, offers)
        assert told(verdict.findings) == told(one for one in whole if one.file == path), path
        assert verdict.asked >= len({node for one in offers for node in one.marks})


def same_verdicts(built, start, count):
    """Compare the two ways on edited records; return the rules that were broken, and how many files were right."""
    rules, right = set(), 0
    for number in range(start, start + count):
        try:
            offers = built.edited(Random(number))
        except DataError:
            continue  # no file of records is left
        slow, fast = built.slowly(offers), check_offered(built.layout, offers)
        assert told(fast.findings) == told(slow), f"edit {number}: {offers[0].file} {offers[0].id}"
        rules |= {one.rule for one in slow}
        right += not slow
    return rules, right


@pytest.mark.slow
@pytest.mark.parametrize("start", range(SEED, SEED + 240, 40))
def test_edited_records_have_the_verdict_of_the_whole(lagoon_built, start):
    rules, right = same_verdicts(lagoon_built, start, 40)
    assert len(rules) >= 10
    assert right >= 1


@pytest.mark.slow
def test_edited_records_of_the_real_dialogue_have_the_verdict_of_the_whole(built):
    if built.layout.data == GOOD:
        pytest.skip("asked above")
    rules, _ = same_verdicts(built, SEED, 8)
    assert len(rules) >= 5


def test_there_are_many_ways_to_edit():
    assert len(EDITS) >= 20


def test_a_difference_would_be_seen(lagoon_built):
    path = GOOD / "examples" / "meeting.yaml"
    text = re.sub(r"(?m)^status: .*\n", "", path.read_text(encoding="utf-8"))
    offers = lagoon_built.reader.file(read(text, path), path)
    fast = check_offered(lagoon_built.layout, offers)
    assert "Meeting-status" in {one.rule for one in fast.findings}
    assert told(fast.findings) != told(fast.findings[1:])


def test_a_query_of_a_shape_answers_as_before_it_is_prepared(lagoon_built):
    graph, asserted = lagoon_built.shapes.graph, lagoon_built.corpus.asserted
    declared = {
        (graph.value(one, SH.prefix), graph.value(one, SH.namespace)) for one in graph.objects(None, SH.declare)
    }
    head = "".join(f"PREFIX {prefix}: <{name}>\n" for prefix, name in sorted(declared))
    texts = [head + str(text) for text in graph.objects(None, SH.select)]
    nodes = Random(SEED).sample(sorted(set(asserted.subjects()), key=str), 15)
    plans = [node for node in asserted.subjects() if str(node).endswith("/plan/lagoon-2030")]
    answers = 0
    for text in texts:
        queries = (prepared(text), prepareQuery(text))
        for node in {*nodes, *plans}:
            found = [sorted(map(str, asserted.query(one, initBindings={"this": node}))) for one in queries]
            assert found[0] == found[1], (text, node)
            answers += bool(found[0])
    assert answers
