"""Drafts: a store on disk is made, or changed, beside its place, and takes it at the end, so that none is half made."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import pyoxigraph as ox

from rabatkg.errors import DataError

COPY = "copy"
"""Where the engine copies a store to, inside of the draft: it wants a folder that is not there."""


def build(path: Path, parts: Iterable[bytes], beside: Mapping[str, bytes] | None = None) -> None:
    """Make a store on disk beside its place and put it there at the end, so that a half-made one is never seen.

    Args:
        path: folder of the store; one that is there is replaced.
        parts: N-Quads files; each is loaded while the next is made. Their blank nodes are not those of other parts.
        beside: files that tell of the store, by name; they stand in its folder, and change places with it.

    Builds at the same time have a draft each; the last to finish wins.

    Raises:
        DataError: it cannot be written; a store that was there still stands.
    """
    with _draft(path, beside) as draft:
        disk = ox.Store(str(draft))
        load_in_turn(disk.bulk_load, parts)
        disk.flush()
        disk.optimize()
        del disk  # the engine works on by itself, on whatever stands at that path, until it is closed


def change(
    path: Path, gone: Iterable[str], new: Iterable[str], total: int, beside: Mapping[str, bytes] | None = None
) -> bool:
    """Change a few statements of a store on disk, in a copy that takes its place at the end.

    Args:
        path: folder of the store.
        gone: lines of N-Quads without blank nodes that are to go.
        new: likewise, those that are to come.
        total: how many there are to be in the end.
        beside: as for `build`.

    Returns:
        Whether it was done; if not, the store was another than was thought, and stands as it did.

    Raises:
        DataError: it cannot be written; the store still stands as it did.
    """
    with suppress(_OtherStore), _draft(path, beside) as draft:
        try:
            ox.Store.read_only(str(path)).backup(str(draft / COPY))  # it makes the folder
            for one in (draft / COPY).iterdir():
                one.rename(draft / one.name)
            (draft / COPY).rmdir()
            disk = ox.Store(str(draft))
        except (OSError, ValueError, RuntimeError) as error:
            raise _OtherStore from error
        for quad in ox.parse("".join(gone), ox.RdfFormat.N_QUADS):
            disk.remove(quad)
        disk.extend(ox.parse("".join(new), ox.RdfFormat.N_QUADS))
        for graph in list(disk.named_graphs()):
            if next(disk.quads_for_pattern(None, None, None, graph), None) is None:
                disk.remove_graph(graph)
        disk.flush()
        if len(disk) != total:
            raise _OtherStore
        del disk  # see above
        return True
    return False


class _OtherStore(Exception):
    """A store is damaged, or another than was thought."""


@contextmanager
def _draft(path: Path, beside: Mapping[str, bytes] | None) -> Iterator[Path]:
    """Give the place of a draft, and put into its place what was written there."""
    from rabatkg import writing as files  # what writes files is for builds alone

    files.folder(path.parent)
    try:
        with files.tree(path) as draft:
            yield draft
            for name, content in (beside or {}).items():
                files.write(draft / name, content)
    except OSError as error:
        raise files.unwritten(error, path) from error
    except RuntimeError as error:
        problem = str(error).splitlines()[0]
        raise DataError("This file cannot be written: {problem}.", problem=problem, file=path) from error


def load_in_turn(load: Callable[..., None], parts: Iterable[bytes]) -> None:
    """Load N-Quads files by a method of the engine, which works beside the interpreter: each while the next is made."""
    from concurrent.futures import Future, ThreadPoolExecutor

    before: Future[None] | None = None
    with ThreadPoolExecutor(1) as loading:
        for part in parts:
            if before is not None:
                before.result()
            before = loading.submit(load, part, format=ox.RdfFormat.N_QUADS)
    if before is not None:
        before.result()
