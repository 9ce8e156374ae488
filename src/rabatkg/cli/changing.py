"""What commands that change the data share: their grounds in every language, what would change, and the new graph."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import click

from rabatkg.cli import findings_page, frame
from rabatkg.cli.telling import fold, title
from rabatkg.dates import days
from rabatkg.errors import DataError, RabatkgError, UsageError
from rabatkg.reading import reason
from rabatkg.speech import Message, mark

if TYPE_CHECKING:
    from rabatkg.filing.trying import Trial
    from rabatkg.graph import Corpus

BECAUSE = "because_"
TEXTS_LEFT = mark("The graph no longer holds the words of the documents; `rabatkg build --texts DIR` takes them in.")


class Grounded(frame.Command):
    """A command that takes its grounds in each language of the dialogue, `--because-en` and so on."""

    def __init__(self, *args: Any, needed: bool = True, **attributes: Any) -> None:
        """Take what click takes, and whether the grounds must be given."""
        super().__init__(*args, **attributes)
        self._needed = needed

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the parameters, one for the grounds in each language among them."""
        desk = ctx.find_object(frame.Desk) or frame.Desk()
        known = {parameter.name for parameter in self.params}
        self.params += [
            click.Option(
                [f"{BECAUSE}{lang}", f"--because-{lang}"],
                metavar="TEXT",
                help=mark("Why, in this language; needed in each.") if self._needed else mark("Why, in this language."),
            )
            for lang in desk.languages
            if f"{BECAUSE}{lang}" not in known
        ]
        return super().get_params(ctx)


date_option = click.option("--date", "day", metavar="DATE", help="The day on which it is made. Default: today.")
"""Give a command the option `--date`."""
dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Tell all that it would do and change, and write nothing."
)
"""Give a command the option `--dry-run`."""


def grounds(desk: frame.Desk, because: dict[str, str | None]) -> dict[str, str]:
    """Return the grounds by language, from the options; empty where none were given.

    Raises:
        UsageError: a character that nobody sees stands in them.
    """
    found = {lang: because.get(f"{BECAUSE}{lang}") for lang in desk.languages}
    return {lang: typed(text) for lang, text in found.items() if text}


def typed(text: str) -> str:
    """Return a text that was typed, its accents composed with their letters.

    Raises:
        UsageError: a character that nobody sees stands in it.
    """
    from rabatkg.intake.hygiene import safe  # loads an RDF library that other commands do without

    if safe(text) != text:
        raise UsageError(
            "A character that nobody sees stands in what you typed: {text}.",
            text=safe(text),
            remedy=mark("Take it out; what is copied from other programs brings such characters along."),
        )
    return normalize("NFC", text)


def the_day(given: str | None) -> str:
    """Return the day that was given, or today.

    Raises:
        UsageError: what was given is no day.
    """
    if given is None:
        return date.today().isoformat()
    if len(given) != len("2026-11-22") or days(given) is None:
        raise UsageError("{date} is no day.", date=given, remedy=mark("Write it as in 2026-11-22."))
    return given


def say_to(desk: frame.Desk, message: Message) -> None:
    """Say something beside the results, while the work goes on."""
    click.echo(message.told_in(desk.lang), err=True)


def refused(desk: frame.Desk, trial: "Trial", hint: str | None = None) -> None:
    """Show what would be wrong; end with 1 where that forbids the change.

    Args:
        hint: what to do instead, in English.
    """
    findings = findings_page.settled(trial.findings)
    if findings:
        findings_page.show(desk, findings, sorted({one.file for one in findings if one.file}))
    if not trial.sound:
        if hint:
            desk.note(hint)
        desk.note("Nothing was changed.")
        raise SystemExit(1)


def consequences(desk: frame.Desk, before: "Corpus", after: "Corpus", as_of: str | None = None) -> None:
    """Show what a change of the data changes in the graph.

    Args:
        before: the corpus as it is.
        after: the corpus with the change.
        as_of: counts what took place by the end of this day, month or year.
    """
    from rabatkg import filing  # loads an RDF library that other commands do without

    desk.note("Comparing the graph before and after …")
    plan = desk.layout.settings.plan
    try:
        old, new = filing.store_of(before), filing.store_of(after)
        lines = filing.changed(old, new, before.names, plan, desk.lang, as_of)
    except (RabatkgError, OSError) as error:  # the change is made by now, whatever else cannot be done
        desk.note("What it changes cannot be told: {why}", why=_why(error, desk.lang))
        return
    click.echo(title(desk.say("What it changes")))
    for line in lines:
        click.echo(fold(line, 2, 2))


def built(desk: frame.Desk, texts: Path | None = None) -> None:
    """Build the graph anew; where that fails, the change stays.

    Args:
        texts: the folder of the documents, whose words the graph is to hold.
    """
    from rabatkg import filing

    desk.note("Building the graph anew …")
    had_texts = bool(desk.layout.note.get("texts"))
    try:
        filing.rebuild(desk.layout, texts, lambda message: say_to(desk, message))
    except (RabatkgError, OSError) as error:
        desk.note("The change is made, but the graph could not be built anew: {why}", why=_why(error, desk.lang))
        desk.note("Run `rabatkg build` once that is mended; until then, the graph tells what held before the change.")
        return
    if had_texts and texts is None:
        desk.note(TEXTS_LEFT)


def _why(error: RabatkgError | OSError, lang: str) -> str:
    if isinstance(error, RabatkgError):
        return error.told_in(lang)
    told = DataError("This cannot be read or written: {problem}.", problem=reason(error), file=error.filename)
    return told.told_in(lang)
