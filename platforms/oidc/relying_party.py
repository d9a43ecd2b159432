"""A login with an identity provider: begin sends the browser there, finish believes what it brings back."""

from collections.abc import Mapping
from typing import Any

import aiohttp

from bot.clock import Clock, Ids
from platforms.oidc.answer import code_of
from platforms.oidc.claims import check_id_token, check_maker, check_until, same
from platforms.oidc.discovery import Discovery, Metadata
from platforms.oidc.exchange import Exchange, Tokens
from platforms.oidc.person import Identified, is_told, read_person
from platforms.oidc.provider import ProviderSettings
from platforms.oidc.reason import NotIdentified, Reason
from platforms.oidc.request import Begun, address, question, secret, signed_question
from platforms.oidc.sealed import unsealed
from platforms.oidc.signed import Token
from platforms.oidc.wire import Reply, Wire

_OK = 200


class RelyingParty:
    """Knows one provider, and keeps nothing of a login: that is in `Begun`, which the caller keeps.

    The session should keep no cookies (`aiohttp.DummyCookieJar`): logins have nothing to do with each other.
    """

    def __init__(
        self, session: aiohttp.ClientSession, provider: ProviderSettings, clock: Clock, ids: Ids
    ) -> None:
        self.provider = provider
        self._clock = clock
        self._ids = ids
        self._wire = Wire(session, provider.patience)
        self._discovery = Discovery(self._wire, provider, clock)
        self._exchange = Exchange(self._wire, provider, clock, ids)

    async def begin(self, redirect_uri: str) -> Begun:
        """Make a question; raises NotIdentified if the provider cannot say where to take it."""
        metadata = await self._discovery.metadata()
        state, nonce, verifier = secret(self._ids), secret(self._ids), secret(self._ids)
        asked = question(self.provider, redirect_uri, state, nonce, verifier)
        if self.provider.signed_request:
            asked = signed_question(self.provider, asked, self._clock(), self._ids())
        return Begun(address(metadata.authorization, asked), state, nonce, verifier, self.provider.issuer)

    async def finish(self, query: Mapping[str, str], begun: Begun, redirect_uri: str) -> Identified:
        """Turn what the browser brought back into a citizen; raises NotIdentified.

        To be called once for each `begun`: whoever keeps it takes it away before.
        """
        if begun.issuer and begun.issuer != self.provider.issuer:
            raise NotIdentified(Reason.OTHER_PROVIDER, "begun")
        metadata = await self._discovery.metadata()
        code = code_of(query, begun.state, self.provider.issuer, named=metadata.names_itself)
        tokens = await self._exchange.redeem(metadata.token, code, begun.verifier, redirect_uri)
        token = await self._open(tokens.id_token)
        proof = check_id_token(token, self.provider, begun.nonce, tokens.access_token, self._clock())
        told = [token.claims]
        if not is_told(told) and metadata.userinfo:
            told.append(await self._told(metadata, tokens, proof.subject))
        person = read_person(told)
        return Identified(
            proof.subject,
            self.provider.issuer,
            f"{self.provider.kind}-{proof.level}",
            person.fiscal_code,
            person.name,
            person.surname,
            person.born_on,
            self._clock(),
        )

    async def _told(self, metadata: Metadata, tokens: Tokens, subject: str) -> Mapping[str, Any]:
        """Ask for the data of the user, who must be the one of the token (Core section 5.3.2)."""
        headers = {"Authorization": f"Bearer {tokens.access_token}"}
        reply = await self._wire.get(metadata.userinfo, headers)
        if reply.status != _OK:
            raise NotIdentified(Reason.SILENT, f"userinfo:http:{reply.status}")
        told = await self._read(reply)
        if not same(told.get("sub"), subject):
            raise NotIdentified(Reason.WRONG_SUBJECT)
        return told

    async def _read(self, reply: Reply) -> Mapping[str, Any]:
        if reply.media_type == "application/json":
            return reply.json("userinfo")
        try:
            text = reply.body.decode("ascii").strip()
        except UnicodeDecodeError:
            raise NotIdentified(Reason.UNREADABLE, "userinfo:no-jwt") from None
        told = (await self._open(text)).claims
        check_maker(told, self.provider)
        check_until(told, self._clock())
        return told

    async def _open(self, token: str) -> Token:
        """Verify what the provider has signed, and perhaps sealed around that."""
        return await self._discovery.open(unsealed(token, self.provider.opening_keys))
