"""Every record goes out as RDF and comes back as the same record, which is as good as it was."""

import random
from pathlib import Path

import pytest

from rabatkg.graph import assemble
from rabatkg.intake.rdf import records
from rabatkg.layout import Layout
from rabatkg.records import Expander
from rabatkg.validation import check_offered
from rdf_forms import ENDINGS, as_rdf

HAS_NO_SUBJECT = ("turtle", "jsonld", "keys")
"""Forms without named graphs, in which an addition is not told from a record that lacks its class."""


def meaning(record):
    """All that a record says, and the thing that it says it of; nothing of where it stands."""
    statements = {
        (
            one.subject,
            one.predicate,
            one.object,
            one.key,
            one.text,
            one.rule,
            frozenset(each.iri for each in one.evidence),
        )
        for one in record.statements
    }
    claims = {
        (
            (one.iri, one.subject, one.predicate, one.object, one.rank, one.ranked_by, one.replaces),
            frozenset(one.rank_rule),
            frozenset(triple for evidence in one.evidence for triple in evidence.triples()),
        )
        for one in record.claims
    }
    return record.id, record.iri, statements, claims, set(record.marks)


def exported(written, names, grammar, form, folder):
    """Yield each record that the form can hold, with the file that it is written into."""
    for number, record in enumerate(written):
        if record.adds is None or form not in HAS_NO_SUBJECT:
            path = folder / f"{number}{ENDINGS[form]}"
            path.write_bytes(as_rdf(record, names, grammar, form))
            yield record, path


@pytest.mark.parametrize("form", ENDINGS)
def test_every_record_comes_back_the_same_and_is_still_right(form, lagoon, expander, tmp_path):
    found = []
    for record, path in exported(lagoon.written, lagoon.names, lagoon.grammar, form, tmp_path):
        (again,), problems = records(path, expander)
        assert (problems, again.problems) == ([], [])
        assert meaning(again) == meaning(record)
        found.append(again)
    assert len(found) >= (50 if form in HAS_NO_SUBJECT else len(lagoon.written))
    assert check_offered(lagoon.layout, found).findings == ()


@pytest.mark.slow
@pytest.mark.parametrize("form", ["trig", pytest.param("keys", marks=pytest.mark.exhaustive)])
def test_every_record_of_ours_comes_back_the_same(form, request, share, tmp_path):
    """At each change some of them, always the same ones; with --exhaustive, every one."""
    ours = assemble(Layout.find(request.config.rootpath))
    expander = Expander(ours.grammar, ours.names, ours.layout.settings.languages)
    chosen, asked = random.Random(7).sample(ours.written, round(share * len(ours.written))), 0
    for record, path in exported(chosen, ours.names, ours.grammar, form, tmp_path):
        many = max((len(one.pages) for claim in record.claims for one in claim.evidence), default=0) > 6
        (again,), problems = records(path, expander)
        assert (problems, again.problems) == ([], [])
        # evidence of more pages than can be put in every order is named anew
        assert meaning(again)[:2] == meaning(record)[:2] if many else meaning(again) == meaning(record)
        asked += not many
    assert len(ours.written) > 1000 and asked > 0.9 * len(chosen)


@pytest.mark.parametrize("form", ENDINGS)
def test_what_is_only_a_warning_keeps_nothing_from_being_read(form, lagoon, expander, tmp_path):
    record = next(one for one in lagoon.written if one.id == "meeting/2031-03-exampleville")
    ((_, path),) = exported([record], lagoon.names, lagoon.grammar, form, tmp_path)
    path.write_bytes(path.read_bytes().replace("é".encode(), "e\u0301".encode()))
    (again,), problems = records(path, expander)
    assert {(one.rule, one.warning) for one in problems} == {("File-accents", True)}
    assert again.problems == [] and meaning(again) == meaning(record)


def test_a_file_of_several_records_gives_each_of_them(lagoon, expander, tmp_path):
    chosen = [one for one in lagoon.written if one.id in ("state/aaa", "state/bbb", "meeting/2031-09-otherville")]
    text = b"".join(as_rdf(one, lagoon.names, lagoon.grammar, "trig") for one in chosen)
    path = tmp_path / "several.trig"
    path.write_bytes(text)
    found, problems = records(path, expander)
    assert problems == []
    assert {one.id: meaning(one) for one in found} == {one.id: meaning(one) for one in chosen}


def test_every_value_has_its_own_place_in_every_form(lagoon, expander, tmp_path):
    record = next(one for one in lagoon.written if one.id == "meeting/2031-09-otherville")
    for form in ENDINGS:
        ((_, path),) = exported([record], lagoon.names, lagoon.grammar, form, tmp_path)
        (again,), _ = records(path, expander)
        lines = path.read_text("utf-8").split("\n")
        for one in again.statements:
            assert one.mark.file == Path(path)
            if one.key in ("title", "printedAs", "coChair", "host", "ordinal", "country"):
                there = lines[one.mark.line - 1][one.mark.column - 1 :]
                wanted = one.text.rpartition("/")[2]
                assert wanted in there[: len(one.text) + 60], (form, one.key)
