"""Finding things, and telling of them."""

import pytest

from rabatkg.errors import UnknownName, UsageError
from rabatkg.evidence import Wording, folded, namesakes


def found(kg, words):
    return [(hit.key, hit.field) for hit in kg.search(words)]


def test_the_whole_label_comes_first_then_labels_then_summaries_and_quotations(exampleville):
    hits = found(exampleville(), "missing persons")
    assert hits[0] == ("provision/example-2030/objective-3b", "label")
    assert hits[-1] == ("meeting/2031-03-som/follow-up-registers", "quotation")


@pytest.mark.parametrize(
    "words", ["Réseau accueil", "RESEAU ACCUEIL", "reseau accu", "accueil réseau", "reception NETWORK"]
)
def test_accents_case_and_order_do_not_matter_and_words_may_be_begun(exampleville, words):
    assert ("initiative/reception-network", "label") in found(exampleville(), words)


@pytest.mark.parametrize("words", ["etwork", "reception nothing"])
def test_words_count_from_their_beginning_and_all_must_be_there(exampleville, words):
    assert found(exampleville(), words) == []


@pytest.mark.parametrize(("words", "there"), [("recep network", True), ("rec network", False), ("visa publish", True)])
def test_a_word_begun_has_four_letters_at_least(exampleville, words, there):
    assert bool(found(exampleville(), words)) == there


def test_whole_words_come_before_words_begun(exampleville):
    renamed = exampleville(("{en: Two states opened registers,", "{en: Morocconoid registers,"))
    keys = [key for key, _ in found(renamed, "morocco")]
    assert keys[0] == "state/mar"
    assert keys.index("meeting/2031-03-som/announcement") < keys.index("meeting/2031-03-som/follow-up-registers")
    assert keys[-1] == "meeting/2031-03-som/follow-up-registers"


def test_a_thing_is_found_by_its_theme_and_target_group(exampleville):
    title = "title: {en: Reception Network, fr: Réseau Accueil}\n"
    more = "    theme: [theme/data-protection]\n    targetGroup: [target-group/women]\n"
    more += '    evidence: [{passage: passage/report-2031/2-2-a3792f8e, quote: "for action 5"}]\n'
    kg = exampleville((title, title + more))
    assert found(kg, "protection des données") == [
        ("theme/data-protection", "label"),
        ("initiative/reception-network", "theme"),
    ]
    assert ("initiative/reception-network", "target group") in found(kg, "femmes")


def test_words_may_stand_in_several_texts_of_a_thing(exampleville):
    assert [hit.key for hit in exampleville().search("morocco fees line put")] == ["meeting/2031-03-som/follow-up-fees"]
    assert [hit.key for hit in exampleville().search("kingdom maroc")] == ["state/mar"]


def test_hits_are_told_in_the_language_of_the_reader(exampleville):
    (hit,) = exampleville(lang="fr").search("reception network")
    assert (hit.label, hit.kind, hit.matched) == ("Réseau Accueil", "Initiative", "Reception Network")


@pytest.mark.parametrize("words", ["", "  ", "…!"])
def test_there_must_be_a_word(exampleville, words):
    with pytest.raises(UsageError):
        exampleville().search(words)


@pytest.mark.parametrize(("text", "plain"), [("L’Été  à São-Tomé !", "l ete a sao tome"), ("ÉCOLE", "ecole"), ("", "")])
def test_texts_are_folded(text, plain):
    assert folded(text) == plain


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("state/mar", "state/mar"),
        ("Maroc", "state/mar"),
        ("morocco", "state/mar"),
        ("Royaume du Maroc", "state/mar"),
        ("Action 4", "provision/example-2030/action-4"),
        ("Objectif 3a", "provision/example-2030/objective-3a"),
        ("https://example.org/dialogue/id/state/mar", "state/mar"),
        ("<https://example.org/dialogue/id/state/mar>", "state/mar"),
        ("rkg:Action", "rkg:Action"),
        ("basis/stated", "basis/stated"),
    ],
)
def test_a_thing_is_known_by_key_label_number_and_iri(exampleville, name, key):
    assert exampleville().names.short(exampleville().thing(name)) == key


SECOND_PLAN = (
    "records:\n  - id: plan/example-2030",
    "records:\n  - {id: plan/other, type: ActionPlan, title: {en: Other, fr: Autre}}\n"
    "  - {id: provision/other/action-4, type: Action, title: {en: Else, fr: Autrement}, within: plan/other,\n"
    '     notation: "4", evidence: [{passage: passage/plan-2030/0-0a23530b, quote: "Action 4"}]}\n'
    "  - id: plan/example-2030",
)


def test_of_several_provisions_that_of_the_usual_plan_is_meant(exampleville):
    kg = exampleville(SECOND_PLAN)
    assert kg.names.short(kg.thing("Action 4")) == "provision/example-2030/action-4"


def test_a_name_of_several_things_is_refused_with_their_keys(exampleville):
    twins = exampleville(("title: {en: Portugal, fr: Portugal}", "title: {en: Morocco, fr: Maroc}"))
    with pytest.raises(UnknownName, match=r"Morocco \[state/mar\]\n  Morocco \[state/prt\]"):
        twins.thing("Morocco")


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("state/mra", "state/mar"),
        ("meeting/2031-03-smo", "meeting/2031-03-som"),
        ("Moroco", "state/mar"),
        ("zzz", None),
    ],
)
def test_an_unknown_name_is_refused_with_what_is_near(exampleville, name, near):
    with pytest.raises(UnknownName) as refused:
        exampleville().show(name)
    assert near in refused.value.near if near else not refused.value.near and refused.value.remedy


def refusal(kg, name):
    with pytest.raises(UnknownName) as refused:
        kg.thing(name)
    return refused.value


@pytest.mark.parametrize("name", ["Observation", "observation", "Domaine 3"])
def test_things_win_over_words_of_the_ontology(exampleville, name):
    key = "provision/example-2030/domain-3" if "3" in name else "meeting/2031-03-som/figure"
    one_observation = ("type: Observation\n        title: {en: 5 of", "type: Finding\n        title: {en: 5 of")
    no_figure = ("        measure: measure/actions-addressed\n        value: 5\n        asOf: 2030\n", "")
    kg = exampleville(one_observation, no_figure)
    assert kg.names.short(kg.thing(name)) == key


def test_of_a_kind_with_many_things_some_are_listed(exampleville):
    error = refusal(exampleville(), "Action")
    assert error.near[:2] == ("provision/example-2030/action-1", "provision/example-2030/action-2")
    assert "rkg:Action:\n  Action 1 [provision/example-2030/action-1]\n" in error.told_in("en")
    assert "… et " in error.told_in("fr")
    assert exampleville().names.short(exampleville().thing("rkg:Action")) == "rkg:Action"


def test_a_kind_without_things_is_the_word_itself(exampleville):
    assert exampleville().names.short(exampleville().thing("Clause finale")) == "rkg:FinalClause"


def test_a_number_that_stands_in_parts_is_told_with_them(exampleville):
    error = refusal(exampleville(), "Objectif 3")
    assert error.near == ("provision/example-2030/objective-3a", "provision/example-2030/objective-3b")
    assert "3 stands as 3a and 3b" in error.told_in("en")
    assert "3a et 3b" in error.told_in("fr")
    assert "\n  Objectif 3a [provision/example-2030/objective-3a]" in error.told_in("fr")


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("action4", ["Action 4 [provision/example-2030/action-4]"]),
        ("a4", ["Action 4 [provision/example-2030/action-4]"]),
        ("4", ["Action 4 [provision/example-2030/action-4]", "Objective 4 [provision/example-2030/objective-4]"]),
        ("o3b", ["Objective 3b [provision/example-2030/objective-3b]"]),
        ("Réseau Acc", ["Réseau Accueil [initiative/reception-network]"]),
        ("accueil réseau", ["Réseau Accueil [initiative/reception-network]"]),
        ("Reception Netwrok", ["Reception Network [initiative/reception-network]"]),
        ("2031-03-som", ["[meeting/2031-03-som]"]),
        ("states/mar", ["state/mar"]),
    ],
)
def test_names_near_are_offered_as_written_with_their_key(exampleville, name, near):
    told = refusal(exampleville(), name).told_in("en")
    assert all(one in told for one in near)
    assert "Did you mean" in told


@pytest.mark.parametrize("name", ["Hongrie", "a99", "state/hun", "xy"])
def test_no_name_is_offered_rather_than_an_absurd_one(exampleville, name):
    error = refusal(exampleville(), name)
    assert error.near == ()
    assert "rabatkg search" in error.told_in("en")


def test_other_things_so_named_are_those_whose_names_hold_the_whole_word(exampleville):
    kg = exampleville()
    for lang, label in (("en", "Reception Network of Morocco"), ("fr", "Réseau Accueil du Maroc")):
        own = exampleville(
            (
                "title: {en: Reception Network, fr: Réseau Accueil}",
                "title: {en: Reception Network of Morocco, fr: Réseau Accueil du Maroc}",
            ),
            lang=lang,
        )
        wording = Wording(own.store, own.names, lang)
        assert namesakes(wording, "Maroc", own.thing("Maroc"))["initiative/reception-network"] == label
        assert namesakes(wording, "state/mar", own.thing("Maroc")) == {}
        assert namesakes(wording, "Portugal", own.thing("Portugal")).keys().isdisjoint({"initiative/reception-network"})
    assert "initiative/reception-network" not in namesakes(
        Wording(kg.store, kg.names, "en"), "Maroc", kg.thing("Maroc")
    )


def test_a_thing_is_shown_with_its_facts_and_their_evidence(exampleville):
    thing = exampleville(lang="fr").show("meeting/2031-03-som")
    assert (thing.label, thing.kind) == (
        "Réunion des hauts fonctionnaires de mars 2031",
        "Réunion des hauts fonctionnaires",
    )
    said = {facts.property: facts for facts in thing.said}
    assert list(said) == ["rkg:coChair", "rkg:status", "rkg:when"]
    (fact,) = said["rkg:coChair"].facts
    assert (fact.value, fact.words, fact.supports[0].quote) == (
        "state/prt",
        "Portugal",
        "took place in March 2031 under the chair of Portugal",
    )


def test_a_thing_is_shown_with_what_points_to_it(exampleville):
    thing = exampleville().show("provision/example-2030/action-5")
    pointing = {facts.property: [fact.value for fact in facts.facts] for facts in thing.pointing}
    assert "meeting/2031-03-som/offer" in pointing["rkg:addressesAsStated"]
    assert "rkg:servesAsStated" not in pointing, "what follows is not said"
    assert "rdf:subject" not in pointing, "claims are told as evidence"


def test_other_labels_are_those_of_the_language(exampleville):
    assert exampleville(lang="fr").show("state/mar").other_labels == ("Royaume du Maroc",)
