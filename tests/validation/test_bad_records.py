"""Every rule is broken by its own bad record, at the marked line, and by no other, and says so in every language."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest
from both import Both
from rdflib import SH, Graph

from rabatkg.graph import with_records
from rabatkg.validation import rules, shapes_of
from rabatkg.validation.shapes import Asserted

BAD = Path(__file__).resolve().parent.parent / "bad"
SOURCE = Path(__file__).resolve().parent.parent.parent / "src" / "rabatkg"
RECORDS = sorted(path for path in BAD.iterdir() if path.suffix in (".yaml", ".ttl"))
HERE = "  # <- here"
BESIDE_RECORDS = {
    "File-yml",
    "Passage-changed",
    "Review-unknown-passage",
    "Shape-unseen",
    "Statement-unclaimed",
    "Text-changed",
    "Text-missing",
}
"""Rules about files, reviews, shapes, texts and the program, which no record can break; each has a test of its own."""


def rule_of(path):
    return path.name.partition(".")[0]


def rules_of_the_grammar():
    """The rules named where a fault of a record is made, in the code; those of offered files are in tests/intake."""
    for path in sorted(set(SOURCE.rglob("*.py")) - set((SOURCE / "intake").rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_bytes())):
            name = getattr(node, "func", None)
            if getattr(name, "attr", getattr(name, "id", "")) in ("Problem", "add") and node.args:
                rule = node.args[0]
                if isinstance(rule, ast.Constant) and isinstance(rule.value, str):
                    yield rule.value


@pytest.mark.parametrize("path", RECORDS, ids=rule_of)
def test_a_bad_record_breaks_its_rule_and_no_other(path, checked, approved):
    findings = checked(path)
    assert [finding.rule for finding in findings] == [rule_of(path)]
    if path.suffix == ".yaml":
        marked = [number for number, line in enumerate(path.read_text("utf-8").splitlines(), 1) if HERE in line]
        assert [finding.line for finding in findings] == marked
    for language in ("en", "fr"):
        told = "".join(f"{finding.told_in(language)}\n" for finding in findings).replace(str(path), path.name)
        approved(path.with_suffix(f".{language}.txt"), told)


def test_the_graph_beside_which_a_record_is_checked_is_that_of_the_whole(lagoon, joined):
    for path in [path for path in RECORDS if path.suffix == ".yaml"][::50]:
        corpus, ids = joined(path)
        whole = with_records(lagoon, [one for one in corpus.written if one.id in ids and one.file == path])
        assert set(corpus.asserted) == set(whole.asserted)
        assert set(corpus.lines) == set(whole.lines)


def test_both_engines_say_the_same_of_all_bad_records_together(lagoon, expanded):
    """Any difference between them is an error of the one or the other."""
    shapes, together = shapes_of(lagoon).graph, Graph() + lagoon.asserted
    for path in RECORDS:
        if path.suffix == ".ttl":
            together.parse(path)
            continue
        for s, p, o, _ in replace(lagoon, expansions=expanded(path)).told():
            together.add((s, p, o))
    report = Both().report(Asserted(together, lagoon.ontology), shapes)
    assert len(set(report.objects(None, SH.sourceShape))) > 200


@pytest.mark.exhaustive
@pytest.mark.parametrize("path", RECORDS, ids=rule_of)
def test_both_engines_say_the_same_of_a_bad_record(path, lagoon, checked):
    assert [finding.rule for finding in checked(path, shapes_of(lagoon, Both()))] == [rule_of(path)]


def test_every_rule_has_a_bad_record_and_every_bad_record_a_rule(lagoon):
    known = rules(lagoon) | set(rules_of_the_grammar())
    assert {rule_of(path) for path in RECORDS} == known - BESIDE_RECORDS
    assert known >= BESIDE_RECORDS


def test_every_approved_report_belongs_to_a_bad_record():
    reports = {path.name for path in BAD.glob("*.txt")}
    assert reports == {f"{rule_of(path)}.{language}.txt" for path in RECORDS for language in ("en", "fr")}


@pytest.mark.parametrize("path", [path for path in RECORDS if path.suffix == ".yaml"], ids=rule_of)
def test_a_bad_record_is_small_and_marks_one_line(path):
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) <= 30
    assert sum(HERE in line for line in lines) == 1


def test_the_check_can_fail(checked):
    good = (BAD.parent / "good" / "examples" / "meeting.yaml").read_text("utf-8")
    assert checked(good) == ()
    assert [finding.rule for finding in checked(good.replace("status: status/held", "status: status/adopted"))] == [
        "Meeting-status"
    ]
