"""Files of every form of text, made up by a machine: each is read or refused, and nothing else ever happens.

They are read here without the child process, which would hide what goes wrong in it.
"""

import os

import pytest
from hostile import jsonld, tables, texts, turtle
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdf_forms import as_rdf

from rabatkg.errors import RabatkgError
from rabatkg.intake import offering

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "500"))
"""For each form; a nightly run may ask for more."""
PIECES = [
    *"{}[]()<>:;,.'\"\\/#@&*!|>%-?~ \n\t\r\0\x1b\x85\u200b\u202e\u2028\ufeffé١а😀\ud800",
    *("\r\n", "e\u0301", "'''", '"""', "- ", ": ", "? ", "---", "...", "<<:", "&a ", "*a", "!!str ", "%YAML 1.2"),
    *("@id", "@type", "@value", "@language", "@list", "@set", "@graph", "@context", "@base", "@reverse", "@vocab"),
    *("@prefix", "PREFIX", "GRAPH", "BASE", "a ", "_:b", "[]", "()", "<a>", "<<", ">>", "{|", "|}", "^^", "@en"),
    *("true", "null", "NaN", "1e999", "-0", "2031-02-30", "=1+1", "\\u0000", "\\ud800", "\\x41", "\\UFFFFFFFF", "\\N"),
    *("id", "type", "records", "adds", "key", "evidence", "shows", "claims", "basis", "because", "value", "part"),
    *("addresses", "state/aaa", "rkg:Claim", "rdf:subject", "rkg:evidence", "rkg:partOf", "skos:prefLabel"),
    *("rkg:earliest", "rkg:replaces"),
]
pieces = st.one_of(st.sampled_from(PIECES), st.text(max_size=4))


@st.composite
def mutated(draw, seeds):
    """Return a text that is right but for some pieces that were put in, taken out, doubled or moved."""
    text = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 1, 2, 5, 40])))
        way = draw(st.sampled_from(["put", "put", "put", "take", "double", "move"]))
        if way == "double":
            text = text[:end] + text[start:]
        elif way == "move":
            text = text[:start] + text[end:] + text[start:end]
        else:
            text = text[:start] + ("" if way == "take" else draw(pieces)) + text[end:]
    return text


def of(seeds):
    """Return a strategy for texts of a form: some that are nearly right, some of pieces alone."""
    return st.one_of(mutated(seeds), mutated(seeds), mutated(seeds), st.lists(pieces, max_size=40).map("".join))


@pytest.fixture(scope="module")
def read(expander, tmp_path_factory):
    """Return a function that reads a text under a name, in this process."""
    folder = tmp_path_factory.mktemp("fuzz")

    def read(name, text):
        path = folder / name
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        reader = offering._reader(path)
        try:
            found = offering._offered(reader, path, expander)
        except RabatkgError as error:
            assert error.told_in("en")
            return None
        lines = text.count("\n") + 1 + (not text.endswith("\n"))  # of YAML, the end may be told after the last line
        for record in found:
            for problem in record.problems:
                assert problem.mark.file == path
                assert 1 <= problem.mark.line <= lines
                assert problem.mark.column >= 1
        return found

    return read


def fuzz(function):
    quiet = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]
    return settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=quiet)(function)


@fuzz
@given(text=of([texts.GOOD, *(text for text in texts.PARTS.values() if len(text) < 3_000)]))
def test_yaml(read, text):
    read("offered.yaml", text)


@fuzz
@given(
    text=of([jsonld.node(), *(text for text in jsonld.files().values() if isinstance(text, str) and len(text) < 3_000)])
)
def test_jsonld(read, text):
    read("offered.jsonld", text)


@fuzz
@given(
    text=of(
        [turtle.beside(""), *(text for text in turtle.files().values() if isinstance(text, str) and len(text) < 5_000)]
    ),
    ending=st.sampled_from([".ttl", ".trig"]),
)
def test_turtle(read, text, ending):
    read(f"offered{ending}", text)


@fuzz
@given(text=of([tables.GOOD]))
def test_tables(read, text):
    read("offered.csv", text)


def test_what_is_read_of_whole_records_with_a_piece_taken_out(read, lagoon):
    """Each line of a record with nested nodes, claims and additions is taken out once."""
    for id, form in (("meeting/2031-09-otherville", "turtle"), ("addition/chairmanship/ccc-2026", "trig")):
        record = next(one for one in lagoon.written if one.id == id)
        lines = as_rdf(record, lagoon.names, lagoon.grammar, form).decode().split("\n")
        assert read("offered.trig", "\n".join(lines))
        for number in range(len(lines)):
            read("offered.trig", "\n".join(lines[:number] + lines[number + 1 :]))
