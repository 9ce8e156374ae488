"""The commands that build, tell and export the graph, in both languages, and what they refuse."""

import csv
import json
from io import StringIO

import pytest
from click.testing import CliRunner
from rdflib import Dataset, Graph

from rabatkg import graph
from rabatkg.cli import main
from rabatkg.layout import Layout

NO_BREAK = "\N{NO-BREAK SPACE}"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return tmp_path_factory.mktemp("built")


@pytest.fixture(scope="module")
def run(built, request):
    """Run a command on Exampleville, in the folder where its graph is built."""
    data = request.config.rootpath / "tests" / "coverage" / "data"

    def once(*words, lang="en", folder=data, build=built):
        environ = {"RABATKG_BUILD": str(build), "COLUMNS": "100", "LC_ALL": "C"}
        return CliRunner().invoke(main, ["--data", str(folder), "--lang", lang, *map(str, words)], env=environ)

    assert once("build").exit_code == 0
    return once


COMMANDS = {
    "coverage": ("Domain 1 — Mobility", "Domaine 1 — Mobilité"),
    "coverage --by action": ("A report counts for itself: 5 of", f"Un compte rendu compte lui-même{NO_BREAK}: 5 des 9"),
    "coverage --by objective-number": ("any of its headings counts: 3a nothing found", "3a rien de trouvé, 3b suivie"),
    "coverage --as-of 2031-06": ("◑ discussed (?)", "◑ débattue (?)"),
    "coverage --by domain --known-by 2031": (
        "actions: followed up 1 of 4",
        f"actions{NO_BREAK}: suivie d'effet 1 sur 4",
    ),
    "why meeting/2031-03-som coChair": ("co-chair: Portugal", f"coprésident{NO_BREAK}: Portugal"),
    "why meeting/2031-travel when": (
        "rival value, not kept: The later",
        f"valeur rivale, non retenue{NO_BREAK}: Le compte",
    ),
    "why meeting/2031-03-som/session-2 servesAsStated": ("derived: two statements", f"déduit{NO_BREAK}: deux énoncés"),
    "show Maroc": ("also: Kingdom of Morocco", f"aussi{NO_BREAK}: Royaume du Maroc"),
    "show meeting/2031-03-som": ("What points to it", "Ce qui y renvoie"),
    "show Portugal": ("other things so named: Portugal offers to", f"ainsi nommées{NO_BREAK}: Le Portugal offre"),
    "search reception network": ("Reception Network", "Réseau Accueil"),
    "search were opened": ("quotation: “registers", f"citation{NO_BREAK}: «{NO_BREAK}registers"),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("place", [0, 1], ids=["en", "fr"])
def test_a_command_speaks_the_language_of_its_reader(run, command, place):
    done = run(*command.split(), lang=("en", "fr")[place])
    assert done.exit_code == 0, done.output
    assert COMMANDS[command][place] in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100


WRONG = {
    "build --corpus ful": (1, "full", "full"),
    "build --reasoner hermit": (2, "rules", "rules"),
    "build --texts nowhere": (2, "does not exist", "n’existe pas"),
    "coverage --plan plan/example-2031": (1, "Did you mean plan/example-2030?", "plan/example-2030"),
    "coverage --plan state/mar": (1, "state/mar is no action plan.", "state/mar n’est pas un plan d’action."),
    "coverage --by actions": (2, "is not one of", "action"),
    "coverage --as-of soon": (2, "soon is not a date.", "soon n’est pas une date."),
    "coverage --known-by 2031-13": (2, "2031-13 is not a date.", "2031-13 n’est pas une date."),
    "coverage --format xml": (2, "is not one of", "table"),
    "why meeting/2031-03-smo": (1, "Did you mean meeting/2031-03-som", "meeting/2031-03-som"),
    "why meeting/2031-03-som coChairs": (1, "Did you mean coChair?", "coChair"),
    "why meeting/2031-03-som banana": (
        1,
        "No property is called banana. What can be asked of it: arises from,",
        f"Ce que l’on peut en demander{NO_BREAK}: coprésident,",
    ),
    "show Objective_3": (1, "3 stands as 3a and 3b", "3a et 3b"),
    "show a4": (1, "Did you mean Action 4 [provision/example-2030/action-4]?", "Action 4 [provision/example-2030/act"),
    "show Réseau_Acc": (1, "Did you mean Réseau Accueil [initiative/reception-network]?", "dire Réseau Accueil [init"),
    "why": (2, "THING", "CHOSE"),
    "show state/mra": (1, "Did you mean state/mar", "state/mar"),
    "search nothing-like-it": (1, "0 things", "0 chose"),
    "search !": (2, "There is no word to look for.", "Il n’y a pas de mot à chercher."),
    "search": (2, "WORDS", "MOTS"),
    "export --graph ontologi": (1, "Did you mean ontology?", "ontology"),
    "export --format rdfxml": (2, "is not one of", "turtle"),
}


@pytest.mark.parametrize("command", WRONG)
@pytest.mark.parametrize("place", [0, 1], ids=["en", "fr"])
def test_a_wrong_command_says_so_and_what_to_do(run, command, place):
    done = run(*(word.replace("_", " ") for word in command.split()), lang=("en", "fr")[place])
    code, *said = WRONG[command]
    assert done.exit_code == code, done.output
    assert said[place] in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("command", ["coverage", "why state/mar", "show state/mar", "search x", "export"])
def test_without_a_graph_the_next_step_is_told(run, command, tmp_path):
    done = run(*command.split(), build=tmp_path)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "rabatkg build" in done.stderr
    assert "rabatkg build" in run(*command.split(), build=tmp_path, lang="fr").stderr


def changed(folder, tmp_path, old, new):
    for path in folder.rglob("*.yaml"):
        copy = tmp_path / "data" / path.relative_to(folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return tmp_path / "data"


FAULTS = {
    "a key that is none": ("coChair: state/prt", "coChairs: state/prt"),
    "a thing that is none": ("coChair: state/prt", "coChair: state/prtt"),
    "a triple said twice": (
        "- {id: state/prt, type: State,",
        "- {id: state/mar, type: Organisation, title: {en: Morocco, fr: Maroc}}\n  - {id: state/prt, type: State,",
    ),
    "a triple in two graphs": (
        "- {id: state/prt, type: State,",
        "- {id: meeting/2031-03-som/session-2, type: Session, title: {en: X, fr: Y}}\n  - {id: state/prt, type: State,",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_build_refuses_faults_with_their_lines(run, fault, lang, tmp_path, request):
    data = request.config.rootpath / "tests" / "coverage" / "data"
    folder = changed(data, tmp_path, *FAULTS[fault])
    done = run("build", folder=folder, build=tmp_path / "build", lang=lang)
    assert done.exit_code == 1
    assert ".yaml:" in done.stdout.splitlines()[0]
    assert not (tmp_path / "build" / "store").exists()


def test_a_build_reports_its_turns_and_keeps_a_note(run, built):
    done = run("build", "--fresh")
    assert "Inference, turn 1" in done.stderr
    assert "statements in" in done.stdout
    note = json.loads((built / "build.json").read_text())
    assert note["asserted"] + note["inferred"] == (built / "graph.nq").read_bytes().count(b"\n")


def test_a_build_tells_what_it_read(run, tmp_path, request):
    folder = changed(request.config.rootpath / "tests" / "coverage" / "data", tmp_path, "Kingdom of Morocco", "Morocco")

    def build(*words):
        return run("build", *words, folder=folder, build=tmp_path / "build")

    first, again = build(), build()
    assert again.stdout == first.stdout
    assert again.stderr == "Nothing has changed since the graph of corpus full was built.\n"
    told = (folder / "actors.yaml").read_text(encoding="utf-8")
    (folder / "actors.yaml").write_text(f"{told}# so\n", encoding="utf-8")
    read = len(graph.assemble(Layout.find(folder, tmp_path / "elsewhere", environ={})).shelf.anew)
    assert f"Read 1 of {read} files, the others being as they were: data/actors.yaml.\n" in build().stderr
    assert f"Read {read} files.\n" in build("--fresh").stderr


def test_both_reasoners_build_the_same_graph(run, built, tmp_path):
    assert run("build", "--reasoner", "owlrl", build=tmp_path).exit_code == 0
    assert (tmp_path / "graph.nq").read_bytes() == (built / "graph.nq").read_bytes()


def test_with_the_texts_their_passages_are_in_the_graph(run, request, tmp_path):
    texts = request.config.rootpath / "tests" / "coverage" / "texts"
    assert "2" in run("build", "--texts", texts, build=tmp_path).stderr.splitlines()[-1]
    told = run("why", "meeting/2031-03-som", "coChair", build=tmp_path).stdout
    assert "In full: The meeting took place in March 2031 under the chair of Portugal." in told
    beside = run("why", "meeting/2031-03-som", "coChair", "--texts", texts).stdout
    assert beside == told
    assert "In full" not in run("why", "meeting/2031-03-som", "coChair").stdout


def test_a_graph_older_than_its_files_is_noted(run, built, tmp_path, request):
    data = request.config.rootpath / "tests" / "coverage" / "data"
    folder = changed(data, tmp_path, "Kingdom of Morocco", "The Kingdom of Morocco")
    assert "rabatkg build" in run("search", "Morocco", folder=folder).stderr
    assert "rabatkg build" not in run("search", "Morocco").stderr


@pytest.mark.parametrize("command", ["coverage", "coverage --by domain", "why meeting/2031-03-som", "search visa"])
def test_rows_come_as_json_and_csv(run, command):
    told = json.loads(run(*command.split(), "--format", "json").stdout)
    lines = list(csv.DictReader(StringIO(run(*command.split(), "--format", "csv").stdout)))
    assert len(told) == len(lines) > 0
    assert all(isinstance(row, dict) for row in told)


def test_a_thing_comes_as_json_and_csv(run):
    (told,) = json.loads(run("show", "state/mar", "--format", "json").stdout)
    assert told["label"] == "Morocco"
    lines = list(csv.DictReader(StringIO(run("show", "meeting/2031-03-som", "--format", "csv").stdout)))
    assert {"said", "pointing"} == {line["direction"] for line in lines}


@pytest.mark.parametrize(("lang", "said"), [("en", "What can be asked of it: arises"), ("fr", "peut en demander")])
def test_what_owes_no_evidence_is_told_with_what_does(run, lang, said):
    done = run("why", "meeting/2031-03-som", "title", lang=lang)
    assert (done.exit_code, said in done.stderr) == (0, True)


def test_long_lists_are_cut_unless_all_is_asked(run):
    cut, whole = run("show", "document/report-2031").stdout, run("show", "document/report-2031", "--all").stdout
    assert "… and" in cut
    assert "… and" not in whole
    assert len(whole) > len(cut)


def test_a_picture_is_drawn_beside_the_answer(run, tmp_path):
    done = run("coverage", "--plot", tmp_path / "plan.svg")
    assert (done.exit_code, "plan.svg" in done.stderr) == (0, True)
    assert (tmp_path / "plan.svg").read_text().startswith("<?xml")


@pytest.mark.parametrize(
    ("form", "parser"),
    [("turtle", "turtle"), ("jsonld", "json-ld"), ("ntriples", "nt"), ("nquads", "nquads"), ("trig", "trig")],
)
def test_exports_are_whole_and_the_same_each_time(run, form, parser, tmp_path):
    first, second = (run("export", "--format", form).stdout_bytes for _ in range(2))
    assert first == second
    assert run("export", "--format", form, "--output", tmp_path / "out").exit_code == 0
    assert (tmp_path / "out").read_bytes() == first
    graph = Dataset() if form in ("nquads", "trig") else Graph()
    graph.parse(data=first, format=parser)
    assert len(graph) > 1000 or len(list(graph.quads())) > 1000


def test_one_graph_is_exported_by_its_name(run):
    done = run("export", "--graph", "state/mar", "--format", "ntriples")
    assert all("/id/state/mar>" in line for line in done.stdout.splitlines())
    iri = "https://example.org/dialogue/graph/state/mar"
    assert run("export", "--graph", iri, "--format", "ntriples").stdout == done.stdout
