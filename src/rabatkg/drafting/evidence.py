"""The evidence of a drafted node: one entry for each quotation, with what it shows."""

import re
from collections.abc import Iterator, Mapping, Sequence

from rabatkg.drafting.proposals import Proof, Proposal, Thing
from rabatkg.errors import visible
from rabatkg.records.grammar import Grammar
from rabatkg.speech import Message, Texts
from rabatkg.texts import flat

PLAIN = re.compile(r"\d{4}(?:-\d{2}){0,2}|[A-Z][A-Za-z]+|-?\d+(?:\.\d+)?")


def scalar(text: str) -> str:
    """Return a text as it is written in YAML: dates, figures and names of classes plain, as all in a record is text.

    What would steer a terminal stands in it as a number.
    """
    return text if PLAIN.fullmatch(text) else flat.scalar(visible(text))


def by_quotation(
    proposals: Sequence[Proposal], link: Proposal | None, grammar: Grammar, languages: Sequence[str]
) -> Iterator[list[str]]:
    """Yield the entries of a node's evidence, as lines.

    Args:
        proposals: the values that are written as facts.
        link: the proposal that holds the node; its quotations show whatever no other shows.
        grammar: tells which values owe a passage.
        languages: in which a reason must stand.
    """
    for proof in link.proofs if link is not None else ():
        yield entry(proof, link, languages)
    shared = set(link.proofs) if link is not None and link.basis == "stated" else set()
    shown: dict[Proof, list[Proposal]] = {}
    for one in proposals:
        key = grammar.keys.get(one.key)
        plain = key is not None and key.rule == "passage" and key.value not in ("serve", "node")
        if plain and one.basis == "stated" and not isinstance(one.value, Thing):
            for proof in one.proofs if set(one.proofs) - shared else ():
                shown.setdefault(proof, []).append(one)
    times: Mapping[str, int] = {one.key: sum(each.key == one.key for each in proposals) for one in proposals}
    for proof, values in shown.items():
        by_key = {one.key: [each for each in values if each.key == one.key] for one in values}
        words = [word for key, some in by_key.items() for word in _shows(key, some, times[key])]
        yield [*entry(proof, None, languages), f"shows: [{', '.join(words)}]"]


def entry(proof: Proof, proposal: Proposal | None, languages: Sequence[str]) -> list[str]:
    """Return an entry of evidence as lines: passage, quotation, and the basis with its reason where it is a reading."""
    lines = [f"passage: {scalar(proof.passage)}", f"quote: {scalar(proof.quote)}"]
    if proposal is not None and proposal.basis == "interpreted":
        lines.append("basis: interpreted")
        if proposal.because is not None:
            reason = proposal.because
            lines += ["because:", *(f"  {one}: {scalar(reason.told_in(one))}" for one in languages)]
    return lines


def _shows(key: str, values: Sequence[Proposal], all_of_key: int) -> Iterator[str]:
    """Yield what an entry shows of a key: the key, or single values of it where it has others beside them."""
    if len(values) == all_of_key or any(isinstance(one.value, Message | Texts) for one in values):
        yield key
        return
    for one in values:
        assert isinstance(one.value, str)
        yield scalar(f"{key}: {one.value}")
