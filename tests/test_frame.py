"""The frame of the command line: languages, errors, exit codes, and rows in three forms."""

import csv
import io
import json
import os
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

import rabatkg
from rabatkg.cli import SHARED, click_words, frame, main, output, telling
from rabatkg.errors import DataError, UsageError
from rabatkg.evidence import Source, Support

ROWS = [
    {"action": "17", "level": "nothing found", "by": ["état A", 'B "b"'], "sure": True, "n": 3},
    {"action": "18", "level": "a, b", "by": [], "sure": None, "n": None},
]
COLUMNS = {"action": "Commands", "level": "Options", "by": "By whom"}


@pytest.fixture
def run(monkeypatch):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "RABATKG_DATA", "RABATKG_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return lambda *words: CliRunner().invoke(main, words)


@pytest.fixture
def failing(monkeypatch):
    """Make `rabatkg version` raise."""

    def fail_with(error):
        @frame.command()
        def command():
            raise error

        monkeypatch.setattr("rabatkg.cli.version.command", command)

    return fail_with


def test_every_module_is_a_command_or_shared():
    context = click.Context(main, info_name="rabatkg")
    names = main.list_commands(context)
    assert "version" in names and not SHARED & set(names)
    assert all(isinstance(main.get_command(context, name), frame.Command) for name in names)


def test_every_command_and_option_is_explained():
    context = click.Context(main, info_name="rabatkg")
    commands = [main.get_command(context, name) for name in main.list_commands(context)]
    for command in commands:
        commands += command.commands.values() if isinstance(command, click.Group) else ()
        assert command.help
        assert [option.name for option in command.params if isinstance(option, click.Option) and not option.help] == []


def test_the_version_is_said(run):
    assert run("version").stdout == f"rabatkg {rabatkg.__version__}\n"


@pytest.mark.parametrize(
    "words", [["--lang", "fr", "--help"], ["--help", "--lang=fr"], ["version", "--help", "--lang", "fr"]]
)
def test_help_is_told_in_the_language_wherever_it_is_asked_for(run, words):
    told = run(*words)
    assert told.exit_code == 0
    assert "Affiche la version du programme." in told.stdout
    assert "Affiche ce message" in told.stdout and "Show" not in told.stdout
    assert "Show this message" in run("--help").stdout, "the language of one run must not stick"


def test_the_locale_decides_when_nothing_is_asked_for(run, monkeypatch):
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert run("--help").stdout.startswith("Usage\u00a0:")
    assert run("--help", "--lang", "en").stdout.startswith("Usage:")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["versin", "--lang", "fr"], "La commande 'versin' n’existe pas."),
        (["--lang", "fr", "version", "--no"], "L’option '--no' n’existe pas."),
        (["--lang", "fr", "version", "more"], "Un argument de trop (more)"),
        (["version", "--lang", "xx"], "xx is none of en, fr."),
        (["version", "--lang"], "requires an argument"),
    ],
)
def test_a_wrong_command_line_exits_with_2(run, words, told):
    result = run(*words)
    assert result.exit_code == 2
    assert told in result.stderr and not result.stdout


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (
            UsageError("Missing command.", remedy="Check its spelling, or add its record first."),
            2,
            "Erreur\u00a0: Il manque une commande. Vérifiez l’orthographe, ou ajoutez d’abord sa fiche.\n",
        ),
        (DataError("Missing command.", file="m.yaml", line=1), 1, "m.yaml:1: Il manque une commande.\n"),
    ],
)
def test_an_error_is_told_in_the_language_without_fuss(run, failing, error, code, told):
    failing(error)
    result = run("version", "--lang", "fr")
    assert (result.exit_code, result.stderr, result.stdout) == (code, told, "")


def test_where_the_memory_ends_that_is_said(run, failing):
    failing(MemoryError())
    result = run("version")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: The memory that this program may have is used up.")


@pytest.mark.parametrize("stream", [1, 2])
def test_a_command_whose_stream_is_closed_does_its_work(stream):
    program = "import os; os.close({}); os.execv({!r}, [{!r}, '-c', {!r}])".format(
        stream, sys.executable, sys.executable, "from rabatkg.cli import main; main(['version', '--lang', 'en'])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_fault_of_ours_is_owned(run, failing, monkeypatch):
    failing(ZeroDivisionError("by zero"))
    result = run("version")
    assert result.exit_code == frame.FAULT_OF_OURS
    assert result.stderr.startswith("This is our fault, not yours: ZeroDivisionError: by zero.")
    assert "Traceback" not in result.stderr
    monkeypatch.setenv("RABATKG_DEBUG", "1")
    assert "Traceback" in run("version").stderr


def test_what_the_user_is_to_write_is_named_in_the_language(run):
    told = run("search", "--lang", "fr", "--help").stdout
    assert "rabatkg search [OPTIONS] MOTS..." in told and "--data DOSSIER" in told
    assert "'MOTS...'" in run("search", "--lang", "fr").stderr
    assert "'THING'" in run("show").stderr and "--data DIR" in run("show", "--help").stdout


def test_every_word_for_what_the_user_is_to_write_can_be_translated():
    context = click.Context(main, info_name="rabatkg")
    commands = [main, *(main.get_command(context, name) for name in main.list_commands(context))]
    for command in commands:
        commands += command.commands.values() if isinstance(command, click.Group) and command is not main else ()
        pieces = command.collect_usage_pieces(click.Context(command))
        pieces += [one.make_metavar(context) for one in command.params if not getattr(one, "is_flag", False)]
        assert {word for piece in pieces for word in click_words.CAPITALS.findall(piece)} <= set(click_words.PLACES)


@pytest.mark.parametrize(
    "words", [["--lang", "fr", "version", "--lang", "en"], ["--lang=fr", "version", "--lang", "en"]]
)
def test_the_later_language_wins(run, failing, words):
    failing(UsageError("Missing command."))
    assert run(*words).stderr == "Error: Missing command.\n"
    swapped = [word.replace("fr", "xx").replace("en", "fr").replace("xx", "en") for word in words]
    assert run(*swapped).stderr.startswith("Erreur")


def test_ctrl_c_ends_as_the_shell_expects(run, failing):
    failing(KeyboardInterrupt())
    result = run("version")
    assert (result.exit_code, result.output.strip()) == (frame.INTERRUPTED, "")


@pytest.mark.parametrize("words", [["--help"], ["version"], ["version", "--help"]])
def test_a_closed_pipe_is_no_fault(words):
    read, write = os.pipe()
    os.close(read)
    program = [sys.executable, "-c", "from rabatkg.cli import main; main()", *words]
    done = subprocess.run(program, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (frame.UNREAD, b"")


def test_how_far_a_page_was_compared_is_said_in_words():
    page = Support("evidence/a", "stated", "Stated", None, None, (Source("document/page", "Page"),), "reported")
    assert list(telling.told(page, "en"))[-1] == "stated (only reported: the page itself is not held here)"
    assert "seulement rapporté" in list(telling.told(page, "fr"))[-1]


def test_json_keeps_values():
    assert json.loads(output.as_json(ROWS)) == ROWS


def test_csv_can_be_read_back():
    text = output.as_csv(ROWS, ["action", "by", "sure", "n"])
    assert text.count("\r\n") == 3
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["action", "by", "sure", "n"],
        ["17", 'état A; B "b"', "true", "3"],
        ["18", "", "", ""],
    ]


def test_a_table_is_told_in_the_language(capsys):
    output.write(ROWS, "table", "fr", COLUMNS)
    assert capsys.readouterr().out.splitlines()[0].split() == ["Commandes", "Options", "By", "whom"]


@pytest.mark.parametrize("form", output.FORMATS)
def test_no_rows_are_an_answer(form, capsys):
    output.write([], form, "en", COLUMNS)
    assert capsys.readouterr().out.strip().splitlines()[:1] == [
        {"table": "Commands  Options  By whom", "csv": "action,level,by", "json": "[]"}[form]
    ]


@pytest.mark.parametrize("width", [26, 30, 40])
def test_a_table_is_wrapped_to_the_width_and_loses_nothing(width):
    rows = [{"action": "17", "text": "An own-word summary of what the action promises, word for word."}]
    table = output.as_table(rows, {"action": "Action", "text": "Summary"}, width)
    assert max(map(len, table.splitlines())) <= width
    assert "".join(table.split()).count("An") == 1
    assert [word for line in table.splitlines()[2:] for word in line.removeprefix("17").split()] == rows[0][
        "text"
    ].split()


def test_rows_of_many_columns_are_read_as_blocks():
    rows = [{f"key{n}": f"a value of some length, number {n}" for n in range(8)} for _ in range(2)]
    blocks = output.as_table(rows, {key: key for key in rows[0]}, 60).split("\n\n")
    assert len(blocks) == 2
    assert blocks[0].splitlines()[0] == "key0  a value of some length, number 0"
