"""A code turned into tokens at the provider, to which we prove who we are."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import quote_plus

from bot.clock import Clock, Ids
from platforms.oidc.answer import known_error
from platforms.oidc.provider import Auth, ProviderSettings
from platforms.oidc.reason import NotIdentified, Reason
from platforms.oidc.wire import Reply, Wire

_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"  # RFC 7523 section 2.2
_LASTS = timedelta(minutes=2)
_LONGEST = 64 * 1024  # characters of a token


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a code is worth; nothing of it is believed yet."""

    id_token: str = field(repr=False)
    access_token: str = field(repr=False)


class Exchange:
    """Hands codes in."""

    def __init__(self, wire: Wire, provider: ProviderSettings, clock: Clock, ids: Ids) -> None:
        self._wire = wire
        self._provider = provider
        self._clock = clock
        self._ids = ids

    async def redeem(self, endpoint: str, code: str, verifier: str, redirect_uri: str) -> Tokens:
        """Hand a code in; raises NotIdentified (CODE_SPENT, REFUSED, SILENT, UNREADABLE)."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": verifier,
        }
        headers: dict[str, str] = {}
        if self._provider.auth is Auth.PRIVATE_KEY_JWT:
            form |= self._assertion(endpoint)
        else:
            headers["Authorization"] = self._basic()
        reply = await self._wire.post(endpoint, form, headers)
        if reply.status != HTTPStatus.OK:
            raise _refusal(reply)
        return _tokens(reply.json("tokens"))

    def _assertion(self, endpoint: str) -> dict[str, str]:
        """OpenID Connect Core section 9; the audience is the endpoint, as the rules of SPID and CIE say."""
        now, us = self._clock(), self._provider.client_id
        claims = {
            "iss": us,
            "sub": us,
            "aud": endpoint,
            "iat": int(now.timestamp()),
            "exp": int((now + _LASTS).timestamp()),
            "jti": self._ids(),
        }
        signed = self._provider.keys[0].sign(claims)
        return {"client_id": us, "client_assertion_type": _ASSERTION, "client_assertion": signed}

    def _basic(self) -> str:
        """RFC 6749 section 2.3.1: both halves are encoded as in a form, before they are put together."""
        both = f"{quote_plus(self._provider.client_id)}:{quote_plus(self._provider.secret)}"
        return f"Basic {base64.b64encode(both.encode()).decode()}"


def _refusal(reply: Reply) -> NotIdentified:
    """What an answer without tokens means (RFC 6749 section 5.2)."""
    if reply.status not in {HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return NotIdentified(Reason.SILENT, f"tokens:http:{reply.status}")
    try:
        error = reply.json("tokens").get("error")
    except NotIdentified:
        error = None
    reason = Reason.CODE_SPENT if error == "invalid_grant" else Reason.REFUSED
    return NotIdentified(reason, f"tokens:{known_error(error)}")


def _tokens(said: Mapping[str, Any]) -> Tokens:
    kind = said.get("token_type")
    if not (isinstance(kind, str) and kind.lower() == "bearer"):
        raise NotIdentified(Reason.UNREADABLE, "tokens:type")
    return Tokens(_token(said, "id_token"), _token(said, "access_token"))


def _token(said: Mapping[str, Any], name: str) -> str:
    token = said.get(name)
    visible = (
        isinstance(token, str) and 0 < len(token) <= _LONGEST and all("!" <= sign <= "~" for sign in token)
    )
    if not visible:
        raise NotIdentified(Reason.UNREADABLE, f"tokens:{name}")
    return str(token)
