"""What a query may not hold is found however it is written, and what only looks like it is let through."""

import time
from contextlib import suppress
from functools import partial

import pytest

from rabatkg.errors import UsageError
from rabatkg.queries.faults import plainly
from rabatkg.queries.vetting import DEEPEST, MOST_OPERATORS, MOST_TERMS, datasets, vet

HERE = "<http://127.0.0.1:1/>"


@pytest.mark.parametrize(
    "query",
    [
        f"ASK {{ SERVICE {HERE} {{}} }}",
        f"ASK {{ service{HERE}{{}} }}",
        "ASK { SERVICE SILENT ?x {} }",
        f"ASK {{ ?s ?p 1SERVICE {HERE} {{}} }}",
        f"ASK {{ ?s ?p trueSERVICE {HERE} {{}} }}",
        f"ASK {{ ?s ?p ?o.SERVICE {HERE} {{}} }}",
        f"ASK {{ # a comment ends with its line\rSERVICE {HERE} {{}}\n}}",
        f"ASK {{ ?s ?p 'a''b'SERVICE {HERE} {{}} }}",
        f"ASK {{ ?s ?p '''a'''SERVICE {HERE} {{}} }}",
        f'ASK {{ ?s ?p "\\""SERVICE {HERE} {{}} }}',
        f"ASK {{ ?s ?p 'a'@en SERVICE {HERE} {{}} }}",
        f"ASK {{ FILTER(1<2)SERVICE {HERE} {{}} }}",
        f"ASK {{ \\u0053ERVICE {HERE} {{}} }}",
        f"ASK {{ \\U00000053ERVICE {HERE} {{}} }}",
        f"ASK {{ ?s ?p '\\u0027 SERVICE {HERE} {{}} #' }}",
        f"PREFIX : {HERE} ASK {{ SERVICE:x {{}} }}",
        f"PREFIX x: {HERE} ASK {{ SERVICEx:y {{}} }}",
        f"PREFIX x: {HERE} ASK {{ SERVICESILENTx:y {{}} }}",
        f"ASK {{ FILTER(1<2)SERVICE#>\n{HERE}{{}} }}",
        f"ASK {{ FILTER(1<#>'\n2)SERVICE {HERE} {{}} }} #'>",
        f"ASK {{ ?s ?p x:a\\# . SERVICE {HERE} {{}}\n }}",
        f"ASK {{ ?s ?p x:a\\' . SERVICE {HERE} {{}} ?s ?p x:a\\' }}",
        f"ASK {{ VALUES ?x {{ '''a' }} SERVICE {HERE} {{}} #\\x '''\n }}",
        f"ASK {{ VALUES ?x {{ '''a' }} SERVICE {HERE} {{}} #\\uD800 '''\n }}",
        "ASK { FILTER(1<" + "(" * (DEEPEST + 1) + "2" + ")" * (DEEPEST + 1) + "&&2>1) }",
        "ASK { ?s ?p (" + "1 " * (MOST_TERMS + 1) + ") }",
        "ASK { ?s <http://example.org/a b> ?o }",
        "ASK { ?s ?p 'a\\qb' }",
        "ASKFROM<urn:g>{}",
        "PREFIX : <urn:> ASK FROM:g {}",
        "INSERT DATA {}",
        "ASK {} ; drop all",
        "load<http://127.0.0.1:1/>",
        "ASK FROM <urn:g> {}",
        "ASK\nfrom\nnamed <urn:g> {}",
        "ASK " + "{" * (DEEPEST + 1) + "}" * (DEEPEST + 1),
        "SELECT (" + "!" * (MOST_OPERATORS + 1) + "true AS ?x) {}",
        "ASK { ?s ?p 'no end }",
        "ASK { ?s ?p '''no end' }",
        "ASK {} #" + "x" * 20_000,
    ],
)
def test_it_is_found(query):
    with pytest.raises(UsageError) as caught:
        vet(query)
    assert caught.value.remedy is not None


@pytest.mark.parametrize(
    "query",
    [
        'ASK { ?service ?load "SERVICE, FROM, DROP" } # SERVICE',
        "ASK { ?s <http://example.org/SERVICE#FROM> ex:SERVICE , ex:from , 'x'@en-from }",
        'ASK { ?s ?p """a "quoted" SERVICE""" , \'\'\'it\'s a SERVICE\'\'\' , "" , \'\' }',
        "ASK { ?s ?p 'a\\'b SERVICE' }",
        "ASK { FILTER(?a<?b && ?c>?d) }",
        "ASK { ?s ?p 'caf\\u00e9' }",
        "ASK { ?s <urn:x:a(b)> <id/service/1> , <mailto:from@example.org> }",
        "ASK { ?s ?p <http://example.org/it's#here> , x:a\\'b , x:a\\#b }",
        "ASK " + "{" * DEEPEST + "}" * DEEPEST,
    ],
)
def test_what_only_looks_like_it_is_let_through(query):
    vet(query)


def test_the_graphs_that_a_query_names_are_told():
    asked = 'ASK FROM <urn:a> from named<urn:b>\nFROM #x\n <urn:FROM> { ?from ex:FROM "FROM <urn:c>" , <urn:FROM> }'
    assert datasets(asked) == ["urn:a", "urn:b", "urn:FROM"]
    assert datasets("ASK {}") == []
    assert datasets("ASKFROMNAMED<urn:a>{}") == ["urn:a"]
    for named in ("ex:a", ":a", "NAMED ex:a", ""):
        with pytest.raises(UsageError):
            datasets(f"PREFIX ex: <urn:> PREFIX : <urn:> ASK FROM{named} {{}}")
        with pytest.raises(UsageError):
            datasets(f"PREFIX ex: <urn:> PREFIX : <urn:> ASK FROM {named} {{}}")


@pytest.mark.parametrize(
    "sign",
    [
        '"""a\\',
        '"\\"',
        "'",
        "<a",
        "<",
        "\\",
        "#",
        "a",
        ":",
        "(",
        "?",
        "@",
        "\\u0022",
        "PREFIX a ",
        "FROM ",
        "SELECT ",
        "GROUP BY ",
    ],
)
def test_no_text_takes_long(sign):
    text = sign * (64_000 // len(sign))
    began = time.process_time()
    said = "error at 1:1: The SELECT contains a variable"
    for look in (partial(vet, text, 64_000, dataset=True), partial(datasets, text), partial(plainly, said, text)):
        with suppress(UsageError):
            look()
    assert time.process_time() - began < 1
