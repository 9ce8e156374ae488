"""Every IRI of ours leads to a page that is there, to its place on it, and to a file."""

from functools import cache

import pytest
from reading import marks

from rabatkg.names import HOME, RKG, RULE
from rabatkg.publication.places import PASSAGE, Place


def ours(site):
    """Return the IRIs of ours that stand anywhere in the graph."""
    return sorted({iri for iri in site.holding.named if iri.startswith((site.names.base, HOME))})


def unreached(site, folder, iris):
    """Return what does not lead to its place on a page that is there, or to a file that is there."""

    @cache
    def ids(path):
        file = folder / path
        return set(marks(file.read_text(encoding="utf-8"))) if file.is_file() else None

    for iri in iris:
        place = site.places.page(iri)
        for lang in site.languages:
            found = ids(f"{lang}/{place.path}") if place else None
            if found is None or (place.fragment and place.fragment not in found):
                yield iri, lang, str(place)
        file = site.places.file(iri)
        if file is None or not (folder / file).is_file():
            yield iri, "file", file


def things(site):
    return [iri for iri in ours(site) if not iri.startswith((RKG, RULE))]


def words(site):
    return [iri for iri in ours(site) if iri.startswith((RKG, RULE))]


def test_each_thing_leads_to_its_place(small, published_small):
    assert len(things(small)) > 500
    assert list(unreached(small, published_small, things(small))) == []


def test_each_thing_of_each_kind_leads_to_its_place(lagoon, published_lagoon):
    kinds = {lagoon.places.key(iri).partition("/")[0] for iri in things(lagoon) if lagoon.places.key(iri)}
    assert {"claim", "evidence", "passage", "correction", "person", "meeting"} <= kinds
    assert list(unreached(lagoon, published_lagoon, things(lagoon))) == []


def test_each_word_and_each_rule_leads_to_its_place(small, published_small):
    assert len(words(small)) > 400
    assert list(unreached(small, published_small, words(small))) == []


@pytest.mark.xdist_group("site")
def test_each_thing_that_came_along_leads_to_its_place(full, published_full):
    assert len(things(full)) > 10_000
    assert list(unreached(full, published_full, ours(full))) == []


def test_parts_are_told_on_the_page_of_what_they_are_parts_of(lagoon):
    thing = lagoon.names.thing
    parts = [iri for iri in lagoon.holding.of_kind("Participation") if lagoon.places.holder(iri)]
    assert parts
    for iri in parts:
        holder = lagoon.places.holder(iri)
        assert iri in lagoon.places.parts(holder)
        assert thing(f"{holder}/{lagoon.places.page(iri).fragment}") == iri


def test_what_is_not_ours_or_could_be_no_path_has_no_place(lagoon):
    base = lagoon.names.base
    for iri in (
        "https://example.com/id/meeting/x",
        f"{base}id/meeting/nothing-is-said-of-this",
        f"{base}id/../../etc/passwd",
        f"{base}id/meeting/../../x",
        f"{base}id//x",
        f"{base}id/meeting/%2e%2e",
        f"{base}id/meeting/Grand",
        f"{base}id/meeting/x\n",
        "javascript:alert(1)",
        "data:text/html,x",
    ):
        assert lagoon.places.page(iri) is None
        assert lagoon.places.file(iri) is None


def test_a_passage_whose_words_stand_twice_in_a_section_has_a_place_of_its_own():
    assert PASSAGE.fullmatch("passage/som-2024/4-2-1a2b3c4d").groups() == ("som-2024", "4-2", "1a2b3c4d")
    assert PASSAGE.fullmatch("passage/som-2024/link-1a2b3c4d-2").groups() == ("som-2024", "link", "1a2b3c4d-2")


def test_the_alignments_and_versions_of_the_ontology_have_places(small):
    assert small.places.page(f"{HOME}ontology") == Place("ontology.html")
    assert small.places.page(f"{HOME}ontology/0.1.0") == Place("ontology.html")
    assert small.places.page(f"{HOME}ontology/alignments") == Place("graphs.html", "alignments")
    assert small.places.page(f"{HOME}ontology/alignments/0.1.0") == Place("graphs.html", "alignments")


def test_no_two_files_differ_in_case_alone_and_none_leaves_the_folder(lagoon, published_lagoon):
    paths = list(lagoon.by_path)
    assert len({path.casefold() for path in paths}) == len(paths)
    for path in paths:
        assert (published_lagoon / path).resolve().is_relative_to(published_lagoon.resolve())
