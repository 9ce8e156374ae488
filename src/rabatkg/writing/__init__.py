"""Writing: one file whole or not at all, or several of a folder together, whatever breaks off in between."""

from rabatkg.writing.files import folder, new, replace, unwritten
from rabatkg.writing.locking import Waiting, locked
from rabatkg.writing.recovering import recover, settle, steady
from rabatkg.writing.together import together

__all__ = [
    "Waiting",
    "folder",
    "locked",
    "new",
    "recover",
    "replace",
    "settle",
    "steady",
    "together",
    "unwritten",
]
