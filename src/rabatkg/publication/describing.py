"""What the dataset is described from, and its description in the words of schema.org.

What is told is counted, or stands in the data folder; nothing is told that is not known.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rabatkg.names import DCTERMS, RKG, SKOS
from rabatkg.publication import credits, licensing
from rabatkg.publication.counting import Counts
from rabatkg.publication.downloads import Download
from rabatkg.publication.licensing import Licence
from rabatkg.publication.site import Site
from rabatkg.publication.terms import Triple, every, iri, typed
from rabatkg.speech import mark, say
from rabatkg.store import Term

DESCRIPTION = mark("{dialogue}: meetings, actors, texts and outcomes, each fact with the words of the source.")
KEYWORDS = (mark("knowledge graph"), mark("linked open data"), mark("provenance"))
"""What any such dataset is searched by, besides the names of the dialogue and of its widest themes."""
QUOTING = ("dumps/", "tables/evidence.")
"""What the paths of the downloads begin with that hold quotations."""


@dataclass(frozen=True)
class Described:
    """What a description is made from.

    Attributes:
        site: the site.
        counts: the graph, counted.
        downloads: what is offered whole.
        licence: the licence of the data, or None where none is known.
        explaining: the paths of the files that say what the columns of tables mean.
    """

    site: Site
    counts: Counts
    downloads: tuple[Download, ...]
    licence: Licence | None
    explaining: tuple[str, ...] = ()

    @property
    def dataset(self) -> str:
        """The IRI of the dataset."""
        return f"{self.site.names.base}void.ttl#dataset"

    @property
    def catalogue(self) -> str:
        """The IRI of the catalogue."""
        return f"{self.site.names.base}dcat.ttl#catalogue"

    @property
    def publisher(self) -> str:
        """Who publishes the site."""
        return credits.publisher(self.site)

    @property
    def titles(self) -> list[Term]:
        """What the dataset is called, in each language."""
        return [Term("literal", credits.title(self.site, lang), lang) for lang in self.site.languages]

    @property
    def version(self) -> str | None:
        """The version of the data that come along; that of others is not known."""
        return licensing.version(self.site)

    @property
    def rights(self) -> str | None:
        """The IRI of the statement of what the licence does not cover; None where it covers all, or there is none."""
        return f"{self.site.names.base}void.ttl#rights" if self.licence and self.licence.excepted else None

    @property
    def services(self) -> dict[str, str]:
        """The addresses of what the server that makes the site answers by; none for a site of files alone."""
        home = self.site.home
        return {name: f"{home}{name}" for name in ("sparql", "reconcile")} if home else {}

    @property
    def keywords(self) -> list[Term]:
        """What the dataset may be searched by: what it is, the names of the dialogue, its widest themes."""
        hold, languages = self.site.holding, self.site.languages
        themes = [theme for theme in hold.of_kind("Theme") if hold.value(theme, f"{SKOS}topConceptOf")]
        named = [(self.site.dialogue, ("prefLabel", "altLabel")), *((theme, ("prefLabel",)) for theme in themes)]
        told = [term for one, names in named for name in names for term in hold.values(one, f"{SKOS}{name}")]
        own = [Term("literal", say(word, lang), lang) for word in KEYWORDS for lang in languages]
        return list(dict.fromkeys([*own, *(term for term in told if term.lang in languages)]))

    @property
    def countries(self) -> list[str]:
        """The countries of the states that stand on a side of the dialogue, as the table of countries of the EU."""
        hold = self.site.holding
        states = [state for state in hold.of_kind("State") if hold.value(state, f"{RKG}side")]
        return sorted({term.value for state in states for term in hold.values(state, f"{RKG}represents")})

    def texts(self, template: str) -> list[Term]:
        """Return a message in each language."""
        return [
            Term("literal", say(template, lang, dialogue=words.of(self.site.dialogue)), lang)
            for lang, words in self.site.words.items()
        ]

    @property
    def period(self) -> tuple[str, str] | None:
        """The first and the last day of the meetings whose time is known."""
        days = [
            tuple(self.site.holding.value(iri, f"{RKG}{name}") for name in ("earliest", "latest"))
            for iri in self.site.holding.of_kind("Meeting")
        ]
        known = [(first, last) for first, last in days if first and last and _day(first) and _day(last)]
        return (min(first for first, _ in known), max(last for _, last in known)) if known else None


def restricted(told: Described, *about: str) -> Iterator[Triple]:
    """Yield what the licence does not cover of some things, where it does not cover all."""
    if told.rights:
        for one in about:
            yield iri(one), f"{DCTERMS}rights", iri(told.rights)
        yield from typed(told.rights, f"{DCTERMS}RightsStatement")
        yield from every(told.rights, f"{DCTERMS}description", told.texts(licensing.QUOTATIONS))


def schema_org(told: Described, lang: str | None = None) -> dict[str, object]:
    """Return the description in the words of schema.org, in one language or in all."""
    cited = credits.credited(told.site)
    citations = [
        Term("literal", f"{credits.citation(told.site, one)}. {told.site.names.base}", one)
        for one in told.site.languages
    ]
    texts = {"name": told.titles, "description": told.texts(DESCRIPTION), "creditText": citations}
    makers = [("Person", one) for one in cited.people] + [("Organization", one) for one in cited.others]
    made: dict[str, object] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": told.dataset,
        **{
            name: [{"@value": one.value, "@language": one.lang} for one in terms if lang in (None, one.lang)]
            for name, terms in texts.items()
        },
        "url": told.site.base,
        "publisher": {"@type": "Organization", "name": told.publisher},
        "creator": [{"@type": kind, "name": one} for kind, one in makers or [("Organization", told.publisher)]],
        "inLanguage": list(told.site.languages),
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": told.site.base + one.path,
                "encodingFormat": [one.media, "application/gzip"] if one.packed else one.media,
                "contentSize": f"{one.size} B",
                "sha256": one.checksum,
            }
            for one in told.downloads
        ],
    }
    keywords = [one for one in told.keywords if lang in (None, one.lang)]
    made["keywords"] = [{"@value": one.value, "@language": one.lang} for one in keywords]
    if told.licence:
        made["license"] = told.licence.address
        made["usageInfo"] = [
            {
                "@type": "CreativeWork",
                "url": f"{told.site.base}{one}/about.html#licence",
                "inLanguage": one,
                "abstract": told.licence.told(one),
            }
            for one in told.site.languages
            if lang in (None, one)
        ]
    if told.version:
        made["version"] = told.version
    if cited.released:
        made["datePublished"] = cited.released
    if changed := credits.changed(told.site):
        made["dateModified"] = changed
    if told.period:
        made["temporalCoverage"] = "/".join(told.period)
    return made


def _day(value: str) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except ValueError:
        return False
