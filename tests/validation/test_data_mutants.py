"""A slip in a record does not go unnoticed: records that are right are changed in one place, and something is said."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random
from secrets import randbits

import pytest
from beside import Beside
from mistakes import NEEDS_TEXTS, Site, sites
from slips import SLIPS
from undetectable import EXCUSES, excuse

from rabatkg.errors import DataError
from rabatkg.graph import assemble, faults, holds_records
from rabatkg.intake import offered
from rabatkg.layout import Layout
from rabatkg.records import Expander
from rabatkg.validation import check_expansions, shapes_of
from rabatkg.validation.quotations import check_cited

TESTS = Path(__file__).resolve().parent.parent
READ_BESIDE = {one for one in SLIPS if one.startswith("quotation-with")} | NEEDS_TEXTS
PROMISED, IN_ALL, AFRESH = 200, 1_200, 20


class Dialogue:
    """A dialogue that is right, and what is wrong with a file of it when that is changed."""

    def __init__(self, data: Path, folder: Path, texts: Path | None = None) -> None:
        """Take the folder of its data, one for files that are offered, and that of its texts."""
        self._corpus = corpus = assemble(Layout.find(data, folder / "build"))
        self.texts, self._folder = texts, folder
        self._expander = Expander(corpus.grammar, corpus.names, corpus.layout.settings.languages)
        self._beside, self._shapes = Beside(corpus), shapes_of(corpus)
        self._right: dict[Path, tuple] = {}
        paths = [path for path in sorted(data.rglob("*.yaml")) if "turtle" not in path.parts]
        self.sites = [site for path in paths if holds_records(corpus.layout, path) for site in sites(path)]

    def judged(self, file: Path, text: str) -> tuple[frozenset, frozenset | None]:
        """Return what people are told of a file, and what it says; nothing where it cannot be read."""
        path = self._folder / file.name
        path.write_text(text, encoding="utf-8")
        try:
            offers = offered(path, self._expander)
        except DataError as error:
            return frozenset({error.told_in("en")}), None
        corpus, ids = self._beside(offers), [one.id for one in offers]
        found = check_expansions(corpus, ids, self._shapes)
        if self.texts is not None:
            found = (*found, *check_cited(corpus, self.texts, set(ids)))
        said = {(one.subject, one.predicate, one.object) for each in offers for one in each.statements}
        claims = (claim for each in offers for claim in each.claims)
        for claim in claims:
            said.update(claim.triples())
            said.update(triple for one in claim.evidence for triple in one.triples())
        told = frozenset((one.rule, one.node, one.path, one.value) for one in found)
        return told | self._told_of_identifiers(file, offers), frozenset(said)

    def _told_of_identifiers(self, file: Path, offers: list) -> set:
        """Return what people are told of the whole dialogue where the records of a file are no longer called alike."""
        own = [one for one in self._corpus.expansions if one.file == file]
        if [one.id for one in own] == [one.id for one in offers]:
            return set()
        others = (one for one in self._corpus.expansions if one.file != file)
        return {
            (one.rule, *one.values.values()) for one in faults(replace(self._corpus, expansions=(*others, *offers)))
        }

    def noticed(self, site: Site, text: str) -> bool | None:
        """Return whether something more is told of a file than before; None where it says the same."""
        if site.file not in self._right:
            self._right[site.file] = self.judged(site.file, "\n".join(site.lines) + "\n")
        told, said = self._right[site.file]
        now_told, now_said = self.judged(site.file, text)
        return None if now_said == said and now_told <= told else bool(now_told - told)


@pytest.fixture(scope="module")
def dialogues(tmp_path_factory):
    make = partial(tmp_path_factory.mktemp, "offered")
    return [
        Dialogue(TESTS / "good", make(), TESTS / "good" / "texts"),
        Dialogue(TESTS / "coverage" / "data", make()),
    ]


def slipped(dialogues, seed, wanted):
    """Yield slips made at random, each with whether it was noticed: of each kind in each dialogue in turn."""
    chance, made = Random(seed), 0
    left = [
        (name, dialogue, iter(chance.sample(dialogue.sites, len(dialogue.sites))))
        for dialogue in dialogues
        for name in SLIPS
        if dialogue.texts is not None or name not in READ_BESIDE
    ]
    while made < wanted and left:
        for turn in chance.sample(left, len(left)):
            name, dialogue, places = turn
            for site in places:
                text = SLIPS[name](site, chance)
                found = dialogue.noticed(site, text) if text and text.splitlines() != list(site.lines) else None
                if found is not None:
                    made += 1
                    yield name, site, text, found
                    break
            else:
                left.remove(turn)
            if made == wanted:
                break


def missed(name, site, text):
    """Return a slip in words."""
    changed = [line for line in text.splitlines() if line not in site.lines]
    return f"{name}: {site.file.name}:{site.line}: {' '.join(' '.join(changed).split())[:120] or 'gone: ' + site.own}"


def test_slips_are_noticed(dialogues, exhaustive, share, figure):
    made = list(slipped(dialogues, "slips", IN_ALL if exhaustive else round(share * PROMISED)))
    left = [one for one in made if not one[3]]
    figure("data mutants", met=len(made) - len(left), of=len(made))
    assert [missed(*one[:3]) for one in left if not excuse(*one[:3])] == []
    assert len(left) <= 0.02 * len(made)


def test_slips_never_made_before_are_noticed(dialogues):
    """The seed is told where the test fails, so that it can be put in the place of the random one."""
    seed = randbits(32)
    made = list(slipped(dialogues, seed, AFRESH))
    left = [missed(*one[:3]) for one in made if not one[3] and not excuse(*one[:3])]
    assert len(left) <= 0.02 * len(made), (seed, left)


@pytest.mark.parametrize("one", EXCUSES, ids=lambda one: one.slip)
def test_an_excuse_is_of_what_nothing_notices_and_of_nothing_else(one, dialogues):
    made = [
        (dialogue, site, text)
        for dialogue in dialogues
        for site in dialogue.sites
        for text in {SLIPS[one.slip](site, Random(seed)) for seed in range(9)} - {None}
    ]
    excused = [(dialogue, site, text) for dialogue, site, text in made if one.covers(site, text)]
    assert 0 < len(excused) < len(made) / 5
    assert not any(dialogue.noticed(site, text) for dialogue, site, text in excused[:2])


def test_a_file_that_is_right_is_not_noticed(dialogues):
    for dialogue in dialogues:
        site = dialogue.sites[0]
        assert dialogue.noticed(site, "\n".join(site.lines) + "\n") is None
