"""As of when, and known by when."""

import pytest

from rabatkg.coverage.levels import last_day
from rabatkg.errors import UsageError


def level(kg, notation, **asked):
    row = next(row for row in kg.coverage(**asked) if row.notation == notation)
    return row.level_any, row.certain_any


@pytest.mark.parametrize(
    ("as_of", "found"),
    [
        ("2030-12-31", ("nothing-found", True)),
        ("2031-01-01", ("discussed", False)),
        ("2031-06", ("discussed", False)),
        ("2031-12-30", ("discussed", False)),
        ("2031-12-31", ("discussed", True)),
        ("2031", ("discussed", True)),
    ],
)
def test_a_meeting_of_which_only_the_year_is_known_counts_as_possibly(exampleville, as_of, found):
    assert level(exampleville(), "7", as_of=as_of) == found


@pytest.mark.parametrize(
    ("as_of", "found"),
    [
        ("2030-05", "nothing-found"),
        ("2030-06-30", "recommended"),
        ("2031-02", "recommended"),
        ("2031-03", "followed-up"),
    ],
)
def test_levels_rise_with_time(exampleville, as_of, found):
    assert level(exampleville(), "1", as_of=as_of)[0] == found


def test_what_has_no_date_of_its_own_has_that_of_its_meeting(exampleville):
    assert level(exampleville(), "4", as_of="2031-02") == ("nothing-found", True)
    assert level(exampleville(), "4", as_of="2031-03") == ("discussed", True)
    title = "title: {en: Second session,"
    proof = "evidence: [{passage: passage/report-2031/2-1-ee0a5a41, quote: second}]"
    own = exampleville((title, f"when: 2031-05-02\n        {proof}\n        {title}"))
    assert level(own, "4", as_of="2031-04") == ("nothing-found", True)


def test_what_has_no_date_at_all_is_never_certain(exampleville):
    undated = exampleville(
        (
            "    when: 2031\n    addresses: [{provision: provision/example-2030/action-7",
            "    addresses: [{provision: provision/example-2030/action-7",
        )
    )
    assert level(undated, "7") == ("discussed", False)
    assert level(undated, "7", as_of="2029") == ("discussed", False)


@pytest.mark.parametrize(
    ("when", "found"),
    [
        ("2030-05-11", ("nothing-found", True)),
        ("2030-05-12", ("discussed", True)),
        ("2030-05", ("discussed", False)),
        ("2029", ("nothing-found", True)),
        ("2030", ("discussed", False)),
    ],
)
def test_nothing_counts_that_lies_wholly_before_the_adoption_of_the_plan(exampleville, when, found):
    assert level(exampleville(("when: 2029-01\n", f"when: {when}\n")), "5") == found


def test_evidence_counts_from_the_date_of_its_document(exampleville):
    assert level(exampleville(), "1", known_by="2031-02")[0] == "nothing-found"
    assert level(exampleville(), "1", known_by="2031-03-31")[0] == "followed-up"


def test_nothing_was_assessable_before_there_were_documents(exampleville):
    assert not any(row.assessable for row in exampleville().coverage(known_by="2031-02"))
    assert sum(not row.assessable for row in exampleville().coverage(known_by="2031-03")) == 1


def test_every_hop_of_a_follow_up_must_be_known(exampleville):
    later = exampleville(
        ('            quote: "Since the recommendation of June"', '            quote: "adopted on 12 May 2030"'),
        (
            '          - passage: passage/report-2031/2-1-156aa835\n            quote: "adopted',
            '          - passage: passage/plan-2030/0-68727d53\n            quote: "adopted',
        ),
    )
    assert level(later, "1", known_by="2030-06")[0] == "nothing-found"
    assert level(later, "1", known_by="2031-03")[0] == "followed-up"


@pytest.mark.parametrize(
    ("text", "day"),
    [("2024", "2024-12-31"), ("2024-02", "2024-02-29"), ("2023-02", "2023-02-28"), ("2024-10-05", "2024-10-05")],
)
def test_a_partial_date_ends_with_its_last_day(text, day):
    assert last_day(text) == day


@pytest.mark.parametrize("text", ["", "24", "2024-13", "2024-02-30", "05/10/2024", "2024-1", "today", "2024-10-05-01"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(UsageError):
        last_day(text)
