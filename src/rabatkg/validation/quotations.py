"""Quotations against their sources: every quotation is looked for in its passage, in the normal form of both."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rdflib import URIRef
from rdflib.term import Node

from rabatkg.findings import Finding, Places
from rabatkg.graph import Corpus
from rabatkg.names import RKG
from rabatkg.records import Evidence, Expansion, Mark
from rabatkg.speech import Message, mark
from rabatkg.texts import NormalText, Passage, PassageRegister, Profile, checksum_of, load_profile, normalise, read
from rabatkg.texts.normal import places
from rabatkg.validation.claims import Share

RULES = ("Document-copy", "Text-missing", "Text-changed", "Passage-changed", "Quote-absent", "Quote-cut")


@dataclass(frozen=True)
class Source:
    """A document whose text is at hand."""

    register: PassageRegister
    normal: NormalText

    def words(self, passage: Passage) -> str:
        """Return the text of a passage, as it now stands at its place."""
        return self.normal.text[passage.start : passage.end]

    def holds(self, passage: Passage) -> bool:
        """Return whether the words of a passage are the ones that were registered."""
        return checksum_of(self.words(passage)) == passage.checksum


@dataclass(frozen=True)
class Compared:
    """What came of comparing: the findings, and how many quotations were found in their passages."""

    findings: tuple[Finding, ...]
    quotes: Share


def check_quotes(corpus: Corpus, folder: Path) -> Compared:
    """Compare every quotation with its passage, and every passage with its checksum.

    Args:
        corpus: the corpus.
        folder: where the documents are; a document that has no file there is a finding.
    """
    findings: list[Finding] = []
    sources = {}
    places, quotes = Places.of(corpus), _quotes(corpus.expansions)
    for key, register in corpus.registers.items():
        found = _source(corpus, key, register, folder)
        if isinstance(found, Finding):
            document = URIRef(corpus.names.thing(f"document/{key}"))
            findings.append(found.at(places.find(document, URIRef(RKG + "file"))))
        else:
            sources[key] = found
            changed = (one for one in register.passages if not found.holds(one))
            findings.extend(_moved(key, one).at(_line(corpus, key, one)) for one in changed)
    absent = [one for one in (_wrong(corpus, sources, evidence) for evidence in quotes.values()) if one]
    uncompared = sum(1 for one in quotes.values() if _key(corpus, one)[0] not in sources)
    done = len(quotes) - uncompared - len(absent)
    return Compared((*findings, *absent), Share(done, len(quotes)))


def check_cited(corpus: Corpus, folder: Path, ids: Iterable[str]) -> tuple[Finding, ...]:
    """Compare the quotations of some records with their passages. Only the documents that they cite are read.

    Args:
        corpus: the corpus that holds them, or a neighbourhood of theirs.
        folder: where the documents are; one that cannot be compared with is a finding where it is first cited.
        ids: the identifiers of the records.
    """
    wanted = set(ids)
    quotes = _quotes(one for one in corpus.expansions if one.id in wanted)
    cited: dict[str, dict[str, Mark]] = {}
    for evidence in quotes.values():
        key, _, name = _key(corpus, evidence)
        cited.setdefault(key, {}).setdefault(name, dict(evidence.marks).get("passage", evidence.mark))
    findings: list[Finding] = []
    sources: dict[str, Source] = {}
    for key, passages in cited.items():
        register = corpus.registers.get(key)
        source = _source(corpus, key, register, folder) if register else None
        if isinstance(source, Source):
            sources[key] = source
            named = (one for one in source.register.passages if one.key in passages)
            findings += [_moved(key, one).at(passages[one.key]) for one in named if not source.holds(one)]
        elif source is not None:
            findings.append(source.at(next(iter(passages.values()))))
    wrong = (_wrong(corpus, sources, evidence) for evidence in quotes.values())
    return (*findings, *(one for one in wrong if one))


def check_copies(corpus: Corpus, places: Places) -> Iterator[Finding]:
    """Return the documents whose record and whose register of passages are not of the same copy."""
    start, words = corpus.names.thing("document/"), {RKG + word: word for word in ("checksum", "file")}
    for one in (one for expansion in corpus.expansions for one in expansion.statements):
        word, key = words.get(str(one.predicate)), str(one.subject).removeprefix(start)
        register = corpus.registers.get(key) if word and str(one.subject).startswith(start) else None
        if word is None or register is None or str(one.object) == getattr(register, word):
            continue
        told = Message(
            mark("The passages of this document were registered from another copy: {copy}."),
            {"copy": getattr(register, word)},
        )
        remedy = Message(mark("Correct the record, or register the document anew."))
        finding = Finding("Document-copy", (told, remedy), node=f"document/{key}", path=word)
        yield finding.at(places.find(one.subject, one.predicate, one.object))


def _quotes(expansions: Iterable[Expansion]) -> Mapping[Node, Evidence]:
    return {
        evidence.iri: evidence
        for expansion in expansions
        for claim in expansion.claims
        for evidence in claim.evidence
        if evidence.quote is not None and evidence.passage is not None
    }


def _source(corpus: Corpus, key: str, register: PassageRegister, folder: Path) -> Source | Finding:
    path, node = folder / register.file, f"document/{key}"
    if not path.is_file():
        told = Message(mark("The text of this document, {file}, is not among the texts."), {"file": register.file})
        remedy = Message(mark("Put it there, or check without texts."))
        return Finding("Text-missing", (told, remedy), node=node)
    if hashlib.sha256(path.read_bytes()).hexdigest() != register.checksum:
        told = Message(mark("The file {file} is not the one whose passages were registered."), {"file": register.file})
        remedy = Message(mark("Restore it, or register the document anew."))
        return Finding("Text-changed", (told, remedy), node=node)
    profile = next(corpus.layout.data.rglob(f"{key}.profile.yaml"), None)
    return Source(register, read(path, load_profile(profile) if profile else Profile()).normal)


def _moved(key: str, passage: Passage) -> Finding:
    told = Message(mark("The words of this passage are not the ones that were registered."))
    remedy = Message(mark("Register the document anew, and check the quotations from it."))
    return Finding("Passage-changed", (told, remedy), node=f"passage/{key}/{passage.key}")


def _wrong(corpus: Corpus, sources: Mapping[str, Source], evidence: Evidence) -> Finding | None:
    key, _, name = _key(corpus, evidence)
    source = sources.get(key)
    passage = source.register.passage(name) if source else None
    words = normalise(evidence.quote or "")
    if source is None or passage is None or not words:
        return None
    text = source.words(passage)
    if found := places(text, words):
        return None if any(_is_whole(text, one, one + len(words)) for one in found) else _cut(evidence, key, name)
    elsewhere = source.register.find_quote(evidence.quote or "", source.normal)
    return Finding(
        "Quote-absent",
        (
            Message(mark("These words are not in {passage}."), {"passage": f"passage/{key}/{name}"}),
            Message(mark("Copy the quotation from the text, and name the passage that holds it.")),
        ),
        value=evidence.quote,
        near=tuple(dict.fromkeys(f"passage/{key}/{match.passage.key}" for match in elsewhere))[:3],
    ).at(dict(evidence.marks).get("quote") or evidence.mark)


def _cut(evidence: Evidence, key: str, name: str) -> Finding:
    passage = f"passage/{key}/{name}"
    told = Message(mark("This quotation begins or ends within a word of {passage}."), {"passage": passage})
    remedy = Message(mark("Copy whole words from the text."))
    at = dict(evidence.marks).get("quote") or evidence.mark
    return Finding("Quote-cut", (told, remedy), value=evidence.quote).at(at)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Return whether what stands between two places of a text begins and ends with a word or number of it.

    Only scripts with capitals are looked at: all of them part their words, which others need not do. A figure behind
    a word may be the sign of a footnote.
    """
    return not any(
        (before.isdecimal() and after.isdecimal()) or (_has_case(before) and _has_case(after))
        for before, after in ((text[max(start - 1, 0) : start], text[start]), (text[end - 1], text[end : end + 1]))
    )


def _has_case(letter: str) -> bool:
    return letter.lower() != letter.upper()


def _key(corpus: Corpus, evidence: Evidence) -> tuple[str, str, str]:
    return corpus.names.short(str(evidence.passage)).removeprefix("passage/").partition("/")


def _line(corpus: Corpus, key: str, passage: Passage) -> Mark | None:
    path = next(corpus.layout.data.rglob(f"{key}.passages.yaml"), None)
    if path is None:
        return None
    lines = path.read_text(encoding="utf-8").splitlines()
    wanted = {f"- key: {passage.key}", f'- key: "{passage.key}"'}
    line = next((number for number, text in enumerate(lines, 1) if text.strip() in wanted), 1)
    return Mark(path, line, 1)
