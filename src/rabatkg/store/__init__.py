"""Where the graph is held and asked: a store of named graphs, its answers, and the forms it is written in."""

from rabatkg.store.asked import Store
from rabatkg.store.drafts import build, change
from rabatkg.store.embedded import Embedded
from rabatkg.store.terms import HEAD, Answer, Row, Term
from rabatkg.store.writing import FORMATS

__all__ = ["FORMATS", "HEAD", "Answer", "Embedded", "Row", "Store", "Term", "build", "change"]
