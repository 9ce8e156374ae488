"""A dialogue that does not exist, whose report says a little of everything that is to be accounted for."""

import hashlib
from pathlib import Path

import pytest

from copies import copied
from rabatkg.accounting import account
from rabatkg.graph import assemble
from rabatkg.layout import Layout
from rabatkg.texts import PassageRegister, load_profile, read

HERE = Path(__file__).resolve().parent


def register(documents, key, file):
    """Write the register of a document's passages anew, as its text now stands."""
    reading = read(file, load_profile(documents / f"{key}.profile.yaml"))
    checksum = hashlib.sha256(file.read_bytes()).hexdigest()
    written = PassageRegister.of(reading, f"document/{key}", file.name, checksum).dump()
    (documents / f"{key}.passages.yaml").write_text(written, encoding="utf-8")


@pytest.fixture(scope="session")
def registered():
    """Return the function that writes the register of a document's passages anew."""
    return register


@pytest.fixture
def replaced(tmp_path):
    """Return a function that copies folders, replaces words in one of their files, and returns the copies."""

    def replace(folders, name, old, new):
        copies = [copied(folder, tmp_path / folder.name) for folder in folders]
        path = next(path for copy in copies for path in copy.rglob(name))
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{name} says {old!r} {text.count(old)} times"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return copies

    return replace


@pytest.fixture
def lagonne(replaced):
    """Return a function that gives the account of the report, with words of a record or of the text replaced."""

    def accounted(name=None, old="", new="", *, registers=True):
        data, texts = HERE / "data", HERE / "texts"
        if name:
            data, texts = replaced([data, texts], name, old, new)
            if name.endswith(".txt") and registers:
                register(data / "documents", "compte-rendu", texts / name)
        corpus = assemble(Layout.find(data))
        assert not [problem for problem in corpus.problems if name is None], corpus.problems
        return account(corpus, texts)

    return accounted
