"""Make a corpus of our shape, of a size: N-Quads of what is said, or the records that say it.

    python benchmarks/corpora.py SIZE FILE.nq [--seed N]
    python benchmarks/corpora.py SIZE FOLDER --records [--seed N]

The same seed makes the same bytes. What a federation of dialogues is, and how its parts vary, `federation` tells.
"""

import argparse
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import as_records
from federation import Federation
from thinning import thinned

from rabatkg.graph import Corpus, assemble
from rabatkg.layout import Layout
from rabatkg.queries import catalogue


@dataclass(frozen=True)
class Size:
    """How large a corpus is to be.

    Attributes:
        parts: how many further parts there are beside the real corpus.
        budget: how many statements the records of a thinned corpus may bring; None where nothing is left out.
        about: how many statements there are once what follows is added, roughly.
    """

    parts: int
    budget: int | None = None
    about: int = 0


SIZES = {
    "s": Size(0, 12_500, about=30_000),
    "real": Size(0, about=130_000),
    "m": Size(1, about=200_000),
    "k": Size(5, about=600_000),
    "l": Size(22, about=2_000_000),
    "xl": Size(117, about=10_000_000),
}
SMALL = "two-documents"
"""The corpus that a thinned one is taken from: each of its records is whole in itself."""
SEED = 5


def federation(size: Size, seed: int = SEED, data: Path | None = None) -> Federation:
    """Return the federation of a size; the real corpus is read, which takes seconds."""
    layout = Layout.find(data)
    if size.budget is None:
        return Federation(assemble(layout), seed)
    corpus = assemble(layout, SMALL)
    return Federation(thinned(corpus, _asked(corpus), size.budget), seed)


def write(size: Size, file: Path, seed: int = SEED, data: Path | None = None) -> None:
    """Write what a corpus of a size says as N-Quads."""
    drawn = federation(size, seed, data)
    with file.open("w", encoding="utf-8") as written:
        written.write(drawn.whole)
        for number in range(1, size.parts + 1):
            written.writelines(drawn.part(number))


def _asked(corpus: Corpus) -> set[str]:
    """Return the records that saved questions ask about by default, and the provisions of the usual plan."""
    known = {one.id for one in corpus.expansions}
    asked = {one.default for question in catalogue(corpus.layout).values() for one in question.parameters}
    plan = corpus.layout.settings.plan.partition("/")[2]
    return asked & known | {name for name in known if re.fullmatch(rf"provision/{plan}/[a-z]+-[0-9]+[a-z]?", name)}


def main(words: list[str] | None = None) -> None:
    """Write what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "size", choices=SIZES, help="how large: " + ", ".join(f"{k} ≈ {v.about:,}" for k, v in SIZES.items())
    )
    parser.add_argument("target", type=Path, help="the file of N-Quads, or the folder of records, that is made")
    parser.add_argument("--records", action="store_true", help="write records, which `rabatkg build` builds")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--data", type=Path, help="a data folder; default: the one that came along")
    asked = parser.parse_args(words)
    size = SIZES[asked.size]
    if asked.records:
        as_records.write(federation(size, asked.seed, asked.data), size.parts, asked.target)
    else:
        write(size, asked.target, asked.seed, asked.data)


if __name__ == "__main__":
    sys.exit(main())
