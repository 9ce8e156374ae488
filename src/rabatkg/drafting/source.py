"""A report as the rules see it: sections, passages and sentences, each with the words to quote it by."""

from dataclasses import dataclass

from rabatkg.drafting.sentences import quotation
from rabatkg.texts import Kind


@dataclass(frozen=True)
class Sentence:
    """A sentence of a passage; `start` and `end` count characters of the passage's text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Part:
    """A passage of the report.

    Attributes:
        iri: its name, as in `passage/report-2031/2-1a2b3c4d`.
        kind: content, heading, footnote, furniture or link.
        section: the section of the reading profile, as in `2-1`.
        path: the headings above it, outermost first; a heading is not above itself.
        page: its page, where the source gives one.
        text: its text in normal form.
        sentences: the sentences of that text, in order. A heading is one sentence, and so is each cell of a row.
        level: of a heading, 1 the highest; 0 where it is none.
        item: whether it is an item of a list. Its text still begins with the bullet, its first sentence does not.
        cells: the cells, where it is a row of a table. In the text they stand with ` | ` between them.
        bold: whether all of it is bold, where the form of the file says so.
    """

    iri: str
    kind: Kind
    section: str
    path: tuple[str, ...]
    page: int | None
    text: str
    sentences: tuple[Sentence, ...]
    level: int = 0
    item: bool = False
    cells: tuple[str, ...] = ()
    bold: bool = False

    def quote(self, start: int = 0, end: int | None = None) -> str:
        """Return the shortest quotation of at most 25 words that shows a span of the text, whole words only.

        Raises:
            ValueError: the span holds no word.
        """
        return quotation(self.text, start, len(self.text) if end is None else end)

    def sentence_at(self, place: int) -> Sentence:
        """Return the sentence that holds a place of the text, or the next one after it."""
        return next((one for one in self.sentences if place < one.end), self.sentences[-1])


@dataclass(frozen=True)
class Section:
    """A heading with the passages under it, those of its subsections included; `title` is empty before any heading."""

    title: str
    path: tuple[str, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Source:
    """A report.

    Attributes:
        document: as in `document/report-2031`.
        file: the name of its file.
        checksum: of that file.
        held: whether the data folder holds this document already.
        language: of its text, as in `fr`; `und` where that cannot be told.
        title: what the report says that it is called: its first heading, else what its file says.
        encoding: of a plain text or a web page.
        parts: all passages in the order of the text.
        sections: in the order of the text, outer before inner.
    """

    document: str
    file: str
    checksum: str
    held: bool
    language: str
    title: str | None
    encoding: str | None
    parts: tuple[Part, ...]
    sections: tuple[Section, ...]
