"""Alerts that a conversation gets: shown, asked for and taken back, by topic and by zone (GDPR art. 7).

Reminders that somebody asks for one by one need none, nor what law bids the municipality write.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.clock import Clock
from bot.records import Record
from bot.service import Outcome, Service, ask, done
from bot.values.value import Option
from handlers.consents.wish import EVERYWHERE, Quarter, Topics, Wish
from storage.audience import RANKS
from storage.bulk_stopping import stop_waiting
from storage.subscribers import Subscriber, Subscribers, leave, subscribe, unsubscribe
from storage.topics import Topic, topics_named
from storage.zones import Zones

_WHOLE_CITY = Option(
    EVERYWHERE,
    "tutta la città",
    ("tutte le zone", "tutto il comune", "ovunque", "dappertutto", "all zones", "whole city", "everywhere"),
)


@dataclass(frozen=True)
class MyConsents:
    """Nothing is asked of who only looks; a topic, a wish and a zone may be told in any order."""

    topics: Topics | None = None
    wish: Wish | None = None
    zone: Quarter | None = None


async def zones_to_choose(*, zones: Zones) -> Sequence[Option]:
    """Offer every zone, and the whole city; nothing where the city has drawn none."""
    choices = await zones.choices()
    return (*choices, _WHOLE_CITY) if choices else ()


async def fulfil(
    form: MyConsents,
    *,
    lane: str,
    subscribers: Subscribers,
    zones: Zones,
    alert_topics: tuple[str, ...],
    clock: Clock,
) -> Outcome:
    """Show what holds, or change it: at once, for a yes can be taken back as easily as it was given."""
    held = await subscribers.of(lane)
    if form.wish is None:
        return _asked_back(form, held, await _names(zones), alert_topics)
    if not form.wish.wants:
        return await _less(form, held, zones, clock)
    if lane.partition(":")[0] not in RANKS:
        return done("not-by-this-way")
    offered = topics_named(alert_topics)
    wanted = tuple(topic for topic in (form.topics.topics if form.topics else ()) if topic in offered)
    if not wanted and (held is None or form.zone is None):
        return ask("which", "topics", topics=Topics(offered))
    where = _where(form, held)
    records = subscribe(lane, wanted, where, clock())
    held_now = {*wanted, *(held.topics if held else ())}
    shown = where if where is not None else (held.zones if held else ())
    return _told("changed", held_now, shown, await _names(zones), records)


def _where(form: MyConsents, held: Subscriber | None) -> tuple[str, ...] | None:
    """Add the zone that is named to those of before; the whole city is no zone."""
    if form.zone is None:
        return None
    if form.zone.key == EVERYWHERE:
        return ()
    return tuple(dict.fromkeys((*(held.zones if held else ()), form.zone.key)))


def _asked_back(
    form: MyConsents, held: Subscriber | None, names: dict[str, str], offered: tuple[str, ...]
) -> Outcome:
    """Show what there is; of a topic that is named without a wish, ask which it is."""
    if form.topics is not None:
        return ask("whether", "wish", topics=form.topics)
    if held is None:
        return done("none", topics=Topics(topics_named(offered)))
    return _told("held", held.topics, held.zones, names)


async def _less(form: MyConsents, held: Subscriber | None, zones: Zones, clock: Clock) -> Outcome:
    """Take away what is named: topics, or a zone, or all; what waits to be sent goes with it."""
    names = await _names(zones)
    if held is None:  # what a list or an order brought may still wait for them
        return done("nothing-held", records=[stop_waiting()])
    if form.topics is None and form.zone is not None and form.zone.key != EVERYWHERE:
        return _elsewhere(form.zone.key, held, names, clock)
    named = form.topics.topics if form.topics else tuple(Topic)
    gone = tuple(topic for topic in held.topics if topic in named)
    kept = tuple(topic for topic in held.topics if topic not in gone)
    if not kept:
        return done("none-left", records=[*unsubscribe(gone, clock()), *leave(), stop_waiting()])
    stops = [stop_waiting(topic.value) for topic in gone]
    return _told("changed", kept, held.zones, names, [*unsubscribe(gone, clock()), *stops])


def _elsewhere(code: str, held: Subscriber, names: dict[str, str], clock: Clock) -> Outcome:
    """Leave a zone out: of who hears of the whole city all others stay."""
    left = tuple(zone for zone in (held.zones or names) if zone != code)
    if not left:
        return done("none-left", records=[*unsubscribe(held.topics, clock()), *leave(), stop_waiting()])
    return _told("changed", held.topics, left, names, subscribe(held.lane, (), left, clock()))


async def _names(zones: Zones) -> dict[str, str]:
    return {one.code: one.name for one in await zones.all()}


def _told(
    text: str,
    topics: Sequence[Topic] | set[Topic],
    zones: Sequence[str],
    names: dict[str, str],
    records: Sequence[Record] = (),
) -> Outcome:
    shown = Topics(tuple(topic for topic in Topic if topic in topics))
    where = ", ".join(names.get(zone, zone) for zone in zones)
    return done(text, records=records, topics=shown, where=where, zoned="yes" if zones else "no")


SERVICE = Service("consents", MyConsents, fulfil, options={"zone": zones_to_choose}, group="data")
