"""A reading profile for a plain-text document that nobody has looked at yet: a start, to be corrected by hand."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from rabatkg.texts.normal import normalise
from rabatkg.texts.profile import BULLET, LINK, Opening, Pattern, Profile, Wrap

HEADINGS = (
    Opening(re.compile(r"#{1,6}\s+\S")),
    Opening(re.compile(r"(Article|Section|Chapter|Chapitre|Annexe?)\s+(\d+)\b.{0,80}$"), section=r"\1-\2"),
    Opening(re.compile(r"(\d+(?:\.\d+)*)[.)]\s+\S.{0,80}[^.;:,]$"), section=r"\1"),
    Opening(re.compile(r"(?=.*[A-ZÀ-Þ]{3})[^a-zß-ÿ]{4,80}$")),
)
PAGE_NUMBER = r"\W*\d{1,4}\W*$"
REPEATED = 3
"""A line that stands so many times, but for its digits, is a running head or foot."""
SHORT, WIDE, UNBROKEN = 120, 200, 150
"""The longest line that can be furniture; the widest line of a page; above this median, lines are paragraphs."""


def suggest(raw: str) -> Profile:
    """Return a profile for a raw text: its wrap and measure, its running lines, and common forms of heading.

    Page numbers are taken for furniture and give no page: on which side of its page a number stands is not known.
    """
    lines = raw.removesuffix("\n").split("\n")
    printed = [text for line in lines if (text := normalise(line))]
    numbers = sum(1 for text in printed if re.match(PAGE_NUMBER, text))
    return Profile(
        wrap=_wrap(lines, printed),
        measure=_measure(printed),
        openings=HEADINGS,
        furniture=(*_furniture(printed), *([re.compile(PAGE_NUMBER)] if numbers > 1 else [])),
    )


def _wrap(lines: Sequence[str], printed: Sequence[str]) -> Wrap:
    empty = sum(1 for line, after in pairwise(lines) if line.strip() and not after)
    breaks = any(line and not line.strip() for line in lines)
    if breaks and printed and empty > 0.8 * len(printed):
        return "interleaved"
    if printed and empty < 0.05 * len(printed) and median(map(len, printed)) > UNBROKEN:
        return "none"
    return "wrapped"


def _measure(printed: Sequence[str]) -> int | None:
    """Return the length of a full line where most lines are broken near it."""
    if not printed:
        return None
    full = sorted(map(len, printed))[int(0.95 * (len(printed) - 1))]
    near = sum(1 for text in printed if 0.85 * full <= len(text) <= 1.1 * full)
    return full if full <= WIDE and near > 0.4 * len(printed) else None


def _furniture(printed: Sequence[str]) -> tuple[Pattern, ...]:
    apart = re.compile(f"{BULLET}|{LINK}|{PAGE_NUMBER}")
    times = Counter(re.sub(r"\d+", "0", text) for text in printed if len(text) <= SHORT and not apart.match(text))
    repeated = sorted(text for text, count in times.items() if count >= REPEATED)
    return tuple(re.compile(re.escape(text).replace("0", r"\d+").replace("\\ ", " ") + "$") for text in repeated)
