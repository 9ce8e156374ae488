"""What the dataset is called in each language, who made it, when it was released, and how it is cited.

They are those of CITATION.cff (the Citation File Format 1.2), if the data folder has one, or the folder that holds it;
else those of the credit that the licence asks for. What neither tells is not told, but for a title in each language.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from rabatkg.names import HOME, RKG
from rabatkg.publication import licensing
from rabatkg.publication.remembering import once
from rabatkg.publication.site import Site
from rabatkg.reading import Mapping, items, read
from rabatkg.speech import SOURCE, mark, say

FILE = "CITATION.cff"
CONTRIBUTORS = "The rabatkg contributors"
"""Who publishes the data that come along, as CITATION.cff says; what others publish is known by their host."""
TITLE = mark("{dialogue}: knowledge graph")


@dataclass(frozen=True)
class Credits:
    """What is told of a dataset by those who made it.

    Attributes:
        title: in English, or None.
        people, others: the names of its makers: of persons, and of others.
        released: the day of its release, as `2026-01-31`, or None.
    """

    title: str | None = None
    people: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    released: str | None = None


@once
def credited(site: Site) -> Credits:
    """Return what the makers of a dataset tell of it.

    Raises:
        DataError: the file is no YAML.
    """
    file = _file(site)
    tree = read(file) if file else None
    if isinstance(tree, Mapping) and tree.text("type") == "dataset":
        made = [one for one in items(tree.get("authors")) if isinstance(one, Mapping)]
        people = [" ".join(filter(None, (one.text("given-names"), one.text("family-names")))) for one in made]
        return Credits(
            tree.text("title"),
            tuple(filter(None, people)),
            tuple(name for one in made if (name := one.text("name"))),
            _day(tree.text("date-released")),
        )
    makers, _, title = (licensing.credit(site) or "").partition(", ")
    return Credits(title or None, (), (makers,) if title else ())


def _file(site: Site) -> Path | None:
    data = site.layout.data
    folders = (data, data.parent) if data.name == "data" else (data,)
    return next((folder / FILE for folder in folders if (folder / FILE).is_file()), None)


def title(site: Site, lang: str) -> str:
    """Return what the dataset is called in a language."""
    named = credited(site).title if lang == SOURCE else None
    return named or say(TITLE, lang, dialogue=site.words[lang].of(site.dialogue))


def publisher(site: Site) -> str:
    """Return who publishes a site."""
    return CONTRIBUTORS if site.names.base == HOME else urlsplit(site.base).hostname or site.base


def changed(site: Site) -> str | None:
    """Return the last day on which the dataset is known to have changed: of its release, or of a correction."""
    hold = site.holding
    days = (hold.value(one, f"{RKG}madeOn") for one in hold.of_kind("Correction"))
    return max(filter(None, (credited(site).released, *map(_day, days))), default=None)


def _day(text: str | None) -> str | None:
    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        return None


@once
def citation(site: Site, lang: str) -> str:
    """Return how the data are cited: makers, title, version and year, as far as they are known.

    Makers are named as in the credit that the licence asks for.
    """
    known = licensing.version(site)
    maker = (licensing.credit(site) or "").partition(", ")[0]
    parts = (
        maker,
        title(site, lang),
        say(mark("version {version}"), lang, version=known) if known else "",
        (licensing.year(site) or "") if maker else "",
    )
    return ", ".join(filter(None, parts))
