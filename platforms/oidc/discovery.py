"""What a provider says of itself: its addresses and its keys, asked for once and kept for a while."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.clock import Clock
from platforms.oidc.provider import ProviderSettings, safe_address
from platforms.oidc.reason import NotIdentified, Reason
from platforms.oidc.signed import ProviderKeys, Token, UnknownKey
from platforms.oidc.wire import Reply, Wire

KEPT = timedelta(hours=1)
_PATH = "/.well-known/openid-configuration"
_OK = 200


@dataclass(frozen=True, slots=True)
class Metadata:
    """The addresses of a provider (OpenID Connect Discovery, section 3).

    `userinfo` is empty where the token says all. `names_itself`: every answer must carry `iss` (RFC 9207).
    """

    authorization: str
    token: str
    userinfo: str
    names_itself: bool


@dataclass(frozen=True, slots=True)
class _Known:
    metadata: Metadata
    keys: ProviderKeys
    at: datetime


class Discovery:
    """Knows one provider; asks again after an hour, and once when a token names a key that is new."""

    def __init__(self, wire: Wire, provider: ProviderSettings, clock: Clock) -> None:
        self._wire = wire
        self._issuer = provider.issuer
        self._plain = provider.plain
        self._clock = clock
        self._known: _Known | None = None
        self._asking = asyncio.Lock()

    async def metadata(self) -> Metadata:
        """The provider's addresses; raises NotIdentified (SILENT, UNREADABLE, OTHER_PROVIDER)."""
        return (await self._now()).metadata

    async def open(self, token: str) -> Token:
        """Verify a token's signature; raises NotIdentified (FORGED and as `metadata` does)."""
        known = await self._now()
        try:
            return known.keys.open(token)
        except UnknownKey:
            renewed = await self._after(known)
        try:
            return renewed.keys.open(token)
        except UnknownKey:
            raise NotIdentified(Reason.FORGED, "token:unknown-key") from None

    async def _now(self) -> _Known:
        """What is known; what is old serves no more, for a key may have been withdrawn."""
        known = self._known
        if known is not None and self._clock() - known.at < KEPT:
            return known
        async with self._asking:
            if self._known is not known and self._known is not None:
                return self._known
            self._known = await self._ask()
            return self._known

    async def _after(self, known: _Known) -> _Known:
        """Ask again, unless somebody just did."""
        async with self._asking:
            if self._known is not None and self._known is not known:
                return self._known
            self._known = await self._ask()
            return self._known

    async def _ask(self) -> _Known:
        reply = await self._wire.get(self._issuer.rstrip("/") + _PATH)
        said = _good(reply, "metadata")
        if said.get("issuer") != self._issuer:
            raise NotIdentified(Reason.OTHER_PROVIDER, "metadata:issuer")
        metadata = Metadata(
            self._address(said, "authorization_endpoint"),
            self._address(said, "token_endpoint"),
            self._address(said, "userinfo_endpoint") if "userinfo_endpoint" in said else "",
            said.get("authorization_response_iss_parameter_supported") is True,
        )
        return _Known(metadata, await self._keys(said), self._clock())

    async def _keys(self, said: Mapping[str, Any]) -> ProviderKeys:
        """Its keys, at an address or, as in the federations of SPID and CIE, in the metadata themselves."""
        held = said.get("jwks")
        if not isinstance(held, dict):
            held = _good(await self._wire.get(self._address(said, "jwks_uri")), "keys")
        given = held.get("keys")
        keys = ProviderKeys(given if isinstance(given, list) else [])
        if not keys:
            raise NotIdentified(Reason.UNREADABLE, "keys:none")
        return keys

    def _address(self, said: Mapping[str, Any], name: str) -> str:
        found = said.get(name)
        if not (isinstance(found, str) and safe_address(found, plain=self._plain)):
            raise NotIdentified(Reason.UNREADABLE, f"metadata:{name}")
        return found


def _good(reply: Reply, what: str) -> dict[str, Any]:
    if reply.status != _OK:
        raise NotIdentified(Reason.SILENT, f"{what}:http:{reply.status}")
    return reply.json(what)
