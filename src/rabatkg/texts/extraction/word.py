"""DOCX: paragraphs and tables in the order of the document, with their styles, by python-docx."""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from rabatkg.texts.extraction.archive import check_archive, check_declared
from rabatkg.texts.extraction.cleaning import STARTS_ITEM, cleaned
from rabatkg.texts.extraction.report import BETWEEN_CELLS, BULLET, Extract, Line

DOCUMENT = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING = re.compile(r"(?:heading|titre|überschrift|título|titolo)\s*([1-9])", re.IGNORECASE)
_TITLE = frozenset({"title", "titre"})
_LIST = re.compile("list|liste|puce|bullet", re.IGNORECASE)
LOWEST = 9
"""The level of what is printed as a heading without a style that says so."""
SHORT = 100


def word(raw: bytes) -> Extract:
    """Return what a DOCX holds; the words of deleted passages are left out, those of inserted ones are not.

    Raises:
        DataError: it is none, is locked, or is made to swell.
    """
    check_archive(raw, DOCUMENT)
    import docx

    document = docx.Document(BytesIO(raw))
    for part in document.part.package.iter_parts():
        if (element := getattr(part, "element", None)) is not None:
            check_declared(element)
    lines = [line for block in document.iter_inner_content() for line in _block(block)]
    lines += _notes(document)
    lines += _running(document)
    properties = document.core_properties
    told = {"author": properties.author, "created": properties.created, "changed": properties.modified}
    metadata = {
        key: value if isinstance(value, str) else value.date().isoformat() for key, value in told.items() if value
    }
    return Extract(tuple(lines), cleaned(properties.title or "") or None, metadata)


def _block(block: Any) -> Iterator[Line]:
    if hasattr(block, "rows"):
        yield from _table(block)
    else:
        yield from _paragraph(block)


def _paragraph(paragraph: Any) -> Iterator[Line]:
    name = (paragraph.style.name or "") if paragraph.style is not None else ""
    level = _level(name)
    listed = paragraph._p.find(f"{_W}pPr/{_W}numPr") is not None or bool(_LIST.search(name))
    bold = _bold(paragraph)
    for part in _texts(paragraph._p):
        text = cleaned(part)
        if not text:
            continue
        item = level == 0 and (listed or bool(STARTS_ITEM.match(text)))
        apart = level == 0 and bold and not item and len(text) <= SHORT and not text.endswith((".", ",", ";"))
        if item and listed and not STARTS_ITEM.match(text):
            text = BULLET + text
        yield Line(text, level=LOWEST if apart else level, bold=bold, item=item)
    for box in paragraph._p.iter(f"{_W}txbxContent"):
        if not _within(box, _FALLBACK):
            for inner in box.iter(f"{_W}p"):
                yield from (Line(text) for part in _texts(inner) if (text := cleaned(part)))


def _level(style: str) -> int:
    heading = _HEADING.match(style)
    return int(heading[1]) + 1 if heading else int(style.lower() in _TITLE)


def _bold(paragraph: Any) -> bool:
    runs = [run for run in paragraph.runs if run.text.strip()]
    style = paragraph.style.font.bold if paragraph.style is not None else None
    return bool(runs) and all(run.bold or (run.bold is None and style) for run in runs)


def _texts(paragraph: Any) -> list[str]:
    """Return the text of a paragraph, cut at its line breaks; text boxes stand apart."""
    pieces: list[str] = []
    for element in paragraph.iter():
        tag = element.tag
        if _within(element, f"{_W}txbxContent", paragraph) or _within(element, _FALLBACK):
            continue
        if tag == f"{_W}t":
            pieces.append(element.text or "")
        elif tag in (f"{_W}tab", f"{_W}ptab") and element.getparent().tag == f"{_W}r":
            pieces.append("\t")
        elif tag in (f"{_W}br", f"{_W}cr"):
            pieces.append("\n")
        elif tag == f"{_W}noBreakHyphen":
            pieces.append("-")
        elif tag == f"{_W}softHyphen":
            pieces.append("\u00ad")
    return "".join(pieces).split("\n")


def _within(element: Any, tag: str, end: Any = None) -> bool:
    above = element.getparent()
    while above is not None and above is not end:
        if above.tag == tag:
            return True
        above = above.getparent()
    return False


def _table(table: Any) -> Iterator[Line]:
    for row in table.rows:
        cells: dict[Any, str] = {}
        for cell in row.cells:
            words = (cleaned(part) for paragraph in cell._tc.iter(f"{_W}p") for part in _texts(paragraph))
            cells.setdefault(cell._tc, " ".join(filter(None, words)))
        texts = tuple(cells.values())
        filled = [text for text in texts if text]
        if len(filled) > 1:
            yield Line(BETWEEN_CELLS.join(texts), cells=texts)
        elif filled:  # a table of one column only sets a text apart
            for cell in dict.fromkeys(cell._tc for cell in row.cells):
                for paragraph in cell.iter(f"{_W}p"):
                    yield from (Line(text) for part in _texts(paragraph) if (text := cleaned(part)))


def _notes(document: Any) -> Iterator[Line]:
    """Yield the footnotes and endnotes, which stand in parts of their own."""
    from docx.oxml import parse_xml

    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(("/footnotes", "/endnotes")):
            continue
        notes = parse_xml(relation.target_part.blob)
        check_declared(notes)
        for paragraph in notes.iter(f"{_W}p"):
            yield from (Line(text) for part in _texts(paragraph) if (text := cleaned(part)))


def _running(document: Any) -> Iterator[Line]:
    """Yield the running heads and feet, each once."""
    seen: set[str] = set()
    for section in document.sections:
        for part in (section.first_page_header, section.header, section.first_page_footer, section.footer):
            for text in _of_part(part):
                if text not in seen:
                    seen.add(text)
                    yield Line(text, running=True)


def _of_part(part: Any) -> Iterable[str]:
    if part.is_linked_to_previous:
        return
    for paragraph in part._element.iter(f"{_W}p"):
        yield from (text for piece in _texts(paragraph) if (text := cleaned(piece)))
