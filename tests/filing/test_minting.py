"""The name of a record that has none: from what it says, the same every time, and like those that people give."""

import pytest

from rabatkg import filing, graph
from rabatkg.filing.minting import Naming
from rabatkg.layout import Layout
from rabatkg.names import KEY
from rabatkg.reading import Mapping, items, read
from rabatkg.records import Expander

CASES = {
    "meeting/2031-03-exampleville-visas": "type: ThematicMeeting\nwhen: 2031-03-04\nplace: place/exampleville\n"
    "title:\n  en: Thematic meeting on visas\n  fr: Réunion thématique sur les visas\n",
    "meeting/2031-return-reintegration-migrants": "type: Webinar\nwhen: 2031\n"
    "title:\n  en: Webinar of the Lagoon Dialogue on the return and reintegration of migrants, 2031\n",
    "meeting/2031-09-exampleville-senior-officials-meeting": "type: SeniorOfficialsMeeting\nstart: 2031-09-04\n"
    "end: 2031-09-05\nplace: place/exampleville\ntitle:\n  en: Senior officials' meeting in Exampleville\n",
    "meeting/2031-03-gestion-humanisee-frontieres": "type: ThematicMeeting\nwhen: 2031-03\n"
    "title:\n  fr: Réunion thématique de mars sur la gestion humanisée des frontières\n",
    "meeting/2031-03-thematic-meeting": "type: ThematicMeeting\nwhen: 2031-03-04\ntitle:\n  en: 会议\n",
    "meeting/2031-03-exampleville/session-1": "type: Session\npartOf: meeting/2031-03-exampleville\nordinal: 1\n"
    "title:\n  en: Session on fees\n",
    "meeting/2031-03-exampleville/presentation-officers": "type: Presentation\npartOf: meeting/2031-03-exampleville\n"
    "title:\n  en: Presentation of the officers\n",
    "meeting/2031-03-exampleville/jane-doe-speaker": "type: Participation\ninEvent: meeting/2031-03-exampleville\n"
    "actor: person/jane-doe\nrole: role/speaker\n",
    "meeting/2031-03-exampleville/recommendation-publish-fees": "type: Recommendation\n"
    "arisesFrom: meeting/2031-03-exampleville\ntitle:\n  en: Publish the fees\n",
    "follow-up/aaa-published-fees": "type: FollowUp\ntitle:\n  en: Aaa published its fees\n",
    "provision/lagoon-2030/action-2": "type: Action\nwithin: provision/lagoon-2030/objective-1\nnotation: '2'\n",
    "provision/lagoon-2030/domain-1": "type: Domain\nwithin: plan/lagoon-2030\nnotation: '1'\n",
    "provision/lagoon-2030/publish-fees": "type: Commitment\nprovisionOf: declaration/lagoon-2030\n"
    "title:\n  en: To publish the fees\n",
    "chairmanship/aaa-2030": "type: Chairmanship\nholder: state/aaa\nstart: 2030-05\n",
    "membership/ccc-observer": "type: Membership\nholder: state/ccc\nrole: role/observer\n",
    "state/aaa": "type: State\nalpha3: AAA\n",
    "organisation/iom": "type: Organisation\ntitle:\n  en: International Organization for Migration\n"
    "altTitle:\n  en: [Migration, IOM]\n",
    "organisation/visa-agency": "type: Organisation\ntitle:\n  en: Visa Agency\naltTitle:\n  en: [the agency]\n",
    "person/jose-nunez": "type: Person\ntitle:\n  en: José Núñez\n",
    "place/addis-ababa": "type: Place\ntitle:\n  en: Addis Ababa\n",
    "plan/plan-of-exampleville": "type: ActionPlan\ntitle:\n  en: Plan of Exampleville\n",
}
NAMELESS = {
    "a meeting without a date": "type: ThematicMeeting\ntitle:\n  en: On visas\n",
    "a date that is none": "type: ThematicMeeting\nwhen: next week\ntitle:\n  en: On visas\n",
    "a part of nothing": "type: Session\ntitle:\n  en: On visas\n",
    "a class that is none": "type: Nonsense\ntitle:\n  en: On visas\n",
    "no class": "title:\n  en: On visas\n",
    "a person without a name": "type: Person\n",
    "a title in no letters that a name may have": "type: Person\ntitle:\n  en: 会议\n",
    "a reference that is none": "type: Session\npartOf: The meeting\ntitle:\n  en: On visas\n",
}


@pytest.fixture(scope="module")
def corpus():
    return graph.assemble(Layout.find("tests/good"))


@pytest.fixture(scope="module")
def mint(corpus):
    return filing.minter(corpus)


@pytest.mark.parametrize("name", CASES)
def test_a_record_is_named_by_what_it_says(mint, corpus, name):
    record = read(CASES[name])
    assert mint(record) == name
    assert Naming(corpus.layout)(record) == name, "without the records of the dialogue too"
    assert KEY.fullmatch(name)


@pytest.mark.parametrize("record", NAMELESS.values(), ids=NAMELESS)
def test_what_says_too_little_is_not_named(mint, record):
    assert mint(read(record)) is None


def test_a_meeting_of_other_days_gets_a_name_of_its_own(corpus):
    text = CASES["meeting/2031-03-exampleville-visas"]
    name = "meeting/2031-03-exampleville-visas"
    taken = filing.minter(corpus)
    taken = type(taken)(
        taken.languages, taken.common, taken.families, taken.labels, {name: ("2031-03-04", "2031-03-05")}
    )
    assert taken(read(text)) == name, "which is refused as held: it may be the same"
    assert taken(read(text.replace("2031-03-04", "2031-03"))) == name
    assert taken(read(text.replace("2031-03-04", "2031-03-06"))) == "meeting/2031-03-06-exampleville-visas"


def test_the_long_form_of_a_value_and_the_first_of_several_count(mint):
    text = CASES["meeting/2031-03-exampleville-visas"]
    long = text.replace("place: place/exampleville", "place:\n  value: place/exampleville\n  basis: stated")
    assert mint(read(long)) == "meeting/2031-03-exampleville-visas"


def test_a_record_that_is_named_here_needs_no_name_of_its_author(corpus, mint):
    settings = corpus.layout.settings
    strict = Expander(corpus.grammar, corpus.names, settings.languages)
    naming = Expander(corpus.grammar, corpus.names, settings.languages, mint)
    for empty in ("", "id:\n"):
        tree = read(empty + CASES["place/addis-ababa"])
        assert [one.rule for one in strict.record(tree).problems] == ["Record-id"]
        found = naming.record(tree)
        assert (found.id, found.minted, found.problems) == ("place/addis-ababa", True, [])
    assert not naming.record(read("id: place/x\n" + CASES["place/addis-ababa"])).minted


def test_every_class_that_a_record_of_the_example_has_is_named_or_says_why_not(corpus, mint):
    """Records of four classes need a name from their authors, and so does a meeting without a date."""
    without = set()
    for path in {one.file for one in corpus.written}:
        tree = read(path)
        assert isinstance(tree, Mapping)
        for record in items(tree.get("records")) or (tree,):
            if record.text("type") and mint(record) is None and record.text("type") != "TechnicalMeeting":
                without.add(record.text("type"))
    assert without == {"Capacity", "Correction", "Passage", "Tombstone"}
