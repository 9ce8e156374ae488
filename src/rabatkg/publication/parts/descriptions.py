"""The dataset described for machines, and the page that lists what there is to take."""

import json
from collections.abc import Iterator
from functools import partial

from rabatkg.names import HOME
from rabatkg.publication.counting import counted
from rabatkg.publication.dcat import DCAT, SPDX, dcat
from rabatkg.publication.describing import Described, schema_org
from rabatkg.publication.downloads import Download
from rabatkg.publication.licensing import licence
from rabatkg.publication.pages import embedded
from rabatkg.publication.parts import coverage, dumps, feeds, notebooks, tables
from rabatkg.publication.remembering import once
from rabatkg.publication.site import File, Site
from rabatkg.publication.void import LIME, VOID, void
from rabatkg.speech import say
from rabatkg.store.serialising import serialised, statements

OF_VOID, OF_DCAT = ("void.ttl", ".well-known/void"), {"dcat.ttl": "turtle", "dcat.jsonld": "jsonld"}
"""Where the descriptions stand."""
PREFIXES = {"dcat": DCAT, "lime": LIME, "spdx": SPDX, "void": VOID}
"""What they abbreviate, besides what all files do."""


@once
def described(site: Site) -> Described:
    """Return what the descriptions of a site are made from."""
    counts = counted(statements(site.store), (site.names.base, HOME))
    offered = (*dumps.downloads(site), *tabulated(site), *feeds.downloads(site))
    return Described(site, counts, offered, licence(site), (tables.TOGETHER,))


def tabulated(site: Site) -> tuple[Download, ...]:
    """Return the tables that are offered, those of coverage last."""
    return (*tables.downloads(site), *coverage.downloads(site))


def files(site: Site) -> Iterator[File]:
    """Yield the descriptions in VoID, DCAT-AP and schema.org, and the page of downloads."""
    for path in OF_VOID:
        yield File(path, partial(_void, site))
    for path, form in OF_DCAT.items():
        yield File(path, partial(_dcat, site, form))
    yield File("dataset.jsonld", partial(_dataset, site))
    for lang in site.languages:
        yield File(f"{lang}/dumps.html", partial(_page, site, lang))


def _void(site: Site) -> bytes:
    return serialised(void(described(site)), "turtle", PREFIXES)


def _dcat(site: Site, form: str) -> bytes:
    return serialised(dcat(described(site)), form, PREFIXES)


def _dataset(site: Site) -> bytes:
    return (json.dumps(schema_org(described(site)), ensure_ascii=False, indent=1) + "\n").encode()


def _page(site: Site, lang: str) -> bytes:
    told = described(site)
    return site.pages.make(
        "dumps.html",
        lang,
        "dumps.html",
        say("Downloads", lang),
        dumps=dumps.downloads(site),
        tables=tabulated(site),
        together=tables.TOGETHER,
        notebook=notebooks.path(lang),
        graphs=len(site.holding.graphs),
        licence=told.licence,
        services=told.services,
        embedded=embedded(json.dumps(schema_org(told, lang), ensure_ascii=False)),
        elsewhere=site.base != site.names.base,
    )
