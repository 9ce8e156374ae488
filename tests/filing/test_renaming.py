"""`rabatkg record rename`: every file names the new identifier, and the old one stays alive and leads there."""

import json

import pytest
from rdflib import URIRef

from rabatkg import graph
from rabatkg.errors import DataError, UnknownName, UsageError
from rabatkg.filing.likeness import namesakes
from rabatkg.filing.renaming import rename
from rabatkg.filing.sameness import moved, said
from rabatkg.layout import Layout
from rabatkg.validation import validate

DAY = "2031-12-01"
MEETING, AFTER = "meeting/2031-09-otherville", "meeting/2031-09-otherville-officials"


def texts(lagoon):
    return {path.relative_to(lagoon).as_posix(): path.read_text(encoding="utf-8") for path in lagoon.rglob("*.yaml")}


def renamed(lagoon, old, new):
    done = rename(Layout.find(lagoon), old, new, day=DAY)
    assert done.trial.findings == ()
    return done


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (MEETING, AFTER),
        ("organisation/visa-agency", "organisation/agency-of-visas"),
        ("person/jane-doe", "person/jane-m-doe"),
        ("document/web-2031", "document/press-page-2031"),
        ("dialogue/lagoon", "dialogue/lagoon-on-visas"),
        ("meeting/2031-03-exampleville/announcement-training", "meeting/2031-03-exampleville/announcement-officers"),
    ],
)
def test_the_data_say_the_same_under_the_new_name(lagoon, old, new):
    before = graph.assemble(Layout.find(lagoon))
    renamed(lagoon, old, new)
    after = graph.assemble(Layout.find(lagoon))
    tombs = set(after.retired) - set(before.retired)
    names = before.names

    def swapped(iri):
        short = names.short(str(iri))
        return URIRef(names.thing(new + short[len(old) :])) if short == old or short.startswith(f"{old}/") else iri

    assert moved(said(before), swapped) == said(after, tombs)
    assert {names.short(str(tomb)) for tomb in tombs} == {
        names.short(str(node)) for one in before.expansions for node in one.marks if swapped(node) != node
    }
    assert all(after.retired[tomb] == swapped(tomb) for tomb in tombs)
    assert validate(after).findings == ()


def test_a_name_that_is_no_longer_used_is_not_offered(lagoon):
    renamed(lagoon, "organisation/visa-agency", "organisation/agency-of-visas")
    found = namesakes(graph.assemble(Layout.find(lagoon)), "organisation", "visa-agency-exampleville", "Visa Agency")
    assert [key for key, _ in found] == ["organisation/agency-of-visas"]


def test_only_the_names_change_in_the_files(lagoon):
    """Comments, order, quotation marks and line breaks stay, wherever the name stands."""
    odd = lagoon / "odd.yaml"
    odd.write_bytes(
        (
            f"# The meeting of {MEETING}, and what it is about.\r\n"
            f"adds:   '{MEETING}'   # beside\r\n"
            f"involves: [state/aaa,\r\n           state/bbb]   # two\r\n"
            f'cites: ["{MEETING}/opening"]\r\n'
            "evidence:\r\n"
            "  - {pages: [document/web-2031], verification: reported,\r\n"
            f'     shows: [involves, "cites: {MEETING}/opening"]}}\r\n'
        ).encode()
    )
    (lagoon / "more.yaml").write_text(
        (lagoon / "more.yaml")
        .read_text(encoding="utf-8")
        .replace(f"  - adds: {MEETING}\n", f"  - adds: {MEETING}\n    key: before\n"),
        encoding="utf-8",
    )
    before, raw = texts(lagoon), odd.read_bytes()
    done = renamed(lagoon, MEETING, AFTER)
    after = texts(lagoon)
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {
        "odd.yaml",
        "more.yaml",
        "corrections.yaml",
        "corrections/2031-12-01-2031-09-otherville-renamed.yaml",
    }
    for name in changed & before.keys():
        assert after[name].count("\n") == before[name].count("\n")
        lines = zip(before[name].split("\n"), after[name].split("\n"), strict=True)
        assert all(new in (old, old.replace(MEETING, AFTER)) for old, new in lines)
    head = raw.partition(b"\r\n")[0]
    assert odd.read_bytes() == head + raw[len(head) :].replace(MEETING.encode(), AFTER.encode())
    assert [(place.file.name, place.line) for place in done.beside] == [("odd.yaml", 1)]


def test_keys_that_a_name_made_stay(lagoon):
    renamed(lagoon, "person/jane-doe", "person/jane-m-doe")
    assert "      - key: jane-doe-speaker\n        actor: person/jane-m-doe\n" in texts(lagoon)["more.yaml"]
    corpus = graph.assemble(Layout.find(lagoon))
    assert corpus.knows(corpus.names.thing(f"{MEETING}/jane-doe-speaker/director"))


@pytest.mark.parametrize("node", ["finding-offices", "jane-doe-speaker"], ids=["with a key", "without one"])
def test_a_part_of_a_record_is_renamed_where_it_stands(lagoon, node):
    renamed(lagoon, f"{MEETING}/{node}", f"{MEETING}/renamed")
    assert "      - key: renamed\n" in texts(lagoon)["more.yaml"]
    assert validate(graph.assemble(Layout.find(lagoon))).findings == ()


def test_a_plan_takes_its_provisions_and_the_settings_along(lagoon):
    done = renamed(lagoon, "plan/lagoon-2030", "plan/lagoon-2030-2034")
    assert done.names["provision/lagoon-2030/action-2"] == "provision/lagoon-2030-2034/action-2"
    assert "plan: plan/lagoon-2030-2034" in texts(lagoon)["dialogue.yaml"]
    assert Layout.find(lagoon).settings.plan == "plan/lagoon-2030-2034"


def test_a_declaration_leaves_the_provisions_of_others(lagoon):
    done = renamed(lagoon, "declaration/lagoon-2030", "declaration/lagoon-may-2030")
    assert set(done.names) == {"declaration/lagoon-2030"}


def test_a_file_that_bears_the_name_follows_in_every_corpus(lagoon):
    (lagoon / "examples" / "initiative.yaml").rename(lagoon / "examples" / "visa-network.yaml")
    (lagoon / "corpora.yaml").write_text(
        "# frozen\nsmall:\n  - examples/visa-network.yaml  # the only one\nfull: ['*']\n", encoding="utf-8"
    )
    done = renamed(lagoon, "initiative/visa-network", "initiative/officers")
    assert [path.name for path in done.moved] == ["visa-network.yaml", "officers.yaml"]
    assert (lagoon / "corpora.yaml").read_text(encoding="utf-8") == (
        "# frozen\nsmall:\n  - examples/officers.yaml  # the only one\n"
        "  - corrections/2031-12-01-visa-network-renamed.yaml\nfull: ['*']\n"
    )
    assert not (lagoon / "examples" / "visa-network.yaml").exists()
    small = graph.assemble(Layout.find(lagoon), "small")
    assert {one.id for one in small.expansions} == {"initiative/officers", "initiative/visa-network"}


def test_a_corpus_that_holds_a_part_holds_the_old_names_of_that_part(lagoon):
    """What stands in a file that a frozen corpus leaves out is unknown there under either name."""
    (lagoon / "wider.yaml").write_text(
        f"adds: {MEETING}\nkey: wider\noutcome:\n  - key: finding-wider\n    type: Finding\n"
        "    title: {en: Wider, fr: Plus large}\n    evidence: [{pages: [document/web-2031], verification: reported}]\n"
    )
    more = (lagoon / "more.yaml").read_text(encoding="utf-8")
    (lagoon / "more.yaml").write_text(more.replace(f"adds: {MEETING}\n", f"adds: {MEETING}\n    key: before\n"))
    held = sorted(path.relative_to(lagoon).as_posix() for path in lagoon.rglob("*.yaml"))
    small = [name for name in held if name not in ("wider.yaml", "corpora.yaml", "dialogue.yaml")]
    (lagoon / "corpora.yaml").write_text(f"small: {small}\nfull: ['*']\n", encoding="utf-8")
    renamed(lagoon, MEETING, AFTER)
    corpus = graph.assemble(Layout.find(lagoon), "small")
    assert corpus.problems == []
    assert URIRef(corpus.names.thing(MEETING)) in corpus.retired
    assert URIRef(corpus.names.thing(f"{MEETING}/finding-wider")) not in corpus.retired


def test_what_was_renamed_before_leads_to_the_newest_name(lagoon):
    renamed(lagoon, MEETING, AFTER)
    renamed(lagoon, AFTER, "meeting/2031-09-officials")
    corpus = graph.assemble(Layout.find(lagoon))
    newest = URIRef(corpus.names.thing("meeting/2031-09-officials"))
    assert {corpus.retired[URIRef(corpus.names.thing(name))] for name in (MEETING, AFTER)} == {newest}


def test_the_old_name_leads_to_the_new_one_and_that_is_said(run, tmp_path):
    assert run("record", "rename", MEETING, AFTER, "--date", DAY).exit_code == 0
    assert run("record", "rename", "plan/lagoon-2030", "plan/lagoon-2034", "--date", DAY).exit_code == 0
    shown = run("show", MEETING)
    assert f"{AFTER}\n" in shown.stdout
    assert shown.stderr == f"{MEETING} was renamed {AFTER} on {DAY}.\n"
    told = run("why", f"{MEETING}/finding-offices", "concerns", lang="fr")
    assert "fees differ from one office to the next" in told.stdout
    covered = [run("coverage", "--plan", plan, "--format", "csv") for plan in ("plan/lagoon-2030", "plan/lagoon-2034")]
    assert covered[0].stdout == covered[1].stdout != ""
    assert "plan/lagoon-2030 was renamed plan/lagoon-2034" in covered[0].stderr
    asked = run("query", "everything-about-a-meeting", "--param", f"meeting={MEETING}", "--format", "json")
    assert json.loads(asked.stdout)
    dump = (tmp_path / "build" / "graph.nq").read_text(encoding="utf-8")
    old, new = (f"<https://example.org/lagoon/id/{name}>" for name in (MEETING, AFTER))
    assert f"{old} <http://purl.org/dc/terms/isReplacedBy> {new}" in dump
    assert f'{old} <http://www.w3.org/2002/07/owl#deprecated> "true"' in dump


def test_a_dry_run_tells_all_and_writes_nothing(run, lagoon):
    before = texts(lagoon)
    done = run("record", "rename", MEETING, AFTER, "--dry-run")
    assert (done.exit_code, f"{MEETING}/opening → {AFTER}/opening" in done.stdout) == (0, True)
    assert texts(lagoon) == before


@pytest.mark.parametrize(
    ("old", "new", "error", "told"),
    [
        ("meeting/2031-09-othervile", AFTER, UnknownName, MEETING),
        (MEETING, "meeting/2031-03-exampleville", UsageError, "is taken"),
        (MEETING, "organisation/visa-bureau", UsageError, "of the kind meeting"),
        (MEETING, "meeting/Otherville", UsageError, "is no identifier"),
        ("organisation/visa-agency", "organisation/visa-bureau", UsageError, "is taken"),
        (f"{MEETING}/opening", "meeting/2031-03-exampleville/opening", UsageError, "stands inside"),
        ("document/report-2031", "document/report", DataError, "cannot be renamed"),
        ("correction/2031-11-23-figure-visas-value", "correction/2031-11-23-figure", DataError, "cannot be renamed"),
        ("organisation/visa-bureau", "organisation/bureau", DataError, "organisation/visa-agency took its place"),
        (MEETING, MEETING, UsageError, "is called meeting/2031-09-otherville already"),
        ("Visa Agency", "organisation/bureau", UnknownName, r"no identifier.*Did you mean organisation/visa-agency\?"),
        ("A title", AFTER, UnknownName, "no identifier as records write it. Name a thing"),
        ("theme/visa-facilitation", "theme/visas", UnknownName, "No record describes"),
    ],
)
def test_what_cannot_be_renamed(lagoon, old, new, error, told):
    before = texts(lagoon)
    with pytest.raises(error, match=told):
        rename(Layout.find(lagoon), old, new, day=DAY)
    assert texts(lagoon) == before


def test_a_name_that_breaks_a_rule_is_refused(run, lagoon):
    """The identifier of a state is its code."""
    before = texts(lagoon)
    done = run("record", "rename", "state/aaa", "state/aab")
    assert (done.exit_code, "State-code" in done.stdout, "Nothing was changed." in done.stderr) == (1, True, True)
    assert texts(lagoon) == before
