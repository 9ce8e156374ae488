"""The ontology, record profiles and vocabularies documented: every word, every rule, every term, as they stand."""

import json
import re
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from markupsafe import escape
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, URIRef
from referencing import Registry, Resource

from rabatkg.cli import main
from rabatkg.names import RKG, RULE
from rabatkg.publication import Site
from rabatkg.publication.books import recordbook, usage, wordbook
from rabatkg.publication.neighbours import LINE, diagram
from rabatkg.publication.parts import ontology, profiles, vocabularies

LANGUAGES = ("en", "fr")
PLACE = re.compile(r"\{[?$]\w+\}")
LARGEST = 100_000


@cache
def soup(site, path):
    """A page of the site, read as a browser reads it."""
    return BeautifulSoup(site.by_path[path].make().decode(), "html5lib")


def plain(node):
    """What a reader reads there, its spaces evened out."""
    return " ".join(node.get_text().split())


def said(graph, node, word, lang):
    """The one text of a node in a language, its spaces evened out."""
    [text] = [str(one) for one in graph.objects(node, word) if isinstance(one, Literal) and one.language == lang]
    return " ".join(text.split())


@pytest.fixture(scope="module")
def written(lagoon):
    """The ontology, the alignments and the shapes, as their files have them."""
    found = {"words": Graph(), "shapes": Graph()}
    for path in lagoon.layout.ontology.rglob("*.ttl"):
        found["shapes" if path.parent.name == "shapes" else "words"].parse(path, format="turtle")
    return found


@pytest.fixture(scope="module")
def words(written):
    """All words of the ontology."""
    found = {one for one in written["words"].subjects(RDFS.isDefinedBy, URIRef(RKG[:-1]))}
    assert len(found) > 200
    return sorted(found)


# the ontology


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_has_its_anchor_with_label_and_definition_and_a_page(lagoon, written, words, lang):
    page = soup(lagoon, f"{lang}/ontology.html")
    ids = [node["id"] for node in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for word in words:
        node = page.find(id=word.removeprefix(RKG))
        label = said(written["words"], word, RDFS.label, lang)
        definition = said(written["words"], word, SKOS.definition, lang)
        link = node.find("a")
        assert link.string == label
        told = node.find_next_sibling("dd") if node.name == "dt" else node
        assert definition in plain(told)
        own = " ".join(lagoon.by_path[f"{lang}/{link['href']}"].make().decode().split())
        assert f"<h1>{escape(label)}</h1>" in own
        assert f'<p class="lead">{escape(definition)}</p>' in own
        for other in set(LANGUAGES) - {lang}:
            beside = [said(written["words"], word, property, other) for property in (RDFS.label, SKOS.definition)]
            assert f'lang="{other}">{escape(" – ".join(beside))}</p>' in own


def facts(page, heading):
    """What stands beside a heading of a list of facts."""
    found = []
    for node in page.find_all("dt"):
        if plain(node) == heading:
            for beside in node.find_next_siblings():
                if beside.name != "dd":
                    break
                found.append(plain(beside))
    return found


def test_a_page_tells_what_the_ontology_says_of_a_property(lagoon):
    page = soup(lagoon, "en/ontology/property/servesAsStated.html")
    assert facts(page, "Stands under") == ["serves"]
    steps = [one.rpartition(": ")[2] for one in facts(page, "Follows from")]
    assert sorted(steps) == [
        "addresses, as stated → within",
        "follows up → addresses, as stated",
        "follows up → addresses, as stated → within",
    ]
    assert facts(page, "Abstract")
    assert facts(soup(lagoon, "en/ontology/property/within.html"), "Goes on")
    page = soup(lagoon, "en/ontology/property/coChair.html")
    assert facts(page, "Said of") == ["Event"]
    assert facts(page, "Leads to") == ["Actor"]
    assert facts(page, "Elsewhere") == ["co-chair stands under prov:wasAssociatedWith"]
    assert "owes a quotation" in facts(page, "Proof")[0]
    assert not facts(page, "Abstract")
    assert facts(soup(lagoon, "en/ontology/property/addressesAsStated.html"), "In records") == ["addresses"]


def test_a_class_is_told_with_what_is_under_it_and_never_with_it(lagoon, written):
    page = soup(lagoon, "en/ontology/class/Meeting.html")
    below = written["words"].subjects(RDFS.subClassOf, URIRef(f"{RKG}Meeting"))
    under = {said(written["words"], one, RDFS.label, "en") for one in below}
    assert set(facts(page, "Above")[0].split(", ")) == under
    apart = facts(page, "Never also")[0].split(", ")
    assert "Part of a meeting" in apart
    assert "Actor" in apart
    assert "Event" not in apart


def test_every_alignment_is_told(lagoon, written):
    told = {RDFS.subClassOf, RDFS.subPropertyOf, OWL.equivalentClass, OWL.equivalentProperty, RDFS.seeAlso}
    ours = {
        (str(s), str(o))
        for s, p, o in written["words"]
        if p in told and s.startswith(RKG) != o.startswith(RKG) and (s.startswith(RKG) or o.startswith(RKG))
    }
    assert len(ours) > 80
    book = wordbook(lagoon)
    assert {(one.subject, one.value) for one in book.aligned} == ours
    page = soup(lagoon, "fr/ontology/alignments.html")
    assert len(page.select("ul.facts > li")) == len(ours)
    links = {node["href"] for node in page.find_all("a")}
    assert {one for pair in ours for one in pair if not one.startswith(RKG)} <= links
    for pair in ours:
        [own] = [one for one in pair if one.startswith(RKG)]
        [other] = set(pair) - {own}
        assert f'<a href="{escape(other)}">' in lagoon.by_path[f"fr/{ontology.page_of(book, own)}"].make().decode()


def counted(site, query):
    """The numbers that a query gives for each thing."""
    return {row["of"].value: int(row["n"].value) for row in site.store.select(query).rows}


def test_numbers_of_use_are_those_of_the_graph(lagoon):
    inferred = f"<{lagoon.names.graph('inferred')}>"
    whole = "SELECT ?of (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ {} }} FILTER(?g %s %s) }} GROUP BY ?of"
    class_query, property_query = (whole.format(one) for one in ("?s a ?of", "?s ?of ?o FILTER(isIRI(?s))"))
    use = usage(lagoon)
    for iris, query, asked in (
        (wordbook(lagoon).classes, class_query, use.of_class),
        (wordbook(lagoon).properties, property_query, use.of_property),
    ):
        asserted, follows = (counted(lagoon, query % (sign, inferred)) for sign in ("!=", "="))
        assert {one for one in iris if asserted.get(one)}
        for iri in iris:
            assert asked(iri) == (asserted.get(iri, 0), follows.get(iri, 0)), iri
    shown = facts(soup(lagoon, "en/ontology/class/Meeting.html"), "Used")
    assert shown == [f"by {follows_of(lagoon, 'Meeting')} things of classes under it"]


def follows_of(site, name):
    """How many things are of a class by rules, as the graph itself counts them."""
    query = f"SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{ ?s a <{RKG}{name}> }}"
    return int(site.store.select(query).rows[0]["n"].value)


def test_examples_are_of_the_graph(lagoon):
    examples = usage(lagoon).examples
    for iri in wordbook(lagoon).properties:
        if iri in examples:
            subject, value = examples[iri]
            if value.kind == "uri":
                assert lagoon.store.select(f"SELECT * WHERE {{ <{subject}> <{iri}> <{value.value}> }}").rows == [{}]
    for thing in usage(lagoon).things(f"{RKG}Meeting"):
        assert lagoon.store.select(f"SELECT * WHERE {{ <{thing}> a <{RKG}Meeting> }}").rows == [{}]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pictures_show_every_property_that_joins_two_classes(lagoon, written, lang):
    page = soup(lagoon, f"{lang}/ontology.html")
    words = written["words"]
    for property, domain in words.subject_objects(RDFS.domain):
        for range in words.objects(property, RDFS.range):
            if not range.startswith(RKG):
                continue
            label = said(words, property, RDFS.label, lang)
            top = wordbook(lagoon).line(str(domain))[:1] or [str(domain)]
            picture = page.find(id=top[0].removeprefix(RKG)).find_parent("section").find("svg")
            assert label in plain(picture).replace("  ", " ")
            assert picture.find("a", href=f"#{range.removeprefix(RKG)}")
    ids = {node["id"] for node in page.find_all(id=True)}
    assert {node["href"][1:] for node in page.find_all("a", href=re.compile("^#"))} <= ids


def test_rows_of_a_picture_do_not_touch(lagoon):
    book = wordbook(lagoon)
    drawn = [one for branch in book.tree if (one := diagram(book, branch, lambda iri: "a long name " * 3, "…"))]
    assert len(drawn) > 8
    for picture in drawn:
        ends = picture.start
        for row in picture.rows:
            assert row.first_word - LINE + 4 > ends - 4
            assert row.top > ends
            assert row.top < row.middle < row.top + row.high
            ends = max(row.top + row.high, row.middle)
        assert ends <= picture.high


def test_the_context_is_the_file(lagoon):
    made = lagoon.by_path["context.jsonld"].make()
    assert made == Path(lagoon.layout.ontology, "context.jsonld").read_bytes()


# records


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rule_has_its_anchor_with_its_message(lagoon, written, lang):
    page = soup(lagoon, f"{lang}/profiles.html")
    ids = [node["id"] for node in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    rules = {one for one in written["shapes"].subjects() if isinstance(one, URIRef) and one.startswith(RULE)}
    assert len(rules) > 300
    for rule in rules:
        node = page.find(id=rule.removeprefix(RULE))
        assert node.code.string == rule.removeprefix(RULE)
        if (rule, SH.message, None) in written["shapes"]:
            message = PLACE.sub("…", said(written["shapes"], rule, SH.message, lang))
            assert plain(node.find_next_sibling("dd")).startswith(message)
    links = {node["href"][1:] for node in page.find_all("a", href=re.compile("^#"))}
    assert links <= set(ids)
    assert all(plain(node) for node in page.find_all(["h2", "h3"]))


def test_a_rule_is_on_the_profiles_of_what_it_is_asked_of(lagoon):
    def rules_of(kind):
        page = soup(lagoon, f"en/profile/{kind}.html")
        return {plain(node) for node in page.select("#rules code")}

    thematic, state = rules_of("thematic-meeting"), rules_of("state")
    assert {"Meeting-status", "Meeting-date", "ThematicMeeting-coChair", "coChair", "Meeting"} <= thematic
    assert {"State-alpha3", "State-code", "title-en"} <= state
    assert not {"coChair", "Meeting-status"} & state
    assert "State-code" not in thematic
    page = soup(lagoon, "en/profile/thematic-meeting.html")
    marked = {plain(node.code) for node in page.select("#rules dt") if node.find("span", "tag")}
    assert marked == {"Meeting-duplicate", "ThematicMeeting-coChair"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_profile_tells_every_field_with_its_cardinality(lagoon, lang):
    book = recordbook(lagoon)
    for kind in book.kinds:
        page = soup(lagoon, f"{lang}/profile/{kind.name}.html")
        told = {node["id"].removeprefix("key-"): plain(node.find_next_sibling("dd")) for node in page.select("dt[id]")}
        assert list(told) == [one.key for one in book.fields(kind)]
        for one in book.fields(kind):
            assert one.definition[lang] in told[one.key]
            many = "list" if lang == "en" else "liste"
            assert (many in told[one.key].rsplit(one.definition[lang], 1)[1]) >= one.many
    page = soup(lagoon, "en/profile/thematic-meeting.html")
    status = page.find(id="key-status").find_next_sibling("dd")
    assert "exactly one" in plain(status)
    assert plain(status.select_one("li > code")) == "status/held"


@pytest.fixture(scope="module")
def check(tmp_path_factory):
    """Return a function that checks records with the program itself, and returns what it prints."""

    def checked(site, texts):
        folder = tmp_path_factory.mktemp("examples")
        for number, text in enumerate(texts):
            (folder / f"{number:03}.yaml").write_text(text, encoding="utf-8")
        words = ["record", "check", str(folder), "--data", str(site.layout.data), "--lang", "en"]
        return CliRunner(env={"RABATKG_BUILD": str(site.layout.build)}).invoke(main, words)

    return checked


def examples_of(site):
    """The examples of all profiles."""
    book = recordbook(site)
    return [one for kind in book.kinds for one in book.examples(kind)]


def test_every_example_passes_the_check(lagoon, check):
    found = examples_of(lagoon)
    assert len(found) > 30
    whole = {one.record: recordbook(lagoon).samples.whole(one.record) for one in found}
    result = check(lagoon, whole.values())
    assert result.exit_code == 0, result.output
    broken = next(iter(whole.values())).replace("type:", "tipe:", 1)
    assert check(lagoon, [broken]).exit_code == 1


def test_every_example_is_shown_as_it_is_written(lagoon):
    book = recordbook(lagoon)
    for kind in book.kinds:
        found = book.examples(kind)
        page = soup(lagoon, f"fr/profile/{kind.name}.html")
        assert [one.get_text() for one in page.select("pre.source")] == [one.yaml for one in found]
        for one in found:
            held = [line.strip(" -") for line in book.samples.whole(one.record).splitlines()]
            shown = [line.strip(" -") for line in one.yaml.splitlines()]
            start = held.index(shown[1])
            assert held[start : start + len(shown) - 1] == shown[1:]


def test_each_kind_that_is_held_has_an_example_of_its_class(lagoon):
    book = recordbook(lagoon)
    for kind in book.kinds:
        held, found = book.held(kind), book.examples(kind)
        assert bool(held) == bool(found) or kind.name == "passage", kind.name
        assert {lagoon.names.thing(one.key) for one in found} <= set(held)


def test_forms_and_schemas_are_those_that_the_program_writes(lagoon, monkeypatch):
    monkeypatch.setenv("RABATKG_BUILD", str(lagoon.layout.build))

    def printed(*words):
        return CliRunner().invoke(main, [*words, "--data", str(lagoon.layout.data), "--lang", "fr"]).stdout

    made = {path: file for path, file in lagoon.by_path.items() if path.startswith(("forms/", "schemas/"))}
    assert made["forms/follow-up.fr.yaml"].make().decode() == printed("record", "new", "follow-up")
    whole = json.loads(made["schemas/records.fr.json"].make())
    assert whole == json.loads(printed("record", "schema"))
    resources = {"records.fr.json": Resource.from_contents(whole)}
    own = json.loads(made["schemas/state.fr.json"].make())
    judge = Draft202012Validator(own, registry=Registry().with_resources(resources.items()))
    state = {"id": "state/mar", "type": "State", "title": {"en": "Morocco", "fr": "Maroc"}, "alpha3": "MAR"}
    assert not [error.message for error in judge.iter_errors(state) if "required" not in error.message]
    assert not judge.is_valid(state | {"type": "Person"})
    command = "rabatkg record new state --format xlsx --output state.xlsx"
    assert command in lagoon.by_path["fr/profile/state.html"].make().decode()
    assert "forms/tombstone.en.yaml" not in made


# vocabularies


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_vocabulary_tells_its_terms_with_definitions_and_matches(lagoon, written, lang):
    words = written["words"]
    schemes = set(words.subjects(RDF.type, SKOS.ConceptScheme))
    assert {URIRef(iri) for iri in vocabularies.schemes(lagoon).values()} == schemes
    listed = soup(lagoon, f"{lang}/vocabularies.html")
    for name, scheme in vocabularies.schemes(lagoon).items():
        assert listed.find("a", href=f"vocabulary/{name}.html")
        page = soup(lagoon, f"{lang}/vocabulary/{name}.html")
        assert page.h1.string == said(words, URIRef(scheme), SKOS.prefLabel, lang)
        members = set(words.subjects(SKOS.inScheme, URIRef(scheme)))
        shown = page.select("main section li")
        assert len(shown) == len(members)
        for term in members:
            node = page.find(id=term.rpartition("/")[2])
            assert plain(node.a) == said(words, term, SKOS.prefLabel, lang)
            assert said(words, term, SKOS.definition, lang) in plain(node)
            links = {one["href"] for one in node.find_all("a")}
            matched = {str(one) for match in (SKOS.exactMatch, SKOS.closeMatch) for one in words.objects(term, match)}
            assert matched <= links
            for broader in set(words.objects(term, SKOS.broader)) & members:
                also = said(words, broader, SKOS.prefLabel, lang) in plain(node.select_one("span.muted"))
                assert node.find_parent("li")["id"] == broader.rpartition("/")[2] or also


def test_uses_of_terms_are_those_of_the_graph(lagoon):
    base = lagoon.names.graph("")
    told = counted(
        lagoon,
        f"""SELECT ?of (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?of }} ?of <{SKOS.inScheme}> ?scheme
            FILTER(!REGEX(STR(?g), "^{base}(ontology|alignments|claims|inferred|shapes/.*|vocabularies/.*)$"))
        }} GROUP BY ?of""",
    )
    assert sum(told.values()) > 50
    for scheme in vocabularies.schemes(lagoon).values():
        for term in vocabularies.terms(lagoon, scheme):
            assert vocabularies.used(lagoon, term) == told.get(term, 0)


def test_levels_stand_in_their_order(lagoon):
    page = soup(lagoon, "en/vocabulary/levels.html")
    assert [node["id"] for node in page.select("main section li")] == [
        "nothing-found", "mentioned", "discussed", "recommended", "followed-up",
    ]  # fmt: skip


# all of them


def test_the_same_bytes_every_time(lagoon):
    again = Site(lagoon.layout)
    wanted = [
        "en/ontology.html", "fr/ontology/class/State.html", "en/ontology/property/coChair.html", "fr/profiles.html",
        "en/profile/thematic-meeting.html", "forms/state.fr.yaml", "schemas/records.en.json",
        "en/vocabulary/themes.html", "en/ontology/alignments.html",
    ]  # fmt: skip
    for part in (ontology, profiles, vocabularies):
        for file in part.files(again):
            if file.path in wanted:
                wanted.remove(file.path)
                assert file.make() == lagoon.by_path[file.path].make(), file.path
    assert not wanted


@pytest.mark.xdist_group("site")
def test_no_page_of_the_real_graph_is_too_large(published_full):
    sizes = {
        path: path.stat().st_size
        for lang in LANGUAGES
        for pattern in ("ontology*", "ontology/*/*", "profile*", "profile/*", "vocabular*", "vocabulary/*")
        for path in (published_full / lang).glob(f"{pattern}.html")
    }
    assert len(sizes) > 600
    assert not {path for path, size in sizes.items() if size >= LARGEST}


@pytest.mark.xdist_group("site")
def test_every_example_of_the_real_graph_passes_the_check(full, check):
    whole = {one.record: recordbook(full).samples.whole(one.record) for one in examples_of(full)}
    assert len(whole) > 60
    result = check(full, whole.values())
    assert result.exit_code == 0, result.output
