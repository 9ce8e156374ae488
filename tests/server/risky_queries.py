"""Queries put together by a machine from pieces that a reader of their text may take for something else."""

from pathlib import Path

from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[2]
URL = "http://127.0.0.1:{port}/"
"""The address that a query asks which leaves the graph; `{port}` is put in when it is known."""
HEAD = f"PREFIX x: <http://x/> PREFIX s: <{URL}> PREFIX : <{URL}> "
GLUE = ["", "", " ", "\n", "\r", "\r\n", "\t", "#\n", "#'\n", '#"""\r', "#>\n", "# {\n", "\f", "\x85", "\u200b", "/**/"]
WORD = [
    "SERVICE",
    "service",
    "SerVice",
    "SERVICE SILENT",
    "SERVICESILENT",
    "\\u0053ERVICE",
    "\u017fERVICE",
    "1SERVICE",
    "trueSERVICE",
]
WHOM = [f"<{URL}>", f"<{URL}#>", "s:y", ":y", ":", "?v", "<>", "x:service", f"<{URL}\\u0041>"]
"""Whom it asks."""
WHAT = ["{}", "{ ?a ?b ?c }", "{?a?b?c}"]
PIECES = [
    "?s ?p ?o", "?s ?p ?o .", ".", "?s ?p 1", "?s ?p true", "?s ?p 1e0", "?s ?p 'a'", "?s ?p 'a'@en",
    "?s ?p 'a'^^x:y", "{", "}", "FILTER(1<2)", "FILTER(2>1)", "FILTER(1<#>\n2)", "FILTER(?a<?b&&?c>?d)",
    "FILTER('a'<'b>')", "FILTER(?o<'", "1<2", ">", "<", "VALUES ?x { x:a\\# }", "VALUES ?x { x:a\\' }",
    "VALUES ?x { x:\\\"a }", "VALUES ?x {'''a' }", '"""a" ', "VALUES ?x { 'a''b' }", "VALUES ?v { <" + URL + "> }",
    "BIND(<" + URL + "> AS ?v)", "BIND('\\u0027' AS ?y)", "'\\uD800", "\\x '''", '\\q """', "'''", '"""', "'", '"',
    '""', "''", "\\'", '\\"', "\\\\", "<http://x/#>", "<http://x/'>", "<#x>", "<x>", "<http://x/\\u00e9#>",
    "<http://x/", "{|", "|}", "OPTIONAL {", "UNION {", "MINUS {", "GRAPH ?g {", "LATERAL {", "FILTER EXISTS {",
    "{ SELECT * {", "FILTER(EXISTS {", "})", ")", "(", "# FROM <" + URL + ">", "FROM <" + URL + ">", "FROM NAMED :y",
    "_:a", "[]", "x:SERVICE", "?SERVICE", "'SERVICE'", "@en-SERVICE",
]  # fmt: skip
"""Pieces of groups."""
GOING_OUT = st.tuples(*(st.sampled_from(one) for one in (WORD, GLUE, WHOM, GLUE, WHAT))).map("".join)
INSIDE = st.lists(st.tuples(st.sampled_from(GLUE), st.sampled_from(PIECES) | GOING_OUT).map("".join), max_size=6).map(
    "".join
)
FORMS = [
    "SELECT * {@}",
    "ASK{@}",
    "CONSTRUCT { ?s ?p ?o } WHERE {@}",
    "DESCRIBE ?s {@}",
    "SELECT (EXISTS {@} AS ?x) {}",
    "SELECT*{{@}UNION{}}",
]
WHOLE = st.tuples(st.sampled_from(FORMS), INSIDE, st.sampled_from(GLUE)).map(
    lambda told: HEAD + told[0].replace("@", told[1] + told[2])
)


AROUND = [
    ("", ""), ("FILTER(1<2)", ""), ("?s ?p ?o .", ""), ("?s ?p 1", ""), ("?s ?p 'a'", ""), ("#'\n", "#'\n"),
    ("OPTIONAL {", "}"), ("{ SELECT * {", "}}"), ("GRAPH ?g {", "}"), ("FILTER EXISTS {", "}"),
    ("VALUES ?x { x:a\\# }", "\n"), ("?s ?p x:\\' .", "?s ?p x:\\'"), ("VALUES ?x { <http://x/#> }", ""),
    ("VALUES ?x {'''a' }", "#\\x '''\n"), ("VALUES ?x {'''a' }", "#\\uD800 '''\n"), ("FILTER(1<#>\n2)", "#>\n"),
    ("BIND('\\u0027' AS ?y)", "BIND('\\u0027' AS ?z)"),
]  # fmt: skip
"""What may stand before and behind, the one to close what the other opens, or to look as if it did."""


def around(middle):
    """A part of a query, with pieces before and behind."""
    return st.tuples(st.sampled_from(AROUND), middle).map(lambda told: f"{told[0][0]}{told[1]}{told[0][1]}")


RISKY = around(around(st.tuples(st.sampled_from(GLUE), GOING_OUT).map("".join))).map(
    lambda text: f"{HEAD}SELECT * {{ {text} }}"
)


QUESTIONS = sorted(path.read_text("utf-8") for path in (ROOT / "queries").rglob("*.rq"))


@st.composite
def changed(draw):
    """A question of the catalogue, changed in some places."""
    text = draw(st.sampled_from(QUESTIONS))
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(text)))
        length = draw(st.sampled_from([0, 0, 1, 5]))
        piece = draw(st.sampled_from(PIECES + GLUE) | GOING_OUT | st.text(max_size=3))
        text = text[:place] + piece + text[place + length :]
    return text


def queries():
    """Queries of all kinds."""
    return st.one_of(RISKY, WHOLE, changed(), st.text(max_size=300))
