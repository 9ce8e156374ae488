"""One piece of work with one engine, in a process of its own, timed from within so that imports do not count.

    python benchmarks/work.py load ENGINE FILE.nq
    python benchmarks/work.py close ENGINE SAID.nq
    python benchmarks/work.py settle rabatkg SAID.nq BUILD
    python benchmarks/work.py export ENGINE PLACE FORM

Engines: rabatkg, pyoxigraph, rdflib; owlrl closes. BUILD is a folder that gets a store on disk, and what is in it as
`graph.nq`; PLACE is one of the two, the latter for rdflib. Prints JSON: the seconds, and what came out.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import Any

SYNTAX = {"nquads": "nq", "turtle": "ttl", "trig": "trig"}
INFERRED = "https://w3id.org/rabatkg/graph/inferred"
times: list[float] = []


@contextmanager
def timed() -> Iterator[None]:
    """Note how long the block takes."""
    started = perf_counter()
    try:
        yield
    finally:
        times.append(perf_counter() - started)


def load(engine: str, file: str) -> int:
    """Load N-Quads into memory; return how many statements there are."""
    if engine == "rabatkg":
        from rabatkg.store import Embedded

        with timed():
            store: Any = Embedded.memory(Path(file).read_bytes())
    elif engine == "pyoxigraph":
        import pyoxigraph

        store = pyoxigraph.Store()
        with timed():
            store.bulk_load(path=file, format=pyoxigraph.RdfFormat.N_QUADS)
    else:
        import rdflib

        store = rdflib.Dataset()
        with timed():
            store.parse(file, format="nquads")
    return len(store)


def close(engine: str, file: str) -> int:
    """Add what follows from what was said; return how many statements are new. Loading does not count."""
    if engine == "rabatkg":
        from rabatkg.inference import close as closed
        from rabatkg.store import Embedded

        store = Embedded.memory(Path(file).read_bytes())
        with timed():
            return closed(store, INFERRED)
    from owlrl import DeductiveClosure, OWLRL_Semantics

    graph = _graph(file)
    before = len(graph)
    with timed():
        DeductiveClosure(OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    return len(graph) - before


def settle(_: str, said: str, build: str) -> dict[str, float]:
    """Make a build folder of what was said: the store on disk, and the graph; return the seconds of each step."""
    import pyoxigraph

    from rabatkg.inference import close as closed
    from rabatkg.store import Embedded

    graph, syntax = str(Path(build) / "graph.nq"), pyoxigraph.RdfFormat.N_QUADS
    memory = pyoxigraph.Store()
    with timed():
        memory.bulk_load(path=said, format=syntax)
    with timed():
        closed(Embedded(memory), INFERRED)
    memory.dump(graph, format=syntax)
    with timed():
        disk = pyoxigraph.Store(str(Path(build) / "store"))
        disk.bulk_load(path=graph, format=syntax)
        disk.flush()
        disk.optimize()
    return dict(zip(("load what is said", "closure", "store on disk"), times, strict=True))


def export(engine: str, place: str, form: str) -> int:
    """Write a loaded graph in a form; return how many bytes it takes."""
    if engine == "rabatkg":
        from rabatkg.store import Embedded

        store = Embedded.open(Path(place))
        with timed():
            return len(store.written(form))
    if engine == "pyoxigraph":
        import pyoxigraph

        bare = pyoxigraph.Store.read_only(place)
        written, syntax = BytesIO(), pyoxigraph.RdfFormat.from_extension(SYNTAX[form])
        with timed():
            if form == "turtle":
                pyoxigraph.serialize((quad.triple for quad in bare), written, format=syntax)
            else:
                bare.dump(written, format=syntax)
        return len(written.getvalue())
    import rdflib

    graph: Any = _graph(place) if form == "turtle" else rdflib.Dataset().parse(place, format="nquads")
    with timed():
        return len(graph.serialize(format=form, encoding="utf-8"))


def _graph(file: str) -> Any:
    """Return the statements of N-Quads as one rdflib graph, their union."""
    from rdflib import Graph

    triples = (line.rpartition(" <")[0] + " .\n" for line in Path(file).read_text(encoding="utf-8").splitlines())
    return Graph().parse(data="".join(triples), format="nt")


if __name__ == "__main__":
    work = {one.__name__: one for one in (load, close, settle, export)}
    result = work[sys.argv[1]](*sys.argv[2:])
    print(json.dumps({"seconds": times[-1], "result": result}))
