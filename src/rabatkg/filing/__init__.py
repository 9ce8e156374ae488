"""Filing: records into the data folder, all of a change or nothing of it, and what that changes in the graph."""

from rabatkg.filing.adding import Filing, add, minter
from rabatkg.filing.changes import Change, change
from rabatkg.filing.consequences import changed
from rabatkg.filing.rebuilding import rebuild, store_of

__all__ = ["Change", "Filing", "add", "change", "changed", "minter", "rebuild", "store_of"]
