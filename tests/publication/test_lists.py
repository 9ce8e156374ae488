"""The catalogue with its answers, and the registers: what the pages show is what the graph says."""

import csv
import gzip
import json
import os
import re
import subprocess
import sys
import tarfile
from hashlib import sha256
from html import unescape
from io import StringIO
from pathlib import Path

import html5lib
import pytest
from rdflib import Graph, URIRef
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.results.jsonresults import JSONResult

from rabatkg.layout import Layout
from rabatkg.names import RKG, SH
from rabatkg.publication import diagram, registers
from rabatkg.publication.answering import FIRST, answering
from rabatkg.publication.parts import actors, documents
from rabatkg.queries import catalogue
from rabatkg.queries.answers import guarded
from rabatkg.queries.patterns import patterns
from rabatkg.store import HEAD, Term

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "full"
EXAMPLEVILLE = ROOT / "tests" / "coverage" / "data"
QUESTIONS = catalogue(Layout.find(ROOT))
XSD = "http://www.w3.org/2001/XMLSchema#"
site_group = pytest.mark.xdist_group("site")


def golden(name):
    """Return the columns and the sorted rows of the reviewed answer."""
    columns, *rows = csv.reader(StringIO((GOLDEN / f"{name}.csv").read_text(encoding="utf-8")))
    return columns, sorted(rows)


def parsed(content):
    return html5lib.parse(content, namespaceHTMLElements=False)


def text(element):
    return " ".join("".join(element.itertext()).split())


def by_key(page):
    """Return the lines of the tables of a register: the cells after the name, by the file that the name leads to."""
    return {
        row.find("th/a").get("href").removesuffix(".html"): [text(cell) for cell in row.findall("td")]
        for row in page.iter("tr")
        if row.find("th/a") is not None
    }


def counted(site, pattern):
    """Return a number by key, as SPARQL counts it."""
    rows = site.store.select(f"{HEAD} SELECT ?it (COUNT(DISTINCT ?by) AS ?n) WHERE {{ {pattern} }} GROUP BY ?it").rows
    return {site.names.short(row["it"].value): int(row["n"].value) for row in rows}


@site_group
@pytest.mark.parametrize("name", QUESTIONS)
def test_a_page_and_its_files_hold_the_reviewed_answer(name, published_full, full):
    columns, rows = golden(name)
    for lang in full.languages:
        page = (published_full / lang / "question" / f"{name}.html").read_text(encoding="utf-8")
        assert int(re.search(r'<h2 id="?answer"?>[^<]*</h2>\s*<p>(\d+)', page)[1]) == len(rows)
        shown = re.split('<h2 id="?answer"?>', page)[1].partition("<h2")[0].count("<tr><td")
        assert shown == len(rows) or (0 < shown < len(rows) and shown <= FIRST)
    content = gzip.decompress((published_full / "answers" / f"{name}.en.csv.gz").read_bytes()).decode()
    head, *lines = csv.reader(StringIO(content, newline=""))
    assert head == columns
    assert sorted([_unguarded(cell) for cell in line] for line in lines) == rows
    packed = (published_full / "answers" / f"{name}.json.gz").read_bytes()
    told = json.loads(gzip.decompress(packed))
    bindings = told["results"]["bindings"]
    short = full.names.short
    assert told["head"]["vars"] == columns
    assert rows == sorted(
        [
            (short(row[column]["value"]) if row[column]["type"] == "uri" else row[column]["value"])
            if column in row
            else ""
            for column in columns
        ]
        for row in bindings
    )


def _unguarded(cell):
    return cell[1:] if re.match(r"'[=+\-@\t\r\n＝＋－＠]", cell) else cell


@site_group
def test_the_json_is_read_by_another_library_term_by_term(published_full, full):
    for name in sorted(QUESTIONS)[::30]:
        told = JSONResult(json.loads(gzip.decompress((published_full / "answers" / f"{name}.json.gz").read_bytes())))
        answer = full.store.select(answering(full).sparql(name, full.languages[0]))
        assert [str(one) for one in told.vars] == list(answer.variables)
        got = [{str(key): str(value) for key, value in row.items()} for row in told.bindings]
        assert got == [{key: term.value for key, term in row.items()} for row in answer.rows]


@site_group
def test_the_archive_holds_the_files_and_no_time(published_full, full):
    with tarfile.open(published_full / "answers.tar.xz") as archive:
        entries = {entry.name: entry for entry in archive}
        assert set(entries) == {f"answers/{name}.{lang}.csv" for lang in full.languages for name in QUESTIONS}
        assert {(entry.mtime, entry.uid, entry.uname) for entry in entries.values()} == {(0, 0, "")}
        for path in ("answers/level-of-actions.fr.csv", "answers/co-chair-network.en.csv"):
            assert archive.extractfile(path).read() == gzip.decompress((published_full / f"{path}.gz").read_bytes())


@site_group
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_catalogue_leads_to_every_question(lang, published_full):
    page = parsed((published_full / lang / "questions.html").read_bytes())
    led = {link.get("href") for link in page.iter("a")}
    assert {f"question/{name}.html" for name in QUESTIONS} <= led


def test_the_catalogue_is_published_as_rdf(small):
    graph = Graph().parse(data=small.by_path["questions.ttl"].make(), format="turtle")
    assert len(set(graph.subjects(URIRef(f"{SH}select")))) == len(QUESTIONS)


@site_group
@pytest.mark.parametrize("name", QUESTIONS)
def test_the_diagram_names_every_variable_and_property(name, published_full):
    page = (published_full / "en" / "question" / f"{name}.html").read_text(encoding="utf-8")
    told = [unescape(re.sub(r"<[^>]*>", "", one)) for one in re.findall(r"<text.*?</text>", page)]
    boxes, drawn = {one.partition(" a ")[0] for one in told}, " ".join(told)
    sparql = (published_full / "question" / f"{name}.en.rq").read_text(encoding="utf-8")
    code = re.sub(r'"[^"\n]*"|^\s*#.*$|\s#.*$|<[^>]*>', "", sparql, flags=re.M)
    for variable in set(re.findall(r"\?[a-z]\w*", code)):
        assert variable in boxes or variable in drawn.split(), variable
    for iri in _properties(translateQuery(parseQuery(sparql)).algebra):
        local = re.split(r"[#/]", iri)[-1]
        assert f":{local}" in drawn or (local == "type" and " a " in drawn), iri


def _properties(node):
    """Return the IRIs of all properties in the patterns of rdflib's algebra, paths too, read apart from the program."""
    found = set()
    for one in node.values() if isinstance(node, CompValue) else node if isinstance(node, (list, tuple)) else ():
        found |= _properties(one)
    for triple in node.get("triples", ()) or () if isinstance(node, CompValue) else ():
        for place in range(1, len(triple), 3):
            path = triple[place]
            found |= {str(path)} if isinstance(path, URIRef) else set(re.findall(r"<([^>]+)>", _written(path)))
    return found


def _written(path):
    return path.n3() if hasattr(path, "n3") else ""


def test_no_boxes_of_a_diagram_lie_upon_each_other():
    found = patterns((ROOT / "queries" / "coverage" / "level-of-actions.rq").read_text(encoding="utf-8"))
    picture = diagram.drawn(found, ("provision", "level"), {})
    heights = [box.y for box in picture.boxes]
    assert heights == sorted(set(heights))
    assert all(box.x >= 0 and box.x + box.width <= picture.width for box in picture.boxes)
    fresh = [box.text for box in picture.boxes if not box.again and box.text.startswith("?")]
    assert len(fresh) == len(set(fresh))
    assert {"?provision", "?level"} == {box.text for box in picture.boxes if box.column}


def test_the_list_of_patterns_speaks_the_language_of_its_page(small):
    for lang, other in (("en", "fr"), ("fr", "en")):
        page = parsed(small.by_path[f"{lang}/question/who-chaired-on.html"].make())
        listed = [text(one) for one in page.iter("code")]
        assert f'FILTER(LANG(?title) = "{lang}")' in listed
        assert f'FILTER(LANG(?title) = "{other}")' not in listed


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_no_text_is_a_formula(sign):
    assert guarded(Term("literal", f"{sign}1+1", None, f"{XSD}string")) == f"'{sign}1+1"
    assert guarded(Term("literal", f"{sign}1", "en")) == f"'{sign}1"


def test_a_number_stays_a_number():
    assert guarded(Term("literal", "-5", None, f"{XSD}integer")) == "-5"
    assert guarded(Term("literal", "a=b", None, f"{XSD}string")) == "a=b"


def test_a_hostile_title_is_inert_in_page_and_files(dialogue):
    title = '=cmd("<script>alert(1)</script>")'
    site = dialogue(EXAMPLEVILLE, ("{en: Thematic meeting on visas,", f"{{en: '{title}',"))
    cells = csv.reader(StringIO(gzip.decompress(site.by_path["answers/meetings.en.csv.gz"].make()).decode()))
    assert f"'{title}" in {cell for row in cells for cell in row}
    told = json.loads(gzip.decompress(site.by_path["answers/meetings.json.gz"].make()))
    assert title in {term["value"] for row in told["results"]["bindings"] for term in row.values()}
    page = parsed(site.by_path["en/question/meetings.html"].make())
    assert not [one for one in page.iter("script") if one.text and "alert" in one.text]
    assert title in text(page)


@site_group
def test_the_register_of_actors_counts_as_sparql_does(full, published_full):
    page = parsed((published_full / "en" / "actors.html").read_bytes())
    rows = by_key(page)
    spoken = counted(full, _speaking("?it a ?kind . VALUES ?kind { rkg:State rkg:Organisation rkg:Body rkg:Person }"))
    chaired = counted(full, "?by rkg:coChair ?it .")
    adopted = counted(full, "?by a rkg:Declaration ; rkg:adoptedBy ?it .")
    held = counted(full, "?by a rkg:Chairmanship ; rkg:holder ?it .")
    states = full.holding.of_kind("State")
    assert {
        full.names.short(iri) for name in ("State", "Organisation", "Body") for iri in full.holding.of_kind(name)
    } <= set(rows)
    for key, cells in rows.items():
        if key.startswith("dialogue/"):
            continue
        assert int(cells[-1] or 0) == spoken.get(key, 0), key
        if full.names.thing(key) in states:
            numbers = [int(cell or 0) for cell in cells[1:4]]
            assert numbers == [held.get(key, 0), chaired.get(key, 0), adopted.get(key, 0)], key


def _speaking(what):
    """Return the pattern of what is asserted to speak of a thing, claims and vocabularies apart."""
    apart = "<http://www.w3.org/2004/02/skos/core#{}>"
    names = ", ".join(apart.format(name) for name in ("broader", "inScheme", "topConceptOf"))
    return (
        f"{what} GRAPH ?g {{ ?by ?p ?it }} FILTER(?p NOT IN ({names})) "
        'FILTER(!STRENDS(STR(?g), "graph/claims") && !STRENDS(STR(?g), "graph/inferred"))'
    )


@site_group
def test_the_page_of_themes_counts_as_sparql_does(full, published_full):
    page = parsed((published_full / "fr" / "themes.html").read_bytes())
    told = {}
    for item in page.iter("li"):
        if item.get("id"):
            told[item.find("a").get("href").removesuffix(".html")] = text(item.find("span")).split(" · ")
    kinds = "VALUES ?kind { rkg:Theme rkg:TargetGroup rkg:Stakeholder rkg:Region rkg:Route }"
    terms = {
        full.names.short(row["it"].value)
        for row in full.store.select(f"{HEAD} SELECT ?it {{ ?it a ?kind {kinds} }}").rows
    }
    uses = counted(full, _speaking(f"?it a ?kind . {kinds}"))
    within = counted(
        full, _speaking(f"?it a ?kind . {kinds} ?narrow skos:broader* ?it .").replace("?p ?it }", "?p ?narrow }")
    )
    assert set(told) == terms
    for key, numbers in told.items():
        assert int(numbers[0]) == uses.get(key, 0), key
        if len(numbers) > 1:
            assert int(numbers[1]) == within.get(key, 0), key


@site_group
def test_the_register_of_documents_is_whole_and_counts_as_sparql_does(full, published_full):
    claims = counted(full, "?by rkg:evidence ?e . ?e rkg:webPage|rkg:passage/rkg:inDocument ?it .")
    register = parsed((published_full / "en" / "documents.html").read_bytes())
    listed = {}
    for path in (published_full / "en" / "documents").glob("*.html"):
        listed |= by_key(parsed(path.read_bytes()))
    for key, cells in listed.items():
        assert int(cells[-1]) == claims.get(key.removeprefix("../"), 0), key
    missing = by_key(register)
    held = {row["it"].value for row in _held(full, "held")}
    for iri in held:
        assert str(claims[full.names.short(iri)]) in [text(one) for one in register.iter("dd")]
    assert set(missing) == {full.names.short(row["it"].value) for row in _held(full, "known-missing")}
    everything = {key.removeprefix("../") for key in listed} | set(missing) | {full.names.short(iri) for iri in held}
    assert everything == {full.names.short(iri) for iri in full.holding.of_kind("Document")}
    for row in full.store.select(
        f"{HEAD} SELECT ?it ?domain {{ ?it rkg:holding <{full.names.thing('holding/known-missing')}> ; "
        f"rkg:documents/rkg:serves ?domain . ?domain a rkg:Domain }}"
    ).rows:
        assert full.words["en"].of(row["domain"].value) in missing[full.names.short(row["it"].value)][-1]


def _held(site, key):
    return site.store.select(f"{HEAD} SELECT ?it {{ ?it rkg:holding <{site.names.thing(f'holding/{key}')}> }}").rows


def test_today_is_the_last_day_of_the_sources(small, lagoon):
    for site in (small, lagoon):
        days = [
            term.value for iri in site.holding.of_kind("Document") for term in site.holding.values(iri, f"{RKG}latest")
        ]
        days += [
            term.value
            for iri in site.holding.of_kind("Correction")
            for term in site.holding.values(iri, f"{RKG}madeOn")
        ]
        assert answering(site).day >= max(days)
        assert f'"{answering(site).day}"' in site.by_path["question/who-chaired-on.en.rq"].make().decode()


MINE = re.compile(
    r"(en|fr)/((questions|actors|themes|documents)\.html|documents/)|question/[lm]|answers/[lm]|questions\.ttl"
)


def made(site):
    """Return a digest of what the parts of this file make."""
    told = sha256()
    for path, file in site.by_path.items():
        if MINE.match(path):
            told.update(path.encode() + b"\0" + file.make())
    return told.hexdigest()


def test_the_same_graph_gives_the_same_bytes(lagoon):
    """In another process too, where sets stand in another order."""
    code = (
        "import sys; sys.path[:0] = [sys.argv[1]]; from pathlib import Path; import test_lists; "
        "from rabatkg.layout import Layout; from rabatkg.publication import Site; "
        "print(test_lists.made(Site(Layout.find(Path(sys.argv[2]), Path(sys.argv[3]), environ={}))))"
    )
    layout = lagoon.layout
    done = subprocess.run(
        [sys.executable, "-c", code, str(Path(__file__).parent), str(layout.data), str(layout.build)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
        check=False,
    )
    assert done.stdout.strip() == made(lagoon), done.stderr


def test_what_is_retired_is_in_no_register(lagoon):
    retired = [iri for iri in lagoon.holding if lagoon.holding.value(iri, "http://www.w3.org/2002/07/owl#deprecated")]
    assert retired
    pages = "".join(lagoon.by_path[f"en/{name}.html"].make().decode() for name in ("actors", "themes", "documents"))
    assert not [iri for iri in retired if f'"{lagoon.names.short(iri)}.html' in pages]


def test_a_long_register_goes_on_on_further_pages(lagoon, monkeypatch):
    told = registers.register(lagoon)
    monkeypatch.setattr(actors, "MOST", 2)
    monkeypatch.setattr(documents, "MOST", dict.fromkeys(documents.MOST, 1))
    made = {file.path: file.make() for part in (actors, documents) for file in part.files(lagoon)}
    for kinds, begin in (
        (("State", "Organisation", "Body", "Dialogue", "Person"), "en/actors"),
        (("Document",), "en/documents"),
    ):
        pages = {path: parsed(content) for path, content in made.items() if path.startswith(begin)}
        links = {
            os.path.normpath(os.path.join(os.path.dirname(path), link.get("href")))
            for path, page in pages.items()
            for cell in (*page.iter("th"), *page.iter("h3"))
            for link in cell.iter("a")
        }
        assert {f"en/{lagoon.names.short(iri)}.html" for iri in told.of_kind(*kinds)} <= links
        led = {
            os.path.normpath(os.path.join(os.path.dirname(path), link.get("href").partition("#")[0]))
            for path, page in pages.items()
            for link in page.iter("a")
        }
        assert set(pages) <= led
