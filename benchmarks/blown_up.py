"""Blow a data folder up: the same dialogue with many more meetings, each with its own record, claims and sentences.

Every copy of a meeting has an identifier, a title, dates and quotations of its own; places, states, persons and
provisions are shared, as they would be. What a meeting's record says of other things is left out of its copies.
"""

import os
import re
import shutil
import time

import yaml

from rabatkg.graph import record_files
from rabatkg.layout import Layout

COPY = "\N{LOZENGE}"
YEAR = re.compile(f"{COPY}([0-9]{{4}})")
DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
APART = 20
"""Years between a meeting and its next copy, so that none is the same meeting as another."""


def blow_up(source, target, copies):
    """Write a data folder with its ontology and questions, and with further copies of each meeting; return its layout.

    Args:
        source: the layout of the dialogue.
        target: a folder that is made.
        copies: how many further copies of each meeting there are to be.
    """
    for name in ("data", "ontology", "queries"):
        shutil.copytree(getattr(source, name), target / name)
    layout = Layout.find(target, target / "build")
    forms = {path: form for path in record_files(layout, layout.data.rglob("*.yaml")) if (form := _form(path))}
    names = {name for form in forms.values() for name in re.findall(r"(?m)^- id: (meeting/[a-z0-9-]+)$", form)}
    known = re.compile(rf"\b({'|'.join(sorted(names, key=len, reverse=True))})(?![a-z0-9-])")
    for number in range(1, copies + 1):
        for path, form in forms.items():
            text = known.sub(rf"\1-c{number}", form)
            text = YEAR.sub(lambda year, later=APART * number: str(int(year[1]) + later), text)
            place = layout.data / "copies" / str(number) / path.relative_to(layout.data)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text.replace(COPY, str(number)), encoding="utf-8")
    _age(target)
    return layout


def _age(folder):
    """Let files look as if they had been written an hour ago, as those of a data folder mostly were."""
    for path in folder.rglob("*.*"):
        os.utime(path, (time.time() - 3600,) * 2)


def _form(path):
    """Return a file of meetings in which the places are marked that differ from copy to copy; of others, nothing."""
    tree = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    records = tree.get("records", [tree])
    if not all(one.get("id", one.get("adds", "")).startswith("meeting/") for one in records):
        return None
    for record in records:
        if "claims" in record:
            record["claims"] = [one for one in record["claims"] if one["about"].startswith("meeting/")]
        if "title" in record:
            record["title"] = {language: f"{text} ({COPY})" for language, text in record["title"].items()}
        _mark(record)
    return yaml.dump({"records": records}, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1 << 20)


def _mark(node):
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(value, dict | list):
            _mark(value)
        elif key == "quote":
            node[key] = f"{value} [{COPY}]"
        else:
            shown = value.rpartition(": ")[2]  # `shows` may name a key with its value
            if DATE.fullmatch(shown):
                node[key] = value.removesuffix(shown) + COPY + shown
