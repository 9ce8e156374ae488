"""A finding stands where its reader has to look."""

from rdflib import RDF, SH, Graph, Literal, Namespace

from rabatkg.names import RKG, RULE
from rabatkg.validation import Shapes, check_expansions

MEETING = """\
id: meeting/2031-07-exampleville
type: ThematicMeeting
title:
  en: Thematic meeting on forms
  fr: Réunion thématique sur les formulaires
status: status/held
when: 2031-07-04
evidence:
  - passage: passage/report-2031/0-cfe41347
    quote: "co-chaired the meeting with Bbb"
"""

FOLLOW_UP = """\
outcome:
  - key: follow-up
    type: FollowUp
    title:
      en: Done
      fr: Fait
    when: 2031-08
    evidence:
      - passage: passage/report-2031/0-74f7f1f1
        quote: "Aaa published its fees"
"""


def place(findings):
    assert len(findings) == 1
    return findings[0].rule, findings[0].line, findings[0].column


def test_a_wrong_value_at_its_own_line_and_column(checked):
    record = MEETING.replace("when: 2031-07-04", "when: 2031-07-04\ntheme:\n  - theme/asylum\n  - place/exampleville")
    assert place(checked(record)) == ("theme", 10, 5)


def test_a_missing_value_at_the_first_line_of_the_node(checked):
    assert place(checked(MEETING.replace("  fr: Réunion thématique sur les formulaires\n", ""))) == ("title-fr", 1, 1)


def test_a_missing_value_of_a_nested_node_where_that_node_begins(checked):
    assert place(checked(MEETING.replace("evidence:", f"{FOLLOW_UP}evidence:", 1))) == ("FollowUp-followsUp", 9, 5)


def test_one_value_too_many_at_the_second(checked):
    record = MEETING.replace("  en: Thematic meeting on forms", "  en: [Meeting, Thematic meeting]")
    assert place(checked(record)) == ("title", 4, 17)


def test_a_constraint_at_the_value_that_it_selects(checked):
    record = MEETING.replace("when:", "duringChairmanship: [chairmanship/aaa-2030, chairmanship/bbb-2028]\nwhen:")
    assert place(checked(record)) == ("Meeting-chairmanship", 7, 45)


def test_a_constraint_without_a_value_at_the_property_that_it_names(checked):
    assert place(checked(MEETING.replace("when: 2031-07-04\n", ""))) == ("Meeting-date", 6, 9)


def test_a_constraint_with_neither_at_the_node(shapes, joined):
    """No rule of ours is of this kind today, so one is made for the test."""
    rule, words = Namespace(RULE), Namespace(RKG)
    graph = Graph() + shapes.graph
    graph.add((rule.Extra, RDF.type, SH.NodeShape))
    graph.add((rule.Extra, SH.targetClass, words.ThematicMeeting))
    graph.add((rule.Extra, SH.sparql, rule["Extra-constraint"]))
    query = f"SELECT $this WHERE {{ $this <{RKG}when> ?day . FILTER (STRSTARTS(STR(?day), '2031-07')) }}"
    graph.add((rule["Extra-constraint"], SH.select, Literal(query)))
    graph.add((rule["Extra-constraint"], SH.message, Literal("Not in July. Choose a month.", lang="en")))
    corpus, ids = joined(MEETING.replace("id:", "\nid:"))
    found = check_expansions(corpus, ids, Shapes(graph, ("en", "fr")))
    assert place(found) == ("Extra-constraint", 2, 1)


def test_a_quotation_at_its_own_line(checked):
    record = MEETING.replace("co-chaired the meeting with Bbb", "a word " * 13)
    assert place(checked(record)) == ("quote", 10, 12)


def test_findings_are_sorted_by_line(checked):
    record = MEETING.replace("when: 2031-07-04", "theme: place/exampleville\nwhen: soon").replace("  en: ", "  de: ")
    assert [finding.line for finding in checked(record)] == sorted(finding.line for finding in checked(record))
    assert [finding.rule for finding in checked(record)] == ["Record-unknown-key", "theme", "Record-datatype"]
