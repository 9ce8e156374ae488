"""Saved questions asked again and again: their SPARQL, values and all, is kept until its file or the day changes."""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from functools import lru_cache
from pathlib import Path

from rabatkg.layout import Layout
from rabatkg.queries.headers import Question, read
from rabatkg.queries.questions import file_of

MOST = 1024
"""How many questions, each with its values, are kept."""
Stamp = tuple[int, int, int]
"""What tells that a file is not what it was: its size, its inode, and when either of them, or its text, changed."""


class Again:
    """Saved questions for one who asks often; the second time costs some microseconds.

    Args:
        layout: where the questions stand.
        narrowed: from a question, a language and what is given to the SPARQL with the values in it.
    """

    def __init__(self, layout: Layout, narrowed: Callable[[Question, str, Mapping[str, str]], str]) -> None:
        self._layout, self._narrowed = layout, narrowed
        self._files: dict[str, Path] = {}
        self._kept = lru_cache(MOST)(self._made)

    def sparql(self, name: str, lang: str, given: Mapping[str, str]) -> str:
        """Return the SPARQL of a question with the values in it.

        Raises:
            UnknownName: no question is called so, or what is given names nothing; with near names.
            DataError: the header of the question is wrong.
            UsageError: a parameter is unknown, or its value is not of its type.
        """
        return self._kept(name, self._stamp(name), date.today(), lang, tuple(sorted(given.items())))

    def _made(self, name: str, stamp: Stamp, day: date, lang: str, given: tuple[tuple[str, str], ...]) -> str:
        return self._narrowed(read(self._layout, self._files[name]), lang, dict(given))

    def _stamp(self, name: str) -> Stamp:
        if name in self._files:
            with suppress(OSError):  # it has been moved, or is gone
                return _seen(self._files[name])
        self._files[name] = file_of(self._layout, name)
        return _seen(self._files[name])


def _seen(path: Path) -> Stamp:
    entry = os.stat(path)
    return entry.st_size, entry.st_ino, entry.st_ctime_ns
