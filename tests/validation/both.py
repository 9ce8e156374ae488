"""Two engines side by side: whatever the judge is asked, the bulk engine is asked too, and must say the same."""

from rdflib import SH, URIRef

from rabatkg.validation.bulk import Bulk, Named, pointed
from rabatkg.validation.engines import Judge
from rabatkg.validation.rewording import beyond

BOUNDS = {str(SH[f"{name}ConstraintComponent"]) for name in ("MinInclusive", "MaxInclusive")}


def named(report):
    """Return what a report says of each node, in the terms in which engines are compared."""

    def one(node, word):
        value = report.value(node, word)
        return str(value) if isinstance(value, URIRef) else None

    words = (SH.focusNode, SH.resultPath, SH.sourceConstraintComponent, SH.resultSeverity, SH.sourceShape)
    return {Named(*(one(node, word) for word in words)) for node in report.objects(None, SH.result)}


def comparable(found):
    """Leave out that a value of the wrong datatype is also out of bounds: engines order such values each in its way."""
    found = set(found)
    wrong = {(one.focus, one.shape) for one in found if one.component == str(SH.DatatypeConstraintComponent)}
    return {one for one in found if one.component not in BOUNDS or (one.focus, one.shape) not in wrong}


class Both:
    """The judge, with the bulk engine beside it."""

    def __init__(self):
        self._judge = Judge()
        self._bulk = Bulk(self._judge)

    def report(self, data, shapes):
        """Return the report of the judge, once the bulk engine has said the same."""
        report = self._judge.report(data, shapes)
        told = named(report)
        apart = {str(shape) for shape in beyond(shapes)}
        found = self._bulk.results(data, shapes)
        assert comparable(found) == comparable(one for one in told if one.shape not in apart)
        assert named(self._judge.report(data, pointed(shapes, found))) == told
        return report
