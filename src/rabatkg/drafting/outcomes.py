"""What outcomes of a meeting have in common: a key, a title in our own words, themes, the provisions they name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rabatkg.drafting import cldr
from rabatkg.drafting.context import At, Context
from rabatkg.drafting.proposals import Proof, Proposal, Question, Thing
from rabatkg.drafting.provisions import Provisions
from rabatkg.speech import Message, Texts, mark

MOST_THEMES = 3


@dataclass(frozen=True)
class Read:
    """An outcome that a rule has read.

    Attributes:
        at: the words that say it.
        rule: the rule.
        confidence: how sure it is.
        lead: where it is said that these words are an outcome, if not in the same passage.
        proposals: what the rule says of it beyond what all outcomes have.
        questions: what is left to be asked of it.
    """

    at: At
    rule: str
    confidence: float
    lead: At | None = None
    proposals: tuple[Proposal, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """The quotations that show it."""
        return (self.at.proof,) if self.lead is None else (self.at.proof, self.lead.proof)


def themes(context: Context, at: At, rule: str = "theme-named") -> list[Proposal]:
    """Return the themes whose labels stand in a span."""
    found: dict[str, Proposal] = {}
    for hit in context.lexicon.themes.find(at.text):
        spot = At(at.part, at.start + hit.start, at.start + hit.end)
        if len(hit.things) == 1:
            found.setdefault(hit.thing, Proposal("theme", hit.thing, 0.85, rule, (spot.proof,)))
    return list(found.values())


def named_by(context: Context, things: Iterable[str]) -> Texts | None:
    """Return the labels of things as a list in every language, in small letters where a label is no name; or None."""
    chosen = list(dict.fromkeys(things))[:MOST_THEMES]
    if not chosen:
        return None
    languages = context.lexicon.settings.languages
    told = {
        one: cldr.listed([_small(context.lexicon.called(thing, one)) for thing in chosen], one) for one in languages
    }
    return Texts(told)


def titled(kind: Message, context: Context, things: Iterable[str], number: int) -> Message:
    """Return a title in our own words: what it is, and on which themes; else its number."""
    about = named_by(context, things)
    if about is None:
        return Message(mark("{kind} {number}"), {"kind": kind, "number": number})
    return Message(mark("{kind} {number}: {themes}"), {"kind": kind, "number": number, "themes": about})


def outcomes(
    context: Context,
    read: Iterable[Read],
    known: Provisions,
    class_name: str,
    key: str,
    kind: Message,
    more: Callable[[Read], list[Proposal]] = lambda _: [],
) -> list[Proposal]:
    """Return outcomes of one class as the nodes of a record.

    Args:
        context: the report.
        read: what a rule has read.
        known: the provisions that the report may name.
        class_name: as in `Recommendation`.
        key: what their keys begin with.
        kind: what one of them is called.
        more: what else is proposed of one.
    """
    nodes: list[Proposal] = []
    for number, one in enumerate(read, 1):
        about = themes(context, one.at)
        proposals = [
            Proposal("key", f"{key}-{number}", 1.0, one.rule),
            Proposal("type", class_name, one.confidence, one.rule),
            Proposal("title", titled(kind, context, (str(each.value) for each in about), number), 1.0, one.rule),
            *about,
            *_provisions(known, one),
            *one.proposals,
            *more(one),
        ]
        node = Thing(tuple(proposals), one.questions)
        nodes.append(Proposal("outcome", node, one.confidence, one.rule, one.proofs))
    return nodes


def _provisions(known: Provisions, one: Read) -> list[Proposal]:
    named = known.named(one.at.part, one.at.start, one.at.end)
    return [
        Proposal("addresses", each.provisions[0], 0.9, "provision-in-outcome", (each.at.proof,))
        for each in named
        if len(each.provisions) == 1
    ]


def _small(label: str) -> str:
    """Return a label without its capital, unless it is an acronym."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
