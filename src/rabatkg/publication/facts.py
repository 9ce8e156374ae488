"""What the templates are handed that tell facts with their proofs: on pages of things, sections, claims, evidence."""

from functools import partial
from typing import Any

from rabatkg.publication.places import FORMS, SHARED
from rabatkg.publication.telling import RANKS, VERIFICATIONS
from rabatkg.speech import dated, say

NAMES = {"ttl": "Turtle", "ttl.gz": "Turtle", "jsonld.gz": "JSON-LD", "nt.gz": "N-Triples"}
"""What the forms of files are called."""


def shared(lang: str) -> dict[str, Any]:
    """Return the values by the names that the templates have for them."""
    return {
        "FORMS": FORMS,
        "SHARED": SHARED,
        "NAMES": NAMES,
        "RANKS": RANKS,
        "VERIFICATIONS": VERIFICATIONS,
        "dated": partial(dated, lang=lang),
        "colon": say("{property}: {value}", lang, property="", value=""),
    }
