"""Read a record file with its comments: what stands above each line, and what beside it."""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from rabatkg.reading import LOADER

_COMMENT = re.compile(r"(?:^|(?<=\s))#.*")


@dataclass
class Text:
    """A scalar, and whether it stood in quotation marks or in a block of its own."""

    text: str
    quoted: bool


@dataclass
class Entry:
    """One key or one item, with the comments above it and beside it."""

    line: int
    key: str | None
    value: "Node"
    above: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)


@dataclass
class Block:
    """A mapping or a list."""

    entries: list[Entry]
    keyed: bool


Node = Text | Block


def commented(text: str) -> tuple[Block, list[str], list[str]]:
    """Return the tree of a file, the comments after its end, and all its comments."""
    spans: list[tuple[Any, Any]] = []
    anchors: list[Entry] = []
    events: Any = iter(yaml.parse(text, Loader=LOADER))

    def node(event: Any, flow: bool) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            spans.append((event.start_mark, event.end_mark))
            return Text(event.value, bool(event.style))
        block, flow = Block([], isinstance(event, yaml.MappingStartEvent)), flow or bool(event.flow_style)
        while not isinstance(event := next(events), yaml.CollectionEndEvent):
            entry = Entry(event.start_mark.line, None, Text("", False))
            if not flow:
                anchors.append(entry)
            if block.keyed:
                spans.append((event.start_mark, event.end_mark))
                entry.key, event = event.value, next(events)
            entry.value = node(event, flow)
            block.entries.append(entry)
        return block

    root = next(node(event, False) for event in events if isinstance(event, yaml.CollectionStartEvent))
    assert isinstance(root, Block)
    list(events)
    foot: list[str] = []
    found: list[str] = []
    inside = {line for a, b in spans for line in range(a.line, b.line)}
    ends: dict[int, int] = {}
    for _, end in spans:
        ends[end.line] = max(ends.get(end.line, 0), end.column)
    for number, line in enumerate(text.split("\n")):
        match = None if number in inside else _COMMENT.search(line, ends.get(number, 0))
        if match is None:
            continue
        comment = match[0].rstrip()
        found.append(comment)
        alone = not line[: match.start()].strip()
        near = [one for one in anchors if (one.line > number if alone else one.line <= number)]
        if not near:
            foot.append(comment)
        elif alone:
            near[0].above.append(comment)
        else:
            near[-1].beside.append(comment)
    return root, foot, found
