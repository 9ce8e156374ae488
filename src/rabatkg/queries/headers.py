"""The headers of saved questions, and the questions as their files tell them.

A file stays a valid query for any tool; its `#+` lines are YAML:

    #+ question: Which actions remain unaddressed?
    #+ question@fr: Quelles actions restent sans suite ?
    #+ row: One row for each action at the level 'nothing found'.
    #+ row@fr: Une ligne par action au niveau « rien trouvé ».
    #+ tags: [coverage, actions]
    #+ parameters: {as-of: {type: date, default: today}}
    #+ expect: {min: 1}
    #+ severity: warning      (of a check, what it finds; an error, where nothing is said)

A parameter `as-of` is the variable `?as_of` of the query. One that is given no value and has no default stays a
variable, and so does not narrow; `may-be-absent: true` marks one that an OPTIONAL part binds. Types: thing (a kind
of thing, with `kind`), date (the last day of a partial one), text, integer, choice (with `choices`). `?lang` is
always bound to the reader's language. A question under `checks/` must find nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rabatkg.errors import DataError, UnknownName
from rabatkg.layout import Layout
from rabatkg.speech import SOURCE, Message, mark

HEADER = frozenset({"question", "row", "remedy", "tags", "parameters", "expect", "severity"})
PARAMETER = frozenset({"type", "kind", "choices", "default", "may-be-absent"})
PLAN = "$plan"
"""As a default, the plan that the dialogue's settings name."""
EXPECT = frozenset({"min", "max", "empty"})
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]+)?")


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
        warns: for a check, whether a row is a warning and no error.
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
    warns: bool = False

    @property
    def is_check(self) -> bool:
        """Whether an answer with rows is a fault of the data."""
        return self.theme == "checks"


def own_words(path: Path) -> str:
    """Return the text of a query's file; DataError where it cannot be read or is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or mark("it is not UTF-8 text")
        raise DataError("This file cannot be read: {problem}.", problem=Message(reason), file=path) from error


def header(text: str) -> str:
    """Return the YAML in the header of a question's text."""
    return "\n".join(line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+"))


def said(header: str, path: Path) -> Any:
    """Return what a header says; DataError where it is not YAML."""
    import yaml

    from rabatkg.reading import LOADER

    try:
        return yaml.load(header, Loader=LOADER)
    except yaml.YAMLError as error:
        raise DataError("The header of this question is not YAML.", file=path, line=1) from error


def read(layout: Layout, path: Path) -> Question:
    """Return the question in a file.

    Raises:
        DataError: it cannot be read, or its header is wrong.
    """
    text = own_words(path)
    written = header(text)
    known = layout.recall(path.name, written)
    return _question(path, text, said(written, path) if known is None else known, layout)


def _question(path: Path, text: str, header: Any, layout: Layout) -> Question:
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
        told[name] = {lang: told[name].get(lang, told[name][SOURCE]) for lang in layout.settings.languages}
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
        tuple(map(str, header.get("tags") or ())),
        tuple(_parameter(str(name), row or {}, path, layout.settings.plan) for name, row in shaped[1].items()),
        expect.get("min"),
        expect.get("max"),
        bool(expect.get("empty", False)),
        header.get("severity") == "warning",
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
