"""What the pages about words and records are made from, each read once for a site."""

from rabatkg.forms import Kind
from rabatkg.forms.explaining import text as in_language
from rabatkg.forms.options import folded
from rabatkg.publication.recordbook import Recordbook
from rabatkg.publication.remembering import once
from rabatkg.publication.site import Site
from rabatkg.publication.usage import Usage
from rabatkg.publication.wordbook import Wordbook


@once
def wordbook(site: Site) -> Wordbook:
    """Return the words of the ontology of a site."""
    return Wordbook(site.holding, site.layout)


@once
def usage(site: Site) -> Usage:
    """Return how the words are used in a site."""
    return Usage(site.holding, wordbook(site))


@once
def recordbook(site: Site) -> Recordbook:
    """Return the kinds of records of a site."""
    return Recordbook(site.layout, site.places)


def profiles(kinds: list[Kind] | tuple[Kind, ...], lang: str) -> list[tuple[str, str]]:
    """Return the names of kinds of records, and what they are called, in the order of the latter."""
    named = [(one.name, in_language(one.label, lang)) for one in kinds]
    return sorted(named, key=lambda one: (folded(one[1]), one[0]))
