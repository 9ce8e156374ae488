"""`rabatkg record add`: what it files, where, under which name, and what it says that this changes."""

import re

import pytest
from click.testing import CliRunner
from rdflib import Graph

from breaking import held
from offers import PARTICIPATION, PERSON, filed, listed, records
from rabatkg import filing, graph
from rabatkg.cli import main
from rabatkg.layout import Layout
from rabatkg.records import Expander, read
from rabatkg.records.house import house
from rabatkg.records.written import said

NAMELESS = """\
# what somebody noted while writing
type: ThematicMeeting  # a remark
title:
  fr: Réunion thématique sur la formation des agents
  en: Thematic meeting of the Lagoon Dialogue on the training of officers
status: status/held
when: 2031-06-11
coChair: [state/aaa, state/bbb]
place: place/exampleville
evidence:
  - passage: passage/report-2031/0-cfe41347
    quote: "co-chaired the meeting with Bbb"
addresses:
  - provision: provision/lagoon-2030/action-2
    basis: stated
    evidence:
      - passage: passage/report-2031/0-820eea09
        quote: "Bbb will train officers"
"""
NAME = "meeting/2031-06-exampleville-training-officers"
FILE = "examples/2031-06-exampleville-training-officers.yaml"


@pytest.fixture
def layout(lagoon, tmp_path):
    return Layout.find(lagoon, tmp_path / "build")


@pytest.fixture
def run(lagoon, tmp_path, monkeypatch):
    """Return a function that runs `rabatkg` on the copy of the Lagoon Dialogue."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RABATKG_BUILD", str(tmp_path / "build"))
    monkeypatch.setenv("COLUMNS", "100")

    def once(*words, lang="en"):
        return CliRunner().invoke(main, ["--data", str(lagoon), "--lang", lang, *map(str, words)])

    return once


@pytest.fixture
def offer(tmp_path):
    """Return a function that writes a file to be offered."""

    def write(text, name="offer.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def everything(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# filing


def test_a_record_without_a_name_is_named_filed_and_counted(run, offer, lagoon, layout):
    before = held(lagoon)
    assert run("build").exit_code == 0
    assert re.search(r"^ +2 .*mentioned", run("coverage").stdout, re.MULTILINE)
    added = run("record", "add", offer(NAMELESS))
    assert added.exit_code == 0, added.output
    assert f"Filed: {NAME} in lagoon/{FILE}" in added.stdout
    assert "action 2: mentioned → discussed (as stated: nothing found → discussed)" in added.stdout
    after = held(lagoon)
    assert after.keys() - before.keys() == {FILE}
    assert {name: after[name] for name in before} == before
    text = after[FILE].decode()
    assert "#" not in text
    corpus = graph.assemble(layout)
    expander = Expander(corpus.grammar, corpus.names, layout.settings.languages)
    assert house(text, expander) == text
    assert text.startswith(f"id: {NAME}\ntype: ThematicMeeting\n")
    assert re.search(r"^ +2 .*discussed +◑ discussed$", run("coverage").stdout, re.MULTILINE)
    assert "changed since" not in run("coverage").stderr


def test_a_dry_run_tells_the_same_and_writes_nothing(run, offer, lagoon, tmp_path):
    before = everything(lagoon)
    dry = run("record", "add", offer(NAMELESS), "--dry-run")
    assert dry.exit_code == 0
    assert everything(lagoon) == before
    assert not (tmp_path / "build").exists()
    done = run("record", "add", offer(NAMELESS))
    assert dry.stdout.replace("Would be filed", "Filed") == done.stdout


@pytest.mark.parametrize("words", [(), ("--dry-run",)])
def test_what_is_wrong_is_told_as_the_check_tells_it_and_nothing_is_filed(run, offer, lagoon, words):
    before = everything(lagoon)
    wrong = offer(NAMELESS.replace("coChair:", "coChairs:").replace("status/held", "status/hold"))
    for lang, told, meant in (
        ("en", "Nothing was filed.", "Did you mean"),
        ("fr", "Rien n’a été", "Vouliez-vous dire"),
    ):
        added = run("record", "add", wrong, *words, lang=lang)
        assert added.exit_code == 1
        assert told in added.stderr
        assert f"{meant} coChair" in added.stdout
        checked = run("record", "check", wrong, lang=lang)
        assert "coChair" in checked.stdout
        assert added.stdout.count("\n") >= checked.stdout.count("\n")
    there, left = ({name for name in found if ".rabatkg" not in name.name} for found in (before, everything(lagoon)))
    assert left == there
    assert held(lagoon) == {str(name): content for name, content in before.items() if name.suffix == ".yaml"}


def test_a_name_that_is_held_is_refused_unless_it_is_to_be_replaced(run, offer, lagoon):
    assert run("record", "add", offer(NAMELESS)).exit_code == 0
    first = held(lagoon)
    again = run("record", "add", offer(NAMELESS.replace("when: 2031-06-11", "when: 2031-06")))
    assert again.exit_code == 1
    assert f"{NAME} is held already, in" in re.sub(r"\s+", " ", again.stdout)
    assert "--replace" in again.stdout
    french = run("record", "add", offer(NAMELESS), lang="fr")
    assert "existe déjà, dans" in re.sub(r"\s+", " ", french.stdout)
    assert held(lagoon) == first
    replaced = run("record", "add", offer(NAMELESS.replace("when: 2031-06-11", "when: 2031-06")), "--replace")
    assert replaced.exit_code == 0
    assert f"Replaced: {NAME} in lagoon/{FILE}" in replaced.stdout
    assert held(lagoon) == {**first, FILE: first[FILE].replace(b"when: 2031-06-11", b"when: 2031-06")}


def test_a_meeting_of_another_day_in_the_same_month_is_another_meeting(run, offer, lagoon):
    assert run("record", "add", offer(NAMELESS)).exit_code == 0
    other = run("record", "add", offer(NAMELESS.replace("2031-06-11", "2031-06-25")))
    assert other.exit_code == 0
    assert (lagoon / "examples" / "2031-06-25-exampleville-training-officers.yaml").is_file()


def test_a_record_in_a_list_is_replaced_there_and_the_rest_stays(run, offer, lagoon):
    """`more.yaml` holds many records; comments and all other records stay as they are."""
    (lagoon / "more.yaml").write_text("# at the top\n" + (lagoon / "more.yaml").read_text(encoding="utf-8"))
    before = held(lagoon)
    school = "id: organisation/visa-school\ntype: Organisation\ntitle:\n  en: Visa School\n  fr: École des visas\n"
    assert run("record", "add", offer(school), "--replace").exit_code == 0
    after = held(lagoon)
    assert {name for name in after if after[name] != before.get(name)} == {"more.yaml"}
    changed = {
        (old, new)
        for old, new in zip(before["more.yaml"].splitlines(), after["more.yaml"].splitlines(), strict=False)
        if old != new
    }
    assert b"# at the top" in after["more.yaml"]
    assert (b"      en: School of the Visa Agency", b"      en: Visa School") in changed
    assert after["more.yaml"].count(b"\n") == before["more.yaml"].count(b"\n") - 1, "its parent was taken out"


def test_a_record_is_not_replaced_by_one_that_others_do_not_fit(run, offer, lagoon):
    """A correction takes a participant out of the record of Otherville; one without participants leaves it hanging."""
    before = held(lagoon)
    bare = (
        NAMELESS.replace("type: ThematicMeeting", "id: meeting/2031-09-otherville\ntype: SeniorOfficialsMeeting")
        .replace("2031-06-11", "2031-09-04")
        .replace("coChair: [state/aaa, state/bbb]\n", "")
    )
    added = run("record", "add", offer(bare), "--replace")
    assert added.exit_code == 1
    assert "Correction-nothing" in added.stdout
    assert "corrections.yaml" in added.stdout
    assert held(lagoon) == before


def test_a_record_joins_the_list_where_its_like_stand(run, offer, lagoon):
    people = "# Who spoke.\nrecords:\n" + "\n".join(listed(PERSON.format(n=n)) for n in (1, 2, 3))
    (lagoon / "people.yaml").write_text(people, encoding="utf-8")
    added = run("record", "add", offer(PERSON.format(n=4).replace("Witness 4", "Somebody Else")))
    assert added.exit_code == 0, added.output
    new = (lagoon / "people.yaml").read_text(encoding="utf-8")
    assert new == people + "\n" + listed(PERSON.format(n=4).replace("Witness 4", "Somebody Else"))


def test_a_frozen_corpus_does_not_grow(run, offer, lagoon):
    people = "records:\n" + "\n".join(listed(PERSON.format(n=n)) for n in (1, 2, 3))
    (lagoon / "people.yaml").write_text(people, encoding="utf-8")
    (lagoon / "corpora.yaml").write_text(
        'full: ["*"]\nfrozen: [people.yaml, examples/meeting.yaml]\n', encoding="utf-8"
    )
    added = run("record", "add", offer(PERSON.format(n=4)))
    assert added.exit_code == 0
    assert "Corpus frozen names its files one by one, and stays as it is." in added.stderr
    assert (lagoon / "people.yaml").read_text(encoding="utf-8") == people
    assert len(held(lagoon)) == len(held(lagoon).keys() | {"people.yaml"})
    assert any(b"person/witness-004" in content for content in held(lagoon).values())


def test_several_records_are_filed_together_or_not_at_all(run, offer, lagoon):
    before = held(lagoon)
    wrong = records(1).replace("state/bbb", "state/bbc")
    assert run("record", "add", offer(wrong), "--register").exit_code == 1
    assert held(lagoon) == before
    assert run("record", "add", offer(records(1)), "--register").exit_code == 0
    assert held(lagoon) == {**before, **filed(1)}


def test_an_addition_is_filed_beside_its_thing(run, offer, lagoon):
    addition = """\
adds: organisation/visa-agency
link: [https://example.org/visa-agency]
evidence:
  - pages: [document/web-2031]
    verification: reported
"""
    added = run("record", "add", offer(addition))
    assert added.exit_code == 0, added.output
    assert "Filed: addition/organisation/visa-agency in" in added.stdout
    again = run("record", "add", offer(addition))
    assert again.exit_code == 1
    assert "Give it a `key`" in re.sub(r"\s+", " ", again.stdout)
    second = addition.replace("link: [", "key: more\nlink: [").replace("visa-agency]", "visa-agency-2]")
    more = run("record", "add", offer(second))
    assert more.exit_code == 0, more.output
    assert "Filed: addition/organisation/visa-agency/more in" in more.stdout
    assert second.encode() in held(lagoon).values()


@pytest.mark.parametrize("form", [".ttl", ".jsonld"])
def test_a_record_in_rdf_is_filed_as_yaml_that_says_the_same(run, offer, lagoon, layout, form):
    corpus = graph.assemble(layout)
    expander = Expander(corpus.grammar, corpus.names, layout.settings.languages)
    (offered,) = expander.file(read(f"id: {NAME}\n{NAMELESS}"))
    claims = [claim for claim in offered.claims]
    triples = [(one.subject, one.predicate, one.object) for one in offered.statements]
    triples += [triple for claim in claims for part in (claim, *claim.evidence) for triple in part.triples()]
    rdf = Graph()
    for triple in triples:
        rdf.add(triple)
    name = {".ttl": "turtle", ".jsonld": "json-ld"}[form]
    added = run("record", "add", offer(rdf.serialize(format=name), f"offer{form}"))
    assert added.exit_code == 0, added.output
    (again,) = expander.file(read(lagoon / FILE))
    assert said(again) == said(offered)


# what may be the same


@pytest.mark.parametrize(
    ("old", "new", "alike"),
    [
        ("2031-06-11", "2031-03-04", True),
        ("2031-06-11", "2031-03", True),
        ("2031-06-11", "2031-03-05", False),
        ("2031-06-11", "2032-03-04", False),
    ],
)
def test_a_meeting_much_like_a_held_one_is_pointed_out(run, offer, old, new, alike):
    """The held one is that on visas of 4 March 2031, whose place is not known."""
    text = NAMELESS.replace(old, new).replace("the training of officers", "visas")
    added = run("record", "add", offer(text), "--dry-run")
    assert added.exit_code == 0, added.output
    told = "is much like meeting/2031-03-exampleville, “Thematic meeting on visas”" in re.sub(r"\s+", " ", added.stdout)
    assert told is alike


# registers


def test_a_name_that_nothing_bears_is_proposed_and_not_invented(run, offer, lagoon):
    """The quotation prints the name of the person; nothing prints that of the organisation."""
    text = NAMELESS.replace("coChair:", "organiser: [organisation/visa-agency-exampleville]\ncoChair:") + (
        PARTICIPATION.format(n=1)
        .replace("witness-001", "jane-doe-director")
        .replace("spoke first", "Jane Doe, director")
    )
    refused = run("record", "add", offer(text))
    assert refused.exit_code == 1
    told = re.sub(r"\s+", " ", refused.stdout)
    assert "2 entries of the registers to be made" in told
    assert "organisation/visa-agency-exampleville: did you mean organisation/visa-agency (Visa Agency)?" in told
    assert "person/jane-doe-director: did you mean person/jane-doe (Jane Doe)?" in told
    assert "Complete under `records:` in your file" in refused.stderr
    assert "À compléter" in run("record", "add", offer(text), lang="fr").stderr
    assert "What it changes can be told once" in run("record", "add", offer(text), "--dry-run").stderr


def test_a_person_whom_the_quotation_names_can_be_registered_with_the_record(run, offer, lagoon):
    before = held(lagoon)
    text = NAMELESS + PARTICIPATION.format(n=1).replace("witness-001", "visa-agency").replace(
        'passage: passage/report-2031/0-b5a93379\n        quote: "spoke first"',
        'passage: passage/report-2031/0-50c78a70\n        quote: "The Visa Agency finds"',
    )
    refused = run("record", "add", offer(text))
    assert refused.exit_code == 1
    assert "--register files these entries" in refused.stderr
    dry = run("record", "add", offer(text), "--dry-run")
    assert (dry.exit_code, held(lagoon)) == (1, before)
    assert "With --register" in dry.stderr
    assert "participation (1), person (1), thematic meeting (1)" in re.sub(r"\s+", " ", dry.stdout)
    added = run("record", "add", offer(text), "--register")
    assert added.exit_code == 0, added.output
    after = held(lagoon)
    assert after.keys() - before.keys() == {FILE, "examples/visa-agency.yaml"}
    assert after["examples/visa-agency.yaml"].decode() == (
        "id: person/visa-agency\n"
        "type: Person\n"
        "title:\n"
        "  en: Visa Agency\n"
        "  fr: Visa Agency\n"
        "printedAs: [Visa Agency]\n"
        "evidence:\n"
        "  - passage: passage/report-2031/0-50c78a70\n"
        '    quote: "The Visa Agency finds"\n'
    )


def test_entries_that_the_file_carries_are_filed_when_that_is_asked_for(run, offer, lagoon):
    before = held(lagoon)
    refused = run("record", "add", offer(records(1)))
    assert refused.exit_code == 1
    assert "person/witness-001" in refused.stdout
    assert "--register" in refused.stderr
    assert held(lagoon) == before
    assert run("record", "add", offer(PERSON.format(n=1))).exit_code == 0, "a file of nothing else needs no leave"


# what goes wrong


def test_what_is_filed_stays_filed_where_the_graph_cannot_be_built(run, offer, lagoon, tmp_path):
    (tmp_path / "build").write_bytes(b"a file")
    for lang, name, told in (
        ("en", 1, "The change is made, but the graph could not be built"),
        ("fr", 2, "La modification est faite, mais"),
    ):
        added = run("record", "add", offer(PERSON.format(n=name)), lang=lang)
        assert added.exit_code == 0
        assert told in added.stderr
        assert f"examples/witness-00{name}.yaml" in held(lagoon)


def test_a_record_that_would_keep_the_graph_from_being_built_is_refused(run, offer, lagoon):
    """What an addition says must not be what the record says already: each statement stands in one graph."""
    text = """\
adds: meeting/2031-09-otherville
host: [state/aaa]
key: again
evidence:
  - pages: [document/web-2031]
    verification: reported
"""
    before = held(lagoon)
    added = run("record", "add", offer(text))
    assert added.exit_code == 1
    assert "Graph-said-twice" in added.stdout
    assert held(lagoon) == before


def test_a_corpus_that_names_its_files_is_told_of_a_new_one(run, offer, lagoon):
    names = [name for name in held(lagoon) if name not in ("corpora.yaml", "dialogue.yaml")]
    (lagoon / "corpora.yaml").write_text("full:\n" + "".join(f"  - {name}\n" for name in names), encoding="utf-8")
    added = run("record", "add", offer(PERSON.format(n=1)))
    assert added.exit_code == 0
    assert "add the file to corpora.yaml, or it is not read" in added.stderr


@pytest.mark.parametrize(
    ("words", "code", "english", "french"),
    [
        (["none.yaml"], 2, "does not exist", "n’existe pas"),
        (["."], 2, "is a directory", "est un"),
        (["offer.txt"], 2, "", ""),
        (["offer.yaml", "--as-of", "soon"], 2, "is not a date", "pas une date"),
        (["offer.yaml", "--replace", "--nothing"], 2, "No such option", "option"),
        ([], 2, "Missing argument", "manqu"),
    ],
)
def test_a_wrong_command_line_is_told(run, offer, lagoon, words, code, english, french):
    offer(NAMELESS)
    offer(NAMELESS, "offer.txt")
    before = everything(lagoon)
    for lang, told in (("en", english), ("fr", french)):
        asked = run("record", "add", *words, lang=lang)
        assert asked.exit_code == code
        assert told in asked.stderr
        assert "Traceback" not in asked.output
    assert held(lagoon) == {str(name): content for name, content in before.items() if name.suffix == ".yaml"}


# from Python


def test_the_consequences_of_a_change_can_be_asked_for(layout, offer):
    done = filing.add(layout, offer(NAMELESS), dry_run=True)
    before, after = filing.store_of(done.before), filing.store_of(done.after)
    plan = layout.settings.plan
    lines = filing.changed(before, after, done.before.names, plan, "fr")
    assert lines[0].startswith("action 2 : ")
    assert "réunion thématique (1)" in " ".join(lines)
    nothing = filing.changed(before, before, done.before.names, plan, "en")
    assert nothing[0].startswith("The coverage of ")
    assert len(nothing) == 2
    early = filing.changed(before, after, done.before.names, plan, "en", as_of="2031-05")
    assert early[0].startswith("The coverage of "), "the meeting of June has not taken place by May"
    gone = filing.changed(after, before, done.before.names, plan, "en")
    assert gone[0].startswith("action 2: discussed → mentioned")
    assert any(line.startswith("Gone: ") for line in gone)
