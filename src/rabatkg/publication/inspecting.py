"""A published folder compared with what would be published now: what is missing, what is other, what is foreign."""

import os
from collections.abc import Iterator
from pathlib import Path

from rabatkg.errors import DataError
from rabatkg.filing.tending import Trouble
from rabatkg.publication.placing import NOTE, written
from rabatkg.publication.site import Site
from rabatkg.reading import content, holding, identity
from rabatkg.speech import Message, mark


def look(site: Site, folder: Path) -> Iterator[Trouble]:
    """Yield the files that are not as they would be published now, sorted by name."""
    while True:
        with holding(folder) as stood:
            found = list(_looked(site, folder))
            if identity(folder) == identity(stood):  # else another site took that place meanwhile
                break
    yield from found


def _looked(site: Site, folder: Path) -> Iterator[Trouble]:
    found = {
        Path(above, name).relative_to(folder).as_posix()
        for above, folders, names in os.walk(folder)
        for name in [*names, *(one for one in folders if Path(above, one).is_symlink())]
    }
    anew = Message(
        mark("This is the file by which a site is known: remove the folder, and run `rabatkg publish` again.")
    )
    for path in sorted(found | site.by_path.keys()):
        again = anew if path == NOTE else Message(mark("Run `rabatkg publish` again."))
        if path not in found:
            yield Trouble(folder / path, Message(mark("This file of the site is missing.")), again)
        elif path not in site.by_path:
            remedy = Message(mark("Move it elsewhere."))
            yield Trouble(folder / path, Message(mark("This file is none of the site.")), remedy)
        else:
            yield from _compared(folder / path, written(site.by_path[path]), again)


def _compared(path: Path, due: bytes, again: Message) -> Iterator[Trouble]:
    try:
        if content(path) != due:
            yield Trouble(path, Message(mark("This file is not what would be published now.")), again)
    except DataError as error:
        yield Trouble(path, error.message, again)
