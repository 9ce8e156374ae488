"""Queries made up by a machine from what the saved questions are made of: patterns, paths, conditions, sums.

What is drawn hangs together, so that it is answered soon: each pattern shares a variable with what stands before it.
Nothing is put in an order: Oxigraph 0.5 may fall over where it has values of many kinds to order, and what is compared
has no order.
"""

import re
from functools import cache

from hypothesis import strategies as st

from rabatkg.queries.patterns import patterns

PREFIX = re.compile(r"^PREFIX .*$", re.MULTILINE)
VARIABLE = re.compile(r"\?\w+")
LOOSE, ORDERS = re.compile(r" rdf:object |\?\w+ \?\w+ "), re.compile(r" [<>]=? ")
"""Patterns in which anything may stand, and what tells the earlier from the later: rdflib does so of any two values."""
BRANCH = re.compile(r"UNION|(?<=[\w)*+?])\|(?=[\w(^])")
AGGREGATE = re.compile(r"^(?:COUNT|MIN|MAX|SUM)\(")
DAYS = ('"2031-09-30"^^xsd:date', '"2027-01-01"^^xsd:date')


class MadeUp:
    """Queries of the grammar of some questions, drawn by `texts`.

    Args:
        questions: saved questions.
        holds: tells whether there is anything that fits a pattern.
    """

    def __init__(self, questions, holds):
        found = [patterns(one.sparql) for one in questions]
        self.prefixes = "\n".join(sorted({line for one in questions for line in PREFIX.findall(one.sparql)}))
        self.holds = cache(lambda triple: holds(f"{self.prefixes}\nASK {{ {triple} }}"))
        self.triples = sorted({_triple(each) for one in found for each in one.triples})
        conditions = {_spoken(each) for one in found for each in one.conditions}
        self.conditions = sorted(one for one in conditions if 'BOUND("' not in one)  # a day is no variable
        computed = {_spoken(each.expression) for one in found for each in one.computed}
        self.sums = sorted(one for one in computed if AGGREGATE.match(one) and " " not in one.partition(")")[2])
        self.computed = sorted(one for one in computed if not re.search(r"\b(?:COUNT|MIN|MAX|SUM|GROUP_CONCAT)\(", one))

    @property
    def texts(self):
        """Whole queries, as SELECT or as ASK."""
        return self._queries()

    @st.composite
    def _queries(draw, self):
        lines, bound, first = [], set(), []
        for _ in range(draw(st.integers(1, 3))):
            triple = draw(self._triple(bound))
            lines.append(f"{triple} .")
            bound |= names_in(triple)
        for number in range(draw(st.integers(0, 3))):
            line = draw(self._further(bound, number))
            (first if line.startswith("{ SELECT") else lines).append(line)
            bound |= names_in(line) if not line.startswith("FILTER") else set()
        if any(LOOSE.search(line) for line in lines):
            lines = [line for line in lines if not ORDERS.search(line)]
        where = "WHERE {\n  " + "\n  ".join([*first[:1], *lines]) + "\n}"
        return f"{self.prefixes}\n{draw(self._head(where, sorted(bound)))}"

    @st.composite
    def _triple(draw, self, bound):
        """Return a pattern that shares a variable with what is bound; now and then another one is made to."""
        near = [one for one in self.triples if ends_of(one) & bound] if bound else self.triples
        if near and draw(st.integers(0, 3)):
            return draw(st.sampled_from(near))
        triple = draw(st.sampled_from(self.triples))
        if not bound or ends_of(triple) & bound:
            return triple
        old = draw(st.sampled_from(sorted(ends_of(triple))))
        new = draw(st.sampled_from(sorted(bound)))
        return re.sub(rf"\{old}\b", new, triple)

    @st.composite
    def _further(draw, self, bound, number):
        """Return what follows the first patterns: a part that may be absent, branches, a condition, values, a sum."""
        way = draw(
            st.sampled_from(["optional", "optional", "union", "exists", "filter", "filter", "bind", "values", "sum"])
        )
        if way in ("filter", "values"):
            start = "VALUES" if way == "values" else "FILTER"
            fitting = [one for one in self.conditions if one.startswith(start) and names_in(one) & bound]
            return draw(st.sampled_from(fitting)) if fitting else "FILTER(true)"
        if way == "bind":
            fitting = [one for one in self.computed if names_in(one) <= bound]
            return f"BIND({draw(st.sampled_from(fitting))} AS ?made{number})" if fitting else "FILTER(true)"
        one, other = draw(self._triple(bound)), draw(self._triple(bound))
        if way == "optional":
            both = bound | names_in(one)
            fitting = [each for each in self.conditions if each.startswith("FILTER(") and names_in(each) <= both]
            inner = draw(st.sampled_from(fitting)) if fitting and draw(st.booleans()) else ""
            return f"OPTIONAL {{ {one} . {inner} }}"
        if way == "union":
            return f"{{ {one} }} UNION {{ {other} }}"
        if way == "exists":
            return f"FILTER {draw(st.sampled_from(['', 'NOT ']))}EXISTS {{ {one} }}"
        groups = sorted(each for each in names_in(one) & bound if not each.startswith("?made"))  # BIND comes after it
        if not groups or not self.holds(one):
            return "FILTER(true)"
        by = draw(st.sampled_from(groups))
        counted = draw(st.sampled_from(sorted(names_in(one))))
        return f"{{ SELECT {by} (COUNT(DISTINCT {counted}) AS ?many{number}) WHERE {{ {one} }} GROUP BY {by} }}"

    @st.composite
    def _head(draw, self, where, bound):
        """Return the query around its patterns: all values, some, each once, sums, or whether there is any."""
        ways = ["all", "all", "some", "distinct", "ask"] + ["sums"] * (0 if branches(where) else 2)
        way = draw(st.sampled_from(ways))
        if way == "ask":
            return f"ASK {where}"
        some = draw(st.lists(st.sampled_from(bound), min_size=1, max_size=4, unique=True))
        if way == "all":
            return f"SELECT {' '.join(bound)} {where}"
        if way == "some":
            return f"SELECT {' '.join(some)} {where}"
        if way == "distinct":
            return f"SELECT DISTINCT {' '.join(some)} {where}"
        sums = [one for one in self.sums if names_in(one) <= set(bound)]
        chosen = (
            draw(st.sampled_from(sums))
            if sums and draw(st.booleans())
            else f"COUNT({draw(st.sampled_from(['', 'DISTINCT ']))}{some[0]})"
        )
        by = [one for one in some[1:] if one not in names_in(chosen)]
        grouped = f"\nGROUP BY {' '.join(by)}" if by else ""
        least = f"\nHAVING ({chosen} > 1)" if by and draw(st.integers(0, 3)) == 0 else ""
        return f"SELECT {' '.join(by)} ({chosen} AS ?sum) {where}{grouped}{least}"


def names_in(text):
    """Return the variables of a piece of a query."""
    return {*VARIABLE.findall(text)}


def ends_of(triple):
    """Return the variables at the two ends of a pattern; what is joined by its property alone has too many answers."""
    subject, _, rest = triple.partition(" ")
    return names_in(subject) | names_in(rest.partition(" ")[2])


def branches(text):
    """Whether a row of a query may come about in two ways, by branches of a group or of a path."""
    return bool(BRANCH.search(text))


def _spoken(text):
    """Return a piece with the language and the days that a reader would give."""
    return re.sub(r"\?(?:day|as_of|until|by_day)\b", DAYS[len(text) % 2], re.sub(r"\?lang\b", '"en"', text))


def _triple(one):
    ends = [f"?unnamed{end[1:-1]}" if end.startswith("[") else end for end in (one.subject, one.value)]
    return _spoken(f"{ends[0]} {one.path} {ends[1]}")
