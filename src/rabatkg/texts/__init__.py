"""Texts: the normal form, the division of a document into passages, and the register of passages."""

from rabatkg.texts.adding import AddedDocument, document_add
from rabatkg.texts.extraction import Report, read_report, report_bytes
from rabatkg.texts.likeness import Likeness, same_document
from rabatkg.texts.normal import NormalText, normal_text, normalise
from rabatkg.texts.passages import Match, Passage, PassageRegister, checksum_of
from rabatkg.texts.profile import Kind, Opening, Profile
from rabatkg.texts.profile_file import dump_profile, load_profile
from rabatkg.texts.reading import Reading, read, read_text
from rabatkg.texts.suggesting import suggest

__all__ = [
    "AddedDocument",
    "Kind",
    "Likeness",
    "Match",
    "NormalText",
    "Opening",
    "Passage",
    "PassageRegister",
    "Profile",
    "Reading",
    "Report",
    "checksum_of",
    "document_add",
    "dump_profile",
    "load_profile",
    "normal_text",
    "normalise",
    "read",
    "read_report",
    "read_text",
    "report_bytes",
    "same_document",
    "suggest",
]
