"""Reading profiles as files: read with every fault named, and written."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar, get_args

from rabatkg.errors import DataError
from rabatkg.speech import mark
from rabatkg.texts import flat
from rabatkg.texts.profile import Kind, Opening, Pattern, Profile, Wrap

Choice = TypeVar("Choice", bound=str)
_ONE_OF = mark("Use one of: {known}.")


def load_profile(path: Path) -> Profile:
    """Return the profile that a file holds."""
    return _Loading(path, flat.load(path)).profile()


def dump_profile(profile: Profile, document: str) -> str:
    """Return a profile as it is written; what is not set is left out."""
    values: dict[str, flat.Written] = {"document": document, "wrap": profile.wrap}
    if profile.measure is not None:
        values["measure"] = profile.measure
    values["first_section"] = profile.first_section
    values["openings"] = [_row(opening) for opening in profile.openings]
    for key in ("furniture", "footnotes", "links", "bullets"):
        values[key] = [pattern.pattern for pattern in getattr(profile, key)]
    if profile.page_mark:
        values["page_mark"] = profile.page_mark.pattern
        values["page_mark_stands"] = profile.page_mark_stands
    if profile.page_top:
        values["page_top"] = profile.page_top.pattern
    if profile.running:
        values["running"] = profile.running.pattern
    for key in ("links_end_page", "pages_counted"):
        if getattr(profile, key):
            values[key] = "true"
    values["no_names"] = profile.no_names
    return flat.dump(values)


def _row(opening: Opening) -> dict[str, str | int]:
    row: dict[str, str | int] = {"match": opening.match.pattern, "kind": opening.kind}
    if opening.section is not None:
        row["section"] = opening.section
    if opening.lines is not None:
        row["lines"] = opening.lines
    return row


@dataclass(frozen=True)
class _Loading:
    path: Path
    values: dict[str, flat.Value]

    def profile(self) -> Profile:
        known = {field.name for field in fields(Profile)} | {"document"}
        for key in self.values.keys() - known:
            raise self.fault(mark("{key} is not a key of a reading profile."), _ONE_OF, key=key, known=sorted(known))
        default = Profile()
        measure, number, top, running = (self.text(key) for key in ("measure", "page_mark", "page_top", "running"))
        return Profile(
            wrap=self.choice("wrap", default.wrap, get_args(Wrap)),
            measure=self.number(measure) if measure else None,
            first_section=self.text("first_section") or default.first_section,
            openings=tuple(self.opening(row) for row in self.rows("openings")),
            furniture=self.patterns("furniture", default.furniture),
            footnotes=self.patterns("footnotes", default.footnotes),
            links=self.patterns("links", default.links),
            bullets=self.patterns("bullets", default.bullets),
            page_mark=self.pattern(number) if number else None,
            page_mark_stands=self.choice("page_mark_stands", default.page_mark_stands, ("before", "after")),
            page_top=self.pattern(top) if top else None,
            links_end_page=self.truth("links_end_page"),
            pages_counted=self.truth("pages_counted"),
            running=self.pattern(running) if running else None,
            no_names=tuple(word for word in self.items("no_names") if isinstance(word, str)),
        )

    def text(self, key: str) -> str | None:
        value = self.values.get(key)
        if isinstance(value, list):
            raise self.fault(mark("{key} takes one value, not a list."), key=key)
        return value

    def choice(self, key: str, default: Choice, allowed: tuple[Choice, ...]) -> Choice:
        value = self.text(key) or default
        for one in allowed:
            if one == value:
                return one
        raise self.fault(mark("{key} cannot be {value}."), _ONE_OF, key=key, value=value, known=allowed)

    def truth(self, key: str) -> bool:
        return self.choice(key, "false", ("true", "false")) == "true"

    def number(self, value: str) -> int:
        if not value.isdecimal():
            raise self.fault(mark("{value} is not a whole number."), value=value)
        return int(value)

    def rows(self, key: str) -> list[flat.Row]:
        return [row for row in self.items(key) if isinstance(row, dict)]

    def items(self, key: str) -> list[str] | list[flat.Row]:
        value = self.values.get(key, [])
        return [value] if isinstance(value, str) else value

    def patterns(self, key: str, default: tuple[Pattern, ...]) -> tuple[Pattern, ...]:
        if key not in self.values:
            return default
        return tuple(self.pattern(value) for value in self.items(key) if isinstance(value, str))

    def pattern(self, value: str) -> Pattern:
        try:
            return re.compile(value)
        except re.error as error:
            raise self.fault(mark("{value} is not a pattern: {problem}."), value=value, problem=error) from error

    def opening(self, row: flat.Row) -> Opening:
        if "match" not in row or row.keys() - {"match", "kind", "section", "lines"}:
            raise self.fault(mark("An opening has match and, where needed, kind, section and lines."))
        kinds = {kind: kind for kind in get_args(Kind)}
        if row.get("kind", "heading") not in kinds:
            raise self.fault(mark("{kind} is not a kind of passage."), _ONE_OF, kind=row["kind"], known=kinds)
        lines = self.number(row["lines"]) if "lines" in row else None
        return Opening(self.pattern(row["match"]), kinds[row.get("kind", "heading")], row.get("section"), lines)

    def fault(self, template: str, remedy: str | None = None, known: Iterable[str] = (), **values: Any) -> DataError:
        return DataError(template, file=self.path, remedy=remedy, known=", ".join(known), **values)
