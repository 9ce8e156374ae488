"""What is told of beside the answers, written by a thread of its own: nobody waits for who reads it, or does not."""

import contextlib
import queue
import threading
import time
from collections.abc import Callable

MOST = 10_000
"""Lines that wait to be written; where nobody reads them, further ones are lost."""
GATHERING = 0.05
"""Seconds in which lines come together, to be written at once."""
FAREWELL = 2.0
"""Seconds in which the last lines must be written."""


class Noting:
    """Lines, and what else is to be told, on their way out in their order.

    Args:
        write: writes some lines, of which the last needs an end.
    """

    def __init__(self, write: Callable[[str], None]) -> None:
        """Begin to write what comes."""
        self._write = write
        self._waiting: queue.Queue[str | Callable[[], None] | None] = queue.Queue(MOST)
        self._lost = 0
        self._thread = threading.Thread(target=self._run, name="notes", daemon=True)
        self._thread.start()

    def tell(self, told: str | Callable[[], None]) -> None:
        """Write a line soon, or call what tells something by itself."""
        try:
            self._waiting.put_nowait(told)
        except queue.Full:
            self._lost += 1

    def close(self) -> None:
        """Write what still waits, and end; what nobody reads is lost."""
        with contextlib.suppress(queue.Full):
            self._waiting.put_nowait(None)
            self._thread.join(FAREWELL)

    def _run(self) -> None:
        while True:
            found = [self._waiting.get()]
            if found[0] is not None:
                time.sleep(GATHERING)
            with contextlib.suppress(queue.Empty):
                while found[-1] is not None:
                    found.append(self._waiting.get_nowait())
            with contextlib.suppress(OSError, ValueError):  # who read them is gone
                self._put(found)
            if found[-1] is None:
                return

    def _put(self, found: list[str | Callable[[], None] | None]) -> None:
        lines: list[str] = []
        for one in [*found, *([f"({self._lost} lines lost)"] if self._lost else [])]:
            if isinstance(one, str):
                lines.append(one)
                continue
            if lines:
                self._write("\n".join(lines))
                lines = []
            if one is not None:
                one()
        self._lost = 0
        if lines:
            self._write("\n".join(lines))
