"""Fields in words: what each is called and means, what it takes, and when it is due, in the language of the reader."""

from collections.abc import Iterable, Mapping

from rabatkg.forms.fields import Field
from rabatkg.forms.options import Option, Things
from rabatkg.speech import Texts, count, mark, mark_count, say

MOST_LISTED = 12
"""Choices that are listed one by one; of more, one is shown."""
FORMS = {
    "lang": mark("a text in each language"),
    "string": mark("a text"),
    "integer": mark("a whole number"),
    "decimal": mark("a number, with a point and without spaces"),
    "boolean": mark("true or false"),
    "date": mark("a date, as precise as the source gives it: 2024, 2024-10 or 2024-10-31"),
    "iri": mark("the key of any thing"),
    "serve": mark("the key of a provision"),
    "uri": mark("an address of the web, in full"),
    "node": mark("keys of its own, indented"),
}
"""What a value of each form is, in words."""
SEVERAL = mark_count("one of {n}, as in {example}", "one of {n}, as in {example}")


def text(texts: Mapping[str, str], lang: str) -> str:
    """Return the text in the language, or in any there is."""
    return Texts(texts).told_in(lang)


def name(field: Field, lang: str) -> str:
    """Return what the field is called, with a capital; its key where it has no name."""
    label = text(field.label, lang) or field.key
    return label[:1].upper() + label[1:]


def meaning(field: Field, lang: str) -> str:
    """Return what the field is called and means."""
    parts = (name(field, lang), text(field.definition, lang))
    return say("{name}: {meaning}", lang, name=parts[0], meaning=parts[1]) if parts[1] else f"{parts[0]}."


def taken(field: Field, lang: str, options: Iterable[Option] = ()) -> str:
    """Return what the field takes, in a few words.

    Args:
        options: what it may name, where that is known; a short list is not repeated here.
    """
    listed = list(options)
    if len(listed) > MOST_LISTED:
        told = count(*SEVERAL, lang, n=len(listed), example=f"{listed[0][0]} ({listed[0][1]})")
    elif listed:
        told = say("one of these", lang)
    elif field.kinds:
        told = say(
            "a thing of which the key begins with {kinds}", lang, kinds=", ".join(f"{one}/" for one in field.kinds)
        )
    else:
        told = say(FORMS[field.value], lang)
    if field.smallest is not None:
        told = say("{told}, {smallest} or more", lang, told=told, smallest=field.smallest)
    return say("{told}; several may stand in a list", lang, told=told) if field.many else told


def due(field: Field, lang: str) -> str:
    """Return when the field is due: always, or in place of another, or in some cases; empty where it never is."""
    if field.required:
        return say("Required.", lang)
    if field.one_of:
        return say("One of these is required: {keys}.", lang, keys=", ".join(field.one_of))
    return text(field.advice, lang) if field.advice else ""


def listed(field: Field, things: Things | None, lang: str) -> list[Option]:
    """Return what the field may name, where all of that is known."""
    return things.options(field, lang) if things is not None and (field.choices or field.classes) else []


def proofless(fields: Iterable[Field]) -> tuple[str, ...]:
    """Return the keys among the fields that owe no proof."""
    return tuple(field.key for field in fields if not field.proof)
