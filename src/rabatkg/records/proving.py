"""What proves a statement: the evidence entries of a node, and which of its statements each of them shows."""

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import URIRef

from rabatkg.names import KEY, Names, digest, near
from rabatkg.reading import Mapping, Mark, Scalar, Value, items
from rabatkg.records.problems import Faults
from rabatkg.records.statements import Evidence, Statement
from rabatkg.records.values import visible
from rabatkg.speech import mark

EVIDENCE_KEYS = frozenset({"passage", "quote", "shows", "basis", "because", "pages", "verification"})


@dataclass(frozen=True)
class Proofs:
    """Read evidence entries.

    Attributes:
        names: how IRIs are minted.
        languages: the languages in which a reason must stand.
        faults: takes what is wrong.
    """

    names: Names
    languages: tuple[str, ...]
    faults: Faults

    def basis(self, tree: Mapping) -> str:
        """Return the basis that an entry names; what names none is stated."""
        basis = (tree.text("basis") or "") if "basis" in tree.entries else "stated"
        if basis not in ("stated", "interpreted"):
            self.faults.add(
                "Record-basis",
                mark("'{basis}' is no basis."),
                mark("A record states (stated) or interprets (interpreted)."),
                mark_of(tree, "basis"),
                tuple(near(basis, ("stated", "interpreted"))),
                basis=basis,
                key="basis",
            )
            return "stated"
        return basis

    def evidence(self, entry: Value, value: Mapping | None = None) -> Evidence | None:
        """Return the evidence that an entry gives, or None where it gives none.

        Args:
            value: the long value that the entry stands in; its basis holds for entries that name none.
        """
        if not isinstance(entry, Mapping):
            self.faults.add(
                "Record-evidence", mark("Evidence names a passage."), mark("Write `- passage: …`."), entry.mark
            )
            return None
        for name in entry.entries:
            if name not in EVIDENCE_KEYS:
                self.faults.unknown(name, entry.keys[name], EVIDENCE_KEYS)
        source = entry if "basis" in entry.entries or value is None else value
        basis = self.basis(source)
        because: tuple[tuple[str, str], ...] = ()
        reason = source.get("because")
        if isinstance(reason, Mapping):
            because = tuple(
                (language, text.text)
                for language, text in reason.entries.items()
                if isinstance(text, Scalar) and language in self.languages
            )
            for language, text in reason.entries.items():
                if language in self.languages and isinstance(text, Scalar) and not visible(text.text):
                    told, remedy = (
                        mark("'{key}' needs its text in '{language}'."),
                        mark("Write it after `{language}:`."),
                    )
                    self.faults.add("Record-value", told, remedy, text.mark, key="because", language=language)
            for language in reason.entries.keys() - set(self.languages):
                self.faults.unknown(language, reason.keys[language], self.languages)
        if basis == "interpreted" and {language for language, _ in because} != set(self.languages):
            self.faults.add(
                "Record-because",
                mark("A reading needs its reason in every language ({languages})."),
                mark("Add `because:` with one line for each."),
                mark_of(source, "basis"),
                languages=", ".join(self.languages),
                key="because",
            )
        passage, quote = entry.text("passage"), entry.text("quote")
        named = [page for page in items(entry.get("pages")) if isinstance(page, Scalar)]
        for page in named:
            if not KEY.fullmatch(page.text):
                self.faults.add(
                    "Record-pages",
                    mark("'{page}' is not of the form kind/key."),
                    mark("Give the page a record of its own, and name it as that does, as in document/visa-page."),
                    page.mark,
                    page=page.text,
                    key="pages",
                )
        pages = tuple(URIRef(self.names.thing(page.text)) for page in named if KEY.fullmatch(page.text))
        if named and not pages:
            return None
        if (passage is None and not pages) or (passage is not None and (quote is None or not KEY.fullmatch(passage))):
            self.faults.add(
                "Record-evidence",
                mark("Evidence needs a passage and a quotation, or pages."),
                mark("Write `passage:` and `quote:`; for the web, `pages:` and `verification: reported`."),
                entry.mark,
                key="evidence",
            )
            return None
        verification = entry.text("verification")
        parts = (passage or "", quote or "", basis, *(text for _, text in because), *pages, verification or "")
        return Evidence(
            URIRef(self.names.thing(f"evidence/{digest(*parts)}")),
            URIRef(self.names.thing(passage)) if passage else None,
            quote,
            basis,
            because,
            pages,
            verification,
            entry.mark,
            tuple((name, value.mark) for name, value in entry.entries.items()),
        )

    def prove(self, tree: Mapping, statements: list[Statement]) -> None:
        """Give each statement of a node the evidence that shows it; what nothing shows, and should be, is a fault."""
        rest: list[Evidence] = []
        for entry in items(tree.get("evidence")):
            evidence = self.evidence(entry)
            if evidence is None or not isinstance(entry, Mapping):
                continue
            if "shows" not in entry.entries:
                rest.append(evidence)
                continue
            for wanted in items(entry.get("shows")):
                for statement in self._shown(wanted, tree, statements):
                    statement.evidence.append(evidence)
        for statement in statements:
            if statement.rule != "passage" or statement.evidence:
                continue
            statement.evidence.extend(rest)
            if not rest:
                self.faults.add(
                    "Record-unproven",
                    mark("Nothing shows '{key}: {value}'."),
                    mark("Add an evidence entry with a passage, a quotation and `shows: [{key}]`."),
                    statement.mark,
                    key=statement.key,
                    value=statement.text,
                )

    def _shown(self, wanted: Value, tree: Mapping, statements: list[Statement]) -> list[Statement]:
        if isinstance(wanted, Mapping) and len(wanted.entries) == 1:
            name, value = next(iter(wanted.entries.items()))
            text = value.text if isinstance(value, Scalar) else ""
        elif isinstance(wanted, Scalar):
            name, _, text = (part.strip() for part in wanted.text.partition(": "))
        else:
            name, text = "", ""
        hits = [one for one in statements if one.key == name and (not text or one.text == text)]
        mistyped = {word for one in self.faults.problems if one.rule == "Record-unknown-key" for word in one.near}
        unread = {one.key for one in self.faults.problems} & tree.keys.keys()  # it is here, and told of as wrong
        if not hits and name not in mistyped | unread:
            self.faults.add(
                "Record-shows",
                mark("Nothing here is called '{name}'."),
                mark("`shows` lists keys of this node, or `key: value`."),
                wanted.mark,
                tuple(near(name, {one.key for one in statements})),
                name=f"{name}: {text}" if text else name,
                key="shows",
            )
        return hits


def unaddressed(tree: Mapping) -> Iterable[Mapping]:
    """Return the evidence entries of a node that show whatever no other shows."""
    for entry in items(tree.get("evidence")):
        if isinstance(entry, Mapping) and "shows" not in entry.entries:
            yield entry


def mark_of(tree: Mapping, key: str) -> Mark:
    """Return where a key stands, or where its mapping begins."""
    return tree.keys.get(key, tree.mark)
