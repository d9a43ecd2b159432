"""The sender of a broadcast is killed ten times at work, or stopped: everybody gets it once."""

import asyncio
from collections import Counter
from datetime import UTC, timedelta
from pathlib import Path
from random import Random

import pytest

from storage import schema
from storage.sealing import Keyring
from storage.veil import Veil
from storage.veiling import draw_veil
from tests.crash.child import STORE, SharedClock
from tests.crash.scenario import OPENING
from tests.crash.street import PATIENCE, Street
from tests.storage.bulk_rows import lay_broadcast, lay_recipients
from tests.twilio_peer import TwilioPeer
from tests.veiled_rows import KEY

PEOPLE = 120
DEATHS = 10
_RIPE = timedelta(seconds=61)
_STATUSES = "SELECT status, count(*) FROM recipient GROUP BY status"
_IN_DOUBT = "SELECT coalesce(sum(resent), 0) FROM recipient"
_SPENT = "SELECT messages, segments FROM broadcast_spent"


class Laid:
    """A store with a broadcast under way."""

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / STORE}"
        schema.upgrade(self.url)
        self.veil: Veil = draw_veil(self.url, Keyring([KEY])).veil
        lay_broadcast(self, kind="emergency", approved_at=OPENING, made_at=OPENING)
        self.numbers = [f"+39333{number:07}" for number in range(PEOPLE)]
        lay_recipients(self, *self.numbers, due_at=OPENING, updated_at=OPENING)


class Hurried(Street):
    """A counter whose broadcasts no rate holds up."""

    def _environ(self) -> dict[str, str]:
        return {**super()._environ(), "SPORTELLO_BROADCASTS__SMS_RATE": "100000"}


class Killer:
    """Kills the counter when it has made so many calls, wherever it is by then."""

    def __init__(self, seed: int, peer: TwilioPeer) -> None:
        draw = Random(seed)  # noqa: S311 - a game
        calls = sorted(draw.sample(range(2, 2 * PEOPLE - 30), DEATHS))
        self._moments = [(at, draw.choice((0, 0, 1, 3))) for at in calls]
        self._seen = 0
        self.street: Street | None = None
        peer.meet = self.meet

    def meet(self, _: str) -> None:
        self._seen += 1
        if self._moments and self._seen >= self._moments[0][0]:
            self._moments.pop(0)
            self.street.kill()

    @property
    def done(self) -> bool:
        return not self._moments


def statuses(street: Street) -> Counter[str]:
    return Counter(dict(street.store.execute(_STATUSES).fetchall()))


async def to_the_end(street: Street, clock: SharedClock) -> None:
    """Start it again after each death, have some receipts brought in, and let time pass."""
    deaths = 0
    async with asyncio.timeout(PATIENCE):
        while (now := statuses(street)).keys() - {"sent", "delivered"}:
            await street.open()
            if street.deaths > deaths:
                deaths = street.deaths
                for message in street.peer.messages[:2]:  # the newest: their answers may be lost
                    await street.tell(message, "delivered")
            if now.keys() <= {"sent", "delivered", "unknown"}:
                clock.set(clock() + _RIPE)  # all that is left waits until the network's list is complete
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("seed", [9])
async def test_each_gets_it_once(seed: int, tmp_path: Path) -> None:
    laid, clock = Laid(tmp_path), SharedClock(tmp_path / "clock")
    clock.set(OPENING)
    async with TwilioPeer(lambda: clock().astimezone(UTC)).running() as peer:
        killer = Killer(seed, peer)
        street = killer.street = Hurried(tmp_path, peer, clock)
        try:
            await to_the_end(street, clock)
            assert (killer.done, street.deaths) == (True, DEATHS)
            copies = Counter(str(message["to"]) for message in peer.messages)
            assert copies == Counter(laid.numbers), "each once, and nobody missed"
            assert street.store.execute(_IN_DOUBT).fetchone() == (0,), "the network's list has told of all"
            assert street.store.execute(_SPENT).fetchone() == (PEOPLE, PEOPLE)
            for message in peer.messages:
                await street.tell(message, "delivered")
            assert statuses(street) == {"delivered": PEOPLE}
            assert await street.stop() == 0
        finally:
            await street.leave()


async def test_sigterm_gives_back_what_is_not_begun_and_finishes_what_is(tmp_path: Path) -> None:
    laid, clock = Laid(tmp_path), SharedClock(tmp_path / "clock")
    clock.set(OPENING)
    async with TwilioPeer(lambda: clock().astimezone(UTC)).running() as peer:
        street, enough = Hurried(tmp_path, peer, clock), asyncio.Event()
        peer.meet = lambda _: enough.set() if len(peer.messages) >= PEOPLE // 4 else None
        try:
            await street.open()
            await asyncio.wait_for(enough.wait(), PATIENCE)
            assert await street.stop() == 0
            found = statuses(street)
            assert found.keys() <= {"sent", "queued"}, "of nothing is it unknown whether it has left"
            assert found["sent"] == len(peer.messages) < len(laid.numbers)
            await to_the_end(street, clock)
            assert Counter(str(message["to"]) for message in peer.messages) == Counter(laid.numbers)
        finally:
            await street.leave()
