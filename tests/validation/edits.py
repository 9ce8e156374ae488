"""Blunt edits of a record file, one after the other at random: what no person would write must not confuse us either.

Each edit takes the tree of a file, a source of chance and the names of all things, and changes the tree in place; it
does nothing where it finds nothing to change.
"""

import re

import yaml

REFERENCE = re.compile(r"[a-z][a-z-]*(/[a-z0-9-]+)+$")
DATE = re.compile(r"\d{4}(-\d\d){0,2}$")
DATES = ("2031", "2031-02", "1999-01-01", "2044-12-31", "2031-02-30", "31/12/2020")
TEXTS = ("", "x", "12", "true", "-3.5", "http://a b", "kind/", "Côte", "2031")
KEYS = ("colour", "note", "summary", "title", "when", "place", "theme", "status", "addresses", "since")
CLASSES = ("ThematicMeeting", "Meeting", "State", "Organisation", "Action", "Chairmanship", "Nonsense", "Session")
CLAIMED = ("title", "status", "coChair", "when", "place", "side", "theme", "domainCount", "kind")


def load(text):
    """Return the tree of a file; all scalars are text."""
    return yaml.load(text, Loader=yaml.CBaseLoader)


def dump(tree):
    """Return the file of a tree."""
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=1000)


def edit(tree, chance, names):
    """Edit a tree in one of the ways below."""
    chance.choice(EDITS)(tree, chance, names)


def drop_key(tree, chance, names):
    node = chance.choice(_nodes(tree))
    del node[chance.choice(list(node))]


def misspell_key(tree, chance, names):
    node = chance.choice(_nodes(tree))
    key = chance.choice(list(node))
    node[_misspelt(key, chance)] = node.pop(key)


def add_key(tree, chance, names):
    chance.choice(_nodes(tree))[chance.choice(KEYS)] = chance.choice(["x", "2031-01-01", *names])


def misspell_reference(tree, chance, names):
    _put(tree, chance, REFERENCE, lambda text: _misspelt(text, chance))


def name_another(tree, chance, names):
    _put(tree, chance, REFERENCE, lambda text: chance.choice(names))


def name_a_sibling(tree, chance, names):
    def sibling(text):
        return chance.choice([one for one in names if one.split("/")[0] == text.split("/")[0]] or [text])

    _put(tree, chance, REFERENCE, sibling)


def change_date(tree, chance, names):
    _put(tree, chance, DATE, lambda text: chance.choice(DATES))


def change_text(tree, chance, names):
    _put(tree, chance, re.compile(""), lambda text: chance.choice(TEXTS))


def double_item(tree, chance, names):
    if lists := [one for _, _, one in _walk(tree) if isinstance(one, list) and one]:
        chosen = chance.choice(lists)
        chosen.append(load(dump(chance.choice(chosen))))


def drop_item(tree, chance, names):
    if lists := [one for _, _, one in _walk(tree) if isinstance(one, list) and one]:
        chosen = chance.choice(lists)
        del chosen[chance.randrange(len(chosen))]


def drop_language(tree, chance, names):
    if spoken := [one for one in _nodes(tree) if "en" in one]:
        chosen = chance.choice(spoken)
        del chosen[chance.choice(list(chosen))]


def swap_languages(tree, chance, names):
    if spoken := [one for one in _nodes(tree) if {"en", "fr"} <= one.keys()]:
        chosen = chance.choice(spoken)
        chosen["en"], chosen["fr"] = chosen["fr"], chosen["en"]


def change_id(tree, chance, names):
    record = _record(tree, chance)
    word = "adds" if "adds" in record else "id"
    old = str(record.get(word, "a/b"))
    record[word] = chance.choice([f"{old}-bis", chance.choice(names), _misspelt(old, chance)])


def change_type(tree, chance, names):
    if typed := [one for one in _nodes(tree) if "type" in one]:
        chance.choice(typed)["type"] = chance.choice(CLASSES)


def make_addition(tree, chance, names):
    record = _record(tree, chance)
    record.pop("id", None)
    record.pop("type", None)
    record["adds"] = chance.choice(names)


def key_addition(tree, chance, names):
    record = _record(tree, chance)
    if "adds" in record:
        record["key"] = chance.choice(["one", "two", "Not a key", ""])


def drop_record(tree, chance, names):
    records = _records(tree)
    if len(records) > 1:
        del records[chance.randrange(len(records))]


def double_record(tree, chance, names):
    if "records" in tree:
        copy = load(dump(_record(tree, chance)))
        if chance.random() < 0.7:
            copy["id"] = f"{copy.get('id', copy.get('adds'))}-copy"
        tree["records"].append(copy)


def claim_of_another(tree, chance, names):
    value = chance.choice(["5", "2031-03-04", chance.choice(names)])
    claim = {"about": chance.choice(names), "property": chance.choice(CLAIMED), "value": value}
    if proofs := [one["evidence"] for one in _nodes(tree) if isinstance(one.get("evidence"), list)]:
        proof = [one for one in chance.choice(proofs) if isinstance(one, dict)]
        claim["evidence"] = [{key: value for key, value in one.items() if key != "shows"} for one in proof]
    if chance.random() < 0.5:
        claim |= {"rank": chance.choice(["rival", "retracted", "wrong"]), "rule": {"en": "a", "fr": "b"}}
    _claim(_record(tree, chance), claim)


def contest_oneself(tree, chance, names):
    record = _record(tree, chance)
    if said := [key for key, value in record.items() if isinstance(value, str) and key not in ("id", "type", "adds")]:
        key = chance.choice(said)
        about = record.get("id", record.get("adds", ""))
        rule = {"en": "a", "fr": "b"}
        _claim(record, {"about": about, "property": key, "value": record[key], "rank": "rival", "rule": rule})


def change_basis(tree, chance, names):
    if proofs := [one for one in _nodes(tree) if "basis" in one or "passage" in one]:
        chance.choice(proofs)["basis"] = chance.choice(["interpreted", "stated", "guessed"])


def change_shows(tree, chance, names):
    if proofs := [one for one in _nodes(tree) if "passage" in one or "pages" in one]:
        chosen = chance.choice(proofs)
        if "shows" in chosen:
            del chosen["shows"]
        else:
            chosen["shows"] = [chance.choice(["title", "place", "nothing"])]


EDITS = [one for name, one in sorted(globals().items()) if getattr(one, "__code__", None) and name[0] != "_"]
EDITS = [one for one in EDITS if one.__code__.co_varnames[:3] == ("tree", "chance", "names") and one is not edit]


def _walk(tree, parent=None, key=None):
    yield parent, key, tree
    for inner, value in tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ():
        yield from _walk(value, tree, inner)


def _nodes(tree):
    return [one for _, _, one in _walk(tree) if isinstance(one, dict) and one]


def _records(tree):
    return tree["records"] if isinstance(tree.get("records"), list) and tree["records"] else [tree]


def _record(tree, chance):
    return chance.choice([one for one in _records(tree) if isinstance(one, dict)] or [tree])


def _put(tree, chance, form, make):
    found = [(parent, key, one) for parent, key, one in _walk(tree) if isinstance(one, str) and form.match(one)]
    if found:
        parent, key, text = chance.choice(found)
        parent[key] = make(text)


def _claim(record, claim):
    if isinstance(record.setdefault("claims", []), list):
        record["claims"].append(claim)


def _misspelt(text, chance):
    if len(text) < 3:
        return f"{text}x"
    at = chance.randrange(1, len(text) - 1)
    return chance.choice(
        [
            text[:at] + text[at + 1 :],
            text[:at] + text[at] + text[at:],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
            text[:at] + chance.choice("abcdefgh") + text[at + 1 :],
        ]
    )
