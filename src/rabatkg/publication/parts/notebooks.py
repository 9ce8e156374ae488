"""Notebooks for those who compute, as they come along in the package; one for each language that there is one in."""

from collections.abc import Iterator
from importlib.resources import files as resources

from rabatkg.publication.site import File, Site
from rabatkg.speech import SOURCE


def path(lang: str) -> str:
    """Return where the notebook in a language stands in the site; in English where there is none."""
    name = f"first-steps.{lang}.ipynb"
    known = (resources("rabatkg") / "notebooks" / name).is_file()
    return f"notebooks/{name}" if known else f"notebooks/first-steps.{SOURCE}.ipynb"


def files(site: Site) -> Iterator[File]:
    """Yield the notebooks."""
    for one in sorted({path(lang) for lang in site.languages}):
        yield File(one, (resources("rabatkg") / one).read_bytes)
