"""What was made once and is given again: the most recent of it, within so many bytes; by one thread or by several."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Things by their keys, those asked for longest ago given up where they take too many bytes.

    Args:
        most: bytes of all together; none is kept that takes more than a quarter of that.
    """

    def __init__(self, most: int) -> None:
        """Begin with nothing."""
        self.most, self.size = most, 0
        self._held: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: K) -> V | None:
        """Return what is kept by a key."""
        with self._lock:
            if key not in self._held:
                return None
            self._held.move_to_end(key)
            return self._held[key][0]

    def put(self, key: K, thing: V, size: int) -> V:
        """Keep a thing that takes so many bytes, if there is room for such a one; return it either way."""
        with self._lock:
            self.size -= self._held.pop(key, (thing, 0))[1]
            if size <= self.most // 4:
                self._held[key] = (thing, size)
                self.size += size
            while self.size > self.most:
                self.size -= self._held.popitem(last=False)[1][1]
        return thing

    def clear(self) -> None:
        """Give up all."""
        with self._lock:
            self._held.clear()
            self.size = 0
