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
IN_A_CORRECTION = CLAIM_KEYS - {"rule"} | {"replaces"}
RANKS = ("rival", "retracted", "disputed", "replaced")
CORRECTING = RANKS[1:]
"""The ranks that a correction gives; which of several rivals is right, a rule says."""
Texts = list[tuple[str | None, Scalar]]


def claims(
    tree: Value, grammar: Grammar, proofs: Proofs, adds: bool = False, correction: URIRef | None = None
) -> tuple[list[Claim], list[Statement]]:
    """Return what an entry of `claims` says: one claim, or one a language; nothing, with a fault, where it is wrong.

    Args:
        adds: whether the entry stands in an addition. There a ranked claim may lean on the evidence of the record that
            it takes its statement out of.
        correction: the correction that the entry stands in, if it does. There too, and it is what ranked the claim;
            what bears no rank is a statement, which the correction asserts.
    """
    faults = proofs.faults
    if not isinstance(tree, Mapping):
        faults.add(
            "Record-claim", mark("A claim is a list of keys."), mark("Write `about:` and `property:`."), tree.mark
        )
        return [], []
    words, ranks = (CLAIM_KEYS, RANKS) if correction is None else (IN_A_CORRECTION, CORRECTING)
    for name in tree.entries:
        if name not in words:
            faults.unknown(name, tree.keys[name], words)
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
        return [], []
    if rank is not None and rank not in ranks:
        faults.unknown(rank, mark_of(tree, "rank"), ranks)
        return [], []
    if correction is not None and key.rule != "passage":
        faults.add(
            "Correction-own-words",
            mark("'{key}' rests on no passage, so that there is no claim to correct."),
            mark("Write it rightly in its own record."),
            mark_of(tree, "property"),
            key=key.name,
        )
        return [], []
    basis = proofs.basis(tree)
    own = tuple(one for entry in items(tree.get("evidence")) if (one := proofs.evidence(entry, tree)) is not None)
    texts, ranked_by = _rule(tree.get("rule"), proofs)
    subject = URIRef(proofs.names.thing(about))
    predicate = URIRef(dict(key.by_basis).get(basis, key.iri))
    before = dict(_values(tree.get("replaces"), key))
    found: list[Claim] = []
    said: list[Statement] = []
    for language, inner in values:
        statement = _statement(subject, predicate, key, language, inner, proofs)
        leans = rank is not None and (adds or correction is not None)
        if statement is None or not (own or leans):
            faults.add(
                "Record-unproven",
                mark("Nothing shows '{key}: {value}'."),
                mark("Add evidence."),
                tree.mark,
                key=named,
                value=inner.text,
            )
            continue
        if language in before:
            old = _statement(subject, predicate, key, language, before[language], proofs)
            statement.replaces = claimed(proofs.names, old, (), "replaced", (), correction).iri if old else None
        if correction is None or rank is not None:
            found.append(claimed(proofs.names, statement, own, rank, texts, ranked_by or (rank and correction) or None))
        else:
            statement.evidence.extend(own)
            said.append(statement)
    return found, said


def _statement(
    subject: URIRef, predicate: URIRef, key: Key, language: str | None, value: Scalar, proofs: Proofs
) -> Statement | None:
    object_ = (
        Literal(value.text, lang=language)
        if language
        else object_of(key, value, proofs.names, proofs.languages, proofs.faults)
    )
    if object_ is None:
        return None
    return Statement(subject, predicate, object_, key.name, value.text, key.rule, value.mark)


def _values(value: Value | None, key: Key | None) -> Texts:
    """Return the value of a claim, or its text in each language, without the empty ones."""
    if key is not None and key.value == "lang" and isinstance(value, Mapping):
        texts = [(language, text) for language, text in value.entries.items() if isinstance(text, Scalar)]
        return [(language, text) for language, text in texts if text.text.strip()]
    return [(None, value)] if isinstance(value, Scalar) and value.text else []


def _rule(rule: Value | None, proofs: Proofs) -> tuple[tuple[tuple[str, str], ...], URIRef | None]:
    """Return the rule that ranked a claim: its words, or the term that names it."""
    if isinstance(rule, Scalar) and KEY.fullmatch(rule.text):
        return (), URIRef(proofs.names.thing(rule.text))
    if isinstance(rule, Scalar):
        proofs.faults.add(
            "Record-reference",
            mark("'{value}' is not of the form kind/key."),
            mark("Name the thing as its own record does, as in state/xyz."),
            rule.mark,
            value=rule.text,
            key="rule",
        )
    if not isinstance(rule, Mapping):
        return (), None
    spoken = ((language, text) for language, text in rule.entries.items() if isinstance(text, Scalar))
    return tuple((language, text.text) for language, text in spoken if language in proofs.languages), None
