"""Who co-chaired with whom, over time, and a picture of it."""

from rabatkg.network.asking import Pair, pairs

__all__ = ["Pair", "pairs"]
