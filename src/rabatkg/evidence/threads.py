"""Threads: what was recommended, what was announced of it, and what came of it, step by step."""

from dataclasses import dataclass

from rabatkg.evidence.wording import Wording, values
from rabatkg.store import HEAD


@dataclass(frozen=True)
class Step:
    """One step of a thread.

    Attributes:
        key: the recommendation, announcement, follow-up or meeting.
        kind: its class in words.
        words: what it is called.
        when: when it took place or began, as precisely as that is known, or None.
        event: the meeting that it arose from, in words, where there is one.
        here: whether it is the thing that was asked for.
    """

    key: str
    kind: str
    words: str
    when: str | None
    event: str | None
    here: bool


def thread(wording: Wording, iri: str) -> tuple[Step, ...]:
    """Return the thread that a thing stands in, the earliest step first; nothing where it stands alone.

    Follow-ups lead to what they follow up; announcements, offers and findings to the recommendation that they concern;
    a meeting to the earlier ones that it builds on.
    """
    names = wording.names
    linked = _linked(wording, iri)
    if len(linked) < 2:
        return ()
    rows = wording.store.select(
        f"""{HEAD} SELECT DISTINCT ?it ?kind ?said ?when ?event ?event_said ?dated WHERE {{
            VALUES ?it {{ {values(linked)} }}
            GRAPH ?graph {{ ?it a ?kind }} FILTER(?graph != <{names.graph("inferred")}>)
            OPTIONAL {{ ?it rkg:earliest ?when }} OPTIONAL {{ ?it rkg:when|rkg:start ?said }}
            OPTIONAL {{ ?it rkg:belongsTo ?event . ?event a rkg:Meeting
                        OPTIONAL {{ ?event rkg:earliest ?dated ; rkg:when|rkg:start ?event_said }} }} }}"""
    ).rows
    wording.learn(row[part].value for row in rows for part in ("it", "kind", "event") if part in row)
    found: dict[str, tuple[str, Step]] = {}
    for row in rows:
        text = {key: term.value for key, term in row.items()}
        it, event = text["it"], text.get("event")
        first = text.get("when") or text.get("dated")
        said = text.get("said") or first if "when" in text else text.get("event_said") or first
        told = wording.of(event) if event else None
        step = Step(names.short(it), wording.of(text["kind"]), wording.of(it), said, told, it == iri)
        found.setdefault(it, (first or "9999", step))
    return tuple(step for _, step in sorted(found.values(), key=lambda one: (one[0], one[1].key)))


def _linked(wording: Wording, iri: str) -> set[str]:
    """Return the things of the thread.

    Every path starts at the thing, and what it reaches is only looked at afterwards: a pattern of types beside a path
    makes an engine walk it from each thing of the type.
    """
    rows = wording.store.select(
        f"""{HEAD} SELECT DISTINCT ?it WHERE {{
            {{ <{iri}> (rkg:buildsOn|^rkg:buildsOn)+ ?it }}
            UNION {{ <{iri}> (rkg:followsUp|^rkg:followsUp)+ ?it }}
            UNION {{ <{iri}> rkg:buildsOn|^rkg:buildsOn|rkg:followsUp|^rkg:followsUp ?next . BIND(<{iri}> AS ?it) }}
            UNION {{ ?it rkg:concerns <{iri}> . <{iri}> a rkg:Recommendation }}
            UNION {{ <{iri}> (rkg:followsUp|^rkg:followsUp)+ ?told . ?it rkg:concerns ?told
                     FILTER EXISTS {{ ?told a rkg:Recommendation }} }}
            UNION {{ <{iri}> rkg:concerns ?it . ?it a ?step FILTER(?step IN (rkg:Recommendation, rkg:FollowUp)) }}
            UNION {{ <{iri}> rkg:concerns ?told . ?told (rkg:followsUp|^rkg:followsUp)+ ?it }} }}"""
    ).rows
    return {row["it"].value for row in rows}
