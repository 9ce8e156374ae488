"""Who may use the data, and what credit is asked for: what the file LICENSE of the data folder says of it."""

import re
from dataclasses import dataclass

from rabatkg import __version__
from rabatkg.names import HOME
from rabatkg.publication.remembering import once
from rabatkg.publication.site import Site
from rabatkg.reading import text
from rabatkg.speech import mark, say

FILE = "LICENSE"
"""The file of the data folder that says who may use the data."""
ADDRESS = re.compile(r"https://creativecommons\.org/(?:licenses|publicdomain)/([a-z-]+)/([0-9.]+)/")
EXCEPTED = re.compile(r"^Quotations are excepted$", re.MULTILINE)
"""The heading under which the licence leaves out what others wrote."""
CREDIT = re.compile(r"^Credit may be given in this form:\n+ +(\S.*?)(?:, CC\b.*)?$", re.MULTILINE)
YEAR = re.compile(r"^Copyright (\d{4})\b", re.MULTILINE)
TERMS = mark("The data may be shared and adapted under {name}: give credit, link to the licence, say what you changed.")
QUOTATIONS = mark(
    "Quotations from documents are excepted from it: they are short extracts, given as evidence with their source, and "
    "remain under the rights of the owners of those documents."
)


@dataclass(frozen=True)
class Licence:
    """A licence.

    Attributes:
        address: of the licence, on the web.
        name: what it is called for short, as `CC BY 4.0`.
        excepted: whether quotations are excepted from it.
    """

    address: str
    name: str
    excepted: bool

    def told(self, lang: str) -> str:
        """Return what it allows, and what it does not cover, in words."""
        terms = say(TERMS, lang, name=self.name)
        return f"{terms} {say(QUOTATIONS, lang)}" if self.excepted else terms


@once
def wording(site: Site) -> str | None:
    """Return the whole text of the licence of the data, or None where the data folder has none."""
    file = site.layout.data / FILE
    return text(file) if file.is_file() else None


def licence(site: Site) -> Licence | None:
    """Return the licence that the data folder names, or None where it names none of Creative Commons."""
    told = wording(site) or ""
    found = ADDRESS.search(told)
    if found is None:
        return None
    name = "CC0" if found[1] == "zero" else f"CC {found[1].upper()}"
    return Licence(found[0], f"{name} {found[2]}", bool(EXCEPTED.search(told)))


def version(site: Site) -> str | None:
    """Return the version of the data that come along; that of others is not known."""
    return __version__ if site.names.base == HOME else None


def credit(site: Site) -> str | None:
    """Return the credit that the licence asks for, without the licence: who made the data, and their title."""
    found = CREDIT.search(wording(site) or "")
    return found[1] if found else None


def year(site: Site) -> str | None:
    """Return the year of the data, as their licence tells it."""
    found = YEAR.search(wording(site) or "")
    return found[1] if found else None
