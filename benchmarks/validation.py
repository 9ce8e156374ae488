"""Measure full validation: the program with each engine, the pyshacl command on the same files, the bulk engine alone.

    python benchmarks/validation.py [--data DIR] [--size l] [--repeat N]

With `--size`, the bulk engine alone is also asked of a generated corpus of that size (see corpora.py); all its shapes
are asked that it is asked by the program.
"""

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from corpora import SEED, SIZES, write
from cost import RUN, Cost, machine, run, table
from rdflib import Graph, URIRef

from rabatkg.graph import assemble, is_asserted
from rabatkg.layout import Layout
from rabatkg.validation import shapes_of
from rabatkg.validation.bulk import CHILD
from rabatkg.validation.rewording import reworded
from rabatkg.validation.shapes import Asserted

LIBRARIES = ("pyshacl", "rdflib", "shacl-rust")
SUBCLASS = " <http://www.w3.org/2000/01/rdf-schema#subClassOf> "


def measure(layout: Layout, folder: Path, size: str | None, repeat: int) -> Iterator[tuple[str, int, Cost]]:
    """Yield what was measured: how, of how many statements, and the cost."""
    corpus = assemble(layout)
    data, shapes, able = (folder / name for name in ("data.nt", "shapes.ttl", "able.nt"))
    asserted = Asserted(corpus.asserted, corpus.words[URIRef(corpus.names.graph("ontology"))])
    asserted.serialize(data, format="nt", encoding="utf-8")
    asked = shapes_of(corpus).graph
    asked.serialize(shapes, format="turtle")
    reworded(asked).serialize(able, format="nt", encoding="utf-8")
    count = len(Graph().parse(data))
    command, _ = run(["-m", "pyshacl", "-s", str(shapes), "-df", "nt", str(data)], repeat=repeat)
    yield "`pyshacl -s shapes.ttl data.nt`", count, command
    environ = os.environ | {"RABATKG_BUILD": str(folder / "build"), "LC_ALL": "C"}
    for engine in ("pyshacl", "bulk"):
        words = ["-c", RUN, "validate", "--data", str(layout.data), "--engine", engine]
        yield f"`rabatkg validate --engine {engine}`", count, run(words, environ, repeat)[0]
    yield "shacl-rust alone, what it is asked", count, run(["-c", CHILD, str(data), str(able)], repeat=repeat)[0]
    if size:
        write(SIZES[size], folder / "large.nq", SEED, layout.data)
        large = folder / "large.nt"
        count = _asserted(folder / "large.nq", large)
        yield "shacl-rust alone, a generated corpus", count, run(["-c", CHILD, str(large), str(able)])[0]


def _asserted(nquads: Path, file: Path) -> int:
    """Write what is asserted in N-Quads, and the class tree, as N-Triples; return how many statements that is."""
    count = 0
    with nquads.open(encoding="utf-8") as said, file.open("w", encoding="utf-8") as written:
        for line in said:
            triple, _, graph = line.rstrip(" .\n").rpartition(" <")
            if is_asserted(graph[:-1]) or (SUBCLASS in triple and graph.endswith("/graph/ontology>")):
                written.write(f"{triple} .\n")
                count += 1
    return count


def main(words: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a data folder; default: the one that came along")
    parser.add_argument("--size", choices=SIZES, help="also a generated corpus of this size")
    parser.add_argument("--repeat", type=int, default=3, help="how often each is run; the best counts")
    asked = parser.parse_args(words)
    with TemporaryDirectory() as folder:
        rows = list(measure(Layout.find(asked.data), Path(folder), asked.size, asked.repeat))
    first = rows[0][2]
    print("\n".join(machine(*LIBRARIES)), end="\n\n")
    cells = [(how, f"{count:,}", cost, first.times(cost) if count == rows[0][1] else "") for how, count, cost in rows]
    print("\n".join(table(("Validation", "statements", "time, memory", "times as fast"), cells)))


if __name__ == "__main__":
    main()
