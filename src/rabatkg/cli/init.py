"""rabatkg init"""

import re
from pathlib import Path

import click

from rabatkg.cli import frame
from rabatkg.cli.paths import nearby
from rabatkg.errors import UsageError
from rabatkg.names import slug

LANGUAGE = re.compile(r"[a-z]{2,3}")


@frame.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--key", metavar="KEY", help="What the dialogue is called in addresses. Default: the name of DIR.")
@click.option("--base", metavar="ADDRESS", help="What the addresses of its things begin with, ending in a slash.")
@click.option(
    "--title",
    "titles",
    multiple=True,
    metavar="CODE=TEXT",
    help="What the dialogue is called in a language; once for each of its languages. Default: the key, in all of ours.",
)
@frame.pass_desk
def command(desk: frame.Desk, folder: Path, key: str | None, base: str | None, titles: tuple[str, ...]) -> None:
    """Begin another dialogue: a data folder that passes build and validate, and an example beside it.

    The titles say which languages the dialogue has, the first of them being the fallback.
    """
    from rabatkg.founding import Dialogue, found

    name = key if key is not None else slug(folder.absolute().name)
    called = dict(map(_title, titles)) or {lang: name for lang in desk.languages}
    dialogue = Dialogue(name, base or f"https://example.org/{name}/", called)
    for path in found(folder, dialogue, desk.lang):
        click.echo(nearby(path))
    if base is None:
        desk.note(
            "The addresses begin with {base} for now: write your own into data/dialogue.yaml.", base=dialogue.base
        )
    desk.note("Next: rabatkg --data {folder} build", folder=folder)


def _title(typed: str) -> tuple[str, str]:
    language, equals, text = typed.partition("=")
    if not equals or not LANGUAGE.fullmatch(language):
        raise UsageError("{typed} is not a title with its language.", typed=typed, remedy="Write --title en=Dialogue.")
    return language, text
