"""A site put into its folder: made whole beside it, then in its place at once."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import minify_html

from rabatkg import writing
from rabatkg.errors import DataError
from rabatkg.publication.site import File, Site, digest_of
from rabatkg.reading import holding, identity, reason
from rabatkg.speech import mark

SHOWN = 3
"""So many of the things that are in the way are named."""
NOTE = "site.json"
"""The file by which a folder is known to hold a site that we made, and may be replaced."""


@dataclass(frozen=True)
class Placed:
    """What was written: how many files, and how many bytes they hold."""

    files: int
    size: int


def place(site: Site, folder: Path, progress: Callable[[int, int], None] = lambda done, of: None) -> Placed:
    """Write a site into a folder, in the place of the one that stood there.

    Args:
        site: what is written.
        folder: made if it is not there; if it is, it is empty or holds a site that was written before and nothing else.
        progress: told after each file how many are done, of how many.

    Raises:
        DataError: other things stand in the folder, or it cannot be written; what stood there still stands.
    """
    folder = Path(os.path.abspath(folder))
    writing.put_back(folder)
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise DataError("This is no folder.", file=folder, remedy=mark("Name a folder that is not there yet."))
    _refuse_foreign(folder, site)
    try:
        writing.founded(folder.parent)
        with writing.tree(folder) as draft:
            placed = _written(site, draft, progress)
            _refuse_foreign(folder, site)  # that took a while, and somebody may have put something there
            return placed
    except OSError as error:
        raise DataError(
            "The site cannot be written: {problem}.",
            problem=reason(error),
            file=folder,
            remedy="Name another folder.",
        ) from error


def _refuse_foreign(folder: Path, site: Site) -> None:
    foreign, same = _foreign(folder, site), False
    while foreign and not same:
        with holding(folder) as stood:
            before, foreign = foreign, _foreign(folder, site)
            same = foreign == before and identity(folder) == identity(stood)  # else another site took that place
    if foreign:
        raise DataError(
            "This folder holds other things than a site, such as {names}; nothing was written.",
            names=", ".join(foreign[:SHOWN]),
            file=folder,
            remedy=mark("Name a folder that is empty or not there yet, or move them out of it."),
        )


def _foreign(folder: Path, site: Site) -> list[str]:
    """Return what stands in a folder and was not written there by us, as far as its note and this site can tell."""
    found = sorted(
        Path(above, name).relative_to(folder).as_posix()
        for above, folders, names in os.walk(folder)
        for name in [*names, *(one for one in folders if Path(above, one).is_symlink())]
    )
    try:
        note = json.loads((folder / NOTE).read_bytes())
        ours = note["names"] == digest_of(found)
    except (OSError, ValueError, TypeError, KeyError):
        return found
    return [] if ours else [name for name in found if name not in site.by_path]


def _written(site: Site, draft: Path, progress: Callable[[int, int], None]) -> Placed:
    files = site.by_path
    made, size = {draft}, 0
    for done, (path, file) in enumerate(files.items(), 1):
        target = draft / path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        content = written(file)
        writing.write(target, content)
        size += len(content)
        progress(done, len(files))
    return Placed(len(files), size)


def written(file: File) -> bytes:
    """Return the bytes that are written of a file."""
    content = file.make()
    return lightened(content) if file.path.endswith(".html") and file.path.count("/") > 1 else content


def lightened(page: bytes) -> bytes:
    """Return a page in as few bytes as say the same: without the spaces, quotes and end tags that HTML can do without.

    It is meant for the many pages in folders of a language's folder, which hold no form and no button.
    """
    return minify_html.minify(
        page.decode(), keep_html_and_head_opening_tags=True, keep_input_type_text_attr=True, minify_doctype=False
    ).encode()
