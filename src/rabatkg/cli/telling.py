"""Facts and their evidence on a terminal: indented, folded to its width, quotations in quotation marks."""

from collections.abc import Iterable
from textwrap import wrap

import click

from rabatkg.evidence import Support
from rabatkg.speech import mark, say

WIDEST = 100
VERIFICATIONS = {"reported": mark("only reported: the page itself is not held here")}
"""How far the source was compared with what is claimed, in words."""


CORRECTED = {
    "retracted": mark("retracted on {day}: {grounds}"),
    "replaced": mark("replaced on {day}: {grounds}"),
    "disputed": mark("disputed on {day}: {grounds}"),
    "standing": mark("disputed on {day}, and still asserted: {grounds}"),
}
"""What a correction did, in words."""


def width() -> int:
    """Return the width to write in: that of the terminal, at most WIDEST."""
    from shutil import get_terminal_size  # loads what unpacks archives

    return min(get_terminal_size((WIDEST, 24)).columns, WIDEST)


def fold(text: str, indent: int = 0, hanging: int = 0) -> str:
    """Return the text in lines that fit the width; `hanging` indents all but the first further."""
    margin = " " * indent
    lines = wrap(
        text,
        max(width(), 40),
        initial_indent=margin,
        subsequent_indent=margin + " " * hanging,
        break_on_hyphens=False,
        break_long_words=False,
    )
    return "\n".join(lines)


def quoted(text: str, lang: str) -> str:
    """Return a quotation in the quotation marks of the reader's language."""
    return say("“{text}”", lang, text=text)


def told(support: Support, lang: str, indent: int = 0) -> Iterable[str]:
    """Yield the lines that tell of one piece of evidence: words, place, basis and reason."""
    if support.quote is not None:
        yield fold(quoted(support.quote, lang), indent, 1)
    for source in support.sources:
        place = source.told_in(lang)
        yield fold(f"{place}  [{source.passage or source.document}]", indent, 2)
    basis = support.basis_label.lower()
    if support.reason:
        basis = say("{basis}: {reason}", lang, basis=basis, reason=support.reason)
    if support.verification:
        verification = say(VERIFICATIONS.get(support.verification, support.verification), lang)
        basis = say("{basis} ({verification})", lang, basis=basis, verification=verification)
    yield fold(basis, indent, 2)


def corrected(lang: str, rank: str, day: str, grounds: str, stands: bool = False) -> str:
    """Return on which day a statement was corrected, and why, in words.

    Args:
        rank: retracted, replaced or disputed.
        stands: whether the statement is still asserted, as one that is only disputed is.
    """
    return say(CORRECTED["standing" if stands else rank], lang, day=day, grounds=grounds)


def title(text: str) -> str:
    """Return a heading, bold where the terminal can."""
    return click.style(text, bold=True)


def faint(text: str) -> str:
    """Return text that stands back, where the terminal can."""
    return click.style(text, dim=True)
