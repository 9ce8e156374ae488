"""Read a record back from a workbook, into the tree that it would have in YAML; each value knows its cell."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from rabatkg.intake.columns import Columns
from rabatkg.intake.gathered import Gathered
from rabatkg.intake.hygiene import bytes_of
from rabatkg.intake.workbook.gathering import Gathering
from rabatkg.intake.workbook.grids import Grid
from rabatkg.intake.workbook.spreadsheet import grids
from rabatkg.intake.workbook.vetting import vetted
from rabatkg.records import Expander

LARGEST = 5_000_000
"""Bytes of a workbook."""


def sheets_tree(path: Path, expander: Expander) -> Gathered:
    """Return the record that a workbook holds: its tree, as YAML would give it, and what is wrong with its cells.

    Each value is marked with its cell. Where a key has no value, `keys` has the cell where one would stand. To be
    called in a process that may die, for the parts of the workbook go through native code; see `offered`.

    Args:
        path: the workbook, made from a form of ours.
        expander: of the dialogue that the record is to join; its keys and languages name the columns.

    Raises:
        DataError: it cannot be read at all, or carries what a form has no use for.
        Exception: of any kind, where it is damaged.
    """
    return gathered(typed(path), expander, path)


def typed(path: Path) -> list[Grid]:
    """Return what is typed in the sheets of a workbook, cell by cell; DataError where it is refused."""
    raw = bytes_of(path, LARGEST)
    vetted(raw, path)
    with ZipFile(BytesIO(raw)) as archive:
        return grids(archive, path)


def gathered(sheets: list[Grid], expander: Expander, path: Path | None) -> Gathered:
    """Return the record that the cells of a workbook say; DataError where they are not the cells of a form."""
    return Gathering(Columns(expander.grammar, expander.languages, expander.called), path).gather(sheets)
