"""What the words of the grammar are called in forms, and what they mean, in the language of the reader."""

from rabatkg.records.claiming import RANKS
from rabatkg.speech import mark, say

WORDS = {
    "id": (mark("Identifier"), mark("What the record is called, once and for all.")),
    "adds": (mark("Says more of"), mark("The thing of which another record speaks, and this one says more.")),
    "type": (mark("Kind"), mark("What kind of thing it is.")),
    "key": (
        mark("Key"),
        mark("A short name of its own: lower-case letters, digits and hyphens, as in session-1."),
    ),
    "of": (
        mark("Belongs to"),
        mark("The key of what it belongs to, as in session-1; what belongs to the record itself needs none."),
    ),
    "field": (mark("Field"), mark("The field that the value is for.")),
    "value": (mark("Value"), mark("The value, as it would stand in the field.")),
    "basis": (mark("Basis"), mark("Whether the source says it (stated), or you read it so (interpreted).")),
    "because": (mark("Reason"), mark("Why you read it so. Only where the basis is “interpreted”.")),
    "passage": (
        mark("Passage"),
        mark(
            "The passage of a document that says it; the file KEY.passages.yaml lists those of a document with their "
            "first words."
        ),
    ),
    "quote": (mark("Quotation"), mark("Words of the passage, copied as they stand there.")),
    "shows": (
        mark("Shows"),
        mark("Which fields it proves, one a line, as in “coChair” or “status: status/held”; if empty, all the rest."),
    ),
    "pages": (
        mark("Web pages"),
        mark("In the place of a passage: pages of the web, one a line, each with a record of its own."),
    ),
    "verification": (mark("Verification"), mark("The word “reported”, beside pages of the web.")),
    "about": (mark("About"), mark("The thing that the claim is about.")),
    "property": (mark("Field"), mark("The field of that thing, as records write it.")),
    "rank": (mark("Rank"), mark("Where the value is not held to be right: why. Empty where the claim supports it.")),
    "replaces": (mark("In the place of"), mark("The value that is set aside, and in whose place this one is.")),
    "rule": (mark("Rule of the rank"), mark("By which rule it is ranked so: a rule of the list, or words.")),
}
"""For each word: what it is called, and what it means."""
CHOICES = {
    "basis": (("stated", mark("the source says it")), ("interpreted", mark("you read it so"))),
    "rank": tuple(
        zip(
            RANKS,
            (mark("another source differs"), mark("withdrawn"), mark("contested"), mark("corrected")),
            strict=True,
        )
    ),
    "verification": (("reported", mark("seen on a page that is not kept here")),),
}
"""The values that some words take, with what they mean."""


def called(word: str, lang: str) -> str:
    """Return what a word of the grammar is called; the word itself where it is none."""
    return say(WORDS[word][0], lang) if word in WORDS else word


def meant(word: str, lang: str) -> str:
    """Return what a word of the grammar means; empty where it is none."""
    return say(WORDS[word][1], lang) if word in WORDS else ""


def choices(word: str, lang: str) -> list[tuple[str, str]]:
    """Return the values that a word of the grammar takes, with what they mean; empty where it is open."""
    return [(value, say(told, lang)) for value, told in CHOICES.get(word, ())]
