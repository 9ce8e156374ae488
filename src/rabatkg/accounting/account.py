"""The account of the sources: every number, date, name and address in them, and whether the graph knows of it.

What stands in a passage is accounted for by a claim with evidence in that passage: by its value, by the thing that it
is about or points to, or by its quotation, in which the words stand. There are no exceptions to be declared.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import DCTERMS, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from rabatkg.accounting.figures import figures, said
from rabatkg.accounting.naming import Known, small_words, unknown
from rabatkg.accounting.sources import Held, held
from rabatkg.findings import Finding
from rabatkg.graph import Corpus
from rabatkg.names import RKG
from rabatkg.speech import Message, mark
from rabatkg.texts import Passage, normalise
from rabatkg.texts.normal import places
