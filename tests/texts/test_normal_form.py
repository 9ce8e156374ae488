import unicodedata

import pytest

from rabatkg.texts import normal_text, normalise

CASES = {
    "curly apostrophe": ("l’Emploi ‘ici’", "l'Emploi 'ici'"),
    "curly quotation marks": ("un “volet” „neuf‟", 'un "volet" "neuf"'),
    "guillemets stay": ("« rien »", "« rien »"),
    "dashes stay": ("de 2024 – 2025 — enfin", "de 2024 – 2025 — enfin"),
    "superscript mark-up": ("la 6^{ème} fois, CO_{2}", "la 6ème fois, CO2"),
    "note calls stay": ("l'Asile², proposé", "l'Asile², proposé"),
    "bold": ("et **NOUS DISONS** oui", "et NOUS DISONS oui"),
    "slanted": ("(*City-to-City*) « *dit-il.* »", "(City-to-City) « dit-il. »"),
    "bold and slanted": ("un ***cri*** bref", "un cri bref"),
    "mark-up over a line end": ("un **cri\nbref** ici", "un cri bref ici"),
    "a lone asterisk stays": ("5 * 3 et note*", "5 * 3 et note*"),
    "a product stays": ("5*3*2", "5*3*2"),
    "a list mark stays": ("* un\n* deux", "* un * deux"),
    "odd spaces": ("86\u00a0% des\u202fcas\u2009:\t oui", "86 % des cas : oui"),
    "ends": ("  un \n", "un"),
    "hard wrap": ("le cadre \n\nde la", "le cadre de la"),
    "hyphen at a line end": ("Marie-\n\nLouise et ouest-\n  africain", "Marie-Louise et ouest-africain"),
    "dash at a line end": ("le fond -\nla forme", "le fond - la forme"),
    "hyphen before a dash": ("demi- et quart", "demi- et quart"),
    "non-breaking hyphen": ("sous\u2011région", "sous-région"),
    "soft hyphen": ("migra\u00adtion, réinté\u00ad\n  gration", "migration, réintégration"),
    "unseen characters": ("\ufeffmot\u200b à\u2060 mot", "mot à mot"),
    "accents": ("e\u0301te\u0301 A\u030angstro\u0308m", "été Ångström"),
    "nothing": (" \n\n ", ""),
}


@pytest.mark.parametrize(("written", "normal"), CASES.values(), ids=CASES.keys())
def test_the_normal_form_follows_its_rules(written, normal):
    assert normalise(written) == normal


@pytest.mark.parametrize("written", [case[0] for case in CASES.values()], ids=CASES.keys())
def test_the_normal_form_of_a_normal_form_is_itself(written):
    once = normalise(written)
    assert normalise(once) == once


@pytest.mark.parametrize("written", [case[0] for case in CASES.values()], ids=CASES.keys())
def test_every_character_leads_back_to_the_file(written):
    normal = normal_text(written, [(0, len(written))])
    assert len(normal.origin) == len(normal.text)
    for character, (start, end) in zip(normal.text, normal.origin, strict=True):
        assert start < end
        source = unicodedata.normalize("NFC", written[start:end])
        assert normalise(f"a{source}a") == f"a{character}a"


def test_a_composed_letter_leads_back_to_all_its_pieces():
    normal = normal_text("l'e\u0301te\u0301", [(0, 7)])
    assert normal.text == "l'été"
    assert normal.raw_range(2, 3) == (2, 4)
    assert normal.raw_range(0, 5) == (0, 7)


def test_ranges_are_joined_as_lines_are():
    raw = "ouest-XXXafricain XXXet sud"
    normal = normal_text(raw, [(0, 6), (9, 18), (21, 27)])
    assert normal.text == "ouest-africain et sud"
    assert normal.raw_range(0, 14) == (0, 17)
