"""Where things are published: from an IRI to its page and its files, as paths below the site's root.

| of what | page, in each language | files |
|---|---|---|
| a thing, `id/meeting/x` | `en/meeting/x.html` | `data/meeting/x.ttl` `.jsonld.gz` `.nt.gz` |
| a part without a title, `id/meeting/x/y` | `en/meeting/x.html#y` | `data/meeting/x/y.ttl` ... |
| a passage, `id/passage/doc/4-2-1a2b3c4d` | `en/passage/doc/4-2.html#1a2b3c4d` | `data/passage/doc/4-2.ttl` ... |
| a claim, `id/claim/ff00...`; evidence likewise | `en/claim/ff.html#ff00...` | `data/claim/ff.ttl.gz` |
| a word, `ontology#Meeting` | `en/ontology.html#Meeting` | `ontology.ttl` ... |
| a rule, `shapes#Meeting-date` | `en/profiles.html#Meeting-date` | `shapes.ttl` ... |
| a graph, `graph/meeting/x` | that of the record; others in `en/graphs.html#name` | `graph/meeting/x.nq.gz` |
"""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from rabatkg.names import HOME, RKG, RULE, Names
from rabatkg.publication.holding import Holding

OPAQUE = ("claim", "evidence")
"""The kinds of things whose keys are digests; they share pages and files by the first two digits."""
PASSAGE = re.compile(r"passage/(.+)/(.+)-([0-9a-f]{8}(?:-[0-9]+)?)")
"""The key of a passage: its document, its section, and what tells it from the others there."""
FORMS = {"ttl": "text/turtle", "jsonld.gz": "application/ld+json", "nt.gz": "application/n-triples"}
"""The endings of the files of a thing, with their media types; N-Triples, which repeat much, are packed."""
OF_OPAQUE = ("ttl.gz",)
"""The endings of the files that claims or evidence share; in other forms, these would be as large as all others."""
NAMED = re.compile(r"[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*")
"""What a key must look like to be the path of a file."""
FRAGMENTS = frozenset({"Participation", "Capacity", "Observation"})
"""The classes whose things are told on the page of what they are parts of, where they are parts."""


class Place(NamedTuple):
    """A page below the folder of a language, and the place in it; `str` joins the two."""

    path: str
    fragment: str = ""

    def __str__(self) -> str:
        """Return the path with its fragment."""
        return f"{self.path}#{self.fragment}" if self.fragment else self.path


class Places:
    """Where the things of a graph are published.

    Args:
        names: how they are named.
        holding: the graph.
    """

    def __init__(self, names: Names, holding: Holding) -> None:
        """Take the graph."""
        self.names, self.holding = names, holding

    def key(self, iri: str) -> str | None:
        """Return the key of a thing of ours, as `meeting/x`, or None for what is none or could be no path."""
        for base in (self.names.base, HOME):
            if iri.startswith(f"{base}id/"):
                key = iri[len(base) + 3 :]
                return key if NAMED.fullmatch(key) else None
        return None

    @cached_property
    def titled(self) -> dict[str, str]:
        """The IRIs of the things with a page of their own, by their keys, in order."""
        found = {key: iri for iri in self.holding if (key := self.key(iri)) and self._titled(iri, key)}
        return dict(sorted(found.items()))

    def _titled(self, iri: str, key: str) -> bool:
        kind = key.partition("/")[0]
        if kind in OPAQUE or PASSAGE.fullmatch(key):
            return False
        return not self.holder(iri)

    def holder(self, iri: str) -> str | None:
        """Return the key of the thing that this one is a part of without a title of its own, or None."""
        key = self.key(iri)
        if key is None or key.count("/") < 2:
            return None
        if self.holding.kind(iri) not in FRAGMENTS and self.holding.labelled(iri):
            return None
        above = key.rpartition("/")[0]
        while above.count("/") >= 1:
            told = self.names.thing(above)
            if told in self.holding:
                return self.holder(told) or above
            above = above.rpartition("/")[0]
        return None

    def parts(self, key: str) -> list[str]:
        """Return the IRIs of what is told on the page of a thing, in order."""
        return self._parts.get(key, [])

    @cached_property
    def _parts(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for iri in self.holding:
            if holder := self.holder(iri):
                found.setdefault(holder, []).append(iri)
        return found

    def page(self, iri: str) -> Place | None:
        """Return the page of anything of ours, and the place in it; None for what is not ours or not there."""
        if iri.startswith(RKG):
            return Place("ontology.html", iri.removeprefix(RKG))
        if iri.startswith(RULE):
            return Place("profiles.html", iri.removeprefix(RULE))
        if iri.startswith(f"{HOME}ontology"):  # the ontology itself, its alignments, and versions of both
            part = iri.removeprefix(f"{HOME}ontology/").partition("/")[0]
            return Place("graphs.html", part) if part in self.holding.graphs else Place("ontology.html")
        if iri == RULE.removesuffix("#"):
            return Place("profiles.html")
        if (graph := iri.removeprefix(f"{self.names.base}graph/")) != iri:
            return self.of_graph(graph)
        key = self.key(iri)
        if key is None or iri not in self.holding:
            return None
        kind, _, rest = key.partition("/")
        if kind in OPAQUE:
            return Place(f"{kind}/{rest[:2]}.html", rest)
        if told := PASSAGE.fullmatch(key):
            return Place(f"passage/{told[1]}/{told[2]}.html", told[3])
        if holder := self.holder(iri):
            return Place(f"{holder}.html", key[len(holder) + 1 :])
        return Place(f"{key}.html")

    def of_graph(self, name: str) -> Place | None:
        """Return where a graph is told of: the page of its record, or the list of graphs."""
        if name in self.titled:
            return Place(f"{name}.html", "graph")
        return Place("graphs.html", name) if name in self.holding.graphs else None

    def file(self, iri: str, form: str = "ttl") -> str | None:
        """Return the path of the file that describes a thing of ours; None for what is not ours or has no such file.

        Args:
            iri: the thing.
            form: an ending from FORMS or OF_OPAQUE, whether packed or not.
        """
        if (graph := iri.removeprefix(f"{self.names.base}graph/")) != iri:
            return f"graph/{graph}.nq.gz"
        stem = self.stem(iri)
        plain = form.removesuffix(".gz")
        found = (one for one in self.forms(stem) if one.removesuffix(".gz") == plain) if stem else iter(())
        return next((f"{stem}.{one}" for one in found), None)

    def forms(self, stem: str) -> tuple[str, ...]:
        """Return the endings of the files that share a path but for its ending."""
        return OF_OPAQUE if stem.startswith(tuple(f"data/{kind}/" for kind in OPAQUE)) else tuple(FORMS)

    @staticmethod
    def media(form: str) -> str:
        """Return the media type of what a file holds, unpacked, by its ending."""
        return FORMS.get(form) or FORMS[form.removesuffix(".gz")]

    def stem(self, iri: str) -> str | None:
        """Return the path of the files that describe a thing of ours, without its ending."""
        for home, name in ((RKG, "ontology"), (RULE, "shapes")):
            if iri.removesuffix("#").startswith(home.removesuffix("#")):
                return name
        key = self.key(iri)
        if key is None or iri not in self.holding:
            return None
        kind, _, rest = key.partition("/")
        if kind in OPAQUE:
            return f"data/{kind}/{rest[:2]}"
        if told := PASSAGE.fullmatch(key):
            return f"data/passage/{told[1]}/{told[2]}"
        return f"data/{key}"

    def sections(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the sections of documents, as `som-2024/4-2`, with the IRIs of their passages in order."""
        found: dict[str, list[str]] = {}
        for iri in self.holding:
            told = PASSAGE.fullmatch(self.key(iri) or "")
            if told:
                found.setdefault(f"{told[1]}/{told[2]}", []).append(iri)
        yield from sorted(found.items())
