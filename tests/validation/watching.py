"""Whether a mutant of the shapes is noticed: by the lint, by what rules take, by the good corpus, by a bad record."""

import signal
from contextlib import contextmanager

from probing import Aim, Probing, read, written
from query_cases import CASES
from rdflib import SH, Graph, URIRef
from shape_lint import faults
from some_shapes import Some, dependants

from rabatkg.errors import RabatkgError
from rabatkg.names import RULE
from rabatkg.validation import check_expansions, check_graph, shapes_of
from rabatkg.validation.shapes import Asserted

SECONDS = 10


class Watch:
    """The shapes of a corpus that is right, and all that would tell that they are others."""

    def __init__(self, lagoon, joined, takes, records):
        """Take the corpus, what puts a record beside it, the approved file of what rules take, and the bad records."""
        self._lagoon, self._joined = lagoon, joined
        self.shapes = shapes_of(lagoon).graph
        self.world = Graph()
        for name, graph in lagoon.words.items():
            if "/graph/shapes/" not in name:
                self.world += graph
        self._approved, self._probing = read(takes), Probing(lagoon)
        self._good = Asserted(lagoon.asserted, lagoon.ontology)
        self._dependants = dependants(self.shapes)
        self._records = {}
        for path in records:
            self._records.setdefault(path.name.partition(".")[0], []).append(path)
        self._beside, self._told = {}, {}
        self._cases, self._graphs = CASES, {}

    def noticed(self, mutant):
        """Return by what a mutant is noticed; None where it is not."""
        with self._instead(mutant):
            if fault := next(faults(self.shapes, self.world), None):
                return f"lint: {fault}"
            try:
                with limited():
                    return self._by_what_is_asked(mutant, self._asked(mutant))
            except TimeoutError:
                return "time"
            except (RabatkgError, ValueError, TypeError, KeyError, AttributeError, AssertionError) as error:
                return f"engine: {error}"

    def _by_what_is_asked(self, mutant, asked):
        rules = {_name(one) for one in asked} | {
            _name(one) for shape in asked for one in self.shapes.objects(shape, SH.sparql)
        }
        before = rules | {_name(one) for s, p, one in mutant.gone if p == SH.sparql}
        for rule in sorted(before & self._approved.keys()):
            aim, approved = self._approved[rule]
            if (
                Aim.of(self.shapes, _rule(rule)) != aim
                or written(aim, self._probing.takes(self.shapes, aim)) != approved
            ):
                return f"takes: {rule}"
        some = Some(self.shapes, asked)
        for case in self._cases:
            if case.rule in before and self.tells(case, some) != case.told:
                return f"case of a query: {case.rule}"
        if some.ask(self._good):
            return "good corpus"
        for rule in sorted(before & self._records.keys()):
            for path in self._records[rule]:
                if self._findings(path, some, before) != self._approved_findings(path):
                    return f"bad record: {path.name}"
        return None

    def tells(self, case, some):
        """Return whether a rule tells of a case."""
        if case not in self._graphs:
            self._graphs[case] = case.graph
        graph = self._graphs[case]
        whole = Asserted(self._lagoon.asserted, self._lagoon.ontology, graph)
        found = some.ask(whole, sorted(set(graph.subjects())))
        return case.rule in {one.rule for one in found}

    def _asked(self, mutant):
        """Return the shapes with targets that a mutant may change."""
        subjects = {s for s, _, _ in (*mutant.gone, *mutant.come)}
        return {one for s in subjects for one in self._dependants.get(s, ())}

    @contextmanager
    def _instead(self, mutant):
        for triple in mutant.gone:
            self.shapes.remove(triple)
        further = [triple for triple in mutant.come if triple not in self.shapes]
        for triple in further:
            self.shapes.add(triple)
        try:
            yield
        finally:
            for triple in further:
                self.shapes.remove(triple)
            for triple in mutant.gone:
                self.shapes.add(triple)

    def _findings(self, path, some, rules):
        """Return what people are told of a bad record by some rules."""
        if path.suffix == ".ttl":
            found = check_graph(self._lagoon, self._record(path), path, some)
        else:
            found = check_expansions(*self._record(path), some)
        return [(one.told_in("en"), one.told_in("fr")) for one in found if one.rule in rules]

    def _approved_findings(self, path):
        """Return what the approved files say of a bad record, which breaks one rule."""
        if path not in self._told:
            told = (path.with_suffix(f".{language}.txt").read_text("utf-8") for language in ("en", "fr"))
            lines = (text.replace(path.name, str(path)).splitlines() for text in told)
            self._told[path] = list(zip(*lines, strict=True))
        return self._told[path]

    def _record(self, path):
        if path not in self._beside:
            self._beside[path] = Graph().parse(path) if path.suffix == ".ttl" else self._joined(path)
        return self._beside[path]


@contextmanager
def limited():
    """Let no mutant take longer than some seconds of the processor: there are patterns and queries that never end."""

    def stop(number, frame):
        raise TimeoutError

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _name(node):
    return str(node).removeprefix(RULE)


def _rule(name):
    return URIRef(RULE + name)
