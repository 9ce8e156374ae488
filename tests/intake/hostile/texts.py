"""Hostile files of YAML."""

from pathlib import Path

GOOD = (Path(__file__).resolve().parents[2] / "good" / "examples" / "meeting.yaml").read_text("utf-8")


def put(old, new):
    """Return the good record with something else in the place of something."""
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def with_more(more):
    """Return the good record with something after it."""
    return GOOD + more


def value(text):
    """Return the good record with another day in it."""
    return put("2031-03-04", text)


DAYS = {
    "week": "2031-W01-1",
    "ordinal day": "2031-063",
    "basic form": "20310304",
    "no such day": "2031-02-30",
    "leap day of a common year": "2031-02-29",
    "month 13": "2031-13-01",
    "year nought": "0000-01-01",
    "year of five digits": "12031-03-04",
    "negative year": "-2031-03-04",
    "moment": "2031-03-04T10:00:00",
    "time": "10:00",
    "zone": "2031-03-04+99:00",
    "Arabic digits": "٢٠٣١-٠٣-٠٤",
    "wide digits": "２０３１-03-04",
    "figure with bars": "2_031",
    "exponent": "2e3",
    "not a number": "NaN",
    "infinity": ".inf",
    "true": "true",
    "null": "null",
    "tilde": "~",
    "octal": "0o7",
    "sexagesimal": "12:30:45",
    "other order": "04/03/2031",
    "dashes": "2031–03–04",
    "line after it": '"2031-03-04\\n"',
    "blank before it": '" 2031-03-04"',
    "blank inside": "2031-03 -04",
    "nothing": "",
    "list": "[2031-03-04, 2031-03-05]",
    "keys": "{value: 2031-03-04, basis: guessed}",
    "very long": "2" * 9_000,
}

REFERENCES = {
    "climbing": "state/../../../etc/passwd",
    "capitals": "state/AAA",
    "blank": "state/a aa",
    "script": "javascript:alert(1)",
    "file": "file:///etc/passwd",
    "address": "{canary}state/aaa",
    "quotation mark": "'state/a\"aa'",
    "braces": '"state/{aaa}"',
    "unknown": "state/zzz",
    "homoglyph": "state/аaa",
    "template": '"{{ state }}"',
    "newline": '"state/aaa\\n"',
    "very long": "state/" + "a" * 500,
    "shell": '"$(touch /tmp/hurt)"',
    "other kind": "place/exampleville",
    "null byte": '"state/aaa\\0"',
    "angle": '"<state/aaa>"',
}

HIDDEN = {
    "zero width": "\u200b",
    "right to left": "\u202e",
    "isolate": "\u2066",
    "byte order mark": "\ufeff",
    "soft hyphen": "\xad",
    "private use": "\ue000",
    "next line": "\x85",
    "line separator": "\u2028",
    "tag": "\U000e0041",
    "word joiner": "\u2060",
    "variation": "\ufe0f",
    "filler": "\u3164",
}

ESCAPED = {"bell": "\\a", "escape": "\\e]0;owned\\a", "null": "\\0", "right to left": "\\u202E", "surrogate": "\\uD800"}

WHOLE = {
    "empty": "",
    "blank": " \n\n ",
    "remark": "# nothing\n",
    "a word": "meeting\n",
    "a list of words": "- a\n- b\n",
    "no records": "records: []\n",
    "null bytes": "\0" * 1000,
    "brackets": "[" * 200_000,
    "braces": "{" * 200_000,
    "mappings in one line": "{a: " * 100_000,
    "dashes": "- " * 200_000,
    "question marks": "? " * 200_000,
    "indented": "".join(" " * n + "a:\n" for n in range(900)),
    "brackets with remarks": "[ # ]\n" * 15_000,
    "one long key": "k" * 900_000 + ": v",
    "too large": "# " + "x" * 1_100_000,
    "too many lines": "a:\n" * 30_000,
    "a line too long": "# " + "x" * 20_000,
    "quotation mark": '"' * 90_001,
    "percent": "%YAML 1.1\n" * 100,
    "documents": "---\n" * 5_000,
    "unknown keys": "".join(f"key{n}: v\n" for n in range(15_000)),
    "tabs": "\tid: x\n",
    "latin one": "title: Réunion\n".encode("latin-1"),
    "utf-16": GOOD.encode("utf-16"),
    "utf-7": b"id: +AGE-\xff",
    "broken utf-8": b"id: \xc3\x28\n",
    "overlong utf-8": b"id: \xc0\xaf\n",
    "surrogate": b"id: \xed\xa0\x80\n",
    "gzip": b"\x1f\x8b\x08\x00" + b"x" * 50,
    "elf": b"\x7fELF" + b"\0" * 60,
    "merge bomb": "a: &a {x: 1}\n"
    + "".join(
        f"{b}: &{b} {{<<: [{', '.join('*' + a for _ in range(9))}]}}\n"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ),
    "alias bomb": "a: &a [x, x, x, x, x, x, x, x, x]\n"
    + "".join(f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
    "ten thousand records": "records:\n" + "".join(f"- {{id: meeting/x{n}, type: Webinar}}\n" for n in range(10_000)),
    "the same record twice": "records:\n"
    + "".join("- " + "\n  ".join(GOOD.strip().split("\n")) + "\n" for _ in range(2)),
    "many hosts": with_more("host:\n" + "".join(f"  - state/x{n}\n" for n in range(9_000))),
    "shows of many": with_more("host:\n" + "".join(f"- state/x{n}\n" for n in range(4_000))).replace(
        "evidence:\n",
        "evidence:\n" + "".join(f"  - {{passage: passage/a/b, quote: x{n}, shows: [host]}}\n" for n in range(4_000)),
    ),
}

PARTS = {
    "anchor": put("title:", "title: &t"),
    "alias": with_more("note: *t\n"),
    "anchor and alias": put("title:", "title: &t") + "note: *t\n",
    "python object": put("status/held", '!!python/object/apply:os.system ["touch /tmp/hurt"]'),
    "python name": put("status/held", "!!python/name:os.system"),
    "binary": put("status/held", "!!binary aGVsZA=="),
    "own tag": put("status/held", "!held status/held"),
    "verbatim tag": put("status/held", "!<tag:yaml.org,2002:str> status/held"),
    "tag of text": put("status/held", "!!str status/held"),
    "merge": with_more("<<: {note: x}\n"),
    "merge of a list": with_more("<<: [{note: x}, {note: y}]\n"),
    "key twice": with_more("status: status/held\n"),
    "key twice, the same value": with_more("type: ThematicMeeting\n"),
    "language twice": put("  fr:", "  en: again\n  fr:"),
    "complex key": with_more("? [a, b]\n: c\n"),
    "key of keys": with_more("? {a: b}\n: c\n"),
    "directive": "%YAML 1.2\n---\n" + GOOD,
    "tag directive": "%TAG ! tag:{canary}:\n---\n" + GOOD,
    "two documents": GOOD + "---\n" + GOOD,
    "open quotation": with_more("note: 'open\n"),
    "open bracket": with_more("coChair: [state/aaa\n"),
    "bad indentation": with_more("  note: x\n"),
    "unknown key": with_more("coChairs: [state/aaa]\n"),
    "key of python": with_more("__class__: x\n"),
    "key of prototypes": with_more("__proto__: {admin: true}\n"),
    "key that formats": with_more('"{canary.__class__}": x\n'),
    "context": with_more('"@context": {canary}\n'),
    "graph": with_more('"@graph": []\n'),
    "empty key": with_more('"": x\n'),
    "null key": with_more("~: x\n"),
    "no class": put("type: ThematicMeeting\n", ""),
    "abstract class": put("ThematicMeeting", "Meeting"),
    "class with prefix": put("ThematicMeeting", "rkg:ThematicMeeting"),
    "class of another ontology": put("ThematicMeeting", "{canary}Meeting"),
    "class of the ontology": put("ThematicMeeting", "Class"),
    "two classes": put("ThematicMeeting", "[ThematicMeeting, State]"),
    "no identifier": put("id: meeting/2031-03-exampleville\n", ""),
    "climbing identifier": put("meeting/2031-03-exampleville", "meeting/../../etc/passwd"),
    "identifier of a file": put("meeting/2031-03-exampleville", "/etc/passwd"),
    "identifier too long": put("meeting/2031-03-exampleville", "meeting/" + "x" * 300),
    "identifier with a newline": put("meeting/2031-03-exampleville", '"meeting/2031-03-exampleville\\n"'),
    "identifier of a claim": put("meeting/2031-03-exampleville", "claim/0123456789abcdef"),
    "a list for an identifier": put("meeting/2031-03-exampleville", "[meeting/a, meeting/b]"),
    "title in one language": put("  fr: Réunion thématique sur les visas\n", ""),
    "title of blanks": put("  fr: Réunion thématique sur les visas\n", '  fr: "  "\n'),
    "title nobody sees": put("  fr: Réunion thématique sur les visas\n", '  fr: "\u2060"\n'),
    "title in no language": put(
        "title:\n  en: Thematic meeting on visas\n  fr: Réunion thématique sur les visas\n", "title: Visas\n"
    ),
    "title in a third language": put("  fr:", "  de: Treffen\n  fr:"),
    "title of keys": put("  fr: Réunion thématique sur les visas", "  fr: {a: b}"),
    "no evidence": GOOD.split("evidence:")[0],
    "evidence of nothing": put('quote: "co-chaired the meeting with Bbb"', 'quote: ""'),
    "evidence from elsewhere": put("passage/report-2031/0-cfe41347", "{canary}passage"),
    "evidence from a file": put("passage/report-2031/0-cfe41347", "file:///etc/passwd"),
    "unknown passage": put("0-cfe41347", "0-00000000"),
    "evidence that shows nothing": with_more("    shows: [hosts]\n"),
    "evidence without a quotation": put('    quote: "co-chaired the meeting with Bbb"\n', ""),
    "basis nobody knows": with_more("    basis: guessed\n"),
    "a reading without a reason": with_more("    basis: interpreted\n"),
    "nested too deep": with_more("part: " + "[{part: " * 7 + "[]" + "}]" * 7 + "\n"),
    "part of nothing": with_more("part: [x]\n"),
    "part without a key": with_more("part: [{type: Session}]\n"),
    "part with a climbing key": with_more("part: [{type: Session, key: ../../x}]\n"),
    "part twice": with_more("part: [{type: Session, key: a}, {type: Session, key: a}]\n"),
    "claim of nothing": with_more("claims: [x]\n"),
    "claim about a file": with_more("claims: [{about: /etc/passwd, property: when, value: 2031}]\n"),
    "claim of an unknown rank": with_more("claims: [{about: state/aaa, property: title, value: x, rank: absolute}]\n"),
    "link to a file": with_more("link: file:///etc/passwd\n"),
    "link that is a script": with_more("link: javascript:fetch('{canary}')\n"),
    "link with a user": with_more("link: http://user:secret@127.0.0.1/\n"),
    "link with blanks": with_more("link: '{canary} x'\n"),
    "figure with a bar": with_more("ordinal: 1_000\n"),
    "figure in words": with_more("ordinal: three\n"),
    "figure with an exponent": with_more("ordinal: 1e3\n"),
    "Arabic figure": with_more("ordinal: ٣\n"),
    "very large figure": with_more("ordinal: " + "9" * 5_000 + "\n"),
}


def files():
    """Return the files by name."""
    found = {f"{name}.yaml": content for name, content in WHOLE.items()}
    found |= {f"part, {name}.yaml": content for name, content in PARTS.items()}
    found |= {f"day, {name}.yaml": value(text) for name, text in DAYS.items()}
    found |= {f"reference, {name}.yaml": put("state/bbb", text) for name, text in REFERENCES.items()}
    found |= {f"hidden, {name}.yaml": put("on visas", f"on vi{sign}sas") for name, sign in HIDDEN.items()}
    found |= {f"hidden in a key, {name}.yaml": put("status:", f"sta{sign}tus:") for name, sign in HIDDEN.items()}
    found |= {
        f"escaped, {name}.yaml": put("Thematic meeting on visas", f'"Visas {sign}"') for name, sign in ESCAPED.items()
    }
    return found
