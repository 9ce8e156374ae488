"""The evidence of a file of RDF, as a record writes it."""

import re
from collections.abc import Iterator
from itertools import permutations

from rabatkg.intake.rdf.terms import TYPE, Said
from rabatkg.intake.rdf.vocabulary import Vocabulary
from rabatkg.names import RKG, digest
from rabatkg.reading import Listing, Mapping, Mark, Scalar, Value
from rabatkg.speech import mark

KEYS = ("passage", "quote", "basis", "verification")
WORDS = (*KEYS, "reason", "webPage")
MINTED = re.compile(r".*/id/evidence/[0-9a-f]{16}")
MOST_REASONS = 6
MOST_TRIES = 100_000
"""Orders of texts and pages that are tried in one file; what is not found by then is named anew."""


class EvidenceNodes:
    """All evidence of a file.

    Args:
        nodes: what is said of each, by its address.
        vocabulary: of the dialogue.
    """

    def __init__(self, nodes: dict[str, list[Said]], vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.tries = iter(range(MOST_TRIES))
        self.trees = {iri: self._tree(iri, said) for iri, said in nodes.items()}
        self.used: set[str] = set()

    def entry(self, named: Said, shows: tuple[Value, ...] = ()) -> Mapping | None:
        """Return evidence as an entry of a record; None, with a fault, where the file does not hold it.

        Args:
            named: the statement that names it.
            shows: what it shows, each as `key: value`.
        """
        iri = named.object.value
        self.used.add(iri)
        tree = self.trees.get(iri)
        if tree is None:
            self.vocabulary.faults.add(
                "Record-evidence-absent",
                mark("This file does not say what the evidence '{name}' is."),
                mark("Add it as rkg:Evidence, with its passage and its quotation."),
                named.object_mark,
                name=self.vocabulary.names.short(iri),
            )
            return None
        if not shows:
            return tree
        return put(Mapping(dict(tree.entries), dict(tree.keys), tree.mark), "shows", Listing(shows, tree.mark))

    def idle(self) -> None:
        """Tell the evidence that nothing names."""
        for iri, tree in self.trees.items():
            if iri not in self.used:
                self.vocabulary.faults.add(
                    "Record-evidence-idle",
                    mark("No claim names this evidence."),
                    mark("Name it with rkg:evidence in the claim that it supports."),
                    tree.mark,
                )

    def _tree(self, iri: str, said: list[Said]) -> Mapping:
        tree = Mapping({}, {}, said[0].subject_mark)
        because: dict[str, Scalar] = {}
        pages: list[Scalar] = []
        for one in said:
            name = one.predicate.removeprefix(RKG)
            if one.predicate == TYPE:
                continue
            if name == "reason" and one.object.lang:
                because[one.object.lang] = Scalar(one.object.value, one.object_mark)
            elif name == "webPage":
                page = self.vocabulary.thing(one.object, one.object_mark)
                pages += [Scalar(page, one.object_mark)] if page else []
            elif name in KEYS and RKG + name == one.predicate:
                self._value(tree, name, one)
            else:
                self.vocabulary.unknown(one, WORDS)
        because, pages = _ordered(self.vocabulary, iri, tree, because, pages, self.tries)
        if because:
            first = next(iter(because.values())).mark
            put(tree, "because", Mapping(dict(because), {lang: one.mark for lang, one in because.items()}, first))
        return put(tree, "pages", Listing(tuple(pages), pages[0].mark)) if pages else tree

    def _value(self, tree: Mapping, name: str, one: Said) -> None:
        if name in tree.entries:
            self.vocabulary.once(one, name)
            return
        text: str | None = one.object.value
        if name in ("passage", "basis"):
            text = self.vocabulary.thing(one.object, one.object_mark)
            text = text.removeprefix("basis/") if text and name == "basis" else text
        elif one.object.kind != "literal" or one.object.lang:
            self.vocabulary.unknown(one, WORDS)
            return
        if text is not None:
            put(tree, name, Scalar(text, one.object_mark), one.predicate_mark)


def put(tree: Mapping, key: str, value: Value, place: Mark | None = None) -> Mapping:
    """Set a key of a tree, at the place of its value or at another, and return the tree."""
    tree.entries[key], tree.keys[key] = value, place or value.mark
    return tree


def _ordered(
    vocabulary: Vocabulary,
    iri: str,
    tree: Mapping,
    because: dict[str, Scalar],
    pages: list[Scalar],
    tries: Iterator[int],
) -> tuple[dict[str, Scalar], list[Scalar]]:
    """Return reasons and pages in the order from which the address of the evidence was made, else in ours.

    RDF keeps no order, and the addresses of evidence are made from all its texts, one after the other.
    """
    names, languages = vocabulary.names, vocabulary.languages
    ours = [*(lang for lang in languages if lang in because), *sorted(because.keys() - set(languages))]
    paged = sorted(pages, key=lambda page: page.text)
    passage, quote, basis, verification = (tree.text(name) or "" for name in KEYS)
    if MINTED.fullmatch(iri) and len(ours) <= MOST_REASONS:
        orders = ((reasons, named) for reasons in permutations(ours) for named in permutations(paged))
        for (reasons, named), _ in zip(orders, tries, strict=False):
            texts = (because[lang].text for lang in reasons)
            addresses = (names.thing(one.text) for one in named)
            parts = (passage, quote, basis or "stated", *texts, *addresses, verification)
            if iri == names.thing(f"evidence/{digest(*parts)}"):
                return {lang: because[lang] for lang in reasons}, list(named)
    return {lang: because[lang] for lang in ours}, paged
