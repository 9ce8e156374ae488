"""Measure what publishing costs as the corpus grows: files, their bytes, seconds, memory, the largest page.

    python benchmarks/publishing.py [SIZE ...] [--keep FOLDER] [--most N]

Each size is made as `growth.py` makes it, unless it stands in the folder already. Then every file of its site is made
in one process, as `rabatkg publish` makes it, and not written. With `--most`, of each kind of file (those of a folder
that end alike) only so many are made, spread evenly over them, and bytes and seconds are reckoned from those; the
first of a kind, which makes what all of it share, is counted once.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

import corpora
from cost import machine, run, table

WORK = Path(__file__).parent / "work.py"
SIZES = ("real", "l")
LARGE = 100_000
"""Bytes that no page is to have."""


def made(build: Path, most: int | None) -> dict[str, Any]:
    """Make the site of a built store in this process.

    Args:
        build: the folder with the store.
        most: how many files of a kind are made; None makes all.

    Returns:
        How many `files`, their `bytes`, processor `seconds` until files were listed and for making them, the `largest`
        page with its bytes, how many pages are `large`, how many files were `made`.
    """
    from rabatkg.layout import Layout
    from rabatkg.publication import Site

    began = process_time()
    site = Site(Layout.find(build=build))
    site.prepare()
    kinds: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path in site.by_path:
        folder, _, name = path.rpartition("/")
        kinds["/".join(folder.split("/")[:2]), name.partition(".")[2]].append(path)
    found: dict[str, Any] = {"files": len(site.by_path), "listing": process_time() - began, "made": 0, "large": 0}
    size = seconds = 0.0
    largest = (0, "")
    for paths in kinds.values():
        chosen = paths if most is None else paths[:: -(-len(paths) // most)]
        first, rest, spent = 0, 0, [process_time()]
        for path in chosen:
            content = site.by_path[path].make()
            spent.append(process_time())
            first, rest = first or len(content), rest + len(content)
            if path.endswith(".html"):
                largest = max(largest, (len(content), path))
                found["large"] += len(content) >= LARGE
        share = (len(paths) - 1) / max(len(chosen) - 1, 1)  # the first of a kind also makes what all of it share
        size += first + (rest - first) * share
        seconds += spent[1] - spent[0] + (spent[-1] - spent[1]) * share
        found["made"] += len(chosen)
    return found | {"statements": len(site.store), "bytes": size, "seconds": seconds, "largest": largest}


def measured(size: str, build: Path, most: int | None) -> dict[str, Any]:
    """Return what publishing a size costs, in a process of its own; its store is made unless it is there."""
    if not (build / "store").exists():
        build.mkdir(parents=True, exist_ok=True)
        run([str(Path(corpora.__file__)), size, str(build / "said.nq")])
        run([str(WORK), "settle", "rabatkg", str(build / "said.nq"), str(build)])
    words = [] if most is None else ["--most", str(most)]
    cost, written = run([__file__, "--build", str(build), *words])
    return json.loads(written) | {"megabytes": cost.megabytes}


def page(results: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the lines of the table."""
    yield from machine("jinja2", "pyoxigraph")
    yield ""
    rows = [
        (
            f"{one['statements']:,}",
            f"{one['files']:,}",
            "all" if one["made"] == one["files"] else f"{one['made']:,}",
            f"{one['bytes'] / 1e6:.1f}",
            f"{one['listing']:.1f} s",
            f"{one['seconds']:.1f} s",
            f"{one['megabytes']:.0f}",
            f"{one['largest'][0] / 1e3:.1f} kB, `{one['largest'][1]}`",
            one["large"],
        )
        for one in results
    ]
    head = ("statements", "files", "made", "MB", "listed", "made in", "memory, MB", "largest page", "of 100 kB or more")
    yield from table(head, rows)


def main(words: list[str] | None = None) -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", help=f"of {', '.join(corpora.SIZES)}; default: {' '.join(SIZES)}")
    parser.add_argument("--keep", type=Path, help="a folder for the corpora, kept for the next time")
    parser.add_argument("--most", type=int, help="how many files of a kind are made, at most; default: all")
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args(words)
    if asked.build is not None:
        print(json.dumps(made(asked.build, asked.most)))
        return
    with TemporaryDirectory() as temporary:
        folder, results = asked.keep or Path(temporary), []
        for size in asked.sizes or SIZES:
            results.append(measured(size, folder / size, asked.most))
            print(size, results[-1], file=sys.stderr, flush=True)
        print("\n".join(page(results)))


if __name__ == "__main__":
    main()
