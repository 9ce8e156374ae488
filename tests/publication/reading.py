"""Published pages as their tags: a page says its attributes with or without quotes, in whatever order."""

import re
from html import unescape

TAG = re.compile(r"<([a-z][\w-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"([\w:-]+)(?:=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")


def tags(text):
    """Yield the name of each start tag of a page, with its attributes."""
    for name, attributes in TAG.findall(text):
        yield name.lower(), {told[0].lower(): unescape("".join(told[1:])) for told in ATTRIBUTE.findall(attributes)}


def marks(text):
    """Return the ids of a page, in its order."""
    return [told["id"] for _, told in tags(text) if "id" in told]
