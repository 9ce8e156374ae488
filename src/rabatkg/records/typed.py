"""What a workbook or a table calls the keys and the things of a record that was typed there."""

from dataclasses import dataclass, field

from rabatkg.reading import Mark


@dataclass(frozen=True)
class Choice:
    """A thing that was chosen from a list, which shows beside its key what it is called: `state/mar — Morocco`."""

    thing: str
    called: str
    mark: Mark


@dataclass
class Typed:
    """The words of a workbook or a table, by which its faults are told.

    Attributes:
        called: for each key, the heading of its row or column; for each sheet, under `sheet:` and its name, its title.
        choices: the things that were chosen from a list.
    """

    called: dict[str, str] = field(default_factory=dict)
    choices: list[Choice] = field(default_factory=list)
