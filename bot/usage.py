"""What became of services in a turn, for statistics: which one was done, which one was left, and where."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date

from bot.fixed import fixed
from bot.records import Record
from bot.session import Session


@fixed
class Use:
    """A service that was done with, or that its citizen has left.

    `left_at` is empty for what is done; or else it is the question that stood open: a slot, one of the
    marks of bot.session ("!confirm"), or "-" where nothing was asked.
    """

    service: str
    left_at: str = ""


Tally = Callable[[Use, date], Record]  # how a use is written down, with the turn in which it happened


def uses(before: Session, after: Session, used: Sequence[str], ended: Collection[str]) -> Iterator[Use]:
    """Tell what was done in a turn, and which requests are gone that nobody has done anything with.

    `used` are the services that were done with, `ended` these and those that led to another one.
    """
    yield from map(Use, used)
    there = {(each.service, each.opened_at) for each in after.stack}
    for each in before.stack:
        if (each.service, each.opened_at) not in there and each.service not in ended:
            yield Use(each.service, each.awaiting or "-")
