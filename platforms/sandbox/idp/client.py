"""Who may ask the make-believe provider, and how they prove it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from platforms.sandbox.idp.jose import Unsigned, verified

_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@dataclass(frozen=True, slots=True)
class Client:
    """The one client; `keys` gives its public keys as a JWK set, `redirect_uris` are where answers may go."""

    client_id: str
    redirect_uris: frozenset[str]
    keys: Callable[[], Mapping[str, Any]]


class Doorkeeper:
    """Lets a client in with private_key_jwt (OpenID Connect Core, section 9), each assertion once."""

    def __init__(self, client: Client, endpoint: str) -> None:
        self._client = client
        self._endpoint = endpoint
        self._seen: dict[str, float] = {}  # until when, by jti

    def lets_in(self, form: Mapping[str, str], now: datetime) -> bool:
        """Tell whether a form carries a good assertion."""
        if form.get("client_assertion_type") != _ASSERTION:
            return False
        try:
            said = verified(form.get("client_assertion", ""), self._client.keys())
        except Unsigned:
            return False
        jti, until = said.get("jti"), said.get("exp")
        ours = said.get("iss") == said.get("sub") == self._client.client_id
        fresh = isinstance(until, int | float) and until > now.timestamp()
        new = isinstance(jti, str) and jti not in self._seen
        if not (ours and fresh and new and said.get("aud") == self._endpoint):
            return False
        lasting = {each: end for each, end in self._seen.items() if end > now.timestamp()}
        self._seen = {**lasting, str(jti): float(until or 0)}
        return True
