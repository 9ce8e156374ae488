"""Records made up by a machine from the grammar: keys of the class, values of every kind, most of them right.

What is drawn is a tree, and a way of writing it in YAML; nothing here knows whether it will be accepted.
"""

import json
from collections import defaultdict

import yaml
from hypothesis import strategies as st

from rabatkg.forms import Model
from rabatkg.graph import kind_of

AWKWARD = [
    *("- a", "a: b", "# a", "a # b", "yes", "NO", "null", "~", "1_000", "0x1F", "12:30:45", "2031-03", "=1+1", "<<"),
    *("'", '"', "\\", "{a}", "[b]", "&a", "*a", "!a", "%a", "@a", "`a`", "| a", "> a", "? a", "a\nb", "a\n\n b\n"),
    *(" a", "a ", "a\tb", "...", "--- a", "\u00a0a", "« a »", "العربية", "አማርኛ", "ⵜⴰⵎⴰⵣⵉⵖⵜ", "😀", "ﬁ", "Ⅷ", "e\u0301"),
    *("e\u030a\u0323", "\u2003a", "</script>", "\\u0041", "a" * 300, "मौसम", "a\u200bb", "\x85", "\ufeff", "", "виcа"),
]
"""Texts at which a reader or writer of YAML, Turtle or JSON might stumble; the last few hide something."""
SEEN = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
TEXTS = st.one_of(
    st.text(SEEN, min_size=1, max_size=30), st.text(SEEN, min_size=1, max_size=30), st.sampled_from(AWKWARD)
)
DAYS = st.dates().map(str)
RIGHT = {
    "integer": st.integers(-(10**18) + 1, 10**18 - 1).map(str),
    "decimal": st.decimals(-1000, 1000, places=3).map(str) | st.integers(0, 10**18 - 1).map(str),
    "boolean": st.sampled_from(["true", "false"]),
    "date": DAYS | DAYS.map(lambda day: day[:7]) | DAYS.map(lambda day: day[:4]),
    "uri": st.sampled_from(
        [
            "https://example.org",
            "http://a.example:80/b/(c)?d=é&e;f#g",
            "https://example.org/%C3%A9",
            "https://xn--e1a.example/~a",
        ]
    ),
    "string": TEXTS,
}
WRONG = [
    *("1_000", " 7 ", "٣", "1e5", "NaN", "1E99999999", "-0", "+1", "01", "2031-W01-1", "2031-02-30", "12031", "10:00"),
    *("TRUE", "javascript:alert(1)", "file:///etc/passwd", "https://a b", "state/aaa/../x", "state/zzz", "", "x"),
]


class MadeUp:
    """Records of a dialogue, drawn by `texts`.

    Args:
        corpus: of the dialogue; its things and passages are named, its classes and keys are used.
    """

    def __init__(self, corpus):
        self.model = Model(corpus)
        self.keys = corpus.grammar.keys
        self.classes = sorted({kind.class_name for kind in self.model.kinds})
        self.things = defaultdict(list)
        for name in sorted(map(corpus.names.short, corpus.things)):
            self.things[kind_of(name)].append(name)
        self.everything = sorted(name for names in self.things.values() for name in names if "://" not in name)
        self.passages = self.things["passage"]
        self.records = sorted(one.id for one in corpus.written if one.adds is None)

    @property
    def texts(self):
        """Files of YAML with a record in each."""
        return st.builds(written, self.trees(), st.sampled_from(["json", None, "'", '"', "|", ">"]))

    @st.composite
    def trees(draw, self):
        """Return the tree of a record: one of its own, or an addition to another."""
        kind = draw(st.sampled_from(self.classes))
        if draw(st.integers(0, 9)) == 0:
            head = {"adds": draw(st.sampled_from(self.records)), "key": "made-up"}
        else:
            start = next((one.prefixes for one in self.model.kinds if one.class_name == kind), ()) or ("meeting",)
            head = {"id": f"{start[0]}/made-up", "type": kind}
        return {**head, **draw(self.said(kind, None, 2))}

    @st.composite
    def said(draw, self, kind, under, deep):
        """Return what is said of a thing of a class, and its evidence."""
        fields = [one for one in self.model.fields(kind, under) if deep or one.value != "node"]
        chosen = draw(st.lists(st.sampled_from(fields), max_size=6, unique_by=lambda one: one.key)) if fields else []
        found = {one.key: draw(self.value(one, deep)) for one in chosen}
        if draw(st.integers(0, 30)) == 0:
            found[draw(st.sampled_from(sorted(self.keys)) | TEXTS)] = draw(TEXTS)
        shown = [key for key in found if key in self.keys]
        found["evidence"] = draw(st.lists(self.evidence(shown), max_size=2))
        if draw(st.booleans()):
            found["evidence"].append({"passage": draw(st.sampled_from(self.passages)), "quote": draw(TEXTS)})
        if not found["evidence"] and draw(st.booleans()):
            del found["evidence"]
        if under is None and draw(st.integers(0, 5)) == 0:
            found["claims"] = [draw(self.claim())]
        return found

    @st.composite
    def value(draw, self, field, deep):
        """Return a value of a field, now and then a wrong one."""
        if draw(st.integers(0, 40)) == 0:
            return draw(st.sampled_from(WRONG) | st.just([]) | st.just({}))
        several = field.many and draw(st.booleans())
        if field.value == "lang":
            one = st.lists(TEXTS, min_size=1, max_size=2) if several else TEXTS
            return {
                lang: draw(one) for lang in draw(st.sampled_from([["en", "fr"], ["fr", "en"], ["en", "fr"], ["en"]]))
            }
        if field.value == "node":
            kind = draw(st.sampled_from(field.node))
            nodes = [
                {"key": f"n{n}", "type": kind, **draw(self.said(kind, field.key, deep - 1))} for n in range(1 + several)
            ]
            return nodes if field.many else nodes[0]
        if several:
            return draw(st.lists(self.single(field), min_size=1, max_size=3))
        one = draw(self.single(field))
        return [one] if field.value == "serve" else one

    def single(self, field):
        """Return a strategy for one value, written short or long."""
        if field.value in ("iri", "serve"):
            named = [name for kind in field.kinds for name in self.things[kind]] or self.everything
            plain = st.sampled_from(list(field.choices) or named)
        else:
            plain = RIGHT[field.value]
        word = "provision" if field.value == "serve" else "value"
        long = st.builds(lambda value, basis: {word: value, **basis}, plain, self.basis)
        return long if field.value == "serve" else st.one_of(plain, plain, plain, long)

    @property
    def basis(self):
        """How something is known."""
        reading = st.builds(lambda en, fr: {"basis": "interpreted", "because": {"en": en, "fr": fr}}, TEXTS, TEXTS)
        return st.one_of(st.just({}), st.just({"basis": "stated"}), reading)

    @st.composite
    def evidence(draw, self, keys):
        """Return an entry of evidence that shows some of the keys."""
        entry = {"passage": draw(st.sampled_from(self.passages)), "quote": draw(TEXTS)} | draw(self.basis)
        if keys:
            entry["shows"] = draw(st.lists(st.sampled_from(keys), min_size=1, max_size=2, unique=True))
        return entry

    @st.composite
    def claim(draw, self):
        """Return a claim about another thing."""
        keyed = [one for one in self.keys.values() if one.value in ("iri", "date", "integer", "lang", "string")]
        key = draw(st.sampled_from(keyed))
        value = {"lang": {"en": draw(TEXTS)}, "iri": draw(st.sampled_from(self.everything))}
        return {
            "about": draw(st.sampled_from(self.records)),
            "property": key.name,
            "value": value[key.value] if key.value in value else draw(RIGHT[key.value]),
            "evidence": [draw(self.evidence([]))],
            **draw(self.basis),
        }


def written(tree, style):
    """Return a tree as YAML: as JSON has it, or with its texts in one of the styles of YAML."""
    if style == "json":
        return json.dumps(tree, ensure_ascii=False, indent=1)
    return yaml.safe_dump(tree, allow_unicode=True, default_style=style, sort_keys=False, width=100)
