"""A floor imports only floors below it, and each library has few doors."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "rabatkg"

FLOORS = [
    "speech",
    "errors",
    "reading",
    "writing",
    "confined",
    "layout",
    "dates",
    "names",
    "texts",
    "records",
    "graph",
    "store",
    "intake",
    "inference",
    "building",
    "findings",
    "validation",
    "accounting",
    "evidence",
    "queries",
    "drawing",
    "coverage",
    "network",
    "knowledge",
    "forms",
    "filing",
    "drafting",
    "founding",
    "publication",
    "server",
    "cli",
]

DOORS = {
    "babel": {"speech", "drafting/cldr"},
    "bs4": {"texts/extraction"},
    "click": {"cli"},
    "docx": {"texts/extraction"},
    "filelock": {"writing", "filing"},
    "h11": {"server/heads", "server/listening"},
    "jinja2": {"publication", "speech/catalogue"},
    "markupsafe": {"publication"},
    "matplotlib": {"drawing", "coverage/picture"},
    "minify_html": {"publication"},
    "openpyxl": {"forms/workbook", "intake/workbook"},
    "owlrl": {"inference"},
    "pypdf": {"texts/extraction"},
    "pyoxigraph": {"store", "intake/rdf"},
    "pyshacl": {"validation"},
    "SPARQLWrapper": {"store/remote"},
    "shacl_rust": {"validation"},
}

MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def place(path):
    """`store/remote` for `store/remote.py`, `speech` for `speech/__init__.py`."""
    return path.relative_to(PACKAGE).with_suffix("").as_posix().removesuffix("/__init__")


def floor(module):
    return module.replace(".", "/").split("/")[0]


def imports(tree, path=PACKAGE / "layout.py"):
    """Every module that the code imports, at whatever depth, by its full name."""
    package = ["rabatkg", *path.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*above, *filter(None, [node.module])])
            yield module
            if module == "rabatkg":
                yield from (f"rabatkg.{alias.name}" for alias in node.names)


def trespasses(tree, path):
    """The floors that the code may not import, and the libraries whose door stands elsewhere."""
    own = floor(place(path))
    for module in imports(tree, path):
        library, _, inside = module.partition(".")
        if library == "rabatkg" and floor(inside) in FLOORS:
            if FLOORS.index(floor(inside)) > FLOORS.index(own):
                yield module
        elif library in DOORS and not any(f"{place(path)}/".startswith(f"{door}/") for door in DOORS[library]):
            yield module


def test_every_module_stands_on_a_floor():
    assert MODULES
    assert {floor(place(path)) for path in MODULES} <= set(FLOORS)


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_a_floor_imports_only_floors_below_it(path):
    assert list(trespasses(ast.parse(path.read_bytes()), path)) == []


@pytest.mark.parametrize(
    ("code", "module", "found"),
    [
        ("import rabatkg.graph", "names.py", ["rabatkg.graph"]),
        ("from rabatkg import names, graph", "records/reading.py", ["rabatkg.graph"]),
        ("def late():\n    from rabatkg.cli import frame", "server.py", ["rabatkg.cli"]),
        ("from ..graph import open", "records/reading.py", ["rabatkg.graph"]),
        ("from .reading import read", "records/__init__.py", []),
        ("from rabatkg import __version__, names", "graph.py", []),
        ("import click", "server.py", ["click"]),
        ("import click", "cli/why.py", []),
        ("from SPARQLWrapper import JSON", "store/local.py", ["SPARQLWrapper"]),
        ("from SPARQLWrapper import JSON", "store/remote.py", []),
        ("import pyoxigraph", "store/__init__.py", []),
    ],
)
def test_the_check_can_fail(code, module, found):
    assert list(trespasses(ast.parse(code), PACKAGE / module)) == found
