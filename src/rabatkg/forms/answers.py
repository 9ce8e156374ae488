"""One answer that a person types: what it stands for, or what is wrong with it and what may be meant."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from rabatkg.forms.explaining import FORMS, MOST_LISTED
from rabatkg.forms.fields import Field
from rabatkg.forms.options import Option, Things, folded
from rabatkg.names import KEY
from rabatkg.records.values import ADDRESS, literal
from rabatkg.speech import mark, say

REFERENCES = ("iri", "serve")


@dataclass(frozen=True)
class Taken:
    """An answer that will do.

    Attributes:
        text: as a record has it.
        told: what it was taken for, where that is not what was typed.
    """

    text: str
    told: str = ""


@dataclass(frozen=True)
class Doubt:
    """An answer that will not do, or not yet.

    Attributes:
        told: what is wrong, and what to do.
        offers: what may be meant; one of them may be named by its number.
        stays: whether the same answer, given again, is taken.
    """

    told: str
    offers: tuple[Option, ...] = ()
    stays: bool = False


def judged(field: Field, typed: str, things: Things, lang: str, offered: Collection[Option] = ()) -> Taken | Doubt:
    """Return what an answer stands for.

    Args:
        field: what was asked.
        typed: the answer, which is not empty.
        things: those that fields may name.
        lang: the language of the reader.
        offered: what was offered last, so that its number is an answer.
    """
    if field.value in REFERENCES:
        return _named(field, typed, things, lang, tuple(offered))
    if field.value == "uri":
        fits = ADDRESS.fullmatch(typed) is not None
    elif field.value == "boolean":
        yes, no = (folded(say(word, lang)) for word in (mark("yes"), mark("no")))
        typed = {yes: "true", no: "false"}.get(folded(typed), typed)
        fits = literal(typed, "boolean") is not None
    else:
        fits = field.value == "lang" or literal(typed, field.value) is not None
    if not fits:
        return Doubt(
            say("{typed} will not do here: write {form}.", lang, typed=typed, form=say(FORMS[field.value], lang))
        )
    return _measured(field, typed, lang)


def _measured(field: Field, typed: str, lang: str) -> Taken | Doubt:
    if field.smallest is not None and int(typed) < field.smallest:
        return Doubt(say("It is {smallest} at least.", lang, smallest=field.smallest))
    if field.longest is not None and len(typed) > field.longest:
        return Doubt(say("It has {longest} characters at most.", lang, longest=field.longest))
    if field.pattern is not None and re.search(field.pattern, typed) is None:
        return Doubt(say("{typed} has not the form that is asked for. Type ? for help.", lang, typed=typed))
    return Taken(typed)


def _named(field: Field, typed: str, things: Things, lang: str, offered: tuple[Option, ...]) -> Taken | Doubt:
    if typed.isdigit() and 0 < int(typed) <= len(offered):
        key, title = offered[int(typed) - 1]
        return Taken(key, f"{key} ({title})")
    meant, sure = things.meant(field, typed, lang)
    if sure and len(meant) == 1:
        key, title = meant[0]
        return Taken(key, "" if key == typed else f"{key} ({title})")
    if meant:
        return Doubt(say("Which of these is meant? Type its number.", lang), tuple(meant[:MOST_LISTED]))
    if field.choices:
        return Doubt(say("This is none of the choices. Type ? to see them.", lang))
    if not KEY.fullmatch(typed):
        return Doubt(say("Nothing here is called {typed}. Look for it with: rabatkg search WORDS", lang, typed=typed))
    if field.kinds and typed.partition("/")[0] not in field.kinds:
        kinds = ", ".join(f"{one}/" for one in field.kinds)
        return Doubt(say("What is named here begins with {kinds}.", lang, kinds=kinds))
    told = say("There is no record of {typed} yet. Type it again if it is to have one.", lang, typed=typed)
    return Doubt(told, stays=True)
