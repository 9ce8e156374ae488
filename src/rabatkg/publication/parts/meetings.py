"""Meetings and chairmanships over time: a drawing, the chairmanships, and all meetings by year."""

from collections.abc import Iterator
from functools import partial

from rabatkg.publication.pictures.chairmanships import chairs
from rabatkg.publication.pictures.paging import numbered, paged
from rabatkg.publication.pictures.telling import questions, told_dates
from rabatkg.publication.pictures.timeline import Met, drawing, meetings
from rabatkg.publication.remembering import once
from rabatkg.publication.site import File, Site
from rabatkg.speech import mark, say

PATH = "meetings.html"
MEETINGS_PER_PAGE = 100
MOST_CHAIRS = 60
"""How many chairmanships are told of at most, the last of them."""


def files(site: Site) -> Iterator[File]:
    """Yield the pages of the timeline."""
    for lang in site.languages:
        for number in range(1, len(_pages(site)) + 1):
            yield File(f"{lang}/{numbered(PATH, number)}", partial(_page, site, lang, number))


@once
def _pages(site: Site) -> list[list[tuple[str | None, list[Met]]]]:
    return paged(((one.year, one) for one in meetings(site)), MEETINGS_PER_PAGE)


def _page(site: Site, lang: str, number: int) -> bytes:
    addresses = [numbered(PATH, one) for one in range(1, len(_pages(site)) + 1)]
    told = meetings(site)
    places: dict[str | None, str] = {}
    for address, groups in zip(addresses, _pages(site), strict=True):
        for year, _ in groups:
            places.setdefault(year, f"{address}#{year or 'undated'}")
    return site.pages.make(
        "meetings.html",
        lang,
        addresses[number - 1],
        say(mark("Meetings and chairmanships"), lang),
        groups=_pages(site)[number - 1],
        addresses=addresses,
        number=number,
        years=places,
        drawing=drawing(site),
        chairs=chairs(site)[-MOST_CHAIRS:],
        earlier=max(0, len(chairs(site)) - MOST_CHAIRS),
        total=len(told),
        held=sum(one.held for one in told),
        asked=questions(site, lang, "meetings-at-a-glance", "never-held-as-planned", "chairmanships"),
        told_dates=told_dates,
    )
