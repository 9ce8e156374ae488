"""Mistakes that people make in records, each made on purpose in a record that is right.

A mistake is a function from a place in a record to the same file with the mistake in it, and where it ought to be
found: the line, or one of several, and the key that is to be named. It gives nothing where it cannot be made.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from rabatkg.reading import Listing, Mapping, Mark, Scalar, Value, items, read


@dataclass(frozen=True)
class Site:
    """A key of a node in a record file, with its value."""

    file: Path
    lines: tuple[str, ...]
    record: Mapping
    node: Mapping
    key: str
    place: Mark
    value: Value

    @property
    def line(self) -> int:
        """The line of the key, from 1."""
        return self.place.line

    @property
    def scalar(self) -> str | None:
        """The value where it is one plain word or line that stands on the line of its key."""
        one = self.value
        return one.text if isinstance(one, Scalar) and one.mark.line == self.line and one.text in self.own else None

    @property
    def own(self) -> str:
        """The line as it stands."""
        return self.lines[self.line - 1]

    @property
    def end(self) -> int:
        """The last line that belongs to the key."""
        margin = self.place.column - 1
        number = self.line
        while number < len(self.lines):
            text = self.lines[number]
            if text.strip() and len(text) - len(text.lstrip()) <= margin:
                break
            number += 1
        return number

    def with_line(self, text: str, line: int | None = None) -> str:
        """Return the file with one line changed."""
        found = list(self.lines)
        found[(line or self.line) - 1] = text
        return "\n".join(found) + "\n"

    def without(self) -> str:
        """Return the file without the key and what belongs to it."""
        return "\n".join([*self.lines[: self.line - 1], *self.lines[self.end :]]) + "\n"

    def with_value(self, text: str) -> str:
        """Return the file with another value in the place of the one on this line."""
        head = self.own[: self.place.column - 1] + self.own[self.place.column - 1 :].partition(":")[0]
        return self.with_line(f"{head}: {text}")


@dataclass(frozen=True)
class Mutant:
    """A file with a mistake in it.

    Attributes:
        text: the file.
        lines: the lines where the mistake may be told of.
        key: the key that is to be named.
        meant: what was meant, where a near match is expected.
    """

    text: str
    lines: frozenset[int]
    key: str
    meant: str | None = None


Maker = Callable[[Site, Random], Mutant | None]
MISTAKES: dict[str, Maker] = {}


def mistake(maker: Maker) -> Maker:
    """Take a function into the list of mistakes."""
    MISTAKES[maker.__name__.replace("_", "-")] = maker
    return maker


def sites(file: Path) -> Iterator[Site]:
    """Yield the keys of all records in a file."""
    text = file.read_text(encoding="utf-8")
    tree = read(text, file)
    assert isinstance(tree, Mapping)
    lines = tuple(text.splitlines())
    for record in items(tree.get("records")) if "records" in tree.entries else (tree,):
        assert isinstance(record, Mapping)
        yield from _sites(file, lines, record, record)


def _sites(file: Path, lines: tuple[str, ...], record: Mapping, node: Mapping) -> Iterator[Site]:
    for key, value in node.entries.items():
        if node.keys[key].line == node.mark.line and "{" in lines[node.mark.line - 1]:
            continue
        yield Site(file, lines, record, node, key, node.keys[key], value)
        for one in items(value):
            if isinstance(one, Mapping):
                yield from _sites(file, lines, record, one)


def slip(word: str, random: Random) -> str:
    """Return the word with one slip of the fingers in it, behind its first letter."""
    place = random.randrange(1, len(word) - 1)
    return random.choice(
        [
            word[:place] + word[place + 1 :],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            word[:place] + word[place] + word[place:],
            word[:place] + random.choice("etaoinsr") + word[place + 1 :],
        ]
    )


def _key(site: Site, name: str) -> str:
    start = site.place.column - 1
    return site.with_line(site.own[:start] + name + site.own[start + len(site.key) :])


TEXTS = ("en", "fr")
GRAMMAR = frozenset({"id", "adds", "key", "type", "records", "evidence", "claims", *TEXTS})
ABOUT_ITSELF = frozenset({"coChair", "host", "place", "theme", "participant", "organisation", "holder", "within"})


def _property(site: Site) -> bool:
    return site.key not in GRAMMAR and site.own[site.place.column - 1 :].startswith(site.key)


def _reference(site: Site) -> str | None:
    """Return a reference that stands alone behind its key."""
    text = site.scalar
    known = (
        text is not None and re.fullmatch(r"[a-z-]+/[a-z0-9/-]+", text) and site.key not in ("id", "adds", "passage")
    )
    return text if known else None


# keys


@mistake
def key_misspelt(site: Site, random: Random) -> Mutant | None:
    if not _property(site) or len(site.key) < 5:
        return None
    wrong = slip(site.key, random)
    return Mutant(_key(site, wrong), frozenset({site.line}), wrong, site.key) if wrong != site.key else None


@mistake
def key_in_the_plural(site: Site, random: Random) -> Mutant | None:
    if not _property(site) or site.key.endswith("s"):
        return None
    return Mutant(_key(site, f"{site.key}s"), frozenset({site.line}), f"{site.key}s", site.key)


@mistake
def key_without_capitals(site: Site, random: Random) -> Mutant | None:
    if not _property(site) or site.key == site.key.lower():
        return None
    return Mutant(_key(site, site.key.lower()), frozenset({site.line}), site.key.lower(), site.key)


@mistake
def key_with_underscore(site: Site, random: Random) -> Mutant | None:
    wrong = re.sub(r"([A-Z])", lambda match: f"_{match[1].lower()}", site.key)
    if not _property(site) or wrong == site.key:
        return None
    return Mutant(_key(site, wrong), frozenset({site.line}), wrong, site.key)


@mistake
def key_made_up(site: Site, random: Random) -> Mutant | None:
    if not _property(site) or site.node is not site.record:
        return None
    margin = " " * (site.place.column - 1)
    lines = [*site.lines[: site.line - 1], f"{margin}remarks: we met twice", *site.lines[site.line - 1 :]]
    if site.own[: site.place.column - 1].strip():
        return None
    return Mutant("\n".join(lines) + "\n", frozenset({site.line}), "remarks")


@mistake
def key_of_another_kind_of_thing(site: Site, random: Random) -> Mutant | None:
    if site.key != "status" or site.node is not site.record:
        return None
    lines = [*site.lines[: site.end], f"{' ' * (site.place.column - 1)}alpha3: XYZ", *site.lines[site.end :]]
    return Mutant("\n".join(lines) + "\n", frozenset({site.end + 1}), "alpha3")


@mistake
def key_said_twice(site: Site, random: Random) -> Mutant | None:
    if not _property(site) or site.scalar is None or site.own[: site.place.column - 1].strip():
        return None
    lines = [*site.lines[: site.line], site.own, *site.lines[site.line :]]
    return Mutant("\n".join(lines) + "\n", frozenset({site.line + 1}), site.key)


# references


def _named(site: Site) -> str:
    """Return the key that is to be named; a long value is told of under the key that it belongs to."""
    return "" if site.key == "value" else site.key


@mistake
def reference_misspelt(site: Site, random: Random) -> Mutant | None:
    text = _reference(site)
    if text is None:
        return None
    kind, _, key = text.partition("/")
    wrong = f"{kind}/{slip(key, random)}" if len(key) > 2 else text
    if wrong == text or not re.fullmatch(r"[a-z-]+(/[a-z0-9]+(-[a-z0-9]+)*)+", wrong):
        return None
    return Mutant(site.with_value(wrong), frozenset({site.line}), _named(site), text)


@mistake
def reference_in_a_list_misspelt(site: Site, random: Random) -> Mutant | None:
    if not isinstance(site.value, Listing) or not re.search(r"\[[a-z-]+/", site.own):
        return None
    told = [one for one in site.value.items if isinstance(one, Scalar) and one.mark.line == site.line]
    if not told:
        return None
    one = random.choice(told)
    kind, _, key = one.text.partition("/")
    if len(key) < 4:
        return None
    wrong = f"{kind}/{slip(key, random)}"
    if wrong == one.text or not re.fullmatch(r"[a-z-]+(/[a-z0-9]+(-[a-z0-9]+)*)+", wrong):
        return None
    start = one.mark.column - 1
    own = site.own[:start] + site.own[start:].replace(one.text, wrong, 1)
    return Mutant(site.with_line(own), frozenset({site.line}), _named(site), one.text)


@mistake
def reference_with_capitals(site: Site, random: Random) -> Mutant | None:
    text = _reference(site)
    if text is None:
        return None
    kind, _, key = text.partition("/")
    return Mutant(site.with_value(f"{kind}/{key.upper()}"), frozenset({site.line}), _named(site), text)


@mistake
def reference_without_its_kind(site: Site, random: Random) -> Mutant | None:
    text = _reference(site)
    return Mutant(site.with_value(text.partition("/")[2]), frozenset({site.line}), _named(site)) if text else None


@mistake
def reference_of_the_wrong_kind(site: Site, random: Random) -> Mutant | None:
    if site.key not in ABOUT_ITSELF or _reference(site) is None:
        return None
    return (
        Mutant(site.with_value("theme/visa-facilitation"), frozenset({site.line}), _named(site))
        if (site.key != "theme")
        else Mutant(site.with_value("status/held"), frozenset({site.line}), _named(site))
    )


@mistake
def reference_with_its_name_behind(site: Site, random: Random) -> Mutant | None:
    text = _reference(site)
    return Mutant(site.with_value(f"{text} (Morocco)"), frozenset({site.line}), _named(site)) if text else None


@mistake
def reference_with_a_space_inside(site: Site, random: Random) -> Mutant | None:
    text = _reference(site)
    if text is None:
        return None
    return Mutant(site.with_value(text.replace("/", "/ ")), frozenset({site.line}), _named(site))


@mistake
def reference_with_an_invisible_character(site: Site, random: Random) -> Mutant | None:
    text = _reference(site)
    return (
        Mutant(site.with_value(f"{text}\N{ZERO WIDTH SPACE}"), frozenset({site.line}), _named(site)) if text else None
    )


@mistake
def two_values_where_one_may_stand(site: Site, random: Random) -> Mutant | None:
    if site.key not in ("status", "ordinal", "notation", "start", "when") or site.scalar is None:
        return None
    return Mutant(site.with_value(f"[{site.scalar}, {site.scalar}0]"), frozenset({site.line}), _named(site))


# dates and figures

FIGURES = ("value", "ordinal", "domainCount", "actionCount")
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def _date(site: Site) -> str | None:
    dated = site.key in ("when", "start", "end", "asOf", "adoptedOn", "periodStart", "periodEnd")
    text = site.scalar
    return text if dated and text is not None and DATE.fullmatch(text) else None


@mistake
def date_day_first(site: Site, random: Random) -> Mutant | None:
    text = _date(site)
    if text is None:
        return None
    return Mutant(
        site.with_value("/".join(reversed(text.split("-"))) + ("/" if len(text) == 4 else "")),
        frozenset({site.line}),
        site.key,
    )


@mistake
def date_in_words(site: Site, random: Random) -> Mutant | None:
    text = _date(site)
    return Mutant(site.with_value(f"June {text[:4]}"), frozenset({site.line}), site.key) if text else None


@mistake
def date_that_does_not_exist(site: Site, random: Random) -> Mutant | None:
    text = _date(site)
    return Mutant(site.with_value(f"{text[:4]}-02-30"), frozenset({site.line}), site.key) if text else None


@mistake
def date_without_a_zero(site: Site, random: Random) -> Mutant | None:
    text = _date(site)
    return Mutant(site.with_value(f"{text[:4]}-6-3"), frozenset({site.line}), site.key) if text else None


@mistake
def date_with_a_time(site: Site, random: Random) -> Mutant | None:
    text = _date(site)
    return Mutant(site.with_value(f'"{text[:4]}-06-03T10:00"'), frozenset({site.line}), site.key) if text else None


@mistake
def year_of_two_digits(site: Site, random: Random) -> Mutant | None:
    text = _date(site)
    return Mutant(site.with_value(text[2:4]), frozenset({site.line}), site.key) if text else None


@mistake
def end_before_the_start(site: Site, random: Random) -> Mutant | None:
    if site.key != "end" or "start" not in site.node.entries or _date(site) is None:
        return None
    lines = {site.line, site.node.keys["start"].line, site.node.mark.line}
    return Mutant(site.with_value('"1999-01-01"'), frozenset(lines), "end")


@mistake
def figure_with_a_gap(site: Site, random: Random) -> Mutant | None:
    text = site.scalar
    if site.key not in FIGURES or text is None or not text.isdigit() or "about" in site.node.entries:
        return None
    return Mutant(site.with_value(f"{text} 000"), frozenset({site.line}), site.key)


@mistake
def figure_with_a_comma(site: Site, random: Random) -> Mutant | None:
    text = site.scalar
    if site.key not in FIGURES or text is None or not text.isdigit() or "about" in site.node.entries:
        return None
    return Mutant(site.with_value(f'"{text},5"'), frozenset({site.line}), site.key)


# what must be there


@mistake
def status_left_out(site: Site, random: Random) -> Mutant | None:
    meeting = site.record.text("id") or ""
    if site.key != "status" or site.node is not site.record or not meeting.startswith("meeting/"):
        return None
    shown = {site.record.mark.line} | {place for place in _shows(site.record, "status")}
    moved = {line - (site.end - site.line + 1) if line > site.line else line for line in shown}
    return Mutant(site.without(), frozenset(moved), "status")


def _shows(record: Mapping, key: str) -> Iterator[int]:
    for entry in items(record.get("evidence")):
        if isinstance(entry, Mapping):
            yield from (one.mark.line for one in items(entry.get("shows")))


@mistake
def title_left_out(site: Site, random: Random) -> Mutant | None:
    if site.key != "title" or site.node is not site.record or not _is_entitled(site.record):
        return None
    return Mutant(site.without(), frozenset({site.record.mark.line}), "title")


@mistake
def title_in_one_language(site: Site, random: Random) -> Mutant | None:
    if site.key != "fr" or "en" not in site.node.entries:
        return None
    before = site.lines[site.node.mark.line - 2]
    if before.strip() != "title:" or not _is_entitled(site.record):
        return None
    return Mutant(site.without(), frozenset({site.node.mark.line, site.node.mark.line - 1, *_around(site)}), "title")


def _is_entitled(record: Mapping) -> bool:
    """Whether a record is of a thing that must have a title."""
    return (record.text("id") or "").startswith(("meeting/", "organisation/", "person/", "place/", "provision/"))


def _around(site: Site) -> Iterator[int]:
    """Yield the lines of the nodes that may miss a text: those that begin above it."""
    yield from (number for number in range(max(1, site.line - 40), site.line + 1))


@mistake
def language_unknown(site: Site, random: Random) -> Mutant | None:
    if site.key != "fr":
        return None
    start = site.place.column - 1
    wrong = site.own[:start] + "de" + site.own[start + 2 :]
    return Mutant(site.with_line(wrong), frozenset({site.line}), "de")


@mistake
def text_without_languages(site: Site, random: Random) -> Mutant | None:
    if site.key not in ("title", "summary") or site.scalar is not None or not isinstance(site.value, Mapping):
        return None
    lines = [*site.lines[: site.line - 1], site.own + " A title of ours", *site.lines[site.end :]]
    return Mutant("\n".join(lines) + "\n", frozenset({site.line}), site.key)


@mistake
def value_left_empty(site: Site, random: Random) -> Mutant | None:
    if not _property(site) or site.scalar is None or "about" in site.node.entries:
        return None
    return Mutant(site.with_value(""), frozenset({site.line}), site.key)


@mistake
def type_misspelt(site: Site, random: Random) -> Mutant | None:
    if site.key != "type" or site.scalar is None or len(site.scalar) < 5:
        return None
    wrong = slip(site.scalar, random)
    return Mutant(site.with_value(wrong), frozenset({site.line}), wrong, site.scalar) if wrong != site.scalar else None


@mistake
def type_of_another_thing(site: Site, random: Random) -> Mutant | None:
    if site.key != "type" or site.node is not site.record or not (site.record.text("id") or "").startswith("meeting/"):
        return None
    return Mutant(site.with_value("State"), frozenset(range(1, len(site.lines) + 1)), "state")


@mistake
def identifier_with_capitals(site: Site, random: Random) -> Mutant | None:
    if site.key != "id" or site.scalar is None:
        return None
    kind, _, key = site.scalar.partition("/")
    return Mutant(site.with_value(f"{kind}/{key.title()}"), frozenset({site.line}), "id")


# proof


@mistake
def proof_left_out(site: Site, random: Random) -> Mutant | None:
    if site.key != "evidence" or site.node is not site.record or site.record.text("type") is None:
        return None
    if not (site.record.text("id") or "").startswith("meeting/"):
        return None
    return Mutant(site.without(), frozenset(range(site.record.mark.line, len(site.lines) + 1)), "")


@mistake
def passage_misspelt(site: Site, random: Random) -> Mutant | None:
    text = site.scalar
    if site.key != "passage" or text is None:
        return None
    *before, key = text.split("/")
    wrong = "/".join([*before, slip(key, random)])
    if wrong == text or not re.fullmatch(r"[a-z-]+(/[a-z0-9]+(-[a-z0-9]+)*)+", wrong):
        return None
    return Mutant(site.with_value(wrong), frozenset({site.line}), wrong, text)


@mistake
def passage_left_out(site: Site, random: Random) -> Mutant | None:
    if site.key != "quote" or "passage" not in site.node.entries or site.node.keys["passage"].line == site.line:
        return None
    before = site.node.keys["passage"].line
    head = site.lines[before - 1]
    dash = head[: len(head) - len(head.lstrip())]
    lines = [*site.lines[: before - 1], dash + "- " + site.own.lstrip(), *site.lines[site.line :]]
    return Mutant("\n".join(lines) + "\n", frozenset({before}), "passage")


@mistake
def quotation_left_out(site: Site, random: Random) -> Mutant | None:
    if site.key != "quote" or "passage" not in site.node.entries:
        return None
    return Mutant(site.without(), frozenset({site.node.mark.line}), "quot")


@mistake
def quotation_too_long(site: Site, random: Random) -> Mutant | None:
    if site.key != "quote" or "passage" not in site.node.entries:
        return None
    text = " ".join(f"word{number}" for number in range(30))
    lines = [*site.lines[: site.line - 1], site.own.partition(":")[0] + f': "{text}"', *site.lines[site.end :]]
    return Mutant("\n".join(lines) + "\n", frozenset({site.line}), "quot")


@mistake
def basis_misspelt(site: Site, random: Random) -> Mutant | None:
    if site.key != "basis" or site.scalar is None:
        return None
    return Mutant(site.with_value(slip(site.scalar, random)), frozenset({site.line}), "basis", site.scalar)


@mistake
def reading_without_a_reason(site: Site, random: Random) -> Mutant | None:
    if site.key != "because" or site.node.text("basis") != "interpreted":
        return None
    before = {site.node.keys["basis"].line}
    return Mutant(site.without(), frozenset(before), "because")


@mistake
def reason_in_one_language(site: Site, random: Random) -> Mutant | None:
    if site.key != "fr" or not site.lines[site.node.mark.line - 2].strip().startswith("because:"):
        return None
    return Mutant(site.without(), frozenset(_around(site)), "because")


@mistake
def shows_what_is_not_there(site: Site, random: Random) -> Mutant | None:
    if site.key != "shows" or not site.own.rstrip().endswith("]") or "[" not in site.own:
        return None
    return Mutant(site.with_line(site.own.rstrip()[:-1] + ", colour]"), frozenset({site.line}), "colour")


@mistake
def provision_without_a_basis(site: Site, random: Random) -> Mutant | None:
    if site.key not in ("addresses", "mentions") or not isinstance(site.value, Listing):
        return None
    one = next((one for one in site.value.items if isinstance(one, Mapping)), None)
    if one is None or "provision" not in one.entries:
        return None
    margin = " " * (site.place.column + 1)
    lines = [*site.lines[: site.line], f"{margin}- {one.text('provision')}", *site.lines[site.line :]]
    return Mutant("\n".join(lines) + "\n", frozenset({site.line + 1}), site.key)


# the form of the file


@mistake
def quotation_mark_left_open(site: Site, random: Random) -> Mutant | None:
    if site.key != "quote" or not site.own.rstrip().endswith('"'):
        return None
    later = frozenset(range(site.line, len(site.lines) + 2))
    return Mutant(site.with_line(site.own.rstrip()[:-1]), later, "")


@mistake
def tab_for_a_margin(site: Site, random: Random) -> Mutant | None:
    if site.place.column == 1 or site.own[: site.place.column - 1].strip():
        return None
    near = frozenset(range(site.line - 1, site.line + 3))
    return Mutant(site.with_line("\t" + site.own.lstrip()), near, "")


@mistake
def colon_left_out(site: Site, random: Random) -> Mutant | None:
    if not _property(site) or site.scalar is None or site.own[: site.place.column - 1].strip():
        return None
    near = frozenset(range(site.line - 1, site.line + 3))
    return Mutant(site.with_line(site.own.replace(":", "", 1)), near, "")


@mistake
def margin_too_wide(site: Site, random: Random) -> Mutant | None:
    if not _property(site) or site.scalar is None or site.own[: site.place.column - 1].strip():
        return None
    if site.node.mark.line == site.line:
        return None
    near = frozenset(range(site.line - 2, site.line + 3))
    return Mutant(site.with_line(" " + site.own), near, "")


@mistake
def bracket_left_open(site: Site, random: Random) -> Mutant | None:
    if not site.own.rstrip().endswith("]") or not isinstance(site.value, Listing):
        return None
    later = frozenset(range(site.line, len(site.lines) + 2))
    return Mutant(site.with_line(site.own.rstrip()[:-1]), later, "")


@mistake
def anchor_in_the_file(site: Site, random: Random) -> Mutant | None:
    if not _property(site) or site.scalar is None:
        return None
    return Mutant(site.with_value(f"&one {site.scalar}"), frozenset({site.line}), "")


# what only the rest of the graph tells


@mistake
def chairmanship_of_another_time(site: Site, random: Random) -> Mutant | None:
    if site.key != "duringChairmanship" or site.node is not site.record:
        return None
    if site.own.count("chairmanship/") != 1:
        return None
    early = (site.record.text("id") or "")[8:12] < "2015"
    other = "chairmanship/spain-2022" if early else "chairmanship/france-2008"
    return Mutant(site.with_value(f"[{other}]"), frozenset({site.line}), "hairmanship")


@mistake
def nested_key_twice(site: Site, random: Random) -> Mutant | None:
    if not isinstance(site.value, Listing) or len(site.value.items) < 2:
        return None
    first, second = site.value.items[:2]
    if not (isinstance(first, Mapping) and isinstance(second, Mapping) and first.text("key") and second.text("key")):
        return None
    line = second.keys["key"].line
    own = site.lines[line - 1].replace(str(second.text("key")), str(first.text("key")))
    return Mutant(site.with_line(own, line), frozenset({line}), str(first.text("key")))


@mistake
def quotation_in_other_words(site: Site, random: Random) -> Mutant | None:
    words = str(site.value.text if isinstance(site.value, Scalar) else "").split()
    if site.key != "quote" or len(words) < 4 or site.scalar is None:
        return None
    place = random.randrange(1, len(words) - 1)
    return Mutant(
        site.with_line(site.own.replace(f" {words[place]} ", f" {words[place]}s ", 1)), frozenset({site.line}), ""
    )


NEEDS_TEXTS = frozenset({"quotation-in-other-words"})
"""Mistakes that only the documents themselves show."""
