"""Unpack the tests of the W3C out of the sources in which they stand, and nothing else: `unpacking.py FOLDER`."""

import sys
import tarfile
from pathlib import Path

PLACES = {
    "test/data/suites/w3c/": ("turtle", "trig", "ntriples", "nquads"),
    "test/resources/": ("sht_tests",),
}
"""Where the suites stand in the sources of rdflib and of pyshacl, and which of them are wanted."""


def unpack(folder):
    """Unpack the suites of the sources in a folder, beside them."""
    starts = tuple(f"{place}{suite}/" for place, suites in PLACES.items() for suite in suites)
    for archive in sorted(folder.glob("*.tar.gz")):
        with tarfile.open(archive) as source:
            for member in source:
                name = member.name.partition("/")[2]
                if member.isfile() and name.startswith(starts):
                    file = folder / next(name.removeprefix(place) for place in PLACES if name.startswith(place))
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(source.extractfile(member).read())


if __name__ == "__main__":
    unpack(Path(sys.argv[1]))
