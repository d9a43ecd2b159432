"""What both ways in do with an update: read it, fetch its files, keep it, and only then be polite."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

import structlog

from bot.clock import Ids
from bot.errors import BadRequest, StoreUnavailable
from bot.message import Inbound, Refused
from channels.telegram import Arrival, Attachments, NotYet, Telegram
from sportello.networks.telegram.manners import Manners
from sportello.networks.telegram.outcome import Count, Outcome
from sportello.tracing import Accepting

_TRIES = 6  # of one update that cannot be kept whole, over about a minute
_REMEMBERED = 1000  # updates in trouble at a time

# Shows a group the way to the private chat: its id, the language of who wrote.
Point = Callable[[str, str], Awaitable[None]]

log = structlog.get_logger()


class Intake:
    """Takes updates in; who calls it keeps those of one chat in order."""

    def __init__(
        self,
        channel: Telegram,
        attachments: Attachments,
        reception: Accepting,
        point: Point,
        manners: Manners,
        ids: Ids,
        count: Count,
    ) -> None:
        self._channel = channel
        self._attachments = attachments
        self._reception = reception
        self._point = point
        self._manners = manners
        self._ids = ids
        self._count = count
        self._tries: OrderedDict[int, int] = OrderedDict()

    def read(self, update: Mapping[str, Any]) -> Arrival | None:
        """Read an update; None, counted and logged, if it is none."""
        try:
            return self._channel.decode(update)
        except BadRequest as error:
            self._count(Outcome.UNREADABLE)
            log.warning("telegram update", outcome=Outcome.UNREADABLE.value, reason=str(error))
            return None

    async def keep(self, arrival: Arrival) -> None:
        """Keep what an update brought; on return it is committed and Telegram may forget it.

        Raises NotYet if a file cannot be fetched for now, and whatever the store raises: then the update
        must come again. One that comes again and again is kept without what could not be had.
        """
        try:
            outcome = await self._kept(arrival)
        except Exception as error:
            outcome = Outcome.LATER if isinstance(error, NotYet) else Outcome.UNKEPT
            self._count(outcome)
            # Not its text: a database error quotes the values, which are the citizen's.
            reason = type(error).__name__
            log.warning("telegram update", outcome=outcome.value, reason=reason, update=arrival.update_id)
            raise
        self._tries.pop(arrival.update_id, None)
        self._count(outcome)
        if arrival.tap_id:
            self._manners.tapped(arrival.tap_id, arrival.tapped)

    async def _kept(self, arrival: Arrival) -> Outcome:
        if arrival.group:
            await self._point(arrival.group, arrival.language)
            return Outcome.POINTED
        if arrival.inbound is None:
            return Outcome.IDLE
        whole = await self._whole(arrival, arrival.inbound)
        if not await self._accept(arrival, whole):
            return Outcome.REPEATED
        self._manners.awaits(whole.sender)
        return Outcome.KEPT

    async def _whole(self, arrival: Arrival, inbound: Inbound) -> Inbound:
        if not arrival.wanted:
            return inbound
        try:
            files, refused = await self._attachments.fetch(arrival.wanted)
        except NotYet:
            if self._try_again(arrival):
                raise
            files, refused = (), self._attachments.missing(arrival.wanted)
        return replace(inbound, files=files, refused=(*inbound.refused, *refused))

    async def _accept(self, arrival: Arrival, inbound: Inbound) -> bool:
        """Keep it; a message that the store never takes is kept as one that we could not read."""
        correlation = self._ids()
        try:
            return await self._reception.accept(inbound, correlation)
        except StoreUnavailable:
            raise
        except Exception:
            if self._try_again(arrival):
                raise
        bare = replace(inbound, text="", tap="", files=(), context={}, refused=(Refused("other"),))
        return await self._reception.accept(bare, correlation)

    def _try_again(self, arrival: Arrival) -> bool:
        """Count a try that failed; whether there may be another."""
        tries = self._tries.pop(arrival.update_id, 0) + 1
        self._tries[arrival.update_id] = tries
        if len(self._tries) > _REMEMBERED:
            self._tries.popitem(last=False)
        return tries < _TRIES
