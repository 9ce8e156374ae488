"""What once stopped a reader: each of these failed before it was mended."""

import csv
import re
from io import StringIO

import pytest

from rabatkg.errors import UnknownName, UsageError
from rabatkg.publication.answering import answering
from rabatkg.publication.parts.search import _kinds
from rabatkg.publication.pictures.threads import counted
from rabatkg.publication.pictures.verdicts import verdicts


def page(site, path):
    return site.by_path[path].make().decode()


def test_a_claim_is_found_by_the_first_digits_of_its_key(lagoon):
    kg = lagoon.kg["en"]
    claim = next(iter(lagoon.holding.of_kind("Claim")))
    digits = claim.rpartition("/")[2]
    assert kg.thing(f"claim/{digits[:8]}") == kg.thing(digits[:8]) == claim
    assert kg.why(f"claim/{digits[:8]}")
    with pytest.raises(UnknownName):
        kg.thing("claim/" + "0" * 8)


def test_a_query_of_ones_own_needs_no_prefixes_and_is_warned_of_words_that_there_are_not(lagoon):
    kg = lagoon.kg["en"]
    assert kg.query("SELECT ?it { ?it a rkg:Meeting }")
    with pytest.raises(UnknownName, match="Did you mean rkg:Meeting"):
        kg.query("SELECT ?it { ?it a rkg:Meting }")
    with pytest.raises(UsageError, match="line 1, column 2"):
        kg.query("SELECT ?it { ?it a }")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_page_of_an_action_says_what_came_of_it(small, lang):
    found = verdicts(small, lang)
    assert {small.holding.kind(iri) for iri in found} >= {"Action", "Objective", "Domain"}
    for iri, verdict in found.items():
        place = small.places.page(iri)
        if place is None or place.fragment:
            continue
        told = page(small, f"{lang}/{place}")
        row = verdict.line.row
        assert f'class="level-{row.level_any}"' in told and f'class="level-{row.level_stated}"' in told
        assert f'/{verdict.home}"' in told and f'/{verdict.main}"' in told
        assert row.notation in re.search("<title>(.*?)</title>", told)[1]
        for missing in row.missing[:5]:
            assert small.places.page(small.names.thing(missing.document)).path.rpartition("/")[2] in told


def test_every_page_leads_to_the_coverage(small):
    for path in ("en/claim/00.html", "fr/ontology.html"):
        if path in small.by_path:
            assert "coverage.html" in page(small, path)


def test_no_kind_of_things_is_called_by_a_name_for_machines(small):
    assert not [name for name, _ in _kinds(small, "en") if ":" in name]


def test_a_language_that_nobody_determined_is_not_told(small):
    told = [file.make().decode() for path, file in small.by_path.items() if path.startswith("en/document/")]
    assert told and not any(">und<" in one for one in told)


def test_rules_for_records_point_to_nothing_on_pages(small):
    listed = [path for path in small.by_path if path.startswith("en/basis/")]
    assert listed and not any("sh:" in page(small, path) for path in listed)


@pytest.mark.xdist_group("site")
def test_recommendations_known_by_number_are_told_of_on_their_page_and_at_home(full):
    asked = full.kg["en"].query("recommendations-known-by-number")
    told = {(row["meeting"], int(row["made"]), int(row["recorded"])) for row in asked}
    assert {(full.names.short(one.meeting), one.made, one.recorded) for one in counted(full)} == told
    unknown = sum(made - recorded for _, made, recorded in told)
    assert unknown > 0
    for path in ("en/recommendations.html", "en/index.html"):
        assert f"{unknown} more" in page(full, path)


@pytest.mark.xdist_group("site")
def test_the_sparql_page_and_the_questions_are_of_one_day(full):
    assert f'"today": "{answering(full).day}"' in page(full, "en/sparql.html") or not full.by_path.get(
        "assets/sparql.js"
    )
    assert answering(full).day in page(full, "en/question/unaddressed-actions.html")


@pytest.mark.xdist_group("site")
def test_all_rows_of_a_short_answer_about_coverage_are_shown(full):
    told = page(full, "en/question/unaddressed-actions.html")
    rows = full.kg["en"].query("unaddressed-actions", as_of=answering(full).day)
    assert told.partition('id="answer"')[2].partition("<h2")[0].count("<tr><td") == len(rows) > 7


@pytest.mark.xdist_group("site")
def test_the_file_of_the_coverage_gives_the_table_back(full):
    rows = list(csv.DictReader(StringIO(page(full, "coverage.csv"), newline="")))
    levels = {
        row["provision"]: row["level"] for row in rows if row["rolled_up"] == "yes" and row["kind"] == "Objective"
    }
    plain = full.kg["en"].coverage(by="objective")
    assert levels == {full.names.thing(row.provision): row.level_any for row in plain}
