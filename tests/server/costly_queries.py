"""Queries that are right, and cost more than anybody may have."""

ALL = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SOME = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def table(name, rows=1_000):
    """A table of one column; two such tables are a million rows, and three are a billion."""
    return f"VALUES ?{name} {{ {' '.join(map(str, range(rows)))} }}"


def doubling(function, rounds):
    """A chain of BIND, each of which makes a text longer."""
    chain = " ".join(f"BIND({function.replace('@', f'?x{n}')} AS ?x{n + 1})" for n in range(rounds))
    return f"SELECT ?x{rounds} {{ BIND('abcdefgh' AS ?x0) {chain} }}"


def several(pattern, often=4):
    """A pattern again and again, a figure in the place of each `@`."""
    return " ".join(pattern.replace("@", str(number)) for number in range(often))


COSTLY = {
    "a product counted": f"SELECT (COUNT(*) AS ?n) {ALL}",
    "a product": f"SELECT * {ALL}",
    "a product once each": f"SELECT DISTINCT ?a ?e ?i ?l {ALL}",
    "a product in order": f"SELECT * {SOME} ORDER BY ?c ?f ?i",
    "a product in the order of chance": f"SELECT * {SOME} ORDER BY RAND()",
    "a product in one text": f"SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?f))) AS ?x) {SOME}",
    "a product counted once each": f"SELECT (COUNT(DISTINCT *) AS ?n) {ALL}",
    "a product grouped": f"SELECT ?a ?d (COUNT(*) AS ?n) {ALL} GROUP BY ?a ?d HAVING (COUNT(*) > 1)",
    "a product of sums": f"SELECT (SUM(STRLEN(STR(?c))) AS ?n) (AVG(STRLEN(STR(?f))) AS ?m) {ALL}",
    "a product hashed": f"SELECT (MAX(SHA512(CONCAT(STR(?a), STR(?f), STR(?i)))) AS ?x) {ALL}",
    "a product by MD5": f"SELECT * {{ {ALL} FILTER(STRSTARTS(MD5(CONCAT(STR(?a), STR(?l))), '000000000')) }}",
    "a product by pattern": f"SELECT * {{ {ALL} FILTER(REGEX(CONCAT(STR(?a), STR(?l)), '(x+x+)+y$')) }}",
    "a product made": f"CONSTRUCT {{ ?a ?e ?i }} WHERE {SOME}",
    "a product described": f"DESCRIBE ?a ?f WHERE {ALL}",
    "a product with new nodes": f"CONSTRUCT {{ [] ?b [ ?e ?f ] }} WHERE {SOME}",
    "a product of graphs": f"SELECT (COUNT(*) AS ?n) {{ {several('GRAPH ?g@ { ?a@ ?b@ ?c@ }')} }}",
    "a product of tables": f"SELECT (COUNT(*) AS ?n) {{ {table('x')} {table('y', 600)} {table('z', 600)} {SOME} }}",
    "a product of choices": f"SELECT * {{ {{ {SOME} }} UNION {{ {ALL} }} }} ORDER BY ?a",
    "a product within": f"SELECT * {{ {{ SELECT DISTINCT ?a ?f {SOME} }} {{ SELECT DISTINCT ?g ?l {ALL} }} }}",
    "a product without": f"SELECT * {{ {SOME} FILTER NOT EXISTS {{ ?a ?x ?l . ?l ?y ?i . ?i ?z ?m }} }}",
    "a product taken away": f"SELECT (COUNT(*) AS ?n) {{ {ALL} MINUS {{ ?a ?b ?f . ?d ?e ?c }} }}",
    "a product each": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c LATERAL { ?d ?e ?f LATERAL { ?g ?h ?i } } }",
    "a product if there is": f"SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c {several('OPTIONAL { ?a@ ?b@ ?c@ }')} }}",
    "nested if there is": "SELECT * { ?a ?b ?c " + "OPTIONAL { ?x ?y ?z " * 9 + "} " * 9 + "}",
    "repeated paths": "SELECT (COUNT(*) AS ?n) { ?a (((!<urn:x>)*)*)* ?b . ?c (((!<urn:x>)*)*)* ?d }",
    "paths to and fro": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|^!<urn:x>)* ?b . ?b (!<urn:y>|!^<urn:y>)+ ?c }",
    "paths of any length": "SELECT ?a ?d { ?a (!<urn:x>)+ ?b . ?b (!<urn:y>)+ ?c . ?c (!<urn:z>)+ ?d }",
    "texts that double": doubling("CONCAT(@, @)", 40),
    "texts that grow by REPLACE": doubling("REPLACE(@, '.', '$0$0$0$0')", 30),
    "texts that grow when written": doubling("ENCODE_FOR_URI(CONCAT(@, '%%%%', @))", 30),
    "texts in many rows": f"SELECT (CONCAT(STR(?a), STR(?c), STR(?d), STR(?f), STR(?g)) AS ?x) {SOME}",
    "names without end": f"SELECT (UUID() AS ?x) (STRUUID() AS ?y) {ALL}",
}  # fmt: skip
"""None of them can be answered whole."""

LARGE = {
    "SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }": (
        "application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values",
    ),
    "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }": ("application/n-triples", "text/turtle"),
}  # fmt: skip
"""What is large, and still answered: queries for all that there is, and the forms of the answer."""
