"""Evidence nodes as they are told: the basis, the reason, the words quoted and where they stand."""

from collections.abc import Iterable
from dataclasses import dataclass

from rabatkg.evidence.wording import Wording, values
from rabatkg.speech import mark, say, translated
from rabatkg.store import HEAD

SECTIONS = {
    "declaration": mark("declaration"),
    "domain": mark("domain"),
    "footnote": mark("footnotes"),
    "furniture": mark("headers and footers"),
    "link": mark("links"),
    "preamble": mark("preamble"),
}
"""What the sections are called that bear a name for want of a number; some have a number besides."""


@dataclass(frozen=True)
class Source:
    """Where evidence stands.

    Attributes:
        document: key of the document or web page.
        title: its title.
        passage: key of the passage, or None for a web page.
        section: section of the passage.
        page: page, where the document marks one.
        at: first character of the passage in the document's normal form.
        dated: the last day that the document may be of, or None.
    """

    document: str
    title: str
    passage: str | None = None
    section: str | None = None
    page: int | None = None
    at: int = 0
    dated: str | None = None

    def told_in(self, lang: str) -> str:
        """Return title, section and page on one line."""
        parts = [self.title]
        if self.section is not None:
            parts.append(of_section(self.section, lang))
        if self.page is not None:
            parts.append(say("page {page}", lang, page=self.page))
        return ", ".join(parts)


def of_section(section: str, lang: str) -> str:
    """Return what a section is called: `section 4-2` by its number, `domain 1` or `preamble` where it has a name."""
    word, _, number = section.partition("-")
    if word not in SECTIONS:
        return say("section {section}", lang, section=section)
    named = translated(SECTIONS[word], lang)
    return f"{named} {number}" if number else named


@dataclass(frozen=True)
class Support:
    """One evidence node.

    Attributes:
        id: its key.
        basis: stated or interpreted.
        basis_label: the same, in words.
        reason: why the curator reads the source so, where the basis is interpreted.
        quote: the words quoted, or None for web pages.
        sources: the passage, or the web pages that support the claim together.
        verification: how far the source was compared, where the record says so.
    """

    id: str
    basis: str
    basis_label: str
    reason: str | None
    quote: str | None
    sources: tuple[Source, ...]
    verification: str | None = None

    @property
    def unpaged(self) -> bool:
        """Whether it stands in a passage of a document that marks no page there."""
        return any(source.passage and source.page is None for source in self.sources)


def supports(wording: Wording, iris: Iterable[str]) -> dict[str, Support]:
    """Return the evidence nodes of these IRIs."""
    wanted = set(iris)
    if not wanted:
        return {}
    store, names = wording.store, wording.names
    rows = store.select(
        f"""{HEAD} SELECT DISTINCT ?it ?basis ?reason ?quote ?verification ?passage ?document ?section ?page ?at ?dated
        WHERE {{
            VALUES ?it {{ {values(wanted)} }} ?it rkg:basis ?basis .
            OPTIONAL {{ ?it rkg:reason ?reason }}
            OPTIONAL {{ ?it rkg:quote ?quote }}
            OPTIONAL {{ ?it rkg:verification ?verification }}
            OPTIONAL {{
                {{ ?it rkg:passage ?passage . ?passage rkg:inDocument ?document
                   OPTIONAL {{ ?passage rkg:section ?section }}
                   OPTIONAL {{ ?passage rkg:page ?page }}
                   OPTIONAL {{ ?passage rkg:from ?at }} }}
                UNION {{ ?it rkg:webPage ?document }}
                OPTIONAL {{ ?document rkg:latest ?dated }} }} }}"""
    ).rows
    wording.learn(row[part].value for row in rows for part in ("basis", "document") if part in row)
    reasons = wording.choose(rows, "it", "reason")
    sources: dict[str, set[Source]] = {}
    for row in rows:
        if "document" in row:
            text = {key: term.value for key, term in row.items()}
            source = Source(
                document=names.short(text["document"]),
                title=wording.of(text["document"]),
                passage=names.short(text["passage"]) if "passage" in text else None,
                section=text.get("section"),
                page=int(text["page"]) if "page" in text else None,
                at=int(text.get("at", 0)),
                dated=text.get("dated"),
            )
            sources.setdefault(text["it"], set()).add(source)
    return {
        iri: Support(
            id=names.short(iri),
            basis=names.short(row["basis"].value).rpartition("/")[2],
            basis_label=wording.of(row["basis"].value),
            reason=reasons.get(iri),
            quote=row["quote"].value if "quote" in row else None,
            sources=tuple(sorted(sources.get(iri, ()), key=lambda one: (one.document, one.at, one.passage or ""))),
            verification=row["verification"].value if "verification" in row else None,
        )
        for row in rows
        if (iri := row["it"].value)
    }
