"""Rules for hosts: for that of the IRIs, which lead from them to a site elsewhere, and for that of the site itself.

The first are for Apache's mod_rewrite, as w3id.org has it. They follow `publication.places`: the form by Accept, the
language by Accept-Language. Apache cannot compare q-values; of what a reader accepts, the first that the site has is
taken, and without one the page, in the site's first language. Parts that are told on the page of what they belong to
are named one by one, for no pattern tells them.
"""

import re
from collections.abc import Iterator, Sequence

from rabatkg.names import HOME
from rabatkg.publication.licensing import licence
from rabatkg.publication.places import FORMS, OPAQUE
from rabatkg.publication.site import Site

MEDIA = {"html": r"text/html|application/xhtml\+xml"} | {form: re.escape(media) for form, media in FORMS.items()}
"""What Accept says, by form, as a regular expression."""
WHOLE = {"ontology": "ontology.html", "shapes": "profiles.html"}
"""The documents that bear the names of words and rules after a `#`, with their pages."""
HEX = "[0-9a-f]"


def rules(site: Site) -> str:
    """Return the rules, as the text of a file `.htaccess` that stands where the IRIs of the dialogue begin."""
    return "\n".join([*_head(site), *_files(site), *_pages(site), *_rest(site)]) + "\n"


def _head(site: Site) -> Iterator[str]:
    yield f"# Leads from {site.names.base} to {site.base}, by Accept and Accept-Language."
    yield "# To stand as .htaccess where the addresses begin; needs mod_rewrite, and mod_headers for Vary."
    yield "<IfModule mod_headers.c>"
    yield 'Header always merge Vary "Accept, Accept-Language"'
    yield "</IfModule>"
    yield "RewriteEngine On"
    yield f"RewriteRule ^ - [E=TONGUE:{site.languages[0]}]"
    for lang in site.languages[1:]:
        yield _first("Accept-Language", rf"\b{lang}\b", [rf"\b{other}\b" for other in site.languages if other != lang])
        yield f"RewriteRule ^ - [E=TONGUE:{lang}]"
    for form in FORMS:
        yield _first("Accept", MEDIA[form], [media for other, media in MEDIA.items() if other != form])
        yield f"RewriteRule ^ - [E=FORM:{form}]"


def _first(header: str, wanted: str, others: Sequence[str]) -> str:
    """Return the condition that a header names what is wanted before it names any of the others."""
    return f'RewriteCond %{{HTTP:{header}}} "^(?:(?!{"|".join(others)}).)*(?:{wanted})" [NC]'


def _files(site: Site) -> Iterator[str]:
    """Yield the rules for those who ask for a form of RDF; of claims there is Turtle alone."""
    asked = "RewriteCond %{ENV:FORM} ."
    opaque = "|".join(OPAQUE)
    yield "# RDF"
    yield asked
    yield _rule(f"^id/({opaque})/({HEX}{{2}}){HEX}*$", f"{site.base}data/$1/$2.ttl.gz")
    yield asked
    yield _rule(rf"^id/(passage/.+/.+)-{HEX}{{8}}(?:-[0-9]+)?$", f"{site.base}data/$1.%{{ENV:FORM}}")
    yield asked
    yield _rule("^id/(.+)$", f"{site.base}data/$1.%{{ENV:FORM}}")
    yield asked
    yield _rule("^graph/(.+)$", f"{site.base}graph/$1.nq.gz")
    if site.names.base == HOME:
        yield asked
        yield _rule(f"^({'|'.join(WHOLE)})(?:/.*)?$", f"{site.base}$1.%{{ENV:FORM}}")


def _pages(site: Site) -> Iterator[str]:
    """Yield the rules for those who ask for a page, from the narrow to the wide."""
    home = f"{site.base}%{{ENV:TONGUE}}/"
    yield "# Pages"
    yield _rule(f"^id/({'|'.join(OPAQUE)})/({HEX}{{2}})({HEX}*)$", f"{home}$1/$2.html#$2$3")
    yield _rule(rf"^id/(passage/.+/.+)-({HEX}{{8}}(?:-[0-9]+)?)$", f"{home}$1.html#$2")
    for key in site.places.titled:
        parts = [site.names.short(iri)[len(key) + 1 :] for iri in site.places.parts(key)]
        if parts:
            yield _rule(f"^id/({key})/({'|'.join(sorted(parts, reverse=True))})$", f"{home}$1.html#$2")
    yield _rule("^id/(.+)$", f"{home}$1.html")
    yield _rule(f"^graph/({'|'.join(_listed(site))})$", f"{home}graphs.html#$1")
    yield _rule("^graph/(.+)$", f"{home}$1.html#graph")
    if site.names.base == HOME:
        for name in sorted(site.holding.graphs):
            if site.places.page(f"{HOME}ontology/{name}") == site.places.of_graph(name):
                yield _rule(f"^ontology/({name})(?:/.*)?$", f"{home}graphs.html#$1")
        for name, page in WHOLE.items():
            yield _rule(f"^{name}(?:/.*)?$", f"{home}{page}")


def _listed(site: Site) -> list[str]:
    """Return patterns for the graphs that have no page of their own but are told of in the list of graphs."""
    alone = [name for name in site.holding.graphs if name not in site.places.titled]
    kinds = {name.partition("/")[0] for name in site.holding.graphs if name in site.places.titled}
    wide = {name.partition("/")[0] for name in alone if "/" in name} - kinds
    return [*(f"{kind}/.+" for kind in sorted(wide)), *(name for name in alone if name.partition("/")[0] not in wide)]


def _rest(site: Site) -> Iterator[str]:
    yield "# Files of the site"
    yield _rule("^$", f"{site.base}%{{ENV:TONGUE}}/index.html")
    yield _rule("^(.+)$", f"{site.base}$1")


def _rule(pattern: str, target: str) -> str:
    return f"RewriteRule {pattern} {target} [R=303,NE,L]"


def packing(site: Site) -> str:
    """Return the rules for the host of the site, as the text of a file `.htaccess` that stands at its root.

    The files of things are held packed. Their readers are told so by Content-Encoding, and unpack them; a file that is
    told to be of application/gzip no reader of RDF takes. Dumps stay files to be taken as they are.
    """
    return "\n".join(_packed(site)) + "\n"


def _packed(site: Site) -> Iterator[str]:
    yield f"# To stand as .htaccess at {site.base}; needs mod_mime, and mod_headers for the licence."
    for form, media in FORMS.items():
        yield f'<FilesMatch "\\.{form.removesuffix(".gz")}(\\.gz)?$">'
        yield f"ForceType {media}"
        yield "AddEncoding gzip .gz"
        yield "</FilesMatch>"
    if told := licence(site):
        yield "<IfModule mod_headers.c>"
        yield f'Header add Link "<{told.address}>; rel=license"'
        yield "</IfModule>"
