"""Sentences and quotations: abbreviations end no sentence, quotations are short, whole and in the text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rabatkg.drafting.sentences import MOST_WORDS, quotation, sentences
from rabatkg.texts import normalise


def split(text):
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["They met in Aaa.", "Bbb hosted them."],
        ["Mr. Doe and Ms. Roe spoke.", "Dr. Poe did not."],
        ["H.E. Jane Doe opened it.", "Prof. Roe closed it."],
        ["They came from the U.S. and the U.K. by train.", "Others walked."],
        ["They came from the U.S.", "The others walked."],
        ["Some, e.g. the mayors, i.e. two of them, left.", "See No. 5 and p. 12."],
        ["Fees, visas, etc. were discussed.", "Then they ate."],
        ["They spoke of fees, visas, etc.", "Nobody agreed."],
        ["Did they agree?", "They did!", "And so on…", "All was well."],
        ['"We agree." The mayor smiled.'[:11], "The mayor smiled."],
        ["The fee is 3.5 per cent.", "In 2031 it was 4."],
        ["J. Doe met K. L. Roe.", "They spoke."],
        ["It was plan B.", "The other one failed."],
        ["M. Dupont et Mme Durand ont parlé.", "MM. Petit et Grand ont écouté."],
        ["S.E. M. Dupont a ouvert la séance.", "Le Pr. Durand l'a close."],
        ["Voir l'art. 5, al. 2, et l'annexe n. 3.", "Il y a env. 40 pays."],
        ["Les visas, les frais, etc. ont été abordés.", "Ensuite on a dîné."],
        ["« Nous sommes d'accord. »", "Le maire a souri."],
        ["La réunion s'est tenue en févr. 2031 à Exempleville.", "Elle a duré deux jours."],
        ["On y a dit : « Bien ! » et l'on a ri.", "À la fin, on est parti."],
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(expected):
    assert split(" ".join(expected)) == expected


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("• to open the port;", "to open the port;"),
        ("1. The port is open. It is lit.", "The port is open."),
        ("a) d'ouvrir le port ;", "d'ouvrir le port ;"),
        ("(ii) light it", "light it"),
        ("– éclairer le port", "éclairer le port"),
        ("M. Dupont a parlé.", "M. Dupont a parlé."),
    ],
)
def test_the_sign_of_an_item_is_part_of_no_sentence(text, first):
    assert split(text)[0] == first


@pytest.mark.parametrize(
    ("text", "words", "quoted"),
    [
        ("The port of Aaa was opened, and lit.", "Aaa was op", "Aaa was opened"),
        ("They met (in Aaa, on the coast) by night.", "in Aaa", "in Aaa"),
        ("They met (in Aaa) by night.", "(in Aaa)", "(in Aaa)"),
        ("They met (in Aaa). Then they left.", "in Aaa", "in Aaa"),
        ("See action 9.", "action 9", "action 9"),
        ("« Le port est ouvert », dit-il.", "Le port est ouvert", "Le port est ouvert"),
    ],
)
def test_a_quotation_has_whole_words_and_no_half_of_a_pair(text, words, quoted):
    start = text.index(words)
    assert quotation(text, start, start + len(words)) == quoted


def test_a_long_quotation_is_cut_at_a_pause():
    text = "one two three four five six seven eight nine ten eleven twelve thirteen, " + "word " * 30 + "end."
    assert quotation(text, 0, len(text)) == "one two three four five six seven eight nine ten eleven twelve thirteen"
    assert len(quotation("word " * 40, 0, 200).split()) == MOST_WORDS


def test_a_span_without_words_cannot_be_quoted():
    with pytest.raises(ValueError, match="no word"):
        quotation("Aaa – bbb", 4, 5)


@settings(deadline=None)
@given(st.text(alphabet="aéB. ,;()«»\"'!?…-–12M", max_size=200), st.integers(0, 200), st.integers(0, 200))
def test_sentences_are_in_order_and_quotations_in_the_text(raw, one, other):
    text = normalise(raw)
    spans = sentences(text)
    assert all(start < end for start, end in spans)
    between = [text[before[1] : after[0]] for before, after in pairwise(spans)]
    assert all(gap.isspace() for gap in between)
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    try:
        quoted = quotation(text, start, end)
    except ValueError:
        return
    assert quoted in text
    assert len(quoted.split()) <= MOST_WORDS
