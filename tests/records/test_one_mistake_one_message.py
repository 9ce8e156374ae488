"""One mistake is told once, by its cause, in words that tell what to do: what only follows from it is left out."""

from pathlib import Path

import pytest

from copies import copied
from rabatkg import building, graph
from rabatkg.errors import DataError, UnknownName
from rabatkg.filing.minting import Naming
from rabatkg.forms import Model, Words
from rabatkg.intake import offered
from rabatkg.layout import Layout
from rabatkg.names import Names
from rabatkg.reading import read, read_all
from rabatkg.records import Expander, Grammar
from rabatkg.validation import check_offered

LAGOON = Path(__file__).resolve().parents[1] / "good"
MEETING = (LAGOON / "examples" / "meeting.yaml").read_text(encoding="utf-8")
NEW = MEETING.replace("2031-03-exampleville", "2031-05-otherville").replace("2031-03-04", "2031-05-04")
UNNAMED = NEW.partition("\n")[2]
OUTCOME = """\
outcome:
  - key: visas
    type: Recommendation
    title: {en: Ease visas, fr: Alléger les visas}
    addressee: state/aaa
    evidence:
      - passage: passage/report-2031/0-cfe41347
        quote: "co-chaired the meeting with Bbb"
"""


@pytest.fixture(scope="module", params=["built", "not built"])
def check(request, tmp_path_factory):
    """Return a function that checks a record in a file, and returns the verdict; beside a built store, and without."""
    folder = tmp_path_factory.mktemp("lagoon")
    copied(LAGOON, folder / "data")
    addition = "adds: meeting/2031-03-exampleville\nplace: place/exampleville\nstatus: status/held\n"
    proof = MEETING.partition("evidence:")[2]
    (folder / "data" / "added.yaml").write_text(f"{addition}evidence:{proof}", encoding="utf-8")
    layout = Layout.find(folder / "data", folder / "build", environ={})
    if request.param == "built":
        corpus = graph.assemble(layout, layout.settings.corpus)
        building.build(corpus, layout.settings.corpus)
    grammar = Grammar.load(layout.ontology / "context.jsonld")
    expander = Expander(grammar, Names.of(layout), layout.settings.languages, Naming(layout))

    def verdict(text, name="record.yaml"):
        path = folder / name
        path.write_text(text, encoding="utf-8")
        return check_offered(layout, offered(path, expander))

    return verdict


def told(verdict):
    return [f"{one.rule}: {one.told_in('en').partition(f'{one.rule}: ')[2]}" for one in verdict.findings]


@pytest.mark.parametrize("date", ["10 mars 2026", "10/03/2026", "2026-02-30"])
def test_a_wrong_date_is_all_that_is_told(check, date):
    shown = UNNAMED.replace("when: 2031-05-04", f"when: {date}") + "    shows: [coChair, when, status]\n"
    [only] = told(check(shown))
    assert only.startswith(f"Record-datatype: when: '{date}'")


def test_where_nothing_else_is_wrong_the_missing_identifier_is_told(check):
    first, *_ = told(check(UNNAMED.replace("when: 2031-05-04\n", "")))
    assert first.startswith("Record-id: ")


def test_an_unregistered_document_is_told_once_for_all_its_passages(check):
    cited = NEW.partition("evidence:")[0] + "evidence:\n"
    for number, key in enumerate(("coChair", "when", "status")):
        cited += f'  - passage: passage/minutes-2031/{number}-cfe41347\n    quote: "one"\n    shows: [{key}]\n'
    [only] = told(check(cited))
    assert "No document is registered as minutes-2031" in only


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("state/bbb", "state/beebeeland", ""),
        ("status/held", "status/tenue", "status/held"),
        ("status/held", "tenue", "status/held"),
        ("ThematicMeeting", "Réunion", "SeniorOfficialsMeeting"),
        ("ThematicMeeting", "Reunion", "ThematicMeeting"),
        ("ThematicMeeting", "Meeting", "TechnicalMeeting"),
        ("ThematicMeeting", "Réunion thématique", "ThematicMeeting"),
    ],
)
def test_a_name_in_words_is_told_once_with_what_is_meant(check, old, new, meant):
    found = told(check(NEW.replace(old, new) + OUTCOME))
    assert len(found) == 1, found
    only = found[0]
    assert meant in only.partition("Did you mean")[2], only


def test_a_record_that_is_held_elsewhere_is_told_to_be(check):
    held = MEETING.replace("status: status/held\n", "")
    again = check(held.replace("evidence:", "status: status/held\nevidence:"))
    assert [(one.rule, one.severity) for one in again.held] in ([("Record-held", "warning")], [])
    assert "Record-held" in "".join(f"{one.rule} " for one in (*again.held, *again.findings))
    assert not check(NEW).held and not told(check(NEW))


def test_of_a_held_record_that_an_addition_completes_only_that_is_told(check):
    [only] = told(check(MEETING.replace("status: status/held", "status: status/held\nplace: place/exampleville")))
    assert "Record-held" in only and "is held already" in only
    assert "data/added.yaml" in only and "adds: meeting/2031-03-exampleville" in only


def test_a_meeting_under_another_name_is_seen_though_the_held_one_bears_a_note(check, tmp_path):
    """The note of the one that is held was about something else."""
    noted = NEW.replace("evidence:", "note: {en: Lost., fr: Perdu.}\nplace: place/exampleville\nevidence:")
    again = noted.replace("note: {en: Lost., fr: Perdu.}\n", "").replace("otherville", "thirdville")
    again = again.replace("on visas", "on ports").replace("sur les visas", "sur les ports")
    both = "records:\n" + "".join(f"  - {one.strip()}\n".replace("\n", "\n    ").rstrip(" ") for one in (noted, again))
    rules = [one.rule for one in check(both).findings]
    assert rules == ["Meeting-duplicate"]


def test_a_text_that_is_missing_is_told_with_its_language(check):
    empty = NEW.replace(" Thematic meeting on visas", "").replace(" Réunion thématique sur les visas", "")
    first, second = told(check(empty))
    assert "in 'en'. Write it after `en:`." in first and "in 'fr'. Write it after `fr:`." in second


def test_a_quotation_is_told_by_its_words(check):
    words = "one word and another " * 10
    found = check(NEW.replace('quote: "co-chaired the meeting with Bbb"', f'quote: "{words}"')).findings
    [only] = [one for one in found if one.rule == "quote"]
    assert only.node == '"one word and another one word and …"'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("place:\u00a0place/x\nstatus: a\n", "A no-break space stands here"),
        ("type: A\nplace:\u202fplace/x\n", "A no-break space stands here"),
        ("evidence:\n  - pages: [a]\n   verification: reported\n", "This line is indented by 3"),
        ("? a\n? b: c\n - d\n", ""),
        ("a: b\n...\nc: d\n", "where the record has ended"),
        ("%x\na: b\n", ""),
        ("a: !<\n", "begin with !"),
        ("a: |x\n  b\n", "begin with |"),
    ],
)
def test_no_words_of_the_parser_reach_a_reader(text, said):
    tree, faults = read_all(text)
    assert tree is None and faults
    spoken = faults[-1].told_in("en")
    assert said in spoken
    assert not any(word in spoken for word in ("did not find", "could not find", "found ", "expected", "indicator"))


@pytest.mark.parametrize(
    ("start", "what"),
    [
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"%PDF-1.7\n\xe2", "a PDF"),
        (b"PK\3\4\xff", "packed"),
    ],
)
def test_what_is_no_text_is_told_to_be_what_it_is(tmp_path, start, what):
    file = tmp_path / "record.yaml"
    file.write_bytes(start + bytes(range(256)))
    with pytest.raises(DataError, match=what):
        read(file)


def test_letters_of_another_encoding_are_told_as_before(tmp_path):
    file = tmp_path / "record.yaml"
    file.write_bytes("note: été\n".encode("latin-1"))
    with pytest.raises(DataError, match="Save it as UTF-8"):
        read(file)


@pytest.fixture(scope="module")
def lagoon():
    return Layout.find(LAGOON, environ={})


@pytest.mark.parametrize("word", ["réunion", "reunion", "Meeting"])
def test_who_asks_for_the_form_of_a_meeting_is_offered_all_kinds_of_them(lagoon, word):
    with pytest.raises(UnknownName) as raised:
        Model(Words.of(lagoon)).kind(word)
    assert {"senior-officials-meeting", "thematic-meeting", "webinar"} <= set(raised.value.near)


def test_without_a_title_in_the_first_language_a_meeting_is_named_by_kind_and_place(lagoon):
    text = "type: SeniorOfficialsMeeting\ntitle:\n  fr: Réunion des hauts fonctionnaires d'Abuja\nstart: 2026-03-10\n"
    assert Naming(lagoon)(read(f"{text}place: place/abuja\n")) == "meeting/2026-03-abuja-senior-officials-meeting"


@pytest.mark.parametrize("reason", ['""', '"  "'])
def test_a_reason_without_words_is_told_at_its_line(check, reason):
    read = NEW + f"    basis: interpreted\n    because:\n      en: The host is named.\n      fr: {reason}\n"
    [only] = [one for one in check(read).findings]
    assert (only.rule, only.line) == ("Record-value", len(read.splitlines()))


def test_a_circle_is_seen_through_records_that_are_held(check):
    [only] = told(check("adds: organisation/visa-agency\nparent: organisation/visa-school\n"))
    assert only.startswith("Thing-circle: ")


@pytest.mark.parametrize("date", ["end: 2031-03-01", "start: 2031-03-06"])
def test_an_addition_whose_date_contradicts_the_record_is_told_at_that_date(check, date):
    proof = 'evidence:\n- passage: passage/report-2031/0-8e9602da\n  quote: "Third thematic meeting"\n'
    [only] = check(f"adds: meeting/2031-03-exampleville\n{date}\n{proof}").findings
    assert (only.rule, only.line) == ("span", 2)
