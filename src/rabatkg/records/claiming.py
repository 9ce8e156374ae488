"""Claims about other things: further support for what a record elsewhere says, or a rival of it."""

from rdflib import Literal, URIRef

from rabatkg.names import KEY, near
from rabatkg.reading import Mapping, Scalar, Value, items
from rabatkg.records.grammar import Grammar, Key
from rabatkg.records.objects import object_of
from rabatkg.records.proving import Proofs, mark_of
from rabatkg.records.statements import Claim, Statement, claimed
from rabatkg.speech import mark

CLAIM_KEYS = frozenset({"about", "property", "value", "rank", "rule", "evidence", "basis", "because"})
RANKS = ("rival", "retracted", "disputed", "replaced")


def claims(tree: Value, grammar: Grammar, proofs: Proofs, adds: bool = False) -> list[Claim]:
    """Return the claims that an entry of `claims` makes: one, or one a language; none, with a fault, where it is wrong.

    Args:
        adds: whether the entry stands in an addition. There a ranked claim may lean on the evidence of the record that
            it takes its statement out of.
    """
    faults = proofs.faults
    if not isinstance(tree, Mapping):
        faults.add(
            "Record-claim", mark("A claim is a list of keys."), mark("Write `about:` and `property:`."), tree.mark
        )
        return []
    for name in tree.entries:
        if name not in CLAIM_KEYS:
            faults.unknown(name, tree.keys[name], CLAIM_KEYS)
    about, named, rank = (tree.text(name) for name in ("about", "property", "rank"))
    key = grammar.keys.get(named or "")
    values = _values(tree.get("value"), key)
    if about is None or not KEY.fullmatch(about) or key is None or not values:
        faults.add(
            "Record-claim",
            mark("A claim needs `about`, `property` and `value`."),
            mark("Name the thing, one of the keys of records, and what is said."),
            tree.mark,
            tuple(near(named or "", grammar.keys)),
        )
        return []
    if rank is not None and rank not in RANKS:
        faults.unknown(rank, mark_of(tree, "rank"), RANKS)
        return []
    basis = proofs.basis(tree)
    own = tuple(one for entry in items(tree.get("evidence")) if (one := proofs.evidence(entry, tree)) is not None)
    texts, ranked_by = _rule(tree.get("rule"), proofs)
    subject = URIRef(proofs.names.thing(about))
    predicate = URIRef(dict(key.by_basis).get(basis, key.iri))
    found = []
    for language, inner in values:
        object_ = (
            Literal(inner.text, lang=language)
            if language
            else object_of(key, inner, proofs.names, proofs.languages, faults)
        )
        if object_ is None or (not own and not (adds and rank)):
            faults.add(
                "Record-unproven",
                mark("Nothing shows '{key}: {value}'."),
                mark("Add evidence."),
                tree.mark,
                key=named,
                value=inner.text,
            )
            continue
        statement = Statement(subject, predicate, object_, key.name, inner.text, key.rule, inner.mark)
        found.append(claimed(proofs.names, statement, own, rank, texts, ranked_by))
    return found


def _values(value: Value | None, key: Key | None) -> list[tuple[str | None, Scalar]]:
    """Return the value of a claim, or its text in each language, without the empty ones."""
    if key is not None and key.value == "lang" and isinstance(value, Mapping):
        texts = [(language, text) for language, text in value.entries.items() if isinstance(text, Scalar)]
        return [(language, text) for language, text in texts if text.text.strip()]
    return [(None, value)] if isinstance(value, Scalar) and value.text else []


def _rule(rule: Value | None, proofs: Proofs) -> tuple[tuple[tuple[str, str], ...], URIRef | None]:
    """Return the rule that ranked a claim: its words, or the term that names it."""
    if isinstance(rule, Scalar) and KEY.fullmatch(rule.text):
        return (), URIRef(proofs.names.thing(rule.text))
    if not isinstance(rule, Mapping):
        return (), None
    spoken = ((language, text) for language, text in rule.entries.items() if isinstance(text, Scalar))
    return tuple((language, text.text) for language, text in spoken if language in proofs.languages), None
