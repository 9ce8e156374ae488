"""What the program says, in the language of its reader. The lowest floor: it imports nothing of ours.

A message is an English template with named places, `"{name} is not a key of {kind}."`, and the template is
the key under which a catalogue `locale/LANG/LC_MESSAGES/rabatkg.po` holds its translation. A catalogue is
read when a message is first told in its language, so that a third language is one more file and no code.
How templates are found in the code is told in `rabatkg.speech.catalogue`.
"""

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

SOURCE = "en"
DOMAIN = "rabatkg"
LOCALE = Path(__file__).parent.parent / "locale"
FROM = 10_000
"""The whole numbers from this one on are parted in groups where a language does so; a year never is."""
COUNTLESS = frozenset({"port", "line", "column", "page", "process", "code"})
"""The places of numbers that count nothing."""


def mark(template: str) -> str:
    """Return the template unchanged; the call tells `make catalogue` that it is one."""
    return template


def mark_count(one: str, many: str) -> tuple[str, str]:
    """Return the two templates unchanged; like `mark`, for `count`."""
    return one, many


def say(template: str, lang: str, /, **values: object) -> str:
    """Return the template in the language, filled with the values.

    A value that is itself a Message, or Texts, is told in the same language. Without a translation the English stands.
    """
    return _filled(translated(template, lang), lang, values)


def translated(template: str, lang: str) -> str:
    """Return the template in the language, its places left as they are."""
    return _translations(lang).gettext(template)


def count(one: str, many: str, lang: str, /, *, n: int, **values: object) -> str:
    """Return the template that fits the number `n`, filled: `count("{n} fault", "{n} faults", lang, n=2)`."""
    return _filled(_translations(lang).ngettext(one, many, n), lang, {**values, "n": n})


@dataclass(frozen=True)
class Message:
    """A template with its values, kept until it is known in which language it will be read."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def told_in(self, lang: str) -> str:
        """Return the message in the language."""
        return say(self.template, lang, **self.values)


@dataclass(frozen=True)
class Texts:
    """A text that the data, not the catalogues, hold in several languages; it is told like a Message."""

    texts: Mapping[str, str]

    def told_in(self, lang: str) -> str:
        """Return the text in the language, or in English where it lacks that, else in any there is."""
        return self.texts.get(lang) or self.texts.get(SOURCE) or next(iter(self.texts.values()), "")


def spoken() -> tuple[str, ...]:
    """Return the languages that the program's own messages exist in, English first."""
    return (SOURCE, *sorted(path.parent.parent.name for path in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po")))


def default_language(environ: Mapping[str, str], languages: Sequence[str] = (SOURCE,)) -> str:
    """Return the language, among those given, that the locale of the environment asks for.

    LC_ALL, LC_MESSAGES and LANG decide in this order; LANGUAGE lists preferences, unless the locale is C.
    A locale that asks for none of the languages gets English if it is there, else the first language.
    """
    locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "C")
    wanted = [] if _code(locale) in ("c", "posix") else [*environ.get("LANGUAGE", "").split(":"), locale]
    fallback = SOURCE if SOURCE in languages else languages[0]
    return next((code for code in map(_code, wanted) if code in languages), fallback)


def compiled(lang: str) -> bytes:
    """Return the catalogue of the language in gettext's binary form; FileNotFoundError if there is none.

    It is kept beside the text, with the time of the text, as Python keeps what it compiles: to make it takes longer
    than most commands.
    """
    source = LOCALE / lang / "LC_MESSAGES" / f"{DOMAIN}.po"
    if kept(lang):
        return source.with_suffix(".mo").read_bytes()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    binary, entry = BytesIO(), source.stat()
    with source.open("rb") as text:
        write_mo(binary, read_po(text, locale=lang, domain=DOMAIN))
    draft = source.with_suffix(f".{os.getpid()}.mo")
    with suppress(OSError):  # the program may stand where nobody may write
        try:
            with draft.open("wb") as stream:
                stream.write(binary.getvalue())
                stream.flush()
                os.fsync(stream.fileno())  # a name outlives a power cut that the content may not
            os.utime(draft, ns=(entry.st_atime_ns, entry.st_mtime_ns))
            draft.replace(source.with_suffix(".mo"))
        finally:
            draft.unlink(missing_ok=True)
    return binary.getvalue()


def kept(lang: str) -> bool:
    """Return whether the binary form of a language's catalogue stands beside it, and is that of the text of now."""
    source = LOCALE / lang / "LC_MESSAGES" / f"{DOMAIN}.po"
    try:
        return source.with_suffix(".mo").stat().st_mtime_ns == source.stat().st_mtime_ns
    except OSError:
        return False


@cache
def _translations(lang: str) -> NullTranslations:
    code = _code(lang)
    if code not in spoken() or code == SOURCE:
        return NullTranslations()
    return GNUTranslations(BytesIO(compiled(code)))


def _filled(template: str, lang: str, values: Mapping[str, object]) -> str:
    return template.format(**{name: _told(name, value, lang) for name, value in values.items()})


def _told(name: str, value: object, lang: str) -> object:
    """Return a value in a language: a message in its words, an amount with the signs that part its digits there."""
    if isinstance(value, Message | Texts):
        return value.told_in(lang)
    if not isinstance(value, int | float) or _code(lang) == SOURCE:
        return value
    if isinstance(value, int) and (value < FROM or name in COUNTLESS):
        return value
    from babel import UnknownLocaleError
    from babel.numbers import format_decimal

    try:
        return str(format_decimal(value, locale=_code(lang)))
    except (UnknownLocaleError, ValueError):
        return value


def _code(locale: str) -> str:
    """Return `fr` for `fr`, `fr_FR.UTF-8` and `fr-CA`."""
    return locale.split(".")[0].split("@")[0].replace("-", "_").split("_")[0].lower()


def tongue(lang: str) -> str:
    """Return what a language is called in itself, as `Français`, or its code where nothing is known of it."""
    from babel import Locale, UnknownLocaleError

    if _code(lang) == "und":  # which is read as a wish for the most usual one
        return lang
    try:
        return (Locale.parse(_code(lang)).get_language_name(_code(lang)) or lang).capitalize()
    except (UnknownLocaleError, ValueError):
        return lang


def tongue_in(code: str, lang: str) -> str:
    """Return what a language is called in another, as `anglais`, or its code where nothing is known of it."""
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(_code(lang)).languages.get(_code(code), code))
    except (UnknownLocaleError, ValueError):
        return code


def dated(text: str, lang: str) -> str:
    """Return a date, a month or a year as people write it: `29 January 2025` for `2025-01-29`; anything else unchanged.

    English dates stand in the order of days, months and years, as in the documents of most dialogues; in French the
    first of a month is its `1er`.
    """
    from datetime import date

    from babel import UnknownLocaleError
    from babel.dates import format_date, format_skeleton

    code = _code(lang)
    locale = {"en": "en_GB"}.get(code, code)
    try:
        match [int(part) for part in text.split("-")]:
            case [year, month, day] if len(text) == len("2025-01-29"):
                told = str(format_date(date(year, month, day), "long", locale))
                return told.replace("1", "1er", 1) if day == 1 and code.startswith("fr") else told
            case [year, month] if len(text) == len("2025-01"):
                return str(format_skeleton("yMMMM", date(year, month, 1), locale=locale))
    except (UnknownLocaleError, ValueError):
        pass
    return text
