from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from rabatkg.cli import main
from rabatkg.confined import confined
from rabatkg.errors import DataError
from rabatkg.texts import PassageRegister, document_add, load_profile, read, same_document, suggest

RAW = "RÉUNION DE L'EXEMPLE\n\n1) Ouverture\n\nLe port d’Exempleville a été cité par les deux pays.\n\n• Un point.\n"
TITLE = {"en": "Meeting: an example", "fr": "Réunion : un exemple"}


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(RAW, encoding="utf-8")
    return path


@pytest.fixture
def add(file, tmp_path):
    return lambda key="example-2031", file=file: document_add(
        file, tmp_path / "data", key=key, title=TITLE, language="fr"
    )


def test_a_document_is_filed_with_its_profile_and_its_passages(add, file):
    added = add()
    assert yaml.safe_load(added.record.read_text(encoding="utf-8")) == {
        "id": "document/example-2031",
        "type": "Document",
        "title": TITLE,
        "language": "fr",
        "holding": "holding/held",
        "file": "report.txt",
        "checksum": sha256(file.read_bytes()).hexdigest(),
    }
    register = PassageRegister.load(added.passages)
    assert register == added.register
    again = PassageRegister.of(read(file, load_profile(added.profile)), register.document, file.name, register.checksum)
    assert again == register
    assert [(p.kind, p.section) for p in register.passages] == [
        ("heading", "0"),
        ("heading", "1"),
        ("content", "1"),
        ("content", "1"),
    ]


@pytest.mark.parametrize("ending", ["yaml", "profile.yaml", "passages.yaml"])
def test_what_stands_is_not_overwritten_and_nothing_else_is_left(ending, add, tmp_path):
    folder = tmp_path / "data" / "documents"
    folder.mkdir(parents=True)
    standing = folder / f"example-2031.{ending}"
    standing.write_text("mine")
    with pytest.raises(DataError, match="stands already"):
        add()
    assert [path.name for path in folder.iterdir()] == [standing.name]
    assert standing.read_text() == "mine"


def test_nothing_is_left_when_writing_fails(add, tmp_path, monkeypatch):
    def full(_):
        raise OSError("no space left")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(DataError, match="no space left"):
        add()
    assert [path for path in (tmp_path / "data").rglob("*") if path.name != ".rabatkg.lock"] == []


@pytest.mark.parametrize("key", ["Example", "a b", "../a", "a--b", "", "été"])
def test_a_key_is_plain(key, add):
    with pytest.raises(DataError, match="cannot be a key"):
        add(key=key)


def test_a_file_that_is_no_text_is_refused(add, tmp_path):
    other = tmp_path / "report.txt"
    other.write_bytes(b"\x00\x01\xff\xfe")
    with pytest.raises(DataError, match="bytes that no text holds"):
        add(file=other)
    with pytest.raises(DataError, match=r"cannot be read: .* does not exist"):
        add(file=tmp_path / "none.txt")


def test_lines_that_take_all_day_are_divided_in_a_child_that_is_ended(file, tmp_path, monkeypatch):
    monkeypatch.setattr("rabatkg.texts.adding.confined", partial(confined, seconds=0.2))
    (tmp_path / "slow.yaml").write_text("document: document/x\nfootnotes: ['(a+)+$']\n", encoding="utf-8")
    file.write_text("a" * 60 + "!\n", encoding="utf-8")
    slow = load_profile(tmp_path / "slow.yaml")
    with pytest.raises(DataError, match=r"report\.txt: This file could not be read within 0\.2 s"):
        document_add(file, tmp_path / "data", key="example-2031", title=TITLE, language="fr", profile=slow)
    assert not (tmp_path / "data").exists()


def test_of_a_file_that_is_too_large_no_more_is_read_than_tells_it(tmp_path):
    large = tmp_path / "report.txt"
    with large.open("wb") as opened:
        opened.truncate(1 << 40)
    good = Path(__file__).resolve().parent.parent / "good"
    titles = ("--title-en", "A report", "--title-fr", "Un rapport")
    typed = ["--data", good, "document", "add", large, "--key", "large", "--language", "en", *titles, "--lang", "en"]
    done = CliRunner().invoke(main, list(map(str, typed)))
    assert (done.exit_code, done.stdout) == (1, "")
    assert "report.txt: This file is larger than 20 MB." in done.stderr


@pytest.mark.parametrize(
    ("raw", "title", "language", "told"),
    [
        ("", TITLE, "fr", "no words"),
        (" \n\n\t\n", TITLE, "fr", "no words"),
        (RAW, TITLE, "French", "not the code of a language"),
        (RAW, TITLE, "f", "not the code of a language"),
        (RAW, TITLE, "", "not the code of a language"),
        (RAW, {"en": "A report", "fr": " "}, "fr", "title in fr is empty"),
    ],
)
def test_what_would_not_build_is_refused_before_anything_is_written(raw, title, language, told, file, tmp_path):
    file.write_text(raw, encoding="utf-8")
    with pytest.raises(DataError, match=told):
        document_add(file, tmp_path / "data", key="example-2031", title=title, language=language)
    assert not (tmp_path / "data").exists()


def test_the_same_file_is_known_by_its_checksum(add, file):
    likeness = same_document(add().register, file.read_bytes(), RAW, RAW)
    assert (likeness.same, likeness.how, likeness.ratio) == (True, "checksum", 1.0)


def test_another_extraction_is_known_by_its_likeness(add):
    wrapped = RAW.replace("été cité", "été\ncité").replace("’", "'").replace("1) Ouverture", "**1) Ouverture**")
    likeness = same_document(add().register, wrapped.encode(), wrapped, RAW)
    assert (likeness.same, likeness.how, likeness.ratio) == (True, "similarity", 1.0)


def test_another_document_is_not_taken_for_it(add):
    other = "Un tout autre document, sur les forêts et les champs.\n"
    likeness = same_document(add().register, other.encode(), other, RAW)
    assert (likeness.same, likeness.how) == (False, "similarity")
    assert likeness.ratio < 0.5


def test_the_same_words_in_another_order_are_another_document(add):
    other = " ".join(reversed(RAW.split()))
    assert not same_document(add().register, other.encode(), other, RAW).same


LONG = "Une phrase de bonne longueur qui remplit presque toute la ligne du texte\n" * 6


@pytest.mark.parametrize(
    ("raw", "wrap"),
    [
        ("Un mot \n\nde plus \n\n \n\nEt un autre \n\nencore. \n\n", "interleaved"),
        ("Un mot\nde plus.\n\nEt un autre.\n", "wrapped"),
        (f"{'Long paragraphe. ' * 20}\n{'Autre paragraphe. ' * 20}\n", "none"),
        ("", "wrapped"),
    ],
)
def test_the_wrap_of_an_unknown_text_is_suggested(raw, wrap):
    assert suggest(raw).wrap == wrap


def test_the_measure_is_suggested_where_lines_are_full():
    assert suggest(LONG).measure == len(LONG.split("\n")[0])
    assert suggest("Un.\n\nUne ligne un peu plus longue.\n\nDeux mots.\n").measure is None


def test_running_lines_and_page_numbers_are_suggested_as_furniture():
    raw = "".join(f"Paragraphe {word}.\n\nRapport du 3 mai, page {n}\n\n- {n} -\n\n" for n, word in enumerate("abc", 1))
    added = suggest(raw)
    kinds = [any(pattern.match(line) for pattern in added.furniture) for line in raw.split("\n") if line]
    assert kinds == [False, True, True] * 3
    assert added.page_mark is None
