"""The READMEs are sessions that anyone can repeat: every command in them is run, and every number is counted.

`python tests/test_readme.py` writes today's answers into them.
"""

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import rabatkg
from copies import copied

ROOT = Path(__file__).resolve().parent.parent
READMES = {"en": ROOT / "README.md", "fr": ROOT / "README.fr.md"}
CORPUS = Path(os.environ.get("RABATKG_TEXTS", ROOT.parent / "shared" / "corpus"))
WITH_TEXTS = "<!-- with the source texts -->"
CUT = "…"
SECONDS = re.compile(r"\d+[.,]\d+(?=.s\b)")
ROW = re.compile(r"^\| ([^|]+?) +\| +(\d+) \|", re.M)


@dataclass
class Step:
    """One command with the answer that the page gives; `line` is where its answer begins."""

    command: str
    line: int
    texts: bool
    answer: list[str] = field(default_factory=list)


def steps(page):
    """Every command of the console blocks of a page, in order."""
    found, inside, texts = [], False, False
    for number, line in enumerate(page.splitlines()):
        if not inside:
            inside = line == "```console"
            texts = texts if inside else line == WITH_TEXTS
        elif line == "```":
            inside = texts = False
        elif line.startswith("$ "):
            found.append(Step(line[2:], number + 1, texts))
        elif (line == ">" or line.startswith("> ")) and not found[-1].answer:
            found[-1].command += f"\n{line[2:]}"
            found[-1].line = number + 1
        else:
            found[-1].answer.append(line)
    return found


class Session:
    """A shell in a folder that looks like a checkout, in one language."""

    def __init__(self, folder, lang, corpus):
        self.folder, self.programs = folder / "checkout", folder / "bin"
        for name in ("data", "ontology", "queries"):
            copied(ROOT / name, self.folder / name)
        (self.folder / "Makefile").symlink_to(ROOT / "Makefile")
        if corpus is not None:
            (self.folder / "texts").symlink_to(corpus)
        self.programs.mkdir()
        self._program("python", f"exec '{sys.executable}' \"$@\"")
        self._program("rabatkg", f"exec '{sys.executable}' -c 'from rabatkg.cli import main; main()' \"$@\"")
        self._program("make", f"PATH=${{PATH#*:}} exec make -o .venv/demo BIN='{self.programs}' \"$@\"")
        others = ("LC_", "LANG", "RABATKG_", "MAKE", "MFLAGS")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(others)}
        own = {"LANG": f"{lang}.UTF-8", "COLUMNS": "100", "PATH": f"{self.programs}:{os.environ['PATH']}"}
        self.environ = kept | own | {"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}

    def run(self, command):
        """What the command writes to standard output, line by line."""
        done = subprocess.run(
            ["bash", "-c", command], cwd=self.folder, env=self.environ, capture_output=True, text=True, check=False
        )
        assert not re.search("Traceback|our fault|not found", done.stderr), done.stderr
        return done.stdout.replace(str(self.programs), ".venv/bin").splitlines()

    def _program(self, name, script):
        path = self.programs / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)


def shown(answer, page):
    """What a page shows of an answer where it already shows `page`: it may cut once, and seconds are as they are."""
    if CUT not in page:
        return answer
    cut = page.index(CUT)
    return [*answer[:cut], CUT, *answer[len(answer) - (len(page) - cut - 1) :]]


def settled(lines):
    return [SECONDS.sub("0.00", line).rstrip() for line in lines]


def counts(lang):
    """How many things there are of each class, by the class's label."""
    rows = rabatkg.open(build=ROOT / "not-built").query(
        """
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        PREFIX rkg: <https://w3id.org/rabatkg/ontology#>
        SELECT (STR(?label) AS ?name) (LANG(?label) AS ?lang) (COUNT(DISTINCT ?thing) AS ?n)
        WHERE { ?thing a ?class . ?class rdfs:label ?label FILTER(STRSTARTS(STR(?class), STR(rkg:))) }
        GROUP BY ?label
        """
    )
    return {row["name"]: row["n"] for row in rows if row["lang"] == lang}


@pytest.fixture(params=sorted(READMES))
def lang(request):
    return request.param


@pytest.mark.slow
def test_every_command_answers_as_the_page_says(lang, tmp_path, request):
    found = steps(READMES[lang].read_text(encoding="utf-8"))
    folder = request.getfixturevalue("corpus") if os.environ.get("RABATKG_TEXTS") or CORPUS.is_dir() else None
    session = Session(tmp_path, lang, folder)
    assert len(found) > 10
    for step in found:
        if step.texts and folder is None:
            continue
        answer = session.run(step.command)
        assert settled(shown(answer, step.answer)) == settled(step.answer), f"$ {step.command}"


@pytest.mark.texts
def test_some_commands_need_the_source_texts(lang, corpus):
    assert any(step.texts for step in steps(READMES[lang].read_text(encoding="utf-8")))


def test_every_number_is_counted(lang):
    rows, counted = ROW.findall(READMES[lang].read_text(encoding="utf-8")), counts(lang)
    assert len(rows) > 10
    assert {name: int(number) for name, number in rows} == {name: counted.get(name) for name, _ in rows}


def test_both_pages_have_the_same_parts():
    pages = [READMES[lang].read_text(encoding="utf-8") for lang in sorted(READMES)]
    assert len({page.count("\n## ") for page in pages}) == 1
    words = [[step.command.split()[:2] for step in steps(page)] for page in pages]
    assert words[0] == words[1]
    assert len({len(ROW.findall(page)) for page in pages}) == 1


PAGE = """\
```console
$ echo "a
> b"
a
b
$ seq 9
1
…
9
```
<!-- with the source texts -->
```console
$ true
```
"""


def test_commands_are_read_from_a_page():
    read = [(step.command, step.answer, step.texts) for step in steps(PAGE)]
    assert read == [('echo "a\nb"', ["a", "b"], False), ("seq 9", ["1", "…", "9"], False), ("true", [], True)]


@pytest.mark.parametrize(
    ("answer", "page", "same"),
    [
        (["1", "2", "3"], ["1", "…", "3"], True),
        (["1", "2", "4"], ["1", "…", "3"], False),
        (["1", "2"], ["1", "…"], True),
        (["done (1.31 s)"], ["done (0.87 s)"], True),
        (["1.31 m"], ["0.87 m"], False),
        (["1"], [], False),
    ],
)
def test_an_answer_may_be_cut_and_take_its_time(answer, page, same):
    assert (settled(shown(answer, page)) == settled(page)) is same


def written_anew(lang, folder):
    """The page with the answers and the numbers of today."""
    page = READMES[lang].read_text(encoding="utf-8")
    counted, lines = counts(lang), page.splitlines()
    session, answers = Session(Path(folder), lang, CORPUS if CORPUS.is_dir() else None), {}
    for step in steps(page):
        answer = shown(session.run(step.command), step.answer)
        if settled(answer) != settled(step.answer):
            answers[step.line] = (len(step.answer), [line.rstrip() for line in answer])
    for line, (length, answer) in sorted(answers.items(), reverse=True):
        lines[line : line + length] = answer
    return ROW.sub(lambda row: row[0].replace(f" {row[2]} |", f" {counted.get(row[1], 0)} |"), "\n".join(lines) + "\n")


if __name__ == "__main__":
    for code, path in READMES.items():
        with TemporaryDirectory() as temporary:
            path.write_text(written_anew(code, temporary), encoding="utf-8")
