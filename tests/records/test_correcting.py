"""Corrections: what a later record sets aside of what others say, and what it says in its place."""

from pathlib import Path

import pytest
from rdflib import URIRef

from rabatkg import building, graph
from rabatkg.layout import Layout
from rabatkg.names import RKG
from rabatkg.reading import read
from rabatkg.validation import check_expansions

GOOD = Path(__file__).resolve().parents[1] / "good"
MEETING = "meeting/2031-09-otherville"
QUOTE = "[{passage: passage/report-2031/0-8e9602da, quote: Third thematic meeting}]"


@pytest.fixture(scope="module")
def lagoon():
    return graph.assemble(Layout.find(GOOD, GOOD / "not-built"))


@pytest.fixture
def corrected(lagoon):
    """Return a function that gives the Lagoon corpus after corrections: each a day, a name and its claims."""

    def corpus_with(*corrections):
        records = [
            f"  - id: correction/{day}-{name}\n    type: Correction\n    kind: source-kind/own-check\n"
            f"    madeOn: {day}\n    grounds: {{en: A slip., fr: Une erreur.}}\n    claims: [{', '.join(claims)}]\n"
            for day, name, *claims in corrections
        ]
        expander = graph.reader(lagoon.layout)
        return graph.with_records(
            lagoon, expander.file(read(f"records:\n{''.join(records)}", Path("corrections.yaml")))
        )

    return corpus_with


def claim(property, value, **more):
    """A claim about the meeting, as an entry of `claims`."""
    rest = "".join(f", {key}: {text}" for key, text in more.items())
    return f"{{about: {MEETING}, property: {property}, value: '{value}'{rest}}}"


def said(corpus, word, thing=MEETING):
    """What is asserted of the meeting, with the record that says it."""
    iri, predicate = URIRef(corpus.names.thing(thing)), URIRef(RKG + word)
    return sorted(
        (corpus.names.short(str(one.object)), each.id)
        for each in corpus.expansions
        for one in each.statements
        if (one.subject, one.predicate) == (iri, predicate)
    )


def claims(corpus, word, thing=MEETING):
    """What is claimed of the meeting: value, rank, and what ranked it; without how often."""
    iri, predicate = URIRef(corpus.names.thing(thing)), URIRef(RKG + word)
    return {
        (corpus.names.short(str(one.object)), one.rank, corpus.names.short(str(one.ranked_by)) if one.rank else None)
        for each in corpus.expansions
        for one in each.claims
        if (one.subject, one.predicate) == (iri, predicate)
    }


def nodes(corpus, word):
    """The claim nodes about the meeting, with their evidence gathered as in the graph."""
    found = {}
    iri, predicate = URIRef(corpus.names.thing(MEETING)), URIRef(RKG + word)
    for each in corpus.expansions:
        for one in each.claims:
            if (one.subject, one.predicate) == (iri, predicate):
                found.setdefault(one.iri, (str(one.object), one.rank, set()))[2].update(one.evidence)
    return list(found.values())


def sound(corpus):
    ids = {MEETING, *(one.id for one in corpus.expansions if one.id.startswith("correction/"))}
    assert building.problems(corpus) == []
    assert check_expansions(corpus, ids) == ()
    return True


def test_what_is_retracted_is_no_longer_asserted_and_stays_a_claim_with_its_words(corrected):
    corpus = corrected(("2031-12-01", "a", claim("ordinal", "3", rank="retracted")))
    assert said(corpus, "ordinal") == []
    assert claims(corpus, "ordinal") == {("3", "retracted", "correction/2031-12-01-a")}
    ((value, rank, evidence),) = nodes(corpus, "ordinal")
    assert (value, rank) == ("3", "retracted")
    assert {one.quote for one in evidence} == {"Third thematic meeting of the Lagoon Dialogue"}
    assert sound(corpus)


def test_what_is_disputed_stays_asserted_beside_a_second_claim_on_the_same_words(corrected):
    corpus = corrected(("2031-12-01", "a", claim("ordinal", "3", rank="disputed")))
    assert said(corpus, "ordinal") == [("3", MEETING)]
    assert claims(corpus, "ordinal") == {("3", None, None), ("3", "disputed", "correction/2031-12-01-a")}
    (_, _, one), (_, _, other) = nodes(corpus, "ordinal")
    assert one == other
    assert len(one) == 1
    assert sound(corpus)


def test_what_replaces_is_asserted_by_the_correction_and_leads_to_what_it_replaces(corrected):
    made = (claim("ordinal", "3", rank="replaced"), claim("ordinal", "1", replaces="'3'", evidence=QUOTE))
    corpus = corrected(("2031-12-01", "a", *made))
    assert said(corpus, "ordinal") == [("1", "correction/2031-12-01-a")]
    old = next(
        one for each in corpus.expansions for one in each.claims if one.rank == "replaced" and str(one.object) == "3"
    )
    quads = {(str(p).rpartition("#")[2], str(o), str(g).rpartition("/graph/")[2]) for _, p, o, g in corpus.quads}
    assert ("replaces", str(old.iri), "claims") in quads
    assert ("ordinal", "1", "correction/2031-12-01-a") in quads
    assert ("ordinal", "3", MEETING) not in quads
    assert sound(corpus)


def test_the_days_of_a_thing_follow_its_corrected_dates(corrected, lagoon):
    assert [value for value, _ in said(lagoon, "earliest")] == ["2031-09-04"]
    later = (claim("start", "2031-09-04", rank="replaced"), claim("start", "2031-09-03", evidence=QUOTE))
    corpus = corrected(("2031-12-01", "a", *later))
    assert [value for value, _ in said(corpus, "earliest")] == ["2031-09-03"]
    assert [value for value, _ in said(corpus, "latest")] == ["2031-09-05"]
    assert sound(corpus)
    gone = corrected(("2031-12-01", "a", claim("start", "2031-09-04", rank="retracted")))
    assert [value for value, _ in said(gone, "earliest")] == ["2031-09-05"]


BACK = [
    ("2031-12-01", "z", claim("ordinal", "3", rank="replaced"), claim("ordinal", "1", evidence=QUOTE)),
    ("2031-12-02", "a", claim("ordinal", "1", rank="replaced"), claim("ordinal", "3", evidence=QUOTE)),
]


@pytest.mark.parametrize("order", [1, -1], ids=["in order", "the later one first"])
def test_a_later_correction_puts_back_what_an_earlier_one_took_out(corrected, order):
    corpus = corrected(*BACK[::order])
    assert said(corpus, "ordinal") == [("3", "correction/2031-12-02-a")]
    assert claims(corpus, "ordinal") == {
        ("3", "replaced", "correction/2031-12-01-z"),
        ("1", "replaced", "correction/2031-12-02-a"),
        ("3", None, None),
    }
    assert sound(corpus)


def test_of_two_of_one_day_the_one_with_the_higher_number_is_the_later(corrected):
    first, second = BACK
    corpus = corrected(("2031-12-01", "ordinal-10", *second[2:]), ("2031-12-01", "ordinal-9", *first[2:]))
    assert said(corpus, "ordinal") == [("3", "correction/2031-12-01-ordinal-10")]


def test_what_is_disputed_twice_bears_two_disputes(corrected):
    disputed = claim("ordinal", "3", rank="disputed")
    corpus = corrected(("2031-12-01", "a", disputed), ("2031-12-02", "b", disputed))
    assert len(nodes(corpus, "ordinal")) == 3
    assert {by for _, rank, by in claims(corpus, "ordinal") if rank} == {
        "correction/2031-12-01-a",
        "correction/2031-12-02-b",
    }
    assert sound(corpus)


def test_a_dispute_may_end_in_a_retraction(corrected):
    one, other = (claim("ordinal", "3", rank=rank) for rank in ("disputed", "retracted"))
    corpus = corrected(("2031-12-01", "a", one), ("2031-12-02", "b", other))
    assert said(corpus, "ordinal") == []
    assert {rank for _, rank, _ in claims(corpus, "ordinal")} == {"disputed", "retracted"}
    assert sound(corpus)


def test_a_correction_may_keep_what_a_rule_had_set_aside(lagoon, corrected):
    """Another record calls 5 March a rival of 4 March, on words that then support it."""
    thing = "meeting/2031-03-exampleville"
    about = f"{{about: {thing}, property: when"
    corpus = corrected(
        (
            "2031-12-01",
            "a",
            f"{about}, value: 2031-03-04, rank: replaced}}",
            f"{about}, value: 2031-03-05, replaces: 2031-03-04, evidence: {QUOTE}}}",
        )
    )
    assert ("2031-03-05", "rival", "None") in claims(lagoon, "when", thing)
    assert claims(corpus, "when", thing) == {
        ("2031-03-05", None, None),
        ("2031-03-04", "replaced", "correction/2031-12-01-a"),
    }
    assert check_expansions(corpus, {thing, "meeting/2031-06-claims"}) == ()


def test_what_an_addition_says_can_be_corrected(corrected):
    corpus = corrected(("2031-12-01", "a", claim("buildsOn", "meeting/2030-05-exampleville", rank="retracted")))
    assert said(corpus, "buildsOn") == []
    assert sound(corpus)


def test_what_nobody_says_cannot_be_corrected(corrected):
    corpus = corrected(("2031-12-01", "a", claim("ordinal", "33", rank="retracted")))
    (problem,) = corpus.problems
    assert (problem.rule, problem.near) == ("Correction-nothing", ("3",))


def test_a_correction_that_is_made_again_corrects_nothing(corrected):
    retracted = claim("ordinal", "3", rank="retracted")
    corpus = corrected(("2031-12-01", "a", retracted), ("2031-12-02", "b", retracted))
    assert [problem.rule for problem in corpus.problems] == ["Correction-nothing"]


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        (claim("ordinal", "3", rank="rival"), "Record-unknown-key"),
        (claim("ordinal", "3", rank="retracted", rule="ranking-rule/unsettled"), "Record-unknown-key"),
        (claim("ordinal", "1"), "Record-unproven"),
        (claim("ordinal", "1", replaces="'3'", evidence=QUOTE), "Correction-replaces"),
        (claim("summary", "No.", rank="retracted"), "Correction-own-words"),
        (claim("kind", "source-kind/press", rank="retracted"), "Correction-own-words"),
    ],
)
def test_the_grammar_of_a_correction(corrected, words, rule):
    assert rule in {problem.rule for problem in corrected(("2031-12-01", "a", words)).problems}
