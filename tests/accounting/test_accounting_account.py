import pytest

from rabatkg.accounting import RULES, Tally

TENUE, VISAS, PAYS = "1-f5be78d0", "1-1dc53b83", "1-1b93da6a"
LINK, NOTE, FOOT = "link-f29cc4ab", "footnote-87b86d3c", "furniture-7ec395b0"


def told(accounting):
    return sorted((one.rule, one.node.removeprefix("passage/compte-rendu/"), one.value) for one in accounting.findings)


def test_all_that_the_report_prints_is_accounted_for(lagonne):
    found = lagonne()
    assert told(found) == []
    assert found.read == ("compte-rendu",)
    assert found.tallies == {
        "Initiative": Tally(1, 1, 0),
        "Instrument": Tally(2, 2, 0),
        "Organisation": Tally(1, 1, 0),
        "Person": Tally(1, 1, 0),
        "Place": Tally(1, 1, 0),
        "State": Tally(2, 2, 0),
        "capitals": Tally(9, 9, 0),
        "date": Tally(4, 4, 0),
        "link": Tally(1, 1, 0),
        "number": Tally(7, 7, 1),
    }


@pytest.mark.parametrize(
    ("old", "new", "gaps"),
    [
        ("value: 1370", "value: 1371", [("Number-unaccounted", VISAS, "1.370")]),
        ("value: 8800000", "value: 8.8", [("Number-unaccounted", VISAS, "8,8 millions")]),
        ("since: 2029", "since: 2028", [("Date-unaccounted", VISAS, "2029")]),
        ("ordinalUnderPlan: 2", "ordinalUnderPlan: 3", []),  # the words still stand in the quotation
        ("end: 2031-03-05", "end: 2031-03", [("Date-unaccounted", TENUE, "5 mars 2031")]),
        ("start: 2031-03-04", "start: 2031-03", [("Date-unaccounted", TENUE, "4")]),
        ("when: 2031-03", "when: 2031", [("Date-unaccounted", FOOT, "mars 2031")]),
        ("Trois pays appliquent", "pays appliquent", [("Number-unaccounted", PAYS, "Trois")]),
        ("notation: 3b", "notation: 3c", [("Number-unaccounted", PAYS, "3b")]),
        ("link: [https://example.org/lagonne]", "link: [https://example.org/]", [("Link-unaccounted", LINK)]),
        ("state/arc, state/bru]", "state/bru]", [("Name-unaccounted", TENUE, "Arcanie")]),
        ("place: place/lagonne", "place: place/elsewhere", []),  # the words still stand in the quotation
        ("[state/arc, state/bru]", "[state/arc]", [("Name-unaccounted", TENUE, "Brumalie")]),
        ("    names: [initiative/passerelle]\n", "", [("Name-unaccounted", PAYS, "Passerelle")]),
        ("fr: Passerelle", "fr: Pont", [("Name-unknown", PAYS, "Passerelle")]),
        ("fr: [AVL]", "fr: [AVB]", [("Name-unknown", VISAS, "AVL")]),
        (
            "cites: [instrument/visa-convention]",
            "theme: [theme/visas]",
            [("Name-unaccounted", PAYS, "CONVENTION DE LAGONNE"), ("Name-unaccounted", NOTE, "Convention de Lagonne")],
        ),
    ],
)
def test_what_is_taken_out_of_the_records_is_missed(old, new, gaps, lagonne):
    found = told(lagonne("records.yaml", old, new))
    assert [one[: len(gap)] for one, gap in zip(found, sorted(gaps), strict=True)] == sorted(gaps)


def test_a_record_that_is_gone_leaves_its_name_unknown(lagonne):
    record = "  - id: state/bru\n    type: State\n    title: {en: Brumalia, fr: Brumalie}\n\n"
    assert told(lagonne("records.yaml", record, "")) == [("Name-unknown", TENUE, "Brumalie")]


@pytest.mark.parametrize(
    ("line", "gaps"),
    [
        ("Il y eut 17 % de plus.", [("Number-unaccounted", "17")]),
        ("Il faut trois ans.", [("Number-unaccounted", "trois")]),
        ("Tout finit en mai 2030.", [("Date-unaccounted", "mai 2030")]),
        ("C'est Zorglub qui paie.", [("Name-unknown", "Zorglub")]),
        ("C'est l'Arcanie qui paie l'AVL.", [("Name-unaccounted", "AVL"), ("Name-unaccounted", "Arcanie")]),
        ("Voir https://example.org/x", [("Link-unaccounted", "https://example.org/x")]),
        ("Rien de plus.", []),
    ],
)
def test_what_a_text_says_more_is_missed(line, gaps, lagonne):
    found = told(lagonne("compte-rendu.txt", "1) Ouverture", f"{line}\n1) Ouverture"))
    assert [(rule, value) for rule, _, value in found] == gaps


def test_the_number_of_a_page_or_a_heading_counts_only_where_the_register_gives_it(lagonne):
    assert told(lagonne("compte-rendu.txt", "1) Ouverture", "7) Avant\n1) Ouverture")) == []


def test_elsewhere_such_a_number_is_missed(lagonne):
    found = told(lagonne("compte-rendu.txt", "1) Ouverture", "Il y a 1 page, ou 2.\n1) Ouverture"))
    assert [(rule, value) for rule, _, value in found] == [("Number-unaccounted", "1"), ("Number-unaccounted", "2")]


def test_a_word_that_names_nothing_is_missed_unless_the_profile_lists_it(lagonne):
    found = lagonne("compte-rendu.profile.yaml", "  - Annexes", "  - Notes")
    assert told(found) == [("Name-unknown", NOTE, "Annexes")]


def test_a_finding_says_where_what_and_what_to_do_in_both_languages(lagonne):
    (finding,) = lagonne("records.yaml", "fr: Passerelle", "fr: Passerelles").findings
    assert finding.file.name == "compte-rendu.passages.yaml"
    assert PAYS in finding.file.read_text(encoding="utf-8").splitlines()[finding.line - 1]
    assert finding.near[0] == "Passerelles"
    english, french = finding.told_in("en"), finding.told_in("fr")
    assert (
        "Nothing in the graph bears this name: Passerelle (… ; le projet Passerelle sert l'action 3b.). Add" in english
    )
    assert "Rien dans le graphe ne porte ce nom : Passerelle" in french


def test_every_rule_is_shown_to_fail():
    assert set(RULES) == {
        "Date-unaccounted",
        "Link-unaccounted",
        "Name-unaccounted",
        "Name-unknown",
        "Number-unaccounted",
    }


def test_a_text_that_is_not_at_hand_or_not_as_registered_is_not_read(lagonne, tmp_path):
    found = lagonne("compte-rendu.txt", "1.370", "1.371", registers=False)
    assert (found.read, found.findings, found.tallies) == ((), (), {})
