"""Desks: a folder with a data folder and a build folder, and the program that works on them."""

import json
import re
from pathlib import Path
from shutil import copytree

from click.testing import CliRunner

from copies import copied
from rabatkg.cli import main
from rabatkg.publication.site import File, Site, digest_of

TESTS = Path(__file__).resolve().parents[1]
LAGOON = TESTS / "good"
DRAFT = re.compile(r"\.(.+)\.[0-9a-f]{16}(\.\w+\.draft)?")
"""The names of drafts: of files and folders, and of what is to stand in a data folder."""


class Desk:
    """A folder with a data folder and a build folder, and the program, called in this process."""

    def __init__(self, home):
        self.home = Path(home)
        self.data, self.build = self.home / "data", self.home / "build"

    def run(self, *words, lang="en", **environ):
        """Run the program, and return its exit code with what it said."""
        done = CliRunner().invoke(
            main,
            ["--data", str(self.data), "--lang", lang, *map(str, words)],
            env={"RABATKG_BUILD": str(self.build), "COLUMNS": "200", **environ},
        )
        return [done.exit_code, done.output]

    def copied(self, home):
        """Return a copy of the desk elsewhere, its files as old as they are."""
        return Desk(copytree(self.home, home))


def founded(data, home):
    """Make a desk with a copy of a data folder, in house order, and build it."""
    copied(data, Path(home) / "data")
    for command in ("fmt", "build"):
        code, told = Desk(home).run(command)
        assert code == 0, told


def tiny():
    """Let a site be of a few files, beside the one by which it is known, in this process."""
    names = [f"en/{n}.html" for n in range(9)]
    told = json.dumps({"names": digest_of([*names, "site.json"])}).encode()

    def few(self):
        pages = {name: File(name, lambda name=name: f"<p>{name}\n".encode()) for name in names}
        return {**pages, "site.json": File("site.json", lambda: told)}

    Site.by_path = property(few)
    Site.prepare = lambda self: []
