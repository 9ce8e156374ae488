"""The whole sentences around a quotation."""

import pytest

from rabatkg.evidence import sentences

TEXT = "Il en est ainsi depuis 2022. M. Diop, S.E. le ministre, l’a dit : « C'est fait. » Voir art. 3. Puis rien ! Fin"


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("depuis 2022", "Il en est ainsi depuis 2022."),
        ("le ministre", "M. Diop, S.E. le ministre, l’a dit : « C'est fait. »"),
        (
            "ainsi depuis 2022. M. Diop",
            "Il en est ainsi depuis 2022. M. Diop, S.E. le ministre, l’a dit : « C'est fait. »",
        ),
        ("Voir", "Voir art. 3."),
        ("rien", "Puis rien !"),
        ("Fin", "Fin"),
        ("absent", None),
    ],
)
def test_a_quotation_brings_its_sentences(quote, found):
    assert sentences(TEXT, quote) == found


def test_a_quotation_is_found_in_its_normal_form():
    assert sentences("L'accord du 6e sommet. Fin.", "L’accord   du 6^{e} **sommet**") == "L'accord du 6e sommet."
