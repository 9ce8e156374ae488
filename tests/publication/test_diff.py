"""`rabatkg diff` names the answer that changed, its rows, and the record that did it."""

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from rabatkg.cli import main
from rabatkg.cli.diff import SHOWN
from rabatkg.errors import DataError
from rabatkg.publication.comparing import compare, opened
from rabatkg.queries import catalogue
from rabatkg.store import Embedded

EXAMPLEVILLE = Path(__file__).resolve().parents[1] / "coverage" / "data"
TITLE = ("Thematic meeting on visas", "Thematic meeting on visa fees")
DAY = ("when: 2030-06", "when: 2030-07")
MEETING = "meeting/2030-06-visas"


@pytest.fixture(scope="module")
def before(dialogue):
    return dialogue(EXAMPLEVILLE)


@pytest.fixture(scope="module")
def after(dialogue):
    return dialogue(EXAMPLEVILLE, TITLE, DAY)


@pytest.fixture(scope="module")
def found(before, after):
    return compare(before.store, after.store, catalogue(before.layout).values(), before.names, "en")


def test_it_names_the_record_that_changed(found):
    told = {record.key: record for record in found.records}
    assert told.keys() == {MEETING}
    assert told[MEETING].label == TITLE[1]
    assert told[MEETING].added == told[MEETING].removed > 0


def test_it_names_the_questions_the_rows_and_the_record_that_did_it(before, after, found):
    changed = {one.name: one for one in found.answers}
    for name in catalogue(before.layout):
        old, new = (site.kg["en"].query(name) for site in (before, after))
        came, went = ([row for row in rows if row not in others] for rows, others in ((new, old), (old, new)))
        assert (name in changed) == bool(came or went)
        if name in changed:
            assert sorted(map(str, changed[name].came)) == sorted(map(str, came))
            assert sorted(map(str, changed[name].went)) == sorted(map(str, went))
            assert MEETING in changed[name].records
    assert changed and len(changed) < found.asked
    assert any(TITLE[1] in row.values() for one in changed.values() for row in one.came)


def test_evidence_that_changed_counts_for_the_record_that_it_proves(before, dialogue):
    quote = ("held in Exampleville in June 2030", "in Exampleville in June 2030")
    other = dialogue(EXAMPLEVILLE, quote)
    questions = [one for one in catalogue(before.layout).values() if one.theme == "meetings"]
    found = compare(before.store, other.store, questions, before.names, "en")
    (record,) = [one for one in found.records if one.key == MEETING]
    assert record.documents == ("document/report-2031",)
    assert any(quote[1] in map(str, row.values()) for one in found.answers for row in one.came)


def test_where_nothing_changed_it_says_so(before):
    found = compare(before.store, opened(before.layout.build), catalogue(before.layout).values(), before.names, "en")
    assert (found.answers, found.records) == ((), ())
    assert found.asked == len(catalogue(before.layout))


@pytest.fixture(scope="module")
def states(before, after, tmp_path_factory):
    """The two states as a build folder, a published site, and dumps."""
    home = tmp_path_factory.mktemp("states")
    (home / "site" / "dumps").mkdir(parents=True)
    (home / "site" / "dumps" / "graph.nq.gz").write_bytes(after.by_path["dumps/graph.nq.gz"].make())
    (home / "new.nq").write_bytes(after.store.dump())
    (home / "new.nq.gz").write_bytes(gzip.compress(after.store.dump()))
    return {"build": after.layout.build, "site": home / "site", "nq": home / "new.nq", "gz": home / "new.nq.gz"}


def typed(*words, lang="en"):
    return CliRunner().invoke(main, ["--data", str(EXAMPLEVILLE), "--lang", lang, "diff", *map(str, words)])


@pytest.mark.parametrize("state", ["build", "site", "nq", "gz"])
def test_it_reads_builds_sites_and_dumps(states, after, state):
    assert opened(states[state]).dump() == after.store.dump()


@pytest.mark.parametrize(("form", "lang"), [("table", "en"), ("markdown", "fr")])
def test_the_page_tells_answers_rows_and_records(before, states, form, lang):
    ran = typed(before.layout.build, states["site"], "--format", form, lang=lang)
    assert ran.exit_code == 0, ran.output
    assert MEETING in ran.stdout and "2030-07" in ran.stdout
    assert ("### " in ran.stdout) == (form == "markdown")
    assert "{" not in ran.stdout


def test_a_thing_that_is_called_otherwise_is_said_to_be_renamed(before, after, found):
    (record,) = found.records
    assert (record.label, record.was, record.now) == (TITLE[1], TITLE[0], "")
    ran = typed(before.layout.build, after.layout.build)
    assert f"renamed: it was called “{TITLE[0]}”" in ran.stdout


def test_a_key_that_was_given_up_is_said_to_be_renamed(lagoon):
    old = lagoon.store.dump().splitlines(keepends=True)
    gone = f"<{lagoon.names.thing('organisation/visa-bureau')}>".encode()
    untold = Embedded.memory(b"".join(line for line in old if not line.startswith(gone)))
    told = compare(untold, lagoon.store, [], lagoon.names, "en")
    assert {(one.key, one.now) for one in told.records if one.now} == {
        ("organisation/visa-bureau", "organisation/visa-agency")
    }
    again = compare(lagoon.store, lagoon.store, [], lagoon.names, "en")
    assert not again.records


def test_a_changelog_tells_rows_in_words_of_the_reader(before, after):
    ran = typed(before.layout.build, after.layout.build, "--format", "markdown", lang="fr")
    assert "réunion\u00a0: " in ran.stdout and "meeting: " not in ran.stdout
    assert "status/held" not in ran.stdout
    assert "- +" not in ran.stdout and "- −" not in ran.stdout


def test_json_has_all_of_it(before, states, found):
    ran = typed(before.layout.build, states["gz"], "--format", "json")
    told = json.loads(ran.stdout)
    assert [one["name"] for one in told["answers"]] == [one.name for one in found.answers]
    assert [len(one["came"]) for one in told["answers"]] == [len(one.came) for one in found.answers]
    assert told["records"][0]["key"] == MEETING


def test_the_page_says_when_nothing_changed_and_ends_well(before):
    ran = typed(before.layout.build, before.layout.build)
    assert (ran.exit_code, ran.stdout) == (0, "Nothing changed.\n")


def test_long_answers_are_cut_short_on_the_page(before, tmp_path):
    (tmp_path / "empty.nq").write_bytes(b"")
    ran = typed(tmp_path / "empty.nq", before.layout.build)
    assert ran.exit_code == 0
    assert f"+ … and {len(before.kg['en'].query('terms')) - SHOWN} more rows" in ran.stdout


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("not.nq", b"this is no statement\n"),
        ("torn.nq.gz", b"\x1f\x8b\x08\0"),
        ("flat.nq.gz", b"<a> <b>"),
        ("bytes.nq", b"\xff\xfe"),
    ],
)
def test_what_cannot_be_read_is_refused_in_plain_words(before, tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    for path in (tmp_path / name, tmp_path / "absent", tmp_path):
        with pytest.raises(DataError):
            opened(path)
    ran = typed(tmp_path / name, before.layout.build)
    assert ran.exit_code == 1 and name in ran.stderr and "fault" not in ran.stderr
