"""Compose the records that corrections write: the correction itself, and what stays under a retired identifier."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rabatkg.graph import Corpus
from rabatkg.records.commented import Block, Entry, Node, Text
from rabatkg.records.correcting import CORRECTION
from rabatkg.records.house import page
from rabatkg.speech import mark

FOLDER = "corrections"
OWN_CHECK = "source-kind/own-check"
GROUNDS = mark("Each page gives them in its own language: say them with --because-{code} too, in one sentence.")
"""What to do where the grounds of a correction are missing in a language of the dialogue."""


@dataclass(frozen=True)
class Source:
    """What a correction rests on; with neither passage nor pages, on the curator's own check.

    Attributes:
        passage, quote: a passage, and the words of it that show it.
        pages: pages of the web, which are only reported.
        basis: stated or interpreted; an interpretation gives the grounds of the correction for its reason.
    """

    passage: str | None = None
    quote: str | None = None
    pages: tuple[str, ...] = ()
    basis: str = "stated"

    def __bool__(self) -> bool:
        """Tell whether there is one besides the curator's own check."""
        return bool(self.passage or self.pages)

    def evidence(self, grounds: Mapping[str, str]) -> Block:
        """Return the source as an entry of `evidence`."""
        entry = block({"passage": self.passage, "quote": self.quote})
        if self.pages:
            entry.entries.append(Entry(0, "pages", listing(self.pages)))
            entry.entries.extend(block({"verification": "reported"}).entries)
        if self.basis != "stated":
            entry.entries.extend(block({"basis": self.basis}).entries)
            entry.entries.append(Entry(0, "because", block(grounds)))
        return entry


def correction(identifier: str, day: str, grounds: Mapping[str, str], source: Source, claims: Iterable[Block]) -> Block:
    """Return the record of a correction.

    Args:
        identifier: its own.
        day: when it is made.
        grounds: why, by language.
        source: what shows that.
        claims: what it sets aside, and what it says in its place.
    """
    record = block({"id": identifier, "type": "Correction", "kind": None if source else OWN_CHECK, "madeOn": day})
    record.entries.append(Entry(0, "grounds", block(grounds)))
    if source:
        shown = source.evidence(grounds)
        shown.entries.append(Entry(0, "shows", listing(["grounds"])))
        record.entries.append(Entry(0, "evidence", listing([shown])))
    record.entries.append(Entry(0, "claims", listing(claims)))
    return record


def tombstone(
    identifier: str,
    kind: str,
    day: str,
    *,
    title: Mapping[str, str] | None = None,
    grounds: Mapping[str, str] | None = None,
    replaced_by: str | None = None,
) -> Block:
    """Return what stays under an identifier that is no longer used.

    Args:
        identifier: the identifier.
        kind: renamed, merged, mistaken or personal-data.
        day: when it was retired.
        title: what the thing was called, by language.
        grounds: why it was retired, by language.
        replaced_by: what took its place.
    """
    record = block({"id": identifier, "type": "Tombstone", "kind": f"retirement-kind/{kind}"})
    if title:
        record.entries.append(Entry(0, "title", block(title)))
    record.entries.extend(block({"madeOn": day}).entries)
    if grounds:
        record.entries.append(Entry(0, "grounds", block(grounds)))
    record.entries.extend(block({"deprecated": "true", "replacedBy": replaced_by}).entries)
    return record


def page_of(corpus: Corpus, records: Iterable[Block]) -> str:
    """Return the text of a file of records, in house order."""
    listed = list(records)
    root = listed[0] if len(listed) == 1 else Block([Entry(0, "records", listing(listed))], True)
    return page(root, corpus.grammar, corpus.layout.settings.languages)


def free(corpus: Corpus, stem: str, taken: Collection[Path] = ()) -> Path:
    """Return a file for corrections that is not there yet, with a number after its name where that is taken.

    Args:
        corpus: whose corrections may bear the name already, in whichever file they stand.
        stem: the name.
        taken: files that are about to be written.
    """
    folder, held = corpus.layout.data / FOLDER, {one.id for one in corpus.written}
    path, number = folder / f"{stem}.yaml", 1
    while path.exists() or path in taken or f"{CORRECTION}{path.stem}" in held:
        number += 1
        path = folder / f"{stem}-{number}.yaml"
    return path


def block(values: Mapping[str, str | None]) -> Block:
    """Return a mapping of words; a key without a word is left out."""
    return Block([Entry(0, key, word(value)) for key, value in values.items() if value is not None], True)


def listing(values: Iterable[str | Block]) -> Block:
    """Return a list of words or of mappings."""
    return Block([Entry(0, None, word(one) if isinstance(one, str) else one) for one in values], False)


def word(text: str) -> Node:
    """Return a text as it is written: in quotation marks only where it needs them."""
    return Text(text, quoted=False)
