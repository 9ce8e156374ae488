"""Answers to a SELECT or ASK in the SPARQL 1.1 Query Results JSON Format (W3C, 2013): written, and read strictly.

What servers are known to write in their own way is told as the embedded store tells it: Virtuoso writes booleans as 1
and 0, says typed-literal as RDF 1.0 did, and answers an ASK with a table.
"""

import json
from typing import Any

from rabatkg.names import XSD
from rabatkg.store.terms import Answer, Row, Term

BOOLEAN = f"{XSD}boolean"
TRUTH = {"1": "true", "0": "false"}


def read(body: bytes) -> Answer:
    """Return the answer; that to an ASK has one row with the variable `answer`.

    Raises:
        ValueError: it is not a whole result in this format; the message says what is wrong.
    """
    try:
        told = json.loads(body.decode("utf-8"), parse_constant=_no_number)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if isinstance(told, dict) and isinstance(told.get("boolean"), bool):
        return _asked(told["boolean"])
    match told:
        case {"head": {"vars": [*variables]}, "results": {"bindings": [*rows]}}:
            if not all(isinstance(name, str) for name in variables) or len(set(variables)) < len(variables):
                raise ValueError("head.vars")
            if variables == ["__ASK_RETVAL"]:
                return _asked(rows[0]["__ASK_RETVAL"]["value"] == "1" if rows else False)
            return Answer(tuple(variables), [_row(row, variables) for row in rows])
    raise ValueError("no head.vars, results.bindings or boolean")


def written(answer: Answer) -> bytes:
    """Return an answer in this format."""
    rows = [{name: _object(row[name]) for name in answer.variables if name in row} for row in answer.rows]
    told = {"head": {"vars": list(answer.variables)}, "results": {"bindings": rows}}
    return (json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _object(term: Term) -> dict[str, str]:
    told = {"type": term.kind, "value": term.value}
    if term.lang:
        return {**told, "xml:lang": term.lang}
    return told if term.datatype in (None, f"{XSD}string") else {**told, "datatype": str(term.datatype)}


def _no_number(text: str) -> Any:
    raise ValueError(text)


def _asked(truth: bool) -> Answer:
    return Answer(("answer",), [{"answer": Term("literal", "true" if truth else "false", None, BOOLEAN)}])


def _row(row: Any, variables: list[str]) -> Row:
    if not isinstance(row, dict) or not row.keys() <= set(variables):
        raise ValueError("results.bindings")
    return {name: _term(row[name]) for name in variables if name in row}


def _term(term: Any) -> Term:
    match term:
        case {"type": "uri" | "bnode" as kind, "value": str(value)}:
            return Term(kind, value)
        case {"type": "literal" | "typed-literal", "value": str(value), "xml:lang": str(lang)}:
            return Term("literal", value, lang)
        case {"type": "literal" | "typed-literal", "value": str(value)}:
            kind = term.get("datatype", f"{XSD}string")
            if isinstance(kind, str):
                return Term("literal", TRUTH.get(value, value) if kind == BOOLEAN else value, None, kind)
    raise ValueError(str(term)[:80])
