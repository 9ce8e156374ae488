"""A site: the graph in tables, in words of each language, and the files that it is published as."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib import import_module
from typing import Any

from rabatkg.errors import DataError
from rabatkg.evidence import Wording
from rabatkg.knowledge import Knowledge
from rabatkg.layout import Layout
from rabatkg.publication import addresses
from rabatkg.publication.holding import Holding
from rabatkg.publication.pages import Pages
from rabatkg.publication.places import Places
from rabatkg.speech import mark, say
from rabatkg.store import Embedded
from rabatkg.store.serialising import statements

MENU = (
    ("coverage.html", mark("Coverage")),
    ("meetings.html", mark("Meetings")),
    ("recommendations.html", mark("Recommendations")),
    ("actors.html", mark("Actors")),
    ("themes.html", mark("Themes")),
    ("documents.html", mark("Documents")),
    ("questions.html", mark("Questions")),
    ("search.html", mark("Search")),
    ("sparql.html", mark("SPARQL")),
)
"""The pages that every page leads to, with what they are called."""
SERVED = (("check.html", mark("Check a record")),)
"""Those that only a server has."""
PARTS = (
    "about",
    "actors",
    "calendar",
    "claims",
    "coverage",
    "descriptions",
    "documents",
    "dumps",
    "feeds",
    "files",
    "graphs",
    "home",
    "meetings",
    "network",
    "notebooks",
    "ontology",
    "profiles",
    "questions",
    "redirects",
    "report",
    "search",
    "sections",
    "sparql",
    "style",
    "tables",
    "themes",
    "things",
    "threads",
    "vocabularies",
)
"""The modules of `publication.parts`, each with a function `files(site)`, in the order in which they are written."""


@dataclass(frozen=True)
class File:
    """One file of the site.

    Attributes:
        path: where it stands below the site's root, with `/` between names.
        make: gives its content, the same bytes every time.
    """

    path: str
    make: Callable[[], bytes]


class Site:
    """The graph as it is published.

    Args:
        layout: where the project stands; its graph is built.
        base: the address of the site, ending in a slash; by default the one that the IRIs of things begin with.
        reports: where to report an error: an address on the web or `mailto:`; without one, the page that tells how.

    Attributes:
        endpoint: the path, from the site's root, of the SPARQL service of the server that makes these pages, if any.
        home: the address of that server, ending in a slash, if any.
        remembered: what was made once of it; see `remembering`.
    """

    def __init__(self, layout: Layout, base: str | None = None, reports: str | None = None) -> None:
        """Open the built graph.

        Raises:
            UsageError: an address is none.
        """
        self.layout, self.settings = layout, layout.settings
        self.languages = self.settings.languages
        self.base = addresses.base(base) if base is not None else self.settings.base
        self.reports = addresses.reports(reports) if reports is not None else None
        self.endpoint: str | None = None
        self.home: str | None = None
        self.remembered: dict[object, Any] = {}
        self.store = Embedded.open(layout.store)
        self.kg = {lang: self._knowledge(lang) for lang in self.languages}
        self.names = self.kg[self.languages[0]].names

    def __getstate__(self) -> dict[str, Any]:
        """Return what a copy begins with, which need not be like this one in what was made once of it."""
        return {**vars(self), "remembered": {}}

    def _knowledge(self, lang: str) -> Knowledge:
        kg = Knowledge(self.layout, lang)
        kg.store = self.store
        return kg

    @cached_property
    def holding(self) -> Holding:
        """The graph, read once."""
        return Holding(statements(self.store), f"{self.names.base}graph/")

    @cached_property
    def places(self) -> Places:
        """Where its things are published."""
        return Places(self.names, self.holding)

    @cached_property
    def words(self) -> dict[str, Wording]:
        """The words for things, by language; those of all that is named in the graph are read already."""
        found = {lang: Wording(self.store, self.names, lang) for lang in self.languages}
        for wording in found.values():
            wording.learn(self.holding.named)
        return found

    @cached_property
    def pages(self) -> Pages:
        """The templates."""
        return Pages(self)

    @property
    def dialogue(self) -> str:
        """The IRI of the dialogue."""
        return self.names.thing(self.settings.dialogue)

    def menu(self, lang: str) -> list[tuple[str, str]]:
        """Return the pages that every page leads to, and what they are called in a language."""
        served = SERVED if self.endpoint else ()
        return [(path, say(label, lang)) for path, label in (*MENU, *served)]

    def prepare(self) -> list[DataError]:
        """Make what the pages take from elsewhere, before files are listed; return what the site must do without."""
        from rabatkg.publication import frontend

        try:
            frontend.made(self.layout.build)
        except DataError as error:
            return [error]
        return []

    def files(self) -> Iterator[File]:
        """Yield all files, each path once. None is made before it is asked for.

        Raises:
            ValueError: two parts of the site claim one path, which is a fault of the program.
        """
        seen: set[str] = set()
        for name in PARTS:
            for file in import_module(f"rabatkg.publication.parts.{name}").files(self):
                if file.path.casefold() in seen:
                    raise ValueError(f"two files of the site are called {file.path}")
                seen.add(file.path.casefold())
                yield file

    @cached_property
    def by_path(self) -> dict[str, File]:
        """All files by their paths."""
        return {file.path: file for file in self.files()}


def digest_of(names: Iterable[str]) -> str:
    """Return what stands for a set of names of files."""
    return sha256("\0".join(sorted(names)).encode()).hexdigest()
