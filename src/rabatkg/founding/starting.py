"""Write the folder of a new dialogue.

What it holds at first is what every dialogue must say of itself: where its addresses begin, its languages, its name,
and the plan whose coverage is asked for. The example beside it is a whole dialogue of two domains; it does not exist.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rabatkg import writing
from rabatkg.errors import DataError, UsageError
from rabatkg.layout import BASE, SETTINGS
from rabatkg.names import slug
from rabatkg.reading import reason
from rabatkg.speech import mark, say

EXAMPLE = Path(__file__).parent / "example"


@dataclass(frozen=True)
class Dialogue:
    """What is said of a new dialogue.

    Attributes:
        key: its name in addresses: lower-case letters, digits and single hyphens.
        base: the address that those of all its things begin with, up to and with a last slash.
        titles: what it is called, a language each; the first language is the fallback.
    """

    key: str
    base: str
    titles: Mapping[str, str]

    def __post_init__(self) -> None:
        """Refuse what no dialogue can be called.

        Raises:
            UsageError: the key, the base or a title is none.
        """
        if not self.key or slug(self.key) != self.key or not self.key[0].isalpha():
            raise UsageError(
                "{key} cannot be a key.", key=self.key or "–", remedy="Use small letters, digits and single hyphens."
            )
        if not BASE.fullmatch(self.base):
            raise UsageError(
                "{base} cannot begin the addresses of things.",
                base=self.base,
                remedy="Write a web address that ends in a slash, as in https://example.org/dialogue/",
            )
        for language, title in self.titles.items():
            if not title.strip():
                raise UsageError("The title in {code} is empty.", code=language, remedy="Write what it is called.")


def found(folder: Path, dialogue: Dialogue, lang: str) -> list[Path]:
    """Write the folder of a new dialogue, whole or not at all, and return its files.

    Args:
        folder: does not exist yet, or is empty.
        dialogue: what is said of it.
        lang: the language of the comments in its files.

    Raises:
        DataError: there is something in the folder, or it cannot be written.
    """
    place = Path(os.path.abspath(folder))
    try:
        if place.exists() and (not place.is_dir() or any(place.iterdir())):
            raise DataError(
                "There is something here already.", file=folder, remedy="Name a folder that is new, or empty."
            )
        writing.founded(place.parent)
        with writing.tree(place, instead=False) as draft:
            for name, content in _contents(dialogue, lang):
                (draft / name).parent.mkdir(parents=True, exist_ok=True)
                writing.write(draft / name, content)
    except OSError as error:
        raise DataError(
            "This folder cannot be written to: {problem}.",
            problem=reason(error),
            file=folder,
            remedy="Name another folder.",
        ) from error
    return sorted(path for path in place.rglob("*") if path.is_file())


def _contents(dialogue: Dialogue, lang: str) -> Iterator[tuple[str, bytes]]:
    """Yield the names and contents of all files."""
    yield from ((name, text.encode()) for name, text in _files(dialogue, lang))
    for path in sorted(EXAMPLE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield f"example/{path.relative_to(EXAMPLE).as_posix()}", path.read_bytes()


def _files(dialogue: Dialogue, lang: str) -> Iterator[tuple[str, str]]:
    key, titles = dialogue.key, dialogue.titles

    def comment(template: str) -> str:
        return f"# {say(template, lang)}\n"

    yield (
        f"data/{SETTINGS}",
        comment(mark("What this folder is about, and what is meant when a command names nothing else."))
        + f"base: {dialogue.base}\n"
        + f"languages: [{', '.join(titles)}]\n"
        + f"dialogue: dialogue/{key}\n"
        + f"plan: plan/{key}\n"
        + "corpus: full\n",
    )
    yield (
        "data/corpora.yaml",
        comment(mark("Named corpora, and the files that each of them holds.")) + 'full: ["*"]\n',
    )
    yield (
        "data/dialogue/dialogue.yaml",
        comment(mark("The dialogue itself."))
        + f"id: dialogue/{key}\ntype: Dialogue\n{_titled(titles)}kind: organisation-kind/dialogue\n",
    )
    plan = {language: say(mark("Plan of action: {title}"), language, title=title) for language, title in titles.items()}
    yield (
        "data/frameworks/plan.yaml",
        comment(mark("The plan whose coverage is asked for; its domains, objectives and actions go beside it."))
        + f"id: plan/{key}\ntype: ActionPlan\n{_titled(plan)}kind: instrument-kind/action-plan\n",
    )
    yield ".gitignore", "build/\n.rabatkg.*\n"
    first = next(iter(titles))
    yield (
        "README.md",
        f"# {titles.get(lang, titles[first])}\n\n"
        + say(
            mark(
                "This is the folder of a dialogue. Ask it from here:\n\n"
                "    rabatkg --data . build\n"
                "    rabatkg --data . validate\n\n"
                "1. Register a document: `rabatkg --data . document add FILE --key KEY ...`\n"
                "2. Write its plan into data/frameworks: domains, objectives and actions, each with its quotation.\n"
                "3. Write a meeting: `rabatkg --data . record new thematic-meeting --output meeting.yaml`,\n"
                "   check it with `record check`, file it with `record add`.\n"
                "4. Ask what came of the plan: `rabatkg --data . coverage`\n\n"
                "The folder example holds a whole dialogue of two domains, which does not exist: ask it with\n"
                "`--data example`, and copy what you need. Nothing reads it otherwise."
            ),
            lang,
        )
        + "\n",
    )


def _titled(titles: Mapping[str, str]) -> str:
    lines = [f"  {language}: {json.dumps(title, ensure_ascii=False)}\n" for language, title in titles.items()]
    return "".join(["title:\n", *lines])
