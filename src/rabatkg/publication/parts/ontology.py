"""The ontology documented: an overview in which every word has its anchor, a page for each word, and its alignments."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from textwrap import shorten

from rabatkg.forms import Kind
from rabatkg.forms.options import folded
from rabatkg.names import DCTERMS, OWL, RDFS, RKG
from rabatkg.publication.books import profiles, recordbook, usage, wordbook
from rabatkg.publication.neighbours import Diagram, diagram
from rabatkg.publication.remembering import once
from rabatkg.publication.site import File, Site
from rabatkg.publication.wordbook import DEFINITION, LABEL, SEE, Aligned, Wordbook
from rabatkg.records import Grammar
from rabatkg.speech import mark, say, translated

ONTOLOGY = RKG.removesuffix("#")
CONTEXT = "context.jsonld"
SORTS = {
    "Class": mark("Class"),
    "ObjectProperty": mark("Property that leads to a thing"),
    "DatatypeProperty": mark("Property with a value"),
    "AnnotationProperty": mark("Remark on words"),
}
"""What each sort of word is called."""
OWED = {
    "passage": mark("Each statement owes a quotation: the words of a passage that say it, or that are read so."),
    "register": mark("Each statement owes a register: the table or library that the value was taken from."),
    "own-words": mark("It is in the project’s own words, and owes nothing but care."),
    "structural": mark("It owes nothing: the record itself or a rule makes it."),
}
"""What each evidence rule asks for."""
STANDING = {
    f"{RDFS}subClassOf": mark("stands under"),
    f"{RDFS}subPropertyOf": mark("stands under"),
    SEE: mark("see also"),
    f"{OWL}equivalentClass": mark("is the same as"),
    f"{OWL}equivalentProperty": mark("is the same as"),
}
"""How a word of ours stands to one of others."""
MOST, SHOWN = 5, 200
"""How many things of a class are shown, and how many characters of a text."""


@once
def _record_keys(site: Site) -> dict[str, list[str]]:
    """Return the keys by which records say each property, by its IRI."""
    found: dict[str, list[str]] = {}
    for key in Grammar.load(site.layout.ontology / CONTEXT).keys.values():
        for iri in sorted({iri for _, iri in key.by_basis} or {key.iri}):
            found.setdefault(iri, []).append(key.name)
    return found


def files(site: Site) -> Iterator[File]:
    """Yield the overview, the alignments, a page for each word, and the context that JSON-LD files refer to."""
    words = wordbook(site)
    yield File(CONTEXT, Path(site.layout.ontology, CONTEXT).read_bytes)
    for lang in site.languages:
        yield File(f"{lang}/ontology.html", partial(_overview, site, lang))
        yield File(f"{lang}/ontology/alignments.html", partial(_alignments, site, lang))
        for iri in (*words.classes, *words.properties):
            yield File(f"{lang}/{page_of(words, iri)}", partial(_word, site, lang, iri))


def page_of(words: Wordbook, iri: str) -> str:
    """Return the page of a word of ours, below the folder of a language."""
    kind = "class" if iri in words.classes else "property"
    return f"ontology/{kind}/{iri.removeprefix(RKG)}.html"


class _Told:
    """Words in the language of a page, for its template."""

    def __init__(self, site: Site, lang: str) -> None:
        self._site, self.lang, self.words, self.use = site, lang, wordbook(site), usage(site)

    def label(self, iri: str) -> str:
        """Return what a word is called; a word of others, or without a label, by its short name."""
        texts = self.words.texts(iri, LABEL) if iri.startswith(RKG) else {}
        return texts.get(self.lang) or next(iter(texts.values()), "") or self.short(iri)

    def definition(self, iri: str) -> str:
        """Return what a word means."""
        texts = self.words.texts(iri, DEFINITION)
        return texts.get(self.lang) or next(iter(texts.values()), "")

    def name(self, iri: str) -> str:
        """Return a word of ours without its namespace."""
        return iri.removeprefix(RKG)

    def short(self, iri: str) -> str:
        """Return a word with its prefix."""
        return self.words.short(iri)

    def page(self, iri: str) -> str:
        """Return the page of a word of ours."""
        return page_of(self.words, iri)

    def sort(self, iri: str) -> str:
        """Return what a word is."""
        return translated(SORTS[self.words.sort(iri)], self.lang)

    def abstract(self, iri: str) -> bool:
        """Tell whether no record asserts a word."""
        return self.words.flag(iri, f"{RKG}abstract")

    def standing(self, one: Aligned) -> str:
        """Return how one word stands to another, in words."""
        return translated(STANDING[one.property], self.lang) if one.property in STANDING else self.short(one.property)

    def sorted(self, iris: list[str]) -> list[str]:
        """Return words in the order of what they are called."""
        return sorted(iris, key=lambda iri: (folded(self.label(iri)), iri))


def _overview(site: Site, lang: str) -> bytes:
    words, told = wordbook(site), _Told(site, lang)
    anything = say(mark("things of many kinds"), lang)
    topics = sorted(words.tree, key=lambda one: (folded(told.label(one.iri)), one.iri))
    drawn: dict[str, Diagram | None] = {one.iri: diagram(words, one, told.label, anything) for one in topics}
    titles = words.texts(ONTOLOGY, f"{DCTERMS}title")
    return site.pages.make(
        "ontology.html",
        lang,
        "ontology.html",
        titles.get(lang) or say("Ontology", lang),
        terms=told,
        words=words,
        topics=topics,
        drawn=drawn,
        about=_about(words, lang),
    )


def _about(words: Wordbook, lang: str) -> dict[str, str]:
    """Return what the ontology says of itself; what it does not say is left out."""
    asked = {
        "description": f"{DCTERMS}description",
        "version": f"{OWL}versionInfo",
        "version_iri": f"{OWL}versionIRI",
        "licence": f"{DCTERMS}license",
        "prefix": "http://purl.org/vocab/vann/preferredNamespacePrefix",
    }
    found = {
        name: words.texts(ONTOLOGY, iri).get(lang) or "".join(words.values(ONTOLOGY, iri)[:1])
        for name, iri in asked.items()
    }
    return {name: text for name, text in found.items() if text}


def _alignments(site: Site, lang: str) -> bytes:
    words = wordbook(site)
    prefixes = {namespace: prefix for prefix, namespace in words.prefixes.items()}
    groups: dict[str, list[Aligned]] = {}
    for one in words.aligned:
        other = one.value if one.subject.startswith(RKG) else one.subject
        home = next((namespace for namespace in prefixes if other.startswith(namespace)), other)
        groups.setdefault(home, []).append(one)
    return site.pages.make(
        "ontology_alignments.html",
        lang,
        "ontology/alignments.html",
        say("How our words stand to those of others", lang),
        terms=_Told(site, lang),
        groups=sorted(groups.items(), key=lambda one: prefixes.get(one[0], one[0])),
        see={home: (words.values(home, SEE) or [home])[0] for home in groups},
        prefixes=prefixes,
    )


def _kinds(site: Site, iri: str) -> list[Kind]:
    """Return the kinds of records that are of a class or of one under it, or that may say a property."""
    book, words = recordbook(site), wordbook(site)
    if iri not in words.classes:
        return book.saying.get(iri, [])
    own = set(words.branch(iri))
    return [one for one in book.kinds if f"{RKG}{one.class_name}" in own]


def _word(site: Site, lang: str, iri: str) -> bytes:
    words, use, told = wordbook(site), usage(site), _Told(site, lang)
    is_class = iri in words.classes
    line = [*words.line(iri), iri]
    return site.pages.make(
        "ontology_word.html",
        lang,
        page_of(words, iri),
        told.label(iri),
        terms=told,
        words=words,
        iri=iri,
        is_class=is_class,
        others={code: text for code, text in words.texts(iri, LABEL).items() if code != lang},
        meant={code: text for code, text in words.texts(iri, DEFINITION).items() if code != lang},
        used=use.of_class(iri) if is_class else use.of_property(iri),
        things=use.things(iri)[:MOST] if is_class else [],
        example=None if is_class else use.examples.get(iri),
        said_of=told.sorted([one for one in words.properties if is_class and set(line) & set(words.domain(one))]),
        leading=told.sorted([one for one in words.properties if is_class and set(line) & set(words.range(one))]),
        owed=[translated(OWED[rule], lang) for rule in words.values(iri, f"{RKG}evidenceRule") if rule in OWED],
        keys=_record_keys(site).get(iri, []),
        profiles=profiles(_kinds(site, iri), lang),
        shown=lambda term: shorten(site.words[lang].told(term), SHOWN, placeholder=" …"),
        ranges=[one for one in words.values(iri, f"{RDFS}range") if not one.startswith(RKG)],
    )
