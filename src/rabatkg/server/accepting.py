"""What a client asks for among what there is: media types and languages with their weights (RFC 9110, 12.5)."""

import re
from collections.abc import Iterator, Sequence

WEIGHT = re.compile(r"\s*[qQ]\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*")
TYPE = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+/[!#$%&'*+.^_`|~0-9A-Za-z-]+")
LANGUAGE = re.compile(r"\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


def wishes(header: str, form: re.Pattern[str]) -> Iterator[tuple[str, float]]:
    """Yield what a header lists, in lower case, with its weight; what is written wrongly is passed over.

    Parameters other than the weight, as `charset`, are passed over too: each of our types has one form.
    """
    for part in header.split(","):
        name, *parameters = part.split(";")
        weights = [one for one in parameters if one.strip()[:1] in ("q", "Q") and "=" in one]
        found = [WEIGHT.fullmatch(one) for one in weights[:1]]
        if form.fullmatch(name.strip()) and all(found):
            yield name.strip().lower(), float(found[0][1]) if found and found[0] else 1.0


def media(header: str | None, offered: Sequence[str]) -> str | None:
    """Return the media type that is wanted most of those offered, or None where none would do.

    Of ranges that match a type, the one that says most about it counts. Of types that are wanted alike, the first
    one offered is taken.

    Args:
        header: what `Accept` says; without it, or where nothing of it can be read, anything would do.
        offered: media types, the one that we would rather give first.
    """
    ranges = dict(wishes(header or "", TYPE)) or {"*/*": 1.0}

    def weight(name: str) -> float:
        family = name.partition("/")[0]
        return next((ranges[one] for one in (name, f"{family}/*", "*/*") if one in ranges), 0.0)

    best = max(offered, key=weight, default=None)
    return best if best is not None and weight(best) > 0 else None


def language(header: str | None, offered: Sequence[str]) -> str:
    """Return the language that is wanted most of those offered; the first one where none of them is wanted.

    A language is also meant where one of its regions is asked for and it is not itself named, as French by `fr-CA`.
    Of languages that are wanted alike, the one named first is taken.
    """
    asked = list(wishes(header or "", LANGUAGE))

    def weight(lang: str) -> tuple[float, int]:
        regions = [(q, -at) for at, (name, q) in enumerate(asked) if name.startswith(f"{lang}-") and q > 0]
        for wanted in (lang, None, "*"):
            found = [(q, -at) for at, (name, q) in enumerate(asked) if name == wanted] if wanted else regions
            if found:
                return max(found)
        return 0.0, 0

    best = max(offered, key=weight)
    return best if weight(best)[0] > 0 else offered[0]


def gzipped(header: str | None) -> bool:
    """Return whether a client takes what is packed by gzip."""
    codings = dict(wishes(header or "", re.compile(r"[A-Za-z*-]+")))
    return codings.get("gzip", codings.get("*", 0.0)) > 0
