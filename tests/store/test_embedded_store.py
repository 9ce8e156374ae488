"""The embedded store: what it answers, what it writes, and what it refuses."""

import os
from concurrent.futures import ThreadPoolExecutor
from shutil import rmtree

import pytest
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from rabatkg import writing
from rabatkg.errors import DataError, UnknownName, UsageError
from rabatkg.names import XSD
from rabatkg.store import FORMATS, Embedded, Term, build, change, embedded

A, B = "https://example.org/a", "https://example.org/b"
SOME = f"""
<{A}> <{A}/knows> <{B}> <{A}/one> .
<{A}> <{A}/name> "Été"@fr <{A}/one> .
<{A}> <{A}/age> "7"^^<{XSD}integer> <{A}/two> .
_:x <{A}/first> <{A}> <{A}/two> .
_:x <{A}/rest> _:y <{A}/two> .
_:y <{A}/first> <{B}> <{A}/two> .
""".encode()
SHUFFLED = b"\n".join(line.replace(b"_:y", b"_:q").replace(b"_:x", b"_:y") for line in reversed(SOME.split(b"\n")))


@pytest.fixture
def store():
    return Embedded.memory(SOME)


def test_rows_hold_terms_and_leave_out_what_is_unbound(store):
    answer = store.select(
        f"SELECT ?s ?o ?no {{ ?s <{A}/name>|<{A}/age> ?o OPTIONAL {{ ?s <{A}/no> ?no }} }} ORDER BY ?o"
    )
    assert answer.variables == ("s", "o", "no")
    assert [row["o"] for row in answer.rows] == [
        Term("literal", "7", None, f"{XSD}integer"),
        Term("literal", "Été", "fr"),
    ]
    assert all(set(row) == {"s", "o"} for row in answer.rows)


def test_queries_see_the_union_of_the_graphs(store):
    assert store.select(f"ASK {{ <{A}> <{A}/name> ?n ; <{A}/age> ?a }}").rows[0]["answer"].value == "true"
    assert (
        store.select(f"ASK {{ GRAPH ?g {{ <{A}> <{A}/name> ?n ; <{A}/age> ?a }} }}").rows[0]["answer"].value == "false"
    )


@pytest.mark.parametrize("query", ["SELECT ?s {", "SELECT ?s { ?s", "", "DROP ALL", "SELECT * { ?s unknown:p ?o }"])
def test_what_is_not_sparql_is_refused(store, query):
    with pytest.raises(UsageError):
        store.select(query)


def test_a_graph_can_be_asked_for(store):
    query = f"CONSTRUCT {{ ?o <{A}/known-by> ?s }} WHERE {{ ?s <{A}/knows> ?o }}"
    assert store.construct(query) == f"<{B}> <{A}/known-by> <{A}> .\n".encode()
    assert store.select(query).rows == [
        {"subject": Term("uri", B), "predicate": Term("uri", f"{A}/known-by"), "object": Term("uri", A)}
    ]
    with pytest.raises(UsageError):
        store.construct("SELECT ?s { ?s ?p ?o }")


def test_triples_are_added_to_a_graph_and_given_by_their_property(store):
    before, node = len(store), next(s for s, _, _ in store.said([f"<{A}/rest>"]))
    assert store.add([(f"<{B}>", f"<{A}/k>", f"<{A}>"), (node, f"<{A}/k>", '"a _:x"')], f"{A}/three") == 2
    assert len(store) == before + 2
    assert store.in_graphs(B, f"{A}/k", Term("uri", A)) == [f"{A}/three"]
    assert f"{A}/three" in set(store.graphs())
    assert sorted(store.said([f"<{A}/k>", f"<{A}/age>"])) == [
        (f"<{A}>", f"<{A}/age>", f'"7"^^<{XSD}integer>'),
        (f"<{B}>", f"<{A}/k>", f"<{A}>"),
        (node, f"<{A}/k>", '"a _:x"'),
    ]


def test_the_same_statements_give_the_same_bytes_whatever_their_blank_nodes_are_called(store):
    other = Embedded.memory(SHUFFLED)
    assert other.dump() == store.dump()
    assert all(other.written(form) == store.written(form) for form in FORMATS)


@pytest.mark.parametrize("form", ["nquads", "trig"])
def test_forms_with_graphs_keep_every_statement(store, form):
    written = Dataset()
    written.parse(data=store.written(form), format=form)
    assert len(list(written.quads())) == len(store)


@pytest.mark.parametrize(("form", "name"), [("turtle", "turtle"), ("ntriples", "nt"), ("jsonld", "json-ld")])
def test_forms_without_graphs_hold_every_triple_once(store, form, name):
    store.load(f"<{A}> <{A}/knows> <{B}> <{A}/two> .".encode())
    expected = Graph().parse(
        data="\n".join(f"{' '.join(line.split()[:-2])} ." for line in SOME.decode().split("\n") if line)
    )
    assert isomorphic(Graph().parse(data=store.written(form), format=name), expected)


def test_one_graph_can_be_written_alone(store):
    assert store.written("ntriples", f"{A}/one").count(b"\n") == 2
    with pytest.raises(UnknownName) as refused:
        store.written("ntriples", f"{A}/onee")
    assert refused.value.near[0] == f"{A}/one"


def test_a_store_is_built_beside_its_place_and_opened_for_reading(tmp_path):
    place = tmp_path / "build" / "store"
    for times in (1, 2):
        more = f'<{A}> <{A}/n> "{times}" <{A}/three> .'.encode()
        build(place, [SOME, more], {"note": more})
        opened = Embedded.open(place)
        assert opened.dump() == Embedded.memory([SOME, more]).dump()
        assert (place / "note").read_bytes() == more
        assert opened.select(f"SELECT ?n {{ ?s <{A}/n> ?n }}").rows == [
            {"n": Term("literal", str(times), None, f"{XSD}string")}
        ]
    assert [path.name for path in place.parent.iterdir()] == ["store"]


GONE, NEW = f"<{A}> <{A}/knows> <{B}> <{A}/one> .\n", f"<{B}> <{A}/knows> <{A}> <{A}/four> .\n"


def test_a_few_statements_are_changed_in_a_copy_that_takes_the_place_of_the_store(tmp_path):
    place = tmp_path / "store"
    build(place, [SOME])
    with_name, alone = f'<{A}> <{A}/name> "Été"@fr <{A}/one> .\n', SOME.replace(GONE.strip().encode(), NEW.encode())
    opened = Embedded.open(place)
    assert change(place, [GONE], [NEW], 6, {"note": b"changed"})
    assert opened.dump() == Embedded.memory(SOME).dump()
    assert Embedded.open(place).dump() == Embedded.memory(alone).dump()
    assert change(place, [with_name], [], 5)
    assert set(Embedded.open(place).graphs()) == {f"{A}/two", f"{A}/four"}
    assert not (place / "note").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


@pytest.mark.parametrize("harm", ["another", "broken", "gone"])
def test_a_store_that_is_another_than_was_thought_is_not_changed(harm, tmp_path):
    place = tmp_path / "store"
    build(place, [SOME])
    if harm == "broken":
        (place / "CURRENT").write_text("damaged")
    elif harm == "gone":
        next(place.glob("*.sst")).unlink()
    before = {path.name: path.read_bytes() for path in place.iterdir()}
    assert not change(place, [GONE], [NEW], 7 if harm == "another" else 6)
    assert {path.name: path.read_bytes() for path in place.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_a_build_that_fails_leaves_the_old_store(tmp_path):
    place = tmp_path / "store"
    build(place, [SOME])
    with pytest.raises(SyntaxError):
        build(place, [b"no N-Quads"])
    assert len(Embedded.open(place)) == 6


def test_a_store_that_is_not_there_or_broken_says_how_to_build_it(tmp_path):
    (tmp_path / "broken").mkdir()
    for place in (tmp_path / "absent", tmp_path / "broken"):
        with pytest.raises(DataError, match="rabatkg build"):
            Embedded.open(place)


def test_a_damaged_store_says_how_to_build_it(tmp_path):
    build(tmp_path / "store", [SOME])
    (tmp_path / "store" / "CURRENT").write_text("damaged")
    with pytest.raises(DataError, match=r"cannot be opened: .*rabatkg build"):
        Embedded.open(tmp_path / "store")


def test_builds_at_the_same_time_leave_one_whole_store(tmp_path):
    place = tmp_path / "store"
    parts = [[SOME, f'<{A}> <{A}/n> "{n}" <{A}/g> .'.encode()] for n in range(16)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda part: build(place, part), parts))
    assert Embedded.open(place).dump() in [Embedded.memory(part).dump() for part in parts]
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


DRAFT = ".store.0123456789abcdef"


def test_what_a_killed_build_had_moved_aside_is_put_back(tmp_path):
    place = tmp_path / "store"
    build(place, [SOME])
    place.rename(tmp_path / f"{DRAFT}.old")
    assert len(Embedded.open(place)) == 6
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_what_killed_builds_left_is_cleared_but_no_draft_that_somebody_is_at_work_on(tmp_path):
    place = tmp_path / "store"
    build(place, [SOME])
    for name in (f"{DRAFT}.old", DRAFT):
        (tmp_path / name).mkdir()
    with writing.tree(place) as draft:
        build(place, [SOME])
        assert {path.name for path in tmp_path.iterdir()} == {"store", draft.name}
        (draft / "mine").touch()
    assert [path.name for path in place.iterdir()] == ["mine"]
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


@pytest.mark.parametrize("swaps", [True, False], ids=["at one stroke", "in two moves"])
def test_a_store_that_cannot_take_its_place_leaves_the_old_one(swaps, tmp_path, monkeypatch):
    place = tmp_path / "store"
    build(place, [SOME])
    moved = os.rename

    def rename(path, target):
        if path.name.endswith(".old") or target != place:
            return moved(path, target)
        raise PermissionError(13, "no")

    monkeypatch.setattr(os, "rename", rename)
    monkeypatch.setattr(writing.system, "exchange", rename if swaps else lambda draft, place: False)
    with pytest.raises(DataError, match="cannot be written: you have no right to"):
        build(place, [f"<{A}> <{A}> <{B}> .".encode()])
    assert len(Embedded.open(place)) == 6
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_stores_change_places_in_two_moves_where_the_system_knows_no_other_way(tmp_path, monkeypatch):
    monkeypatch.setattr(writing.system, "exchange", lambda draft, place: False)
    monkeypatch.setattr(writing.system, "settle", lambda held, path: False)
    test_builds_at_the_same_time_leave_one_whole_store(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="this system opens no folders")
def test_a_store_is_held_till_it_is_known_whether_it_still_stands_there(tmp_path, monkeypatch):
    """Else the system may give the number of one that is gone to the next, which would be taken for the same."""
    place, other = tmp_path / "store", tmp_path / "other"
    place.mkdir()
    (place / "CURRENT").write_bytes(b"half of one build and half of another\n")
    build(other, [SOME])
    looks, identity = [], embedded.identity

    def looked(folder):
        looks.append((folder, identity(folder)))
        if len(looks) == 2:  # another build takes its place just after it could not be opened
            rmtree(place)
            other.rename(place)
            assert identity(looks[0][0]) == looks[0][1]
        return identity(folder)

    monkeypatch.setattr(embedded, "identity", looked)
    assert len(Embedded.open(place)) == 6


def test_a_store_that_is_replaced_while_it_is_opened_is_never_read_as_a_mixture(tmp_path):
    """One thread builds two stores in turn, whose files are called alike; each that is opened is one of them."""
    place = tmp_path / "store"
    texts = [b"".join(b'<%s> <%s> "%d %d" <%s> .\n' % (A.encode(), A.encode(), n, m, A.encode()) for m in range(50))
             for n in range(2)]  # fmt: skip
    build(place, [texts[0]])
    with ThreadPoolExecutor(1) as pool:
        building = pool.submit(lambda: [build(place, [texts[n % 2]]) for n in range(20)])
        seen = set()
        while not building.done():
            seen.add(Embedded.open(place).dump())
        building.result()
    assert seen <= {Embedded.memory(text).dump() for text in texts}
