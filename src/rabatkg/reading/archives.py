"""ZIP archives, as workbooks and documents of word processors are: what their readers raise on bytes that are none."""

import zlib
from zipfile import BadZipFile

DAMAGED = (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)
"""Also of the parts within: packed in a way that is not known, locked, cut off, or named in no letters."""
