"""What people do wrong is found, at its line, under its name, in both languages; and what was meant is offered."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from mistakes import MISTAKES, NEEDS_TEXTS, Mutant, Site, sites

from rabatkg import building
from rabatkg.errors import DataError
from rabatkg.findings import Finding
from rabatkg.graph import assemble, holds_records
from rabatkg.intake import offered
from rabatkg.layout import Layout
from rabatkg.names import Names
from rabatkg.records import Expander, Grammar
from rabatkg.validation import check_offered

ROOT = Path(__file__).resolve().parent.parent.parent
GOOD = ROOT / "tests" / "good"
EACH = 3
"""How many times each mistake is made in each of the two dialogues."""
LEAST_FOUND, LEAST_MEANT = 0.98, 0.90
SURVIVORS: dict[str, str] = {}
"""Mistakes that may pass, each with the reason."""


@pytest.fixture(scope="module")
def dialogues(tmp_path_factory):
    """The dialogue of the project and the Lagoon Dialogue, built, each with the folder of its texts."""
    found = []
    for data, texts in ((ROOT / "data", None), (GOOD, GOOD / "texts")):
        layout = Layout.find(data, tmp_path_factory.mktemp("build"))
        building.build(assemble(layout), "full")
        found.append((layout, texts))
    return found


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    """Return a function that checks a file as `rabatkg record check` does."""
    folder = tmp_path_factory.mktemp("offered")

    def check(layout: Layout, texts: Path | None, name: str, text: str) -> tuple[Finding, ...]:
        grammar = Grammar.load(layout.ontology / "context.jsonld")
        expander = Expander(grammar, Names.of(layout), layout.settings.languages)
        file = folder / name
        file.write_text(text, encoding="utf-8")
        try:
            offers = offered(file, expander)
        except DataError as error:
            return (Finding.of_error(error, file),)
        return check_offered(layout, offers, texts).findings

    return check


@pytest.fixture(scope="module")
def places(dialogues):
    """Every key of every record, a list a dialogue."""
    return [
        [
            site
            for path in sorted(layout.data.rglob("*.yaml"))
            if holds_records(layout, path) and "turtle" not in path.parts
            for site in sites(path)
        ]
        for layout, _ in dialogues
    ]


def mutants(name: str, chosen: list[Site]) -> list[tuple[Site, Mutant]]:
    """Make a mistake some times, always in the same places."""
    random = Random(name)
    found: list[tuple[Site, Mutant]] = []
    files: Counter[Path] = Counter()
    for site in random.sample(chosen, len(chosen)):
        if len(found) == EACH:
            break
        mutant = MISTAKES[name](site, random) if files[site.file] < 2 else None
        if mutant is not None and mutant.text != "\n".join(site.lines) + "\n":
            files[site.file] += 1
            found.append((site, mutant))
    return found


def is_told(mutant: Mutant, findings: tuple[Finding, ...]) -> bool:
    """Whether a finding stands at the line of the mistake and names its key in every language."""
    return any(
        one.line in mutant.lines and all(mutant.key.lower() in one.told_in(lang).lower() for lang in ("en", "fr"))
        for one in findings
    )


def test_at_least_thirty_kinds():
    assert len(MISTAKES) >= 30


def test_mistakes_are_found_where_they_are_and_what_was_meant_is_offered(dialogues, places, checked):
    made, found, meant, offers = Counter(), Counter(), Counter(), Counter()
    missed = []
    for (layout, texts), chosen in zip(dialogues, places, strict=True):
        for name in MISTAKES:
            if texts is None and name in NEEDS_TEXTS:
                continue
            for site, mutant in mutants(name, chosen):
                findings = checked(layout, texts, site.file.name, mutant.text)
                made[name] += 1
                if is_told(mutant, findings):
                    found[name] += 1
                elif name not in SURVIVORS:
                    missed.append(
                        f"{name}: {site.file.name}:{sorted(mutant.lines)[:3]}: {mutant.key}: "
                        + "; ".join(one.told_in("en") for one in findings[:3])
                    )
                if mutant.meant is not None:
                    meant[name] += 1
                    offered = [each for one in findings if one.line in mutant.lines for each in one.near]
                    offers[name] += mutant.meant in offered
                    if mutant.meant not in offered:
                        missed.append(f"{name}: {mutant.meant} was meant, {offered} offered")
    assert set(made) == set(MISTAKES)
    share, offered_share = found.total() / made.total(), offers.total() / meant.total()
    told = "\n".join([f"found {share:.3f} of {made.total()}, meant {offered_share:.3f} of {meant.total()}", *missed])
    assert share >= LEAST_FOUND, told
    assert offered_share >= LEAST_MEANT, told
    assert not missed or share >= LEAST_FOUND, told
