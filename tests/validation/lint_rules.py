"""Lints of what rules ask and tell: their values, messages, queries and lists."""

import re
from collections import Counter
from functools import cache

from lint_words import LANGUAGES, RULES, TARGETS, selects
from rdflib import RDF, SH, XSD, Literal
from rdflib.plugins.sparql import prepareQuery

from rabatkg.names import RULE
from rabatkg.validation.targets import reached

NUMBERS = (SH.minCount, SH.maxCount, SH.qualifiedMinCount, SH.qualifiedMaxCount, SH.maxLength, SH.minInclusive)
SWITCHES = (SH.closed, SH.uniqueLang, RULES.mayBeEmpty)


def variables(text):
    """Return how often each variable stands in a message."""
    return Counter(re.findall(r"\{[?$](\w+)\}", str(text)))


def values_are_of_their_kind(shapes, world):
    """A number is a number, a switch is on, and nothing is switched off."""
    for word in NUMBERS:
        for node, value in shapes.subject_objects(word):
            if not isinstance(value, Literal) or value.datatype != XSD.integer:
                yield f"{node}: {word} {value}"
    for word in SWITCHES:
        yield from (node for node, value in shapes.subject_objects(word) if value != Literal(True))
    yield from shapes.subjects(SH.deactivated)
    kinds = {SH.IRI, SH.BlankNode, SH.Literal}
    yield from set(shapes.objects(None, SH.nodeKind)) - kinds
    yield from set(shapes.objects(None, SH.severity)) - {SH.Warning}
    types = {RDF.langString, *(XSD[one] for one in ("string", "boolean", "integer", "decimal", "date"))}
    yield from set(shapes.objects(None, SH.datatype)) - types - {XSD.anyURI, XSD.dateTime, XSD.gYear, XSD.gYearMonth}


def what_reports_says_so_in_every_language(shapes, world):
    """A rule has a message in each language, with the same variables, a fault and a remedy."""
    targeted = {s for word in TARGETS for s in shapes.subjects(word)}
    rules = {s for s in targeted if (s, SH.sparql, None) not in shapes}
    rules |= set(shapes.subjects(RDF.type, SH.SPARQLConstraint))
    yield from rules ^ set(shapes.subjects(SH.message))
    for rule in rules:
        told = {text.language: str(text) for text in shapes.objects(rule, SH.message)}
        if set(told) != set(LANGUAGES) or len(set(told.values())) != len(told):
            yield f"{rule}: not in each language"
        if len({frozenset(variables(text).items()) for text in told.values()}) != 1:
            yield f"{rule}: other variables in another language"
        if any(text.count(".") < 2 for text in told.values()):
            yield f"{rule}: a fault and a remedy"


@cache
def _faults_of_query(head, text):
    body, found = text[text.index("{") + 1 :].split("\n") if "{" in text else ["", ""], []
    if len(body) < 2 or not body[1].strip().startswith("$this "):
        found.append("does not begin with its node")
    if re.search(r"\b(SERVICE|VALUES|MINUS|GRAPH)\b", text):
        found.append("a word that is slow")
    try:
        prepareQuery(f"{head}\n{text.replace('$this', '?this')}")
    except Exception as error:  # rdflib raises many kinds, all of which mean that it is no query
        found.append(str(error))
    return found


def constraints_stay_fast(shapes, world):
    """A query begins with its node, uses no word that is slow, and names what its message tells."""
    declared = sorted((shapes.value(n, SH.prefix), shapes.value(n, SH.namespace)) for n in shapes.subjects(SH.prefix))
    head = "\n".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in declared)
    for rule, text in selects(shapes).items():
        yield from (f"{rule}: {fault}" for fault in _faults_of_query(head, text))
        named = set(re.findall(r"[?$](\w+)", text[: text.index("WHERE")] if "WHERE" in text else ""))
        told = {name for one in shapes.objects(rule, SH.message) for name in variables(one)}
        yield from (f"{rule}: tells ?{name}, and does not name it" for name in told - named)


def what_is_one_is_told_as_one(shapes, world):
    """Where the message says that a key takes one value, the rule counts them."""
    for rule in shapes.subjects(RDF.type, SH.PropertyShape):
        said = " ".join(str(text) for text in shapes.objects(rule, SH.message) if text.language == "en")
        counted = {int(n) for n in shapes.objects(rule, SH.maxCount)}
        if counted - {1} or ("one value" in said and not counted):
            yield f"{rule}: one value, or several"


def a_language_is_asked_for_by_its_own_rule(shapes, world):
    """The rule that asks for a language is told from the others by the name of that language.

    What is one side of a choice is asked for with the choice.
    """
    sides = {one for start in shapes.objects(None, SH["or"]) for one in shapes.items(start)}
    asking = set(shapes.subjects(SH.qualifiedValueShape)) - sides
    for rule in asking | {one for word in (RULES.forLanguage, SH.message) for one in shapes.subjects(word)}:
        language = str(rule).rpartition("-")[2]
        asked = {language} if language in LANGUAGES else set()
        if {str(one) for one in shapes.objects(rule, RULES.forLanguage)} != asked:
            yield f"{rule}: for no language, or another"
        if asked and RULES[f"in-{language}"] not in reached(shapes, {rule}):
            yield f"{rule}: asks for another language"
    for rule, start in shapes.subject_objects(SH.languageIn):
        if [f"in-{one}" for one in shapes.items(start)] != [str(rule).removeprefix(RULE)]:
            yield f"{rule}: asks for another language"


def lists_of_values_stay_short(shapes, world):
    """A long list of values is a vocabulary."""
    yield from (start for start in shapes.objects(None, SH["in"]) if not 0 < len(list(shapes.items(start))) <= 5)


def a_list_says_nothing_twice(shapes, world):
    """What stands twice in a list stays when it is taken out once."""
    for start in set(shapes.subjects(RDF.first)) - set(shapes.objects(None, RDF.rest)):
        yield from (one for one, count in Counter(shapes.items(start)).items() if count > 1)


def patterns_hold_both_ends(shapes, world):
    """A pattern holds the beginning and the end of the text, and is one of the standard, not of Python."""
    for pattern in shapes.objects(None, SH.pattern):
        text = str(pattern)
        if text[:1] not in ("^", "/") or not (text.endswith("$") or "[A-Z]" in text):
            yield text
    told = [*shapes.objects(None, SH.pattern), *selects(shapes).values()]
    yield from (text for text in told if re.search(r"\(\?[!=<:]", str(text)))


OF_RULES = [
    values_are_of_their_kind,
    what_reports_says_so_in_every_language,
    constraints_stay_fast,
    what_is_one_is_told_as_one,
    a_language_is_asked_for_by_its_own_rule,
    lists_of_values_stay_short,
    a_list_says_nothing_twice,
    patterns_hold_both_ends,
]
"""The lints of this file."""
