"""Record profiles: what a record of each kind says, by which rules, with examples, forms and schemas; all rules."""

import re
from collections.abc import Iterator
from functools import partial

from rabatkg.forms import Field, Kind
from rabatkg.forms.explaining import MOST_LISTED, due, listed, meaning, taken
from rabatkg.forms.explaining import text as in_language
from rabatkg.forms.options import Option, folded
from rabatkg.names import RKG, SKOS
from rabatkg.publication.books import profiles, recordbook, wordbook
from rabatkg.publication.parts.ontology import page_of
from rabatkg.publication.recordbook import RECORDS
from rabatkg.publication.rulebook import Rule
from rabatkg.publication.site import File, Site
from rabatkg.publication.wordbook import LABEL
from rabatkg.speech import mark, say, translated

PLACE = re.compile(r"\{[?$]\w+\}")
"""Where a message names what it is about."""
HOW_MANY = {
    (True, False): mark("exactly one"),
    (True, True): mark("one or more"),
    (False, False): mark("one at most"),
    (False, True): mark("any number"),
}
"""How many values a field takes, by whether one is required and whether several may stand."""
FEW, MOST_NAMED = 3, 6
"""How many profiles are named beside a rule (of more, the page of its property tells), and classes in a heading."""


def files(site: Site) -> Iterator[File]:
    """Yield the rules, a page for each kind of record, and its forms and schemas."""
    book = recordbook(site)
    for lang in site.languages:
        yield File(f"{lang}/profiles.html", partial(_profiles, site, lang))
        yield File(f"schemas/{RECORDS}.{lang}.json", partial(book.schemas, lang))
        for kind in book.kinds:
            yield File(f"{lang}/profile/{kind.name}.html", partial(_profile, site, lang, kind))
            yield File(f"schemas/{kind.name}.{lang}.json", partial(book.schema, kind, lang))
            if book.made_by(kind) is None:
                yield File(f"forms/{kind.name}.{lang}.yaml", partial(book.form, kind, lang))


def _message(rule: Rule, lang: str) -> str:
    return PLACE.sub("…", rule.told(lang))


def _profile(site: Site, lang: str, kind: Kind) -> bytes:
    book, words = recordbook(site), wordbook(site)
    return site.pages.make(
        "profile.html",
        lang,
        f"profile/{kind.name}.html",
        in_language(kind.label, lang),
        kind=kind,
        meant=in_language(kind.definition, lang),
        class_page=page_of(words, f"{RKG}{kind.class_name}"),
        made_by=book.made_by(kind),
        patterns=book.patterns(kind),
        named=site.names.thing(kind.example) if kind.example else "",
        fields=[_field(site, lang, one) for one in book.fields(kind)],
        rules=[(one, _message(one, lang)) for one in book.rules(kind) if one.classes],
        shared=[one for one in book.rules(kind) if not one.classes],
        held=len(book.held(kind)),
        examples=[(one, site.names.thing(one.key), site.names.thing(one.record)) for one in book.examples(kind)],
        schema=f"schemas/{kind.name}.{lang}.json",
        form=f"forms/{kind.name}.{lang}.yaml",
    )


def _field(site: Site, lang: str, field: Field) -> dict[str, object]:
    """Return what a template tells of a field."""
    book = recordbook(site)
    options = listed(field, book.things, lang)
    kinds = {one.class_name: one for one in book.kinds}
    return {
        "key": field.key,
        "meaning": meaning(field, lang),
        "how_many": translated(HOW_MANY[field.required, field.many], lang),
        "takes": taken(field, lang, options),
        "due": due(field, lang),
        "proof": field.proof,
        "options": options if len(options) <= MOST_LISTED else [],
        "scheme": _scheme(site, options),
        "inside": profiles([kinds[name] for name in field.node if name in kinds], lang),
        "iris": {key: site.names.thing(key) for key, _ in options[:MOST_LISTED]},
    }


def _scheme(site: Site, options: list[Option]) -> str | None:
    """Return the key of the vocabulary that the options are of; None where they are of none, or of several."""
    found = {site.holding.value(site.names.thing(key), f"{SKOS}inScheme") for key, _ in options}
    [one] = found if len(found) == 1 else [None]
    key = site.places.key(one) if one else None
    return key.partition("/")[2] if key else None


def _profiles(site: Site, lang: str) -> bytes:
    book = recordbook(site)
    asking = {rule.name: _asked(site, lang, rule) for rule in book.rulebook.rules}
    groups: dict[tuple[str, tuple[tuple[str, str], ...]], list[Rule]] = {}
    for rule in book.rulebook.rules:
        if rule.messages and rule.classes:
            named = tuple(profiles(book.asked.get(rule.name, []), lang))
            groups.setdefault((_heading(site, lang, rule.classes), named), []).append(rule)
    return site.pages.make(
        "profiles.html",
        lang,
        "profiles.html",
        say(mark("What records may say"), lang),
        kinds=profiles(book.kinds, lang),
        meant={one.name: in_language(one.definition, lang) for one in book.kinds},
        records=f"schemas/{RECORDS}.{lang}.json",
        groups=sorted(((*told, found) for told, found in groups.items()), key=lambda one: (folded(one[0]), one[1])),
        keyed=[one for one in book.rulebook.rules if one.messages and not one.classes and one.properties],
        others=[one for one in book.rulebook.rules if one.messages and not one.classes and not one.properties],
        pieces=[one for one in book.rulebook.rules if not one.messages],
        asking=asking,
        asked_by={name: [one.name for one in book.rulebook.rules if name in one.askers] for name in asking},
        message=lambda rule: _message(rule, lang),
    )


def _heading(site: Site, lang: str, classes: tuple[str, ...]) -> str:
    """Return what classes are called, the first of many; the one that gathers them and no others stands for them."""
    words = wordbook(site)
    gathered = next((one for one in words.classes if set(words.leaves(one)) == set(classes)), None)
    named = [gathered] if gathered else classes
    called = sorted((in_language(words.texts(one, LABEL), lang) or words.short(one) for one in named), key=folded)
    return ", ".join(called) if len(called) <= MOST_NAMED else ", ".join(called[:FEW]) + " …"


def _asked(site: Site, lang: str, rule: Rule) -> tuple[list[tuple[str, str]], str | None]:
    """Return the profiles that a rule of a key belongs to, if they are few, and the page of its property otherwise."""
    book = recordbook(site)
    kinds = book.asked.get(rule.name, [])
    if len(kinds) <= FEW:
        return profiles(kinds, lang), None
    ours = next((one for one in rule.properties if one in wordbook(site).properties), None)
    return [], page_of(wordbook(site), ours) if ours else None
