"""How many parts of broadcasts may leave now: token buckets that all processes share."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from storage.prepared import Prepared
from storage.recipient_rows import sending_rate

_BURST: Final = 0.5  # seconds' worth that may leave at once after a pause
_GRAIN: Final = 0.05  # seconds' worth that is worth a commit
_DEBT: Final = 5.0  # seconds' worth: longer ago than that, nobody holds it against us
_SECOND: Final = 1000  # milliseconds
IN_ANOTHERS_HAND: Final = timedelta(milliseconds=5)

_channel = sa.bindparam("on_channel", type_=sa.Text())
# The rate of a channel: whoever finds it in another's hand does not wait for it, and asks again.
_RATE = Prepared(
    sa.select(sending_rate.c.tokens, sending_rate.c.at)
    .where(sending_rate.c.channel == _channel)
    .with_for_update(skip_locked=True)
)
_first = insert(sending_rate).values(
    channel=_channel,
    tokens=sa.bindparam("tokens", type_=sa.Float()),
    at=sa.bindparam("at", type_=sa.BigInteger()),
)
_NEW = Prepared(_first.on_conflict_do_nothing(index_elements=["channel"]))
_KEEP = Prepared(
    sa.update(sending_rate)
    .where(sending_rate.c.channel == _channel)
    .values(tokens=sa.bindparam("tokens", type_=sa.Float()), at=sa.bindparam("at", type_=sa.BigInteger()))
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a bucket holds at a moment, in milliseconds; below zero where replies went ahead.

    `per_second` is the rate. A clock that is behind that of another process lets no time pass.
    """

    held: float
    at: int
    per_second: float

    @property
    def burst(self) -> float:
        """The most that it holds: at least one part."""
        return max(1.0, self.per_second * _BURST)

    def later(self, now: int, ahead: int) -> "Tokens":
        """Let time pass, and take off what has left past it."""
        grown = self.held + max(0, now - self.at) * self.per_second / _SECOND
        held = max(min(self.burst, grown) - ahead, -self.per_second * _DEBT)
        return Tokens(held, max(now, self.at), self.per_second)

    def allow(self, limit: int) -> int:
        """Tell how many parts may leave; none while it is too few to be worth it."""
        return min(limit, int(self.held)) if self.held >= self._worth(limit) else 0

    def less(self, taken: int) -> "Tokens":
        """Take off what is taken."""
        return Tokens(self.held - taken, self.at, self.per_second)

    def wait(self, limit: int) -> timedelta:
        """Tell how long it takes until some may leave."""
        lacking = max(0.0, self._worth(limit) - self.held)
        return timedelta(milliseconds=int(lacking / self.per_second * _SECOND) + 2)  # none is rounded off

    def _worth(self, limit: int) -> float:
        return max(1.0, min(float(limit), self.per_second * _GRAIN, self.burst))


def look(
    connection: sa.Connection, name: str, per_second: float, now: int, ahead: int = 0
) -> "Tokens | None":
    """Read a bucket and hold it until the commit; None if another process holds it.

    `name` is a channel, or one of its senders: `sms:COMUNE`, `sms:` for the number that can be answered.
    """
    found = _RATE.ask(connection, {"on_channel": name})
    if not found:
        full = Tokens(0.0, now, per_second).burst
        first = {"on_channel": name, "tokens": full, "at": now}
        if not _NEW.one(connection, first):
            return None
        return Tokens(full, now, per_second).later(now, ahead)
    ((held, at),) = found
    return Tokens(held, at, per_second).later(now, ahead)


def keep(connection: sa.Connection, name: str, tokens: Tokens) -> None:
    """Write down what is left."""
    values = {"on_channel": name, "tokens": tokens.held, "at": tokens.at}
    _KEEP.one(connection, values)
