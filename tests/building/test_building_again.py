"""A build after a change makes what one from nothing makes, reads only what changed, and outlives what goes wrong."""

import json
import os
import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from copies import copied
from rabatkg import building, graph
from rabatkg.layout import FILES, KEPT, NOTE, STORE, Layout
from rabatkg.store import Embedded, holdings, noting
from rabatkg.store.writing import settled

APART = {"data", "seconds"}
"""What differs between two builds of one dialogue: where it stands, and how long it took."""


@dataclass
class Dialogue:
    """A dialogue of its own, with its ontology, that is changed and built."""

    folder: Path

    @property
    def layout(self):
        return Layout.find(self.folder, self.folder / "build", environ={})

    def build(self, corpus="full", layout=None, **options):
        """Build the graph and return the names of the files that were read."""
        found = graph.assemble(layout or self.layout, corpus, options.get("fresh", False))
        assert building.problems(found) == []
        building.build(found, corpus, **options)
        return set(found.shelf.anew)

    def from_nothing(self, corpus="full", **options):
        """Return what a build from nothing makes."""
        elsewhere = self.layout
        layout = Layout(elsewhere.ontology, elsewhere.data, elsewhere.queries, self.folder / "other")
        rmtree(layout.build, ignore_errors=True)
        self.build(corpus, layout, **options)
        return made(layout.build)

    def write(self, name, old, new):
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


def made(build):
    """All that a build makes."""
    note = json.loads((build / NOTE).read_bytes())
    files = json.loads((build / STORE / FILES).read_bytes())["seen"]
    return {
        "graph": (build / noting.DUMP).read_bytes(),
        "store": Embedded.open(build / STORE).dump(),
        "graphs": set(Embedded.open(build / STORE).graphs()),
        "holdings": (build / STORE / holdings.HOLDINGS).read_bytes(),
        "files": files,
        "note": {name: value for name, value in note.items() if name not in APART},
        "kept": {line.partition(b" ")[0] for line in (build / KEPT).read_bytes().split(b"\n")},
    }


@pytest.fixture(scope="module")
def origin(tmp_path_factory, request):
    root = request.config.rootpath
    folder = tmp_path_factory.mktemp("origin") / "dialogue"
    copied(root / "tests" / "coverage" / "data", folder / "data")
    copied(root / "ontology", folder / "ontology", "shapes")
    dialogue = Dialogue(folder)
    assert dialogue.build() == {name for name in dialogue.layout.files().seen if takes_part(name)}
    return dialogue


@pytest.fixture
def dialogue(origin, tmp_path):
    copytree(origin.folder, tmp_path / "dialogue")
    return Dialogue(tmp_path / "dialogue")


def takes_part(name):
    return not name.endswith((".profile.yaml", "corpora.yaml", "dialogue.yaml", ".jsonld"))


def touch(dialogue):
    dialogue.write("data/actors.yaml", "Kingdom of Morocco", "The Kingdom of Morocco")


def take_away(dialogue):
    (dialogue.folder / "data/extra.yaml").unlink()


def move(dialogue):
    (dialogue.folder / "data/extra.yaml").rename(dialogue.folder / "data/moved.yaml")


def comment(dialogue):
    (dialogue.folder / "data/actors.yaml").write_text(
        "# so\n" + (dialogue.folder / "data/actors.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )


def say_more(dialogue):
    (dialogue.folder / "data/more.yaml").write_text(STATE.replace("xxb", "xxc"), encoding="utf-8")


def add_a_word(dialogue):
    path = dialogue.folder / "ontology/rabatkg.ttl"
    path.write_text(
        path.read_text(encoding="utf-8") + "\nrkg:State rdfs:seeAlso [ rdfs:label 'a' ] .\n", encoding="utf-8"
    )


def reground(dialogue):
    dialogue.write("data/dialogue.yaml", "https://example.org/dialogue/", "https://example.org/other/")


def reword(dialogue):
    path = dialogue.folder / "ontology/context.jsonld"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")


STATE = """
id: state/xxb
type: State
title: {en: Betaland, fr: Bétaland}
"""
CHANGES = {
    "a record": (touch, {"data/actors.yaml"}),
    "lines without a meaning": (comment, {"data/actors.yaml"}),
    "a file that goes": (take_away, set()),
    "a file of another name": (move, set()),
    "a further file": (say_more, {"data/more.yaml"}),
    "the ontology": (add_a_word, {"ontology/rabatkg.ttl"}),
    "the grammar": (reword, None),
    "the base": (reground, None),
}
"""What changes, and which files are then read; None where all are."""


@pytest.fixture(scope="module")
def changing(origin, tmp_path_factory):
    """A dialogue that is changed ever again."""
    folder = tmp_path_factory.mktemp("changing") / "dialogue"
    copytree(origin.folder, folder)
    return Dialogue(folder)


@pytest.mark.parametrize("change", CHANGES)
def test_a_build_after_a_change_is_that_from_nothing_and_reads_only_what_changed(change, changing):
    if not (changing.folder / "data/extra.yaml").exists():
        (changing.folder / "data/moved.yaml").unlink(missing_ok=True)
        (changing.folder / "data/extra.yaml").write_text(STATE, encoding="utf-8")
        changing.build()
    happens, read = CHANGES[change]
    happens(changing)
    everything = {name for name in changing.layout.files().seen if takes_part(name)}
    assert changing.build() == (everything if read is None else read)
    assert made(changing.layout.build) == changing.from_nothing()


def test_where_nothing_has_changed_a_build_would_make_the_same(origin):
    def same(**other):
        wanted = {"corpus": "full", "reasoner": "rules", "folder": None} | other
        return noting.unchanged(origin.layout, **wanted) is not None

    assert same()
    assert not same(corpus="another")
    assert not same(reasoner="owlrl")


def test_another_corpus_and_the_documents_make_another_graph(dialogue, request):
    texts = request.config.rootpath / "tests" / "coverage" / "texts"
    (dialogue.folder / "data/extra.yaml").write_text(STATE, encoding="utf-8")
    few = ["actors.yaml", "meetings.yaml", "plan.yaml", "documents/*.yaml"]
    dialogue.write("data/corpora.yaml", "full:", f"few: {few}\nfull:")
    for corpus, options in (
        ("full", {"folder": texts}),
        ("full", {}),
        ("few", {}),
        ("full", {"folder": texts}),
    ):
        wanted = {"reasoner": "rules", "folder": None} | options
        assert noting.unchanged(dialogue.layout, corpus, **wanted) is None
        dialogue.build(corpus, **options)
        assert noting.unchanged(dialogue.layout, corpus, **wanted) is not None
        assert made(dialogue.layout.build) == dialogue.from_nothing(corpus, **options)


def test_a_document_that_comes_among_the_texts_or_changes_there_is_noticed(dialogue, request, tmp_path):
    copytree(request.config.rootpath / "tests" / "coverage" / "texts", tmp_path / "texts")
    texts = tmp_path / "texts"
    held = sorted(texts.iterdir())
    aside = held[0].rename(tmp_path / "aside")
    dialogue.build(folder=texts)
    assert noting.unchanged(dialogue.layout, "full", "rules", texts) is not None
    aside.rename(held[0])
    assert noting.unchanged(dialogue.layout, "full", "rules", texts) is None


def cut(shelf):
    shelf.write_bytes(shelf.read_bytes()[: shelf.stat().st_size // 2])


def flip(shelf):
    """Turn one bit in each of many lines."""
    raw, chance = bytearray(shelf.read_bytes()), random.Random(5)
    for place in chance.sample(range(100, len(raw)), 40):
        raw[place] ^= 1 << chance.randrange(7)
    shelf.write_bytes(raw)


def swap(shelf):
    """Exchange what two files said; each line is whole."""
    head, *lines = shelf.read_bytes().split(b"\n")
    names = [line.partition(b" ")[0] for line in lines]
    rest = [line.partition(b" ")[2] for line in lines]
    shelf.write_bytes(b"\n".join([head, *(b"%s %s" % pair for pair in zip(names, rest[1:] + rest[:1], strict=True))]))


def of_another_program(shelf):
    _, *lines = shelf.read_bytes().split(b"\n")
    shelf.write_bytes(b"\n".join([b"0" * 64, *(line.replace(b"Morocco", b"Atlantis") for line in lines)]))


@pytest.mark.parametrize(
    ("harm", "some_read"),
    [(cut, True), (flip, True), (swap, False), (of_another_program, False), (Path.unlink, False)],
)
def test_a_damaged_shelf_is_noticed_and_never_makes_a_wrong_graph(harm, some_read, dialogue):
    before, shelf = made(dialogue.layout.build), dialogue.layout.build / KEPT
    harm(shelf)
    everything = {name for name in dialogue.layout.files().seen if takes_part(name)}
    read = dialogue.build()
    assert read
    assert (read < everything) is some_read
    assert made(dialogue.layout.build) == before
    assert graph.assemble(dialogue.layout).shelf.anew == []


def test_a_line_makes_nothing_but_what_was_read(dialogue):
    """A line that is whole and yet none of ours: as hostile as a folder from elsewhere may be."""
    shelf = graph.Shelf.open(dialogue.layout, dialogue.layout.files())
    assert graph.assemble(dialogue.layout).shelf.anew == []
    lines = settled(graph.assemble(dialogue.layout).lines)
    for line in (b"[[99]]", b"{}", b"7", b'[["x"]]', b"[" * 100_000):
        shelf.kept = dict.fromkeys(shelf.kept, line)
        shelf.keep()
        assert settled(graph.assemble(dialogue.layout).lines) == lines


@pytest.mark.parametrize("gone", ["graph.nq", "store/CURRENT", "build.json", "store"])
def test_what_was_taken_from_the_build_folder_is_made_again(gone, dialogue):
    before, path = made(dialogue.layout.build), dialogue.layout.build / gone
    rmtree(path) if path.is_dir() else path.unlink()
    if gone != "store/CURRENT":
        assert noting.unchanged(dialogue.layout, "full", "rules", None) is None
    assert dialogue.build() == set()
    assert made(dialogue.layout.build) == before


KILLED = """
import os, sys
from pathlib import Path
from rabatkg import building, graph
from rabatkg.layout import Layout

folder, last = Path(sys.argv[1]), int(sys.argv[2])
done = 0

def count(event, words):
    global done
    if event in ("os.rename", "shutil.rmtree", "os.mkdir") or (event == "open" and words[2] & os.O_WRONLY):
        done += 1
        if done == last:
            os.kill(os.getpid(), 9)

layout = Layout.find(folder, folder / "build", environ={})
corpus = graph.assemble(layout, "full")
sys.addaudithook(count)
building.build(corpus, "full")
print(done)
"""


def run_until(folder, step):
    """Build in a process of its own that is killed at a step of its writing; return how many steps it took."""
    told = subprocess.run(
        [sys.executable, "-c", KILLED, str(folder), str(step)], capture_output=True, check=False, text=True, timeout=300
    )
    assert told.returncode in (0, -9), told.stderr
    return int(told.stdout) if told.returncode == 0 else None


@pytest.mark.skipif(os.name != "posix", reason="a process is killed as it is there")
def test_the_build_after_one_that_was_killed_is_right(dialogue, tmp_path):
    touch(dialogue)
    copytree(dialogue.folder, tmp_path / "whole")
    steps = run_until(tmp_path / "whole", 0)
    expected = dialogue.from_nothing()
    for step in random.Random(5).sample(range(1, steps + 1), min(steps, 3)):
        copytree(dialogue.folder / "build", tmp_path / "before")
        assert run_until(dialogue.folder, step) is None
        dialogue.build()
        assert made(dialogue.layout.build) == expected
        assert not [path for path in dialogue.layout.build.iterdir() if path.name.startswith("store.old")]
        rmtree(dialogue.layout.build)
        (tmp_path / "before").rename(dialogue.layout.build)
