"""`rabatkg record retire`: the record goes, the identifier stays alive, and the claims stay, retracted."""

import pytest
from rdflib import URIRef

from rabatkg import graph
from rabatkg.errors import DataError, UnknownName, UsageError
from rabatkg.filing.retiring import retire
from rabatkg.layout import Layout
from rabatkg.validation import validate

DAY = "2031-12-01"
WHY = {"en": "It never took place.", "fr": "Elle n’a jamais eu lieu."}
MEETING = "meeting/2031-09-otherville"
SCHOOL, AGENCY = "organisation/visa-school", "organisation/visa-agency"


def texts(lagoon):
    return {path.relative_to(lagoon).as_posix(): path.read_text(encoding="utf-8") for path in lagoon.rglob("*.yaml")}


def retired(lagoon, thing, **more):
    return retire(Layout.find(lagoon), thing, WHY, day=DAY, **more)


def claims(corpus, thing):
    """What is claimed of a thing and of what is called after it, with all the words that prove it."""
    start, found = corpus.names.thing(thing), {}
    for one in corpus.expansions:
        for claim in one.claims:
            if f"{claim.subject}/".startswith(f"{start}/"):
                proofs = found.setdefault((claim.subject, claim.predicate, claim.object), set())
                proofs.update((proof.passage, proof.quote, proof.because, proof.pages) for proof in claim.evidence)
    return found


def ranks(corpus, thing):
    start = corpus.names.thing(thing)
    return {
        claim.rank for one in corpus.expansions for claim in one.claims if f"{claim.subject}/".startswith(f"{start}/")
    }


def test_every_claim_stays_with_its_words(lagoon):
    before = graph.assemble(Layout.find(lagoon))
    done = retired(lagoon, MEETING)
    assert done.sound
    after = graph.assemble(Layout.find(lagoon))
    kept = claims(before, MEETING)
    assert len(kept) > 30
    assert claims(after, MEETING) == kept
    assert ranks(after, MEETING) == {"retracted"}
    start = after.names.thing(MEETING)
    said = {each.predicate for one in after.expansions for each in one.statements if str(each.subject) == start}
    assert {str(one).rpartition("/")[2].rpartition("#")[2] for one in said} == {
        "type",
        "kind",
        "madeOn",
        "grounds",
        "deprecated",
        "prefLabel",
    }
    unseen = {one.rule for one in validate(after).findings}
    assert unseen <= {"Shape-unseen"}, "no other meeting of the Lagoon Dialogue has all keys"


def test_all_that_is_called_after_it_is_retired_with_it(lagoon):
    done = retired(lagoon, MEETING)
    assert {name.removeprefix(f"{MEETING}/") for name in done.names if name != MEETING} == {
        "opening",
        "jane-doe-speaker",
        "jane-doe-speaker/director",
        "finding-offices",
        "recommendation-forms",
    }
    assert MEETING not in texts(lagoon)["more.yaml"]


def test_what_names_it_must_be_settled_first(run, lagoon):
    before = texts(lagoon)
    done = run("record", "retire", SCHOOL, "--because-en", "No.", "--because-fr", "Non.")
    lines = before["more.yaml"].splitlines()
    places = [(number, line) for number, line in enumerate(lines, 1) if SCHOOL in line and "id:" not in line]
    assert done.exit_code == 1
    assert len(places) == 2
    for number, line in places:
        assert f"more.yaml:{number}:{line.index(SCHOOL) + 1}: " in done.stdout
    assert "2 places name it." in done.stderr
    assert texts(lagoon) == before


def test_what_names_it_is_taken_to_what_replaces_it(run, lagoon):
    words = ("--because-en", "The same.", "--because-fr", "La même.", "--date", DAY)
    done = run("record", "retire", SCHOOL, *words, "--replaced-by", AGENCY)
    assert (done.exit_code, done.stdout.startswith(f"{SCHOOL} → {AGENCY}\n")) == (0, True), done.output
    after = texts(lagoon)["more.yaml"]
    assert SCHOOL not in after
    assert f"    ofOrganisation: {AGENCY}\n" in after
    assert f"    institution: [{AGENCY}]\n" in after
    assert validate(graph.assemble(Layout.find(lagoon))).findings == ()
    shown = run("show", SCHOOL)
    assert AGENCY in shown.stdout
    assert shown.stderr == f"{SCHOOL} was merged into {AGENCY} on {DAY}.\n"
    assert AGENCY in run("show", "École de l'Agence des visas").stdout


def test_of_two_names_in_one_list_one_is_left(lagoon):
    path = lagoon / "examples" / "register-of-people.yaml"
    path.write_text(
        f"records:\n  - adds: {MEETING}\n    key: more\n    involves: [{SCHOOL}, {AGENCY}]  # both\n"
        "    evidence:\n      - pages: [document/web-2031]\n        verification: reported\n"
    )
    assert retired(lagoon, SCHOOL, replaced_by=AGENCY).sound
    assert f"    involves: [{AGENCY}]  # both\n" in path.read_text(encoding="utf-8")


def test_keys_that_a_name_made_stay_when_it_is_replaced(lagoon):
    (lagoon / "other.yaml").write_text(
        "id: person/j-doe\ntype: Person\ntitle: {en: J. Doe, fr: J. Doe}\nprintedAs: Jane Doe\n"
        "evidence: [{passage: passage/report-2031/0-b5a93379, quote: Jane Doe}]\n"
    )
    assert retired(lagoon, "person/jane-doe", replaced_by="person/j-doe").sound
    assert "      - key: jane-doe-speaker\n        actor: person/j-doe\n" in texts(lagoon)["more.yaml"]


def test_earlier_corrections_stand_alone_afterwards(lagoon):
    thing = "meeting/2031-03-exampleville/announcement-training"
    before = graph.assemble(Layout.find(lagoon))
    assert ranks(before, thing) == {None, "replaced"}
    assert retired(lagoon, thing).sound
    after = graph.assemble(Layout.find(lagoon))
    assert ranks(after, thing) == {"retracted", "replaced"}
    assert claims(after, thing) == claims(before, thing)
    assert after.problems == []


def test_a_file_with_one_record_goes(lagoon):
    done = retired(lagoon, "meeting/2031-03-exampleville/aim-simple-visas")
    assert [path.name for path in done.gone] == ["aim.yaml"]
    assert not (lagoon / "examples" / "aim.yaml").exists()


def test_a_rival_claim_keeps_its_rule(lagoon):
    """What a rule had set aside before stays set aside by that rule."""
    (lagoon / "rival.yaml").write_text(
        "id: meeting/2031-12-rival\ntype: TechnicalMeeting\ntitle: {en: Rival, fr: Rivale}\nstatus: status/held\n"
        "when: 2031-12\nevidence: [{pages: [document/web-2031], verification: reported}]\n"
        "claims: [{about: meeting/2031-12-rival, property: when, value: 2031-11, rank: rival,\n"
        "  rule: ranking-rule/unsettled, evidence: [{pages: [document/web-2031], verification: reported}]}]\n"
    )
    assert retired(lagoon, "meeting/2031-12-rival").sound
    corpus = graph.assemble(Layout.find(lagoon))
    found = {
        (str(one.object), one.rank, corpus.names.short(str(one.ranked_by)).partition("/")[0])
        for each in corpus.expansions
        for one in each.claims
        if one.subject == URIRef(corpus.names.thing("meeting/2031-12-rival")) and "2031" in str(one.object)
    }
    assert found == {("2031-12", "retracted", "correction"), ("2031-11", "rival", "ranking-rule")}


def test_what_was_retired_says_why_and_its_claims_are_found(run):
    words = ("--because-en", WHY["en"], "--because-fr", WHY["fr"], "--date", DAY)
    done = run("record", "retire", MEETING, *words)
    assert done.exit_code == 0, done.output
    assert "action 2: mentioned → nothing found" in done.stdout
    shown = run("show", MEETING, lang="fr")
    assert WHY["fr"] in " ".join(shown.stdout.split())
    assert "Réunion des hauts fonctionnaires" in shown.stdout
    told = " ".join(run("why", MEETING, "place").stdout.split())
    assert f"place: Exampleville (retracted on {DAY}: {WHY['en']})" in told
    assert "Third thematic meeting of the Lagoon Dialogue" in told


@pytest.mark.parametrize(
    ("thing", "more", "error"),
    [
        ("meeting/2031-09-othervile", {}, UnknownName),
        ("initiative/visa-bus", {}, DataError),
        ("document/report-2031", {}, DataError),
        ("correction/2031-11-23-figure-visas-value", {}, DataError),
        (MEETING, {"replaced_by": f"{MEETING}/opening"}, UsageError),
        (MEETING, {"replaced_by": "meeting/nowhere"}, UnknownName),
    ],
)
def test_what_cannot_be_retired(lagoon, thing, more, error):
    before = texts(lagoon)
    with pytest.raises(error):
        retired(lagoon, thing, **more)
    assert texts(lagoon) == before


def test_grounds_are_needed_in_every_language(run):
    done = run("record", "retire", MEETING, "--because-en", "No.")
    assert (done.exit_code, "grounds in fr" in done.stderr) == (2, True)
