"""Python looks for unreachable objects ever again; where very many are made that stay, that is a third of the time."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unswept() -> Iterator[None]:
    """Put off looking for unreachable objects for as long as this lasts."""
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()
