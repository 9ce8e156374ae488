"""What leads readers and robots to the pages: rules for the host of the IRIs, a list of all pages, `404.html`."""

from collections.abc import Iterator
from functools import partial
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from rabatkg.publication.downloads import packed
from rabatkg.publication.places import OPAQUE
from rabatkg.publication.redirecting import packing, rules
from rabatkg.publication.site import File, Site
from rabatkg.speech import say

MAP, XHTML = "http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.w3.org/1999/xhtml"
MOST = 50_000
"""How many addresses a sitemap may list, by the protocol of sitemaps.org."""
LISTED = "sitemap.xml.gz"
PACKING = "htaccess-site.txt"
"""The rules for the host of the site; those for the host of the IRIs are in `htaccess.txt`."""


def files(site: Site) -> Iterator[File]:
    """Yield the sitemap, `robots.txt`, the page for what is not there, and rules for hosts.

    Those for the host of the IRIs are only for a site that stands elsewhere.
    """
    yield File(LISTED, partial(_sitemap, site))
    yield File("robots.txt", lambda: f"User-agent: *\nAllow: /\nSitemap: {site.base}{LISTED}\n".encode())
    yield File("404.html", partial(_lost, site))
    yield File(PACKING, lambda: packing(site).encode())
    if site.base != site.names.base:
        yield File("htaccess.txt", lambda: rules(site).encode())


def _sitemap(site: Site) -> bytes:
    """Return the list of pages, packed; those that claims or evidence share are left to those who follow links."""
    root = Element("urlset", {"xmlns": MAP, "xmlns:xhtml": XHTML})
    start = f"{site.languages[0]}/"
    pages = [path.removeprefix(start) for path in site.by_path if path.startswith(start) and path.endswith(".html")]
    shared = tuple(f"{kind}/" for kind in OPAQUE)
    for page in sorted(page for page in pages if not page.startswith(shared))[: MOST // len(site.languages)]:
        for lang in site.languages:
            entry = SubElement(root, "url")
            SubElement(entry, "loc").text = _address(site, lang, page)
            for other in site.languages:
                told = {"rel": "alternate", "hreflang": other, "href": _address(site, other, page)}
                SubElement(entry, "xhtml:link", told)
    return packed(tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")


def _address(site: Site, lang: str, page: str) -> str:
    return f"{site.base}{lang}/{quote(page)}"


def _lost(site: Site) -> bytes:
    """Return the page that a host shows at any address where nothing is, so that no link in it can be relative."""
    home = urlsplit(site.base).path or "/"
    texts = [
        (lang, say("This page is not here", lang), say("Search the site", lang), f"{home}{lang}/search.html")
        for lang in site.languages
    ]
    return site.pages.make("404.html", site.languages[0], "404.html", texts[0][1], texts=texts, home=home)
