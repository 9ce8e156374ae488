"""The catalogues of the program's messages, kept with Babel. `make catalogue` runs this module.

These stand in the catalogue `locale/rabatkg.pot` because they are found in the source, as literal strings:

* the template given to `mark`, `say`, `translated`, `note`, `Message`, and the two given to `count` or `mark_count`;
* the template given to an error of the family (`RabatkgError` and whatever is derived from it), and `remedy=`;
* in the templates of pages, what is given to `say` and `count`;
* in `cli/` the docstring of a command or group, and what is given as `help=`, `short_help=` or `epilog=`.

A translation is written in `locale/LANG/LC_MESSAGES/rabatkg.po`. Translations of messages that are no longer said go.
"""

import ast
import inspect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

from rabatkg.speech import DOMAIN, LOCALE

SOURCES = LOCALE.parent
TEMPLATE = LOCALE / f"{DOMAIN}.pot"
MARKERS = {"mark", "say", "translated", "note", "Message"}
COUNTERS = {"count", "mark_count"}
ERRORS = {"RabatkgError", "UsageError", "DataError", "UnknownName"}
HELP = {"help", "short_help", "epilog"}


@dataclass(frozen=True)
class Found:
    """A message as it stands in the source: one template, or two of which a number picks one."""

    template: str | tuple[str, str]
    file: str
    line: int


def found(sources: Path = SOURCES) -> list[Found]:
    """Return every message that the Python files and the templates under the folder say, in a settled order."""
    trees = {path.relative_to(sources).as_posix(): ast.parse(path.read_bytes()) for path in sources.rglob("*.py")}
    markers = MARKERS | _family(trees.values())
    in_code = [
        Found(template, file, line)
        for file, tree in sorted(trees.items())
        for node in ast.walk(tree)
        for template, line in _said(node, markers, file.startswith("cli/"))
        if _has_words(template)
    ]
    return in_code + list(in_templates(sources))


def in_templates(sources: Path = SOURCES) -> Iterator[Found]:
    """Yield every message that the templates of pages say, in the order of files and lines."""
    from jinja2 import Environment
    from jinja2.ext import extract_from_ast

    reader = Environment()
    for path in sorted(sources.rglob("templates/*.html")):
        tree = reader.parse(path.read_text(encoding="utf-8"))
        for line, function, told in extract_from_ast(tree, ("say", "count"), babel_style=False):
            texts = [text for text in told or () if text is not None]
            template = (texts[0], texts[1]) if function == "count" else texts[0]
            if _has_words(template):
                yield Found(template, path.relative_to(sources).as_posix(), line)


def unreadable(sources: Path = SOURCES) -> list[str]:
    """Return `file:line` of every message that is put together in the code, so that no catalogue can hold it."""
    trees = {path.relative_to(sources).as_posix(): ast.parse(path.read_bytes()) for path in sources.rglob("*.py")}
    markers = MARKERS | _family(trees.values())
    return [
        f"{file}:{argument.lineno}"
        for file, tree in sorted(trees.items())
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for argument in _templates(node, markers)
        if isinstance(argument, ast.JoinedStr | ast.BinOp)
    ]


def extracted(sources: Path = SOURCES) -> Catalog:
    """Return the messages as a catalogue without translations. The same sources always give the same one."""
    catalogue = Catalog(
        project="rabatkg",
        copyright_holder="The rabatkg contributors",
        creation_date=datetime(2026, 11, 22, tzinfo=UTC),
        header_comment="# The messages of rabatkg. Made by `make catalogue`; do not edit.",
    )
    for message in found(sources):
        catalogue.add(message.template, locations=[(message.file, 0)], flags=["python-brace-format"])
    return catalogue


def read(path: Path, lang: str | None = None) -> Catalog:
    """Return the catalogue in the file."""
    with path.open("rb") as text:
        return read_po(text, locale=lang, domain=DOMAIN)


def update() -> None:
    """Write the messages found into `rabatkg.pot`, and take new ones into every language's file."""
    template = extracted()
    _write(template, TEMPLATE)
    for path in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po"):
        catalogue = read(path, path.parent.parent.name)
        catalogue.update(template, no_fuzzy_matching=True, keep_user_comments=True)
        catalogue.obsolete.clear()
        _write(catalogue, path)


def untold(catalogue: Catalog) -> list[str]:
    """Return the messages that the catalogue has no translation for."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalogue
        if message.id and (message.fuzzy or not message.string or not all(message.string))
    ]


def _write(catalogue: Catalog, path: Path) -> None:
    with path.open("wb") as text:
        write_po(text, catalogue, width=110, include_lineno=False, sort_by_file=False)


def _family(trees: Iterable[ast.Module]) -> set[str]:
    """Return the names of the classes that are derived from an error of ours, through however many steps."""
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    family = set(ERRORS)
    while grown := {c.name for c in classes if c.name not in family and family & set(map(_name, c.bases))}:
        family |= grown
    return family


def _said(node: ast.AST, markers: set[str], cli: bool) -> Iterator[tuple[str | tuple[str, str], int]]:
    if isinstance(node, ast.Call):
        name, texts = _name(node.func), list(map(_text, node.args[:2]))
        if name in COUNTERS and len(texts) == 2 and texts[0] is not None and texts[1] is not None:
            yield (texts[0], texts[1]), node.lineno
        for argument in _templates(node, markers):
            if (text := _text(argument)) is not None:
                yield text, argument.lineno
        for keyword in node.keywords if cli else ():
            if keyword.arg in HELP and (text := _text(keyword.value)) is not None:
                yield inspect.cleandoc(text), keyword.value.lineno
    elif cli and isinstance(node, ast.FunctionDef) and any(map(_makes_command, node.decorator_list)):
        yield from ((text, node.lineno) for text in [ast.get_docstring(node)] if text)


def _templates(call: ast.Call, markers: set[str]) -> Iterator[ast.expr]:
    """Return the arguments of the call that are templates; UnknownName takes its own after name and known names."""
    name = _name(call.func)
    place = 2 if name == "UnknownName" else 0
    if name in markers and len(call.args) > place:
        yield call.args[place]
    yield from (keyword.value for keyword in call.keywords if keyword.arg == "remedy")


def _makes_command(decorator: ast.expr) -> bool:
    return _name(decorator.func if isinstance(decorator, ast.Call) else decorator) in {"command", "group"}


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _has_words(template: str | tuple[str, str]) -> bool:
    """Tell whether there is anything to translate, be it a mark: `{question}` alone comes in the reader's language."""
    texts = [template] if isinstance(template, str) else template
    return any(literal.strip() for text in texts for literal, *_ in Formatter().parse(text))


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


if __name__ == "__main__":
    update()
    for file in sorted(LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        print(f"{file}: {len(untold(read(file)))} to translate")
