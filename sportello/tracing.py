"""Puts the ids of a message on every line of the log about it: accepted, handled, each part sent."""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Protocol

from structlog.contextvars import bind_contextvars

from bot.conversation import Conversation, Handled
from bot.dialogue import Talk
from bot.form import Options
from bot.ledger import Work
from bot.message import Inbound
from sportello.logs import about

_REMEMBERED = 10_000  # messages whose parts may still be leaving; older ones are known by their number


class Trail:
    """Which correlation id a part belongs to: a part's key begins with the number of its message."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, str] = OrderedDict()

    def begin(self, number: int, correlation: str) -> None:
        """Remember a message in hand."""
        self._known[str(number)] = correlation
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)

    def of(self, key: str) -> dict[str, str]:
        """What is known of a part; empty if its message was handled in another life of the process."""
        correlation = self._known.get(key.partition("-")[0])
        return {"correlation": correlation} if correlation else {}


class TracedConversation(Conversation):
    """A conversation that names the message in hand to the log.

    The ids stay bound for the task that goes on with the message, so also for what it writes afterwards.
    """

    trail: Trail | None = None

    def begin(self, work: Work, options: Mapping[str, Options]) -> Talk:
        """Remember the message, then think about it."""
        if self.trail is not None:
            self.trail.begin(work.id, work.correlation)
        return super().begin(work, options)

    async def handle(self, work: Work) -> Handled:
        """Name the message, then handle it."""
        _name(work)
        return await super().handle(work)

    async def go_on(self, work: Work, talk: Talk) -> Handled:
        """Name the message, then go on with it."""
        _name(work)
        return await super().go_on(work, talk)


def _name(work: Work) -> None:
    bind_contextvars(correlation=work.correlation, channel=work.inbound.channel, message=work.id)


class Accepting(Protocol):
    """Whoever keeps messages: bot.reception.Reception."""

    async def accept(self, inbound: Inbound, correlation: str) -> bool:
        """Keep a message; False if it is known already."""


class TracedReception:
    """A reception that names the message to the log while it is kept."""

    def __init__(self, reception: Accepting) -> None:
        self._reception = reception

    async def accept(self, inbound: Inbound, correlation: str) -> bool:
        """Keep it, named."""
        with about(correlation):
            return await self._reception.accept(inbound, correlation)
