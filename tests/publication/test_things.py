"""The pages of things: facts with their proofs, what competes with them, what points to them, what became of them."""

import json
import re
from collections import Counter
from importlib import import_module

import html5lib
import pytest

from rabatkg.names import DCTERMS, RKG
from rabatkg.publication import Site, pointers
from rabatkg.publication.parts import claims
from rabatkg.publication.proofs import proofs
from rabatkg.publication.telling import RANKS
from rabatkg.speech import count, dated, say

IDS = re.compile(r'\sid="([^"]*)"')
HERE = re.compile(r'href="#([^"]*)"')
MINE = ("things", "claims", "sections", "graphs")


@pytest.fixture(scope="module")
def pages(lagoon):
    """Return the pages of things, claims, evidence, sections and graphs, by their paths."""
    found = (file for name in MINE for file in import_module(f"rabatkg.publication.parts.{name}").files(lagoon))
    return {file.path: file.make().decode() for file in found}


def tree(page):
    return html5lib.parse(page, namespaceHTMLElements=False)


def text(element):
    return " ".join("".join(element.itertext()).split())


def told(page, fragment):
    """Return what stands at a place of a page, as text."""
    return next(text(one) for one in tree(page).iter() if one.get("id") == fragment)


def test_pages_are_small_and_their_places_unique(pages):
    for path, page in pages.items():
        assert len(page.encode()) < 100_000, path
        twice = [name for name, number in Counter(IDS.findall(page)).items() if number > 1]
        assert twice == [], path
        assert set(HERE.findall(page)) <= set(IDS.findall(page)), path


def test_pages_are_html_without_a_fault(pages):
    kinds = {path.rpartition("/")[0]: path for path in pages}
    assert len(kinds) > 50
    for path in kinds.values():
        html5lib.HTMLParser(strict=True).parse(pages[path])


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_each_claim_is_told_where_its_page_says(lagoon, pages, lang):
    held = proofs(lagoon)
    assert len(held.claims) > 100
    for claim in held.claims.values():
        shelf = pages[f"{lang}/claim/{claim.hex[:2]}.html"]
        tongue = claim.value.lang or lang
        place = lagoon.places.page(claim.subject)
        assert f'{place.path}#{claim.hex}"' in shelf
        page = pages[f"{tongue}/{place.path}"]
        assert f' id="{claim.hex}"' in page
        assert f'/claim/{claim.hex[:2]}.html#{claim.hex}"' in page


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_claim_is_told_with_what_shows_it_and_how_it_is_cited(lagoon, pages, lang):
    held, quoted, reasoned = proofs(lagoon), 0, 0
    for claim in held.claims.values():
        shelf = tree(pages[f"{lang}/claim/{claim.hex[:2]}.html"])
        told = unescaped_text(next(one for one in shelf.iter("li") if one.get("id") == claim.hex))
        assert claim.hex in told
        for support in (held.supports[lang][evidence] for evidence in claim.evidence):
            source = support.sources[0]
            assert (support.quote or "") in told and (support.reason or "") in told
            assert (support.basis_label in told) >= (support.basis != "stated")
            assert not source.section or source.section in told
            quoted, reasoned = quoted + bool(support.quote), reasoned + bool(support.reason)
    assert quoted > 50 and reasoned > 0


def unescaped_text(element):
    return text(element).replace(" ", "\u00a0").replace("\u00a0", " ")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_evidence_leads_to_what_it_shows(lagoon, pages, lang):
    held, cut = proofs(lagoon), 0
    for iri, resting in held.resting.items():
        digits = iri.rpartition("/")[2]
        place = next(one for one in tree(pages[f"{lang}/evidence/{digits[:2]}.html"]).iter() if one.get("id") == digits)
        led = {one.get("href").partition("#")[2] for one in place.iter("a")}
        subjects = list(dict.fromkeys(claim.subject for claim in resting))
        for subject in subjects[: claims.MOST]:
            assert led & {claim.hex for claim in resting if claim.subject == subject}
        for claim in (claim for claim in resting if claim.hex in led and claim.value.lang in (None, lang)):
            assert all(lang == address.split("/")[2] for address in abroad(place, claim.hex))
        if len(subjects) > claims.MOST:
            cut += 1
            more = len(subjects) - claims.MOST
            assert text(place).endswith(count("and {n} more", "and {n} more", lang, n=more))
    assert cut > 0


def abroad(place, digits):
    """Return the addresses of a place that lead into the folder of another language, to a fact."""
    found = (one.get("href") for one in place.iter("a"))
    return [address for address in found if address.endswith(digits) and address.startswith("../../")]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_each_fact_has_the_footnotes_of_what_it_rests_on(lagoon, pages, lang):
    held, seen = proofs(lagoon), 0
    for claim in held.claims.values():
        if claim.value.lang not in (None, lang):
            continue
        page = pages[f"{lang}/{lagoon.places.page(claim.subject).path}"]
        fact = next(one for one in FACT.findall(page) if f'id="{claim.hex}"' in one)
        for evidence in claim.evidence:
            support = held.supports[lang][evidence]
            notes = "".join(NOTE.findall(page)[int(n) - 1] for n in re.findall(r'href="#n(\d+)"', fact))
            assert evidence.rpartition("/")[2] in notes
            assert (support.quote or "") in unescaped(notes)
            assert (support.reason or "") in unescaped(notes)
            assert support.basis_label in notes
            seen += 1
    assert seen > 100


FACT = re.compile(r"<dd.*?(?=<dd|<dt|</dl>)", re.DOTALL)
NOTE = re.compile(r'<li id="n\d+">.*?(?=<li id="n|</ol>)', re.DOTALL)


def unescaped(html):
    return text(html5lib.parse(html, namespaceHTMLElements=False)).replace(" ", "\u00a0").replace("\u00a0", " ")


def test_a_quotation_bears_the_language_of_its_document(lagoon, pages):
    held = proofs(lagoon)
    for page in (page for path, page in pages.items() if path.startswith("fr/meeting/")):
        for note in tree(page).iter("li"):
            quotes = list(note.iter("q"))
            if note.get("id", "").startswith("n") and quotes:
                assert quotes[0].get("lang") in set(held.tongues.values())


def test_what_competes_stands_beside_it_with_the_rule_that_ranked_it(lagoon, pages):
    held = proofs(lagoon)
    ranked = [claim for claim in held.claims.values() if claim.rank]
    assert {claim.rank for claim in ranked} == set(RANKS)
    for lang in ("en", "fr"):
        for claim in ranked:
            if claim.value.lang in (None, lang):
                why = held.ranking(claim, lang)
                page = pages[f"{lang}/{lagoon.places.page(claim.subject).path}"]
                here = unescaped(next(fact for fact in FACT.findall(page) if f'id="{claim.hex}"' in fact))
                assert say(RANKS[claim.rank], lang) in here
                assert why.rule in here
                assert not why.on or dated(why.on, lang) in here
                assert why.stands == (claim.rank == "disputed")


def test_what_is_no_longer_used_leads_to_what_took_its_place(lagoon, pages):
    gone = lagoon.holding.of_kind("Tombstone")
    assert len(gone) == 3
    for iri in gone:
        page = pages[f"en/{lagoon.places.page(iri).path}"]
        alert = next(one for one in tree(page).iter("p") if one.get("class") == "alert")
        assert "no longer used" in text(alert)
        now = lagoon.holding.value(iri, f"{DCTERMS}isReplacedBy")
        assert not now or lagoon.words["en"].of(now) in text(alert)


def test_a_recommendation_leads_to_what_followed(lagoon, pages):
    followed = next(
        one
        for iri in lagoon.holding.of_kind("FollowUp")
        for one in lagoon.holding.said(iri)
        if one.property == f"{RKG}followsUp"
    )
    page = pages[f"en/{lagoon.places.page(followed.value.value).path}"]
    thread = next(one for one in tree(page).iter("ol") if one.get("class") == "thread")
    steps = [text(step) for step in thread.iter("li")]
    assert len(steps) > 1
    assert any(lagoon.words["en"].of(followed.value.value) in step for step in steps)


def test_all_that_points_to_a_thing_is_named_on_its_pages(lagoon, monkeypatch):
    monkeypatch.setattr(pointers, "FEW", 3)
    monkeypatch.setattr(pointers, "MANY", 4)
    monkeypatch.setattr(pointers, "MOST", 1000)
    held, most = pointers.Pointers(lagoon), 0
    for iri in lagoon.places.titled.values():
        number = held.pages(iri)
        most = max(most, number)
        groups = [group for page in range(1, number + 1) for group in held.groups(iri, "en", page)]
        named = [(one.iri, group.property) for group in groups for one in group.pointers]
        assert sorted(named) == sorted((one.subject.value, one.property) for one in held.to(iri))
        assert held.groups(iri, "en", number + 1) == []
    assert most > 3


def test_of_claims_that_point_to_a_thing_only_the_first_are_named(lagoon, monkeypatch):
    monkeypatch.setattr(pointers, "MOST", 2)
    held = pointers.Pointers(lagoon)
    groups = held.groups(lagoon.names.thing("basis/stated"), "en")
    assert [(len(group.pointers), group.named) for group in groups] == [(2, 2)]
    assert groups[0].total > 2


def test_a_page_tells_search_engines_what_the_graph_says(lagoon, pages):
    meeting = lagoon.names.thing("meeting/2031-03-exampleville")
    script = next(one for one in tree(pages["fr/meeting/2031-03-exampleville.html"]).iter("script"))
    told_of = json.loads(script.text)
    assert (told_of["@id"], told_of["@type"]) == (meeting, "Event")
    assert told_of["name"] == lagoon.words["fr"].of(meeting)
    assert told_of["startDate"] == told_of["endDate"] == lagoon.holding.value(meeting, f"{RKG}when")


def test_pages_of_things_lead_home_and_to_what_finds_other_things(pages):
    nav = next(one for one in tree(pages["fr/meeting/2031-03-exampleville.html"]).iter("nav"))
    led = [one.get("href") for one in nav.iter("a")]
    assert led == ["../index.html", "../coverage.html", "../questions.html", "../search.html"]


def test_pages_speak_their_language(lagoon, pages):
    for lang, words in lagoon.words.items():
        page = pages[f"{lang}/meeting/2031-03-exampleville.html"]
        assert f'<html lang="{lang}">' in page
        assert words.of(f"{RKG}status") in page
        assert words.of(lagoon.names.thing("meeting/2031-03-exampleville")) in unescaped(page)


def test_the_sections_of_a_document_follow_one_another(lagoon, pages):
    from rabatkg.publication.parts.sections import sections

    for document, listed in sections(lagoon).items():
        about = pages[f"en/{document}.html"]
        for number, (key, passages) in enumerate(listed):
            page = pages[f"en/passage/{key}.html"]
            assert f"passage/{key}.html" in about
            assert set(IDS.findall(page)) >= {lagoon.places.page(iri).fragment for iri in passages}
            following = [one.get("href") for one in tree(page).iter("a") if one.get("rel") == "next"]
            assert [name.rpartition("/")[2] for name in following] == [
                f"{after.rpartition('/')[2]}.html" for after, _ in listed[number + 1 : number + 2]
            ]


def test_the_list_of_graphs_counts_their_statements(lagoon, pages):
    page = pages["en/graphs.html"]
    graphs = [name for name in lagoon.holding.graphs if name not in lagoon.places.titled]
    assert {"ontology", "claims", "inferred"} <= set(graphs)
    for name in graphs:
        inside = lagoon.store.written("nquads", lagoon.names.graph(name)).count(b"\n")
        row = next(one for one in tree(page).iter("tr") if one.get("id") == name)
        assert [text(cell) for cell in row.iter("td") if cell.get("class") == "number"] == [str(inside)]


def test_the_same_graph_gives_the_same_bytes(lagoon):
    again = Site(lagoon.layout)
    for name in (*MINE, "files"):
        part = import_module(f"rabatkg.publication.parts.{name}")
        first, second = ({file.path: file for file in part.files(site)} for site in (lagoon, again))
        assert list(first) == list(second)
        for path in list(first)[:: max(1, len(first) // 150)]:
            assert first[path].make() == second[path].make(), path
