"""Pages for people, by templates in which every value is escaped, and links from one page to another.

A template is handed `page`, what the site and it share:

* `page.lang`, `page.path` (without the language), `page.title`; `page.others`, this page in the other languages;
* `say("…")` and `count("…", "…", n=…)`: the program's own words, which `make catalogue` finds in templates too;
* `link(iri)`: the address of a thing's page in this language, relative to this page, or of what is not ours, if it
  is one of the web; None where there is none;
* `here("meeting/x.html")`: another page in this language; `root("data/x.ttl")`: a file from the site's root;
* `word(iri)`: what a thing is called; `told(term)`: a value in words;
* `day("2025-01")`: a date, month or year in words, as `January 2025`; put it into `<time datetime="2025-01">`;
* `web(text)`: the text if it is an address that may be linked to (http or https), else None.
"""

import os.path
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from rabatkg import __version__, speech
from rabatkg.publication import addresses
from rabatkg.speech import count, dated, say
from rabatkg.store import Term

if TYPE_CHECKING:
    from rabatkg.publication.site import Site

HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\s]")
"""What may not stand in an address that is linked to: controls, spaces, and marks that turn the direction of text."""


NEAR = ("coverage.html", "questions.html", "search.html")
"""The pages that those below the first level lead to in a folder, which are many; the home page leads to all others."""


@dataclass(frozen=True)
class Page:
    """What a template is told of the page that it makes."""

    lang: str
    path: str
    title: str
    site: "Site"
    kind: str = ""
    """The name of its template, as `thing`."""

    @property
    def address(self) -> str:
        """The path below the site's root."""
        return f"{self.lang}/{self.path}"

    @property
    def canonical(self) -> str:
        """The address on the web."""
        return self.site.base + self.address

    @property
    def others(self) -> list[tuple[str, str, str]]:
        """This page in the other languages: code, name of the language in itself, relative address."""
        return [
            (lang, speech.tongue(lang), self.root(f"{lang}/{self.path}"))
            for lang in self.site.languages
            if lang != self.lang
        ]

    @property
    def menu(self) -> list[tuple[str, str]]:
        """The pages that this one leads to at its head: path, and what they are called; all where a server makes it."""
        every = self.site.endpoint or "/" not in self.path
        return [one for one in self.site.menu(self.lang) if every or one[0] in NEAR]

    @property
    def report(self) -> str | None:
        """Where an error of this page is reported, where whoever publishes the site has named it."""
        return addresses.report(self.site.reports, self.canonical) if self.site.reports else None

    def root(self, path: str) -> str:
        """Return the relative address of a file, by its path from the site's root.

        What a server says where there is no page has no path of its own: its links begin at the root of the host.
        """
        path, mark, fragment = path.partition("#")
        relative = os.path.relpath(f"/{path}", f"/{os.path.dirname(self.address)}") if self.path else f"/{path}"
        return quote(relative, safe="/.~-_") + mark + quote(fragment, safe="/.~-_:")

    def here(self, path: str) -> str:
        """Return the relative address of another page in this language."""
        return self.root(f"{self.lang}/{path}")

    def link(self, iri: str) -> str | None:
        """Return the address of the page of a thing, or of what is not ours; None where nothing may be linked to."""
        place = self.site.places.page(iri)
        return self.here(str(place)) if place is not None else web(iri)

    def word(self, iri: str) -> str:
        """Return what a thing is called."""
        return self.site.words[self.lang].of(iri)

    def told(self, term: Term) -> str:
        """Return a value in words."""
        return self.site.words[self.lang].told(term)


class Pages:
    """The templates of a site."""

    def __init__(self, site: "Site") -> None:
        """Take the site."""
        self.site = site

    @cached_property
    def _templates(self) -> Environment:
        made = Environment(
            loader=PackageLoader("rabatkg.publication"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        made.globals.update(web=web, version=__version__)
        return made

    def make(self, template: str, lang: str, path: str, title: str, /, **values: Any) -> bytes:
        """Return a page.

        Args:
            template: its name in `templates`, as `thing.html`.
            lang: the language of the page.
            path: where it stands below the folder of its language.
            title: what it is called, as plain text.
            values: what else the template is handed.
        """
        page = Page(lang, path, title, self.site, template.removesuffix(".html"))
        spoken: Mapping[str, Callable[..., str | None]] = {
            "say": lambda text, **told: say(text, lang, **told),
            "count": lambda one, many, n, **told: count(one, many, lang, n=n, **told),
            "link": page.link,
            "here": page.here,
            "root": page.root,
            "word": page.word,
            "told": page.told,
            "day": lambda text: dated(text, lang),
        }
        made = self._templates.get_template(template).render(page=page, site=self.site, **spoken, **values)
        return made.encode()


def web(text: str) -> str | None:
    """Return an address that may be linked to: of http or https, with a host, without anything hidden; else None."""
    if HIDDEN.search(text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in ("http", "https") and parts.hostname else None


def embedded(json: str) -> Markup:
    """Return JSON that may stand within a script element: nothing in it can end the element."""
    escaped = json.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return Markup(escaped.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))  # all that HTML minds is escaped
