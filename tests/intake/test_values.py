"""Values are read strictly: what the libraries below would let pass is no value here."""

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rabatkg.dates import days
from rabatkg.names import KEY
from rabatkg.records.values import ADDRESS, literal, visible

NO_DATES = [
    "2025-W01-1", "2025-W01", "2025-001", "20250101", "2025-1-1", "25-01-01", "02025-01-01", "2025-13", "2025-00",
    "2025-02-30", "2025-02-29", "2023-04-31", "0000", "0000-01-01", "+2025", "-2025", "2025-01-01T00:00:00",
    "2025-01-01Z", "2025-01-01+99:00", " 2025", "2025 ", "2025\n", "2025-01\n", "2025-01-01\n", "2025-01-01\u200b",
    "٢٠٢٥", "２０２５-01-01", "2025–01–01", "01/02/2025", "2025.01.01", "2025-", "10000-01-01", "", "NaN", "today",
]  # fmt: skip
NO_INTEGERS = [
    "1_000", " 7 ", "٣", "７", "1.0", "1e5", "+1", "01", "-0", "--1", "0x10", "", " ", "7\n", "1,000", "1 000", "NaN",
    "9" * 19, "²",
]  # fmt: skip
NO_DECIMALS = [
    "1e5", "1E-5", "NaN", "nan", "inf", "Infinity", "1_0", "1_0.0", ".5", "5.", "+1.5", "-0", "-0.0", "01.5", "1,5",
    "1.5\n", " 1.5", "٣.٥", "1.5.0", "1E99999999", "9" * 19, "0." + "1" * 19, "",
]  # fmt: skip
NO_BOOLEANS = ["True", "TRUE", "1", "0", "yes", "no", "NO", "on", "true ", "true\n", ""]
NO_STRINGS = ["", " ", "\t", "\u00a0", "\u200b", "\u2060\u200b", "\u202e", "\ufeff", "x\n", "\nx", "x\t", "\u00a0x"]
NO_ADDRESSES = [
    "http://", "https://", "example.org", "//example.org", "ftp://example.org/", "file:///etc/passwd", "mailto:a@b.c",
    "javascript:alert(1)", "data:text/html,x", "http://a b", "http://a/b c", 'http://a/"', "http://a/<b>", "http://a/{b}",
    "http://a/\\b", "http://a/`", "http://a/^", "http://a/|", "http://a/%zz", "http://a/%1", "http://user@a/", "HTTP://a/",
    "http://user:secret@a/", "http://a/\n", "http://a/\u200b", "http://a/\u202eb", "http://a/#b#c", "http://a/[b]",
    "http://[::1]/", "http://a:port/", "http:///b", "http://.a/", "http://a../", "https://a/" + "x" * 2000, " http://a/",
]  # fmt: skip
ADDRESSES = [
    "https://example.org", "https://example.org/", "http://example.org:8080/a/b?c=d&e=f#g", "https://a/%C3%A9t%C3%A9",
    "https://a/été", "https://a/(b)_c,d;e=f!g*h'", "https://a?b", "https://a#b", "https://a/b?c?d#e/f?g",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date(text):
    assert (days(text), literal(text, "date")) == (None, None)


@pytest.mark.parametrize(
    ("text", "kind"), [("2025", "gYear"), ("2025-10", "gYearMonth"), ("2024-02-29", "date"), ("0001-01-01", "date")]
)
def test_what_is_a_date(text, kind):
    found = literal(text, "date")
    assert (str(found), found.datatype.rpartition("#")[2]) == (text, kind)


@pytest.mark.parametrize("text", NO_INTEGERS)
def test_what_is_no_whole_number(text):
    assert literal(text, "integer") is None


@pytest.mark.parametrize("text", NO_DECIMALS)
def test_what_is_no_decimal(text):
    assert literal(text, "decimal") is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("0", "integer"),
        ("-7", "integer"),
        ("9" * 18, "integer"),
        ("0.5", "decimal"),
        ("-0.5", "decimal"),
        ("12", "decimal"),
    ],
)
def test_what_is_a_figure(text, kind):
    assert str(literal(text, kind)) == text


@pytest.mark.parametrize("text", ["0." + "1" * 18, "9" * 18 + "." + "9" * 18, "0.0000000001", "100.00"])
def test_a_decimal_is_written_as_it_was_and_never_with_an_exponent(text):
    assert str(literal(text, "decimal")) == text


@pytest.mark.parametrize("text", NO_BOOLEANS)
def test_what_is_no_truth_value(text):
    assert literal(text, "boolean") is None


@pytest.mark.parametrize("text", NO_STRINGS)
def test_what_is_no_text(text):
    assert literal(text, "string") is None


def test_what_is_text():
    for text in ("x", "5a", "…", "€", "Côte d’Ivoire", "العربية"):
        assert visible(text)
        assert str(literal(text, "string")) == text


@pytest.mark.parametrize("text", NO_ADDRESSES)
def test_what_is_no_address(text):
    assert not ADDRESS.fullmatch(text)


@pytest.mark.parametrize("text", ADDRESSES)
def test_what_is_an_address(text):
    assert ADDRESS.fullmatch(text)
    assert ox.NamedNode(text).value == text


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet=st.one_of(st.sampled_from("aé/:?#[]@!$&'()*+,;=%20.-_~\\<>{}|^` \"\n\u200b"), st.characters())))
def test_every_address_is_one_for_the_strict_parser_too(tail):
    text = f"https://example.org/{tail}"
    if ADDRESS.fullmatch(text):
        list(ox.parse(f"<{text}> <{text}> <{text}> .".encode(), format=ox.RdfFormat.N_TRIPLES))


@pytest.mark.parametrize(
    "key",
    [
        "state", "State/mar", "state/", "/mar", "state/mar/", "state//mar", "state/mar-", "state/-mar", "state/mar--x",
        "state/mar\n", "state/mar ", "state/é", "state/m_r", "state/../mar", "state/.", "state/m.r", "state/mаr", "1/2",
        "state/" + "x" * 200,
    ],
)  # fmt: skip
def test_what_names_no_thing(key):
    assert not KEY.fullmatch(key)
