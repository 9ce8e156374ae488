"""The headings of a report, those included that nothing but their shortness shows: plain text has no other."""

from dataclasses import replace

from rabatkg.drafting.phrases import Phrases
from rabatkg.drafting.source import Part
from rabatkg.drafting.words import words

MOST_WORDS = 12
LONGEST = 100
ENDS = (".", ":", ";", ",", "!", "?", "…", "-", "–")


def outlined(parts: tuple[Part, ...], phrases: Phrases) -> tuple[Part, ...]:
    """Return the passages of a report with every heading marked as one, and with the headings above each."""
    found: list[Part] = []
    above: list[tuple[int, str]] = []
    last = 0
    for place, part in enumerate(parts):
        level = part.level
        if not level and _shows(parts, place, phrases):
            level = last or 1 + max((one[0] for one in above[:1]), default=0)
        if level:
            above = [one for one in above if one[0] < level]
        path = tuple(title for _, title in above)
        found.append(replace(part, level=level, kind="heading" if level else part.kind, path=path))
        if level:
            last = level if above or level > 1 else 0
            above.append((level, part.text))
    return tuple(found)


def _shows(parts: tuple[Part, ...], place: int, phrases: Phrases) -> bool:
    """Tell whether a passage is a heading by its looks: short, a line of its own, no sentence, and text follows it."""
    part = parts[place]
    if part.kind != "content" or part.item or part.cells or len(part.sentences) != 1 or len(part.text) > LONGEST:
        return False
    text = part.text.strip()
    said = words(text)
    if (
        text.endswith(ENDS)
        or not text[:1].isalnum()
        or text[:1].islower()
        or "|" in text
        or not 0 < len(said) <= MOST_WORDS
    ):
        return False
    if (
        phrases.honorific.search(text)
        or phrases.held.search(text)
        or any(len(word.text) == 4 and word.text.isdigit() for word in said)
    ):
        return False
    after = next((one for one in parts[place + 1 :] if one.kind not in ("furniture", "link")), None)
    if after is None:
        return False
    return (
        bool(after.level) or after.item or bool(after.cells) or after.text.endswith(ENDS) or len(after.text) > len(text)
    )
