"""All claims of a graph with what they rest on, read once: whose they are, how they are ranked, what shows them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from rabatkg.evidence.supports import Support, supports
from rabatkg.names import DCTERMS, RDF, RKG, SKOS
from rabatkg.publication.holding import Said
from rabatkg.publication.remembering import once
from rabatkg.publication.site import Site
from rabatkg.speech import say
from rabatkg.store import Term

SHORT = 60
"""How many characters of a text tell which one it is."""


class Claim(NamedTuple):
    """A statement that somebody made, with its proofs.

    Attributes:
        iri: the claim itself; `hex` is the end of it.
        subject, predicate, value: what is claimed.
        evidence: IRIs of what it rests on.
        rank: rival, disputed, retracted or replaced; None where it is what the graph asserts.
        by: IRI of the rule or the correction that ranked it.
    """

    iri: str
    subject: str
    predicate: str
    value: Term
    evidence: tuple[str, ...]
    rank: str | None
    by: str | None

    @property
    def hex(self) -> str:
        """The digits that its IRI ends with."""
        return self.iri.rpartition("/")[2]


@dataclass(frozen=True)
class Ranking:
    """Why a claim is not simply what the graph asserts.

    Attributes:
        rank: rival, disputed, retracted or replaced.
        by: IRI of the rule or the correction that ranked it, where one did.
        rule: why, in words.
        on: the day of the correction, where one ranked it.
        stands: whether the graph asserts it all the same, as it does what is only disputed.
    """

    rank: str
    by: str | None
    rule: str | None
    on: str | None
    stands: bool


class Proofs:
    """The claims of a site and their evidence.

    Args:
        site: whose graph it is.
    """

    def __init__(self, site: Site) -> None:
        """Read the claims."""
        self.site, holding = site, site.holding
        self.claims = {iri: self._claim(iri) for iri in holding.of_kind("Claim")}
        self.about: dict[str, list[Claim]] = defaultdict(list)
        self.resting: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims.values():
            self.about[claim.subject].append(claim)
            for evidence in claim.evidence:
                self.resting[evidence].append(claim)

    def _claim(self, iri: str) -> Claim:
        told: dict[str, list[Term]] = defaultdict(list)
        for one in self.site.holding.said(iri):
            told[one.property].append(one.value)
        ranks, by = told[f"{RKG}rank"], told[f"{RKG}rankedBy"]
        return Claim(
            iri,
            told[f"{RDF}subject"][0].value,
            told[f"{RDF}predicate"][0].value,
            told[f"{RDF}object"][0],
            tuple(one.value for one in told[f"{RKG}evidence"]),
            ranks[0].value if ranks else None,
            by[0].value if by else None,
        )

    @cached_property
    def supports(self) -> dict[str, dict[str, Support]]:
        """The evidence in words, by language and IRI."""
        known = self.site.holding.of_kind("Evidence")
        return {lang: supports(wording, known) for lang, wording in self.site.words.items()}

    def stands(self, claim: Claim) -> bool:
        """Tell whether the graph asserts what is claimed."""
        said = self.site.holding.said(claim.subject)
        return any((one.property, one.value) == (claim.predicate, claim.value) for one in said)

    def ranking(self, claim: Claim, lang: str) -> Ranking | None:
        """Return why a claim is not simply asserted, or None where it is."""
        if claim.rank is None:
            return None
        holding = self.site.holding
        reasons = [one for one in holding.said(claim.iri) if one.property == f"{RKG}rankRule"]
        if claim.by:
            wanted = (f"{SKOS}definition", f"{RKG}grounds")
            reasons += [one for one in holding.said(claim.by) if one.property in wanted]
        made = holding.value(claim.by, f"{RKG}madeOn") if claim.by else None
        rule = chosen(reasons, lang)
        return Ranking(claim.rank, claim.by, rule and rule.value, made, self.stands(claim))

    def words(self, claim: Claim, lang: str) -> str:
        """Return a claim in words, a long text cut short."""
        wording = self.site.words[lang]
        value = brief(wording.told(claim.value))
        said = say("{property}: {value}", lang, property=wording.of(claim.predicate), value=value)
        return f"{brief(wording.of(claim.subject))} — {said}"

    def named(self, evidence: str, lang: str) -> str:
        """Return what evidence may be called: the words quoted, or else what it shows first of all."""
        quote = self.supports[lang][evidence].quote
        if quote:
            return say("“{text}”", lang, text=brief(quote))
        resting = self.resting[evidence]
        return self.words(resting[0], lang) if resting else evidence.rpartition("/")[2]

    @cached_property
    def tongues(self) -> dict[str, str]:
        """The language of each document that is in one language, by its key."""
        holding, found = self.site.holding, {}
        for iri in holding.of_kind("Document"):
            told = holding.values(iri, f"{DCTERMS}language")
            if len(told) == 1:
                found[self.site.names.short(iri)] = told[0].value
        return found


@once
def proofs(site: Site) -> Proofs:
    """Return the claims of a site; they are read once."""
    return Proofs(site)


def chosen(told: Iterable[Said], lang: str) -> Term | None:
    """Return the text in a language among several, or in English, or any."""
    texts = sorted((one.value for one in told), key=lambda text: (text.lang != lang, text.lang != "en", text.value))
    return texts[0] if texts else None


def brief(text: str) -> str:
    """Return a text, its end cut off where it is long."""
    return shortened(text, SHORT)


def shortened(text: str, most: int) -> str:
    """Return a text of so many characters at most, its end cut off where it is longer."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
