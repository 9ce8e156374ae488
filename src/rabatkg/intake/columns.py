"""How a record lies in a workbook: which sheets there are, what their columns are called, and what these hold.

The names are the same in every language. Each sheet bears its own in a hidden first row, `rabatkg part`; the names of
its columns stand in the hidden row below. A column is called as the key whose value it holds; a text in several
languages has a column for each, `title.en`; what proves a value has columns such as `evidence.quote`. A column whose
name begins with `#` is for people, and is not read.

* `record` has the fields of the record itself, a row for each; further rows of a field are further values.
* a sheet for each key of nested nodes, as `part`, has a row for each node, and beside it room for one proof of it.
* `evidence` has a row for each quotation or page that proves something of the record or of a node.
* `values` has the values that carry their own proof, `claims` what is said of other things; a row that gives nothing
  but a proof goes with the row above it.

A sheet, the row of a field and a column may stand more than once; their values are added up. `of` says which node a row
belongs to: the keys on the way to it, as in `session-1/aaa-chair`; none is the record.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from rabatkg.records import Grammar
from rabatkg.records.claiming import CLAIM_KEYS, IN_A_CORRECTION
from rabatkg.records.proving import EVIDENCE_KEYS

SIGN = "rabatkg"
GUIDE, RECORD, EVIDENCE, VALUES, CLAIMS, LISTS = "guide", "record", "evidence", "values", "claims", "lists"
SIGN_ROW, NAMES_ROW, HEAD_ROW, HINT_ROW, FIRST_ROW = range(1, 6)
OF, FIELD, VALUE, SHOWS = "of", "field", "value", "shows"
FOR_PEOPLE, FIELD_TITLE = "#", "#label"
MOST_ROWS, MOST_COLUMNS = 5_000, 200

_SPOKEN = frozenset({"because", "rule", "value", "replaces"})
"""Words of claims and evidence whose text may stand in every language."""
_KINDS = {
    "passage": "iri",
    "pages": "iri",
    "about": "iri",
    "quote": "text",
    "because": "text",
    "rule": "serve",
    "value": "serve",
}
_SEVERAL = frozenset({"pages", SHOWS})
ANCHORS = {EVIDENCE: "passage", VALUES: VALUE, CLAIMS: "about"}
"""The column that stands for a whole row, where something is wrong with that or missing from it."""


@dataclass(frozen=True)
class Columns:
    """What the columns of each sheet may be called, and what they hold.

    Attributes:
        grammar: the table of keys.
        languages: those in which texts stand.
        called: gives the key that a heading stands for, in any language of the dialogue, or None.
    """

    grammar: Grammar
    languages: tuple[str, ...]
    called: Callable[[str], str | None] | None = None

    @cached_property
    def nodes(self) -> tuple[str, ...]:
        """The keys of nested nodes, each of which has a sheet."""
        return tuple(key.name for key in self.grammar.keys.values() if key.value == "node")

    @cached_property
    def sheets(self) -> tuple[str, ...]:
        """The names of all sheets that are read."""
        return (RECORD, *self.nodes, EVIDENCE, VALUES, CLAIMS)

    def known(self, sheet: str) -> frozenset[str]:
        """Return what the columns of a sheet may be called; of the record, its fields."""
        return self._known[sheet]

    @cached_property
    def _known(self) -> dict[str, frozenset[str]]:
        return {sheet: self._of(sheet) for sheet in self.sheets}

    def _of(self, sheet: str) -> frozenset[str]:
        if sheet == EVIDENCE:
            return frozenset(self._with_texts({OF, *EVIDENCE_KEYS}))
        proof = {f"{EVIDENCE}.{name}" for name in self._with_texts(EVIDENCE_KEYS)}
        if sheet == VALUES:
            return frozenset({OF, FIELD, *self._with_texts({"basis", "because"}), VALUE, *proof})
        if sheet == CLAIMS:
            return frozenset({OF, *self._with_texts((CLAIM_KEYS | IN_A_CORRECTION) - {EVIDENCE}), *proof})
        if sheet == RECORD:
            return frozenset({"id", "adds", "key", "type", *self._keys()})
        return frozenset({OF, "key", "type", *self._keys(), *proof})

    @cached_property
    def fields(self) -> frozenset[str]:
        """Return the keys whose values may carry their own proof."""
        return frozenset(key.name for key in self.grammar.keys.values() if key.value not in ("node", "lang"))

    def kind(self, sheet: str, path: tuple[str, ...]) -> str:
        """Return how the values of a column are written, as in the table of keys, or `text` or `word`."""
        if self._of_node(sheet, path):
            key = self.grammar.keys.get(path[0])
            return key.value if key is not None else "word"
        word, *language = path[1:] if path[0] == EVIDENCE else path
        return "text" if language else _KINDS.get(word, "word")

    def several(self, sheet: str, path: tuple[str, ...]) -> bool:
        """Tell whether a column takes several values, one a line."""
        if self._of_node(sheet, path):
            key = self.grammar.keys.get(path[0])
            return key is not None and (key.many or key.value not in ("lang", "string"))
        return path[-1] in _SEVERAL

    def shown(self, text: str) -> str:
        """Return what a line under `shows` names by its heading by the key: `status: x` for `Statut : x`."""
        name, colon, value = (part.strip() for part in text.partition(":"))
        if name in self.grammar.keys or self.called is None or (key := self.called(name)) is None:
            return text
        return f"{key}{colon} {value}".rstrip()

    def listed(self, word: str) -> bool:
        """Tell whether the values of a word stand in a list, even where there is but one."""
        key = self.grammar.keys.get(word)
        return word in _SEVERAL or word in (EVIDENCE, CLAIMS) or (key is not None and key.many and key.value != "lang")

    def _of_node(self, sheet: str, path: tuple[str, ...]) -> bool:
        return path[0] != EVIDENCE and sheet in (RECORD, *self.nodes)

    def _keys(self) -> Iterable[str]:
        for key in self.grammar.keys.values():
            if key.value != "node":
                yield key.name
            if key.value == "lang":
                yield from (f"{key.name}.{language}" for language in self.languages)

    def _with_texts(self, words: Iterable[str]) -> Iterable[str]:
        for word in words:
            yield word
            if word in _SPOKEN:
                yield from (f"{word}.{language}" for language in self.languages)
