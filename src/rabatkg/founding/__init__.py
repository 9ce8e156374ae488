"""Founding: the folder of a new dialogue, empty but valid, with an example beside it that can be asked at once."""

from rabatkg.founding.starting import Dialogue, found

__all__ = ["Dialogue", "found"]
