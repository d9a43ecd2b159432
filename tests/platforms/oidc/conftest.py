"""A provider that can be bent, and our side of it."""

from dataclasses import dataclass
from itertools import count

import aiohttp
import pytest

from platforms.oidc.keys import SigningKey
from platforms.oidc.provider import ProviderSettings
from platforms.oidc.reason import NotIdentified
from platforms.oidc.relying_party import RelyingParty
from tests.clock import Ticker
from tests.platforms.oidc.peer import BACK, CLIENT, Peer

OURS = SigningKey.new()


@dataclass
class Counter:
    """Our side: one provider's settings and whoever logs in there."""

    peer: Peer
    session: aiohttp.ClientSession
    clock: Ticker
    party: RelyingParty = None

    def knows(self, **changed):
        """Set the provider anew."""
        settings = {"issuer": self.peer.url, "client_id": CLIENT, "keys": (OURS,)} | changed
        numbers = count(1)
        self.party = RelyingParty(
            self.session, ProviderSettings(**settings), self.clock, lambda: f"made-up-id-{next(numbers):013}"
        )
        return self

    async def log_in(self, **changed):
        """Go through a whole login, in which the browser changes something of what it brings back."""
        begun = await self.party.begin(BACK)
        return await self.party.finish(self.peer.browse(begun.url, **changed), begun, BACK)

    async def refusal(self, **changed):
        """Log in in vain; gives what went wrong."""
        with pytest.raises(NotIdentified) as raised:
            await self.log_in(**changed)
        return raised.value


@pytest.fixture
def clock():
    return Ticker()


@pytest.fixture
async def counter(clock):
    async with Peer(clock).running() as peer, aiohttp.ClientSession() as session:
        yield Counter(peer, session, clock).knows()


@pytest.fixture
def peer(counter):
    return counter.peer
