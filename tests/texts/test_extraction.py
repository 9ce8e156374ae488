"""Reports in four forms, as they are read: lines, headings, items, rows, pages, running lines, language."""

import textwrap
from pathlib import Path

import docx
import fpdf
import matplotlib
import pytest

from rabatkg.texts import normalise, read_report, read_text, suggest
from rabatkg.texts.extraction.hyphens import softened
from rabatkg.texts.extraction.languages import language_of

FONT = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
BOLD = FONT.with_name("DejaVuSans-Bold.ttf")
FIRST = "The delegates met in the town hall, and the mayor of the town gave them the key to the old harbour. "
SECOND = "A second paragraph follows, of which no word may run into the one that was set beside it on the page. "


class Paper(fpdf.FPDF):
    def __init__(self):
        super().__init__(format="A4")
        self.add_font("Sans", "", FONT)
        self.add_font("Sans", "B", BOLD)
        self.set_font("Sans", size=10)
        self.add_page()

    def say(self, words, size=10, style="", width=0):
        self.set_font("Sans", style, size)
        self.multi_cell(width, 5, words, align="L", new_x="LMARGIN", new_y="NEXT")


@pytest.fixture
def set_pdf(tmp_path):
    def make(draw):
        paper = Paper()
        draw(paper)
        path = tmp_path / "report.pdf"
        paper.output(str(path))
        return path

    return make


def passages(report):
    return [(piece.kind, piece.page, piece.text.text) for piece in read_text(report.text, suggest(report)).pieces]


def texts(report):
    return [text for _, _, text in passages(report)]


def test_a_paragraph_of_a_pdf_is_in_one_piece_and_a_gap_parts_two(set_pdf):
    def draw(paper):
        paper.say(FIRST * 4)
        paper.ln(4)
        paper.say(SECOND * 3)

    assert texts(read_report(set_pdf(draw))) == [(FIRST * 4).strip(), (SECOND * 3).strip()]


def test_larger_and_bold_lines_of_a_pdf_are_headings(set_pdf):
    def draw(paper):
        paper.say("Report of the meeting", size=18)
        paper.ln(3)
        paper.say("Opening", style="B")
        paper.ln(2)
        paper.say(FIRST * 3)

    report = read_report(set_pdf(draw))
    assert [(line.text, line.level) for line in report.lines if line.level] == [
        ("Report of the meeting", 1),
        ("Opening", 2),
    ]
    assert [kind for kind, *_ in passages(report)] == ["heading", "heading", "content"]


def test_a_heading_that_needs_two_lines_is_one(set_pdf):
    words = "Report of the third meeting on the harbours of the lagoon and on those who work in them by night"

    def draw(paper):
        paper.say(words, size=18)
        paper.ln(3)
        paper.say(FIRST * 3)

    heading, *_ = (line for line in read_report(set_pdf(draw)).lines if line.level)
    assert heading.text == words


def test_the_columns_of_a_page_do_not_run_into_each_other(set_pdf):
    def draw(paper):
        with paper.text_columns(ncols=2, gutter=10) as columns:
            columns.write(FIRST * 12)
            columns.new_column()
            columns.write(SECOND * 12)

    whole = normalise(" ".join(texts(read_report(set_pdf(draw)))))
    assert whole.count(FIRST.strip()) == 12
    assert whole.count(SECOND.strip()) == 12


def test_the_cells_of_a_row_stand_apart(set_pdf):
    rows = [("Name", "Function", "Country"), ("Jane Doe", "Director", "Aaa"), ("Jo Roe", "Adviser", "Bbb")]

    def draw(paper):
        paper.say(FIRST)
        paper.ln(5)
        with paper.table() as table:
            for row in rows:
                table.row(row)

    assert [line.cells for line in read_report(set_pdf(draw)).lines if line.cells] == rows


def test_a_cell_of_several_lines_is_in_one_piece(set_pdf):
    office = (
        "Director general for the affairs of the harbour, of its boats, and of all who mend them, Ministry of the Sea"
    )
    rows = [("Jane Doe", office, "Aaa"), ("Jo Roe", "Adviser", "Bbb")]

    def draw(paper):
        paper.say(FIRST * 2)
        paper.ln(5)
        with paper.table(col_widths=(25, 50, 25), line_height=5, padding=1.5) as table:
            for row in rows:
                table.row(row)

    assert [line.cells for line in read_report(set_pdf(draw)).lines if line.cells] == rows


def test_a_bullet_that_stands_a_little_apart_belongs_to_its_item(set_pdf):
    def draw(paper):
        paper.say(FIRST * 3)
        for n, words in enumerate((SECOND * 2, "Light it."), 1):
            paper.ln(4)
            paper.set_font("Sans", size=13)
            paper.cell(12, 7, "•" if n == 1 else "2")
            paper.say(words)

    assert texts(read_report(set_pdf(draw)))[1:] == [f"• {SECOND * 2}".strip(), "2. Light it."]


def test_heads_feet_and_page_numbers_are_running_lines_and_pages_are_counted(set_pdf):
    class Headed(Paper):
        def header(self):
            self.set_font("Sans", size=8)
            self.cell(0, 8, "Meeting of the lagoon", new_x="LMARGIN", new_y="NEXT")

        def footer(self):
            self.set_y(-15)
            self.set_font("Sans", size=8)
            self.cell(0, 6, f"– {self.page_no()} –", align="C")

    paper = Headed()
    for number, word in enumerate(("harbour", "market hall", "old lighthouse"), 1):
        paper.say(f"Paragraph {number}. " + f"Of the {word} much was said, and more was asked. " * 4)
        if number < 3:
            paper.add_page()
    path = set_pdf(lambda _: None)
    paper.output(str(path))
    found = passages(read_report(path))
    assert [(page, text.split(".")[0]) for kind, page, text in found if kind == "content"] == [
        (1, "Paragraph 1"),
        (2, "Paragraph 2"),
        (3, "Paragraph 3"),
    ]
    running = " ".join(text for kind, _, text in found if kind == "furniture")
    assert [running.count(words) for words in ("– 1 –", "– 2 –", "– 3 –")] == [1, 1, 1]
    assert running.count("Meeting of the lagoon") == 3


def test_the_bullets_of_a_pdf_begin_items(set_pdf):
    def draw(paper):
        paper.say("They recommended:")
        paper.ln(2)
        long = "to open the harbour at night, which the fishermen of both towns had wanted for years;"
        for words in (long, "to light it."):
            paper.cell(6, 5, "•")
            paper.say(words)

    items = [line.text for line in read_report(set_pdf(draw)).lines if line.item]
    assert [item[:8] for item in items] == ["• to ope", "• to lig"]


def test_a_word_that_a_line_end_divides_is_whole_and_a_compound_keeps_its_hyphen():
    lines = ["The partner-", "ships of the well-", "known towns, their follow-", "up and the euro-", "african house."]
    assert "".join(softened(["partnerships", *lines]))[12:].replace("\u00ad", "") == (
        "The partnerships of the well-known towns, their follow-up and the euro-african house."
    )
    assert normalise("\n".join(softened(lines))) == (
        "The partnerships of the well-known towns, their follow-up and the euro-african house."
    )


def test_a_docx_has_headings_items_rows_and_the_rest_in_order(tmp_path):
    document = docx.Document()
    document.core_properties.title, document.core_properties.author = "A report", "Jane Doe"
    document.add_heading("Report", 0)
    document.add_heading("Opening", 1)
    document.add_paragraph("The mayor spoke.\nShe was brief.")
    document.add_paragraph("to open", style="List Bullet")
    document.add_paragraph().add_run("Closing").bold = True
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Jane Doe", "Mayor"
    document.add_paragraph("The end.")
    document.sections[0].footer.paragraphs[0].text = "Lagoon Dialogue"
    path = tmp_path / "report.docx"
    document.save(path)
    report = read_report(path)
    assert [(line.text, line.level, line.item, line.cells, line.running) for line in report.lines] == [
        ("Report", 1, False, (), False),
        ("Opening", 2, False, (), False),
        ("The mayor spoke.", 0, False, (), False),
        ("She was brief.", 0, False, (), False),
        ("• to open", 0, True, (), False),
        ("Closing", 9, False, (), False),
        ("Jane Doe | Mayor", 0, False, ("Jane Doe", "Mayor"), False),
        ("The end.", 0, False, (), False),
        ("Lagoon Dialogue", 0, False, (), True),
    ]
    assert (report.title, report.metadata["author"]) == ("A report", "Jane Doe")
    assert [kind for kind, *_ in passages(report)][-1] == "furniture"


def test_what_was_taken_out_of_a_docx_is_not_read_and_what_was_put_in_is(tmp_path):
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    paragraph = document.add_paragraph("They met in ")
    for word, name in (("Aaa", "ins"), ("Bbb", "del")):
        text = "delText" if name == "del" else "t"
        run = f"<w:r><w:{text}>{word}</w:{text}></w:r>"
        paragraph._p.append(parse_xml(f'<w:{name} {nsdecls("w")} w:id="1" w:author="x">{run}</w:{name}>'))
    path = tmp_path / "report.docx"
    document.save(path)
    assert [line.text for line in read_report(path).lines] == ["They met in Aaa"]


PAGE = """<!DOCTYPE html><html lang="fr"><head><meta charset="{charset}"><title>Compte rendu | Site</title>
<script>var hidden = "one";</script></head><body><nav><ul><li>Menu</li></ul></nav>
<main><h1>La réunion</h1><p>Le maire a <b>parlé</b>.<br>Il fut bref.</p><p hidden>caché</p>
<div style="display: none">caché</div><h2>Suites</h2><ul><li>ouvrir le <i>port</i></li><li><p>l’éclairer</p></li></ul>
<p><strong>Liste</strong></p><table><tr><th>Nom</th><td>Maire</td></tr></table><!-- caché --></main>
<footer>© Site</footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_a_page_gives_what_its_reader_sees(charset, tmp_path):
    path = tmp_path / "report.html"
    path.write_bytes(PAGE.format(charset=charset).encode("cp1252" if charset != "utf-8" else "utf-8"))
    report = read_report(path)
    assert [(line.text, line.level, line.item, line.cells) for line in report.lines] == [
        ("La réunion", 1, False, ()),
        ("Le maire a parlé.", 0, False, ()),
        ("Il fut bref.", 0, False, ()),
        ("Suites", 2, False, ()),
        ("• ouvrir le port", 0, True, ()),
        ("• l’éclairer", 0, True, ()),
        ("Liste", 9, False, ()),
        ("Nom | Maire", 0, False, ("Nom", "Maire")),
    ]
    assert report.title == "La réunion"


@pytest.mark.parametrize(
    ("encoding", "told"), [("utf-8", "utf-8"), ("cp1252", "cp1252"), ("utf-16", "utf-16-le"), ("utf-8-sig", "utf-8")]
)
def test_a_text_says_in_which_encoding_it_was_read(encoding, told, tmp_path):
    path = tmp_path / "report.txt"
    path.write_bytes("L’été à Exempleville – œuvre\n".encode(encoding))
    report = read_report(path)
    assert (normalise(report.text), report.encoding) == ("L'été à Exempleville – œuvre", told)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The delegates of the two countries met in the town hall and spoke of the harbour.", "en"),
        ("Les délégués des deux pays se sont réunis à la mairie et ont parlé du port.", "fr"),
        ("Los delegados de los dos países se reunieron en el ayuntamiento y hablaron del puerto.", "es"),
        ("Os delegados dos dois países reuniram-se na câmara municipal e falaram do porto.", "pt"),
        ("Die Delegierten der beiden Länder trafen sich im Rathaus und sprachen über den Hafen.", "de"),
        ("اجتمع مندوبو البلدين في مبنى البلدية وتحدثوا عن الميناء.", "ar"),
        ("1 2 3", "und"),
        ("", "und"),
    ],
)
def test_the_language_of_a_text_is_told_by_its_small_words(text, language):
    assert language_of(text) == language


def test_numbered_paragraphs_of_a_text_are_no_headings_and_what_stands_alone_is():
    paragraphs = (f"1. {FIRST * 2}", f"2. {SECOND * 2}", f"3. {FIRST}{SECOND}")
    wrapped = (textwrap.fill(words, 60, subsequent_indent="   ") for words in paragraphs)
    raw = "\n\n".join(["MEETING", "Opening of the talks", *wrapped]) + "\n"
    kinds = [(piece.kind, piece.text.text[:10]) for piece in read_text(raw, suggest(raw)).pieces]
    assert kinds == [
        ("heading", "MEETING"),
        ("heading", "Opening of"),
        ("content", "1. The del"),
        ("content", "2. A secon"),
        ("content", "3. The del"),
    ]


def test_lines_of_particulars_stand_apart(set_pdf, tmp_path):
    lines = ("Place: Exampleville", "Chair: Aaa", "Present: Aaa, Bbb and the Visa Agency")

    def draw(paper):
        paper.say("Minutes", size=16)
        for line in lines:
            paper.say(line)
        paper.ln(3)
        paper.say(FIRST * 3)

    assert texts(read_report(set_pdf(draw)))[1:4] == list(lines)
    raw = "\n".join(["MINUTES", "", *lines, "", textwrap.fill(FIRST * 3, 70)]) + "\n"
    assert [piece.text.text for piece in read_text(raw, suggest(raw)).pieces][1:4] == list(lines)


def test_small_print_at_the_edge_of_a_page_is_a_running_line(set_pdf):
    def draw(paper):
        paper.say(FIRST * 3)
        paper.set_auto_page_break(False)
        paper.set_y(-12)
        paper.say("www.example.org", size=7)

    kinds = [(kind, text[:15]) for kind, _, text in passages(read_report(set_pdf(draw)))]
    assert kinds == [("content", "The delegates m"), ("furniture", "www.example.org")]


def test_the_lines_of_a_title_stand_apart():
    title = ("Meeting on the harbours of the lagoon", "Exampleville, 4 and 5 March 2031", "Summary of the chair")
    raw = "\n".join([*title, "", textwrap.fill(FIRST * 4, 70)]) + "\n"
    assert [(piece.kind, piece.text.text) for piece in read_text(raw, suggest(raw)).pieces][:3] == [
        ("heading", title[0]),
        ("content", title[1]),
        ("heading", title[2]),
    ]
