"""The value of a key: text into the thing, address, date or figure that the key says it is."""

from rdflib import URIRef
from rdflib.term import Node

from rabatkg.dates import PARTIAL
from rabatkg.names import KEY, Names
from rabatkg.reading import Scalar
from rabatkg.records.grammar import Key
from rabatkg.records.problems import Faults
from rabatkg.records.values import ADDRESS, literal
from rabatkg.speech import mark

WRITTEN = {
    "date": mark("Write a date as 2024, 2024-10 or 2024-10-31, as precise as the source gives it."),
    "integer": mark("Write a whole number, in digits alone, as in 115."),
    "decimal": mark("Write a number in digits, with a point and without spaces, as in 8.8."),
    "boolean": mark("Write true or false."),
    "uri": mark("Write an address of the web in full, as in https://example.org/page."),
    "string": mark("Write a text, without line breaks around it."),
}
"""How the values of a key are written, by what they are."""
UNFIT = mark("'{value}' is not a value for '{key}' ({kind}).")
UNDATED = mark("'{value}', under '{key}', is no date: the calendar has no such day or month.")


def object_of(key: Key, value: Scalar, names: Names, languages: tuple[str, ...], faults: Faults) -> Node | None:
    """Return what the value stands for, or None, with a fault, where it is no value for the key."""
    object_: Node | None
    if key.value in ("iri", "serve", "node"):
        if not KEY.fullmatch(value.text):
            faults.add(
                "Record-reference",
                mark("'{value}' is not of the form kind/key."),
                mark("Name the thing as its own record does, as in state/xyz."),
                value.mark,
                value=value.text,
                key=key.name,
            )
            return None
        object_ = URIRef(names.thing(value.text))
    elif key.value == "uri":
        object_ = URIRef(value.text) if ADDRESS.fullmatch(value.text) else None
    elif key.value == "lang":
        faults.add(
            "Record-language",
            mark("'{key}' needs its text in every language ({languages})."),
            mark("Write it as a list of languages."),
            value.mark,
            key=key.name,
            languages=", ".join(languages),
        )
        return None
    else:
        object_ = literal(value.text, key.value)
    if object_ is None:
        faults.add(
            "Record-datatype",
            UNDATED if key.value == "date" and PARTIAL.fullmatch(value.text) else UNFIT,
            WRITTEN[key.value],
            value.mark,
            value=value.text,
            key=key.name,
            kind=key.value,
        )
        return None
    return object_
