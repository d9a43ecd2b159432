"""A provider of others on a port, our side of it, and a browser."""

import secrets
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp
import pytest

from interop.oidc.site import CLIENT, Browser, provider, registered
from interop.peer import free_port
from platforms.oidc.keys import SigningKey, published
from platforms.oidc.provider import ProviderSettings
from platforms.oidc.reason import NotIdentified
from platforms.oidc.relying_party import RelyingParty

BACK = "http://127.0.0.1:9/accedi/ritorno"  # nobody is there: the browser only brings the address


def now():
    return datetime.now(UTC)


def new_id():
    return secrets.token_hex(12)


@dataclass
class Town:
    """Who takes part in a login; every login has a browser of its own."""

    issuer: str
    party: RelyingParty

    async def answer(self, **form):
        """Ask, and log in there; gives what was begun and what the browser brings back."""
        begun = await self.party.begin(BACK)
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
            return begun, await Browser(session).log_in(begun.url, BACK, **form)

    async def log_in(self, **form):
        begun, query = await self.answer(**form)
        return await self.party.finish(query, begun, BACK)

    async def reason(self, **form):
        with pytest.raises(NotIdentified) as raised:
            await self.log_in(**form)
        return raised.value.reason


@pytest.fixture
def opened(tmp_path):
    """Start a provider for a counter that has this key, or a secret; both may be told more."""

    @asynccontextmanager
    async def start(key=None, port=0, client=None, party=None, **settings):
        keys = (key, *settings.get("opening_keys", ()))
        known = registered([BACK], published(keys) if key else None, **client or {})
        jar = aiohttp.DummyCookieJar()
        async with (
            provider(tmp_path, port or free_port(), known) as issuer,
            aiohttp.ClientSession(cookie_jar=jar) as session,
        ):
            keys = {"keys": (key,)} if key else {"secret": known["client_secret"]}
            ours = ProviderSettings(issuer, CLIENT, **keys | settings)
            yield Town(issuer, party or RelyingParty(session, ours, now, new_id))

    return start


@pytest.fixture
async def town(opened):
    async with opened(SigningKey.new()) as town:
        yield town
