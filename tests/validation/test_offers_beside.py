"""What stands beside the records that are checked: a built graph of another day, or none; and documents."""

import os
import re
import time
from pathlib import Path
from shutil import copytree

import pytest

from copies import copied
from rabatkg import building
from rabatkg.errors import DataError
from rabatkg.graph import assemble, reader, with_records
from rabatkg.layout import STORE, Layout
from rabatkg.records import read
from rabatkg.store import holdings
from rabatkg.validation import check_expansions, check_offered
from rabatkg.validation.neighbourhood import around

GOOD = Path(__file__).resolve().parent.parent / "good"
TEXTS = GOOD / "texts"
MEETING = (GOOD / "examples" / "meeting.yaml").read_text(encoding="utf-8")
OFFERED = Path("offered.yaml")
EXAMPLEVILLE = GOOD.parent / "coverage" / "data"


class Folder:
    """A copy of the Lagoon Dialogue, built, whose files may then be changed."""

    def __init__(self, place):
        self.layout = Layout.find(place, place / "build")

    def build(self, corpus="full"):
        building.build(assemble(self.layout, corpus), corpus)

    def write(self, name, text):
        (self.layout.data / name).write_text(text, encoding="utf-8")

    def change(self, name, old, new, root="data"):
        path = getattr(self.layout, root) / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def offers(self, text, file=OFFERED):
        return reader(self.layout).file(read(text, file), file)

    def check(self, text, nearly=True, file=OFFERED):
        """Return the rules that a record breaks, found either way.

        Args:
            nearly: whether the built graph must have told, with the files that changed since.
        """
        offers = self.offers(text, file)
        assert (around(self.layout, offers) is not None) is nearly
        whole = with_records(assemble(self.layout), offers)
        slow = check_expansions(whole, [one.id for one in offers])
        fast = check_offered(self.layout, offers).findings
        assert [one.told_in("en") for one in fast] == [one.told_in("en") for one in slow]
        return [one.rule for one in fast]


@pytest.fixture(scope="module")
def lagoon_built(tmp_path_factory):
    place = tmp_path_factory.mktemp("lagoon")
    copied(GOOD, place / "data")
    copied(Layout.find(GOOD).ontology, place / "ontology")
    long_ago = time.time() - 3600
    for path in place.rglob("*.*"):
        os.utime(path, (long_ago, long_ago))
    Folder(place).build()
    return place


@pytest.fixture
def folder(lagoon_built, tmp_path):
    copytree(lagoon_built, tmp_path / "lagoon")
    return Folder(tmp_path / "lagoon")


def test_a_record_filed_since_can_be_named(folder):
    text = MEETING.replace("status: ", "place: place/new-town\nstatus: ")
    assert "Record-unknown-reference" in folder.check(text)
    folder.write("new.yaml", "id: place/new-town\ntype: Place\ntitle: {en: New Town, fr: Villeneuve}\n")
    assert "Record-unknown-reference" not in folder.check(text)


def test_a_record_taken_out_since_cannot_be_named(folder):
    assert folder.check(MEETING) == []
    (folder.layout.data / "examples" / "other-state.yaml").unlink()
    assert "Record-unknown-reference" in folder.check(MEETING)


def test_a_record_changed_since_counts_as_it_stands_now(folder):
    text = MEETING.replace("coChair: ", "duringChairmanship: chairmanship/aaa-2030\ncoChair: ")
    assert "Meeting-chairmanship" not in folder.check(text)
    folder.change("examples/chairmanship.yaml", "start: 2030-05", "start: 2031-05")
    assert "Meeting-chairmanship" in folder.check(text)


def test_what_an_addition_filed_since_says_cannot_be_said_again(folder):
    addition = "adds: meeting/2031-03-exampleville\ntheme: [theme/visa-facilitation]\nevidence:\n"
    proof = MEETING.partition("evidence:\n")[2]
    folder.write("addition.yaml", addition + proof)
    assert folder.check(MEETING) == []
    assert "Graph-said-twice" in folder.check(
        MEETING.replace("coChair: ", "theme: [theme/visa-facilitation]\ncoChair: ")
    )


def test_a_text_set_aside_comes_back_when_its_addition_is_offered_without_it(folder):
    both = "adds: meeting/2031-03-exampleville\ntitle:\n  en: Visas\n  fr: Visas\n"
    folder.write("addition.yaml", both)
    folder.build()
    assert folder.check(both) == []
    note = "note:\n  en: A day in March.\n  fr: Un jour de mars.\n"
    assert folder.check(both.replace("title", "summary") + note) == []
    one = folder.offers(both.replace("  fr: Visas\n", ""))
    found = with_records(assemble(folder.layout), one)
    near = around(folder.layout, one)
    thing = one[0].iri
    assert set(near.asserted.predicate_objects(thing)) == set(found.asserted.predicate_objects(thing))


def test_a_file_broken_since_is_named(folder):
    folder.write("examples/place.yaml", "id: [")
    with pytest.raises(DataError, match="never closed") as caught:
        check_offered(folder.layout, folder.offers(MEETING))
    assert caught.value.file.name == "place.yaml"


def test_other_words_or_passages_than_those_built_are_read_anew(folder):
    told = "The status is wrong, we find. Correct it."
    text = re.sub(r"(?m)^status: .*\n", "", MEETING)
    folder.change("shapes/meetings.ttl", "rule:Meeting-status\n", "rule:Meeting-status\n", root="ontology")
    assert "Meeting-status" in folder.check(text)
    shapes = folder.layout.ontology / "shapes" / "meetings.ttl"
    before = re.search(r'rule:Meeting-status\s+a sh:PropertyShape.*?"(.*?)"@en', shapes.read_text("utf-8"), re.DOTALL)
    folder.change("shapes/meetings.ttl", before[1], told, root="ontology")
    assert "Meeting-status" in folder.check(text, nearly=False)
    assert told in " ".join(one.told_in("en") for one in check_offered(folder.layout, folder.offers(text)).findings)


def test_a_change_of_the_passages_is_seen(folder):
    folder.change("report-2031.passages.yaml", "0-cfe41347", "0-cfe41348")
    assert "Record-unknown-reference" in folder.check(MEETING, nearly=False)


def _none(build):
    for path in (build / STORE).iterdir():
        path.unlink()
    (build / STORE).rmdir()


def _no_table(build):
    (build / STORE / holdings.HOLDINGS).unlink()


def _damaged_table(build):
    (build / STORE / holdings.HOLDINGS).write_bytes(b"SQLite format 3\0 no more")


def _damaged_list(build):
    (build / STORE / "files.json").write_text('{"seen": []}')


def _damaged_store(build):
    (build / STORE / "CURRENT").write_text("damaged")


@pytest.mark.parametrize("damage", [_none, _no_table, _damaged_table, _damaged_list, _damaged_store])
def test_without_a_graph_that_can_tell_the_verdict_is_the_same(damage, folder):
    text = re.sub(r"(?m)^status: .*\n", "", MEETING)
    near = folder.check(text)
    damage(folder.layout.build)
    assert folder.check(text, nearly=False) == near != []


def test_the_graph_of_another_dialogue_does_not_tell(folder):
    other = Layout.find(EXAMPLEVILLE, folder.layout.build)
    assert holdings.Holdings.open(folder.layout, "full") is not None
    assert holdings.Holdings.open(other, "full") is None


def test_the_graph_of_another_corpus_does_not_tell(folder):
    folder.write("corpora.yaml", 'full: ["*"]\nfew: ["examples/*"]\n')
    folder.build("few")
    assert folder.check(MEETING, nearly=False) == []


def test_a_record_offered_in_its_place_stands_there(folder):
    """The file has changed on the disk, and what stands there now is what is offered."""
    name = "examples/meeting.yaml"
    folder.change(name, "status: status/held\n", "")
    path = folder.layout.data / name
    assert "Meeting-status" in folder.check(path.read_text(encoding="utf-8"), file=path)


def test_the_check_costs_the_record_and_not_the_corpus(folder):
    costs = []
    for copies in (0, 60):
        for number in range(copies):
            text = MEETING.replace("2031-03-exampleville", f"copy-{number}").replace("visas", f"visas, {number}")
            folder.write(f"copy-{number}.yaml", text.replace("2031-03-04", f"{2100 + number}"))
        folder.build()
        verdict = check_offered(folder.layout, folder.offers(MEETING))
        assert verdict.findings == ()
        costs.append((verdict.asked, verdict.fetched))
    (asked, few), (still, many) = costs
    assert asked == still
    assert few <= many <= few * 1.1 < 1000


def test_quotations_are_compared_where_there_are_texts(folder, tmp_path):
    text = MEETING.replace("co-chaired the meeting with Bbb", "chaired nothing")
    offers = folder.offers(text)
    assert check_offered(folder.layout, offers).findings == ()
    found = check_offered(folder.layout, offers, TEXTS).findings
    assert [(one.rule, one.file, one.line) for one in found] == [("Quote-absent", OFFERED, 11)]
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "report-2031.txt").write_bytes((TEXTS / "report-2031.txt").read_bytes())
    found = check_offered(folder.layout, folder.offers(MEETING), tmp_path / "texts").findings
    assert found == (), "the document that it does not cite need not be there"
    (tmp_path / "texts" / "report-2031.txt").write_text("another text")
    found = check_offered(folder.layout, folder.offers(MEETING), tmp_path / "texts").findings
    assert [(one.rule, one.line) for one in found] == [("Text-changed", 10)]


def test_a_record_is_found_in_its_file(folder):
    data = folder.layout.data
    held = {one.id: one.file for one in assemble(folder.layout).written}
    assert any(id.startswith("addition/") for id in held)
    for id, file in held.items():
        assert holdings.file_of(folder.layout, id) == file
    assert holdings.file_of(folder.layout, "meeting/none") is None
    folder.write("moved.yaml", MEETING)
    (data / "examples" / "meeting.yaml").unlink()
    assert holdings.file_of(folder.layout, "meeting/2031-03-exampleville") == data / "moved.yaml"
    _none(folder.layout.build)
    assert holdings.file_of(folder.layout, "meeting/2031-03-exampleville") == data / "moved.yaml"
