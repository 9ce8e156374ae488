"""Read a file of RDF into records, and tell everything in it that a record would not say."""

from pathlib import Path

from rabatkg.errors import DataError
from rabatkg.intake import hygiene
from rabatkg.intake.rdf import judging
from rabatkg.intake.rdf.claims import Triple
from rabatkg.intake.rdf.jsonld import said as said_in_jsonld
from rabatkg.intake.rdf.recording import BOUNDS, Recording
from rabatkg.intake.rdf.terms import MOST, Quad, Said
from rabatkg.intake.rdf.turtle import EXAMPLE, NAME_IT, NAMELESS, Reader
from rabatkg.intake.rdf.vocabulary import Vocabulary, term_of
from rabatkg.records import Claim, Expander, Expansion, Problem, Statement
from rabatkg.records.problems import Faults
from rabatkg.speech import mark

FORMS = {".jsonld": "JSON-LD", ".json": "JSON-LD", ".ttl": "Turtle", ".trig": "TriG"}
"""The forms of RDF that are read, by the endings of their files."""


def records(path: Path, expander: Expander) -> tuple[list[Expansion], list[Problem]]:
    """Return the records of a file of RDF, and what is wrong with it besides what is wrong in them.

    Args:
        path: the file; its ending is one of FORMS.
        expander: of the dialogue that the records are to join.

    Raises:
        DataError: the file is not of its form, or is too large, too deep or too much; with its place.
    """
    form = FORMS[path.suffix.lower()]
    text = hygiene.text_of(path, MOST, longest=MOST)
    faults = Faults(list(hygiene.faults_of(text, path)))
    if form == "JSON-LD":
        said = said_in_jsonld(text, path, expander.grammar, expander.names, faults)
    else:
        reader = Reader(text, path)
        quads = judging.quads(text, form, path)
        said = reader.said()
        _agreed(said, quads, form, path)
        _blank(said, faults)
    cleaner = hygiene.Cleaner(text)
    said = [_clean(one, cleaner) for one in said if not one.blank]
    faults.problems.extend(cleaner.problems)
    recording = Recording(said, Vocabulary(expander, faults, keyed=form == "JSON-LD"))
    found = [expansion for tree in recording.trees for expansion in expander.file(tree, path)]
    _bounded(recording, found, faults)
    if all(one.warning for one in faults.problems) and not any(one.problems for one in found):
        _same(recording, found, faults)
    return found, faults.problems


def _agreed(said: list[Said], quads: set[Quad], form: str, path: Path) -> None:
    """Refuse a file that this reader and the judge do not read alike, the nodes without a name aside."""
    ours = {one.quad for one in said if not one.blank}
    theirs = {quad for quad in quads if "bnode" not in (quad[0].kind, quad[2].kind)}
    if ours != theirs:
        first = next((one for one in said if not one.blank and one.quad not in theirs), said[0] if said else None)
        raise DataError(
            "Two readers of {form} do not read the same in this file.",
            form=form,
            file=path,
            line=first.subject_mark.line if first else 1,
            column=first.subject_mark.column if first else 1,
            remedy=mark("Write addresses in full, and plain statements one after the other."),
        )


def _blank(said: list[Said], faults: Faults) -> None:
    """Tell each node without a name, where it is first met."""
    told: set[str] = set()
    for one in said:
        for term, place in ((one.subject, one.subject_mark), (one.object, one.object_mark)):
            if term.kind == "bnode" and term.value not in told:
                told.add(term.value)
                faults.add(
                    "Record-blank",
                    NAMELESS,
                    NAME_IT,
                    place,
                    name=EXAMPLE,
                )


def _clean(one: Said, cleaner: hygiene.Cleaner) -> Said:
    """Return a statement whose text hides nothing."""
    text = cleaner.text(one.object.value, one.object_mark)
    return one if text == one.object.value else one._replace(object=one.object._replace(value=text))


def _bounded(recording: Recording, found: list[Expansion], faults: Faults) -> None:
    """Tell first and last days that do not follow from the dates; where those are faulty, nothing is known of them."""
    days = {(str(one.subject), str(one.predicate)): one for each in found for one in each.statements}
    faulty = any(one.problems for one in found)
    for said in recording.bounds:
        day = days.get((said.subject.value, said.predicate))
        if (day is None and not faulty) or (day is not None and term_of(day.object) != said.object):
            faults.add(
                "Record-bounds",
                mark("'{value}' does not follow from the dates of this thing."),
                mark("Leave it out; it is computed from them."),
                said.object_mark,
                () if day is None else (day.text,),
                value=said.object.value,
            )


def _same(recording: Recording, found: list[Expansion], faults: Faults) -> None:
    """Tell where the records would not say just what the file says."""
    statements = [one for each in found for one in each.statements if str(one.predicate) not in BOUNDS]
    made = {_triple(one): one.mark for one in statements}
    claims = {
        (one.triple, one.rank.object.value if one.rank else None): one.about.object_mark for one in recording.claims.all
    }
    claimed = {(_triple(one), one.rank): one.mark or one.evidence[0].mark for each in found for one in each.claims}
    places = [place for triple, place in recording.said.items() if triple not in made]
    places += [place for triple, place in made.items() if triple not in recording.said]
    places += [claims[one] for one in claims.keys() - claimed.keys()]
    places += [claimed[one] for one in claimed.keys() - claims.keys()]
    for place in sorted(set(places), key=lambda one: (one.line, one.column)):
        faults.add(
            "Record-otherwise",
            mark("A record cannot say this as it stands here."),
            mark("Write the record in YAML."),
            place,
        )


def _triple(one: Statement | Claim) -> Triple:
    return term_of(one.subject), str(one.predicate), term_of(one.object)
