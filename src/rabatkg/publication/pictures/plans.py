"""The plans whose coverage is told, and where."""

from rabatkg.names import RKG
from rabatkg.publication.pictures.matrix import adopted
from rabatkg.publication.site import Site


def plans(site: Site) -> list[str]:
    """Return the IRIs of the plans that have actions, the usual one first and in any case."""
    usual = site.kg[site.languages[0]].plan
    others = [
        plan
        for plan in site.holding.of_kind("ActionPlan")
        if plan != usual and site.places.key(plan) and has_actions(site, plan)
    ]
    return [usual, *sorted(others, key=lambda plan: (adopted(site, plan) or "", plan))]


def known(site: Site, plan: str) -> bool:
    """Tell whether the graph holds a plan; the settings may name one that it does not."""
    return plan in site.holding.of_kind("ActionPlan")


def main(site: Site, plan: str) -> str:
    """Return the path of the matrix of a plan."""
    return "coverage.html" if plan == plans(site)[0] else f"coverage/{site.places.key(plan)}.html"


def has_actions(site: Site, plan: str) -> bool:
    """Tell whether a plan has actions."""
    pointing = site.holding.pointing(plan, inferred=True)
    return any(one.property == f"{RKG}within" and site.holding.kind(one.subject.value) == "Action" for one in pointing)
