"""Pages: which lines stand on a page whose number the source prints.

A text is cut into pages where it shows a sign of a new one: a run of furniture (it opens the page where its number
stands before what it counts, and closes the page where it stands after), the end of a run of links (where links
close a page), or a line that begins a page without furniture. A page has a number only if its own is printed:
to count on between two printed numbers would be to guess where a page left no sign. Where the form of the file itself
has pages, as a PDF has, they are counted.

On which side the numbers stand is part of the profile, and is to be worked out from the text. In an extraction that
gathers the links of a page at its end, a number *behind* these links belongs to the page that follows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rabatkg.texts.profile import Pattern, Profile


@dataclass(frozen=True)
class Line:
    """A line of a raw text: in normal form, as it stands, and its range."""

    text: str
    raw: str
    start: int
    end: int


def pages(lines: Sequence[Line], profile: Profile) -> dict[int, int]:
    """Return the page of each line whose page is certain, by the place where the line starts."""
    if profile.pages_counted and profile.page_top:
        return _counted(lines, profile.page_top)
    found: dict[int, int] = {}
    for page in _cut([line for line in lines if line.text], profile):
        numbers = [mark for line in page if (mark := profile.page_mark and profile.page_mark.match(line.text))]
        if len(numbers) == 1:
            found.update((line.start, int(numbers[0][1])) for line in page)
    return found


def _counted(lines: Sequence[Line], top: Pattern) -> dict[int, int]:
    found, page = {}, 0
    for line in lines:
        match = top.match(line.raw)
        page += max(1, len(match[0])) if match else 0
        found[line.start] = page
    return {start: page for start, page in found.items() if page}


def _cut(lines: Sequence[Line], profile: Profile) -> list[list[Line]]:
    cut: list[list[Line]] = []
    for line, before in zip(lines, [None, *lines], strict=False):
        if before is None or _begins_page(line, before, profile):
            cut.append([])
        cut[-1].append(line)
    return cut


def _begins_page(line: Line, before: Line, profile: Profile) -> bool:
    if profile.page_top and profile.page_top.match(line.raw):
        return True
    furniture = is_furniture(line, profile)
    if furniture != is_furniture(before, profile):
        return furniture is (profile.page_mark_stands == "before")
    return profile.links_end_page and is_link(before.text, profile) and not is_link(line.text, profile)


def is_furniture(line: Line, profile: Profile) -> bool:
    """Tell whether a line is a running head or foot, or a page number."""
    mark, running = profile.page_mark, profile.running
    if (mark and mark.match(line.text)) or (running and running.match(line.raw)):
        return True
    return any(pattern.match(line.text) for pattern in profile.furniture)


def is_link(text: str, profile: Profile) -> bool:
    """Tell whether a line holds a link and nothing else."""
    return any(pattern.match(text) for pattern in profile.links)
