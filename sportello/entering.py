"""How citizens prove who they are on the login page: the providers of the settings, or embedded ones."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from aiohttp import web

from bot.clock import Clock, Ids
from bot.errors import Misconfigured
from platforms.oidc.keys import Published, SigningKey, published
from platforms.oidc.level import Ladder
from platforms.oidc.provider import Auth, ProviderSettings
from platforms.oidc.relying_party import RelyingParty
from platforms.oidc.sealed import OpeningKey
from platforms.sandbox.idp.client import Client
from platforms.sandbox.idp.provider import SandboxIdp
from platforms.sandbox.idp.routes import IdpRoutes
from sportello.settings import Settings
from sportello.settings.oidc import Provider
from sportello.web.identity.desk import Way
from sportello.web.identity.login import RETURN

JWKS = "/.well-known/jwks.json"
OWN = "oidc"  # the way of the provider that [oidc] itself names: of more, each has its own name
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
    if settings.oidc.offered:
        return _configured(settings.oidc.offered, session, clock, ids)
    return _embedded(settings, session, clock, ids) if settings.web.offers_phone else Entering()


def offers_login(settings: Settings) -> bool:
    """Whether any provider can be gone to; embedded ones, that know made-up people, count where they are."""
    return bool(settings.oidc.offered) or settings.web.offers_phone


def _configured(
    groups: Sequence[tuple[str, Provider]], session: aiohttp.ClientSession, clock: Clock, ids: Ids
) -> Entering:
    ways, parties, shown = [], {}, list[Published]()
    for name, group in groups:
        provider = _provider(group)
        way = Way(name or OWN, provider.title, provider.kind, apart=bool(name))
        ways.append(way)
        parties[way.name] = RelyingParty(session, provider, clock, ids)
        shown += [*provider.keys, *provider.opening_keys]
    return Entering(ways, parties, [_published(shown)] if shown else [])


def _provider(group: Provider) -> ProviderSettings:
    keys = tuple(SigningKey.from_pem(_pem(file)) for file in _signing(group))
    return ProviderSettings(
        issuer=group.issuer,
        client_id=group.client_id,
        kind=group.kind,
        title=group.shown,
        auth=Auth.PRIVATE_KEY_JWT if group.client_key else Auth.CLIENT_SECRET_BASIC,
        keys=keys,
        opening_keys=tuple(OpeningKey.from_pem(_pem(file)) for file in group.opening_keys),
        secret=group.client_secret.get_secret_value(),
        ladder=Ladder(group.levels),
        acr_values=group.acr_values,
        scope=" ".join(group.scopes),
        signed_request=group.signed_request,
    )


def _signing(group: Provider) -> Sequence[Path]:
    """The key that signs, before those that are only shown."""
    if group.client_key is None:
        if group.published_keys or group.signed_request:
            raise Misconfigured("[oidc] published_keys and signed_request need a client_key")
        return ()
    return group.client_key, *group.published_keys


def _pem(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise Misconfigured(f"a key of [oidc] cannot be read: {problem.strerror}") from None


def _embedded(settings: Settings, session: aiohttp.ClientSession, clock: Clock, ids: Ids) -> Entering:
    """Embed a make-believe SPID and a make-believe CIE, which know made-up people."""
    key, address = SigningKey.new(), settings.web.address
    homes = frozenset(f"{address}{RETURN}/{kind}" for kind, _ in _PRETENDED)
    client = Client("sportello", homes, lambda: published([key]))
    routes, parties = [], {}
    for kind, title in _PRETENDED:
        issuer = f"{address}{_SANDBOX}/{kind}"
        idp = SandboxIdp(issuer, client, clock, ids, asyncio.sleep, title=title)
        routes += IdpRoutes(idp, settings.city.name, relayed=bool(settings.web.phone)).routes()
        provider = ProviderSettings(issuer, client.client_id, kind=kind, title=title, keys=(key,), plain=True)
        parties[kind] = RelyingParty(session, provider, clock, ids)
    ways = [Way(kind, title, kind, apart=True) for kind, title in _PRETENDED]
    return Entering(ways, parties, routes)


def _published(keys: Sequence[Published]) -> web.RouteDef:
    async def show(_: web.Request) -> web.Response:
        return web.json_response(published(keys))

    return web.get(JWKS, show)
