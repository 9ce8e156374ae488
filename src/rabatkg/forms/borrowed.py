"""What we call the keys whose property is borrowed, or is read from its other end, and so bears no label of ours."""

from collections.abc import Iterable

from rabatkg.speech import mark, translated

WORDS = {
    "title": (mark("title"), mark("What the thing is called, in the project’s own words.")),
    "altTitle": (mark("other names"), mark("Other names that the thing goes by, or went by.")),
    "notation": (mark("number"), mark("The number that the source prints, as in 5a or 17.")),
    "link": (mark("address printed"), mark("An address of the web that the source prints.")),
    "homePage": (mark("site"), mark("The thing’s own site on the web.")),
    "language": (mark("language"), mark("The language that the document is written in, as a code such as fr.")),
    "publisher": (mark("publisher"), mark("Who brought the document out.")),
    "sameConcept": (mark("the same elsewhere"), mark("The address of the same thing in a table kept by others.")),
    "closeConcept": (
        mark("nearly the same elsewhere"),
        mark("The address of nearly the same thing in a table kept by others."),
    ),
    "part": (mark("parts"), mark("The sessions of the meeting and the presentations given there, each written here.")),
    "outcome": (
        mark("outcomes"),
        mark("What was recommended, found, reported, announced or offered there, each written here."),
    ),
    "participation": (
        mark("participations"),
        mark("Who took part and in which role, where the source says more than a name; each written here."),
    ),
    "addresses": (
        mark("provisions addressed"),
        mark("The provisions that it treats: as the source says (stated), or as you read it (interpreted)."),
    ),
    "mentions": (
        mark("provisions mentioned"),
        mark(
            "The provisions that it touches in passing: as the source says (stated), or as you read it (interpreted)."
        ),
    ),
    "deprecated": (mark("withdrawn"), mark("Whether the thing is withdrawn: rabatkg record retire writes it.")),
    "replacedBy": (mark("replaced by"), mark("What stands in the place of a thing that is withdrawn.")),
}
"""For each such key: what it is called, and what it means."""


def label(key: str, languages: Iterable[str]) -> dict[str, str]:
    """Return what the key is called, by language; empty where its property bears a label of ours."""
    return {lang: translated(WORDS[key][0], lang) for lang in languages} if key in WORDS else {}


def definition(key: str, languages: Iterable[str]) -> dict[str, str]:
    """Return what the key means, by language; empty where its property is defined by us."""
    return {lang: translated(WORDS[key][1], lang) for lang in languages} if key in WORDS else {}
