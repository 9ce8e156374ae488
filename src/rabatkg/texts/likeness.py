"""Whether a file holds the document that was registered, perhaps in another extraction."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
from typing import Literal

from rabatkg.texts.normal import normalise
from rabatkg.texts.passages import PassageRegister

SAME = 0.9
"""From this share of words in common, in the same order, two texts are extractions of one document."""


@dataclass(frozen=True)
class Likeness:
    """The verdict, what it rests on, and how much of the two texts is alike: 1 is all; below SAME, an upper bound."""

    same: bool
    how: Literal["checksum", "similarity"]
    ratio: float


def same_document(register: PassageRegister, file: bytes, text: str, held: str) -> Likeness:
    """Compare a file with the registered one: by checksum, else word by word in the normal form.

    ``file`` is the file as it is, ``text`` what an extraction made of it, ``held`` the registered file's raw text.
    """
    if sha256(file).hexdigest() == register.checksum:
        return Likeness(same=True, how="checksum", ratio=1.0)
    matcher = SequenceMatcher(None, normalise(held).split(), normalise(text).split(), autojunk=False)
    at_most = matcher.quick_ratio()
    ratio = matcher.ratio() if at_most >= SAME else at_most
    return Likeness(same=ratio >= SAME, how="similarity", ratio=round(ratio, 4))
