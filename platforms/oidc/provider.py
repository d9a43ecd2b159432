"""An identity provider as an operator describes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any
from urllib.parse import urlsplit

from bot.errors import Misconfigured
from platforms.oidc.keys import SigningKey, published
from platforms.oidc.level import SPID_LADDER, Ladder
from platforms.oidc.sealed import OpeningKey

# What is asked for beside the identity (the rules of SPID and CIE, "user attributes").
ATTRIBUTES = ("given_name", "family_name", "birthdate", "https://attributes.eid.gov.it/fiscal_number")
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Auth(Enum):
    """How we prove to the provider who we are (OpenID Connect Core, section 9)."""

    PRIVATE_KEY_JWT = "private_key_jwt"
    CLIENT_SECRET_BASIC = "client_secret_basic"  # noqa: S105 - the name of a method


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """One provider; raises Misconfigured where it cannot work.

    `kind` ("spid", "cie", "other") names the levels that it proves. `acr_values`, all of `ladder`, are what
    is asked for, the first preferred (Core section 3.1.2.1); what comes back must reach the weakest of them
    on the ladder. `keys` sign: the first is used, the others are published for a rotation; `opening_keys`
    open what the provider seals, which it does only where one is published. `signed_request` sends
    the question as a signed object too, which the rules of SPID and CIE ask for and brokers may not know.
    `plain` does without https: for the make-believe provider, which is served beside us and proves nothing.
    `patience` in seconds, for each call. `issuer` is written exactly as the provider writes it.
    """

    issuer: str
    client_id: str
    kind: str = "spid"
    title: str = "SPID"
    auth: Auth = Auth.PRIVATE_KEY_JWT
    keys: tuple[SigningKey, ...] = ()
    opening_keys: tuple[OpeningKey, ...] = ()
    secret: str = field(default="", repr=False)
    ladder: Ladder = SPID_LADDER
    acr_values: tuple[str, ...] = (SPID_LADDER.rungs[1],)
    scope: str = "openid profile"
    attributes: tuple[str, ...] = ATTRIBUTES
    prompt: str = "consent login"
    signed_request: bool = False
    plain: bool = False
    patience: float = 10.0

    @property
    def published(self) -> Mapping[str, Any]:
        """What this provider must find at our `/.well-known/jwks.json`."""
        return published((*self.keys, *self.opening_keys))

    def __post_init__(self) -> None:
        if not safe_address(self.issuer, plain=self.plain):
            raise Misconfigured("the issuer must be an address of https, or of this machine")
        if not self.acr_values or not set(self.acr_values) <= set(self.ladder.rungs):
            raise Misconfigured(f"acr_values must be among {', '.join(self.ladder.rungs)}")
        needs_key = self.auth is Auth.PRIVATE_KEY_JWT or self.signed_request
        if needs_key and not self.keys:
            raise Misconfigured("a key to sign with is missing")
        if self.auth is Auth.CLIENT_SECRET_BASIC and not self.secret:
            raise Misconfigured("the client's secret is missing")
        if "openid" not in self.scope.split():
            raise Misconfigured("scope must hold openid")


def safe_address(address: str, *, plain: bool = False) -> bool:
    """Tell whether an address may be called: https, or http on this very machine, and no oddities.

    `plain` lets http go anywhere.
    """
    if not all("!" <= letter <= "~" for letter in address) or "\\" in address:
        return False
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or parts.username is not None or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and (plain or host in _LOOPBACK))
