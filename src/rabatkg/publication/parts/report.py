"""How to report an error: where to write, what to write, and the commands for those who keep the data."""

from collections.abc import Iterator
from functools import partial

from rabatkg.publication.addresses import PAGE
from rabatkg.publication.site import File, Site
from rabatkg.speech import mark, say


def files(site: Site) -> Iterator[File]:
    """Yield the page in each language."""
    for lang in site.languages:
        yield File(f"{lang}/report.html", partial(_report, site, lang))


def _report(site: Site, lang: str) -> bytes:
    title = say(mark("Report an error"), lang)
    carried = PAGE in (site.reports or "")
    return site.pages.make("report.html", lang, "report.html", title, carried=carried)
