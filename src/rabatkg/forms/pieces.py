"""The pieces of a JSON Schema of records: values, texts, references, proofs and claims.

A value may come as text or as a figure, for editors read `2031` as a figure, and the program reads it as text.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from rdflib import URIRef

from rabatkg.forms.fields import Field, Model
from rabatkg.forms.options import Option
from rabatkg.names import KEY, RKG
from rabatkg.records.claiming import CLAIM_KEYS, CORRECTING, IN_A_CORRECTION, RANKS
from rabatkg.records.values import DECIMAL, INTEGER

Schema = dict[str, Any]
DATE = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
PART = r"[a-z0-9]+(-[a-z0-9]+)*"
"""A part of an identifier, and the key of what is written inside a record."""
ADDRESS = r"^https?://\S+$"
TEXT: Schema = {"type": ["string", "number"], "pattern": r"\S"}
BASES = ["stated", "interpreted"]
EVIDENCE, CLAIM, CORRECTING_CLAIM = "evidence", "claim", "claim-of-a-correction"
"""The names of pieces that several others refer to."""


def ref(name: str) -> Schema:
    """Return a reference to a piece by its name."""
    return {"$ref": f"#/$defs/{name}"}


def several(one: Schema, most: int | None = None) -> Schema:
    """Return the schema of one value or a list of them."""
    return {"anyOf": [one, {"type": "array", "items": one, **({"maxItems": most} if most is not None else {})}]}


def texts(languages: Sequence[str], needed: bool, many: bool = False) -> Schema:
    """Return the schema of a text in each language."""
    text = several(TEXT) if many else TEXT
    return {
        "type": "object",
        "properties": dict.fromkeys(languages, text),
        "additionalProperties": False,
        **({"required": list(languages)} if needed else {"minProperties": 1}),
    }


def reference(kinds: Iterable[str]) -> Schema:
    """Return the schema of a name of a thing, of any kind where none is given."""
    words = "|".join(sorted(kinds))
    return {"type": "string", "pattern": f"^({words})(/{PART})+$" if words else f"^{KEY.pattern}$"}


def choice(options: Iterable[Option]) -> Schema:
    """Return the schema of one of several words, each with what editors show beside it."""
    words = dict(options)
    return {"enum": list(words), "markdownEnumDescriptions": list(words.values())}


def value(field: Field, options: Sequence[Option]) -> Schema:
    """Return the schema of one value of a field that takes no texts and no nodes.

    Args:
        field: the field.
        options: all that it may name, where that is known; editors offer them.
    """
    if field.value in ("iri", "serve"):
        if options:
            return choice(options)
        return reference(field.kinds)
    if field.value == "boolean":
        words = field.choices or ("true", "false")
        return {"enum": [*(word == "true" for word in words), *words]}
    if field.choices:
        return {"enum": list(field.choices)}
    if field.value == "date":
        return {"type": ["string", "integer"], "pattern": DATE, "minimum": 1000, "maximum": 9999}
    if field.value in ("integer", "decimal"):
        pattern = (INTEGER if field.value == "integer" else DECIMAL).pattern.replace(r"\Z", "$")
        pattern = {0: "0|[1-9][0-9]*", 1: "[1-9][0-9]*"}.get(-1 if field.smallest is None else field.smallest, pattern)
        kind = "integer" if field.value == "integer" else "number"
        least = {"minimum": field.smallest} if field.smallest is not None else {}
        return {"type": [kind, "string"], "pattern": f"^({pattern})$", **least}
    longest = {"maxLength": field.longest} if field.longest is not None else {}
    if field.value == "uri":
        return {"type": "string", "pattern": field.pattern or ADDRESS, **longest}
    return {**TEXT, **({"pattern": field.pattern} if field.pattern else {}), **longest}


def long(inner: Schema, languages: Sequence[str], word: str = "value") -> Schema:
    """Return the schema of a value that is written long, with its own basis, reason and proof.

    Args:
        inner: the schema of the value itself.
        languages: those in which a reason must stand.
        word: the key of the value itself.
    """
    return {
        "type": "object",
        "properties": {word: inner, **_reading(languages), "evidence": several(ref(EVIDENCE))},
        "required": [word],
        "additionalProperties": False,
    }


def proofs(model: Model) -> dict[str, Schema]:
    """Return the pieces for what proves a record, and for what it claims of other things, by name."""
    languages, kind = model.languages, URIRef(f"{RKG}Evidence")
    quote = model.rules.asked(kind, URIRef(f"{RKG}quote")).patterns
    verified = model.rules.asked(kind, URIRef(f"{RKG}verification")).choices
    evidence = {
        "type": "object",
        "properties": {
            "passage": reference(["passage"]),
            "quote": {**TEXT, "pattern": quote[0] if quote else TEXT["pattern"]},
            "pages": several(reference(["document"])),
            "verification": {"enum": [str(one) for one in verified]},
            "shows": several({"anyOf": [{"type": "string"}, {"type": "object", "maxProperties": 1}]}),
            **_reading(languages),
        },
        "anyOf": [{"required": ["passage", "quote"]}, {"required": ["pages", "verification"]}],
        "if": {"properties": {"basis": {"const": "interpreted"}}, "required": ["basis"]},
        "then": {"required": ["because"]},
        "additionalProperties": False,
    }
    return {
        EVIDENCE: evidence,
        CLAIM: _claim(model, CLAIM_KEYS, RANKS),
        CORRECTING_CLAIM: _claim(model, IN_A_CORRECTION, CORRECTING),
    }


def identifier(model: Model, class_name: str) -> Schema:
    """Return the schema of the identifiers of a class: what the rules for it say of them."""
    patterns = model.rules.name_patterns(URIRef(f"{RKG}{class_name}"))
    own = [re.sub(r"^/id/", "^", one) for one in patterns] or [f"^{KEY.pattern}$"]
    return {"type": "string", "allOf": [{"pattern": one} for one in own]}


def _reading(languages: Sequence[str]) -> dict[str, Schema]:
    return {"basis": {"enum": BASES}, "because": texts(languages, True)}


def _claim(model: Model, words: Iterable[str], ranks: Iterable[str]) -> Schema:
    said = {"anyOf": [TEXT, texts(model.languages, False)]}
    known: dict[str, Schema] = {
        "about": {"type": "string", "pattern": f"^{KEY.pattern}$"},
        "property": {"enum": list(model.source.grammar.keys)},
        "value": said,
        "rank": {"enum": list(ranks)},
        "rule": {"anyOf": [reference(["ranking-rule"]), texts(model.languages, False)]},
        "replaces": said,
        "evidence": several(ref(EVIDENCE)),
        **_reading(model.languages),
    }
    return {
        "type": "object",
        "properties": {word: known[word] for word in sorted(words)},
        "required": ["about", "property", "value"],
        "additionalProperties": False,
    }
