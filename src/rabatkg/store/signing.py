"""Who asks, as HTTP wants it told: Bearer, Digest or Basic."""

import hashlib
import re
from collections.abc import Callable, Iterable
from urllib.request import (
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    Request,
    parse_http_list,
    parse_keqv_list,
)

from rabatkg.store.endpoint import Endpoint

CLEAN = re.compile(r"[ -~]+")
HASHES = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}


class Signature:
    """How requests to one endpoint are signed, learnt from the server's own challenge.

    A token is sent at once. User and password are sent only to a server that asks for them: hashed with its challenge
    (Digest, RFC 7616) where it offers that, else as such (Basic, RFC 7617).
    """

    def __init__(self, endpoint: Endpoint) -> None:
        """Take the endpoint with its credentials."""
        self._endpoint = endpoint
        passwords = HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, endpoint.url, endpoint.user, endpoint.password)
        self._digest = _Digest(passwords)
        self._challenge: dict[str, str] = {}
        self._basic = False

    def of(self, request: Request) -> str | None:
        """Return the Authorization header for a request, or None while none was asked for."""
        if self._endpoint.token:
            return f"Bearer {self._endpoint.token}"
        if self._challenge:
            return self._digested(request)
        return f"Basic {self._endpoint.basic}" if self._basic else None

    def learns(self, challenges: Iterable[str]) -> bool:
        """Take the challenges of a refusal; return whether another try, signed otherwise than before, makes sense."""
        if not self._endpoint.user:
            return False
        for challenge in challenges:
            scheme, _, rest = challenge.strip().partition(" ")
            if scheme.lower() == "digest" and CLEAN.fullmatch(rest):
                told = parse_keqv_list([part for part in parse_http_list(rest) if re.fullmatch(r"\w+=.+", part)])
                new = not self._challenge or told.get("stale", "").lower() == "true"
                self._challenge = told
                return new
        new = not self._basic and not self._challenge
        self._basic = True
        return new

    def _digested(self, request: Request) -> str | None:
        try:
            told = self._digest.get_authorization(request, self._challenge)
        except (OSError, LookupError):  # a challenge of a kind that Python does not know
            return None
        return f"Digest {told}" if told and CLEAN.fullmatch(told) else None


class _Digest(HTTPDigestAuthHandler):
    """Python's own, with the hash that RFC 7616 prefers, and for passwords in any script."""

    def get_algorithm_impls(self, algorithm: str) -> tuple[Callable[[str], str], Callable[[str, str], str]]:
        new = HASHES[algorithm.upper()]

        def hashed(text: str) -> str:
            return new(text.encode()).hexdigest()

        return hashed, lambda secret, data: hashed(f"{secret}:{data}")
