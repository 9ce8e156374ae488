"""The scripts of the SPARQL page: pinned without addresses, made the same each time, and done without where need be."""

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from rabatkg.errors import DataError
from rabatkg.publication import Site, frontend
from rabatkg.publication.parts import sparql
from rabatkg.queries import catalogue

SOURCES = Path(frontend.__file__).parent / frontend.FOLDER
PACKAGES = json.loads((SOURCES / "package-lock.json").read_text(encoding="utf-8"))["packages"]


@pytest.fixture(scope="module")
def npm():
    if shutil.which("npm") is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("there is no npm here")


def test_what_is_installed_is_pinned_and_comes_from_no_named_address():
    assert len(PACKAGES) > 20
    for name, package in PACKAGES.items():
        assert "resolved" not in package, name
        assert not name or package["integrity"].startswith("sha512-"), name
    declared = json.loads((SOURCES / "package.json").read_text(encoding="utf-8"))
    for name, version in (declared["dependencies"] | declared["devDependencies"]).items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
        assert PACKAGES[f"node_modules/{name}"]["version"] == version
    assert not any("http" in path.read_text(encoding="utf-8") for path in SOURCES.glob("*.json"))


def test_the_scripts_are_made_once_and_each_time_the_same(npm, tmp_path, monkeypatch):
    assert frontend.held(tmp_path / "one") is None
    one, other = (frontend.made(tmp_path / name) for name in ("one", "other"))
    assert {name: path.read_bytes() for name, path in one.items()} == {
        name: path.read_bytes() for name, path in other.items()
    }
    assert set(one) == {"oxigraph.wasm.gz", "sparql.js", "sparql-worker.js", "sparql-chart.js", "sparql-licences.txt"}
    assert sum(path.stat().st_size for name, path in one.items() if name.endswith(".js")) < 1_500_000
    licences = one["sparql-licences.txt"].read_text(encoding="utf-8")
    assert all(f"{name} " in licences for name in ("oxigraph", "chart.js", "@codemirror/view"))
    assert [path.name for path in (tmp_path / "one" / frontend.FOLDER).iterdir()] == [one["sparql.js"].parent.name]
    monkeypatch.setenv("PATH", "")
    assert frontend.made(tmp_path / "one") == one == frontend.held(tmp_path / "one")


def test_without_npm_the_site_is_whole_and_the_page_says_what_it_lacks(small, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    site = Site(small.layout)
    monkeypatch.setattr(frontend, "held", lambda build: None)
    (lack,) = site.prepare()
    assert "npm is not installed" in str(lack)
    files = {file.path: file for file in sparql.files(site)}
    assert sorted(files) == ["en/sparql.html", "fr/sparql.html"]
    page = files["en/sparql.html"].make().decode()
    assert "was published without the engine" in page
    assert "<script" not in page
    assert 'href="questions.html"' in page and 'href="dumps.html"' in page


def test_what_npm_cannot_do_is_told(npm, tmp_path, monkeypatch):
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "cache"))
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    with pytest.raises(DataError, match=r"npm cannot make: .*error"):
        frontend.made(tmp_path)
    assert frontend.held(tmp_path) is None
    assert list((tmp_path / frontend.FOLDER).iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(npm, tmp_path):
    (tmp_path / frontend.FOLDER).write_text("in the way")
    with pytest.raises(DataError, match="cannot be made"):
        frontend.made(tmp_path)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_page_is_handed_the_words_of_the_graph_and_the_questions(small, lang):
    told = sparql.terms(small, lang)
    terms = {key: rest for key, *rest in told["terms"]}
    assert terms["rkg:coChair"][:2] == [small.words[lang].of(small.names.full("rkg:coChair")), "property"]
    assert terms["rkg:Meeting"][1] == "class"
    assert terms["level:mentioned"][:2] == [small.words[lang].of(small.names.thing("level/mentioned")), "constant"]
    assert terms["skos:prefLabel"][1] == "property"
    assert len(terms) == len(told["terms"])
    for key in terms:
        prefix, _, name = key.partition(":")
        assert (told["prefixes"][prefix] + name) in small.holding or prefix not in ("rkg", "level")
    asked = sparql.questions(small, lang)
    known = catalogue(small.layout)
    assert [one["name"] for one in asked] == list(known)
    assert all(one["sparql"].startswith(f"# {known[one['name']].question[lang]}\n") for one in asked)
    today = {one["name"] for one in asked if '"{today}"' in one["sparql"]}
    assert today == {
        name for name, one in known.items() if any(parameter.default == "today" for parameter in one.parameters)
    }
    for one in asked:
        assert f'"{sparql.TODAY}"' not in one["sparql"]
        assert not re.search(r"^#\+|\?lang\b", one["sparql"], re.M)
