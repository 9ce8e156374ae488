"""What is made once of a site, and forgotten with it: a server takes up one graph after the other."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from rabatkg.publication.site import Site

P = ParamSpec("P")
T = TypeVar("T")


def once(make: "Callable[Concatenate[Site, P], T]") -> "Callable[Concatenate[Site, P], T]":
    """Return a function that makes the same of a site only once, and keeps it with the site."""

    @wraps(make)
    def remembered(site: "Site", /, *args: P.args, **named: P.kwargs) -> T:
        key = (make, args, *named.items())
        if key not in site.remembered:
            site.remembered[key] = make(site, *args, **named)
        found: T = site.remembered[key]
        return found

    return remembered
