"""Entries of the registers that a record refers to and that are not there yet: proposed, never made up.

An entry holds what the evidence of the record prints, and nothing else: the name of a person as the quotation has it,
with that quotation as its proof; the name of an organisation or a place in the language of the document, while the
other languages wait for somebody who knows.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rdflib import URIRef

from rabatkg.filing.editing import tree
from rabatkg.filing.likeness import namesakes
from rabatkg.graph import Corpus, kind_of
from rabatkg.names import slug
from rabatkg.reading import Mark
from rabatkg.records import Evidence, Expander, Expansion, Statement
from rabatkg.records.blocks import listing, mapping, put, text
from rabatkg.records.commented import Block, Entry, Text
from rabatkg.records.evidencing import evidence
from rabatkg.speech import Texts

CLASSES = {"person": "Person", "organisation": "Organisation", "place": "Place"}
"""What is entered in registers, by what its identifiers begin with. States are those of a published list."""
WORDS = re.compile(r"[^\s,;:()«»“”\"]+")


@dataclass(frozen=True)
class Proposal:
    """An entry that a record calls for.

    Attributes:
        id: its identifier, as the record refers to it.
        record: the entry, as far as the record proves it.
        near: held things that may be meant, with their names.
        complete: whether it can be filed as it is.
        place: where the record refers to it.
        carried: whether the file offers it itself, beside the records that need it.
    """

    id: str
    record: Block | None
    near: tuple[tuple[str, Texts], ...]
    complete: bool
    place: Mark
    carried: bool = False


def proposals(corpus: Corpus, offers: Sequence[Expansion]) -> list[Proposal]:
    """Return the entries that records refer to and that neither they nor the corpus hold, each once."""
    own = {node for one in offers for node in one.marks}
    found: dict[str, Proposal] = {}
    for statement in (each for one in offers for each in one.statements):
        target = statement.object
        if not isinstance(target, URIRef) or target in own or corpus.knows(str(target)):
            continue
        name = corpus.names.short(str(target))
        if kind_of(name) in CLASSES and name.count("/") == 1:
            proposal = _proposal(corpus, name, statement)
            if name not in found or proposal.complete > found[name].complete:
                found[name] = proposal
    return list(found.values())


def carried(corpus: Corpus, offers: Sequence[Expansion]) -> list[Proposal]:
    """Return the entries that a file offers beside the records that need them; none where it offers nothing else."""
    new = [one for one in offers if kind_of(one.id) in CLASSES and not corpus.knows(str(one.iri))]
    if len(new) == len(offers):
        return []
    return [
        Proposal(one.id, None, tuple(namesakes(corpus, *_split(one.id))), True, _place(one), carried=True)
        for one in new
    ]


def entry(proposal: Proposal, expander: Expander) -> Expansion:
    """Return what a proposed entry says; each of its statements stands where the record refers to it."""
    assert proposal.record is not None
    found = expander.record(tree(proposal.record, proposal.place), proposal.place.file)
    return replace(found, file=proposal.place.file)


def _proposal(corpus: Corpus, name: str, statement: Statement) -> Proposal:
    kind, key = _split(name)
    printed = next(((words, proof) for proof in statement.evidence for words in _printed(proof, key)), None)
    words, proof = printed or ("", None)
    languages = corpus.layout.settings.languages
    titles = dict.fromkeys(languages, "")
    if kind == "person":
        titles = dict.fromkeys(languages, words)
    elif proof is not None and (language := _language(corpus, proof)) in titles:
        titles[language] = words
    block = mapping()
    put(block, "id", name)
    put(block, "type", CLASSES[kind])
    put(
        block,
        "title",
        Block([Entry(0, language, Text(title, bool(title))) for language, title in titles.items()], True),
    )
    if kind == "person" and proof is not None:
        put(block, "printedAs", listing([text(words)]))
        put(block, "evidence", listing([evidence(replace(proof, basis="stated", because=()), corpus.names)]))
    near = tuple(namesakes(corpus, kind, key, words))
    return Proposal(name, block, near, all(titles.values()), statement.mark)


def _printed(proof: Evidence, key: str) -> Iterator[str]:
    """Yield the words of a quotation that make a key."""
    if proof.quote is None or proof.passage is None:
        return
    found = list(WORDS.finditer(proof.quote))
    for first in range(len(found)):
        for last in range(first, min(first + key.count("-") + 1, len(found))):
            words = proof.quote[found[first].start() : found[last].end()].strip(".’'")
            if slug(words) == key:
                yield words


def _language(corpus: Corpus, proof: Evidence) -> str:
    """Return the language of the document that a quotation is from."""
    document = "document/" + corpus.names.short(str(proof.passage)).split("/")[1]
    said = (each for one in corpus.written if one.id == document for each in one.statements)
    return next((each.text for each in said if each.key == "language"), "")


def _place(record: Expansion) -> Mark:
    return record.marks.get(record.iri) or Mark(record.file, 1, 1)


def _split(name: str) -> tuple[str, str]:
    kind, _, key = name.partition("/")
    return kind, key
