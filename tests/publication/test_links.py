"""What holds for every page of a site: its links lead somewhere, it is valid HTML, and it is light."""

import json
import re
from collections import defaultdict
from itertools import pairwise
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from reading import marks, tags

HEADING = re.compile(r"<h([1-6])[ >]")
POLICY = re.compile(r"default-src '(?:self|none)'; ")
SITES = [
    pytest.param("published_small", marks=pytest.mark.exhaustive),
    "published_lagoon",
    pytest.param("published_full", marks=pytest.mark.xdist_group("site")),
]
HEAVIEST_PAGE, HEAVIEST_SITE = 100_000, 60_000_000
"""Bytes: what a page, and what the whole site of the graph that comes along, may weigh."""
SAMPLED_ONE_IN = 150
NOWHERE = "404.html"
"""The page that stands for all that are not there: at no address of its own, with links from the root of its host."""


def pages(folder):
    """Yield the path of each page below the folder, and its text."""
    for path in sorted(folder.rglob("*.html")):
        yield path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")


def addresses(folder):
    """Return the ids of each page, and the links between files of the site: from, to, fragment; and all others."""
    ids, links, others = {}, [], defaultdict(set)
    root = urlsplit(json.loads((folder / "site.json").read_text(encoding="utf-8"))["base"]).path
    for path, text in pages(folder):
        ids[path] = set(marks(text))
        for value in (told[name] for _, told in tags(text) for name in ("href", "src", "action") if name in told):
            parts = urlsplit(value)
            if parts.scheme or parts.netloc:
                others[parts.scheme].add(value)
            else:
                rooted = parts.path.removeprefix(root) if path == NOWHERE else parts.path
                to = normpath(join(dirname(path), unquote(rooted))) if rooted else path
                links.append((path, to, unquote(parts.fragment)))
    return ids, links, others


@pytest.mark.parametrize("site", SITES)
def test_every_link_leads_to_a_file_and_every_fragment_to_a_place_in_it(site, request):
    folder = request.getfixturevalue(site)
    ids, links, others = addresses(folder)
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert len(links) > 1000
    assert {f"{source} -> {to}" for source, to, _ in links if to not in there} == set()
    lost = {f"{source} -> {to}#{place}" for source, to, place in links if place and place not in ids.get(to, {place})}
    assert lost == set()
    assert set(others) <= {"http", "https", "mailto"}


@pytest.mark.parametrize("site", SITES)
def test_a_page_names_itself_in_each_language(site, request):
    folder = request.getfixturevalue(site)
    for path, text in pages(folder):
        if path == NOWHERE:
            continue
        canonical = [told["href"] for name, told in tags(text) if name == "link" and told.get("rel") == "canonical"]
        assert [one.endswith("/" if path == "index.html" else path) for one in canonical] == [True] * (
            path.count("/") < 2
        )
        if path == "index.html":
            continue
        turned = [told for name, told in tags(text) if name == "a" and "hreflang" in told]
        told = [(one["lang"], one["hreflang"], one["href"]) for one in turned]
        here, _, rest = path.partition("/")
        assert [lang for lang, _, _ in told] == [lang for _, lang, _ in told] == [{"en": "fr", "fr": "en"}[here]]
        assert [normpath(join(dirname(path), address)) for _, _, address in told] == [f"{told[0][0]}/{rest}"]
        assert (folder / told[0][0] / rest).is_file()


@pytest.mark.parametrize("site", SITES)
def test_headings_stand_in_order_and_ids_are_given_once(site, request):
    for path, text in pages(request.getfixturevalue(site)):
        levels = [int(level) for level in HEADING.findall(text)]
        assert levels.count(1) == 1, path
        assert all(level <= above + 1 for above, level in pairwise(levels)), f"{path}: {levels}"
        found = marks(text)
        assert len(found) == len(set(found)), f"{path}: {sorted({one for one in found if found.count(one) > 1})}"


@pytest.mark.parametrize("site", SITES)
def test_a_page_carries_no_script_or_style_of_its_own(site, request):
    for path, text in pages(request.getfixturevalue(site)):
        stated = [told["content"] for _, told in tags(text) if told.get("http-equiv") == "Content-Security-Policy"]
        assert [bool(POLICY.match(one)) for one in stated] == [True], path
        for tag, told in tags(text):
            assert not any(name == "style" or name.startswith("on") for name in told), f"{path}: {tag} {told}"
            assert tag != "style", path
            assert tag != "script" or "src" in told or "json" in told.get("type", ""), f"{path}: {tag} {told}"


@pytest.mark.parametrize(("site", "one_in"), [("published_small", 1), ("published_lagoon", 7)])
def test_pages_are_valid_html(site, one_in, request):
    valid(request.getfixturevalue(site), one_in)


@pytest.mark.xdist_group("site")
def test_pages_of_the_graph_that_comes_along_are_valid_html(published_full):
    valid(published_full, SAMPLED_ONE_IN)


def valid(folder, one_in):
    """Read every so many pages as the standard of HTML says; nothing may have to be mended."""
    html5lib = pytest.importorskip("html5lib")
    for path, text in list(pages(folder))[::one_in]:
        parser = html5lib.HTMLParser()
        parser.parse(text)
        assert [(place, code, told) for place, code, told in parser.errors] == [], path


@pytest.mark.xdist_group("site")
def test_pages_and_the_whole_site_are_light(published_full):
    sizes = {path: path.stat().st_size for path in published_full.rglob("*") if path.is_file()}
    heavy = {path.name: size for path, size in sizes.items() if path.suffix == ".html" and size >= HEAVIEST_PAGE}
    assert heavy == {}
    weight = sum(sizes.values())
    assert weight < HEAVIEST_SITE
