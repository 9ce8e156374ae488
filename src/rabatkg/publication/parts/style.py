"""The look of the pages, and what marks the folder as a site of ours."""

import json
from collections.abc import Iterator
from importlib.resources import files as resources
from typing import Any

from rabatkg import __version__
from rabatkg.publication.site import File, Site, digest_of

ASSETS = ("icon.svg", "search.js", "style.css")
"""Files of `assets` that go into the site as they are."""


def files(site: Site) -> Iterator[File]:
    """Yield the style sheet and the note of the site."""
    for name in ASSETS:
        yield File(f"assets/{name}", (resources("rabatkg.publication") / "assets" / name).read_bytes)
    yield File("site.json", lambda: (json.dumps(_note(site), indent=1) + "\n").encode())


def _note(site: Site) -> dict[str, Any]:
    """Return what the site tells of itself; `names` stands for the names of its files: no other is to be lost."""
    told = {"made_by": "rabatkg", "version": __version__, "base": site.base, "languages": list(site.languages)}
    return {**told, "names": digest_of(site.by_path)}
