"""Every kind of page in a real browser: in each language, at three widths, in light and dark."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import rabatkg.publication

pytestmark = pytest.mark.xdist_group("site")

SERVED = {"404", "check", "notice"}
"""Pages that only a server gives; they are tested with it."""
TEMPLATES = Path(rabatkg.publication.__file__).parent / "templates"
PAGES = sorted(
    path.stem
    for path in TEMPLATES.glob("*.html")
    if not path.stem.startswith("_")
    and path.stem not in SERVED
    and re.match(r"\{% extends|<!doctype", path.read_text(encoding="utf-8"))
    and "{% block main %}{% endblock %}" not in path.read_text(encoding="utf-8")
)
"""The templates that pages are made from: neither parts of pages, nor what they stand on."""
WIDTHS = (360, 768, 1280)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
VIOLATIONS = """async () => (await axe.run()).violations.map(({id, help, nodes}) =>
    `${id}: ${nodes.length} x ${help}: ${nodes[0].html.slice(0, 200)} ${nodes[0].failureSummary}`)"""
BARE = {"choice"}
"""Pages that are in all languages at once."""


def example(kinds, kind, lang):
    """A page of a kind: the longest, which has most to go wrong; in French one of middling length."""
    found = kinds[kind]
    path = found[0] if lang == "en" else found[len(found) // 2]
    return path if kind in BARE else path.replace("en/", f"{lang}/", 1)


def test_every_template_is_a_page_somewhere(kinds):
    assert set(PAGES) == set(kinds)


@pytest.mark.parametrize(("lang", "width", "scheme"), [("en", 360, "light"), ("fr", 1280, "dark")])
@pytest.mark.parametrize("kind", PAGES)
def test_a_page_fits_every_width_and_shuts_nobody_out(kind, lang, width, scheme, kinds, tab, axe):
    one = tab(width, scheme)
    page = one.open(example(kinds, kind, lang))
    page.evaluate(axe)
    assert page.evaluate(VIOLATIONS) == []
    for width in WIDTHS:
        one.resize(width)
        assert page.evaluate(OVERFLOW) <= 0, f"broader than {width} pixels"


@pytest.mark.parametrize("kind", [kind for kind in PAGES if kind not in BARE])
def test_the_other_language_is_the_same_page(kind, kinds, tab):
    path = example(kinds, kind, "fr")
    page = tab().open(path)
    page.click("nav.languages a[hreflang=en]")
    page.wait_for_url(lambda address: urlsplit(address).path == f"/{path.replace('fr/', 'en/', 1)}")
    assert page.locator("html").get_attribute("lang") == "en"


def test_the_guard_hears_what_goes_wrong(heard):
    told = heard()
    page = told.open("en/index.html")
    page.evaluate("fetch('https://example.org/').catch(() => 0)")
    page.evaluate("console.error('said aloud')")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: '1'}))")
    page.evaluate("setTimeout(() => { throw new Error('thrown') })")
    lacking = {"https://example.org/", "said aloud", "Content Security Policy", "thrown"}
    for _ in range(200):  # a tenth of a second each
        page.wait_for_timeout(100)
        lacking = {fault for fault in lacking if fault not in " ".join(told.faults)}
        if not lacking:
            break
    assert lacking == set()
