"""Read a file that somebody offers, whatever its form."""

from collections.abc import Callable
from pathlib import Path

from rdflib import URIRef

from rabatkg.confined import confined
from rabatkg.errors import DataError, UsageError
from rabatkg.intake.gathered import Gathered
from rabatkg.intake.hygiene import Cleaner, faults_of, safe, tellable, text_of
from rabatkg.reading import Mark, Value, read_all
from rabatkg.records import Expander, Expansion, Problem
from rabatkg.speech import mark

LARGEST = 1_000_000
"""Bytes of an offered file of YAML; those of the data folder itself may have more."""
MOST_STATEMENTS = 5_000
MOST_TOLD = 500
"""Faults of one file; who has mended those is told of the rest."""
SECONDS = 3.0
MEMORY = 800_000_000
RDF = frozenset({".jsonld", ".json", ".ttl", ".trig"})
OTHER_RDF = frozenset({".rdf", ".owl", ".xml", ".trix", ".n3", ".nt", ".nq"})
OTHER_SHEETS = frozenset({".xls", ".xlsm", ".xlsb", ".xltx", ".ods", ".tsv", ".numbers"})
FIRST = ("id", "adds", "type", "records")
"""Keys by one of which a record in YAML is known."""
RENAME = mark("Rename it to end in .yaml.")
DOCUMENTS = frozenset({".pdf", ".docx", ".doc", ".odt", ".html", ".htm", ".txt", ".md"})
Read = tuple[list[Expansion], list[Problem]]


def offered(path: Path, expander: Expander) -> list[Expansion]:
    """Return the records that a file offers, each with the place of every statement and the faults met on the way.

    The file is read in a child process of its own, with little time and memory. Where it can be read in part only, or
    holds no record, one expansion without a name comes back that has the faults.

    Args:
        path: a file of YAML, XLSX, CSV, JSON-LD, Turtle or TriG, told by its ending.
        expander: of the dialogue that the records are to join.

    Raises:
        DataError: the file cannot be read at all, or is refused; with its place.
        UsageError: no form of records ends so.
    """
    reader = _reader(path)
    return confined(_offered, reader, path, expander, seconds=SECONDS, memory=MEMORY, file=path)


def _offered(reader: Callable[[Path, Expander], Read], path: Path, expander: Expander) -> list[Expansion]:
    found, problems = reader(path, expander)
    if sum(len(one.statements) for one in found) > MOST_STATEMENTS:
        raise DataError("This file says more than {most} things.", most=MOST_STATEMENTS, file=path, remedy="Split it.")
    if not found and not problems:
        told, remedy = mark("This file holds no record."), mark("Write one.")
        problems = [Problem("File-no-record", told, remedy, Mark(path, 1, 1))]
    every = [*problems, *(problem for one in found for problem in one.problems)]
    if len(every) > MOST_TOLD:
        more = Problem(
            "File-many-faults",
            mark("There are {more} more faults in this file."),
            mark("Mend these first, and check it again."),
            every[MOST_TOLD].mark,
            {"more": len(every) - MOST_TOLD},
        )
        found, problems = [], [*every[:MOST_TOLD], more]
    if not found:
        found = [Expansion("", URIRef(expander.names.base), path)]
    found[0].problems[:0] = problems
    for one in found:
        one.problems[:] = map(tellable, one.problems)
    return found


def _reader(path: Path) -> Callable[[Path, Expander], Read]:
    """Return what reads files of this ending."""
    ending = path.suffix.lower()
    if ending == ".yaml":
        return _yaml
    if ending == ".xlsx":
        return _workbook
    if ending == ".csv":
        return _table
    if ending in RDF:
        return _rdf
    remedies = {
        **dict.fromkeys(DOCUMENTS, mark("Have a record drafted from it: rabatkg record draft {file}")),
        **dict.fromkeys((".yml", *((ending,) if ending == ".txt" and _is_record(path) else ())), RENAME),
        **dict.fromkeys(OTHER_RDF, mark("Save it as Turtle (.ttl), TriG (.trig) or JSON-LD (.jsonld).")),
        **dict.fromkeys(OTHER_SHEETS, mark("Save it as a workbook without macros (.xlsx) or as a table (.csv).")),
    }
    raise UsageError(
        "Records are not read from files that end in '{ending}'.",
        ending=ending,
        file=path,
        remedy=remedies.get(ending, mark("Write the record in YAML, or in one of .xlsx, .csv, .jsonld, .ttl, .trig.")),
    )


def _is_record(path: Path) -> bool:
    """Return whether a text begins as a record in YAML does: some programs save any text as .txt."""
    lines = text_of(path, LARGEST).split("\n")
    return any(line.startswith(tuple(f"{word}:" for word in FIRST)) for line in lines)


def _yaml(path: Path, expander: Expander) -> Read:
    text = text_of(path, LARGEST)
    problems = list(faults_of(text, path))
    tree, faults = read_all(safe(text), path)
    if tree is None or faults:
        return [], [*problems, *(_problem(fault, path) for fault in faults)]
    return _expanded(tree, problems, expander, path, text)


def _workbook(path: Path, expander: Expander) -> Read:
    from rabatkg.intake.workbook import sheets_tree  # openpyxl is needed for workbooks alone

    return _typed(sheets_tree(path, expander), expander, path)


def _table(path: Path, expander: Expander) -> Read:
    from rabatkg.intake.tables import table_tree

    return _typed(table_tree(path, expander), expander, path)


def _rdf(path: Path, expander: Expander) -> Read:
    from rabatkg.intake.rdf import records  # loads parsers that other forms do without

    return records(path, expander)


def _typed(gathered: Gathered, expander: Expander, path: Path) -> Read:
    found, problems = _expanded(gathered.tree, list(gathered.problems), expander, path)
    for one in found:
        one.typed = gathered.typed
    return found, problems


def _expanded(tree: Value, problems: list[Problem], expander: Expander, path: Path, text: str = "") -> Read:
    cleaner = Cleaner(text)
    found = expander.file(cleaner.tree(tree), path)
    faulty = {one.mark for one in problems if not one.warning and one.mark.sheet}
    for one in found:  # what follows from a fault of a cell is not told again
        one.problems[:] = [problem for problem in one.problems if problem.mark not in faulty]
    return found, [*problems, *cleaner.problems]


def _problem(error: DataError, path: Path) -> Problem:
    """Return a fault of the YAML of a file as one of the file."""
    remedy = error.remedy.template if error.remedy else ""
    place = Mark(path, error.line or 1, error.column or 1)
    return Problem("File-yaml", error.message.template, remedy, place, dict(error.message.values))
