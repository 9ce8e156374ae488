"""Records made up from the grammar: what is accepted means the same in every form, what is refused says why.

There is nothing between the two: no other error, and no record that comes back as another one.
"""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from made_up_records import MadeUp
from reading_rdf import LIBRARIES
from test_records_agree import differences, meaning

from rabatkg.errors import RabatkgError
from rabatkg.intake import offering
from rabatkg.records.house import house, page
from rabatkg.records.written import written
from rabatkg.speech import say

FEW, MANY = 250, 5_000
QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]


def read_or_refused(text, folder, expander):
    """Return the record of a text, or None where it is refused; then it is told why, and where."""
    path = folder / "offered.yaml"
    path.write_text(text, encoding="utf-8", newline="")
    try:
        (found,) = offering._offered(offering._reader(path), path, expander)
    except RabatkgError as error:
        assert error.told_in("en") != error.told_in("fr")
        return None
    for problem in found.problems:
        assert problem.mark.file == path
        assert 1 <= problem.mark.line <= text.count("\n") + 2
        assert say(problem.template, "en", **problem.values) and say(problem.remedy, "en", **problem.values)
    return None if any(not problem.warning for problem in found.problems) else found


def changed(text, record, dialogue, folder):
    """Yield the ways of writing a record in which it comes back as another one."""
    corpus, expander = dialogue
    names, languages = corpus.names, expander.languages
    kept = page(written(record, corpus.grammar, names), corpus.grammar, languages)
    for name, one in (("written", kept), ("fmt", house(text, expander)), ("fmt of written", house(kept, expander))):
        again = read_or_refused(one, folder, expander)
        if again is None or meaning(again, names) != meaning(record, names):
            yield name
        if name != "written" and house(one, expander) != one:
            yield f"{name}, twice"
    for form in LIBRARIES:
        for who in differences(record, dialogue, folder, form):
            yield f"{form} by {who}"


def test_what_is_accepted_means_the_same_in_every_form(dialogue, figure, exhaustive, share, tmp_path):
    there = dialogue("lagoon")
    counted = Counter()

    @settings(
        max_examples=MANY if exhaustive else round(share * FEW),
        derandomize=not exhaustive,
        deadline=None,
        database=None,
        suppress_health_check=QUIET,
    )
    @given(text=MadeUp(there.corpus).texts)
    def made_up(text):
        record = read_or_refused(text, tmp_path, there.expander)
        counted["accepted" if record else "refused"] += 1
        if record:
            assert list(changed(text, record, there, tmp_path)) == [], text

    made_up()
    figure("records in two engines", counted["accepted"], counted["accepted"], f"{counted['refused']} refused")
    assert min(counted.values()) > sum(counted.values()) / 5
