"""The texts that a corpus speaks of, passage by passage, as far as their documents are at hand."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rdflib import DCTERMS, URIRef

from rabatkg.graph import Corpus
from rabatkg.records import Mark
from rabatkg.texts import NormalText, Passage, PassageRegister, Profile, checksum_of, load_profile, read


@dataclass(frozen=True)
class Held:
    """A document whose text is at hand.

    Attributes:
        language: the code of its language.
        no_names: words that it writes with capitals though they name nothing.
        lines: where each passage stands in the register.
    """

    key: str
    language: str
    register: PassageRegister
    normal: NormalText
    no_names: tuple[str, ...]
    lines: Mapping[str, Mark]

    def words(self, passage: Passage) -> str:
        """Return the text of a passage."""
        return self.register.text_of(passage, self.normal)


def held(corpus: Corpus, folder: Path) -> Iterator[Held]:
    """Yield the documents of a corpus whose texts stand in a folder as they were registered."""
    for key, register in sorted(corpus.registers.items()):
        path = folder / register.file
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == register.checksum:
            beside = next(corpus.layout.data.rglob(f"{key}.profile.yaml"), None)
            profile = load_profile(beside) if beside else Profile()
            text, document = read(path, profile).normal, URIRef(corpus.names.thing(f"document/{key}"))
            language = str(corpus.asserted.value(document, DCTERMS.language) or "")
            if all(checksum_of(text.text[one.start : one.end]) == one.checksum for one in register.passages):
                yield Held(key, language, register, text, profile.no_names, _lines(corpus, key))


def _lines(corpus: Corpus, key: str) -> dict[str, Mark]:
    """Return, for each passage, where it stands in the register."""
    path = next(corpus.layout.data.rglob(f"{key}.passages.yaml"), None)
    lines = path.read_text(encoding="utf-8").splitlines() if path else []
    keys = ((number, line.strip().removeprefix("- key: ")) for number, line in enumerate(lines, 1) if "- key: " in line)
    return {name.strip('"'): Mark(path, number, 1) for number, name in keys}
