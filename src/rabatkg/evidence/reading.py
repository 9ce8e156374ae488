"""The whole sentences around a quotation, for who has the documents."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rabatkg.layout import Layout
from rabatkg.names import Names
from rabatkg.store import HEAD, Store

if TYPE_CHECKING:
    from rabatkg import texts

END = re.compile(r"(?<=[.!?…;])(?:\s?[»”\")])*\s+(?=[«“\"(•]?\s?[^\W\d_])")
ABBREVIATED = re.compile(r"(?:\b(?:MM?|Mmes?|S\.E|cf|art|no|p)|\b[A-Z])\.$")


def from_files(layout: Layout, folder: Path) -> Callable[[str, str], str | None]:
    """Return a reader of the documents that are in the folder under the names of the register."""
    from rabatkg import texts

    @cache
    def document(key: str) -> "tuple[texts.PassageRegister, texts.NormalText] | None":
        register_file = next(layout.data.rglob(f"{key}.passages.yaml"), None)
        if register_file is None:
            return None
        register = texts.PassageRegister.load(register_file)
        file = folder / register.file
        if not file.is_file():
            return None
        profile = next(layout.data.rglob(f"{key}.profile.yaml"), None)
        return register, texts.read(file, texts.load_profile(profile) if profile else texts.Profile()).normal

    def read(passage: str, quote: str) -> str | None:
        _, key, within = passage.split("/", 2)
        held = document(key)
        found = held[0].passage(within) if held else None
        return sentences(held[0].text_of(found, held[1]), quote) if held and found else None

    return read


def from_store(store: Store, names: Names) -> Callable[[str, str], str | None]:
    """Return a reader of the texts that the graph was built with; it finds nothing in a graph built without."""

    def read(passage: str, quote: str) -> str | None:
        rows = store.select(f"{HEAD} SELECT ?text WHERE {{ <{names.thing(passage)}> rkg:text ?text }}").rows
        return sentences(rows[0]["text"].value, quote) if rows else None

    return read


def sentences(text: str, quote: str) -> str | None:
    """Return the sentences of a text, in normal form, that the quotation touches, or None if it is not there."""
    from rabatkg.texts import normalise  # with what reads documents, which graphs without their texts do without

    words = normalise(quote)
    at = text.find(words)
    if at < 0:
        return None
    ends = [match.end() for match in END.finditer(text) if not ABBREVIATED.search(text[: match.start()])]
    start = max((end for end in ends if end <= at), default=0)
    end = min((end for end in ends if end >= at + len(words)), default=len(text))
    return text[start:end].strip()
