"""Command lines that write, and the files that they need on a desk of the Lagoon Dialogue; see `desks`."""

from desks import LAGOON

from offers import records

BECAUSE = "--because-en It_was_misread. --because-fr Mal_lu. --date 2031-12-01"
MEETING = "meeting/2031-09-otherville"
DISORDER = b"type: Person\nid: person/dora-dune\ntitle: {fr: Dora Dune, en: Dora Dune}\n"
REPORT = (LAGOON / "texts" / "report-2031.txt").read_bytes()
MORE = {"data/more-people.yaml": records(7).encode()}

LINES = {
    "record add": ("record add offer.yaml --register", {"offer.yaml": records(7).encode()}),
    "record rename": (f"record rename {MEETING} {MEETING}-officials --date 2031-12-01", {}),
    "record retire": (
        f"record retire organisation/visa-school {BECAUSE} --replaced-by organisation/visa-agency",
        {},
    ),
    "claim retract": (f"claim retract meeting/2031-03-exampleville co-chair Bbb {BECAUSE}", {}),
    "document add": (
        "document add news.txt --key news-2032 --language en --title-en News --title-fr Nouvelles",
        {"news.txt": REPORT + b"\nAnother line.\n"},
    ),
    "fmt": ("fmt", {f"data/examples/{n}.yaml": DISORDER.replace(b"dora", n.encode()) for n in "abc"}),
    "build": ("build", MORE),
    "build anew": ("build --fresh", MORE),
    "export": ("export --output graph.ttl", {"graph.ttl": b"what stood there\n"}),
    "publish": ("publish site", {}),
    "record new": ("record new person --output person.yaml", {}),
    "record draft": ("record draft news.txt --output draft.yaml", {"news.txt": REPORT}),
}
"""By name: the words, a low line standing for a space within one, and the files by their places on the desk."""


def typed(line):
    """Return the words of a command line."""
    return [word.replace("_", " ") for word in line.split()]


def laid_out(name, desk):
    """Put on a desk what a command needs there, and return its words."""
    line, offered = LINES[name]
    for place, content in offered.items():
        (desk.home / place).write_bytes(content)
    return typed(line)
