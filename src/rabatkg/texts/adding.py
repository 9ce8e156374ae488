"""Adding a document: its record, its reading profile and the register of its passages, filed together or not at all."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rabatkg import writing
from rabatkg.confined import confined
from rabatkg.errors import DataError
from rabatkg.speech import mark
from rabatkg.texts.extraction import Report, read_report
from rabatkg.texts.flat import scalar
from rabatkg.texts.passages import PassageRegister
from rabatkg.texts.profile import Profile
from rabatkg.texts.profile_file import dump_profile
from rabatkg.texts.reading import read_text
from rabatkg.texts.suggesting import suggest

LANGUAGE = re.compile(r"[a-z]{2,3}")
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class AddedDocument:
    """What was filed, the register of it, and the encoding where the file is a text."""

    record: Path
    profile: Path
    passages: Path
    register: PassageRegister
    encoding: str | None = None


def document_add(
    file: Path,
    data: Path,
    *,
    key: str,
    title: Mapping[str, str],
    language: str,
    profile: Profile | None = None,
    place: str = "documents",
    settled: Callable[[str], str] = str,
) -> AddedDocument:
    """File a document, a plain text, PDF, DOCX or HTML file, under a key in a place of the data folder.

    Without a profile, one is suggested from the text, and is to be looked over. What stands already is never
    overwritten: keys of passages do not move once they are cited. Its record is written as `settled` has it, such as in
    house order.

    Raises:
        DataError: the file cannot be read or holds no words; key, language or title is none; something stands already.
    """
    if not KEY.fullmatch(key):
        raise DataError("{key} cannot be a key.", key=key, remedy="Use small letters, digits and single hyphens.")
    if not LANGUAGE.fullmatch(language):
        raise DataError(
            "{language} is not the code of a language.", language=language, remedy="Write two or three small letters."
        )
    for code, words in title.items():
        if not words.strip():
            raise DataError("The title in {code} is empty.", code=code, remedy="Write what the document is called.")
    report = read_report(file)
    folder = data / place
    document = f"document/{key}"
    used, register = confined(_divided, report, profile, document, file.name, file=file)
    if not register.passages:
        raise DataError(
            "There are no words in this file.", file=file, remedy="Give the text of the document, and its profile."
        )
    added = AddedDocument(
        record=folder / f"{key}.yaml",
        profile=folder / f"{key}.profile.yaml",
        passages=folder / f"{key}.passages.yaml",
        register=register,
        encoding=report.encoding,
    )
    record = settled(_record(document, title, language, file.name, report.checksum))
    texts = {added.record: record, added.profile: dump_profile(used, document), added.passages: register.dump()}
    _file(data, {path: text.encode() for path, text in texts.items()})
    return added


def _divided(report: Report, profile: Profile | None, document: str, file: str) -> tuple[Profile, PassageRegister]:
    """Return the profile that a report is divided by, and the register of its passages; in a child process."""
    used = profile or suggest(report)
    return used, PassageRegister.of(read_text(report.text, used), document, file, report.checksum)


def _record(document: str, title: Mapping[str, str], language: str, file: str, checksum: str) -> str:
    titles = [f"  {code}: {json.dumps(text, ensure_ascii=False)}" for code, text in title.items()]
    values = {"language": language, "holding": "holding/held", "file": file, "checksum": checksum}
    rest = [f"{name}: {scalar(value)}" for name, value in values.items()]
    return "\n".join([f"id: {document}", "type: Document", "title:", *titles, *rest]) + "\n"


def _file(data: Path, contents: Mapping[Path, bytes]) -> None:
    """Write new files, all or none, while no other program writes into the folder."""
    writing.folder(data)
    with writing.locked(data):
        writing.settle(data)
        for path in contents:
            if path.exists():
                remedy = mark("Choose another key, or remove what stands there.")
                raise DataError("This file stands already.", file=path, remedy=remedy)
        writing.together(data, contents, dict.fromkeys(contents))
