"""`rabatkg claim retract|dispute|replace`: the old claim stays, with the day, the grounds and the source."""

import json

import pytest

from rabatkg import graph
from rabatkg.layout import Layout
from rabatkg.validation import validate

MEETING = "meeting/2031-03-exampleville"
BECAUSE = ("--because-en", "The list was misread.", "--because-fr", "La liste a été mal lue.")
DAY = ("--date", "2031-12-01")
WORDS = ("--passage", "passage/report-2031/0-8e9602da", "--quote", "4 and 5 March 2031")


@pytest.fixture
def correct(run):
    """Return a function that makes a correction, and demands that it is made."""

    def once(how, *words, because=BECAUSE, day=DAY, lang="en"):
        done = run("claim", how, *words, *because, *day, lang=lang)
        assert done.exit_code == 0, done.output
        return done

    return once


def held(lagoon):
    return {path.relative_to(lagoon).as_posix(): path.read_bytes() for path in lagoon.rglob("*.yaml")}


def faults(lagoon):
    return {(one.rule, one.node) for one in validate(graph.assemble(Layout.find(lagoon))).findings}


def spoken(done):
    return " ".join(done.output.split())


def test_a_retracted_claim_stays_with_its_words_day_and_grounds(run, correct, lagoon):
    before = held(lagoon)
    done = correct("retract", MEETING, "co-chair", "Bbb")
    assert done.stdout.startswith("Retracted: Thematic meeting on visas — co-chair: Bbb\n")
    assert "coverage of Lagoon plan of action stays as it is" in done.stdout
    after = held(lagoon)
    assert {name for name in after if before.get(name) != after[name]} == {
        "corrections/2031-12-01-2031-03-exampleville-cochair.yaml"
    }
    assert faults(lagoon) == set()
    told = spoken(run("why", MEETING, "coChair"))
    assert "co-chair: Bbb (retracted on 2031-12-01: The list was misread.)" in told
    assert "co-chaired the meeting with Bbb" in told
    shown = json.loads(run("show", MEETING, "--format", "json").stdout)[0]
    (values,) = [group["facts"] for group in shown["said"] if group["property"] == "rkg:coChair"]
    assert [one["value"] for one in values] == ["state/aaa"]
    assert [(one["rank"], one["value"], one["on"]) for one in shown["corrections"]] == [
        ("retracted", "state/bbb", "2031-12-01")
    ]


def test_a_disputed_statement_stands_and_bears_the_dispute(run, correct, lagoon):
    correct("dispute", MEETING, "coChair", "state/bbb", "--page", "document/web-2031", lang="fr")
    assert faults(lagoon) == set()
    told = spoken(run("why", MEETING, "coChair", lang="fr"))
    assert "La liste a été mal lue." in told
    assert "The list was misread." not in told
    assert "document/web-2031" in told
    rows = json.loads(run("why", MEETING, "coChair", "--format", "json").stdout)
    disputed = {one["value"]: (one["rank"], one["stands"], one["by"]) for row in rows for one in row["statements"]}
    assert disputed["state/aaa"] == (None, True, None)
    assert disputed["state/bbb"] == ("disputed", True, "correction/2031-12-01-2031-03-exampleville-cochair")
    (rival,) = [
        row for row in asked(run, "competing-claims") if row["rank"] == "disputed" and "coChair" in row["property"]
    ]
    assert rival["rule"] == "The list was misread."
    assert "Bbb" in rival["asserted"]


def test_the_same_dispute_is_not_made_twice_but_another_reason_makes_another(run, correct, lagoon):
    correct("dispute", MEETING, "coChair", "state/bbb")
    before = held(lagoon)
    again = run("claim", "dispute", MEETING, "coChair", "state/bbb", *BECAUSE, "--date", "2031-12-02")
    assert (again.exit_code, "disputed already, for the same reason" in again.output) == (1, True), again.output
    assert "correction/2031-12-01-2031-03-exampleville-cochair" in again.output
    assert held(lagoon) == before
    correct("dispute", MEETING, "coChair", "state/bbb", because=("--because-en", "Ccc was.", "--because-fr", "Ccc."))
    assert len(held(lagoon)) == len(before) + 1


def asked(run, question):
    return json.loads(run("query", question, "--format", "json").stdout)


def test_a_replaced_value_leads_on_to_the_new_one(run, correct, lagoon):
    correct("replace", MEETING, "when", "--with", "2031-03-05", *WORDS, "--texts", lagoon / "texts")
    assert faults(lagoon) == set()
    shown = run("show", MEETING).stdout
    assert "when: 2031-03-04 → 2031-03-05" in shown
    rows = [row for row in asked(run, "corrections") if row["subject"] == MEETING]
    assert [(row["rank"], row["old_value"], row["new_value"], row["on"], row["quote"]) for row in rows] == [
        ("replaced", "2031-03-04", "2031-03-05", "2031-12-01", "4 and 5 March 2031")
    ]
    (row,) = [row for row in asked(run, "meetings") if row["meeting"] == MEETING][:1]
    assert "2031-03-05" in row.values()


def test_the_saved_question_tells_all_corrections(run):
    assert run("build").exit_code == 0
    rows = asked(run, "corrections")
    assert [(row["rank"], row["old_value"], row.get("new_value")) for row in rows] == [
        ("replaced", "2032", "2032-12"),
        ("disputed", 120, None),
        ("retracted", "stakeholder/partner-countries", None),
    ]
    assert all(row["reason"] for row in rows)
    narrowed = asked_with(run, "corrections", "subject", "meeting/2031-09-otherville")
    assert [row["rank"] for row in narrowed] == ["retracted"]


def asked_with(run, question, parameter, value):
    return json.loads(run("query", question, "--param", f"{parameter}={value}", "--format", "json").stdout)


def test_corrections_of_one_day_follow_one_another(correct, run, lagoon):
    correct("replace", MEETING, "when", "--with", "2031-03-05", *WORDS)
    correct("replace", MEETING, "when", "--with", "2031-03-04", *WORDS)
    assert sorted(path.name for path in (lagoon / "corrections").iterdir()) == [
        "2031-12-01-2031-03-exampleville-when-2.yaml",
        "2031-12-01-2031-03-exampleville-when.yaml",
    ]
    assert faults(lagoon) == set()
    shown = json.loads(run("show", MEETING, "--format", "json").stdout)[0]
    (values,) = [group["facts"] for group in shown["said"] if group["property"] == "rkg:when"]
    assert [one["value"] for one in values] == ["2031-03-04"]
    assert [(one["value"], one["instead"]) for one in shown["corrections"]] == [
        ("2031-03-04", ["2031-03-05"]),
        ("2031-03-05", ["2031-03-04"]),
    ]


def test_a_new_thing_may_be_named_by_its_label(correct, lagoon):
    correct("replace", MEETING, "co-chair", "Bbb", "--with", "Ccc", *WORDS)
    assert "value: state/ccc\n    replaces: state/bbb" in (lagoon / "corrections").joinpath(
        "2031-12-01-2031-03-exampleville-cochair.yaml"
    ).read_text(encoding="utf-8")


def test_a_reading_is_replaced_by_a_reading_and_the_grounds_are_its_reason(correct, lagoon):
    finding = "meeting/2031-09-otherville/finding-offices"
    done = correct("replace", finding, "addressesAsInterpreted", "--with", "provision/lagoon-2030/domain-1", *WORDS)
    assert faults(lagoon) == set()
    corpus = graph.assemble(Layout.find(lagoon))
    (new,) = [one for each in corpus.expansions for one in each.claims if one.replaces and "2031-12-01" in each.id]
    assert str(new.predicate).endswith("addressesAsInterpreted")
    assert new.evidence[0].because == (("en", "The list was misread."), ("fr", "La liste a été mal lue."))
    assert done.stdout.startswith("Replaced: Offices differ — addresses, as interpreted: Simple procedures")


def test_what_it_changes_in_the_coverage_is_told(correct):
    finding = "meeting/2031-09-otherville/finding-offices"
    done = correct("retract", finding, "addressesAsStated")
    assert "action 1: discussed → nothing found" in spoken(done)


def test_a_required_value_cannot_be_retracted(run, lagoon):
    before = held(lagoon)
    done = run("claim", "retract", MEETING, "when", *BECAUSE)
    assert done.exit_code == 1
    assert "Meeting-date" in done.stdout
    assert "rabatkg claim replace" in done.stderr
    assert held(lagoon) == before


def test_nothing_is_written_in_a_dry_run(run, lagoon, tmp_path):
    before = held(lagoon)
    done = run("claim", "retract", MEETING, "coChair", "Bbb", *BECAUSE, *DAY, "--dry-run")
    assert done.exit_code == 0
    assert "rank: retracted" in done.stdout
    assert held(lagoon) == before
    assert not (tmp_path / "build").exists()


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("meeting/2031-03-examplevile", "when"), 1, "Did you mean meeting/2031-03-exampleville,"),
        ((MEETING, "coChairs", "Bbb"), 1, "Did you mean coChair?"),
        ((MEETING, "coChair", "Bbc"), 1, "Did you mean Bbb?"),
        ((MEETING, "coChair", "state/xyz"), 1, "does not say this: state/xyz"),
        ((MEETING, "coChair"), 2, "several values here: state/aaa, state/bbb"),
        ((MEETING, "title"), 1, "examples/meeting.yaml:4:7: 'title' rests on no passage"),
        ((MEETING, "ordinal"), 1, "says nothing of this"),
        (("theme/visa-facilitation", "title"), 1, "No record describes theme/visa-facilitation."),
        (("initiative/visa-bus", "kind"), 1, "is no longer used"),
        (
            ("meeting/2031-09-otherville", "participant", "stakeholder/partner-countries"),
            1,
            "retracted already, on 2031-11-24: Senior officials' meeting — participant",
        ),
        ((f"{MEETING}/announcement-training", "due", "2032"), 1, "more precise than the year."),
        ((MEETING, "when", "--date", "2031-12"), 2, "2031-12 is no day"),
        ((MEETING, "when", "--quote", "4 March"), 2, "--passage and --quote together"),
        ((MEETING, "when", "--because-en", "No\u202e!"), 2, "character that nobody sees"),
    ],
)
def test_what_cannot_be_corrected_is_told_with_what_may_be_meant(run, lagoon, words, code, told):
    before = held(lagoon)
    done = run("claim", "retract", *BECAUSE, *words)
    assert (done.exit_code, told in spoken(done)) == (code, True), done.output
    assert held(lagoon) == before


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        (("--with", "soon", *WORDS), "Record-datatype"),
        (("--with", "2031-03-05", *WORDS[:3], "4 and 7 March"), "Quote-absent"),
        (("--with", "2031-03-05", "--page", "document/web-2032"), "Record-unknown-reference"),
    ],
)
def test_a_new_value_is_checked_like_any_other(run, lagoon, words, rule):
    before = held(lagoon)
    done = run("claim", "replace", MEETING, "when", *words, *BECAUSE, "--texts", lagoon / "texts")
    assert (done.exit_code, rule in done.stdout) == (1, True), done.output
    assert held(lagoon) == before


def test_a_new_value_needs_a_source(run):
    done = run("claim", "replace", MEETING, "when", "--with", "2031-03-05", *BECAUSE)
    assert (done.exit_code, "needs its source" in done.stderr) == (2, True)


def test_the_grounds_are_given_in_every_language(run):
    done = run("claim", "retract", MEETING, "when", *BECAUSE[:2])
    assert (done.exit_code, "--because-fr" in done.stderr) == (2, True)


@pytest.mark.parametrize("usual", ["full", "small"])
def test_the_usual_corpus_takes_a_correction_in_and_a_frozen_one_does_not(correct, lagoon, usual):
    names = sorted(path.relative_to(lagoon).as_posix() for path in lagoon.rglob("*.yaml"))
    listed = "\n".join(f"  - {name}" for name in names if name not in ("corpora.yaml", "dialogue.yaml"))
    (lagoon / "corpora.yaml").write_text(f"# named one by one\nsmall:\n{listed}\nfrozen: [more.yaml]\nfull: ['*']\n")
    settings = (lagoon / "dialogue.yaml").read_text(encoding="utf-8")
    (lagoon / "dialogue.yaml").write_text(settings.replace("corpus: full", f"corpus: {usual}"), encoding="utf-8")
    correct("retract", MEETING, "coChair", "Bbb")
    corpora = graph.corpora(Layout.find(lagoon))
    own = "corrections/2031-12-01-2031-03-exampleville-cochair.yaml"
    assert (own in corpora["small"]) == (usual == "small")
    assert corpora["frozen"] == ("more.yaml",)
    assert (lagoon / "corpora.yaml").read_text().startswith("# named one by one\n")
    assert any(one.id.endswith("cochair") for one in graph.assemble(Layout.find(lagoon)).expansions)
