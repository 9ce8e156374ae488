"""Who led meetings with whom: a drawing, and a table that tells the same."""

from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from rabatkg.network import Pair
from rabatkg.publication.pictures.paging import numbered, paged
from rabatkg.publication.pictures.telling import questions
from rabatkg.publication.pictures.ties import net
from rabatkg.publication.remembering import once
from rabatkg.publication.site import File, Site
from rabatkg.speech import mark, say

PATH = "network.html"
DRAWN = "network.svg"
PAIRS_PER_PAGE = 40


def files(site: Site) -> Iterator[File]:
    """Yield the pages of the network, and a picture to take away where matplotlib is installed."""
    for lang in site.languages:
        for number in range(1, len(paged(_listed(site, lang), PAIRS_PER_PAGE)) + 1):
            yield File(f"{lang}/{numbered(PATH, number)}", partial(_page, site, lang, number))
        if _drawn(site, lang):
            yield File(f"{lang}/{DRAWN}", partial(_drawing, site, lang))


@once
def _listed(site: Site, lang: str) -> list[tuple[None, Pair]]:
    return [(None, pair) for pair in site.kg[lang].network()]


def _drawn(site: Site, lang: str) -> bool:
    return bool(_listed(site, lang)) and find_spec("matplotlib") is not None


def _drawing(site: Site, lang: str) -> bytes:
    with TemporaryDirectory() as folder:
        return site.kg[lang].plot_network(Path(folder, DRAWN)).read_bytes()


def _page(site: Site, lang: str, number: int) -> bytes:
    pairs = [pair for _, pair in _listed(site, lang)]
    pages = paged(_listed(site, lang), PAIRS_PER_PAGE)
    sides = sorted({side for pair in pairs for side in pair.sides if side})
    return site.pages.make(
        "network.html",
        lang,
        numbered(PATH, number),
        say(mark("Who co-chaired with whom"), lang),
        net=net(pairs) if pairs and number == 1 else None,
        pairs=[pair for _, found in pages[number - 1] for pair in found],
        addresses=[numbered(PATH, one) for one in range(1, len(pages) + 1)],
        number=number,
        total=len(pairs),
        heads=[sides[0], sides[-1]] if len(sides) > 1 else [],
        asked=questions(site, lang, "co-chair-pairs", "co-chairs-over-time"),
        drawn=DRAWN if _drawn(site, lang) else None,
    )
