"""Write what proves a statement: the way back from `records.proving`."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rabatkg.names import Names
from rabatkg.records.blocks import languages, listing, mapping, put, text
from rabatkg.records.commented import Block
from rabatkg.records.statements import Evidence, Statement

Because = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Shown:
    """A statement of a node as `shows` names it: its key and its value."""

    name: str
    value: str
    statement: Statement

    @property
    def proofs(self) -> frozenset[str]:
        """What proves it, by name."""
        return frozenset(str(proof.iri) for proof in self.statement.evidence)


def proven(block: Block, statements: Sequence[Shown], names: Names) -> None:
    """Write the evidence of a node into it; without `shows` where all of it shows all that needs it."""
    proofs = {str(proof.iri): proof for one in statements for proof in one.statement.evidence}
    if not proofs:
        return
    whole = all(
        one.proofs == (frozenset(proofs) if one.statement.rule == "passage" else frozenset()) for one in statements
    )
    entries = []
    for name, proof in proofs.items():
        entry = evidence(proof, names)
        if not whole:
            put(entry, "shows", listing(map(text, _shows(name, statements))))
        entries.append(entry)
    put(block, "evidence", listing(entries))


def evidence(proof: Evidence, names: Names, basis: str = "stated", because: Because = ()) -> Block:
    """Return a piece of evidence, written in a place where a basis and a reason hold unless it says otherwise."""
    block = mapping()
    if proof.passage is not None:
        put(block, "passage", names.short(str(proof.passage)))
    if proof.pages:
        put(block, "pages", listing(text(names.short(str(page))) for page in proof.pages))
    if proof.quote is not None:
        put(block, "quote", proof.quote)
    if (proof.basis, proof.because) != (basis, because):
        reasoned(block, proof.basis, proof.because)
    if proof.verification is not None:
        put(block, "verification", proof.verification)
    return block


def reasoned(block: Block, basis: str, because: Because) -> None:
    """Write a basis, and its reason where it has one."""
    put(block, "basis", basis)
    if because:
        put(block, "because", languages(because))


def reason_of(proofs: Iterable[Evidence], basis: str) -> Because:
    """Return the reason of the first piece of evidence that has this basis."""
    return next((proof.because for proof in proofs if proof.basis == basis), ())


def _shows(proof: str, statements: Sequence[Shown]) -> Iterator[str]:
    """Yield what a piece of evidence shows: a key where it shows all its values, else the key with each value."""
    by_name: dict[str, list[Shown]] = {}
    for one in statements:
        by_name.setdefault(one.name, []).append(one)
    for name, several in by_name.items():
        hits = [one for one in several if proof in one.proofs]
        if len(hits) == len(several):
            yield name
        else:
            yield from dict.fromkeys(f"{name}: {one.value}" for one in hits)
