"""What a name that nothing bears may have meant."""

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

from rabatkg.evidence.calling import Called, Calling, folded
from rabatkg.evidence.wording import Wording

MOST = 5
LONGEST = 10
"""A label of more words tells of what it contains, it is not called so."""
ALIKE = 0.8
BEGUN = 4
"""Fewer letters than these begin too many words."""

NUMBERED = re.compile(r"([^\W\d]*?) ?(\d+[a-z]?)")


def numbered(calling: Calling, name: str) -> tuple[str, dict[str, str]]:
    """Return the number in `Action17`, `a17` or `17`, and the numbers of the provisions it may mean, by IRI.

    Those that bear the number with a letter after it, as 5a and 5b for 5, are meant where none bears it bare.
    """
    typed = NUMBERED.fullmatch(folded(name))
    if typed is None:
        return "", {}
    kind, number = typed.groups()
    ours = [one for one in calling.all if one.number and folded(one.kind).startswith(kind)]
    bare = {one.iri: one.number for one in ours if one.number == number}
    return number, bare or {one.iri: one.number for one in ours if re.fullmatch(f"{number}[a-z]", one.number)}


def near_keys(calling: Calling, name: str) -> tuple[str, ...]:
    """Return the keys that look like what was typed, if that looks like a key, best first."""
    name = name.strip()
    kind, mark_of, tail = name.partition("/") if "/" in name else name.partition(":")
    if " " in name or not mark_of:
        return ()
    same = [key for key in calling.keys if key.startswith(kind + mark_of)]
    begun = [key for key in same if key.startswith(name)]
    scored = [] if begun else sorted((-_alike(tail, key[len(kind) + 1 :]), key) for key in same)
    others = [key for key in calling.keys if key.partition(mark_of)[2] == tail]
    called = {calling.names.short(iri) for iri in calling.bearers(tail.replace("-", " "))}
    begun = [*(key for key in same if key in called), *(key for key in begun if key not in called)]
    return tuple([*begun, *(key for score, key in scored if -score >= ALIKE), *others][:3])


def guesses(calling: Calling, name: str) -> dict[str, str]:
    """Return the things whose labels or keys are near to a name, best first, each as its label is written."""
    wanted = folded(name)
    if not wanted:
        return {}
    key = "-".join(wanted.split())
    found: dict[str, tuple[tuple[float, int, str], str]] = {}
    for one in calling.all:
        if one.number or not calling.is_thing(one.iri):
            continue
        place = 0.0 if one.iri.endswith(f"/{key}") else _place(wanted, folded(one.words))
        if place is not None:
            told = ((place, len(one.words), one.words), one.words)
            found[one.iri] = min(found.get(one.iri, told), told)
    best = sorted(found, key=lambda iri: (found[iri][0], iri))
    contained = [iri for iri in best if found[iri][0][0] < 4]
    return {iri: found[iri][1] for iri in (contained or best)[:MOST]}


def namesakes(wording: Wording, name: str, iri: str) -> Mapping[str, str]:
    """Return the labels, by key, of the other things whose names begin with a name or contain it as whole words."""
    calling = Calling(wording.store, wording.names)
    wanted = folded(name)
    if not any(folded(one.words) == wanted for one in calling.of(iri)):
        return {}
    found: dict[str, tuple[int, int]] = {}
    for one in calling.all:
        if (
            one.iri != iri
            and not one.number
            and calling.is_thing(one.iri)
            and (place := _within(wanted, one)) is not None
        ):
            found[one.iri] = min(found.get(one.iri, place), place)
    best = sorted(found, key=lambda other: (found[other], other))[:MOST]
    return {wording.names.short(other): wording.of(other) for other in best}


def _within(wanted: str, one: Called) -> tuple[int, int] | None:
    words = folded(one.words)
    if f" {wanted} " not in f" {words} " or words.count(" ") >= LONGEST:
        return None
    return (0 if f"{words} ".startswith(f"{wanted} ") else 1, len(words))


def _place(wanted: str, words: str) -> float | None:
    """Return how near a label is, less is nearer: begins so, contains it, begins a word so, has its words, is alike."""
    if f"{words} ".startswith(f"{wanted} "):
        return 0
    short = words.count(" ") < LONGEST
    if short and f" {wanted} " in f" {words} ":
        return 1
    if len(wanted) >= BEGUN and words.startswith(wanted):
        return 2
    parts = words.split()
    if short and all(
        any(part == word or (len(word) >= BEGUN and part.startswith(word)) for part in parts) for word in wanted.split()
    ):
        return 3
    likeness = max(_alike(wanted, words), _alike(wanted, " ".join(parts[: wanted.count(" ") + 1])))
    return 5 - likeness if likeness >= ALIKE else None


def _alike(one: str, other: str) -> float:
    """Return how alike two names are, 1 for the same letters in another order."""
    if sorted(one) == sorted(other):
        return 1
    matcher = SequenceMatcher(None, one, other)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0
    return matcher.ratio()
