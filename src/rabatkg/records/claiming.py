"""Claims about other things: further support for what a record elsewhere says, or a rival of it."""

from rdflib import URIRef

from rabatkg.names import KEY, near
from rabatkg.reading import Mapping, Scalar, Value, items
from rabatkg.records.grammar import Grammar
from rabatkg.records.objects import object_of
from rabatkg.records.proving import Proofs, mark_of
from rabatkg.records.statements import Claim, Statement, claimed
from rabatkg.speech import mark

CLAIM_KEYS = frozenset({"about", "property", "value", "rank", "rule", "evidence", "basis", "because"})
RANKS = ("rival", "retracted", "disputed", "replaced")


def claim(tree: Value, grammar: Grammar, proofs: Proofs) -> Claim | None:
    """Return the claim that an entry of `claims` makes, or None, with a fault, where it makes none."""
    faults = proofs.faults
    if not isinstance(tree, Mapping):
        faults.add(
            "Record-claim", mark("A claim is a list of keys."), mark("Write `about:` and `property:`."), tree.mark
        )
        return None
    for name in tree.entries:
        if name not in CLAIM_KEYS:
            faults.unknown(name, tree.keys[name], CLAIM_KEYS)
    about, named, value, rank = (tree.text(name) for name in ("about", "property", "value", "rank"))
    key = grammar.keys.get(named or "")
    inner = tree.get("value")
    if about is None or not KEY.fullmatch(about) or key is None or value is None or not isinstance(inner, Scalar):
        faults.add(
            "Record-claim",
            mark("A claim needs `about`, `property` and `value`."),
            mark("Name the thing, one of the keys of records, and what is said."),
            tree.mark,
            tuple(near(named or "", grammar.keys)),
        )
        return None
    if rank is not None and rank not in RANKS:
        faults.unknown(rank, mark_of(tree, "rank"), RANKS)
        return None
    basis = proofs.basis(tree)
    object_ = object_of(key, inner, proofs.names, proofs.languages, faults)
    own = tuple(one for entry in items(tree.get("evidence")) if (one := proofs.evidence(entry, tree)) is not None)
    if object_ is None or not own:
        faults.add(
            "Record-unproven",
            mark("Nothing shows '{key}: {value}'."),
            mark("Add evidence."),
            tree.mark,
            key=named,
            value=value,
        )
        return None
    rule = tree.get("rule")
    texts = (
        tuple(
            (lang, text.text)
            for lang, text in rule.entries.items()
            if isinstance(text, Scalar) and lang in proofs.languages
        )
        if isinstance(rule, Mapping)
        else ()
    )
    subject = URIRef(proofs.names.thing(about))
    predicate = URIRef(dict(key.by_basis).get(basis, key.iri))
    statement = Statement(subject, predicate, object_, key.name, inner.text, key.rule, inner.mark)
    return claimed(proofs.names, statement, own, rank, texts)
