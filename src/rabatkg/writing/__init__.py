"""Writing: a file or a folder whole or not at all, or several files together, whatever breaks off in between."""

from rabatkg.writing.drafts import clear
from rabatkg.writing.files import folder, founded, new, replace, unwritten, write
from rabatkg.writing.locking import Waiting, locked
from rabatkg.writing.recovering import forget, recover, settle, steady
from rabatkg.writing.together import together
from rabatkg.writing.trees import put_back, tree

__all__ = [
    "Waiting",
    "clear",
    "folder",
    "forget",
    "founded",
    "locked",
    "new",
    "put_back",
    "recover",
    "replace",
    "settle",
    "steady",
    "together",
    "tree",
    "unwritten",
    "write",
]
