"""What is no YAML is told in words that a person knows, at the place that a person has to mend."""

import pytest

from rabatkg.reading import read_all

BROKEN = {
    "type: A\ntitle:\n\ten: x\n": (3, 1, "A tab stands here"),
    "title:\n  en: x\n\tfr: y\n": (3, 1, "A tab stands here"),
    "coChair:\n\t- state/mar\n": (2, 1, "A tab stands here"),
    "title:\n  en: Visas: a meeting\n": (2, 7, 'Put them around the whole text: "Visas: a meeting".'),
    "- quote: he said: yes\n": (1, 10, "A colon stands in this text"),
    'title:\n  en: "Some text\n  fr: y\n': (2, 7, "The quotation mark that opens here is never closed."),
    "title:\n  en: 'It's raining'\n  fr: y\n": (2, 11, "Something follows the quotation mark"),
    "title:\n  en: x\n fr: y\n": (3, 2, "This line is indented by 1"),
    "title:\n  en: x\n    fr: y\n": (3, 5, "This line is indented by 4"),
    "coChair:\n  - a\n- b\n": (3, 1, "This line is indented by 0"),
    "title: |\n  x\n y\nb: c\n": (3, 2, "This line is indented by 1"),
    "type ThematicMeeting\ntitle:\n  en: x\n": (1, 1, "No colon stands on this line"),
    "type: A\nstart\nend: 3\n": (2, 1, "No colon stands on this line"),
    "type:A\nb: c\n": (1, 5, "No blank follows the colon"),
    "coChair: [a, b\nx: y\n": (1, 10, "Close it with ]."),
    "title: {en: a, fr: b\nstart: 3\n": (1, 8, "Close it with }."),
    "note: @home\n": (1, 7, "A text cannot begin with @"),
    "note: [x]y\n": (1, 10, "Something follows the bracket"),
    "note: - b\n": (1, 7, "A list cannot begin on the line of its key."),
    'note: "c:\\d"\n': (1, 10, "a backslash stands for more than itself"),
}


@pytest.mark.parametrize(("text", "found"), BROKEN.items(), ids=[found[2] for found in BROKEN.values()])
def test_what_is_no_yaml_is_told_in_plain_words_where_it_is_to_be_mended(text, found):
    line, column, told = found
    _, [fault] = read_all(text)
    assert (fault.line, fault.column) == (line, column)
    assert told in str(fault)


def test_what_nobody_foresaw_is_still_told_with_its_place():
    _, [fault] = read_all(f"{'x' * 1100}: a\n")
    assert (fault.line, fault.column) == (1, 1101)
    assert "This is not YAML" in str(fault)
