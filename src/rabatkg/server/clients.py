"""Who asks, as far as one client must be told from another: by its address, which is noted nowhere."""

from collections.abc import Collection
from ipaddress import IPv6Address, ip_address

SHARED = 64
"""The bits of an IPv6 address that are one household's, which has all addresses below them."""


def client(peer: str, forwarded: str | None = None, trusted: Collection[str] = ()) -> str:
    """Return what tells one client from another.

    Args:
        peer: the address that a connection comes from.
        forwarded: `X-Forwarded-For`, to which each proxy adds whom it speaks for.
        trusted: the addresses of proxies that are believed. What anybody else says of whom it speaks for is not read.
    """
    line = [one.strip() for one in (forwarded or "").split(",") if one.strip()]
    found = _known(peer)
    while found in trusted and line:
        found = _known(line.pop())
    return found


def _known(address: str) -> str:
    """Return an address as it is compared: that of a household where it is IPv6."""
    try:
        told = ip_address(address.partition("%")[0].strip("[]"))
    except ValueError:
        return ""
    if isinstance(told, IPv6Address):
        if told.ipv4_mapped is not None:
            return str(told.ipv4_mapped)
        if not told.is_loopback:
            return f"{IPv6Address(int(told) >> (128 - SHARED) << (128 - SHARED))}/{SHARED}"
    return str(told)
