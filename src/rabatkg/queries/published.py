"""The catalogue as a page for people, and as RDF for machines (`sh:SPARQLExecutable`, as SIB publishes its queries)."""

from collections.abc import Iterable, Sequence
from json import dumps

from rabatkg.names import HOME, PREFIXES, SCHEMA, SH, Names
from rabatkg.queries.headers import Question
from rabatkg.speech import mark, say

THEMES: dict[str, str] = {
    "actors": mark("actors"),
    "checks": mark("checks"),
    "coverage": mark("coverage"),
    "documents": mark("documents"),
    "evidence": mark("evidence"),
    "meetings": mark("meetings"),
    "outcomes": mark("outcomes"),
    "provisions": mark("provisions"),
    "vocabulary": mark("vocabulary"),
}
"""The folders of the catalogue, as the reader calls them."""
HEADINGS = (mark("Saved questions"), mark("One row"), mark("Parameters"), mark("Tags"))


def write(questions: Sequence[Question], form: str, lang: str, names: Names) -> str:
    """Return the catalogue as `markdown`, in one language, or as `turtle`, in all."""
    return _page(questions, lang) if form == "markdown" else _turtle(questions, names)


def _page(questions: Sequence[Question], lang: str) -> str:
    title, row, parameters, tags = (say(heading, lang) for heading in HEADINGS)
    lines = [f"# {title}", ""]
    theme = None
    for question in questions:
        if question.theme != theme:
            theme = question.theme
            lines += [f"## {say(THEMES.get(theme, theme), lang)}", ""]
        lines += [f"### {question.name}", "", question.question[lang], "", f"*{row}*: {question.row[lang]}", ""]
        if question.parameters:
            lines += [f"*{parameters}*: " + ", ".join(_form(question)), ""]
        lines += [f"*{tags}*: {', '.join(question.tags)}", ""]
    return "\n".join(lines)


def _form(question: Question) -> Iterable[str]:
    for parameter in question.parameters:
        form = "|".join(parameter.of or parameter.choices) or parameter.kind
        default = f" = {parameter.default}" if parameter.default else ""
        yield f"`{parameter.name}` ({form}{default})"


def _turtle(questions: Sequence[Question], names: Names) -> str:
    used = {"rdfs": PREFIXES["rdfs"], "schema": SCHEMA, "sh": SH}
    lines = [f"PREFIX {prefix}: <{iri}>" for prefix, iri in used.items()]
    for question in questions:
        told = " ,\n        ".join(f"{_text(text)}@{lang}" for lang, text in sorted(question.question.items()))
        lines += [
            "",
            f"<{names.thing(f'question/{question.name}')}>",
            "    a sh:SPARQLExecutable , sh:SPARQLSelectExecutable ;",
            f"    rdfs:comment\n        {told} ;",
            f"    schema:keywords {' , '.join(_text(tag) for tag in (question.theme, *question.tags))} ;",
            f"    schema:target <{HOME}sparql> ;",
            f"    sh:select {_text(question.sparql)} ;",
            ".",
        ]
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    return dumps(text, ensure_ascii=False)
