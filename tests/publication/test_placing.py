"""A folder that is published into: replaced as a whole, and nothing of anyone else's is ever lost."""

import pytest

from rabatkg.errors import DataError
from rabatkg.publication.placing import place
from rabatkg.publication.site import File, Site


@pytest.fixture
def tiny(small, monkeypatch):
    """A site of a few files."""
    paths = ("index.html", "en/a.html", "site.json")
    kept = {path: small.by_path[path] for path in ("index.html", "site.json")}
    kept["en/a.html"] = File("en/a.html", lambda: b"a")
    monkeypatch.setitem(small.__dict__, "by_path", kept)
    assert set(kept) == set(paths)
    return small


def names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_site_takes_the_place_of_the_one_before(tiny, tmp_path):
    folder = tmp_path / "site"
    assert place(tiny, folder).files == 3
    tiny.by_path["en/b.html"] = File("en/b.html", lambda: b"b")
    del tiny.by_path["en/a.html"]
    assert place(tiny, folder).files == 3
    assert names(folder) == ["en/b.html", "index.html", "site.json"]
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize("other", ["notes.txt", "en/notes.txt", ".git/config"])
def test_what_is_not_ours_stays_where_it_is(tiny, tmp_path, other):
    folder = tmp_path / "site"
    place(tiny, folder)
    (folder / other).parent.mkdir(exist_ok=True)
    (folder / other).write_text("mine")
    before = names(folder)
    with pytest.raises(DataError, match=r"nothing was written") as told:
        place(tiny, folder)
    assert other in str(told.value)
    assert other in told.value.told_in("fr")
    assert names(folder) == before
    assert (folder / other).read_text() == "mine"


def test_a_link_to_elsewhere_is_not_followed(tiny, tmp_path):
    folder, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    place(tiny, folder)
    elsewhere.mkdir()
    (folder / "link").symlink_to(elsewhere)
    with pytest.raises(DataError, match="link"):
        place(tiny, folder)
    assert elsewhere.is_dir()


@pytest.mark.parametrize("note", [None, b"{}", b"not JSON", b'{"names": 3}', b"[]"])
def test_a_folder_that_only_looks_like_a_site_is_left_alone(tiny, tmp_path, note):
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "thesis.odt").write_bytes(b"years")
    if note is not None:
        (folder / "site.json").write_bytes(note)
    with pytest.raises(DataError, match=r"thesis\.odt"):
        place(tiny, folder)
    assert (folder / "thesis.odt").read_bytes() == b"years"


def test_a_site_that_cannot_be_made_leaves_the_one_before(tiny, tmp_path):
    folder = tmp_path / "site"
    place(tiny, folder)

    def fails():
        raise OSError(28, "No space left on device")

    tiny.by_path["en/a.html"] = File("en/a.html", fails)
    with pytest.raises(DataError, match="the disk is full"):
        place(tiny, folder)
    assert names(folder) == ["en/a.html", "index.html", "site.json"]
    assert (folder / "en/a.html").read_bytes() == b"a"
    assert list(tmp_path.iterdir()) == [folder]


def test_all_files_of_a_site_have_names_of_their_own(small):
    assert isinstance(small, Site)
    assert len({path.casefold() for path in small.by_path}) == len(small.by_path)
