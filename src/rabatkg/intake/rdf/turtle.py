"""Turtle and TriG, statement by statement, each part with its line and column.

Whether a file is right is decided by another reader (`judging`); this one knows where everything stands, and what it
finds must be the same. It reads RDF 1.1: what RDF 1.2 adds (statements about statements) is refused.
"""

import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

from rabatkg.errors import DataError
from rabatkg.intake.rdf.terms import DEEPEST, TYPE, Places, Said, iri, literal
from rabatkg.names import RDF, XSD
from rabatkg.speech import mark
from rabatkg.store.terms import Term

MOST_PREFIXES = 200
_HEX = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_LETTER = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
"""The letters of names: PN_CHARS_BASE of Turtle 1.1, section 6.5; with the rest of _NAME, PN_CHARS."""
_NAME = rf"{_LETTER}0-9_\u00b7\u0300-\u036f\u203f\u2040"
_LOCAL = rf"[{_NAME}:-]|%[0-9A-Fa-f]{{2}}|\\[_~.!$&'()*+,;=/?#@%-]"
_TOKEN = re.compile(
    rf"(?P<blank>(?:[ \t\r\n]|\#[^\n]*)+)"
    rf"|(?P<iri><(?:[^\x00-\x20<>\"{{}}|^`\\]|{_HEX})*>)"
    r'|(?P<long>"""(?:"{0,2}(?:[^"\\]|\\.))*"""|' + r"'''(?:'{0,2}(?:[^'\\]|\\.))*''')"
    r'|(?P<text>"(?:[^"\\\n\r]|\\.)*"|' + r"'(?:[^'\\\n\r]|\\.)*')"
    r"|(?P<at>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+(?![\w-]))"
    r"|(?P<number>[+-]?(?:[0-9]+\.[0-9]*[eE][+-]?[0-9]+|\.?[0-9]+[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+)(?!\w))"
    rf"|(?P<bnode>_:[{_NAME}](?:[{_NAME}.-]*[{_NAME}-])?)"
    rf"|(?P<name>(?:[{_LETTER}](?:[{_NAME}.-]*[{_NAME}-])?)?:(?:(?:{_LOCAL})(?:\.*(?:{_LOCAL}))*)?)"
    r"|(?P<word>[A-Za-z]++(?![\w-]))|(?P<sign>\^\^|[.;,(){}\[\]])",
    re.DOTALL,
)
_ESCAPE = re.compile(rf"{_HEX}|\\(.)", re.DOTALL)
_CONTROLS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_NUMBERS = (
    (re.compile("[eE]"), f"{XSD}double"),
    (re.compile(r"\."), f"{XSD}decimal"),
    (re.compile(""), f"{XSD}integer"),
)
NO_TURTLE = mark("This is not Turtle.")
REMEDY = mark("Check the punctuation, the quotation marks and the prefixes; RDF 1.2 is not read.")
NAMELESS = mark("This node has no name.")
NAME_IT = mark("Name it by an address of its own, as in {name}.")
EXAMPLE = "kind/key/part"


class Token(NamedTuple):
    """A piece of the text: what it is, its characters, and where it begins."""

    kind: str
    text: str
    offset: int


class Reader:
    """Walk the pieces of a text by the grammar, as far as it needs to know what belongs to what.

    The text is cut into pieces at once, so that what is nested too deep is refused before any other parser sees it.

    Args:
        text: of Turtle or TriG.
        file: the name to report.

    Raises:
        DataError: there is a piece that no Turtle has, or it is nested too deep; with its line and column.
    """

    def __init__(self, text: str, file: Path | None) -> None:
        self.text, self.places = text, Places.of(text, file)
        self.tokens, self.at = self._tokens(), 0
        self.prefixes: dict[str, str] = {}
        self.base, self.nodes = "", 0
        self.graph: str | None = None
        self.found: list[Said] = []

    def said(self) -> list[Said]:
        """Return the statements in their order; to be called when the judge has found the text right.

        Raises:
            DataError: it is RDF 1.2, has too many prefixes, or a graph without a name; with its line and column.
        """
        while self.tokens[self.at].kind != "end":
            self._statement()
        return self.found

    def _tokens(self) -> list[Token]:
        found, offset, depth = [], 0, 0
        while offset < len(self.text):
            match = _TOKEN.match(self.text, offset)
            if match is None:
                raise self.places.refused(NO_TURTLE, offset, REMEDY)
            kind, one = match.lastgroup or "", match[0]
            depth += (one in ("[", "(", "{")) - (one in ("]", ")", "}"))
            if depth > DEEPEST:
                told = mark("The record is nested deeper than {most} levels.")
                raise self.places.refused(told, offset, mark("Flatten it."), most=DEEPEST)
            if kind != "blank":
                found.append(Token(kind, one, offset))
            offset = match.end()
        return [*found, Token("end", "", max(len(self.text) - 1, 0))]

    def _statement(self) -> None:
        """Read one directive, one block of a named graph, or what is said of one subject."""
        token = self.tokens[self.at]
        word = token.text.lower().removeprefix("@") if token.kind in ("at", "word") else ""
        if word in ("prefix", "base"):
            self.at += 1
            self._directive(word, token.kind == "at")
        elif word == "graph":
            self.at += 1
            self._block(self._subject(), token)
        elif token.text == "{":
            self._block(None, token)
        else:
            subject = self._subject()
            if self.tokens[self.at].text == "{":
                self._block(subject, token)
            else:
                self._of(subject, token)
                self._sign(".")

    def _directive(self, word: str, dotted: bool) -> None:
        if word == "prefix":
            name = self._next()
            if name.kind != "name" or not name.text.endswith(":"):
                raise self._unexpected(name)
            if len(self.prefixes) >= MOST_PREFIXES:
                told, remedy = mark("This file has more than {most} prefixes."), mark("Take out what is not used.")
                raise self.places.refused(told, name.offset, remedy, most=MOST_PREFIXES)
            self.prefixes[name.text[:-1]] = self._named(self._next()).value
        else:
            self.base = self._named(self._next()).value
        if dotted:
            self._sign(".")

    def _block(self, graph: Term | None, first: Token) -> None:
        if graph is not None and graph.kind == "bnode":
            raise self.places.refused(NAMELESS, first.offset, NAME_IT, name=EXAMPLE)
        self._sign("{")
        self.graph = graph and graph.value
        while self.tokens[self.at].text != "}":
            token = self.tokens[self.at]
            self._of(self._subject(), token)
            if self.tokens[self.at].text != "}":
                self._sign(".")
        self._sign("}")
        self.graph = None

    def _of(self, subject: Term, first: Token) -> None:
        """Read what is said of a subject; a node in brackets may have said all of it itself."""
        if first.text == "[" and self.tokens[self.at].text in (".", "}"):
            return
        self._said(subject, first)

    def _said(self, subject: Term, first: Token) -> None:
        while self.tokens[self.at].kind != "sign":
            verb = self._next()
            predicate = TYPE if verb.text == "a" else self._named(verb).value
            while True:
                token = self.tokens[self.at]
                self._add(subject, predicate, self._object(), first, verb, token)
                if self.tokens[self.at].text != ",":
                    break
                self.at += 1
            while self.tokens[self.at].text == ";":
                self.at += 1

    def _add(self, s: Term, p: str, o: Term, *places: Token) -> None:
        self.found.append(Said(s, p, o, self.graph, *(self.places.mark(one.offset) for one in places)))

    def _subject(self) -> Term:
        return self._node(self._next())

    def _node(self, token: Token) -> Term:
        if token.kind == "bnode":
            return Term("bnode", token.text)
        if token.text not in ("[", "("):
            return self._named(token)
        if token.text == "(" and self.tokens[self.at].text == ")":
            self.at += 1
            return iri(f"{RDF}nil")
        self.nodes += 1
        node = Term("bnode", f"[{self.nodes}")
        if token.text == "[":
            self._said(node, token)
            self._sign("]")
            return node
        while self.tokens[self.at].text != ")":
            item = self.tokens[self.at]
            self._add(node, f"{RDF}li", self._object(), token, item, item)
        self.at += 1
        return node

    def _object(self) -> Term:
        token = self._next()
        if token.kind == "number":
            return literal(token.text, datatype=next(kind for sign, kind in _NUMBERS if sign.search(token.text)))
        if token.kind == "word" and token.text in ("true", "false"):
            return literal(token.text, datatype=f"{XSD}boolean")
        if token.kind not in ("text", "long"):
            return self._node(token)
        edge = 3 if token.kind == "long" else 1
        text = _unescaped(token.text[edge:-edge])
        after = self.tokens[self.at]
        if after.kind == "at":
            self.at += 1
            return literal(text, after.text[1:])
        if after.text == "^^":
            self.at += 1
            return literal(text, datatype=self._named(self._next()).value)
        return literal(text)

    def _named(self, token: Token) -> Term:
        """Return the IRI that is written in full, in relation to the base, or with a prefix."""
        if token.kind == "iri":
            return iri(urljoin(self.base, _unescaped(token.text[1:-1])))
        prefix, colon, local = token.text.partition(":")
        if token.kind != "name" or not colon or prefix not in self.prefixes:
            raise self._unexpected(token)
        return iri(self.prefixes[prefix] + _unescaped(local))

    def _sign(self, wanted: str) -> None:
        token = self._next()
        if token.text != wanted or token.kind != "sign":
            raise self._unexpected(token)

    def _next(self) -> Token:
        token = self.tokens[self.at]
        self.at = min(self.at + 1, len(self.tokens) - 1)
        return token

    def _unexpected(self, token: Token) -> DataError:
        return self.places.refused(NO_TURTLE, token.offset, REMEDY)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_meant, text) if "\\" in text else text


def _meant(match: re.Match[str]) -> str:
    sign = match[1]
    return _CONTROLS.get(sign, sign) if sign else chr(int(match[0][2:], 16))
