"""Long lists over several pages, in groups that keep their headings from one page to the next."""

from collections.abc import Hashable, Iterable
from itertools import groupby
from typing import TypeVar

G = TypeVar("G", bound=Hashable)
T = TypeVar("T")


def paged(items: Iterable[tuple[G, T]], size: int) -> list[list[tuple[G, list[T]]]]:
    """Return the pages of a list: on each its groups in order, and in each group its items; one page at least.

    Args:
        items: each with its group; those of a group stand together.
        size: how many items stand on a page.
    """
    told = list(items)
    starts = range(0, len(told), size) or range(1)
    return [
        [
            (group, [item for _, item in own])
            for group, own in groupby(told[start : start + size], key=lambda one: one[0])
        ]
        for start in starts
    ]


def numbered(path: str, number: int) -> str:
    """Return the path of a page of several by that of the first: `x.html`, `x_2.html`; no key holds an underscore."""
    return path if number == 1 else f"{path.removesuffix('.html')}_{number}.html"
