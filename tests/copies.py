"""Copies of folders that several tests share, among them the project's own."""

from shutil import copytree, ignore_patterns


def copied(folder, place, *but):
    """Copy a folder, and return the copy; what a command that runs there holds it by may go at any moment.

    Args:
        folder: what is copied.
        place: what is not there yet.
        but: patterns of names that are left out.
    """
    return copytree(folder, place, ignore=ignore_patterns(".rabatkg.*", *but))
