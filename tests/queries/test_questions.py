"""Every saved question: its header, its reviewed answer, its parameters, and the same answer from two engines."""

import csv
from io import StringIO

import pytest
from asked import QUESTIONS, ROOT, pinned
from rdflib import URIRef

from rabatkg.errors import UnknownName, UsageError
from rabatkg.queries import ask, bind, find
from rabatkg.queries.questions import bound

GOLDEN = ROOT / "tests" / "golden"
CORPORA = ("two-documents", "full")
PROOF = ({"passage", "quote", "basis"}, {"passage", "quote", "quote_basis"})
SILENT = {"passages-that-carry-no-claim", "corrections"}
"""Questions whose answer is rightly empty in both corpora."""
WITHOUT_PROOF = {
    "actions-at-each-level": "counts",
    "how-much-a-document-says": "counts",
    "claims-by-one-source": "counts",
    "how-often-a-theme-is-used": "counts",
    "passages-that-carry-no-claim": "passages without claims have no quotation",
    "adopters-by-side": "counts",
    "sections": "counts",
    "what-is-not-said": "own words",
    "sources-by-kind": "counts",
    "rules-that-settled": "counts",
    "co-chair-network": "counts",
    "meetings-by-year": "counts",
    "plan-in-force-on": "a reading of dates that plans-compared proves",
    "plans-compared": "figures side by side",
    "objectives-left-out": "what is not linked has no quotation",
    "actions-without-outside-link": "what is not linked has no quotation",
    "coverage-by-outside-objective": "counts",
    "what-changed-with-source": "what rests on the source that is asked about",
    "terms": "own words",
    "words-of-the-ontology": "own words",
}


def in_order(answer, names):
    """Return the rows as text, IRIs shortened."""
    return [
        tuple(
            (names.short(row[name].value) if row[name].kind == "uri" else row[name].value) if name in row else ""
            for name in answer.variables
        )
        for row in answer.rows
    ]


def rows(answer, names):
    """Return the rows as text, sorted, IRIs shortened."""
    return sorted(in_order(answer, names))


def test_there_are_questions_enough():
    asked = [one for one in QUESTIONS.values() if not one.is_check]
    assert len(asked) >= 45


@pytest.mark.parametrize("corpus", CORPORA)
@pytest.mark.parametrize("name", QUESTIONS)
def test_an_answer_is_the_reviewed_one(name, corpus, stores, names, request):
    question = QUESTIONS[name]
    answer = ask(stores(corpus), question, names, "en", pinned(question))
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(answer.variables)
    writer.writerows(rows(answer, names))
    path = GOLDEN / corpus / f"{name}.csv"
    if request.config.getoption("--approve"):
        path.write_text(text.getvalue(), encoding="utf-8")
    assert text.getvalue() == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("corpus", CORPORA)
def test_every_golden_answer_has_its_question(corpus):
    assert {path.stem for path in (GOLDEN / corpus).glob("*.csv")} == set(QUESTIONS)


@pytest.mark.parametrize("name", [name for name, one in QUESTIONS.items() if not one.is_check and name not in SILENT])
def test_the_full_corpus_answers_every_question(name, stores, names):
    assert ask(stores("full"), QUESTIONS[name], names, "en", pinned(QUESTIONS[name])).rows


@pytest.mark.parametrize("corpus", CORPORA)
@pytest.mark.parametrize("name", QUESTIONS)
def test_an_answer_has_as_many_rows_as_the_header_says(name, corpus, stores, names):
    question = QUESTIONS[name]
    found = len(ask(stores(corpus), question, names, "en", pinned(question)).rows)
    assert found >= (question.least or (0 if question.may_be_empty else 1))
    assert question.most is None or found <= question.most


@pytest.mark.parametrize("name", [name for name, one in QUESTIONS.items() if not one.is_check])
def test_an_answer_brings_its_proof(name, store, names):
    answer = ask(store, QUESTIONS[name], names, "en", pinned(QUESTIONS[name]))
    assert any(set(answer.variables) >= proof for proof in PROOF) != (name in WITHOUT_PROOF)


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_answer_in_french_has_the_same_rows(name, stores, names):
    question = QUESTIONS[name]
    found = {lang: ask(stores("full"), question, names, lang, pinned(question)) for lang in ("en", "fr")}
    assert len(found["en"].rows) == len(found["fr"].rows)
    spoken = {value.lang for row in found["fr"].rows for value in row.values() if value.lang}
    assert spoken <= {"fr"}


LONG_IN_RDFLIB = dict.fromkeys(
    (
        "instruments-and-their-status",
        "level-of-actions",
        "level-of-domains",
        "level-of-objectives",
        "outcomes-by-theme",
        "provisions-by-target-group",
        "provisions-by-theme",
        "provisions-that-name",
        "reported-against-derived",
        "unproven-statements",
        "what-cites-an-instrument",
    ),
    pytest.mark.exhaustive,
)
"""Ten seconds to a minute each, six minutes together: rdflib joins all that there is before it filters."""


@pytest.mark.parametrize("name", [pytest.param(name, marks=LONG_IN_RDFLIB.get(name, ())) for name in QUESTIONS])
def test_rdflib_answers_alike_row_for_row(name, store, dataset, names):
    question = QUESTIONS[name]
    sparql = bound(question, bind(question, names, "en", pinned(question)))
    answer = store.select(sparql)
    found = dataset.query(sparql)
    if name in WITHOUT_PROOF:
        mine = sorted(len(row) for row in answer.rows)
        assert mine == sorted(sum(value is not None for value in row) for row in found)
    told = [
        tuple("" if value is None else _told(value, names) for value in (row[name] for name in answer.variables))
        for row in found
    ]
    assert told == in_order(answer, names)


def _told(value, names):
    return names.short(str(value)) if isinstance(value, URIRef) else str(value)


PARAMETERS = [(name, one.name) for name, question in QUESTIONS.items() for one in question.parameters]
ELSEWHERE = {"plan": "plan/marrakesh-2018"}


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS)
def test_a_parameter_narrows(name, parameter, stores, names):
    """A value from the answer keeps the rows that have it and no other; a value that fits nothing empties it."""
    question, store = QUESTIONS[name], stores("full")
    kind = next(one for one in question.parameters if one.name == parameter)
    if kind.kind == "date":
        early = ask(store, question, names, "en", pinned(question) | {parameter: "2006-01-01"})
        later = [
            ask(store, question, names, "en", pinned(question) | {parameter: day})
            for day in ("2023-06-15", "2026-11-22")
        ]
        assert any(rows(early, names) != rows(late, names) for late in later)
        return
    whole = ask(store, question, names, "en", pinned(question))
    values = [row[kind.variable] for row in whole.rows if kind.variable in row]
    if values:
        value = min(values, key=values.count)
        asked = names.short(value.value) if value.kind == "uri" else value.value
        narrowed = ask(store, question, names, "en", pinned(question) | {parameter: asked})
        assert narrowed.rows
        assert {row[kind.variable] for row in narrowed.rows} == {value}
        assert len(narrowed.rows) <= len(whole.rows)
    if kind.kind == "thing":
        nothing = f"{kind.of[0] if kind.of else 'theme'}/no-such-thing"
        with pytest.raises(UnknownName):
            ask(store, question, names, "en", pinned(question) | {parameter: nothing})
        return
    emptied = ask(store, question, names, "en", pinned(question) | {parameter: "nothing"})
    assert len(emptied.rows) < len(whole.rows)


def test_what_is_asked_wrongly_is_said_in_plain_words(layout, names):
    with pytest.raises(UnknownName) as caught:
        find(layout, "unadressed-actions")
    assert "unaddressed-actions" in caught.value.told_in("fr")
    question = QUESTIONS["unaddressed-actions"]
    for given in ({"as-of": "yesterday"}, {"plan": "state/mar"}, {"colour": "blue"}, {"as-of": "2024-02-30"}):
        with pytest.raises(UsageError):
            bind(question, names, "en", given)
