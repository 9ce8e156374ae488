"""Hostile files of separated values."""

NAMES = "id,type,title.en,title.fr,note.en,note.fr,status,passage,quote"
ROW = (
    "meeting/2031-07-lagoon,Webinar,Visas,Visas,No date is given.,Aucune date n'est donnée.,status/planned,"
    "passage/report-2031/0-8e9602da,Third thematic meeting of the Lagoon Dialogue"
)
GOOD = f"{NAMES}\n{ROW}\n"


def cell(text):
    """Return the good table with another note."""
    return GOOD.replace("No date is given.", text)


CELLS = {
    "formula": "=1+1",
    "command": "=cmd|'/c calc'!A0",
    "formula with a hyperlink": '"=HYPERLINK(""{canary}"")"',
    "web service": '"=WEBSERVICE(""{canary}"")"',
    "hidden character": "a\u202eb",
    "zero width": "\u200b",
    "null character": "a\0b",
    "escape": "\x1b[2J",
    "open quotation": '"open',
    "quotation inside": 'a"b',
    "text after a quotation": '"a"b',
    "private use": "\ue000",
}

WHOLE = {
    "empty": "",
    "names alone": NAMES + "\n",
    "no names": ROW + "\n",
    "unknown column": GOOD.replace("note.en", "notes.en"),
    "column twice": GOOD.replace("note.fr", "note.en"),
    "row too long": GOOD + ROW + ",more\n",
    "row too short": GOOD + "meeting/x,Webinar\n",
    "swallowed rows": NAMES + '\n"' + f"{ROW}\n" * 1_000,
    "many columns": ",".join(f"c{n}" for n in range(5_000)) + "\n",
    "many rows": NAMES + "\n" + "".join(f"meeting/x{n},Webinar,a,a,,\n" for n in range(12_000)),
    "too large": NAMES + "\n" + "x" * 1_100_000,
    "a line too long": NAMES + "\n" + "x" * 50_000,
    "null bytes": "\0" * 5_000,
    "utf-16": GOOD.encode("utf-16"),
    "latin one": GOOD.replace("Visas", "é").encode("latin-1"),
    "quotation marks": '"' * 100_001,
    "commas": "," * 100_000,
    "other separator": GOOD.replace(",", "|"),
    "tabs": GOOD.replace(",", "\t"),
    "no identifier": GOOD.replace("meeting/2031-07-lagoon", ""),
    "climbing identifier": GOOD.replace("2031-07-lagoon", "../../etc/passwd"),
    "class of nowhere": GOOD.replace("Webinar", "Party"),
    "class in capitals": GOOD.replace("Webinar", "WEBINAR"),
    "same identifier twice": GOOD + ROW + "\n",
    "workbook": b"PK\x03\x04" + b"\0" * 100,
    "html": "<table><tr><td>x</td></tr></table>",
    "carriage returns": GOOD.replace("\n", "\r"),
    "column of python": GOOD.replace("note.en", "__class__"),
    "column that formats": GOOD.replace("note.en", "{0.__class__}"),
    "unproven": "id,type,title.en,title.fr,coChair\nmeeting/x,ThematicMeeting,a,a,state/aaa\n",
    "no such day": "id,type,title.en,title.fr,when\nmeeting/x,Webinar,a,a,2031-02-30\n",
    "date of a spreadsheet": "id,type,title.en,title.fr,when\nmeeting/x,Webinar,a,a,04/03/2031\n",
}


def files():
    """Return the files by name."""
    found = {f"{name}.csv": content for name, content in WHOLE.items()}
    return found | {f"cell, {name}.csv": cell(text) for name, text in CELLS.items()}
