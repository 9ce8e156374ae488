"""A published folder compared with what would be published now: what is missing, what is other, what is foreign."""

import os
from collections.abc import Iterator
from pathlib import Path

from rabatkg.filing.tending import Trouble
from rabatkg.publication.placing import written
from rabatkg.publication.site import Site
from rabatkg.speech import Message, mark


def look(site: Site, folder: Path) -> Iterator[Trouble]:
    """Yield the files that are not as they would be published now, sorted by name."""
    found = {Path(above, name).relative_to(folder).as_posix() for above, _, names in os.walk(folder) for name in names}
    again = Message(mark("Run `rabatkg publish` again."))
    for path in sorted(found | site.by_path.keys()):
        if path not in found:
            yield Trouble(folder / path, Message(mark("This file of the site is missing.")), again)
        elif path not in site.by_path:
            remedy = Message(mark("Move it elsewhere."))
            yield Trouble(folder / path, Message(mark("This file is none of the site.")), remedy)
        elif (folder / path).read_bytes() != written(site.by_path[path]):
            yield Trouble(folder / path, Message(mark("This file is not what would be published now.")), again)
