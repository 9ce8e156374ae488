"""Slips in records beyond those of `mistakes.py`: of the hand, of a program that copies, of the one who reads a source.

A slip takes a place in a record and chance, and gives the whole file with the slip in it, or nothing where there is
nothing to slip on.
"""

import re
import unicodedata
from collections.abc import Callable
from random import Random

from mistakes import MISTAKES, Site

from rabatkg.reading import Listing, Mapping, Scalar

Slip = Callable[[Site, Random], str | None]
SLIPS: dict[str, Slip] = {}
DATES = (
    "2031-W01-1", "2031-001", "20310101", "2031-1-1", "31-01-01", "2031-13-01", "2031-02-30", "0000-01-01", "+2031",
    "-2031-01-01", "2031-01-01T00:00:00", "2031-01-01Z", "2031-01-01+99:00", "٢٠٣١-٠١-٠١", "2031–01–01", "01/02/2031",
    "12031-01-01", '" 2031-01-01"', '"2031-01-01 "', '"2031-01-01\\n"', "2031-01-01 24:00:00", "2031-01-01,5", "10:00",
    "PT", "P1Y",
)  # fmt: skip
NUMBERS = ("1_000", '" 7 "', "٣", "7.0", "1e5", "+7", "07", "-0", "0x10", "NaN", "nan", "inf", "infinity", "1,5", "1_0")
LOOK_ALIKE = str.maketrans("aceopxyABEHIKMOPTX", "асеорхуАВЕНІКМОРТХ")
UNSEEN = "\u200b\u200c\u2060\u00ad\u202e\ufeff"


def slip(maker: Slip) -> Slip:
    """Take a function into the list of slips."""
    SLIPS[maker.__name__.replace("_", "-")] = maker
    return maker


for _name, _maker in MISTAKES.items():
    SLIPS[_name] = lambda site, random, maker=_maker: getattr(maker(site, random), "text", None)


def _words(site: Site) -> list[str]:
    return site.scalar.split(" ") if site.scalar else []


@slip
def date_of_another_form(site: Site, random: Random) -> str | None:
    dated = site.scalar and re.fullmatch(r"\d{4}(-\d\d){0,2}", site.scalar)
    return site.with_value(random.choice(DATES)) if dated else None


@slip
def number_of_another_form(site: Site, random: Random) -> str | None:
    counted = site.scalar and re.fullmatch(r"\d{1,3}(\.\d+)?", site.scalar) and site.key not in ("notation", "key")
    return site.with_value(random.choice(NUMBERS)) if counted and '"' not in site.own else None


@slip
def quotation_with_a_word_less(site: Site, random: Random) -> str | None:
    words = _words(site)
    if site.key != "quote" or len(words) < 4:
        return None
    gone = random.randrange(1, len(words) - 1)
    return site.with_line(site.own.replace(site.scalar, " ".join([*words[:gone], *words[gone + 1 :]])))


@slip
def quotation_with_words_exchanged(site: Site, random: Random) -> str | None:
    words = _words(site)
    at = random.randrange(0, max(len(words) - 1, 1))
    if site.key != "quote" or len(words) < 3 or words[at] == words[at + 1]:
        return None
    words[at], words[at + 1] = words[at + 1], words[at]
    return site.with_line(site.own.replace(site.scalar, " ".join(words)))


@slip
def quotation_with_a_letter_less(site: Site, random: Random) -> str | None:
    if site.key != "quote" or not site.scalar:
        return None
    at = random.choice([n for n, letter in enumerate(site.scalar) if letter.isalpha()])
    return site.with_line(site.own.replace(site.scalar, site.scalar[:at] + site.scalar[at + 1 :]))


@slip
def passage_beside(site: Site, random: Random) -> str | None:
    """The number of the page, before the key of the passage, is off by one."""
    found = re.fullmatch(r"(passage/[^/]+/)(\d+)(-.*)", site.scalar or "")
    if site.key != "passage" or not found:
        return None
    return site.with_line(site.own.replace(found[0], f"{found[1]}{int(found[2]) + 1}{found[3]}"))


@slip
def another_passage(site: Site, random: Random) -> str | None:
    others = {"passage/report-2031/0-8e9602da", "passage/report-2031/0-4d46e04a", "passage/plan-2030/0-6b32d478"}
    return (
        site.with_line(site.own.replace(site.scalar, random.choice(sorted(others - {site.scalar}))))
        if (site.key == "passage" and site.scalar)
        else None
    )


@slip
def letter_of_another_script(site: Site, random: Random) -> str | None:
    return _changed(site, random, lambda letter: letter.translate(LOOK_ALIKE))


@slip
def letters_taken_apart(site: Site, random: Random) -> str | None:
    return _changed(site, random, lambda letter: unicodedata.normalize("NFD", letter))


@slip
def something_unseen(site: Site, random: Random) -> str | None:
    return _changed(site, random, lambda letter: letter + random.choice(UNSEEN))


def _changed(site: Site, random: Random, change: Callable[[str], str]) -> str | None:
    start = site.place.column - 1
    places = [n for n in range(start, len(site.own)) if change(site.own[n]) != site.own[n] and site.own[n].isalpha()]
    if not places:
        return None
    at = random.choice(places)
    return site.with_line(site.own[:at] + change(site.own[at]) + site.own[at + 1 :])


@slip
def second_preferred_text(site: Site, random: Random) -> str | None:
    if site.key not in ("en", "fr") or not site.scalar or '"' in site.own or "'" in site.own:
        return None
    titled = site.node is not site.record and any(
        value is site.node and key == "title" for key, value in site.record.entries.items()
    )
    return site.with_value(f'["{site.scalar}", "Other words"]') if titled else None


@slip
def identifier_of_another(site: Site, random: Random) -> str | None:
    other = {"state/aaa", "state/bbb"} - {site.scalar}
    return site.with_value(random.choice(sorted(other))) if site.key == "id" and site.scalar else None


@slip
def basis_turned(site: Site, random: Random) -> str | None:
    turned = {"stated": "interpreted", "interpreted": "stated", "basis/stated": "basis/interpreted"}
    return site.with_value(turned[site.scalar]) if site.key == "basis" and site.scalar in turned else None


@slip
def values_exchanged(site: Site, random: Random) -> str | None:
    """What stands under one key stands under another of the same node, and the other way round."""
    others = [
        key for key, value in site.node.entries.items()
        if key != site.key and isinstance(value, Scalar) and value.mark.line == site.node.keys[key].line
        and site.lines[value.mark.line - 1].rstrip().endswith(value.text) and key not in ("id", "key", "type")
    ]  # fmt: skip
    if not others or not site.scalar or not _property(site) or not site.own.rstrip().endswith(site.scalar):
        return None
    other = random.choice(others)
    line, text = site.node.keys[other].line, site.node.entries[other].text
    if text == site.scalar:
        return None
    lines = list(site.lines)
    lines[site.line - 1] = site.own.rstrip().removesuffix(site.scalar) + text
    lines[line - 1] = site.lines[line - 1].rstrip().removesuffix(text) + site.scalar
    return "\n".join(lines) + "\n"


@slip
def text_for_a_thing(site: Site, random: Random) -> str | None:
    named = site.scalar and re.fullmatch(r"[a-z-]+/[a-z0-9/-]+", site.scalar) and site.key != "passage"
    return site.with_value('"Some words"') if named else None


@slip
def thing_of_nowhere(site: Site, random: Random) -> str | None:
    named = site.scalar and re.fullmatch(r"[a-z-]+/[a-z0-9/-]+", site.scalar) and site.key != "id"
    return site.with_value(f"{site.scalar.split('/')[0]}/nowhere") if named else None


@slip
def list_in_a_list(site: Site, random: Random) -> str | None:
    return site.with_value(f"[[{site.scalar}]]") if _property(site) and site.scalar and '"' not in site.own else None


@slip
def node_for_a_value(site: Site, random: Random) -> str | None:
    return (
        site.with_value(f"{{en: {site.scalar}x}}")
        if (_property(site) and site.scalar and re.fullmatch(r"[a-z0-9/-]+", site.scalar))
        else None
    )


def _property(site: Site) -> bool:
    return site.key not in ("id", "adds", "key", "type", "records", "evidence", "claims", "en", "fr")


__all__ = ["SLIPS", "Listing", "Mapping"]
