"""Saved questions: one SPARQL file each, with a header that says in every language what is asked.

A file stays a valid query for any tool; its `#+` lines are YAML:

    #+ question: Which actions remain unaddressed?
    #+ question@fr: Quelles actions restent sans suite ?
    #+ row: One row for each action at the level 'nothing found'.
    #+ row@fr: Une ligne par action au niveau « rien trouvé ».
    #+ tags: [coverage, actions]
    #+ parameters: {as-of: {type: date, default: today}}
    #+ expect: {min: 1}

A parameter `as-of` is the variable `?as_of` of the query. One that is given no value and has no default stays a
variable, and so does not narrow; `may-be-absent: true` marks one that an OPTIONAL part binds. Types: thing (a kind
of thing, with `kind`), date (the last day of a partial one), text, integer, choice (with `choices`). `?lang` is
always bound to the reader's language. A question under `checks/` must find nothing.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml

from rabatkg.dates import days
from rabatkg.errors import DataError, UnknownName, UsageError
from rabatkg.evidence import resolve
from rabatkg.layout import Layout
from rabatkg.names import XSD, Names
from rabatkg.speech import SOURCE, Message, mark
from rabatkg.store import Answer, Store, Term

HEADER = frozenset({"question", "row", "remedy", "tags", "parameters", "expect"})
PARAMETER = frozenset({"type", "kind", "choices", "default", "may-be-absent"})
PLAN = "$plan"
"""As a default, the plan that the dialogue's settings name."""
EXPECT = frozenset({"min", "max", "empty"})
WHERE = re.compile(r"^(?!\s*#)[^#\n]*\bWHERE\s*\{", re.M | re.I)


@dataclass(frozen=True)
class Parameter:
    """What a question may be narrowed by.

    Attributes:
        name: as typed, with hyphens.
        kind: thing, date, text, integer or choice.
        of: for a thing, the kinds of things that may be named.
        choices: for a choice, the words that may be given.
        default: used where nothing is given; `today` is the day of asking.
        may_be_absent: whether rows may lack it; given a value, only the rows that have it are kept.
    """

    name: str
    kind: str
    of: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    default: str | None = None
    may_be_absent: bool = False

    @property
    def variable(self) -> str:
        """The variable of the query."""
        return self.name.replace("-", "_")


@dataclass(frozen=True)
class Question:
    """A saved question.

    Attributes:
        name: unique in the catalogue; the file's name.
        theme: the folder that it stands in.
        sparql: the file's text, header and all.
        question: what is asked, by language.
        row: what one row of the answer means, by language.
        remedy: for a check, what to do about a row, by language.
    """

    name: str
    theme: str
    path: Path
    sparql: str
    question: Mapping[str, str]
    row: Mapping[str, str]
    remedy: Mapping[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    least: int | None = None
    most: int | None = None
    may_be_empty: bool = False

    @property
    def is_check(self) -> bool:
        """Whether an answer with rows is a fault of the data."""
        return self.theme == "checks"


def catalogue(layout: Layout) -> dict[str, Question]:
    """Return the saved questions by name, in the order of their themes.

    Raises:
        DataError: a header is wrong, or two files bear one name.
    """
    found: dict[str, Question] = {}
    for path in sorted(layout.queries.rglob("*.rq")):
        question = _read(path, layout.settings.languages, layout.settings.plan)
        if question.name in found:
            raise DataError(
                "Two questions are called {name}.",
                name=question.name,
                file=path,
                remedy="Give one of the files another name.",
            )
        found[question.name] = question
    return found


def own_words(path: Path) -> str:
    """Return the text of a query's file; DataError where it cannot be read or is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or mark("it is not UTF-8 text")
        raise DataError("This file cannot be read: {problem}.", problem=Message(reason), file=path) from error


def find(layout: Layout, name: str) -> Question:
    """Return the question of that name; UnknownName with near matches where there is none."""
    known = catalogue(layout)
    if name not in known:
        raise UnknownName(
            name,
            [one for one in known if name in one] or known,
            mark("No saved question is called {name}."),
            remedy=mark("`rabatkg query` without a name lists them all."),
        )
    return known[name]


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
    bindings = bind(question, names, lang, given or {}, lambda name, kinds: resolve(store, names, name, kinds=kinds))
    return store.select(bound(question, bindings))


def bound(question: Question, bindings: Mapping[str, Term]) -> str:
    """Return the question's SPARQL with the values in it, so that every engine, near or far, answers alike.

    A value is joined by VALUES at the head of every WHERE group: it reaches the filters of the group, of its OPTIONAL
    parts and of EXISTS, but not those of a UNION branch. One that rows may lack filters the whole at its end, since
    an OPTIONAL part that fails would keep its row.
    """
    absent = {one.variable for one in question.parameters if one.may_be_absent}
    values = "".join(
        f" VALUES ?{name} {{ {_written(term)} }}" for name, term in sorted(bindings.items()) if name not in absent
    )
    filters = "".join(
        f"  FILTER(?{name} = {_written(term)})\n" for name, term in sorted(bindings.items()) if name in absent
    )
    end = _end(question.sparql)
    sparql = question.sparql[:end] + filters + question.sparql[end:]
    return WHERE.sub(lambda match: match[0] + values, sparql)


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


LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]+)?")


def _read(path: Path, languages: tuple[str, ...], plan: str) -> Question:
    text = own_words(path)
    lines = [line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+")]
    try:
        header: Any = yaml.safe_load("\n".join(lines))
    except yaml.YAMLError as error:
        raise DataError("The header of this question is not YAML.", file=path, line=1) from error
    if not isinstance(header, dict):
        raise DataError("This question has no header.", file=path, line=1, remedy="Begin it with `#+ question: …`.")
    told: dict[str, dict[str, str]] = {"question": {}, "row": {}, "remedy": {}}
    for key, value in header.items():
        name, _, lang = str(key).partition("@")
        if name not in HEADER or (lang and not LANGUAGE.fullmatch(lang)):
            raise UnknownName(str(key), sorted(HEADER), mark("{name} is no word of a question's header."), file=path)
        if name in told:
            told[name][lang or SOURCE] = str(value)
    for name in ("question", "row", *(("remedy",) if path.parent.name == "checks" else ())):
        if SOURCE not in told[name]:
            raise DataError("This question has no {name} in {lang}.", name=name, lang=SOURCE, file=path, line=1)
        told[name] = {lang: told[name].get(lang, told[name][SOURCE]) for lang in languages}
    shaped = [header.get(name) or {} for name in ("expect", "parameters")]
    if not all(isinstance(one, dict) for one in shaped):
        raise DataError("`expect` and `parameters` take keys with their values.", file=path, line=1)
    expect = {str(key): value for key, value in shaped[0].items()}
    if set(expect) - EXPECT:
        raise DataError("`expect` takes min, max and empty.", file=path, line=1)
    return Question(
        path.stem,
        path.parent.name,
        path,
        text,
        told["question"],
        told["row"],
        told["remedy"],
        tuple(header.get("tags") or ()),
        tuple(_parameter(str(name), row or {}, path, plan) for name, row in shaped[1].items()),
        expect.get("min"),
        expect.get("max"),
        bool(expect.get("empty", False)),
    )


def _parameter(name: str, row: Mapping[str, Any], path: Path, plan: str) -> Parameter:
    kind = str(row.get("type", "text"))
    of = row.get("kind", ())
    if kind not in ("thing", "date", "text", "integer", "choice") or set(row) - PARAMETER:
        raise DataError("The parameter {name} has the wrong form.", name=name, file=path, line=1)
    default = row.get("default")
    return Parameter(
        name,
        kind,
        (of,) if isinstance(of, str) else tuple(of),
        tuple(str(choice) for choice in row.get("choices", ())),
        None if default is None else str(default).replace(PLAN, plan),
        bool(row.get("may-be-absent", False)),
    )
