"""HTML: what a reader of the page sees of its matter, block by block, by BeautifulSoup and Python's own parser."""

import re
from collections.abc import Iterator
from typing import Any

from rabatkg.errors import DataError
from rabatkg.texts.extraction.cleaning import STARTS_ITEM, cleaned
from rabatkg.texts.extraction.plain import plain_text
from rabatkg.texts.extraction.report import BETWEEN_CELLS, BULLET, Extract, Line

UNSEEN = (
    "script", "style", "noscript", "template", "nav", "aside", "form", "button", "select", "svg", "iframe", "object",
)  # fmt: skip
_BLOCKS = (
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 "
    "h5 h6 header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul"
)
BLOCKS = frozenset(_BLOCKS.split())
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ENCODINGS = {
    "iso-8859-1": "cp1252", "iso-8859-15": "iso-8859-15", "latin1": "cp1252", "windows-1252": "cp1252",
    "us-ascii": "cp1252",
}  # fmt: skip
"""What a page may say of its encoding, and what browsers make of that; all else is found out."""
LOWEST, SHORT = 9, 100
DEEPEST = 200
HEAD = 4096


def web(raw: bytes) -> Extract:
    """Return what a web page holds, without its menus, its margins and what is hidden.

    Raises:
        DataError: it is no text, or its elements stand in each other deeper than a page needs.
    """
    from bs4 import BeautifulSoup

    text, encoding = _decoded(raw)
    soup = BeautifulSoup(text, "html.parser")
    title = cleaned(soup.title.get_text()) if soup.title else ""
    for element in soup.find_all(UNSEEN):
        element.decompose()
    for element in soup.find_all(_is_hidden):
        if not element.decomposed:
            element.decompose()
    root = soup.find("main") or soup.find("article") or soup.body or soup
    if root.name not in ("main", "article"):
        for element in soup.find_all("footer"):
            element.decompose()
    lines = list(_Blocks().lines(root, 0))
    first = next((line.text for line in lines if line.level == 1), None)
    metadata = {
        str(meta["name"]).lower(): str(meta["content"])
        for meta in soup.find_all("meta", attrs={"name": True, "content": True})
    }
    return Extract(tuple(lines), first or title or None, metadata, encoding)


def _decoded(raw: bytes) -> tuple[str, str]:
    said = _CHARSET.search(raw[:HEAD])
    encoding = _ENCODINGS.get(said[1].decode("ascii").lower()) if said else None
    if encoding:
        try:
            return raw.decode(encoding), encoding
        except UnicodeDecodeError:
            pass
    return plain_text(raw)


def _is_hidden(element: Any) -> bool:
    return (
        element.has_attr("hidden")
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(str(element.get("style") or "")))
    )


class _Blocks:
    """The words of a page, gathered until a block or a line ends."""

    def __init__(self) -> None:
        self.words: list[tuple[str, bool]] = []

    def lines(self, element: Any, depth: int, item: bool = False, level: int = 0) -> Iterator[Line]:
        """Yield the lines of an element and of all in it."""
        if depth > DEEPEST:
            raise DataError(
                "The elements of this page stand in each other deeper than {most} levels.",
                most=DEEPEST,
                remedy="Save the page as a text.",
            )
        for child in element.children:
            name = child.name
            if name is None:
                if type(child).__name__ == "NavigableString":
                    self.words.append((str(child), _in_bold(child, element)))
            elif name == "br":
                yield from self._flush(item, level)
                item = False
            elif name == "tr":
                yield from self._flush(item, level)
                yield from _row(child)
            elif name in BLOCKS:
                yield from self._flush(item, level)
                yield from self.lines(
                    child, depth + 1, name == "li" or (item and name in ("p", "div")), _level(name) or level
                )
                item = item and name not in ("p", "div")
            else:
                yield from self.lines(child, depth + 1, item, level)
        if element.name in BLOCKS:
            yield from self._flush(item, level)

    def _flush(self, item: bool, level: int) -> Iterator[Line]:
        words, self.words = self.words, []
        text = cleaned("".join(word for word, _ in words))
        if not text:
            return
        bold = all(strong for word, strong in words if word.strip())
        item = level == 0 and (item or bool(STARTS_ITEM.match(text)))
        apart = level == 0 and bold and not item and len(text) <= SHORT and not text.endswith((".", ",", ";"))
        if item and not STARTS_ITEM.match(text):
            text = BULLET + text
        yield Line(text, level=LOWEST if apart else level, bold=bold, item=item)


def _level(name: str) -> int:
    return int(name[1]) if len(name) == 2 and name[0] == "h" and name[1].isdigit() else 0


def _in_bold(text: Any, element: Any) -> bool:
    return element.name in ("b", "strong") or element.find_parent(("b", "strong")) is not None


def _row(row: Any) -> Iterator[Line]:
    cells = tuple(cleaned(cell.get_text(" ")) for cell in row.find_all(("td", "th"), recursive=False))
    filled = [cell for cell in cells if cell]
    if len(filled) > 1:
        yield Line(BETWEEN_CELLS.join(cells), cells=cells)
    elif filled:
        yield Line(filled[0])
