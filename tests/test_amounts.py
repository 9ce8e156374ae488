"""Amounts in messages have the signs of the reader's language; what counts nothing stays as it is."""

import pytest

from rabatkg.reading import reason
from rabatkg.speech import say, tongue_in


@pytest.mark.parametrize(
    ("values", "english", "french"),
    [
        ({"n": 129502, "x": 59.8}, "129502 59.8", "129\u202f502 59,8"),
        ({"n": 9999, "x": 2026}, "9999 2026", "9999 2026"),
        ({"n": 10000, "x": True}, "10000 True", "10\u202f000 True"),
        ({"n": "17791", "x": 1.24}, "17791 1.24", "17791 1,24"),
    ],
)
def test_amounts_are_written_as_the_language_writes_them(values, english, french):
    assert say("{n} {x}", "en", **values) == english
    assert say("{n} {x}", "fr", **values) == french
    assert say("{n} {x}", "xx", **values) == english


def test_a_port_a_line_and_a_page_count_nothing():
    told = say("{port} {line} {column} {page}", "fr", port=54321, line=12345, column=10001, page=20000)
    assert told == "54321 12345 10001 20000"


def test_a_language_is_named_in_that_of_the_reader():
    assert [tongue_in(code, "fr") for code in ("en", "fr", "ar")] == ["anglais", "français", "arabe"]
    assert [tongue_in("en", "en"), tongue_in("zz", "fr"), tongue_in("fr", "xx")] == ["English", "zz", "fr"]


def test_why_nothing_can_listen_is_told_in_words():
    import errno

    for code in (errno.EADDRINUSE, errno.EADDRNOTAVAIL):
        assert reason(OSError(code, "Address")).template != "{told}"
