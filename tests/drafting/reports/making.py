"""Make the fictional reports: PDF and DOCX files of a text source, as an office would have set them.

A source has lines of settings (`@form pdf`, `@header …`), then `#` and `##` headings, `- ` and `1. ` items, `| ` rows
of a table, and paragraphs, one a line. HTML and TXT reports stand as they are.
"""

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
SOURCES = (".report", ".html", ".txt")
NAMED = "{name}.gold.yaml"
LONG_WORD = re.compile(r"[^\W\d_]{11,}")
VOWEL = "aeiouyàâéèêëîïôöùûü"


@dataclass
class Script:
    """A source: its settings and its lines, each with its kind."""

    settings: dict[str, str] = field(default_factory=dict)
    lines: list[tuple[str, str]] = field(default_factory=list)


def made(source, folder):
    """Return the file of a report, made in a folder."""
    if source.suffix != ".report":
        return Path(shutil.copy(source, folder / source.name))
    script = read(source.read_text(encoding="utf-8"))
    return {"pdf": pdf, "docx": docx}[script.settings["form"]](script, folder / source.stem)


def read(text):
    script = Script()
    for line in text.splitlines():
        if line.startswith("@"):
            key, _, value = line[1:].partition(" ")
            script.settings[key] = value
        elif line.startswith("#"):
            marks, _, words = line.partition(" ")
            script.lines.append((f"h{len(marks)}", words))
        elif line.startswith("- "):
            script.lines.append(("item", line[2:]))
        elif re.match(r"\d+\. ", line):
            script.lines.append(("number", line.partition(" ")[2]))
        elif line.startswith("| "):
            script.lines.append(("row", line[2:]))
        elif line.strip():
            script.lines.append(("text", line))
    return script


def docx(script, path):
    from docx import Document

    document = Document()
    document.core_properties.title = script.settings.get("title", "")
    table = None
    for number, (kind, words) in enumerate(script.lines):
        if kind == "row":
            cells = [cell.strip() for cell in words.split("|")]
            table = table or document.add_table(rows=0, cols=len(cells))
            for cell, text in zip(table.add_row().cells, cells, strict=True):
                cell.text = text
            continue
        table = None
        if kind.startswith("h"):
            document.add_heading(words, 0 if number == 0 else int(kind[1]) - 1 or 1)
        else:
            style = {"item": "List Bullet", "number": "List Number", "text": None}[kind]
            document.add_paragraph(words, style=style)
    written = path.with_suffix(".docx")
    document.save(written)
    return written


def pdf(script, path):
    """Set a report in narrow lines, words divided where a line is full, a head and a foot on each page."""
    import fpdf
    import matplotlib

    fonts = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    settings = script.settings

    class Paper(fpdf.FPDF):
        def header(self):
            if "header" in settings:
                self.set_font("Serif", size=8)
                self.cell(0, 8, settings["header"], new_x="LMARGIN", new_y="NEXT")

        def footer(self):
            self.set_y(-18)
            self.set_font("Serif", size=8)
            self.cell(0, 6, settings.get("footer", ""), align="C", new_x="LMARGIN", new_y="NEXT")
            if "numbers" in settings:
                self.cell(0, 6, settings["numbers"].format(n=self.page_no(), all="{nb}"), align="C")

    paper = Paper(format="A4")
    paper.set_margins(left=32, top=22, right=(210 - 32 - 2 * int(settings.get("width", "74"))))
    paper.set_auto_page_break(True, margin=26)
    paper.add_font("Serif", "", fonts / "DejaVuSerif.ttf")
    paper.add_font("Serif", "B", fonts / "DejaVuSerif-Bold.ttf")
    paper.add_page()
    for kind, words in script.lines:
        if kind.startswith("h"):
            paper.ln(3)
            paper.set_font("Serif", "B", {"h1": 15, "h2": 12, "h3": 10}[kind])
            paper.multi_cell(0, 7 if kind == "h1" else 6, words, align="L", new_x="LMARGIN", new_y="NEXT")
        elif kind in ("item", "number"):
            paper.set_font("Serif", size=10)
            paper.cell(6, 5, "•")
            paper.multi_cell(0, 5, divisible(words), align="J", new_x="LMARGIN", new_y="NEXT")
        else:
            paper.set_font("Serif", size=10)
            paper.multi_cell(0, 5, divisible(words), align="J", new_x="LMARGIN", new_y="NEXT")
        paper.ln(2)
    written = path.with_suffix(".pdf")
    paper.output(str(written))
    return written


def divisible(words):
    """Return the words with soft hyphens in the long ones, between a consonant and a vowel."""

    def parted(match):
        word = match[0]
        places = [
            place
            for place in range(4, len(word) - 3)
            if word[place - 1] not in VOWEL and word[place - 2] in VOWEL and word[place] not in VOWEL
        ]
        return "\u00ad".join(word[a:b] for a, b in zip([0, *places], [*places, len(word)], strict=True))

    return LONG_WORD.sub(parted, words)
