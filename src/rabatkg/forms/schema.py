"""A JSON Schema of records, by which editors complete and underline while a record is typed.

It is derived from the fields, and so from the shapes. It sees less than `rabatkg record check` does: not whether a
thing exists, nor whether a quotation stands in its passage.
"""

import json
from collections.abc import Iterable

from rabatkg.forms.explaining import due, listed, meaning, taken
from rabatkg.forms.explaining import text as in_language
from rabatkg.forms.fields import Field, Kind, Model
from rabatkg.forms.options import Things
from rabatkg.forms.pieces import (
    CLAIM,
    CORRECTING_CLAIM,
    EVIDENCE,
    PART,
    Schema,
    choice,
    identifier,
    long,
    proofs,
    ref,
    reference,
    several,
    texts,
    value,
)
from rabatkg.speech import say

DIALECT = "https://json-schema.org/draft/2020-12/schema"
RECORD = "record"
"""The name of the piece that any record is."""


def schema(model: Model, lang: str, kind: Kind | None = None) -> Schema:
    """Return the JSON Schema (2020-12) of the records of one kind, or of all files of records.

    Args:
        model: the fields of all classes.
        lang: the language of the descriptions.
        kind: the only kind that the schema is of; a file of other records, or of several, fails it.
    """
    return _Schemas(model, lang).whole(kind)


class _Schemas:
    def __init__(self, model: Model, lang: str) -> None:
        self.model, self.lang, self.things = model, lang, Things.of(model.source)
        self.kinds = {one.class_name: one for one in model.kinds}
        self.pieces: dict[str, Schema] = {}
        self.names: dict[str, str] = {}

    def whole(self, kind: Kind | None) -> Schema:
        self.pieces.update(proofs(self.model))
        if kind is not None:
            root = self._class(kind.class_name, None)
        else:
            root = {
                "if": {"required": ["records"], "not": {"anyOf": [{"required": ["type"]}, {"required": ["adds"]}]}},
                "then": {
                    "type": "object",
                    "properties": {"records": {"type": "array", "items": self._record()}},
                    "additionalProperties": False,
                },
                "else": self._record(),
            }
        title = in_language(kind.label, self.lang) if kind else say("Records of rabatkg", self.lang)
        return {"$schema": DIALECT, "title": title, **root, "$defs": dict(sorted(self.pieces.items()))}

    def _record(self) -> Schema:
        """Return the schema of a record of any kind, or of an addition."""
        if RECORD not in self.pieces:
            self.pieces[RECORD] = {}
            self.pieces[RECORD] = {
                "type": "object",
                "if": {"required": ["adds"]},
                "then": self._addition(),
                "else": self._by_class(self.kinds, None, True),
            }
        return ref(RECORD)

    def _by_class(self, classes: Iterable[str], under: str | None, told: bool) -> Schema:
        """Return the schema of a thing of one of several classes, which its `type` tells."""
        names = list(classes)
        return {
            "type": "object",
            "properties": {
                "type": choice((one, in_language(self.kinds[one].definition, self.lang)) for one in names),
            },
            **({"required": ["type"]} if told else {}),
            "allOf": [
                {
                    "if": {"properties": {"type": {"const": one}}, "required": ["type"]},
                    "then": self._class(one, under),
                }
                for one in names
            ],
        }

    def _class(self, name: str, under: str | None) -> Schema:
        """Return the schema of a thing of a class, as a record or under a key of another thing."""
        piece = name if under is None else f"{name}-under-{under}"
        if piece not in self.pieces:
            self.pieces[piece] = {}
            self.pieces[piece] = self._described(name, under)
        return ref(piece)

    def _described(self, name: str, under: str | None) -> Schema:
        fields = self.model.fields(name, under)
        key = self.model.source.grammar.keys[under] if under else None
        meant = in_language(self.kinds[name].definition, self.lang)
        own: dict[str, Schema] = {"type": {"const": name, "description": meant}}
        needed = [] if key is not None and key.node == name else ["type"]
        if key is None:
            own = {"id": identifier(self.model, name), **own}
        else:
            own = {"key": {"type": "string", "pattern": f"^{PART}$"}, **own}
            needed += [] if key.named_by else ["key"]
        groups = sorted({one.one_of for one in fields if one.one_of})
        either = [{"anyOf": [{"required": [one]} for one in group]} for group in groups]
        return {
            "type": "object",
            "title": in_language(self.kinds[name].label, self.lang),
            "description": meant,
            "properties": {**own, **self._properties(fields), **self._proving(name)},
            "required": [*needed, *(one.key for one in fields if one.required)],
            **({"allOf": either} if either else {}),
            "additionalProperties": False,
        }

    def _proving(self, name: str | None) -> dict[str, Schema]:
        claim = CORRECTING_CLAIM if name == "Correction" else CLAIM
        return {"evidence": several(ref(EVIDENCE)), "claims": several(ref(claim))}

    def _properties(self, fields: Iterable[Field]) -> dict[str, Schema]:
        return {one.key: self._shared(f"key-{one.key}", {**self._told(one), **self._field(one)}) for one in fields}

    def _shared(self, name: str, piece: Schema) -> Schema:
        """Return a reference to a piece, which stands once however many refer to it."""
        told = json.dumps(piece)
        if told not in self.names:
            others = sum(one == name or one.startswith(f"{name}-") for one in self.names.values())
            self.names[told] = f"{name}-{others + 1}" if others else name
            self.pieces[self.names[told]] = piece
        return ref(self.names[told])

    def _field(self, field: Field) -> Schema:
        languages, most = self.model.languages, None if field.many else 1
        if field.value == "lang":
            return texts(languages, field.required, field.many)
        if field.value == "node":
            return several(self._nodes(field), most)
        one = value(field, listed(field, self.things, self.lang))
        if field.kinds and "enum" in one:
            one = self._shared("any-" + "-".join(field.kinds), one)
        if field.value == "serve":
            return several(long(one, languages, "provision"), most)
        return several({"anyOf": [one, long(one, languages)]}, most)

    def _nodes(self, field: Field) -> Schema:
        usual = self.model.source.grammar.keys[field.key].node
        if usual is not None and field.node == (usual,):
            return self._class(usual, field.key)
        return self._by_class(field.node, field.key, usual is None)

    def _told(self, field: Field) -> dict[str, str]:
        options = listed(field, self.things, self.lang)
        takes = taken(field, self.lang, options)
        rest = f"{takes[:1].upper()}{takes[1:]}. {due(field, self.lang)}".rstrip()
        told = meaning(field, self.lang)
        return {"description": f"{told} {rest}", "markdownDescription": f"{told}\n\n{rest}"}

    def _addition(self) -> Schema:
        """Return the schema of an addition: any key may stand, as it may in one of the classes that have it."""
        ways: dict[str, dict[str, Schema]] = {}
        for name in self.kinds:
            for key, one in self._properties(self.model.fields(name)).items():
                ways.setdefault(key, {})[one["$ref"]] = one
        any_key = {key: {"anyOf": list(each.values())} for key, each in ways.items()}
        own = {"adds": reference(()), "key": {"type": "string", "pattern": f"^{PART}$"}}
        return {
            "type": "object",
            "properties": {**own, **any_key, **self._proving(None)},
            "required": ["adds"],
            "additionalProperties": False,
        }
