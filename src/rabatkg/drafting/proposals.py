"""Proposals: what the rules read out of a report, before anybody has said that it is so.

    Draft               the records that a report seems to call for
    └── Thing           one record, or a node inside one: what is proposed of it, and what is left to be asked
        ├── Proposal    one key with one value, where it was read, and how sure the rule is
        └── Question    what the rules cannot decide, with the values among which a person may choose

Nothing here is filed. `drafting.writing` turns a draft into a record file that a person goes through.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rabatkg.speech import Message, Texts

SURE = 0.6
"""Below this confidence a value is not written as a fact: it stands commented out, under a question."""

CERTAIN = 0.95
"""From this confidence on, a value is marked as certain and not with a figure."""

Basis = Literal["stated", "interpreted"]


@dataclass(frozen=True)
class Proof:
    """Where a value was read.

    Attributes:
        passage: the passage, as in `passage/report-2031/0-1a2b3c4d`.
        quote: words that stand in it, in normal form; see `Part.quote`.
    """

    passage: str
    quote: str


@dataclass(frozen=True)
class Proposal:
    """One value of one key.

    Attributes:
        key: a key of records, as in `coChair`; or one of their grammar: `id`, `adds`, `key`, `type`. A key with
            several values has one proposal for each.
        value: text, a name of the form kind/key, words of our own in the languages of the dialogue, or a node.
        confidence: the share of such proposals of its rule that are right, 0 to 1; never a made-up certainty.
        rule: the name of the rule that read it, as in `chairs-in-heading`.
        proofs: the quotations that show it; for words of our own and for structure, none are needed.
        basis: `interpreted` where a rule concludes what the words do not say; then a reason is due.
        because: the reason.
    """

    key: str
    value: "str | Message | Texts | Thing"
    confidence: float
    rule: str
    proofs: tuple[Proof, ...] = ()
    basis: Basis = "stated"
    because: Message | None = None

    @property
    def sure(self) -> bool:
        """Whether it may stand in the draft as a fact."""
        return self.confidence >= SURE


@dataclass(frozen=True)
class Question:
    """What the rules cannot decide.

    Attributes:
        asks: the question, to be told in the language of the user.
        key: the key that an answer would fill; the question stands there.
        alternatives: values among which to choose, the likeliest first; none where nothing was found.
    """

    asks: Message
    key: str
    alternatives: tuple[Proposal, ...] = ()


@dataclass(frozen=True)
class Thing:
    """A record, or a node in one: proposals in any order, the writer gives them theirs."""

    proposals: tuple[Proposal, ...]
    questions: tuple[Question, ...] = ()

    def of(self, key: str) -> tuple[Proposal, ...]:
        """Return the proposals of a key."""
        return tuple(one for one in self.proposals if one.key == key)

    def text(self, key: str) -> str | None:
        """Return the first value of a key where it is plain text, or None."""
        return next((one.value for one in self.of(key) if isinstance(one.value, str)), None)

    def nodes(self, key: str) -> tuple["Thing", ...]:
        """Return the nodes under a key."""
        return tuple(one.value for one in self.of(key) if isinstance(one.value, Thing))

    def every(self) -> Iterator["Thing"]:
        """Yield the thing and all nodes in it, at whatever depth."""
        yield self
        for one in self.proposals:
            if isinstance(one.value, Thing):
                yield from one.value.every()


@dataclass(frozen=True)
class Draft:
    """The records that a report seems to call for, the meeting first.

    Attributes:
        document: the document that they rest on, as in `document/report-2031`.
        records: meetings, persons and whatever else has a record of its own.
        questions: what concerns the report as a whole; it stands at the head of the file.
    """

    document: str
    records: tuple[Thing, ...]
    questions: tuple[Question, ...] = ()
