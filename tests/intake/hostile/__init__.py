"""Hostile and broken files, made when they are needed: each form has its own module, each file its name.

A file is what its name says and else like the good one of its form, so that it is refused for what is wrong with it.
`{canary}` in it stands for the address of a server that must never be asked.
"""

from functools import partial

CANARY = "http://127.0.0.1:{port}/"


def files(canary):
    """Return every hostile file: its name, with its ending, and a function that gives its bytes."""
    from hostile import jsonld, reports, tables, texts, turtle, workbooks

    found = {}
    for module in (texts, jsonld, turtle, tables, workbooks, reports):
        for name, content in module.files().items():
            assert name not in found
            found[name] = partial(as_bytes, content, canary)
    return found


def as_bytes(content, canary):
    """Return the bytes of a file, with the address of the canary in them."""
    if callable(content):
        content = content(canary)
    if isinstance(content, str):
        content = content.encode("utf-8", "surrogatepass")
    return content.replace(b"{canary}", canary.encode())
