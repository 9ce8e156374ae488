"""The form of a record in YAML: every field explained in the reader's language, the required ones waiting for a value.

What is optional stands behind a `#`, so that a form that nobody touched says nothing but which values are missing.
"""

from collections.abc import Iterable, Iterator
from textwrap import wrap

from rabatkg.forms.explaining import MOST_LISTED, due, listed, meaning, proofless, taken
from rabatkg.forms.explaining import text as in_language
from rabatkg.forms.fields import Field, Kind, Model
from rabatkg.forms.options import Things
from rabatkg.names import kebab
from rabatkg.records.commented import Block, Entry, Text
from rabatkg.records.house import laid_out
from rabatkg.speech import say

WIDTH = 116
IDENTITY = frozenset({"id", "adds", "key", "type"})
PROVING = frozenset({"basis", "because", "evidence"})
SCHEMA = "# yaml-language-server: $schema={schema}"
"""The line by which editors find the schema of a file."""


def template(
    model: Model,
    kind: Kind,
    lang: str,
    *,
    record: Block | None = None,
    things: Things | None = None,
    schema: str | None = None,
) -> str:
    """Return the form of a record, as YAML.

    Args:
        model: the fields of all classes.
        kind: what the record is to be.
        lang: the language of the explanations.
        record: a record whose values are filled in; without one the form is empty.
        things: those that fields may name, so that choices can be listed; those of the vocabularies will do.
        schema: the path of a JSON Schema to name in the first line, for editors.
    """
    return "\n".join(_Form(model, kind, lang, record, things, schema).lines()) + "\n"


class _Form:
    def __init__(
        self, model: Model, kind: Kind, lang: str, record: Block | None, things: Things | None, schema: str | None
    ) -> None:
        self.model, self.kind, self.lang, self.things, self.schema = model, kind, lang, things, schema
        self.fields = model.fields(kind.class_name)
        self.said = {entry.key: entry for entry in record.entries} if record else {}
        self.whole = record is None

    def lines(self) -> Iterator[str]:
        yield from [SCHEMA.format(schema=self.schema)] if self.schema else []
        yield from self._head()
        yield from self._identity()
        first, rest = self._parted()
        for field in first:
            yield ""
            yield from self._explained(field)
            yield from self._written(field)
        known = {field.key for field in self.fields} | PROVING | IDENTITY
        for key, entry in self.said.items():
            yield from laid_out(entry) if key not in known else ()
        if any(field.proof for field in self.fields) or PROVING & self.said.keys():
            yield ""
            yield from self._proof(any(field.proof for field in first))
        yield ""
        more = self.say(
            "MORE THAT MAY BE SAID. Take the # away before a key, and before the lines below it, to use it."
        )
        yield from _remark(more)
        for field in rest:
            yield ""
            yield from self._explained(field)
            yield from ("#" + line for line in self._example(field, " []"))

    def say(self, template: str, /, **values: object) -> str:
        return say(template, self.lang, **values)

    # what stands

    def _parted(self) -> tuple[list[Field], list[Field]]:
        """Return the fields that are to be filled in or are, and the others."""
        waiting = {field.key for field in self.fields if field.required or field.one_of[:1] == (field.key,)}
        first = [field for field in self.fields if field.key in self.said or (self.whole and field.key in waiting)]
        return first, [field for field in self.fields if field not in first]

    def _head(self) -> Iterator[str]:
        label, meant = in_language(self.kind.label, self.lang), in_language(self.kind.definition, self.lang)
        yield from _remark(self.say("{name}: {meaning}", name=label.upper(), meaning=meant))
        yield from _remark(
            self.say(
                "Fill in what stands below; what begins with # is a remark, or a key that may be left out. "
                "A thing is named by its kind and key, as in state/mar: rabatkg search WORDS finds it. "
                "Then: rabatkg record check FILE"
            )
        )

    def _identity(self) -> Iterator[str]:
        yield ""
        if "adds" in self.said:
            for word, entry in self.said.items():
                yield from laid_out(entry) if word in IDENTITY else ()
            return
        example = self.kind.example or f"{self.kind.name}/…"
        told = self.say(
            "What the record is called, once and for all, as in {example}. It may be left out: it is then made of what "
            "the record says.",
            example=example,
        )
        yield from _remark(told)
        yield from laid_out(self.said["id"]) if "id" in self.said else ("#id:",)
        yield from laid_out(self.said.get("type") or Entry(0, "type", Text(self.kind.class_name, False)))

    def _written(self, field: Field) -> Iterator[str]:
        yield from laid_out(self.said[field.key]) if field.key in self.said else self._example(field)

    # what proves it

    def _proof(self, owed: bool) -> Iterator[str]:
        free = ", ".join(("id", "type", *proofless(self.fields)))
        told = self.say(
            "PROOF: all keys need it but {keys}. Each entry gives words of a passage, copied as they stand; “shows” "
            "says which keys they prove, and without it they prove whatever no other entry shows. "
            "The file KEY.passages.yaml lists the passages of a document with their first words; rabatkg record check "
            "--texts DIR tells in which passage a quotation stands.",
            keys=free,
        )
        yield from _remark(f"{told} {in_language(self.model.message('quote'), self.lang)}")
        held = [entry for key, entry in self.said.items() if key in PROVING]
        for entry in held:
            yield from laid_out(entry)
        if not held:
            margin = "" if owed and self.whole else "#"
            yield from (f"{margin}evidence:", f"{margin}  - passage:", f"{margin}    quote:", "#    shows: []")
        yield from _remark(self.say("Where pages of the web prove it, each with a record of its own:"))
        yield from ("#  - pages: [document/…]", "#    verification: reported")
        yield from _remark(self.say("Where the source does not say it, and you read it so, write the value long:"))
        yield from ("#key:", "#  value:", "#  basis: interpreted", "#  because:")
        yield from (f"#    {language}:" for language in self.model.languages)
        yield from ("#  evidence:", "#    - passage:", "#      quote:")

    # fields

    def _explained(self, field: Field) -> Iterator[str]:
        options = listed(field, self.things, self.lang)
        takes = taken(field, self.lang, options)
        yield from _remark(meaning(field, self.lang))
        yield from _remark(f"{takes[:1].upper()}{takes[1:]}. {due(field, self.lang)}".rstrip())
        if 0 < len(options) <= MOST_LISTED:
            widest = max(len(key) for key, _ in options)
            yield from (f"#   {key:<{widest}}  {label}".rstrip() for key, label in options)

    def _example(self, field: Field, several: str = "") -> Iterator[str]:
        """Yield the lines of a field without its value; `several` stands where a list may."""
        if field.value == "lang":
            yield f"{field.key}:"
            yield from (f"  {language}:{several if field.many else ''}" for language in self.model.languages)
        elif field.value == "serve":
            yield from (f"{field.key}:", "  - provision:", "    basis: stated  # interpreted")
        elif field.value == "node":
            yield f"{field.key}:"
            for name in field.node:
                yield from (f"  {line}" for line in self._node(field, name))
        else:
            yield f"{field.key}:{several if field.many else ''}"

    def _node(self, field: Field, name: str) -> Iterator[str]:
        """Yield the lines of a thing of a class that is written under a field."""
        key = self.model.source.grammar.keys[field.key]
        fields = self.model.fields(name, field.key)
        wanted = [one for one in fields if one.required or one.one_of[:1] == (one.key,) or one.key in key.named_by]
        lines = [f"key: {kebab(name)}-1"] if not key.named_by else []
        lines += [f"type: {name}"] if key.node != name else []
        lines += [line for one in wanted for line in self._example(one)]
        if field.proof or any(one.proof for one in fields):
            lines += ["evidence:", "  - passage:", "    quote:"]
        head = "- " if field.many else ""
        yield from (" " * len(head) + line if number else head + line for number, line in enumerate(lines))
        also = self.say("It may also say: {keys}", keys=", ".join(one.key for one in fields if one not in wanted))
        yield from (" " * len(head) + line for line in _remark(also))


def _remark(text: str) -> Iterable[str]:
    return wrap(
        text, WIDTH, initial_indent="# ", subsequent_indent="# ", break_long_words=False, break_on_hyphens=False
    )
