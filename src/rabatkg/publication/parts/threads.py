"""Recommendations as threads with what came of them: by meeting, by provision, by category, by addressee."""

from collections.abc import Callable, Iterator
from functools import partial

from rabatkg.coverage.covering import natural
from rabatkg.publication.pictures.paging import numbered, paged
from rabatkg.publication.pictures.telling import number_in_plan, questions, tongue
from rabatkg.publication.pictures.threads import Thread, counted, proofs, threads
from rabatkg.publication.remembering import once
from rabatkg.publication.site import File, Site
from rabatkg.speech import mark, say

THREADS_PER_PAGE, LINES_PER_PAGE = 40, 150
VIEWS = {
    "meeting": (mark("Recommendations"), mark("By meeting")),
    "provision": (mark("Recommendations by what they serve"), mark("By provision of a plan")),
    "category": (mark("Recommendations by category"), mark("By category")),
    "addressee": (mark("Recommendations by addressee"), mark("By addressee")),
    "open": (mark("Recommendations of which nothing is known to have come"), mark("Nothing found to follow them")),
}
"""How recommendations are listed: the title of the page, and how other pages name it."""
Listed = list[list[tuple[str | None, list[Thread]]]]


def files(site: Site) -> Iterator[File]:
    """Yield the pages of each view, the recommendations by meeting with their threads first."""
    for view in VIEWS:
        for lang in site.languages:
            for number in range(1, len(pages(site, view)) + 1):
                yield File(f"{lang}/{numbered(path(view), number)}", partial(_page, site, lang, view, number))


def path(view: str) -> str:
    """Return the path of the first page of a view."""
    return "recommendations.html" if view == "meeting" else f"recommendations/{view}.html"


@once
def pages(site: Site, view: str) -> Listed:
    """Return the pages of a view: groups by the IRI of what they have in common, None for what has none."""
    told = threads(site)
    groups: dict[str, Callable[[Thread], tuple[str, ...]]] = {
        "meeting": lambda one: (one.event,) if one.event else (),
        "provision": lambda one: tuple(dict.fromkeys(iri for iri, _ in one.serves)),
        "category": lambda one: one.categories,
        "addressee": lambda one: one.to,
        "open": lambda one: (one.event,) if one.event else (),
    }
    found = [
        (group, one) for one in told if view != "open" or not one.steps for group in (groups[view](one) or (None,))
    ]
    if view not in ("meeting", "open"):
        found.sort(key=lambda one: (one[0] is None, natural(one[0] or "")))
    return paged(found, THREADS_PER_PAGE if view == "meeting" else LINES_PER_PAGE)


def _page(site: Site, lang: str, view: str, number: int) -> bytes:
    found, told = pages(site, view), threads(site)
    return site.pages.make(
        "recommendations.html",
        lang,
        numbered(path(view), number),
        say(VIEWS[view][0], lang),
        view=view,
        views=[(name, path(name), say(label, lang)) for name, (_, label) in VIEWS.items()],
        groups=found[number - 1],
        addresses=[numbered(path(view), one) for one in range(1, len(found) + 1)],
        number=number,
        total=len(told),
        followed=sum(bool(one.steps) for one in told),
        counted=counted(site),
        known_by_number=next(iter(questions(site, lang, "recommendations-known-by-number")), None),
        numbers={iri: number_in_plan(site, lang, iri) for one in told for iri, _ in one.serves},
        proofs=proofs(site, lang),
        asked=questions(site, lang, "recommendations", "threads", "recommendations-without-follow-up"),
        tongue=tongue,
    )
