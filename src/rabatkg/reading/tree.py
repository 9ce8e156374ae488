"""What is read of a record: a small tree in which every value knows its line and column, or its cell."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Mark:
    """A place in a file; line and column count from 1. In a workbook they are those of a cell of a sheet.

    In a table, `head` is what the column is called there, or else its number.
    """

    file: Path | None
    line: int
    column: int
    sheet: str | None = None
    head: str | None = field(default=None, compare=False)

    @property
    def cell(self) -> str | None:
        """The cell as a spreadsheet names it, `B4`; None outside workbooks."""
        if self.sheet is None:
            return None
        letters, rest = "", self.column
        while rest:
            rest, place = divmod(rest - 1, 26)
            letters = chr(ord("A") + place) + letters
        return f"{letters}{self.line}"


@dataclass(frozen=True)
class Scalar:
    """A piece of text."""

    text: str
    mark: Mark


@dataclass(frozen=True)
class Listing:
    """A list of values."""

    items: tuple["Value", ...]
    mark: Mark


@dataclass(frozen=True)
class Mapping:
    """Keys with their values, in the order of the file."""

    entries: dict[str, "Value"]
    keys: dict[str, Mark]
    mark: Mark

    def get(self, key: str) -> "Value | None":
        """Return the value of the key, or None."""
        return self.entries.get(key)

    def text(self, key: str) -> str | None:
        """Return the value of the key where it is text, or None."""
        value = self.entries.get(key)
        return value.text if isinstance(value, Scalar) else None


Value = Scalar | Listing | Mapping


def items(value: Value | None) -> tuple[Value, ...]:
    """Return a list's items, a single value as a list of one, and nothing as an empty list."""
    if value is None:
        return ()
    return value.items if isinstance(value, Listing) else (value,)
