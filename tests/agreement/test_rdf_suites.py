"""The W3C's tests of Turtle and TriG, as our intake reads them: what it takes and refuses is pinned.

They are no part of the project. RABATKG_RDF_SUITES names a folder that has them, in `turtle` and `trig`, as the source
of rdflib has in `test/data/suites/w3c`. Where a file is read otherwise than its manifest says, `suites.txt` has it: all
of them are refused, as they name things in relation to where they stand, or by signs that no name of ours has.
"""

import os
import re
from pathlib import Path

import pytest

from rabatkg.errors import DataError
from rabatkg.intake.rdf.judging import quads
from rabatkg.intake.rdf.turtle import Reader

PINNED = Path(__file__).with_name("suites.txt")
SUITES = {"turtle": "Turtle", "trig": "TriG"}
TEST = re.compile(
    r"rdf:type\s+rdft:Test(\w+)\s*;.*?mf:action\s+<([^>]+)>|a\s+rdft:Test(\w+)\s*;.*?mf:action\s+<([^>]+)>", re.S
)

pytestmark = pytest.mark.exhaustive


def is_read(path, form):
    """Whether our reader and its judge take a file."""
    try:
        text = path.read_bytes().decode()
        reader = Reader(text, path)
        quads(text, form, path)
        reader.said()
    except (DataError, UnicodeDecodeError):
        return False
    return True


def test_the_suites_are_read_as_pinned(figure, approved):
    folder = os.environ.get("RABATKG_RDF_SUITES")
    if not folder:
        pytest.skip("no suites: set RABATKG_RDF_SUITES to the folder that holds them")
    otherwise, asked = [], 0
    for suite, form in SUITES.items():
        manifest = (Path(folder) / suite / "manifest.ttl").read_text("utf-8")
        for kind, name, other_kind, other_name in TEST.findall(manifest):
            right = "Negative" not in kind + other_kind
            asked += 1
            if is_read(Path(folder) / suite / (name or other_name), form) != right:
                otherwise.append(f"{suite}/{name or other_name} is {'refused' if right else 'read'}")
    approved(PINNED, "\n".join(sorted(set(otherwise))) + "\n")
    assert asked > 500
    figure("parsers", asked, asked, f"{len(otherwise)} as pinned, otherwise than the W3C")
