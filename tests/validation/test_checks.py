"""The checks that no record can fail: of shapes, of texts, of the program's own claims; and what a check leaves out."""

from dataclasses import replace

import pytest
from rdflib import SH, Graph, Namespace, URIRef

from copies import copied
from rabatkg.graph import assemble
from rabatkg.layout import Layout
from rabatkg.names import RULE
from rabatkg.texts.normal import places
from rabatkg.validation import Shapes, check_expansions, check_quotes, shapes_of, validate
from rabatkg.validation.quotations import _is_whole

RULES = Namespace(RULE)
MEETING = """\
id: meeting/2031-03-exampleville
type: ThematicMeeting
title:
  en: Thematic meeting on visas
  fr: Réunion thématique sur les visas
status: status/held
when: 2031-03-04
coChair: [state/aaa, state/bbb]
evidence:
  - passage: passage/report-2031/0-cfe41347
    quote: "co-chaired the meeting with Bbb"
"""


@pytest.fixture
def copy(lagoon, tmp_path):
    """Return the folder of a copy of the Lagoon Dialogue, to be spoilt."""
    copied(lagoon.layout.data, tmp_path / "lagoon")
    return tmp_path / "lagoon"


def names(findings):
    return [finding.rule for finding in findings]


def test_a_shape_that_sees_nothing_is_told(copy):
    (copy / "examples" / "lagoon.yaml").unlink()
    found = validate(assemble(Layout.find(copy))).findings
    assert {(one.rule, one.value) for one in found if one.rule == "Shape-unseen"} == {
        ("Shape-unseen", "Dialogue"),
        ("Shape-unseen", "Dialogue-name"),
    }


def test_a_shape_that_may_be_empty_is_not_told(lagoon, shapes):
    empty = shapes.seen(Graph())
    marked = {str(one).removeprefix(RULE) for one in shapes.graph.subjects(RULES.mayBeEmpty)}
    assert marked
    assert not marked & set(shapes.unseen(empty))
    assert "Meeting" in shapes.unseen(empty)


def test_a_dialogue_that_has_read_nothing_yet_may_be_empty(copy):
    for path in (*copy.rglob("*.yaml"),):
        if path.name not in ("dialogue.yaml", "corpora.yaml"):
            path.unlink()
    settings = copy / "dialogue.yaml"
    settings.write_text(settings.read_text("utf-8").replace("exhaustive: true", "exhaustive: false"), encoding="utf-8")
    assert validate(assemble(Layout.find(copy))).findings == ()


def test_a_statement_without_its_claim_is_told(lagoon):
    one = next(one for one in lagoon.expansions if one.id == "place/exampleville" or one.claims)
    report = validate(
        replace(lagoon, expansions=[e if e is not one else replace(e, claims=[]) for e in lagoon.expansions])
    )
    assert set(names(report.findings)) == {"Statement-unclaimed"}
    assert not report.claimed.whole
    assert all(finding.line for finding in report.findings)


def test_a_text_that_is_not_there_is_told(lagoon, copy):
    (copy / "texts" / "report-2031.txt").unlink()
    compared = check_quotes(lagoon, copy / "texts")
    assert names(compared.findings) == ["Text-missing"]
    assert 0 < compared.quotes.done < compared.quotes.due
    assert compared.findings[0].file.name == "document.yaml"


def test_another_text_under_the_same_name_is_told(lagoon, copy):
    (copy / "texts" / "report-2031.txt").write_text("Something else.\n", encoding="utf-8")
    compared = check_quotes(lagoon, copy / "texts")
    assert names(compared.findings) == ["Text-changed"]
    assert not compared.quotes.whole


def test_a_passage_that_moved_is_told_at_its_line(copy):
    register = copy / "report-2031.passages.yaml"
    lines = register.read_text(encoding="utf-8").split("\n")
    wanted = next(number for number, line in enumerate(lines) if 'key: "0-56b793ca"' in line)
    moved = next(number for number in range(wanted, len(lines)) if lines[number].strip().startswith("checksum:"))
    lines[moved] = '    checksum: "0000000000000000"'
    register.write_text("\n".join(lines), encoding="utf-8")
    found = check_quotes(assemble(Layout.find(copy)), copy / "texts").findings
    assert [(one.rule, one.line) for one in found] == [("Passage-changed", wanted + 1)]


def test_a_quotation_from_elsewhere_names_the_passage_that_holds_it(joined, lagoon):
    corpus, _ = joined(MEETING.replace("co-chaired the meeting with Bbb", "Session 1 was about fees"))
    found = check_quotes(corpus, lagoon.layout.data / "texts").findings
    assert [(one.rule, one.near) for one in found] == [("Quote-absent", ("passage/report-2031/0-4d46e04a",))]
    assert "passage/report-2031/0-4d46e04a" in found[0].told_in("fr")


def test_quotations_are_compared_in_the_normal_form(joined, lagoon):
    corpus, _ = joined(MEETING.replace('"co-chaired the meeting with Bbb"', '"co-chaired  the *meeting*  with Bbb"'))
    assert check_quotes(corpus, lagoon.layout.data / "texts").findings == ()


@pytest.mark.parametrize("part", ["o-chaired the meeting", "chaired the mee", "aired the mee"])
def test_a_quotation_ends_where_a_word_ends(part, joined, lagoon):
    corpus, _ = joined(MEETING.replace("co-chaired the meeting with Bbb", part))
    assert names(check_quotes(corpus, lagoon.layout.data / "texts").findings) == ["Quote-cut"]


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("in 2031", "in 203", False),
        ("cited¹ and", "cited", True),
        ("cited1 and", "cited", True),
        ("l’École", "École", True),
        ("a catalogue, a log", "log", True),
        ("ደቡብ", "ደቡ", True),
    ],
    ids=["part of a figure", "sign of a footnote", "figure of a footnote", "elision", "whole later", "no capitals"],
)
def test_what_parts_words_is_not_part_of_them(text, part, whole):
    assert any(_is_whole(text, at, at + len(part)) for at in places(text, part)) is whole


def test_what_follows_from_a_fault_is_not_told_again(checked):
    """Without its status the meeting also breaks a shape, but the cause is the key that could not be read."""
    assert names(checked(MEETING.replace("status:", "statut:"))) == ["Record-unknown-key"]
    assert names(checked(MEETING.replace("status: status/held\n", ""))) == ["Meeting-status"]


def test_an_unproven_value_does_not_keep_the_shapes_from_looking(checked):
    record = MEETING.replace("when:", "theme: theme/asylum\nwhen:") + "    shows: [status, when, coChair]\n"
    assert names(checked(record)) == ["Record-unproven"]
    assert names(checked(record.replace("status/held", "status/adopted"))) == ["Meeting-status", "Record-unproven"]


def test_a_record_alone_and_the_whole_corpus_agree(joined, shapes):
    """pySHACL's own choice of focus nodes passes over alternatives; ours does not."""
    record = MEETING.replace("coChair:", "involves: [theme/asylum]\ncoChair:")
    record = record.replace("  fr: Réunion thématique sur les visas\n", "")
    corpus, ids = joined(record.replace("when: 2031-03-04", "when: 2031-03-04\ncites: [theme/asylum]"))
    alone = check_expansions(corpus, ids, shapes)
    assert {"involves", "title-fr", "cites"} <= set(names(alone))
    assert validate(corpus).findings == alone


def test_another_language_is_not_asked_for_where_it_is_not_used(lagoon):
    graph = shapes_of(lagoon).graph
    spoken = Shapes(Graph() + graph, ("en",))
    off = {str(one).removeprefix(RULE) for one in spoken.graph.subjects(SH.deactivated)}
    assert {"title-fr", "definition-fr", "rankRule-fr", "reason-fr"} == off
    data = lagoon.asserted + Graph().parse(
        data="<https://example.org/lagoon/id/place/here> a <https://w3id.org/rabatkg/ontology#Place> ;"
        ' <http://www.w3.org/2004/02/skos/core#prefLabel> "Here"@en .',
        format="turtle",
    )
    node = URIRef("https://example.org/lagoon/id/place/here")
    assert [one.rule for one in spoken.ask(data, [node])] == []
    assert [one.rule for one in shapes_of(lagoon).ask(data, [node])] == ["title-fr"]
