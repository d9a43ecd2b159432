"""The question that a citizen's browser takes to the provider."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

from joserfc.util import urlsafe_b64encode

from bot.clock import Ids
from platforms.oidc.provider import ProviderSettings

_LASTS = timedelta(minutes=5)  # of a signed request: for the way to the provider, not for the login there
_LEAST = 43  # characters of a verifier (RFC 7636 section 4.1); the rules of SPID and CIE want 32 elsewhere


@dataclass(frozen=True, slots=True)
class Begun:
    """A login on its way, to be kept sealed and used once; `url` is where the browser is sent.

    `issuer` keeps the answer of one provider from being taken for another's.
    """

    url: str = field(repr=False)
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    issuer: str = ""


def secret(ids: Ids) -> str:
    """Make something that cannot be guessed, of as many ids as it takes."""
    text = ids()
    while len(text) < _LEAST:
        text += ids()
    return text


def question(
    provider: ProviderSettings, redirect_uri: str, state: str, nonce: str, verifier: str
) -> dict[str, str]:
    """What is asked, as OpenID Connect Core section 3.1.2.1 and RFC 7636 name it."""
    claims = {"userinfo": {name: {"essential": True} for name in provider.attributes}}
    return {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": redirect_uri,
        "scope": provider.scope,
        "state": state,
        "nonce": nonce,
        "acr_values": " ".join(provider.acr_values),
        "prompt": provider.prompt,
        "claims": json.dumps(claims, separators=(",", ":")),
        "code_challenge": urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode(),
        "code_challenge_method": "S256",
    }


def signed_question(
    provider: ProviderSettings, asked: Mapping[str, str], now: datetime, jti: str
) -> dict[str, str]:
    """Put all of it in a signed object, and beside it what must stand outside too (Core section 6.1)."""
    claims = {
        **asked,
        "claims": json.loads(asked["claims"]),
        "iss": provider.client_id,
        "aud": provider.issuer,
        "iat": int(now.timestamp()),
        "exp": int((now + _LASTS).timestamp()),
        "jti": jti,
    }
    outside = ("response_type", "client_id", "scope", "code_challenge", "code_challenge_method")
    return {**{name: asked[name] for name in outside}, "request": provider.keys[0].sign(claims)}


def address(endpoint: str, asked: Mapping[str, str]) -> str:
    """Add the question to an endpoint, which may have a query of its own."""
    return f"{endpoint}{'&' if urlsplit(endpoint).query else '?'}{urlencode(asked)}"
