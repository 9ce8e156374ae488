"""Statements as text: the lines are those that the engine writes, and what was read comes back from the shelf."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import XSD, BNode, Literal, URIRef

from rabatkg.graph.lines import Said, line, triple
from rabatkg.graph.packing import Unpackable, pack, unpack
from rabatkg.reading import Mark, Scalar
from rabatkg.store.writing import lines, settled

HERE, THERE = URIRef("https://example.org/a"), "https://example.org/g"
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
LITERALS = st.one_of(
    st.builds(Literal, TEXT),
    st.builds(Literal, TEXT, lang=st.sampled_from(["en", "fr"])),
    st.builds(Literal, TEXT, datatype=st.sampled_from([XSD.string, XSD.date])),
)


@settings(deadline=None)
@given(LITERALS)
def test_a_line_is_that_of_the_engine_whatever_a_text_holds(literal):
    written = line(HERE, HERE, literal, THERE)
    assert lines(ox.parse(written, ox.RdfFormat.N_QUADS)).decode() == written
    assert list(Said([written])([f"<{HERE}>"])) == [tuple(triple(written).split(" ", 2))]


@settings(deadline=None)
@given(LITERALS, TEXT, st.integers(1, 9999))
def test_what_was_read_is_the_same_when_it_comes_from_the_shelf(literal, text, number):
    file = Path("one.yaml")
    mark = Mark(file, number, 1)
    value = [
        (literal, URIRef("https://example.org/a"), BNode("b")),
        {text: mark},
        Scalar(text, mark),
        None,
        True,
        number,
    ]
    back = unpack(pack(value, file), file)
    assert back == value
    assert repr(back) == repr(value)
    assert "\n" not in pack(value, file)


def test_a_value_of_an_unknown_class_is_not_kept(tmp_path):
    with pytest.raises(Unpackable):
        pack([object()], tmp_path / "one.yaml")
    with pytest.raises(Unpackable):
        pack(Mark(tmp_path / "other.yaml", 1, 1), tmp_path / "one.yaml")


def test_nodes_without_a_name_are_called_after_what_is_said_of_them_alone():
    about = line(BNode("x"), HERE, BNode("y"), THERE)
    other = line(BNode("q"), HERE, BNode("x"), THERE)
    named = line(HERE, HERE, Literal("see _:x"), THERE)
    assert settled([about, named]) == settled([named, other])
    assert named in settled([about, named])
