"""Characters that a file holds for the eye and not for the reader: ligatures, bullets of symbol fonts, controls."""

import re

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_BULLETS = "\x7f\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d\uf06f\u25aa\u25cf\u25a0\u25e6\u2023\u2043\u27a2"
_DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Signs that turn the direction of writing: they can make a text show other words than it holds."""
_CLEAN: dict[int, str | None] = {
    **{ord(sign): text for sign, text in _LIGATURES.items()},
    **dict.fromkeys(map(ord, _BULLETS), "•"),
    **dict.fromkeys([*range(0x20), 0xFFFD], " "),
    **dict.fromkeys(map(ord, _DIRECTIONS)),
}
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
STARTS_ITEM = re.compile(r"(?:[•*·–—-]|o(?=\s)|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+(?=\S)")
"""The sign at the beginning of an item of a list: a bullet, a dash, a number or a letter."""


def cleaned(text: str) -> str:
    """Return a text without what only the eye needs, each run of spaces one space."""
    return _SPACES.sub(" ", text.translate(_CLEAN)).strip()
