"""Telling a conversation of something that happened elsewhere: an event in its lane, once per name."""

from collections.abc import Mapping
from datetime import datetime

from bot.message import Inbound
from bot.records import Record
from storage.arrivals import arrival


def told(
    lane: str, event: str, payload: Mapping[str, object], name: str, correlation: str, now: datetime
) -> Record:
    """Tell a lane within a turn or a transaction; `name` is the event's own among all of its channel."""
    channel, _, sender = lane.partition(":")
    return arrival(Inbound(channel, name, sender, "", now, event=event, payload=payload), correlation, now)
