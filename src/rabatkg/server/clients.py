"""Who asks, as far as one client must be told from another: by its address, which is noted nowhere."""

import re
from collections.abc import Collection
from ipaddress import IPv6Address, ip_address

SHARED = 64
"""The bits of an IPv6 address that are one household's, which has all addresses below them."""
WRITTEN = re.compile(r"\[([^\]]*)\](?::\d+)?|([\d.]+):\d+")
"""An address in brackets, or with the port of a connection after it, as some proxies write it."""


def client(peer: str, forwarded: str | None = None, trusted: Collection[str] = ()) -> str:
    """Return what tells one client from another.

    Args:
        peer: the address that a connection comes from.
        forwarded: `X-Forwarded-For`, to which each proxy adds whom it speaks for.
        trusted: the addresses of proxies that are believed, as `address` gives them: they alone, and none of those
            who share a household with them. What anybody else says of whom it speaks for is not read.
    """
    line = [one.strip() for one in (forwarded or "").split(",") if one.strip()]
    found = address(peer)
    while found in trusted and line:
        found = address(line.pop())
    return _household(found)


def address(told: str) -> str:
    """Return an address in the one way to write it, without its zone and port; nothing where it is none."""
    bare = WRITTEN.fullmatch(told)
    try:
        found = ip_address(((bare[1] or bare[2] or "") if bare else told).partition("%")[0])
    except ValueError:
        return ""
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return str(mapped or found)


def _household(known: str) -> str:
    """Return what stands for an address: where it is IPv6, all of its household."""
    if ":" not in known or IPv6Address(known).is_loopback:
        return known
    return f"{IPv6Address(int(IPv6Address(known)) >> (128 - SHARED) << (128 - SHARED))}/{SHARED}"
