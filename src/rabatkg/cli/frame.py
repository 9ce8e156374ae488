"""The frame that every command stands in: the options all share, help in the user's language, errors without fuss."""

import atexit
import gc
import inspect
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from io import TextIOWrapper
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

from rabatkg.cli.click_words import HELP_OPTION, click_speaks, placed
from rabatkg.errors import DataError, RabatkgError
from rabatkg.layout import Layout
from rabatkg.reading import reason
from rabatkg.speech import SOURCE, count, default_language, mark, say, spoken, translated

FAULT_OF_OURS = 70
"""The exit code for an error that nobody raised on purpose (EX_SOFTWARE)."""


INTERRUPTED = 130
"""The exit code after Ctrl-C, as a shell has it: 128 and the number of the signal."""

UNREAD = 141
"""The exit code when whoever read our output stopped, as `head` does; likewise."""


@dataclass
class Desk:
    """What a command is handed: the language to speak, where things stand, and the server to ask, if any."""

    lang: str = SOURCE
    data: Path | None = None
    endpoint: str | None = None

    @cached_property
    def layout(self) -> Layout:
        """Where things stand; UsageError or DataError if the data folder is none."""
        return Layout.find(self.data)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the data folder, or those of the program while there is no data folder to ask."""
        try:
            return self.layout.settings.languages
        except RabatkgError:
            return spoken()

    def say(self, template: str, /, **values: object) -> str:
        """Return the template in the user's language, filled."""
        return say(template, self.lang, **values)

    def count(self, one: str, many: str, /, *, n: int, **values: object) -> str:
        """Return the template that fits the number `n` in the user's language, filled."""
        return count(one, many, self.lang, n=n, **values)

    def note(self, template: str, /, **values: object) -> None:
        """Say something beside the results: progress, counts, hints. It goes to stderr."""
        click.echo(self.say(template, **values), err=True)


def _take_lang(context: click.Context, option: click.Parameter, value: str | None) -> None:
    desk = context.ensure_object(Desk)
    if value is not None and value not in desk.languages:
        raise click.BadParameter(
            desk.say("{lang} is none of {languages}.", lang=value, languages=", ".join(desk.languages)),
            context,
            option,
        )
    desk.lang = value or desk.lang


def _take_data(context: click.Context, option: click.Parameter, value: Path | None) -> None:
    context.ensure_object(Desk).data = value or context.ensure_object(Desk).data


def _shared_options() -> list[click.Parameter]:
    """Return the options that may stand before and after the name of any command."""
    early: dict[str, Any] = {"is_eager": True, "expose_value": False}
    return [
        click.Option(
            ["--data"],
            metavar="DIR",
            type=click.Path(path_type=Path),
            callback=_take_data,
            help=mark("The data folder of the dialogue. Default: RABATKG_DATA, else the one that came along."),
            **early,
        ),
        click.Option(
            ["--lang"],
            metavar="CODE",
            callback=_take_lang,
            help=mark("The language of messages, labels and help. Default: that of the locale."),
            **early,
        ),
    ]


class Command(click.Command):
    """A command whose help is told in the user's language, and which takes the shared options."""

    def __init__(self, *args: Any, **attributes: Any) -> None:
        """Take what click takes."""
        super().__init__(*args, **attributes)
        taken = {option for parameter in self.params for option in parameter.opts}
        self.params += [option for option in _shared_options() if not taken & set(option.opts)]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return `--help`, explained in the language of now: click keeps the option that it made first."""
        option = super().get_help_option(ctx)
        if option:
            option.help = translated(HELP_OPTION, _lang(ctx))
        return option

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the user's language."""
        with _told(self, *self.params, lang=_lang(ctx)), _placed(self.params, ctx):
            super().format_help(ctx, formatter)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the words after the name of the command in a line of usage, in the user's language."""
        return [placed(piece, _lang(ctx)) for piece in super().collect_usage_pieces(ctx)]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words typed; a wrong one is told of by the name that help has for it."""
        try:
            return super().parse_args(ctx, args)
        except click.BadParameter as error:
            if error.param is not None and error.param_hint is None:
                error.param_hint = placed(error.param.get_error_hint(ctx), _lang(ctx))
            raise

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return one line of help in the user's language."""
        with _told(self, lang=_lang(click.get_current_context(silent=True))):
            return super().get_short_help_str(limit)


class Group(Command, click.Group):
    """A command with commands of its own, `@command.command()`."""

    command_class = Command


class Family(Group):
    """A command of commands: each module of a package, bar those that all share, is a command of its name."""

    def __init__(self, package: str, shared: frozenset[str], **attributes: Any) -> None:
        """Take the package of the commands, and its modules that are none."""
        super().__init__(**attributes)
        self._package = import_module(package)
        self._shared = shared

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        found = {name.partition(".")[0] for folder in self._package.__path__ for name in os.listdir(folder)}
        return sorted(name.replace("_", "-") for name in found - self._shared if not name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, importing its module now and not before."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command = import_module(f"{self._package.__name__}.{cmd_name.replace('-', '_')}").command
        assert isinstance(command, click.Command)
        command.name = cmd_name
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first word names; a misspelt one is told with those that look like it."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            raise click.exceptions.NoSuchCommand(
                error.command_name, possibilities=self.list_commands(ctx), ctx=ctx
            ) from None


class Program(Family):
    """The whole program, which shows help and errors in the user's language."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the words typed, and show help where that is asked for."""
        with _broken_off():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with _broken_off():
            done = super().invoke(ctx)
            sys.stdout.flush()
            return done

    def main(  # type: ignore[override]  # click has two forms, for the one argument that we pass on
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> Any:
        """Run the program and exit with a code; `rabatkg.cli` lists them."""
        atexit.register(gc.freeze)  # a process that ends gives all back; to look for what is unreachable takes as long
        typed = sys.argv[1:] if args is None else list(args)
        sys.stdout, sys.stderr = (one or open(os.devnull, "w") for one in (sys.stdout, sys.stderr))  # noqa: SIM115
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="surrogateescape")  # a file may be called by bytes that are no text
        desk = _desk(typed, os.environ)
        with click_speaks(desk.lang), _broken_off():
            try:
                return super().main(typed, prog_name or self.name, obj=desk, **extra)
            except (RabatkgError, OSError, MemoryError) as fault:
                error = fault if isinstance(fault, RabatkgError) else _unwilling(fault)
                told = error.told_in(desk.lang)
                click.echo(
                    told if getattr(error, "file", None) else desk.say("Error: {message}", message=told), err=True
                )
                sys.exit(error.exit_code)
            except Exception as fault:
                if os.environ.get("RABATKG_DEBUG"):
                    import traceback

                    traceback.print_exc()
                desk.note(
                    "This is our fault, not yours: {kind}: {fault}. Please tell us what you typed; "
                    "with RABATKG_DEBUG=1 before it, it shows where it happened.",
                    kind=type(fault).__name__,
                    fault=fault,
                )
                sys.exit(FAULT_OF_OURS)


def command(**attributes: Any) -> Callable[[Callable[..., Any]], Command]:
    """Make the function that follows a command: `@frame.command()`."""
    return click.command(cls=Command, **attributes)


def group(**attributes: Any) -> Callable[[Callable[..., Any]], Group]:
    """Make the function that follows a command that has commands of its own: `@frame.group()`."""
    return click.group(cls=Group, **attributes)


pass_desk = click.make_pass_decorator(Desk, ensure=True)
"""Hand the command its Desk as first argument: `@frame.pass_desk`."""


def _desk(typed: Sequence[str], environ: Mapping[str, str]) -> Desk:
    """Return a desk in the language typed or of the locale, known before anything can go wrong in parsing."""
    data = _typed("--data", typed)
    desk = Desk(data=Path(data) if data else None)
    lang = _typed("--lang", typed)
    desk.lang = lang if lang in desk.languages else default_language(environ, desk.languages)
    return desk


def _typed(option: str, typed: Sequence[str]) -> str | None:
    """Return the last value of the option among the words typed, in whichever of its two forms it stands."""
    words = [*(typed[: typed.index("--")] if "--" in typed else typed), ""]
    values = [
        word.removeprefix(f"{option}=") if word != option else after
        for word, after in pairwise(words)
        if word == option or word.startswith(f"{option}=")
    ]
    return values[-1] if values else None


def _lang(context: click.Context | None) -> str:
    desk = context.find_object(Desk) if context else None
    return desk.lang if desk else SOURCE


def _unwilling(fault: OSError | MemoryError) -> RabatkgError:
    """Return the error that tells what the system refused, where no command foresaw it: most often a disk is full."""
    if isinstance(fault, MemoryError):
        return DataError("The memory that this program may have is used up.", remedy=mark("Give it more."))
    sys.stdout = open(os.devnull, "w")  # noqa: SIM115  # what was not written may not be tried again at the end
    return DataError("This cannot be read or written: {problem}.", problem=reason(fault), file=fault.filename)


@contextmanager
def _broken_off() -> Iterator[None]:
    """End quietly when the user, or the reader of the output, breaks off."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo(err=True)  # the terminal has just written ^C
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115  # Python flushes them once more at its end
        sys.exit(UNREAD)


@contextmanager
def _placed(parameters: Sequence[click.Parameter], context: click.Context) -> Iterator[None]:
    """Let the parameters show what they take in the user's language for a while."""
    own = [(parameter, parameter.metavar) for parameter in parameters]
    for parameter, _ in own:
        parameter.metavar = placed(parameter.make_metavar(context), _lang(context))
    try:
        yield
    finally:
        for parameter, metavar in own:
            parameter.metavar = metavar


@contextmanager
def _told(*parts: click.Command | click.Parameter, lang: str) -> Iterator[None]:
    """Let the parts have their help in the language for a while."""
    english = [
        (part, name, text)
        for part in parts
        for name in ("help", "short_help", "epilog")
        if (text := getattr(part, name, None))
    ]
    for part, name, text in english:
        setattr(part, name, translated(inspect.cleandoc(text), lang))
    try:
        yield
    finally:
        for part, name, text in english:
            setattr(part, name, text)
