"""What the templates are handed that tell facts with their proofs: on pages of things, sections, claims, evidence."""

from functools import partial
from typing import Any

from rabatkg.names import DCTERMS
from rabatkg.publication.places import FORMS
from rabatkg.publication.telling import RANKS, VERIFICATIONS
from rabatkg.speech import dated, say, tongue_in

NAMES = {"ttl": "Turtle", "ttl.gz": "Turtle", "jsonld.gz": "JSON-LD", "nt.gz": "N-Triples"}
"""What the forms of files are called."""
BESIDE = "application/ld+json"
"""The form that the links to the files of a page name as another of the page; the first of all stands in its head."""


def shared(lang: str) -> dict[str, Any]:
    """Return the values by the names that the templates have for them."""
    return {
        "FORMS": FORMS,
        "BESIDE": BESIDE,
        "NAMES": NAMES,
        "RANKS": RANKS,
        "VERIFICATIONS": VERIFICATIONS,
        "dated": partial(dated, lang=lang),
        "LANGUAGE": f"{DCTERMS}language",
        "spoken_in": partial(tongue_in, lang=lang),
        "colon": say("{property}: {value}", lang, property="", value=""),
    }
