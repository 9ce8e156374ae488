"""Institutions: whose an office is, and what an institution is called that no register holds."""

import re

from rabatkg.drafting.context import At, Context
from rabatkg.drafting.demonyms import Demonyms

INSTITUTIONS = ("organisation", "body", "dialogue")
FEWEST = 2
"""An institution is not cut down to so few words: the `Bank of Exampleland` is no `Bank`."""


def holder(context: Context, demonyms: Demonyms, at: At) -> str | None:
    """Return the institution that a span names, else the state, else the state that an adjective in it is said of."""
    for kinds in (INSTITUTIONS, ("state",)):
        hits = context.names(at.part, *kinds, start=at.start, end=at.end)
        if hits:
            return hits[0].thing
    return demonyms.state(at.text)


def unknown(context: Context, at: At, of: str | None) -> str | None:
    """Return the name of an institution of its own that a span begins with and that no register holds.

    A ministry is part of its government, and a state that is named is enough to say whose it is.
    """
    own = context.phrases.own_house.search(at.text)
    known = of is not None and not of.startswith("state/")
    return None if known or not own or context.phrases.portfolio.match(at.text) else house_name(context, at.text)


def house_name(context: Context, text: str) -> str:
    """Return the name of an institution: no article, nothing from a bracket, from what else a person is or does."""
    name = re.split(r"\s*\(|\s&\s|,\s(?=[A-ZÀ-Þ])", text)[0]
    name = re.sub(r"^(?:the|le|la|les|l') ?", "", name).strip(" ,.")
    if not context.phrases.capital_months:
        return name
    kept: list[str] = []
    for word in name.split(" "):
        if word[:1].islower() and word.lower() not in context.phrases.fillers:
            break
        kept.append(word)
    while kept and kept[-1][:1].islower():
        kept.pop()
    return " ".join(kept)


def inner_house(context: Context, whole: At) -> str | None:
    """Return the institution inside an office, as in `Director General of the National Agency for X of Y`."""
    match = re.search(r"\b(?:of|at|for|de la|du|de l') ?(?:the )?(?=[A-ZÀ-Þ])", whole.text)
    text = whole.text[match.end() :] if match else ""
    if not context.phrases.own_house.search(text.split(",")[0]) or not text[:1].isupper():
        return None
    hits = context.names(whole.part, "state", start=whole.start, end=whole.end)
    if hits and hits[-1].end == whole.end:
        country = hits[-1].end - hits[-1].start
        cut = re.sub(r"\s(?:of|in|du|de la|de l'|de|des|d')\s?(?:the )?$", "", text[: len(text) - country])
        text = cut if len(cut.split()) > FEWEST else text
    return house_name(context, text)
