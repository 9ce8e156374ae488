"""Saved questions: one SPARQL file each, found by its name and asked with the values that narrow it.

What a file tells of its question is read by `rabatkg.queries.headers`.
"""

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from urllib.parse import quote

from rabatkg.dates import days
from rabatkg.errors import DataError, UnknownName, UsageError
from rabatkg.layout import Layout
from rabatkg.names import XSD, Names
from rabatkg.queries.headers import Parameter, Question, header, own_words, read, said
from rabatkg.speech import mark
from rabatkg.store import Answer, Store, Term

SPOKEN = re.compile(r"\?lang\b")
WHERE = re.compile(r"^(?!\s*#)[^#\n]*\bWHERE\s*\{", re.M | re.I)


def catalogue(layout: Layout) -> dict[str, Question]:
    """Return the saved questions by name, in the order of their themes.

    Raises:
        DataError: a header is wrong, or two files bear one name.
    """
    return {name: read(layout, Path(path)) for name, path in files(layout).items()}


def files(layout: Layout) -> dict[str, str]:
    """Return the files of the saved questions by name, in the order of their themes.

    Raises:
        DataError: two files bear one name.
    """
    found: dict[str, str] = {}
    for path in _paths(layout):
        name = os.path.splitext(os.path.basename(path))[0]
        if name in found:
            remedy = mark("Give one of the files another name.")
            raise DataError("Two questions are called {name}.", name=name, file=path, remedy=remedy)
        found[name] = path
    return found


def _paths(layout: Layout) -> Iterator[str]:
    for folder, below, names in os.walk(layout.queries):
        below.sort()
        yield from (os.path.join(folder, name) for name in sorted(names) if name.endswith(".rq"))


def find(layout: Layout, name: str) -> Question:
    """Return the question of that name; UnknownName with near matches where there is none."""
    return read(layout, file_of(layout, name))


def file_of(layout: Layout, name: str) -> Path:
    """Return the file of the question of that name; UnknownName with near matches where there is none."""
    known = files(layout)
    if name not in known:
        raise UnknownName(
            name,
            [one for one in known if name in one] or known,
            mark("No saved question is called {name}."),
            remedy=mark("`rabatkg query` without a name lists them all."),
        )
    return Path(known[name])


def remember(layout: Layout) -> None:
    """Note in the build folder what all headers and the settings say, so that a question asked needs no YAML.

    What is wrong with a question is told to whoever asks it, not here.

    Raises:
        DataError: the settings are wrong, or nothing can be written there.
    """
    told = {}
    for path in map(Path, _paths(layout)):
        with suppress(DataError, TypeError):
            written = header(own_words(path))
            told[path.name] = (written, json.loads(json.dumps(said(written, path), default=str)))
    layout.remember(told)


def bind(
    question: Question,
    names: Names,
    lang: str,
    given: Mapping[str, str],
    thing: Callable[[str, tuple[str, ...]], str] | None = None,
) -> dict[str, Term]:
    """Return the values of a question's variables.

    Args:
        given: values by parameter name, as a person types them.
        thing: from what a person calls a thing, and the kinds that it may be of, to its IRI; without it, keys and
            IRIs are taken as they are.

    Raises:
        UsageError: a parameter is unknown, or its value is not of its type.
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in given:
        if name.replace("_", "-") not in known:
            raise UsageError(
                "{question} has no parameter {name}.",
                question=question.name,
                name=name,
                known=", ".join(known) or "-",
                remedy="It takes: {known}.",
            )
    bindings = {"lang": Term("literal", lang, None, f"{XSD}string")}
    asked = {name.replace("_", "-"): value for name, value in given.items()}
    for name, parameter in known.items():
        value = asked.get(name, parameter.default)
        if value is not None:
            bindings[parameter.variable] = _value(parameter, value, names, thing if name in asked else None)
    return bindings


def ask(store: Store, question: Question, names: Names, lang: str, given: Mapping[str, str] | None = None) -> Answer:
    """Return the answer to a saved question over the store.

    Raises:
        UnknownName: a parameter names nothing that the graph holds; with near names.
        UsageError: a parameter is unknown, or its value is not of its type.
    """
    return store.select(narrowed(store, names, question, lang, given or {}))


def narrowed(store: Store, names: Names, question: Question, lang: str, given: Mapping[str, str]) -> str:
    """Return the SPARQL of a saved question with the values in it that were given by a person; raises as `ask` does."""

    def thing(name: str, kinds: tuple[str, ...]) -> str:
        from rabatkg.evidence import resolve  # most questions are asked without

        return resolve(store, names, name, kinds=kinds)

    return bound(question, bind(question, names, lang, given, thing))


def bound(question: Question, bindings: Mapping[str, Term]) -> str:
    """Return the question's SPARQL with the values in it, so that every engine, near or far, answers alike.

    The reader's language takes the place of `?lang`, a constant that no engine need carry through its joins. Another
    value is joined by VALUES at the head of every WHERE group: it reaches the filters of the group, of its OPTIONAL
    parts and of EXISTS, but not those of a UNION branch. One that rows may lack filters the whole at its end, since
    an OPTIONAL part that fails would keep its row.
    """
    absent = {one.variable for one in question.parameters if one.may_be_absent}
    given = {name: _written(term) for name, term in sorted(bindings.items())}
    lang = given.pop("lang", "?lang")
    sparql = SPOKEN.sub(lambda match: lang, question.sparql)
    values = "".join(f" VALUES ?{name} {{ {term} }}" for name, term in given.items() if name not in absent)
    filters = "".join(f"  FILTER(?{name} = {term})\n" for name, term in given.items() if name in absent)
    end = _end(sparql)
    return WHERE.sub(lambda match: match[0] + values, sparql[:end] + filters + sparql[end:])


def _end(sparql: str) -> int:
    """Return where the outermost WHERE group closes."""
    match = WHERE.search(sparql)
    if match is None:
        return len(sparql)
    depth = 1
    for place in range(match.end(), len(sparql)):
        depth += {"{": 1, "}": -1}.get(sparql[place], 0)
        if not depth:
            return place
    return len(sparql)


def _written(term: Term) -> str:
    if term.kind == "uri":
        return "<" + re.sub(r"[^\x21-\x7e]|[<>\"{}|\\^`]", lambda sign: quote(sign[0]), term.value) + ">"
    text = json.dumps(term.value, ensure_ascii=False)
    if term.lang:
        return f"{text}@{term.lang}"
    return f"{text}^^<{term.datatype}>" if term.datatype not in (None, f"{XSD}string") else text


def _value(parameter: Parameter, value: str, names: Names, thing: Callable[[str, tuple[str, ...]], str] | None) -> Term:
    wrong: str | None = None
    if parameter.kind == "thing":
        iri = thing(value, parameter.of) if thing else names.full(value)
        kind = names.short(iri).partition("/")[0]
        if not parameter.of or kind in parameter.of:
            return Term("uri", iri)
        wrong = mark("{name} takes a thing of the kind {form}; '{value}' is none.")
    elif parameter.kind == "date":
        span = days(date.today().isoformat() if value == "today" else value)
        if span is not None:
            return Term("literal", span[1].isoformat(), None, f"{XSD}date")
        wrong = mark("{name} takes a date, as in 2024, 2024-02 or 2024-02-29; not '{value}'.")
    elif parameter.kind == "integer":
        if re.fullmatch(r"-?\d{1,9}", value):
            return Term("literal", value, None, f"{XSD}integer")
        wrong = mark("{name} takes a whole number; not '{value}'.")
    elif parameter.kind == "choice" and value not in parameter.choices:
        wrong = mark("{name} takes one of {form}; not '{value}'.")
    if wrong is not None:
        form = ", ".join(parameter.of or parameter.choices)
        raise UsageError(wrong, name=parameter.name, value=value, form=form)
    return Term("literal", value, None, f"{XSD}string")
