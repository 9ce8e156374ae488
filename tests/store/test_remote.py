"""A graph asked over the wire: whole answers or none, from servers of every mood, and only from the right ones."""

import json
import time
from contextlib import closing
from pathlib import Path

import bad_server as bad
import pyoxigraph as ox
import pytest

from rabatkg import building, graph
from rabatkg.errors import DataError, UsageError
from rabatkg.layout import Layout
from rabatkg.names import Names
from rabatkg.store import HEAD, Term, knowing, results
from rabatkg.store.query_text import QueryText
from rabatkg.store.remote import Remote
from rabatkg.store.transport import Endpoint, Limits, Line

GOOD = Path(__file__).resolve().parent.parent / "good"
QUICK = Limits(connect=2, total=5, first_pause=0.02)
CUT = 2500
WHO = {"RABATKG_USER": "warden", "RABATKG_PASSWORD": "sésame ouvre-toi"}
ALL = "SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } FILTER(!isBlank(?s) && !isBlank(?o)) }"


@pytest.fixture(scope="module")
def layout(tmp_path_factory):
    return Layout.find(GOOD, tmp_path_factory.mktemp("none") / "not-built")


@pytest.fixture(scope="module")
def names(layout):
    return Names.of(layout)


@pytest.fixture(scope="module")
def embedded(layout):
    return building.in_memory(graph.assemble(layout))


@pytest.fixture(scope="module")
def lagoon(embedded):
    """The statements of the Lagoon Dialogue; a store that a test may change is made of them anew."""
    store = ox.Store()
    store.bulk_load(embedded.dump(), format=ox.RdfFormat.N_QUADS)
    return store


@pytest.fixture
def server(lagoon):
    with bad.serving() as state:
        state.store = lagoon
        yield state


@pytest.fixture
def remote(server, names):
    """The graph on the server, which behaves when it is first looked at."""
    with closing(opened(server, names)) as store:
        yield store


def opened(server, names, dialogue="dialogue/lagoon", limits=QUICK, environ=None):
    return knowing.opened(Endpoint.of(f"{server.url}/query", environ or {}), names, dialogue, limits)


def rows(answer):
    return sorted((tuple(sorted(row.items())) for row in answer.rows), key=str)


def cutting(most, skipping=True):
    """Give no more rows than these, without a word; `skipping` tells whether OFFSET is minded."""

    def told(handler, seen):
        query = bad.parse_qs(seen.body.decode())["query"][0]
        if not skipping:
            query = query.rpartition("OFFSET")[0] or query
        answer = handler.state.store.query(query, use_default_graph_as_union=True)
        if not isinstance(answer, ox.QuerySolutions):
            return False
        table = json.loads(answer.serialize(format=ox.QueryResultsFormat.JSON))
        del table["results"]["bindings"][most:]
        return handler.say(200, json.dumps(table).encode(), "application/sparql-results+json")

    return told


def saying(body, kind="application/sparql-results+json", **headers):
    return lambda handler, seen: handler.say(200, body, kind, **headers)


def test_what_a_server_holds_is_what_was_built(remote, embedded):
    assert remote.dump() == embedded.dump()
    assert len(remote) == len(embedded)
    assert set(remote.graphs()) == set(embedded.graphs())
    ontology = remote.start + "ontology"
    assert remote.written("turtle", ontology) == embedded.written("turtle", ontology)
    with pytest.raises(DataError, match="No graph here"):
        remote.written("turtle", remote.start + "ontologie")


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s ?p ?o }",
        "ASK { ?s a rkg:NoSuchThing }",
        "SELECT ?t (COUNT(*) AS ?n) WHERE { ?s a ?t } GROUP BY ?t ORDER BY DESC(?n) ?t LIMIT 5",
        'SELECT * WHERE { ?s rkg:quote ?q . OPTIONAL { ?s rkg:no ?no } FILTER(!CONTAINS(?q, "#}{")) }  # {a} comment',
        "CONSTRUCT { ?s skos:note ?l } WHERE { ?s skos:prefLabel ?l }",
        "CONSTRUCT WHERE { ?s skos:prefLabel ?l } LIMIT 0",
        "CONSTRUCT { ?s rdfs:subClassOf ?o } WHERE { ?s rdfs:subClassOf ?o . FILTER(isIRI(?o)) }",
    ],
)
def test_an_answer_is_that_of_the_embedded_store(query, remote, embedded):
    assert rows(remote.select(HEAD + query)) == rows(embedded.select(HEAD + query))
    if "CONSTRUCT" in query:
        assert remote.construct(HEAD + query) == embedded.construct(HEAD + query)


def test_where_a_triple_stands(remote, embedded):
    meeting, title = next(
        (row["s"], row["o"])
        for row in embedded.select(
            f"{HEAD} SELECT ?s ?o WHERE {{ ?s a rkg:ThematicMeeting ; skos:prefLabel ?o }} LIMIT 1"
        ).rows
    )
    asked = (meeting.value, "http://www.w3.org/2004/02/skos/core#prefLabel", title)
    assert remote.in_graphs(*asked) == embedded.in_graphs(*asked) != []


def test_an_answer_that_a_server_cuts_is_fetched_whole(server, remote, embedded):
    server.mood = cutting(CUT)
    whole = embedded.select(ALL)
    assert len(whole.rows) > 2 * CUT
    assert rows(remote.select(ALL)) == rows(whole)
    distinct = ALL.replace("SELECT", "SELECT DISTINCT") + f" ORDER BY DESC(?s) ?o ?p LIMIT {2 * CUT + 1} OFFSET 7"
    assert remote.select(distinct).rows == embedded.select(distinct).rows
    made = ALL.replace("SELECT ?s ?p ?o", "CONSTRUCT { ?o ?p ?s . ?s ?p ?p }").replace("!isBlank(?o)", "isIRI(?o)")
    assert remote.construct(made) == embedded.construct(made)
    assert remote.dump() == embedded.dump()


def test_an_answer_that_cannot_be_fetched_whole_is_none(server, remote):
    server.mood = cutting(CUT, skipping=False)
    with pytest.raises(DataError, match="cuts long answers short"):
        remote.select("SELECT ?s ?t WHERE { ?s a ?t }")
    server.mood = cutting(CUT)
    with pytest.raises(DataError, match="without a name"):
        remote.select("SELECT ?s ?p ?o WHERE { ?s ?p ?o } LIMIT 2501")
    with pytest.raises(DataError, match="VALUES inside WHERE"):
        remote.select("SELECT ?s ?p ?o WHERE { ?s ?p ?o } VALUES ?none { UNDEF }")


@pytest.mark.parametrize(
    ("mood", "words"),
    [
        (bad.page, "page for people"),
        (bad.stall, "had not answered in full"),
        (bad.drip_headers, "had not answered in full"),
        (bad.reset, "broke the connection off"),
        (bad.garbage, "does not speak HTTP"),
        (bad.unauthorized, "does not accept you"),
        (bad.answering(500), "answers 500"),
        (saying(b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s"'), "not a whole answer"),
        (saying(b"[]"), "not a whole answer"),
        (saying(b"[" * 100_000), "not a whole answer"),
        (saying(b"<a:a> a <a:a> .", "text/turtle"), "not asked for"),
        (saying(b'{"head": {}, "boolean": true}', X_SQL_State="S1TAT"), "answered with a part"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_server_in_a_bad_mood_gives_an_error_in_time(mood, words, server, names):
    with closing(opened(server, names, environ=WHO, limits=Limits(connect=1, total=1.5, first_pause=0.02))) as store:
        server.mood = mood
        begun = time.monotonic()
        with pytest.raises(DataError, match=words) as caught:
            store.select("SELECT ?s WHERE { ?s ?p ?o }")
    assert time.monotonic() - begun < 4
    told = caught.value.told_in("en") + caught.value.told_in("fr")
    assert not any(secret in told for secret in WHO.values())


def test_a_server_that_recovers_is_asked_again(server, remote):
    server.mood = bad.busy(2)
    assert remote.select("ASK { ?s ?p ?o }").rows[0]["answer"].value == "true"


def test_another_server_is_not_asked_in_its_place(server, remote):
    with bad.serving() as canary:
        server.mood = bad.redirect(canary.url)
        with pytest.raises(DataError, match="not followed"):
            remote.select("ASK { ?s ?p ?o }")
        assert canary.seen == []


def test_a_deadline_is_for_all_that_one_question_takes(server, remote):
    server.mood = lambda handler, seen: time.sleep(0.4)
    begun = time.monotonic()
    with closing(remote.within(1)) as soon, pytest.raises(DataError, match="had not answered"):
        for _ in range(10):
            soon.select("ASK { ?s ?p ?o }")
    assert time.monotonic() - begun < 3  # ten of them would take four


def test_what_is_no_query_is_said(server, remote):
    server.mood = bad.answering(400)
    with pytest.raises(UsageError, match="not SPARQL"):
        remote.select("SELECT ?s WHERE { ?s ?p ")
    server.mood = None
    seen = len(server.seen)
    for update in ("INSERT DATA { <a:a> <a:a> <a:a> }", "DROP ALL", "PREFIX a: <a:a> CLEAR ALL"):
        with pytest.raises(UsageError, match="read-only"):
            remote.select(update)
    with pytest.raises(UsageError, match="a table"):
        remote.construct("SELECT ?s WHERE { ?s ?p ?o }")
    assert len(server.seen) == seen


def changed(server, names, text):
    """Let the server hold the same and one statement more, or something else."""
    server.store = ox.Store()
    server.store.bulk_load(text, format=ox.RdfFormat.N_QUADS)
    with pytest.raises(DataError) as caught, closing(opened(server, names)):
        pass
    return str(caught.value)


def test_only_the_right_graph_is_asked(server, names, embedded):
    whole = embedded.dump()
    other = names.graph("ontology").encode()
    elsewhere = b"https://example.org/other/graph/ontology"
    assert "is empty" in changed(server, names, b"")
    assert "nothing of this dialogue" in changed(server, names, b"<a:s> <a:p> <a:o> <a:g> .")
    assert "another dialogue: https://example.org/other" in changed(server, names, whole.replace(other, elsewhere))
    both = b"".join(line for line in whole.splitlines(True) if other in line).replace(other, elsewhere)
    assert "would mix them: https://example.org/other" in changed(server, names, whole + both)
    assert "speaks version 0.7.0" in changed(server, names, whole.replace(b'"0.1.0"', b'"0.7.0"'))
    mark = f"<{names.graph('pushing')}>"
    assert "mixture of old and new" in changed(server, names, whole + f'{mark} <a:p> "x" {mark} .\n'.encode())
    with pytest.raises(DataError, match="does not hold the dialogue dialogue/island"):
        server.store = ox.Store()
        server.store.bulk_load(whole, format=ox.RdfFormat.N_QUADS)
        opened(server, names, "dialogue/island")


def test_a_server_whose_queries_do_not_see_all_graphs_is_refused(server, names):
    def apart(handler, seen):
        answer = handler.state.store.query(bad.parse_qs(seen.body.decode())["query"][0])
        text = answer.serialize(format=ox.QueryResultsFormat.JSON)
        return handler.say(200, text, "application/sparql-results+json")

    server.mood = apart
    with pytest.raises(DataError, match="unionDefaultGraph"):
        opened(server, names)


def test_virtuoso_is_understood_as_it_writes():
    told = (
        '{"head": {"link": [], "vars": ["x", "y"]}, "results": {"distinct": false, "bindings": ['
        '{"x": {"type": "typed-literal", "datatype": "http://www.w3.org/2001/XMLSchema#boolean", "value": "1"}},'
        '{"x": {"type": "literal", "xml:lang": "fr", "value": "é"}, "y": {"type": "bnode", "value": "nodeID://b1"}}]}}'
    )
    found = results.read(told.encode())
    assert found.rows[0] == {"x": Term("literal", "true", None, "http://www.w3.org/2001/XMLSchema#boolean")}
    assert found.rows[1] == {"x": Term("literal", "é", "fr"), "y": Term("bnode", "nodeID://b1")}
    asked = told.replace('"x"', '"__ASK_RETVAL"').replace(', "y"]', "]").partition(',{"__ASK')[0] + "]}}"
    assert results.read(asked.encode()).rows[0]["answer"].value == "true"


@pytest.mark.parametrize(
    "told",
    [
        "",
        "null",
        '{"head": {"vars": ["x"]}}',
        '{"head": {"vars": ["x", "x"]}, "results": {"bindings": []}}',
        '{"head": {"vars": ["x"]}, "results": {"bindings": [{"y": {"type": "uri", "value": "a:a"}}]}}',
        '{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "uri", "value": 1}}]}}',
        '{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "triple", "value": {}}}]}}',
        '{"head": {"vars": ["x"]}, "results": {"bindings": [NaN]}}',
        '{"head": {}, "boolean": "true"}',
    ],
)
def test_what_is_no_result_is_refused(told):
    with pytest.raises(ValueError):
        results.read(told.encode())


def test_a_query_is_read_as_text():
    text = QueryText.of(
        'PREFIX a: <a:#LIMIT>PREFIX : <a:b#> # {SELECT}\nselect ?limit {?limit a:x "} ORDER BY ?x"} limit 3'
    )
    assert text.form == "SELECT"
    assert text.page(["limit"], 2, 4).endswith(
        '"}\nORDER BY ?limit\nlimit 3\n} } LIMIT 2 OFFSET 4'.replace('"}\n', '"} \n')
    )
    assert QueryText.of("DESCRIBE <a:a>").form == "DESCRIBE"
    assert QueryText.of("hello").form == ""
    header = "#+ question: What was told to add, drop or load?\n#+ row: a\n\n# insert\nPREFIX add: <add:>\n"
    assert not QueryText.of(header + "SELECT ?add WHERE { ?add add:add ?x }").changes
    assert QueryText.of(header + "ADD <a:a> TO <a:b>").changes


def test_a_line_that_is_hung_up_is_opened_anew(server):
    with closing(Remote(Line(Endpoint.of(f"{server.url}/query", {}), QUICK), "urn:")) as store:
        store.select("ASK { ?s ?p ?o }")
        store.close()
        assert store.select("ASK { ?s ?p ?o }").rows
