"""The sentences that click says by itself, so that they stand in our catalogues, and the way to have it say them.

click asks the standard gettext for them; gettext wants a compiled catalogue on disk.
"""

import gettext
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rabatkg.speech import DOMAIN, LOCALE, SOURCE, compiled, kept, mark, mark_count, spoken, translated

HELP_OPTION = mark("Show this message and exit.")

SENTENCES = (
    mark("Usage:"),
    mark("Options"),
    mark("Positional arguments"),
    mark("Commands"),
    mark("default: {default}"),
    mark("required"),
    mark("Error: {message}"),
    mark("Try '{command} {option}' for help."),
    mark("Missing command."),
    mark("Missing argument"),
    mark("Missing option"),
    mark("Missing parameter"),
    mark("Invalid value: {message}"),
    mark("Invalid value for {param_hint}: {message}"),
    mark("No such option {name!r}."),
    mark("No such command {name!r}."),
    mark("Option {name!r} does not take a value."),
    mark("Argument {name!r} takes {nargs} values."),
    mark("Choose from:\n\t{choices}"),
    mark("{value!r} is not a valid {number_type}."),
    mark("{value} is not in the range {range}."),
    mark("{name} {filename!r} does not exist."),
    mark("{name} {filename!r} is a file."),
    mark("{name} {filename!r} is a directory."),
    mark("{name} {filename!r} is not readable."),
    mark("{name} {filename!r} is not writable."),
    mark("Could not open file {filename!r}: {message}"),
    mark("file"),
    mark("File"),
    mark("directory"),
    mark("Directory"),
    mark("path"),
    mark("Path"),
    mark("Aborted!"),
)

COUNTED = (
    mark_count("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    mark_count("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    mark_count("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    mark_count("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
)

PLACES = (
    mark("OPTIONS"),
    mark("COMMAND"),
    mark("ARGS"),
    mark("CODE"),
    mark("DATE"),
    mark("DIR"),
    mark("FILE"),
    mark("FLOAT RANGE"),
    mark("INTEGER RANGE"),
    mark("KEY"),
    mark("KIND"),
    mark("ADDRESS"),
    mark("NAME"),
    mark("NEW"),
    mark("OLD"),
    mark("PROPERTY"),
    mark("REPORT"),
    mark("TEXT"),
    mark("THING"),
    mark("VALUE"),
    mark("WORDS"),
)
"""The words in capitals that stand in help for what the user is to write."""

CAPITALS = re.compile("[A-Z]{2,}(?: RANGE)?")


def placed(text: str, lang: str) -> str:
    """Return a piece of usage, as `[FILE]...`, with its words in capitals in the language."""
    return CAPITALS.sub(lambda word: translated(word[0], lang), text)


@contextmanager
def _catalogues(lang: str) -> Iterator[Path]:
    """Give a folder in which the catalogue of the language stands compiled, as gettext looks for it."""
    told = compiled(lang)
    if kept(lang):
        yield LOCALE
        return
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        catalogue = Path(folder, lang, "LC_MESSAGES", f"{DOMAIN}.mo")
        catalogue.parent.mkdir(parents=True)
        catalogue.write_bytes(told)
        yield Path(folder)


@contextmanager
def click_speaks(lang: str) -> Iterator[None]:
    """Let click speak the language for a while, if there is a catalogue for it."""
    if lang == SOURCE or lang not in spoken():
        yield
        return
    before = gettext.textdomain(), gettext.bindtextdomain(DOMAIN), os.environ.get("LANGUAGE")
    with _catalogues(lang) as folder:
        gettext.bindtextdomain(DOMAIN, str(folder))
        gettext.textdomain(DOMAIN)
        os.environ["LANGUAGE"] = lang
        try:
            yield
        finally:
            gettext.textdomain(before[0])
            gettext.bindtextdomain(DOMAIN, before[1])
            os.environ.pop("LANGUAGE")
            if before[2] is not None:
                os.environ["LANGUAGE"] = before[2]
