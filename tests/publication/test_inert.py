"""Labels and addresses that were made to do harm do none: pages keep their shape, and nothing leads out of the web."""

import json
import re
from collections import Counter
from dataclasses import replace
from urllib.parse import urlsplit

import html5lib
import pytest

from rabatkg import store
from rabatkg.publication import Site
from rabatkg.publication.pages import embedded, web

HARM = (
    '</script><script>alert(1)</script><img src=x onerror=alert(1)>" onmouseover="alert(1)" x=\'y\' --><!-- ]]>'
    " {{ 7 * 7 }} {% raw %} &amp;lt; javascript:alert(1) \u202e\u2066\u200b"
)
"""What every text of the graph ends with."""
ADDRESSES = (
    "javascript:alert(1)",
    "JavaScript:alert(1)//https://example.org/",
    "data:text/html;base64,PHNjcmlwdD4=",
    "vbscript:x",
    "file:///etc/passwd",
    "https://example.org/\u202egnp.exe",
    "https:///no-host",
)
TEXT = re.compile(r'^(<[^>]+> <[^>]+> "(?:[^"\\]|\\.)*)("@[a-z]+ .*)$', re.MULTILINE)
"""A statement of a text in a language, up to its end, and from there."""


def changed(site, home, change):
    """Return the site of the same graph, its dump changed."""
    nquads = change(site.store.dump().decode())
    layout = replace(site.layout, build=home)
    home.mkdir()
    store.build(home / "store", [nquads.encode()])
    return Site(layout)


@pytest.fixture(scope="module")
def hostile(lagoon, tmp_path_factory):
    """Return the site of the Lagoon Dialogue, each text of which does harm where it is taken for more than a text."""
    harm = HARM.replace("\\", "\\\\").replace('"', '\\"')
    return changed(
        lagoon,
        tmp_path_factory.mktemp("hostile") / "build",
        lambda nquads: TEXT.sub(lambda found: found[1] + harm + found[2], nquads),
    )


def shape(page):
    """Return how often each element stands in a page with which attributes."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return Counter((one.tag, tuple(sorted(one.attrib))) for one in tree.iter() if isinstance(one.tag, str))


def own(site):
    """Return the paths of some pages of each kind."""
    pages = [path for path in site.by_path if re.fullmatch(r"(en|fr)/[a-z-]+/.+\.html", path)]
    kinds = {}
    for path in pages:
        kinds.setdefault(path.split("/")[1], []).append(path)
    slow = {"question", "coverage"}  # which ask the graph; one of each will do
    return [
        path
        for kind, listed in kinds.items()
        for path in (listed[:1] if kind in slow else dict.fromkeys((listed[0], listed[-1])))
    ]


def test_no_text_becomes_an_element_or_an_attribute(lagoon, hostile, figure):
    paths = own(lagoon)
    assert len(paths) > 50
    for path in paths:
        found, plain = shape(hostile.by_path[path].make()), shape(lagoon.by_path[path].make())
        assert set(found) <= set(plain), path
        if path.split("/")[1] not in ("question", "coverage"):  # which tell more or less as texts are longer
            assert found == plain, path
    figure("hostile pages", of=len(paths), met=len(paths))


def test_the_harm_is_there_to_be_read(lagoon, hostile):
    page = hostile.by_path["en/meeting/2031-03-exampleville.html"].make().decode()
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    heading = next(tree.iter("h1"))
    assert "".join(heading.itertext()).endswith(HARM)
    assert "49" not in "".join(heading.itertext())
    isolated = [one.tag for one in heading.iter() if "".join(one.itertext()).endswith(HARM)]
    assert "bdi" in isolated


def test_what_is_embedded_is_still_json(hostile):
    harmed = 0
    for path in own(hostile):
        tree = html5lib.parse(hostile.by_path[path].make(), namespaceHTMLElements=False)
        for script in tree.iter("script"):
            if script.get("type") == "application/ld+json":
                told = json.loads(script.text)
                if "name" in told and told["@id"] in hostile.holding:
                    harmed += HARM in told["name"]
                    assert told["name"] == hostile.words[path.partition("/")[0]].of(told["@id"])
    assert harmed > 10


def test_only_addresses_of_the_web_are_linked_to(lagoon, tmp_path, figure):
    iris = sorted({one.value.value for iri in lagoon.holding for one in lagoon.holding.said(iri) if _elsewhere(one)})
    assert iris
    for number, harms in enumerate(batched(ADDRESSES, len(iris))):
        pairs = dict(zip(iris, harms, strict=False))
        site = changed(lagoon, tmp_path / str(number), lambda nquads, pairs=pairs: _replaced(nquads, pairs))
        for harm in harms:
            told = [one.subject.value for one in site.holding.pointing(harm)]
            assert told
            for iri in told[:2]:
                page = site.by_path[f"en/{site.places.page(iri).path}"].make()
                tree = html5lib.parse(page, namespaceHTMLElements=False)
                assert harm in "".join(tree.itertext())
                assert {address for address in addresses(tree) if not inert(address)} == set()
            figure("hostile pages")


def addresses(tree):
    """Yield all addresses that a page leads to or loads."""
    for one in tree.iter():
        for name in ("href", "src", "action", "data", "formaction"):
            if one.get(name) is not None:
                yield one.get(name)


def inert(address):
    return (
        urlsplit(address).scheme in ("", "http", "https") and not address.startswith("//") and "\u202e" not in address
    )


def batched(listed, number):
    return [listed[at : at + number] for at in range(0, len(listed), number)]


def _replaced(nquads, pairs):
    for old, new in pairs.items():
        nquads = nquads.replace(f"<{old}>", f"<{new}>")
    return nquads


def _elsewhere(one):
    iri = one.value.value if one.value.kind == "uri" else ""
    return iri.startswith("https://example.org/") and not iri.startswith("https://example.org/lagoon")


def test_a_thing_whose_name_leads_out_of_the_folder_has_no_file(lagoon, tmp_path, figure):
    base = f"{lagoon.names.base}id/"
    names = ("organisation/../../../treasure", "../treasure", "organisation/..%2f..%2ftreasure", "/etc/treasure")
    keys = [key for key in lagoon.places.titled if key.startswith(("organisation/", "initiative/"))]
    pairs = {f"{base}{key}": f"{base}{name}" for key, name in zip(keys, names, strict=False)}
    assert len(pairs) == len(names)
    site = changed(lagoon, tmp_path / "build", lambda nquads: _replaced(nquads, pairs))
    for iri in pairs.values():
        assert iri in site.holding
        assert site.places.page(iri) is None
    assert not [path for path in site.by_path if "treasure" in path or ".." in path or path.startswith("/")]
    figure("hostile pages", of=len(pairs), met=len(pairs))


@pytest.mark.parametrize(
    "address", [*ADDRESSES, "//example.org/x", "/x", "x", "https://example.org/ x", "ftp://example.org/"]
)
def test_what_may_not_be_linked_to(address):
    assert web(address) is None


@pytest.mark.parametrize("address", ["https://example.org/", "http://example.org:8080/é?x=1#y"])
def test_what_may_be_linked_to(address):
    assert web(address) == address


def test_embedded_json_cannot_end_its_element():
    text = json.dumps({"x": "</script><!--\u2028&"}, ensure_ascii=False)
    escaped = embedded(text)
    assert not {"<", ">", "&", "\u2028"} & set(escaped)
    assert json.loads(escaped) == json.loads(text)
