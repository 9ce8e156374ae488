"""Extraction: a report in a file, whatever its form, as lines of text with what the form says about them.

PDF, DOCX, HTML and plain text are told apart by the ending. Each parser works in a child process with limits, on a
file whose size was looked at before.
"""

from rabatkg.texts.extraction.languages import language_of
from rabatkg.texts.extraction.reading import ENDINGS, read_report, report_bytes
from rabatkg.texts.extraction.report import BETWEEN_CELLS, BULLET, PAGE_TOP, RUNNING_LINE, Form, Line, Report

__all__ = [
    "BETWEEN_CELLS",
    "BULLET",
    "ENDINGS",
    "PAGE_TOP",
    "RUNNING_LINE",
    "Form",
    "Line",
    "Report",
    "language_of",
    "read_report",
    "report_bytes",
]
