"""A federation as a data folder: the records of its parts, with blanks filled in as in `federation`, in YAML."""

import os
import re
import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from federation import BLANK, NAMED, Federation, Form

from rabatkg.graph import PASSAGES, record_files
from rabatkg.graph.files import REVIEW
from rabatkg.layout import Layout

DATE = re.compile(r"((?:19|20)[0-9]{2})((?:-[0-9]{2}){0,2})")
NAME = re.compile(rf"(?<![\w/.:-]){NAMED}(?![\w/-])")
AGE = 3600
"""How many seconds ago the files look to have been written, as those of a data folder mostly were."""


def write(federation: Federation, parts: int, target: Path) -> Layout:
    """Write a data folder with its ontology and questions, and the records of so many further parts.

    Args:
        federation: drawn from a corpus whose files are at hand.
        parts: how many further parts there are to be.
        target: a folder that is made.
    """
    source = federation.corpus.layout
    layout = _copied(source, target)
    _keep(federation, layout)
    forms = {path: forms for path in _files(source) if (forms := _forms(path, federation))} if parts else {}
    for number in range(1, parts + 1):
        values, own = federation.values(number), federation.own(number)
        home = layout.data / "parts" / str(number)
        for path, found in forms.items():
            records = [form.filled(values) for unit, form in found if unit in own]
            if records:
                place = home / path.relative_to(source.data)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text("records:\n" + "".join(records), encoding="utf-8")
        _write_passages(federation, own, values, home)
    for path in target.rglob("*.*"):
        os.utime(path, (time.time() - AGE,) * 2)
    return layout


def _copied(source: Layout, target: Path) -> Layout:
    for name in ("data", "ontology", "queries"):
        shutil.copytree(getattr(source, name), target / name)
    return Layout.find(target, target / "build")


def _files(layout: Layout) -> list[Path]:
    return record_files(layout, layout.data.rglob("*.yaml"))


def _keep(federation: Federation, layout: Layout) -> None:
    """Take out of a copied data folder what a thinned corpus has not."""
    corpus = federation.corpus
    if corpus.files is not None:
        return
    kept = {one.id for one in corpus.expansions}
    for path in _files(layout):
        records = [one for one in _records(path) if _id(one) in kept]
        path.unlink()
        if records:
            path.write_text(_dumped({"records": records}), encoding="utf-8")
    for path in [*layout.data.rglob(f"*{PASSAGES}"), *layout.data.rglob(f"*{REVIEW}")]:
        register = corpus.registers.get(path.name.removesuffix(PASSAGES))
        path.unlink()
        if register is not None and path.name.endswith(PASSAGES):
            path.write_text(register.dump(), encoding="utf-8")
    settings = layout.data / "dialogue.yaml"
    text = re.sub(r"(?m)^exhaustive: true", "exhaustive: false", settings.read_text(encoding="utf-8"))
    settings.write_text(text, encoding="utf-8")
    (layout.data / "corpora.yaml").write_text(f'{layout.settings.corpus}: ["*"]\n', encoding="utf-8")


def _records(path: Path) -> list[dict[str, Any]]:
    tree = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    return tree.get("records", [tree])


def _id(record: Mapping[str, Any]) -> str:
    return record["id"] if "id" in record else f"addition/{record['adds']}"


def _dumped(tree: Any) -> str:
    return yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1 << 20)


def _forms(path: Path, federation: Federation) -> list[tuple[str, Form]]:
    """Return the records of a file that further parts repeat, each with its unit."""
    found = []
    for record in _records(path):
        unit = federation.units.get(_id(record), "all")
        if unit != "all":
            languages = federation.corpus.layout.settings.languages
            _mark(record, languages, dict(_texts(record, languages)))
            text = NAME.sub(lambda name, unit=unit: federation.marked(*name.groups(), unit), _dumped([record]))
            found.append((unit, Form.of(text)))
    return found


def _texts(node: Any, languages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the texts of a record, each with its language."""
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(value, dict | list):
            if key in languages:
                yield from ((text, key) for text in value)
            else:
                yield from _texts(value, languages)
        elif key in languages:
            yield value, key


def _mark(node: Any, languages: tuple[str, ...], texts: Mapping[str, str], key: Any = None) -> None:
    """Put blanks after the texts and quotations of a record, and for the years of its dates."""
    is_figure = isinstance(node, dict) and "measure" in node
    for place, value in node.items() if isinstance(node, dict) else enumerate(node):
        name = place if isinstance(node, dict) else key
        before, _, shown = value.partition(": ") if name == "shows" and isinstance(value, str) else ("", "", value)
        if isinstance(value, dict | list):
            _mark(value, languages, texts, name)
        elif name in languages or (name == "shows" and shown in texts):
            node[place] = value + BLANK + (name if name in languages else texts[shown]) + BLANK
        elif name == "quote":
            node[place] = f"{value}{BLANK}quote{BLANK}"
        elif (date := DATE.fullmatch(shown)) and not (is_figure and name == "value"):
            node[place] = f"{before}{': ' if before else ''}{BLANK}{date[1]}{BLANK}{date[2]}"


def _write_passages(federation: Federation, own: tuple[str, ...], values: Mapping[str, str], home: Path) -> None:
    """Write the passage registers of a part, and which of their passages carry no claim."""
    corpus = federation.corpus
    for key, register in corpus.registers.items():
        if federation.units[f"document/{key}"] not in own:
            continue
        kept = tuple(one for one in register.passages if federation.unit_of_passage(f"passage/{key}/{one.key}") in own)
        document = values[f"document/{key}"]
        place = home / "documents" / f"{document.partition('/')[2]}{PASSAGES}"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(replace(register, document=document, passages=kept).dump(), encoding="utf-8")
