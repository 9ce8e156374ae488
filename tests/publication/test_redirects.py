"""The rules for the host of the IRIs, walked by a small mod_rewrite, lead each name to its page or file."""

import gzip
import re
from copy import copy
from xml.etree import ElementTree

import pytest
from reading import marks as marks_of

from rabatkg.names import HOME
from rabatkg.publication import Site
from rabatkg.publication.places import FORMS
from rabatkg.publication.redirecting import rules

ELSEWHERE = "https://data.example.org/rabat/"
FLAGS = re.compile(r"\[([^\]]*)\]$")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


class Rewriting:
    """What mod_rewrite does with the directives that the rules use; any other is refused."""

    def __init__(self, text):
        self.steps, conditions = [], []
        for line in text.splitlines():
            word, _, rest = line.partition(" ")
            flags = FLAGS.search(rest)
            listed = flags[1].split(",") if flags else []
            given = rest[: flags.start()].split() if flags else rest.split()
            if word == "RewriteCond":
                test, pattern = given[0], rest[len(given[0]) + 1 : flags.start() if flags else None].strip().strip('"')
                assert set(listed) <= {"NC"}
                conditions.append((test, pattern, re.I if "NC" in listed else 0))
            elif word == "RewriteRule":
                assert all(flag in ("R=303", "NE", "L") or flag.startswith("E=") for flag in listed)
                self.steps.append((re.compile(given[0]), given[1], listed, conditions))
                conditions = []
            else:
                assert line.startswith(("#", "<", "Header always merge Vary")) or line == "RewriteEngine On"

    def led(self, **headers):
        """The patterns and targets that count under these headers; whatever sets a variable does so at any path."""
        environment = {}

        def told(text):
            text = re.sub(r"%\{ENV:(\w+)\}", lambda name: environment.get(name[1], ""), text)
            return re.sub(r"%\{HTTP:([\w-]+)\}", lambda name: headers.get(name[1].replace("-", "_"), ""), text)

        def holds(test, pattern, flags):
            if pattern.startswith("="):
                return told(test) == pattern[1:]
            return bool(re.search(pattern, told(test), flags))

        for pattern, target, flags, conditions in self.steps:
            if not all(holds(*one) for one in conditions):
                continue
            for flag in flags:
                if flag.startswith("E="):
                    assert (pattern.pattern, target) == ("^", "-")
                    name, _, value = flag[2:].partition(":")
                    environment[name] = value
            if target != "-":
                yield pattern, told(target)

    def location(self, path, **headers):
        return led_to(path, self.led(**headers))


def led_to(path, rules):
    for pattern, target in rules:
        if match := pattern.search(path):
            return re.sub(r"\$(\d)", lambda number, match=match: match[int(number[1])] or "", target)
    return None


def walked(site):
    return Rewriting(rules(site))


def paths(site):
    """Every name of ours, and the path that the host is asked for, without its fragment."""
    graphs = [site.names.graph(name) for name in site.holding.graphs]
    for iri in (*site.holding, *graphs):
        if iri.startswith(site.names.base):
            yield iri, iri.removeprefix(site.names.base).partition("#")[0]


def expected(site, iri, form, lang):
    if form is not None:
        path = site.places.file(iri, form) or site.places.file(iri)
        return path and ELSEWHERE + path
    place = site.places.page(iri)
    return ELSEWHERE + f"{lang}/" + (place.path if "#" in iri else str(place))


def wrong(site):
    host = walked(site)
    asked = [*((lang, None) for lang in site.languages), *((site.languages[0], form) for form in FORMS)]
    for lang, form in asked:
        accept = BROWSER if form is None else FORMS[form]
        led = list(host.led(Accept=accept, Accept_Language=f"{lang};q=0.9, *;q=0.1"))
        for iri, path in paths(site):
            if (found := led_to(path, led)) != expected(site, iri, form, lang):
                yield iri, form, lang, found, expected(site, iri, form, lang)


@pytest.fixture(scope="module")
def elsewhere(lagoon):
    return Site(lagoon.layout, ELSEWHERE)


def test_each_name_leads_to_its_page_and_its_files(elsewhere):
    assert list(paths(elsewhere))
    assert list(wrong(elsewhere)) == []


@pytest.mark.parametrize(
    ("accept", "language", "target"),
    [
        ("*/*", "", "en/place/lagoon-city.html"),
        ("", "", "en/place/lagoon-city.html"),
        (BROWSER, "fr-FR,fr;q=0.9,en;q=0.8", "fr/place/lagoon-city.html"),
        (BROWSER, "en-GB,en;q=0.9,fr;q=0.8", "en/place/lagoon-city.html"),
        (BROWSER, "de,FR;q=0.8", "fr/place/lagoon-city.html"),
        (BROWSER, "de", "en/place/lagoon-city.html"),
        ("text/turtle", "fr", "data/place/lagoon-city.ttl"),
        ("application/ld+json, text/turtle;q=0.5", "", "data/place/lagoon-city.jsonld.gz"),
        ("application/n-triples,*/*;q=0.1", "", "data/place/lagoon-city.nt.gz"),
        ("text/html, text/turtle;q=0.5", "", "en/place/lagoon-city.html"),
        ("text/turtle, text/html;q=0.5", "", "data/place/lagoon-city.ttl"),
    ],
)
def test_accept_and_accept_language_decide(elsewhere, accept, language, target):
    found = walked(elsewhere).location("id/place/lagoon-city", Accept=accept, Accept_Language=language)
    assert found == ELSEWHERE + target


def test_whoever_asks_for_the_beginning_or_for_a_file_gets_it(elsewhere):
    host = walked(elsewhere)
    assert host.location("", Accept=BROWSER, Accept_Language="fr") == f"{ELSEWHERE}fr/index.html"
    assert host.location("void.ttl", Accept="*/*") == f"{ELSEWHERE}void.ttl"
    assert host.location("context.jsonld", Accept="application/ld+json") == f"{ELSEWHERE}context.jsonld"


def test_caches_are_told_what_decides(elsewhere):
    assert 'Header always merge Vary "Accept, Accept-Language"' in rules(elsewhere)


def test_the_rules_are_written_only_where_the_site_stands_elsewhere(elsewhere, lagoon):
    assert "htaccess.txt" in elsewhere.by_path and "htaccess.txt" not in lagoon.by_path
    assert "htaccess.txt" in elsewhere.by_path["en/dumps.html"].make().decode()


def test_the_host_of_the_site_says_that_things_are_packed(elsewhere):
    rules, told, block = elsewhere.by_path["htaccess-site.txt"].make().decode().splitlines(), {}, None
    for line in rules:
        if opened := re.fullmatch(r'<FilesMatch "(.+)">', line):
            block = opened[1]
        elif block and line.startswith(("ForceType", "AddEncoding")):
            told.setdefault(block, {})[line.split()[0]] = line.split()[1:]
    for path in elsewhere.by_path:
        (found,) = [one for pattern, one in told.items() if re.search(pattern, path)] or [None]
        form = re.search(r"\.(ttl|jsonld|nt)(\.gz)?$", path)
        assert (found is not None) == (form is not None), path
        if found and form:
            media = {one.removesuffix(".gz"): media for one, media in FORMS.items()}[form[1]]
            assert found == {"ForceType": [media], "AddEncoding": ["gzip", ".gz"]}
    packed = elsewhere.by_path["data/state/aaa.jsonld.gz"].make()
    assert b"state/aaa" in gzip.decompress(packed)


def test_the_sitemap_lists_every_page_with_its_other_languages(lagoon):
    spaces = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9", "html": "http://www.w3.org/1999/xhtml"}
    root = ElementTree.fromstring(gzip.decompress(lagoon.by_path["sitemap.xml.gz"].make()))
    entries = root.findall("map:url", spaces)
    listed = [entry.findtext("map:loc", namespaces=spaces).removeprefix(lagoon.base) for entry in entries]
    pages = [path for path in lagoon.by_path if re.match(r"(en|fr)/(?!claim/|evidence/).*\.html$", path)]
    assert sorted(listed) == sorted(pages) and len(set(listed)) == len(listed) <= 50_000
    for entry, path in zip(entries, listed, strict=True):
        links = {one.get("hreflang"): one.get("href") for one in entry.findall("html:link", spaces)}
        assert links == {lang: f"{lagoon.base}{lang}/{path[3:]}" for lang in lagoon.languages}


def test_the_page_for_what_is_not_there_speaks_each_language_and_links_from_anywhere(lagoon):
    page = lagoon.by_path["404.html"].make().decode()
    assert all(f'<section lang="{lang}">' in page for lang in lagoon.languages)
    for address in re.findall(r'(?:href|src)="([^"]+)"', page):
        assert address.startswith("/lagoon/") and address.removeprefix("/lagoon/") in lagoon.by_path
    assert f"Sitemap: {lagoon.base}sitemap.xml.gz" in lagoon.by_path["robots.txt"].make().decode()


@pytest.mark.xdist_group("site")
def test_every_name_of_the_graph_that_comes_along_leads_to_what_is_there(published_full, full):
    site = copy(full)
    site.base = ELSEWHERE
    assert list(wrong(site)) == []
    marks = {}
    for iri, _ in paths(site):
        place = site.places.page(iri)
        for lang in site.languages:
            page = published_full / lang / place.path
            if page not in marks:
                marks[page] = set(marks_of(page.read_text(encoding="utf-8")))
            assert not place.fragment or place.fragment in marks[page], iri
        for form in FORMS:
            file = site.places.file(iri, form)
            assert file is None or file in site.by_path, iri
    assert any(iri.startswith(f"{HOME}ontology#") for iri, _ in paths(site))
