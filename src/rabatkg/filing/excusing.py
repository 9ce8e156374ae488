"""Say of passages why they are evidence for nothing any more: what they proved was removed."""

import json
from collections.abc import Mapping
from pathlib import Path

from rdflib import URIRef

from rabatkg.filing.changes import Change
from rabatkg.filing.rewriting import Sheet
from rabatkg.filing.trying import Trial
from rabatkg.graph import PASSAGES, Corpus
from rabatkg.speech import mark, say

REVIEW, NO_CLAIM = ".review.yaml", "carries-no-claim"
REMOVED = mark("What it proved were data of a person, and they were removed.")


def excuse(made: Change, trial: Trial) -> bool:
    """Write into the reviews of the documents which passages of content a change leaves without claims, and why.

    Args:
        made: the change, which is added to.
        trial: what it comes to without that.

    Returns:
        Whether there was any such passage.
    """
    corpus = trial.before
    silent = _cited(corpus) - _cited(trial.after)
    reasons = {lang: say(REMOVED, lang) for lang in corpus.layout.settings.languages}
    found = False
    for key, register in corpus.registers.items():
        names = [f"passage/{key}/{one.key}" for one in register.passages if one.kind == "content"]
        mine = [name for name in names if URIRef(corpus.names.thing(name)) in silent]
        if mine:
            path = _review(corpus, key)
            before = made.read(path)
            text = before.decode() if before is not None else f"document: document/{key}\n"
            made.write(path, _with(text, mine, reasons).encode())
            found = True
    return found


def _cited(corpus: Corpus) -> set[URIRef]:
    return {
        proof.passage
        for one in corpus.expansions
        for claim in one.claims
        for proof in claim.evidence
        if proof.passage is not None
    }


def _review(corpus: Corpus, key: str) -> Path:
    """Return the review of a document, which stands, or is to stand, beside the register of its passages."""
    data = corpus.layout.data
    return next(data.rglob(f"{key}{REVIEW}"), next(data.rglob(f"{key}{PASSAGES}")).with_name(f"{key}{REVIEW}"))


def _with(text: str, names: list[str], reasons: Mapping[str, str]) -> str:
    sheet = Sheet(text)
    listed = sheet.root.get(NO_CLAIM)
    if listed is not None and listed.items:
        margin = " " * (listed.items[-1].column - 1)
        entries = [_entry(name, reasons, margin) for name in names]
        sheet.last(listed, f"\n{margin[:-2]}- ".join(entries))
        return sheet.written()
    if listed is not None:
        sheet.cut((NO_CLAIM,))
    entries = [f"  - {_entry(name, reasons, '    ')}\n" for name in names]
    return f"{sheet.written().rstrip()}\n{NO_CLAIM}:\n{''.join(entries)}"


def _entry(name: str, reasons: Mapping[str, str], margin: str) -> str:
    told = [f"{margin}  {lang}: {json.dumps(text, ensure_ascii=False)}" for lang, text in reasons.items()]
    return "\n".join([f"passage: {name}", f"{margin}because:", *told])
