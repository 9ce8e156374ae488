"""The address of a server, who asks there, and how long is waited for it."""

import os
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit, urlunsplit

from rabatkg.errors import UsageError

USER, PASSWORD, TOKEN = "RABATKG_USER", "RABATKG_PASSWORD", "RABATKG_TOKEN"
"""The environment variables that hold who asks; an address or an option would show them to every process."""
UNENCRYPTED = "RABATKG_UNENCRYPTED"
"""The environment variable which, set to 1, lets a password travel unencrypted."""
PLAIN = re.compile(r"[!$-;=?-\[\]_a-z~%@]+")
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Limits:
    """How long is waited, and how much is taken.

    Attributes:
        connect: seconds until a connection stands, encryption included.
        total: seconds until a request is answered to the last byte, with all pauses and all tries.
        tries: how often a request is sent that may be sent again.
        first_pause: seconds before the second try; each further pause is twice as long.
        largest: bytes of the largest answer that is taken.
    """

    connect: float = 5.0
    total: float = 30.0
    tries: int = 3
    first_pause: float = 0.5
    largest: int = 2**30


@dataclass(frozen=True)
class Endpoint:
    """An address that speaks HTTP, and the credentials for it. They are shown nowhere, and sent to no other origin."""

    url: str
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @classmethod
    def of(cls, url: str, environ: Mapping[str, str] = os.environ) -> "Endpoint":
        """Return the endpoint at an address, with the credentials of the environment.

        Raises:
            UsageError: this is no address on the web, it holds a password, the environment names half a user or two
                users, or the password would travel unencrypted to another machine.
        """
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError:
            parts, host, port = urlsplit(""), None, None
        if parts.username is not None or parts.password is not None:
            raise UsageError(
                "An address must not hold a user or a password: others can read it.",
                remedy="Set {user} and {password} in the environment instead.",
                user=USER,
                password=PASSWORD,
            )
        if parts.scheme not in PORTS or not host or port == 0 or not PLAIN.fullmatch(url):
            raise UsageError(
                "This is not an address on the web: {url}.",
                url=shown(url),
                remedy="It has the form https://example.org/sparql",
            )
        user, password, token = (environ.get(name, "") for name in (USER, PASSWORD, TOKEN))
        if bool(user) != bool(password) or (user and token):
            raise UsageError("Set either {user} and {password}, or {token}.", user=USER, password=PASSWORD, token=TOKEN)
        if not f"{user}{password}{token}".isprintable() or not token.isascii() or ":" in user:
            raise UsageError("No user, password or token can have such characters as are set in the environment.")
        found = cls(url, user, password, token)
        if found.secrets and parts.scheme == "http" and not found.is_loopback and environ.get(UNENCRYPTED) != "1":
            raise UsageError(
                "The password would travel unencrypted to {host}, for all on the way to read.",
                host=host,
                remedy="Use an address that begins with https, or set {variable}=1 if the way is safe.",
                variable=UNENCRYPTED,
            )
        return found

    def at(self, url: str) -> "Endpoint":
        """Return another address of the same server, with the same credentials.

        Raises:
            UsageError: it is an address of another server, which must not see them.
        """
        other = Endpoint.of(url, {})
        if other.origin != self.origin:
            raise UsageError(
                "{one} and {other} are not on one server.",
                one=self.shown,
                other=other.shown,
                remedy="Give two addresses with the same beginning, up to the port.",
            )
        return Endpoint(url, self.user, self.password, self.token)

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port: what credentials are bound to."""
        return origin(self.url)

    @property
    def is_loopback(self) -> bool:
        """Whether the address is one of this machine."""
        host = self.origin[1]
        try:
            return host == "localhost" or ip_address(host).is_loopback
        except ValueError:
            return False

    @property
    def shown(self) -> str:
        """The address as it may be shown: without what stands after a question mark, which may be a key."""
        return shown(self.url)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be shown: who asks, in every form in which it travels."""
        if self.token:
            return (self.token,)
        if not self.user:
            return ()
        return (self.basic, self.password, self.user)

    @property
    def basic(self) -> str:
        """User and password as HTTP's Basic authentication writes them (RFC 7617)."""
        return b64encode(f"{self.user}:{self.password}".encode()).decode()


def origin(url: str) -> tuple[str, str, int]:
    """Return scheme, host and port of an address (RFC 6454)."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0)


def shown(url: str) -> str:
    """Return an address as it may be shown: without user, password, and what stands after a question mark."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "…"
    address = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
    return "".join(letter for letter in address if letter.isprintable())[:200]
