"""One's own PIN: a link to the page where it is set or changed; it is never written in a message.

Who has one gives it before (`confirms`), or has just logged in anew: that is the way of who has forgotten it.
"""

from dataclasses import dataclass
from datetime import timedelta

from bot.clock import Clock
from bot.level import Level, Standing
from bot.service import Outcome, Service, done
from bot.values.moment import Moment
from handlers.links import Links
from storage.links import CHOOSE, make_link

_GOOD_FOR = timedelta(minutes=15)


@dataclass(frozen=True)
class MyPin:
    """Nothing is asked here: the page asks."""


async def fulfil(_: MyPin, *, standing: Standing, lane: str, links: Links, clock: Clock) -> Outcome:
    """Give the link; whoever is known for one message alone, by a PEC, needs no PIN and gets none."""
    if standing.proof == "pec":
        return done("no-conversation")
    now = clock()
    made = make_link(CHOOSE, now=now, until=now + _GOOD_FOR, lane=lane, citizen=standing.citizen)
    until = Moment(now + _GOOD_FOR, now.date())
    url = links.pin(made.token)
    return done("link", records=made.records, url=url, code=made.code, until=until)


SERVICE = Service("my_pin", MyPin, fulfil, level=Level.IDENTIFIED, confirms=True, group="access")
