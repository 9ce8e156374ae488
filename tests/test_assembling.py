"""What stands in the folders and cannot be taken in is told; nothing is passed over."""

import pytest
from click.testing import CliRunner

from copies import copied
from rabatkg import building, graph
from rabatkg.cli import main
from rabatkg.errors import DataError
from rabatkg.layout import Layout


@pytest.fixture
def home(tmp_path, request):
    """A folder with data and an ontology of its own."""
    root = request.config.rootpath
    copied(root / "tests" / "good", tmp_path / "home" / "data")
    copied(root / "ontology", tmp_path / "home" / "ontology")
    return tmp_path / "home"


def assembled(home):
    return graph.assemble(Layout.find(home, home / "build", environ={}))


def test_the_home_is_sound(home):
    assert building.problems(assembled(home)) == []


def test_a_file_whose_ending_hides_it_is_a_problem(home):
    (home / "data" / "more.yml").write_text("id: place/nowhere")
    (problem,) = assembled(home).problems
    assert (problem.rule, problem.mark.file, problem.values) == (
        "File-yml",
        home / "data" / "more.yml",
        {"name": "more.yaml"},
    )


@pytest.mark.parametrize(
    "entry", ["{passage: passage/plan-2030/0-c08a9d8d}", "{because: {en: No.}}", "passage/plan-2030/0-c08a9d8c"]
)
def test_a_review_of_a_passage_that_is_none_is_a_problem(home, entry):
    (path,) = home.rglob("plan-2030.review.yaml")
    path.write_text(f"{path.read_text(encoding='utf-8')}  - {entry}\n", encoding="utf-8")
    (problem,) = assembled(home).problems
    assert (problem.rule, problem.mark.line) == ("Review-unknown-passage", path.read_text().count("\n"))
    assert problem.near[:1] == (("passage/plan-2030/0-c08a9d8c",) if entry.endswith("d}") else ())


def test_a_review_that_is_no_mapping_is_refused(home):
    (path,) = home.rglob("plan-2030.review.yaml")
    path.write_text("- passage/plan-2030/0-c08a9d8c\n")
    with pytest.raises(DataError, match=r"plan-2030\.review\.yaml:1: .*keys with their values"):
        assembled(home)


BROKEN = {
    "data/corpora.yaml": (None, "corpora.yaml: This file cannot be read: .* does not exist"),
    "ontology/context.jsonld": ("{\n,", "context.jsonld:2:1: This is not JSON"),
    "ontology/context.jsonld ": ('{"records": {}}', "context.jsonld: The table of record keys is broken: KeyError"),
    "ontology/rabatkg.ttl": (
        "PREFIX a: <https://example.org/>\n\na:b no:c a:d .\n",
        "rabatkg.ttl:3: This is not Turtle: Prefix .no:. not bound",
    ),
    "ontology/rabatkg.ttl ": ("\n\xff", "rabatkg.ttl:2: The file is not UTF-8"),
}


@pytest.mark.parametrize("file", BROKEN)
def test_a_broken_file_is_named_with_its_line(home, file):
    content, told = BROKEN[file]
    path = home / file.strip()
    path.unlink()
    if content is not None:
        path.write_bytes(content.encode("latin-1"))
    with pytest.raises(DataError, match=told):
        assembled(home)


@pytest.fixture
def run(home):
    def once(*words, build=home / "build", data=home):
        return CliRunner().invoke(
            main, ["--data", str(data), "--lang", "en", *map(str, words)], env={"RABATKG_BUILD": str(build)}
        )

    return once


def test_a_build_folder_that_is_a_file_is_refused_before_the_work(run, home, monkeypatch):
    monkeypatch.setattr(graph, "assemble", lambda *_: pytest.fail("work has begun"))
    (home / "file").write_text("")
    for place in (home / "file", home / "file" / "build"):
        done = run("build", build=place)
        assert (done.exit_code, "what should be a folder is a file" in done.stderr) == (1, True)


def test_a_graph_answers_for_its_own_dialogue_only(run, request):
    other = request.config.rootpath / "tests" / "coverage" / "data"
    assert run("build").exit_code == 0
    assert run("search", "port").exit_code == 0
    for command in (["search", "port"], ["export"], ["query", "meetings"]):
        refused = run(*command, data=other)
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert "rabatkg build" in refused.stderr and "RABATKG_BUILD" in refused.stderr


def test_what_cannot_be_written_for_a_command_is_told(run, home):
    assert run("build").exit_code == 0
    for words in (["export", "--output"], ["coverage", "--plot"]):
        done = run(*words, home / "none" / "out.svg")
        assert (done.exit_code, "does not exist" in done.stderr) == (1, True), done.output
    done = run("coverage", "--plot", home / "out.doc")
    assert (done.exit_code, ".svg or .png" in done.stderr) == (2, True), done.output
