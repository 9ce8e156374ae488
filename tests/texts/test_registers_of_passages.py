import re
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from rabatkg.texts import PassageRegister, load_profile, read

DOCUMENTS = Path(__file__).resolve().parents[2] / "data" / "documents"
KEYS = sorted(path.name.removesuffix(".passages.yaml") for path in DOCUMENTS.glob("*.passages.yaml"))
MARK_UP = re.compile(r"[*^{}]")


def loaded(key):
    return PassageRegister.load(DOCUMENTS / f"{key}.passages.yaml")


@pytest.fixture(params=KEYS)
def register(request):
    return loaded(request.param)


def source(register, corpus):
    return corpus / register.file


def reading(register, corpus):
    key = register.document.removeprefix("document/")
    return read(source(register, corpus), load_profile(DOCUMENTS / f"{key}.profile.yaml"))


def texts(register, corpus):
    normal = reading(register, corpus).normal
    return {passage: register.text_of(passage, normal) for passage in register.passages}


def test_there_are_registers():
    assert {"cadiz-2022", "som-2024"} <= set(KEYS)


def test_keys_are_unique_and_ranges_follow_each_other(register):
    keys = [passage.key for passage in register.passages]
    assert len(set(keys)) == len(keys)
    assert all(passage.key.startswith(f"{passage.section}-{passage.checksum[:8]}") for passage in register.passages)
    ends = [-1, *(passage.end for passage in register.passages)]
    assert [passage.start for passage in register.passages] == [end + 1 for end in ends[:-1]]
    assert ends[-1] == register.length


@pytest.mark.texts
def test_a_register_is_what_a_fresh_reading_gives(register, corpus):
    checksum = sha256(source(register, corpus).read_bytes()).hexdigest()
    assert PassageRegister.of(reading(register, corpus), register.document, register.file, checksum) == register


@pytest.mark.texts
def test_no_character_is_lost_and_none_stands_twice(register, corpus):
    raw = source(register, corpus).read_bytes().decode("utf-8")
    normal = reading(register, corpus).normal
    covered = Counter(
        place
        for character, (start, end) in zip(normal.text, normal.origin, strict=True)
        if not character.isspace()
        for place in range(start, end)
    )
    assert max(covered.values()) == 1
    lost = [place for place, character in enumerate(raw) if not character.isspace() and place not in covered]
    assert [raw[place - 3 : place + 3] for place in lost if not MARK_UP.match(raw[place])] == []


@pytest.mark.texts
def test_the_plan_has_its_parts(corpus):
    found = texts(loaded("cadiz-2022"), corpus)
    actions = {passage.section for passage in found if passage.section.startswith("action-")}
    objectives = [p for p in found if p.section.startswith("objective-") and p.kind == "heading"]
    domains = [p for p in found if p.section.startswith("domain-") and p.kind == "heading"]
    assert actions == {f"action-{number}" for number in range(1, 30)}
    assert sum(1 for passage in found if passage.section.startswith("action-")) == 29
    assert (len(objectives), len(domains)) == (11, 5)
    assert {"objective-5a", "objective-5b"} <= {passage.section for passage in objectives}
    assert Counter(passage.kind for passage in found)["footnote"] == 4
    assert sum(1 for passage in found if passage.section == "final-clause") == 1


@pytest.mark.texts
def test_what_footnotes_and_pages_cut_is_in_one_piece(corpus):
    plan = {passage.section: text for passage, text in texts(loaded("cadiz-2022"), corpus).items()}
    assert "en veillant à ce que les migrants de retour" in plan["action-29"]
    assert "OACP" not in plan["action-29"]
    assert any("du trafic illicite des migrants" in text for text in texts(loaded("cadiz-2022"), corpus).values())
    report = texts(loaded("som-2024"), corpus).values()
    for joined in (
        "ont pris des engagements",
        "des frontières extérieures de l'UE",
        "des journalistes",
        "entre les entreprises",
    ):
        assert any(joined in text for text in report)


@pytest.mark.texts
def test_the_declaration_has_its_paragraphs(corpus):
    found = texts(loaded("cadiz-2022"), corpus)
    sections = Counter(passage.section for passage in found if passage.kind == "content")
    assert (sections["preamble"], sections["declaration"]) == (18, 15)
    states = next(text for text in found.values() if text.startswith("NOUS, les Ministres"))
    assert "SÃO TOMÉ ET PRÍNCIPE" in states
    assert not any("^" in text or "*" in text for text in found.values())


@pytest.mark.texts
def test_the_report_keeps_its_hyphens_its_foot_and_its_links(corpus):
    found = texts(loaded("som-2024"), corpus)
    assert any("Albert Siaw-Boateng, Directeur" in text for text in found.values())
    assert any("ouest-africain" in text for text in found.values())
    feet = [text for passage, text in found.items() if passage.kind == "furniture"]
    assert [text.split()[-1] for text in feet] == ["3", "8", "10"]
    assert all("février 2024" in text for text in feet)
    assert all(text.startswith("http") for passage, text in found.items() if passage.kind == "link")
    assert not any("http" in text for passage, text in found.items() if passage.kind in ("content", "heading"))
    sections = {passage.section for passage in found} - {"furniture", "footnote", "link"}
    assert sections == {
        "0",
        "1",
        "2",
        "2-1",
        "2-2",
        "2-3",
        "2-4",
        "3",
        "3-1",
        "3-2",
        "4",
        *(f"4-{n}" for n in range(1, 6)),
        "5",
    }


@pytest.mark.texts
def test_only_pages_that_the_report_prints_are_given(corpus):
    found = texts(loaded("som-2024"), corpus)
    assert {passage.page for passage in found} == {None, 3, 8, 10}
    cut = next(passage for passage, text in found.items() if "ont pris des engagements" in text)
    assert cut.page is None
    assert {passage.page for passage in found if passage.section == "5"} == {10}
