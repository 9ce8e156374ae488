"""A query as text: what it begins with, what it is, and how it ends, so that it can be counted and asked in pages.

A query is not parsed, only read with its comments, texts, IRIs and inner groups blanked out; the server judges it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rabatkg.errors import DataError

ASIDE = re.compile(
    r"#[^\n]*|<[^<>\"{}|^`\\\s]*>|\"\"\".*?\"\"\"|'''.*?'''|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'", re.S
)
PROLOGUE = re.compile(r"\s*(?:(?:PREFIX\s+[\w.-]*:|BASE)\s+)*", re.I)
FORM = re.compile(r"(?<![?$\w:])(SELECT|ASK|CONSTRUCT|DESCRIBE)(?![\w:])", re.I)
CHANGE = re.compile(r"(?:INSERT|DELETE|WITH|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY)(?![\w:])", re.I)
ORDERED = re.compile(r"(?<![?$\w:])ORDER\s+BY(?![\w:])", re.I)
CUT = re.compile(r"(?<![?$\w:])(?:LIMIT|OFFSET)\s+\d", re.I)
VALUES = re.compile(r"(?<![?$\w:])VALUES(?![\w:])", re.I)


@dataclass(frozen=True)
class QueryText:
    """The text of a query.

    Attributes:
        text: all of it.
        outer: the same with blanks for comments, texts, IRIs and whatever stands within braces.
        form: SELECT, ASK, CONSTRUCT or DESCRIBE; empty where it is none of these.
        body: where the form begins; before it stand the prefixes.
    """

    text: str
    outer: str
    form: str
    body: int

    @classmethod
    def of(cls, text: str) -> "QueryText":
        """Take a query."""
        bare = ASIDE.sub(lambda match: " " * len(match[0]), text)
        outer, depth = [], 0
        for sign in bare:
            depth -= sign == "}"
            outer.append(sign if depth <= 0 else " ")
            depth += sign == "{"
        shown = "".join(outer)
        prologue = PROLOGUE.match(shown)
        start = prologue.end() if prologue else 0
        form = FORM.match(shown, start)
        return cls(text, shown, form[1].upper() if form else "", start)

    @property
    def changes(self) -> bool:
        """Whether it is no query, but would change what is stored."""
        return CHANGE.match(self.outer, self.body) is not None

    @property
    def prologue(self) -> str:
        """Its prefixes."""
        return self.text[: self.body]

    def counted(self, distinct: bool = False) -> str:
        """Return the query that counts the rows of this SELECT, as the variable `n`; each once, if they be distinct."""
        inner = self.text[self.body :]
        rows = f"SELECT DISTINCT * WHERE {{ {{ {inner}\n}} }}" if distinct else inner
        return f"{self.prologue}SELECT (COUNT(*) AS ?n) WHERE {{ {{ {rows}\n}} }}"

    def page(self, variables: Sequence[str], size: int, start: int) -> str:
        """Return the query for some rows of this SELECT, in its own order, then in that of all its variables.

        Raises:
            DataError: the query has a form that cannot be asked in pages.
        """
        if VALUES.search(self.outer):
            raise DataError(
                "The answer is longer than the server gives at once, and a query with VALUES at its end cannot be "
                "asked in pages.",
                remedy="Write VALUES inside WHERE, or ask for less.",
            )
        cut = CUT.search(self.outer, self.body)
        end = cut.start() if cut else len(self.text)
        names = " ".join(f"?{name}" for name in variables)
        order = names if ORDERED.search(self.outer, self.body) else f"ORDER BY {names}"
        inner = f"{self.text[self.body : end]}\n{order}\n{self.text[end:]}"
        return f"{self.prologue}SELECT {names} WHERE {{ {{ {inner}\n}} }} LIMIT {size} OFFSET {start}"

    def solutions(self) -> "QueryText":
        """Return the SELECT of all that this CONSTRUCT makes its triples of."""
        return QueryText.of(f"{self.prologue}SELECT * {self._template()[1]}")

    def made_of(self, values: str) -> str:
        """Return a CONSTRUCT with the template of this one, of a table of values; `values` is a VALUES block."""
        return f"{self.prologue}CONSTRUCT {{ {self._template()[0]} }} WHERE {{ {values} }}"

    def _template(self) -> tuple[str, str]:
        """Return what this CONSTRUCT makes, and what it makes it of; CONSTRUCT WHERE makes what it looks for."""
        begins, ends = self.outer.index("{", self.body), self.outer.index("}", self.body)
        plain = self.outer[self.body : begins].split()[1:] == []
        rest = self.text[ends + 1 :] if plain else f"WHERE {self.text[begins:]}"
        return self.text[begins + 1 : ends], rest
