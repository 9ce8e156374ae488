"""Which words of a report are about a meeting: its title page, the opening of its account, a single sentence."""

from collections.abc import Iterator

from rabatkg.drafting.context import Context, Said
from rabatkg.drafting.gazetteer import Hit
from rabatkg.drafting.meetings import Meeting, singular
from rabatkg.drafting.source import Part, Sentence
from rabatkg.drafting.words import fold

HEAD = 8
"""The title page of a meeting is so many passages before and after the one that names it."""
LINE = 140
"""The longest line that may be part of a title page."""
SHORT = 8
"""So many words with a full stop may yet be a line of a title page."""
OPENING = 12
"""A report says in so many passages when and where its meeting was held; later it tells of other things."""


def title_page(meeting: Meeting) -> list[Part]:
    """Return the short lines that stand about the name of a meeting: headings, and lines that are no sentences."""
    parts = [part for part in meeting.parts if part.kind in ("heading", "content")]
    named = meeting.named.part if meeting.named else None
    start = parts.index(named) if named in parts else 0
    near = parts[max(0, start - HEAD if meeting.main else start) : start + HEAD]
    found = []
    for part in near:
        if not part.level and (len(part.text) > LINE or _sentence(part)):
            if parts.index(part) > start and len(part.text) > LINE:
                break
            continue
        found.append(part)
    return found


def _sentence(part: Part) -> bool:
    """Tell whether a passage says something in whole sentences, and so is no line of a title page."""
    text = part.text.rstrip()
    return len(part.sentences) > 1 or (text.endswith((".", "!", "?")) and len(text.split()) > SHORT)


def opening(meeting: Meeting) -> tuple[Part, ...]:
    """Return the first passages of running text about a meeting."""
    return tuple(part for part in meeting.parts if part.kind == "content" and not part.cells)[:OPENING]


def main_clauses(context: Context, parts: tuple[Part, ...]) -> Iterator[Said]:
    """Yield the sentences of passages without the clause at their head that tells of another meeting."""
    for said in context.sentences(parts):
        clause = context.phrases.before_main.match(said.text)
        if clause and (context.phrases.other.search(clause[0]) or context.phrases.meeting.search(clause[0])):
            start = said.sentence.start + clause.end()
            yield Said(said.part, Sentence(said.text[clause.end() :], start, said.sentence.end))
        else:
            yield said


def of_the_meeting(context: Context, meeting: Meeting, said: Said) -> bool:
    """Tell whether a sentence that speaks of a meeting speaks of this one."""
    phrases = context.phrases
    if phrases.other.search(said.text):
        return False
    hits = context.lexicon.meeting_kinds.find(said.text)
    if not hits or phrases.meeting.search(said.text[: hits[0].start]):
        return True
    return any(singular(context, said.part, hit) and same_kind(context, meeting, said.text, hit) for hit in hits)


def same_kind(context: Context, meeting: Meeting, text: str, hit: Hit) -> bool:
    """Tell whether a kind of meeting in a text is that of this meeting: the same, or just `the workshop`."""
    if hit.thing == meeting.kind or meeting.kind is None:
        return True
    called = fold(meeting.named.part.text) if meeting.named else ""
    plain = " " not in hit.text and context.phrases.definite.search(text[: hit.start])
    return bool(plain) or fold(hit.text) in called
