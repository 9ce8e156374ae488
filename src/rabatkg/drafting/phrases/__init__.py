"""The phrases in which reports of meetings are written, one file a language.

A rule of drafting names what it looks for, and the language says how that is put. A further language is a further
file here; names of things come from the registers, those of months and countries from the CLDR.
"""

from functools import cache
from pathlib import Path

from rabatkg.drafting.phrases.form import Phrases, load
from rabatkg.errors import DataError

FILES = {path.stem: path for path in sorted(Path(__file__).parent.glob("*.toml"))}
LANGUAGES = tuple(FILES)


@cache
def phrases_of(language: str) -> Phrases:
    """Return the phrases of a language; DataError where no rules read it."""
    if language not in FILES:
        raise DataError(
            "No rules read reports in the language {language}.",
            language=language,
            known=", ".join(LANGUAGES),
            remedy="Say which language it is in: {known}.",
        )
    return load(FILES[language])


__all__ = ["LANGUAGES", "Phrases", "phrases_of"]
