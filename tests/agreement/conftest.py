"""The dialogues whose records and answers two engines must understand alike."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from rabatkg.graph import Corpus, assemble
from rabatkg.layout import Layout
from rabatkg.records import Expander

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {
    "lagoon": ROOT / "tests" / "good",
    "exampleville": ROOT / "tests" / "coverage" / "data",
    "ours": ROOT / "data",
}
"""The Lagoon Dialogue, which has a record of each kind; Exampleville, with a case for each rule of coverage; ours."""


class Dialogue(NamedTuple):
    """A dialogue: its records, and what reads further ones."""

    corpus: Corpus
    expander: Expander


@pytest.fixture(scope="session")
def dialogue():
    """Return a function that gives a dialogue by its name, one of FOLDERS."""

    @cache
    def of(name):
        corpus = assemble(Layout.find(FOLDERS[name], environ={}))
        return Dialogue(corpus, Expander(corpus.grammar, corpus.names, corpus.layout.settings.languages))

    return of
