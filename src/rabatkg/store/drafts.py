"""Drafts: a store on disk is made, or changed, beside its place, and takes it at the end, so that none is half made."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import pyoxigraph as ox

from rabatkg.errors import DataError

TRIES = 20
ABANDONED = 3600
"""Seconds after which a draft that still stands is that of a build that was killed."""


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
            ox.Store.read_only(str(path)).backup(str(draft))
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
        return True
    return False


class _OtherStore(Exception):
    """A store is damaged, or another than was thought."""


@contextmanager
def _draft(path: Path, beside: Mapping[str, bytes] | None) -> Iterator[Path]:
    """Give the place of a draft, and put into its place what was written there."""
    import shutil  # these, and what writes files, are for builds alone
    from tempfile import mkdtemp

    from rabatkg import writing as files

    put_back(path)
    _clear(path)
    home = files.folder(path.parent)
    try:
        draft = Path(mkdtemp(prefix=f"{path.name}.draft-", dir=home))
        try:
            yield draft / path.name
            for name, content in (beside or {}).items():
                (draft / path.name / name).write_bytes(content)
            _change(draft / path.name, path)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
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


def _change(draft: Path, path: Path) -> None:
    """Put the draft into its place, again if another build was quicker between the two moves."""
    import shutil
    from secrets import token_hex

    for left in reversed(range(TRIES)):
        old = path.with_name(f"{path.name}.old-{token_hex(4)}")
        with suppress(FileNotFoundError):
            path.rename(old)
        try:
            draft.rename(path)
        except OSError:
            if not left:
                put_back(path)
                raise
            time.sleep(0.01)
        else:
            break
        finally:
            if path.exists():
                shutil.rmtree(old, ignore_errors=True)


def put_back(path: Path) -> None:
    """Put back a store that a build had moved aside when it was killed."""
    for old in path.parent.glob(f"{path.name}.old*"):
        if not path.exists():
            with suppress(OSError):
                old.rename(path)


def _clear(path: Path) -> None:
    """Remove what builds left that were killed."""
    import shutil

    if path.exists():
        for old in path.parent.glob(f"{path.name}.old*"):
            shutil.rmtree(old, ignore_errors=True)
    for draft in path.parent.glob(f"{path.name}.draft*"):
        with suppress(OSError):
            if time.time() - draft.stat().st_mtime > ABANDONED:
                shutil.rmtree(draft, ignore_errors=True)
