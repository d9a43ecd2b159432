"""A day at the counter, step by step: every kind of thing that happens to a message happens once."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.clock import ROME
from tests.crash.street import PATIENCE, Street
from tests.twilio_peer import Answer

MARIO, ANNA, GINO, LUCA, RITA = (f"+3933300000{number:02}" for number in range(1, 6))
OPENING = datetime(2026, 2, 3, 10, 5, tzinfo=ROME)
STOPPED = Answer(400, {"code": 21610, "message": "stopped", "status": 400})


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happens, at a time of its own: equal texts to one citizen are far apart."""

    number: int
    name: str
    at: datetime
    happens: Callable[[Street], Awaitable[None]]

    @property
    def from_start(self) -> bool:
        """Whether starting is worth dying in: elsewhere a counter finds nothing to be done when it starts."""
        return self.happens in (asks, sleeps_over_it)


async def asks(street: Street) -> None:
    await street.say(MARIO, "MULTA AB123CD V12345/2026 03/02/2026")


async def confirms(street: Street) -> None:
    await street.say(MARIO, "SI")


async def pays(street: Street) -> None:
    await street.pay()


async def leaves_a_request_half_done(street: Street) -> None:
    await street.say(ANNA, "ORARI ANAGRAFE")
    await street.say(ANNA, "MULTA AB123CD")


async def gets_two_parts(street: Street) -> None:
    await street.say(GINO, "ORARI")


async def meets_a_slow_network(street: Street) -> None:
    street.peer.answers.append(Answer(429))
    await street.say(LUCA, "AIUTO")


async def loses_an_answer(street: Street) -> None:
    street.peer.answers.append(Answer(keep=True, drop=True))
    await street.say(LUCA, "LINGUA")


async def loses_a_call(street: Street) -> None:
    street.peer.answers.append(Answer(500, drop=True))
    await street.say(LUCA, "MENU")


async def hears_of_a_lost_answer(street: Street) -> None:
    known = len(street.peer.messages)
    street.peer.answers.append(Answer(keep=True, drop=True))
    await street.say(LUCA, "STATO")
    await _until_handed_over(street, known)
    await street.tell(street.peer.messages[0], "delivered")


async def is_refused(street: Street) -> None:
    street.peer.refusing[RITA] = STOPPED
    await street.say(RITA, "ORARI ANAGRAFE")


async def hears_what_became_of_messages(street: Street) -> None:
    oldest, second = street.peer.messages[-1], street.peer.messages[-2]
    await street.tell(oldest, "sent")
    await street.tell(oldest, "delivered")
    await street.tell(second, "undelivered", "30003")


async def wants_a_person(street: Street) -> None:
    await street.say(GINO, "OPERATORE")


async def are_many(street: Street) -> None:
    async def two(number: str) -> None:
        first = await street.say(number, "AIUTO")
        await asyncio.gather(street.say(number, "ORARI TRIBUTI"), street.say(number, "AIUTO", first))

    await asyncio.gather(*map(two, (MARIO, LUCA, GINO)))


async def sleeps_over_it(street: Street) -> None:
    """Ring the timer of the half-done request: it was due while nobody was there."""
    await street.open()


async def takes_it_up_again(street: Street) -> None:
    await street.say(ANNA, "RIPRENDI")
    await street.say(ANNA, "V12345/2026 03/02/2026")


async def _until_handed_over(street: Street, known: int) -> None:
    """Wait for a new message; the counter may have to be started again for it."""
    async with asyncio.timeout(PATIENCE):
        while len(street.peer.messages) == known:
            await street.advance()


_FIRST_DAY = (
    asks,
    confirms,
    pays,
    leaves_a_request_half_done,
    gets_two_parts,
    meets_a_slow_network,
    loses_an_answer,
    loses_a_call,
    hears_of_a_lost_answer,
    is_refused,
    hears_what_became_of_messages,
    wants_a_person,
    are_many,
)
_NEXT_DAY = (sleeps_over_it, takes_it_up_again)
_NIGHT = timedelta(hours=23)

STEPS = tuple(
    Step(number, happens.__name__, OPENING + number * timedelta(minutes=10) + later, happens)
    for number, (happens, later) in enumerate(
        [(each, timedelta()) for each in _FIRST_DAY] + [(each, _NIGHT) for each in _NEXT_DAY]
    )
)
