"""How citizens prove who they are on the login page: the provider of the settings, or embedded ones."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web

from bot.clock import Clock, Ids
from bot.errors import Misconfigured
from platforms.oidc.keys import SigningKey, published
from platforms.oidc.level import SPID_LADDER, Ladder
from platforms.oidc.provider import Auth, ProviderSettings
from platforms.oidc.relying_party import RelyingParty
from platforms.sandbox.idp.client import Client
from platforms.sandbox.idp.provider import SandboxIdp
from platforms.sandbox.idp.routes import IdpRoutes
from sportello.settings import Settings
from sportello.settings.identity import Oidc
from sportello.web.identity.desk import Way
from sportello.web.identity.login import RETURN

JWKS = "/.well-known/jwks.json"
_SANDBOX = "/sandbox/idp"
_PRETENDED = (("spid", "SPID"), ("cie", "CIE"))


@dataclass(frozen=True)
class Entering:
    """The ways that are offered, who asks the provider of each, and what is served for them."""

    ways: Sequence[Way] = ()
    parties: Mapping[str, RelyingParty] = field(default_factory=dict)
    routes: Sequence[web.RouteDef] = ()


def open_entering(settings: Settings, session: aiohttp.ClientSession, clock: Clock, ids: Ids) -> Entering:
    """Wire what the settings say; `session` keeps no cookies. Raises Misconfigured."""
    if settings.oidc.issuer:
        return _configured(settings.oidc, session, clock, ids)
    return _embedded(settings, session, clock, ids) if settings.web.offers_phone else Entering()


def _configured(group: Oidc, session: aiohttp.ClientSession, clock: Clock, ids: Ids) -> Entering:
    keys = _keys(group)
    rungs = SPID_LADDER if group.acr_values[0] in SPID_LADDER.rungs else Ladder(group.acr_values)
    provider = ProviderSettings(
        issuer=group.issuer,
        client_id=group.client_id,
        title="SPID / CIE",
        auth=Auth.PRIVATE_KEY_JWT if keys else Auth.CLIENT_SECRET_BASIC,
        keys=keys,
        secret=group.client_secret.get_secret_value(),
        ladder=rungs,
        acr=group.acr_values[0],
        scope=" ".join(group.scopes),
    )
    way = Way("oidc", provider.title, "other")
    party = RelyingParty(session, provider, clock, ids)
    return Entering((way,), {way.name: party}, [_published(keys)] if keys else [])


def _keys(group: Oidc) -> tuple[SigningKey, ...]:
    if group.client_key is None:
        return ()
    try:
        return (SigningKey.from_pem(group.client_key.read_bytes()),)
    except OSError as problem:
        raise Misconfigured(f"[oidc] client_key cannot be read: {problem.strerror}") from None


def _embedded(settings: Settings, session: aiohttp.ClientSession, clock: Clock, ids: Ids) -> Entering:
    """Embed a make-believe SPID and a make-believe CIE, which know made-up people."""
    key, address = SigningKey.new(), settings.web.address
    client = Client("sportello", frozenset({f"{address}{RETURN}"}), lambda: published([key]))
    routes, parties = [], {}
    for kind, title in _PRETENDED:
        issuer = f"{address}{_SANDBOX}/{kind}"
        idp = SandboxIdp(issuer, client, clock, ids, asyncio.sleep, title=title)
        routes += IdpRoutes(idp, settings.city.name, relayed=bool(settings.web.phone)).routes()
        provider = ProviderSettings(issuer, client.client_id, kind=kind, title=title, keys=(key,), plain=True)
        parties[kind] = RelyingParty(session, provider, clock, ids)
    return Entering([Way(kind, title, kind) for kind, title in _PRETENDED], parties, routes)


def _published(keys: Sequence[SigningKey]) -> web.RouteDef:
    async def show(_: web.Request) -> web.Response:
        return web.json_response(published(keys))

    return web.get(JWKS, show)
