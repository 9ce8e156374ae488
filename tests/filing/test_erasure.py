"""`rabatkg record retire --erase`: nothing stays of a person but the day, under a name that is not theirs."""

from hashlib import sha256

import pytest

from rabatkg import graph
from rabatkg.layout import Layout
from rabatkg.validation import validate

DAY = "2031-12-01"
PERSON, NAME = "person/zelda-quintero", "Zelda Quintero"
REMOVED = f"person/removed-{sha256(PERSON.encode()).hexdigest()[:16]}"
TEXTS = "texts/report-2031.txt:4"
OTHER = """\
id: person/zelda-marsh
type: Person
title: {en: Zelda Marsh, fr: Zelda Marsh}
printedAs: Zelda Marsh
evidence: [{pages: [document/web-2031], verification: reported}]
"""


@pytest.fixture
def lagoon(lagoon):
    """The Lagoon Dialogue, whose one person bears a name of which no word stands anywhere else, and held an office."""
    for path in [*lagoon.rglob("*.yaml"), *lagoon.rglob("*.txt")]:
        text = path.read_text(encoding="utf-8").replace("Jane Doe", NAME)
        path.write_text(text.replace("jane-doe", "zelda-quintero"), encoding="utf-8")
    (lagoon / "presented.yaml").write_text(
        "# what she presented\n"
        "records:\n"
        "  - id: meeting/2031-03-exampleville/session-2\n"
        "    type: Session\n"
        "    title: {en: Session on forms, fr: Session sur les formulaires}\n"
        "    partOf: meeting/2031-03-exampleville\n"
        f"    presentedBy: [{PERSON}, organisation/visa-agency]  # two\n"
        "    evidence:\n"
        "      - pages: [document/web-2031]\n"
        f'        shows: ["presentedBy: {PERSON}", "presentedBy: organisation/visa-agency"]\n'
        "        verification: reported\n"
        "    claims:\n"
        "      - about: meeting/2031-03-exampleville/session-1\n"
        "        property: presentedBy\n"
        f"        value: {PERSON}\n"
        "        rank: rival\n"
        "        rule: ranking-rule/unsettled\n"
        "        evidence: [{pages: [document/web-2031], verification: reported}]\n",
        encoding="utf-8",
    )
    return lagoon


@pytest.fixture
def erase(run):
    def once(*words, person=PERSON):
        return run("record", "retire", person, "--erase", "--date", DAY, *words)

    return once


def held(lagoon):
    return {path.relative_to(lagoon).as_posix(): path.read_bytes() for path in lagoon.rglob("*") if path.is_file()}


def records(lagoon):
    return {name: content for name, content in held(lagoon).items() if not name.startswith(".rabatkg")}


def naming(folder, *words):
    """The files in which a word stands, hidden ones among them, or whose name it stands in."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
        for word in words
        if word.encode() in path.read_bytes().lower() or word in path.relative_to(folder).as_posix().lower()
    )


def test_the_name_is_nowhere_in_the_data_and_in_the_graph(erase, run, lagoon, tmp_path):
    before = {(one.rule, one.value) for one in validate(graph.assemble(Layout.find(lagoon))).findings}
    assert before == set()
    (lagoon / "texts" / "report-2031.txt").unlink()
    assert run("build").exit_code == 0
    assert naming(tmp_path / "build", "zelda", "quintero")
    done = erase()
    assert done.exit_code == 0, done.output
    assert done.stdout == f"{REMOVED}\n"
    assert naming(lagoon, "zelda", "quintero") == []
    assert naming(tmp_path / "build", "zelda", "quintero") == []
    unseen = {(one.rule, one.value) for one in validate(graph.assemble(Layout.find(lagoon))).findings}
    assert {rule for rule, _ in unseen} <= {"Shape-unseen"}, "nobody else took part"


def test_what_stays_is_the_day_under_another_name(erase, run, lagoon):
    erase("--leave", TEXTS)
    path = lagoon / "corrections" / f"{DAY}-removed-{REMOVED.rpartition('-')[2]}.yaml"
    assert path.read_text(encoding="utf-8") == (
        f"id: {REMOVED}\ntype: Tombstone\nkind: retirement-kind/personal-data\nmadeOn: {DAY}\ndeprecated: true\n"
    )
    for lang, told in (("en", "The data of this person were removed on 2031-12-01."), ("fr", DAY)):
        shown = run("show", PERSON, lang=lang)
        assert shown.exit_code == 0
        assert told in shown.stderr
        assert REMOVED in shown.stdout
        assert NAME not in shown.output
    assert run("show", "person/zelda-quintera").exit_code == 1


def test_what_others_did_stays(erase, lagoon):
    erase("--leave", TEXTS)
    presented = (lagoon / "presented.yaml").read_text(encoding="utf-8")
    assert presented.startswith("# what she presented\nrecords:\n")
    assert "    presentedBy: [organisation/visa-agency]  # two\n" in presented
    assert '        shows: ["presentedBy: organisation/visa-agency"]\n' in presented
    assert "claims" not in presented
    opening = (lagoon / "report-2031.passages.yaml").read_text(encoding="utf-8")
    assert 'opening: "… …, director of visas of"' in opening


def test_a_passage_that_proves_nothing_any_more_says_why(erase, lagoon):
    erase("--leave", TEXTS)
    review = (lagoon / "report-2031.review.yaml").read_text(encoding="utf-8")
    assert review.startswith(
        "document: document/report-2031\ncarries-no-claim:\n  - passage: passage/report-2031/0-b5a93379\n"
    )
    assert "data of a person" in review


LEFT = {
    "a quotation": ("more.yaml", 'quote: "Third thematic', f'quote: "{NAME}, Third thematic'),
    "a text of ours": ("examples/session.yaml", "en: Session on fees", "en: Session that Quintero led"),
    "a comment": ("more.yaml", "records:\n", "records:  # see Ms. Quintero\n"),
    "a review": ("plan-2030.review.yaml", "It is only", "Quintero says that it is only"),
    "in capitals and accents": ("examples/session.yaml", "en: Session on fees", "en: Session of Zélda QUINTERO"),
}


@pytest.mark.parametrize("case", LEFT)
def test_what_the_program_cannot_settle_is_listed_and_nothing_is_changed(erase, lagoon, case):
    name, old, new = LEFT[case]
    path = lagoon / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    before = records(lagoon)
    done = erase("--leave", TEXTS)
    places = [told.rpartition("lagoon/")[2] for told in done.stdout.splitlines()]
    assert done.exit_code == 1
    assert [place.split(": ")[0] for place in places] == [f"{name}:{line}"], done.output
    assert "1 more place" in done.stderr
    assert records(lagoon) == before
    assert erase("--leave", TEXTS, "--leave", f"{name}:{line}").exit_code == 0


def test_the_name_of_a_file_is_a_place_too(erase, lagoon):
    (lagoon / "presented.yaml").rename(lagoon / "zelda-quintero-presented.yaml")
    done = erase("--leave", TEXTS)
    assert (done.exit_code, "zelda-quintero-presented.yaml:1: " in done.stdout) == (1, True)


def test_the_texts_are_out_of_reach_and_listed(erase):
    done = erase()
    assert (done.exit_code, TEXTS in done.stdout, "--leave" in done.stderr) == (1, True, True)


def test_others_of_the_same_first_name_are_left_alone(erase, lagoon):
    (lagoon / "other.yaml").write_text(OTHER, encoding="utf-8")
    done = erase("--leave", TEXTS)
    assert done.exit_code == 0, done.output
    assert (lagoon / "other.yaml").read_text(encoding="utf-8") == OTHER


def test_a_name_of_common_words_is_found_where_they_stand_together(erase, lagoon):
    """Neither word alone tells of her, since others bear them; both do, over the end of a line too."""
    (lagoon / "other.yaml").write_text(OTHER, encoding="utf-8")
    (lagoon / "another.yaml").write_text(OTHER.replace("Zelda Marsh", "Bruno Quintero").replace("zelda-marsh", "bruno"))
    account = (lagoon / "more.yaml").read_text(encoding="utf-8")
    said = account.replace(
        "took the chair before the", "took the chair, as Zelda\n        Quintero said, before the", 1
    )
    (lagoon / "more.yaml").write_text(said, encoding="utf-8")
    done = erase("--leave", TEXTS)
    line = said[: said.index("as Zelda")].count("\n") + 1
    assert [told.rpartition("lagoon/")[2].split(": ")[0] for told in done.stdout.splitlines()] == [f"more.yaml:{line}"]


def test_former_names_and_corrections_go_too(erase, run, lagoon):
    person = "person/z-quintero"
    meeting = "meeting/2031-09-otherville"
    assert run("record", "rename", PERSON, person, "--date", DAY).exit_code == 0
    assert run("record", "rename", meeting, f"{meeting}-som", "--date", DAY).exit_code == 0
    words = ("--because-en", "No.", "--because-fr", "Non.", "--date", DAY)
    assert run("claim", "dispute", person, "printedAs", *words).exit_code == 0
    assert run("record", "retire", f"{meeting}-som", *words).exit_code == 0
    done = erase("--leave", TEXTS, person=person)
    assert done.exit_code == 0, done.output
    assert naming(lagoon, "zelda", "quintero") == ["texts/report-2031.txt", "texts/report-2031.txt"]
    for former in (PERSON, person):
        assert "were removed on 2031-12-01" in run("show", former).stderr


def test_a_dry_run_changes_nothing(erase, lagoon):
    before = records(lagoon)
    done = erase("--leave", TEXTS, "--dry-run")
    assert (done.exit_code, "would be removed" in done.stderr) == (0, True)
    assert records(lagoon) == before


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("person/zelda-quinter",), 1, "Did you mean person/zelda-quintero?"),
        (("state/aaa",), 2, "state/aaa is no person."),
        ((PERSON, "--because-en", "She asked."), 2, "no grounds and no successor"),
        ((PERSON, "--replaced-by", "state/aaa"), 2, "no grounds and no successor"),
    ],
)
def test_what_is_asked_wrongly(run, words, code, told):
    done = run("record", "retire", *words, "--erase")
    assert (done.exit_code, told in done.stderr) == (code, True), done.output


def test_leave_goes_with_erase(run):
    assert run("record", "retire", PERSON, "--leave", TEXTS).exit_code == 2
