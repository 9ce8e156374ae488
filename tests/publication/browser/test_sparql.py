"""The SPARQL page in a real browser: the golden answers of the whole catalogue, and what a reader does there."""

import csv
import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import expect

from rabatkg.names import Names
from rabatkg.publication.answering import answering
from rabatkg.queries import catalogue
from rabatkg.speech import dated

pytestmark = pytest.mark.xdist_group("site")
GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "full"
DAY = "2026-11-22"
"""The day on which the golden answers were asked for, where a question has none of its own."""
MODULE = "await import(new URL('../assets/sparql.js', document.baseURI).href)"
"""The module of the page, as it runs in it."""
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module", autouse=True)
def scripts(published_full):
    """See to it that the page has its scripts."""
    if not (published_full / "assets" / "sparql.js").is_file():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("npm could not make the scripts of the SPARQL page")


@pytest.fixture
def desk(tab):
    """Return a function that opens the SPARQL page, ready to be used."""
    return lambda path, **named: opened(tab(**named), path)


@pytest.fixture(scope="module")
def page(standing):
    """Return the SPARQL page in English, open all the while: the graph is read once for many tests."""
    return opened(standing, "en/sparql.html")


def opened(tab, path):
    page = tab.open(path)
    expect(page.locator("#desk")).to_be_visible()
    return page


def write(page, query):
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(query)


def run(page, query=None):
    """Ask, and wait for what comes: the answer, or what is wrong."""
    if query is not None:
        write(page, query)
    page.click("#run")
    page.wait_for_selector("#answer:not([hidden]), #problem:not([hidden])")
    expect(page.locator("#run")).to_be_enabled()
    return page.locator("#problem").inner_text() if page.locator("#problem").is_visible() else None


def rows(page):
    return [[cell.strip() for cell in row.split("\t")] for row in page.locator("#table tbody tr").all_inner_texts()]


def taken(page, button):
    with page.expect_download() as waiting:
        page.click(button)
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes().decode()


def test_the_whole_catalogue_is_answered_as_reviewed(page, full):
    names = full.names
    told = page.evaluate(
        f"""async (day) => {{
            const {{ ask }} = {MODULE};
            const told = {{}};
            for (const {{ name, sparql }} of await (await fetch("questions.json")).json()) {{
                const {{ names, rows }} = await ask(sparql.replaceAll("{{today}}", day));
                told[name] = [names, rows];
            }}
            return JSON.stringify(told);
        }}""",
        DAY,
    )
    told = json.loads(told)
    assert set(told) == set(catalogue(full.layout)) == {path.stem for path in GOLDEN.glob("*.csv")}
    for name, (variables, found) in told.items():
        lines = sorted(tuple(_plain(row.get(variable), names) for variable in variables) for row in found)
        text = StringIO()
        csv.writer(text, lineterminator="\n").writerows([variables, *lines])
        assert text.getvalue() == (GOLDEN / f"{name}.csv").read_text(encoding="utf-8"), name


def _plain(term: dict[str, str] | None, names: Names) -> str:
    if term is None:
        return ""
    return names.short(term["value"]) if term["type"] == "uri" else term["value"]


def test_everything_leads_to_the_page_that_tells_of_it(page, full):
    things = list(full.holding) + [f"{full.names.base}graph/{name}" for name in full.holding.graphs]
    strangers = [f"{full.names.base}id/meeting/none", f"{full.names.base}id/../x", "https://example.org/x", "urn:x"]
    told = page.evaluate(
        f"""async (things) => {{
            const {{ places }} = {MODULE};
            for (let at = 0; at < things.length; at += 2000) await places.learn(things.slice(at, at + 2000));
            return things.map((thing) => places.page(thing) ?? null);
        }}""",
        things + strangers,
    )
    assert told[len(things) :] == [None] * len(strangers)
    expected = [str(place) if (place := full.places.page(thing)) else None for thing in things]
    assert dict(zip(things, told, strict=False)) == dict(zip(things, expected, strict=True))


def test_a_saved_question_is_chosen_asked_and_taken_along(page, full):
    page.select_option("#question", "chairmanships")
    expect(page.locator(".cm-content")).to_contain_text("# Who chairs the dialogue")
    assert run(page) is None
    assert page.url.endswith("?question=chairmanships")
    golden = list(csv.reader(StringIO((GOLDEN / "chairmanships.csv").read_text(encoding="utf-8"))))
    assert page.locator("#table thead th").all_inner_texts() == golden[0]
    assert len(rows(page)) == len(golden) - 1
    name, text = taken(page, "#as-csv")
    assert name == "chairmanships.raw.csv"
    assert len(list(csv.reader(StringIO(text)))) == len(golden)
    name, text = taken(page, "#for-spreadsheets")
    assert name == "chairmanships.csv"
    assert text.startswith("\ufeff")
    name, text = taken(page, "#as-told")
    assert name == "chairmanships.json"
    assert '"bindings"' in text


def test_things_lead_to_their_pages_with_their_labels(desk, full):
    page = desk("fr/sparql.html")
    assert (
        run(page, "SELECT ?it WHERE { VALUES ?it { <https://w3id.org/rabatkg/id/level/mentioned> rkg:Meeting } }")
        is None
    )
    links = page.locator("#table a")
    assert [link.get_attribute("href") for link in links.all()] == ["level/mentioned.html", "ontology.html#Meeting"]
    assert links.all_inner_texts() == ["level/mentioned", "rkg:Meeting"]
    words = full.words["fr"]
    wanted = [words.of(full.names.full(name)) for name in ("level/mentioned", "rkg:Meeting")]
    assert page.locator("#table .muted").all_inner_texts() == wanted


def test_many_rows_are_shown_a_hundred_at_a_time(page):
    assert run(page, "SELECT ?s WHERE { ?s a rkg:Claim } ORDER BY ?s LIMIT 250") is None
    expect(page.locator("#count")).to_have_text("Rows 1 to 100 of 250")
    first = rows(page)
    page.click("#next")
    expect(page.locator("#count")).to_have_text("Rows 101 to 200 of 250")
    page.click("#next")
    expect(page.locator("#count")).to_have_text("Rows 201 to 250 of 250")
    assert len(rows(page)) == 50
    assert page.locator("#next").is_disabled()
    page.click("#previous")
    page.click("#previous")
    expect(page.locator("#count")).to_have_text("Rows 1 to 100 of 250")
    assert rows(page) == first


def test_values_stay_values_in_spreadsheets_and_inert_in_the_page(page):
    nasty = ["=1+1", "@x", "-2", "<img src=x onerror=alert(1)>", 'a "b", c']
    values = " ".join(f"'''{one}'''" for one in nasty)
    iris = "<javascript:alert(1)> <https://example.org/%3Cscript%3E>"
    assert run(page, f"SELECT ?x WHERE {{ VALUES ?x {{ {values} -2 {iris} }} }}") is None
    assert [one for (one,) in rows(page)[:5]] == nasty
    assert page.locator("#table :is(img, script)").count() == 0
    assert [a.get_attribute("href") for a in page.locator("#table a").all()] == ["https://example.org/%3Cscript%3E"]
    _, text = taken(page, "#for-spreadsheets")
    column = [row[0] for row in csv.reader(StringIO(text.removeprefix("\ufeff")))][1:]
    assert column[:6] == ["'=1+1", "'@x", "'-2", "<img src=x onerror=alert(1)>", 'a "b", c', "-2"]
    _, text = taken(page, "#as-csv")
    assert [row[0] for row in csv.reader(StringIO(text))][1:4] == nasty[:3]


def test_an_error_is_told_with_its_place(page):
    assert run(page, "SELECT *\nWHERE {\n  ?s ?p }") == "Line 3, column 9: “}” cannot stand here."
    assert page.locator(".cm-lintRange-error").count() == 1
    assert run(page, "SELECT * WERE { ?s ?p ?o }") == "Line 1, column 10: “WERE” cannot stand here."
    assert page.locator(".cm-lintRange-error").all_inner_texts() == ["WERE"]
    assert run(page, "SELECT * { ?s ?p ?o } ORDR BY ?s") == "Line 1, column 23: “ORDR” cannot stand here."
    assert run(page, "") == "Line 1, column 1: something is missing here, or wrong just before."
    assert (
        run(page, "SELECT * WHERE { ?s ?p ?o") == "Line 1, column 26: something is missing here, or wrong just before."
    )
    assert run(page, "SELECT * WHERE { ?s rkg:coChair }") == "Line 2, column 33: “}” cannot stand here."
    assert run(page, "SELECT *\nWHERE { ?s nobody:x ?o }").startswith("Line 2: the prefix nobody: is not declared.")
    assert run(page, "ASK { ?s a rkg:Meeting }") is None
    assert rows(page) == [["true"]]
    assert page.locator(".cm-lintRange-error").count() == 0


def test_what_the_grammar_allows_and_the_engine_refuses_is_told_with_its_reason(page):
    told = run(page, "SELECT ?who (COUNT(*) AS ?n)\nWHERE { ?who ?p ?o } GROUP BY ?p")
    assert told.startswith("The variable ?who is not grouped: ")
    assert page.locator(".cm-lintRange-error").count() == 1
    told = run(page, "ASK { { SELECT (STR(?p) AS ?q) ?s { ?s ?p ?o } } { SELECT ?who { ?who ?p ?o } GROUP BY ?p } }")
    assert told.startswith("The variable ?who is not grouped: ")
    assert run(page, "SELECT * WHERE { ?s ?p ?o } GROUP BY ?p").startswith("SELECT * cannot stand with GROUP BY")
    assert run(page, "SELECT (?s AS ?p) WHERE { ?s ?p ?o }").startswith("SELECT gives a value to a variable")


@pytest.mark.parametrize("query", ["DELETE WHERE { ?s ?p ?o }", "INSERT DATA { rkg:a rkg:b rkg:c }", "CLEAR ALL"])
def test_a_change_is_refused_with_what_can_be_asked(page, query):
    assert run(page, query) == "The graph is read-only: ask with SELECT, ASK, CONSTRUCT or DESCRIBE."


def test_a_word_that_the_ontology_does_not_have_is_told_and_asked_all_the_same(page):
    query = "SELECT * WHERE { ?m rkg:cochair ?who . ?m a rkg:Meting ; rkg:zzz 'rkg:chare' } # rkg:chair"
    assert run(page, query) is None
    assert rows(page) == []
    assert page.locator("#unknown").inner_text() == (
        "rkg:cochair is not a word of the ontology. Did you mean rkg:coChair? "
        "rkg:Meting is not a word of the ontology. Did you mean rkg:Meeting? "
        "rkg:zzz is not a word of the ontology."
    )
    assert run(page, "SELECT * WHERE { ?m rkg:coChair ?who } LIMIT 3") is None
    assert page.locator("#unknown").is_hidden()


def test_every_word_of_the_ontology_is_known(page, full):
    terms = page.evaluate("async () => (await (await fetch('../data/terms.en.json')).json()).terms.map(one => one[0])")
    rows = (
        full.kg["en"]
        .store.select(
            "SELECT ?it { ?it <http://www.w3.org/2000/01/rdf-schema#isDefinedBy> <https://w3id.org/rabatkg/ontology> }"
        )
        .rows
    )
    assert {full.names.short(row["it"].value) for row in rows} <= set(terms)


def test_no_query_reaches_another_host(page):
    told = run(page, "SELECT * WHERE { SERVICE <https://example.org/> { ?s ?p ?o } }")
    assert told.startswith("SERVICE asks another server")


def test_a_runaway_query_is_stopped_and_the_next_one_answered(page):
    write(page, RUNAWAY)
    page.click("#run")
    expect(page.locator("#state")).to_have_text("Searching for the answer …")
    page.wait_for_timeout(300)
    assert page.locator("#run").is_disabled()
    page.click("#stop")
    expect(page.locator("#problem")).to_have_text("Stopped.")
    assert run(page, "SELECT (COUNT(?m) AS ?n) WHERE { ?m a rkg:ThematicMeeting }") is None
    assert int(rows(page)[0][0]) > 10


def test_a_query_that_breaks_the_engine_is_survived(page):
    told = run(page, f"ASK {{ FILTER({'(' * 20_000}1{')' * 20_000}) }}")
    assert told == "The query was too much for the engine, which was started anew. Make it simpler, or ask for less."
    assert run(page, "ASK { ?s a rkg:Meeting }") is None


def test_terms_are_completed_by_key_and_by_label(page, desk):
    write(page, "SELECT * WHERE { ?meeting ")
    page.keyboard.type("rkg:coCh")
    offered = page.locator(".cm-tooltip-autocomplete li")
    expect(offered.first).to_contain_text("rkg:coChair")
    page.wait_for_timeout(250)  # the editor takes no Enter for a list that has only just appeared
    page.keyboard.press("Enter")
    page.keyboard.type(" ?who }")
    expect(page.locator(".cm-line").first).to_have_text("PREFIX rkg: <https://w3id.org/rabatkg/ontology#>")
    assert run(page) is None
    assert page.locator("#table thead th").all_inner_texts() == ["meeting", "who"]
    page = desk("fr/sparql.html")
    write(page, "SELECT * WHERE { ?x a ")
    page.keyboard.type("reunion")
    expect(page.locator(".cm-tooltip-autocomplete li", has_text="rkg:ThematicMeeting")).to_be_visible()


def test_enter_takes_no_word_that_was_not_begun(page):
    offered = page.locator(".cm-tooltip-autocomplete")
    write(page, "")
    page.keyboard.type("SELECT ?place WHERE { ?place a rkg:Level } LIMIT 3", delay=5)
    page.wait_for_timeout(400)
    assert offered.count() == 0
    page.keyboard.press("Enter")
    page.keyboard.type("# rkg:coCh")
    page.wait_for_timeout(300)
    assert offered.count() == 0
    page.keyboard.press("Enter")
    page.keyboard.type("OFFSET ")
    page.keyboard.press("Control+Space")
    expect(offered).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.type("0")
    assert run(page) is None
    assert len(rows(page)) == 3


def test_words_are_offered_no_more_when_the_query_runs(page):
    write(page, "ASK { ?s ?p ?o } ")
    page.keyboard.type("LIM")
    expect(page.locator(".cm-tooltip-autocomplete")).to_be_visible()
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#problem:not([hidden])")
    assert page.locator(".cm-tooltip-autocomplete").count() == 0


def test_brackets_are_what_was_typed(page):
    write(page, "")
    page.keyboard.type("SELECT (COUNT(*) AS ?n) WHERE {\n?s a rkg:Level\n}", delay=5)
    assert run(page) is None
    assert page.locator(".cm-content").inner_text().count("}") == 1


def test_a_question_is_asked_as_of_the_day_of_its_page(page, full):
    day = answering(full).day
    page.select_option("#question", "who-chaired-on")
    assert page.locator("#day").inner_text().startswith(f"day: {dated(day, 'en')}, ")
    page.select_option("#question", "level-of-actions")
    expect(page.locator("#day")).to_contain_text(f"as_of: {dated(day, 'en')}, ")
    assert f'"{day}"' in page.locator(".cm-content").inner_text()
    page.select_option("#question", "meetings-by-year")
    expect(page.locator("#day")).to_have_text("")


def test_questions_are_chosen_by_theme(page, full):
    labels = page.locator("#question optgroup").evaluate_all("all => all.map(one => one.label)")
    assert len(labels) == len(set(labels)) == len({one.theme for one in catalogue(full.layout).values()})
    assert page.locator("#question > option").count() == 1


def test_statements_come_as_triples(page):
    query = "CONSTRUCT { ?l skos:prefLabel ?t } WHERE { ?l a rkg:Level ; skos:prefLabel ?t }"
    assert run(page, query) is None
    assert page.locator("#table thead th").all_inner_texts() == ["subject", "predicate", "object"]
    name, text = taken(page, "#as-told")
    assert name == "answer.nt"
    assert len(text.splitlines()) == len(rows(page)) > 5
    assert "nothing found" in text.lower()


def test_a_chart_is_drawn_of_what_has_figures(desk):
    page = desk("en/sparql.html?question=meetings-by-year")
    assert run(page) is None
    page.click("#chart summary")
    canvas = page.locator("#canvas")
    expect(canvas).to_have_attribute("aria-label", "meetings by year; the table holds the same figures.")
    expect(canvas).to_have_attribute("data-points", str(len(rows(page))))
    drawn = "canvas => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(one => one)"
    assert canvas.evaluate(drawn)
    with page.expect_download() as waiting:
        page.click("#as-picture")
    assert waiting.value.suggested_filename == "meetings-by-year.png"
    assert Path(waiting.value.path()).read_bytes().startswith(b"\x89PNG")
    assert run(page, "SELECT ?l WHERE { ?l a rkg:Level }") is None
    assert page.locator("#chart").is_hidden()


def test_the_address_leads_to_the_query_in_either_language(desk):
    page = desk("en/sparql.html")
    query = "SELECT ?é WHERE { ?é a <https://w3id.org/rabatkg/ontology#Level> } # ?&"
    run(page, query)
    told = page.url
    assert "?" not in told.partition("#")[0]
    page.click(".languages a[lang=fr]")
    page.wait_for_url("**/fr/sparql.html#query=*")
    expect(page.locator(".cm-content")).to_have_text(query)
    page = desk("fr/sparql.html?question=meetings-by-year")
    expect(page.locator(".cm-content")).to_contain_text('"fr"')


def test_the_keyboard_reaches_everything_and_leaves_the_editor(desk):
    page = desk("en/sparql.html")
    page.focus("#question")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "editor"
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#answer:not([hidden])")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "run"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_nobody_is_shut_out(desk, axe, lang, scheme):
    page = desk(f"{lang}/sparql.html?question=meetings-by-year", scheme=scheme)
    assert run(page) is None
    page.click("#chart summary")
    expect(page.locator("#canvas")).to_have_attribute("data-points", "45")
    page.evaluate(axe)
    assert _found(page) == []
    write(page, "SELECT * WHERE { ?meeting ")
    page.keyboard.type("rkg:coCh")
    expect(page.locator(".cm-tooltip-autocomplete li").first).to_be_visible()
    assert _found(page) == []
    page.keyboard.press("Escape")
    assert run(page, "SELECT") is not None
    assert _found(page) == []


def _found(page):
    found = page.evaluate("async () => (await axe.run()).violations")
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


def test_a_dump_that_a_host_unpacks_on_its_way_is_read_all_the_same(tab):
    one = tab()
    one.context.route("**/graph.nq.gz", lambda route: route.fulfill(body='<urn:a> <urn:b> "c"@fr <urn:g> .\n'))
    page = opened(one, "en/sparql.html")
    assert run(page, "SELECT * WHERE { ?a ?b ?c }") is None
    assert sorted(rows(page)[0]) == ["c", "urn:a", "urn:b"]


def test_a_server_answers_the_same_from_the_same_page(lagoon, heard):
    assert lagoon.prepare() == []
    build, data = lagoon.layout.build, lagoon.layout.data
    told = ["serve", "--port", "0", "--quiet", "--data", str(data), "--lang", "en"]
    server = subprocess.Popen(
        [sys.executable, "-c", "from rabatkg.cli import main; main()", *told],
        env={**os.environ, "RABATKG_BUILD": str(build)},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        address = next(line for line in server.stderr if "Serving at" in line).split()[2]
        tab = heard(origin=address.rstrip("/") + "/")
        page = opened(tab, "en/sparql.html")
        asked = []
        page.on("request", lambda request: asked.append((request.method, request.url.removeprefix(address))))
        query = "SELECT ?it ?n WHERE { ?it a rkg:Level ; skos:notation ?n } ORDER BY ?n"
        assert run(page, query) is None
        here = rows(page)
        assert len(here) > 3
        page.check("#there")
        asked.clear()
        assert run(page, query) is None
        assert rows(page) == here
        assert ("POST", "sparql") in [(method, path.strip("/")) for method, path in asked]
        assert run(page, "CONSTRUCT { ?l a rkg:Level } WHERE { ?l a rkg:Level }") is None
        assert len(rows(page)) == len(here)
        assert tab.faults == []
        assert "cannot stand here" in run(page, "SELECT * WHERE { ?s rkg:coChair }")
        assert all("/sparql" in fault or "400" in fault for fault in tab.faults)
    finally:
        server.terminate()
        server.wait(30)
        server.stderr.close()
