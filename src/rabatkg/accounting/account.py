"""The account of the sources: every number, date, name and address in them, and whether the graph knows of it.

What stands in a passage is accounted for by a claim with evidence in that passage: by its value, by the thing that it
is about or points to, or by its quotation, in which the words stand. An address must be given by a claim. Capitals are
accounted for by a name that the graph knows. Nothing can be excused, but the profile of a document may list words that
its text writes with capitals though they name nothing.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rdflib import URIRef

from rabatkg.accounting.grounds import Ground, grounds
from rabatkg.accounting.items import CAPITALS, DATE, LINK, NUMBER, Finder, Item
from rabatkg.accounting.sources import held
from rabatkg.findings import Finding, shown
from rabatkg.graph import Corpus
from rabatkg.names import near
from rabatkg.speech import Message, mark
from rabatkg.texts import Passage

_NAME = (
    "Name-unaccounted",
    mark("This passage names {thing}, and no claim from it does: {words} ({around})."),
    mark("Name it in a claim with evidence in this passage, or quote the words that name it."),
)
_OTHER = {
    NUMBER: (
        "Number-unaccounted",
        mark("No claim accounts for this number: {words} ({around})."),
        mark("Give it as a value, or quote it, in a claim with evidence in this passage."),
    ),
    DATE: (
        "Date-unaccounted",
        mark("No claim accounts for this date: {words} ({around})."),
        mark("Give it as a value, or quote it, in a claim with evidence in this passage."),
    ),
    LINK: (
        "Link-unaccounted",
        mark("No claim gives this address: {words}"),
        mark("Write it under `link`, with this passage as evidence."),
    ),
    CAPITALS: (
        "Name-unknown",
        mark("Nothing in the graph bears this name: {words} ({around})."),
        mark("Add its record or term, or add this wording to one as `altTitle` or `printedAs`."),
    ),
}
RULES = tuple(rule for rule, _, _ in (_NAME, *_OTHER.values()))
_UNQUOTED = frozenset({CAPITALS, LINK})
"""What no quotation accounts for: a name must be known, and an address must be given as one."""
_AROUND = 4
"""So many words before and after are told with what is missing."""


@dataclass(frozen=True)
class Tally:
    """How many of a kind the texts hold, how many are accounted for, and how many of these by a quotation alone."""

    met: int
    accounted: int
    quoted: int


@dataclass(frozen=True)
class Accounting:
    """What came of it.

    Attributes:
        findings: what nothing accounts for, by document and passage.
        tallies: for `number`, `date`, `link`, `capitals` and each class of named things, how many.
        read: the keys of the documents that were read; others were not at hand, or not as they were registered.
    """

    findings: tuple[Finding, ...]
    tallies: Mapping[str, Tally]
    read: tuple[str, ...]


def account(corpus: Corpus, folder: Path) -> Accounting:
    """Return the account of the texts in a folder, as far as the corpus has registered them.

    Args:
        corpus: the corpus as it was written.
        folder: where the documents are.
    """
    claimed, nothing = grounds(corpus), Ground()
    findings: dict[tuple[str, str, str], Finding] = {}
    tallies: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    documents = list(held(corpus, folder))
    for document in documents:
        finder = Finder(corpus, document)
        for passage in document.register.passages:
            text = document.words(passage)
            ground = claimed.get(URIRef(corpus.names.thing(f"passage/{document.key}/{passage.key}")), nothing)
            quotes = ground.quoted(text)
            for item in finder.items(passage):
                known = item.claimed(ground)
                quoted = not known and item.kind not in _UNQUOTED and item.within(quotes)
                for column, one in enumerate((True, known or quoted, quoted)):
                    tallies[item.kind][column] += one
                if not (known or quoted):
                    told = (passage.key, item.kind, text[item.start : item.end])
                    findings.setdefault(told, _finding(finder, passage, item))
    counted = {kind: Tally(*numbers) for kind, numbers in sorted(tallies.items())}
    return Accounting(tuple(findings.values()), counted, tuple(document.key for document in documents))


def _finding(finder: Finder, passage: Passage, item: Item) -> Finding:
    document, text = finder.document, finder.document.words(passage)
    words = text[item.start : item.end]
    before, after = text[: item.start].split(" "), text[item.end :].split(" ")
    around = " ".join((*before[-_AROUND:-1], before[-1] + words + after[0], *after[1:_AROUND]))
    around = f"{'… ' if len(before) > _AROUND else ''}{around}{' …' if len(after) > _AROUND else ''}"
    things = ", ".join(sorted(shown(thing, finder.corpus) for thing in item.things))
    rule, told, remedy = _OTHER.get(item.kind, _NAME)
    return Finding(
        rule,
        (Message(told, {"words": words, "around": around, "thing": things}), Message(remedy)),
        node=f"passage/{document.key}/{passage.key}",
        value=words,
        near=tuple(near(words, finder.known.names)) if item.kind == CAPITALS else (),
    ).at(document.lines.get(passage.key))
