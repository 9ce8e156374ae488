"""What is asserted of each thing, as RDF in files of its own.

The file of a thing holds what is asserted of it and of its parts that are told on its page. What is claimed of it, and
the evidence, stand in the files that claims and evidence share, not here once more: with them, these files would be
thrice as large, and the site larger than what hosts take for nothing. All files together hold all that is asserted.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from rabatkg.publication.downloads import packed
from rabatkg.publication.remembering import once
from rabatkg.publication.site import File, Site
from rabatkg.store import Term
from rabatkg.store.compacting import compacted

FORMATS = {"ttl": "turtle", "ttl.gz": "turtle", "jsonld": "jsonld", "jsonld.gz": "jsonld", "nt.gz": "ntriples"}
"""The forms, by the endings of files."""

Triple = tuple[Term, str, Term]


def files(site: Site) -> Iterator[File]:
    """Yield the files of all things, words and rules."""
    for stem in contents(site):
        for form in site.places.forms(stem):
            yield File(f"{stem}.{form}", partial(_file, site, stem, form))


@once
def contents(site: Site) -> dict[str, list[Triple]]:
    """Return what each file holds, by its path without the ending.

    What is said of nodes without a name, and of words that are not ours, stands with the words or rules around it.
    """
    found: dict[str, list[Triple]] = defaultdict(list)
    places, names = site.places, site.names
    for subject, (name, value, graph) in site.holding.asserted():
        stem = places.stem(subject.value) if subject.kind == "uri" else None
        triple = (subject, name, value)
        found[stem or ("shapes" if graph.startswith("shapes") else "ontology")].append(triple)
        if stem and (holder := places.holder(subject.value)):
            found[places.stem(names.thing(holder)) or "ontology"].append(triple)
    return dict(sorted(found.items()))


def _file(site: Site, stem: str, form: str) -> bytes:
    content = compacted(contents(site)[stem], FORMATS[form], f"{site.names.base}id/")
    return packed(content) if form.endswith(".gz") else content
