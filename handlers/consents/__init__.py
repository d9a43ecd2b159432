"""What a conversation may be written unasked: shown, agreed to and taken back, topic by topic (GDPR art. 7).

Reminders that somebody asks for one by one need none, nor what law bids the municipality write.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from bot.clock import Clock
from bot.records import Record
from bot.service import Outcome, Service
from storage.consents import Consent, Consents, Topic, say_consent


class Change(Enum):
    """A yes or a no to a topic, or to all: silence is neither (GDPR, recital 32)."""

    WORKS_YES = ((Topic.WORKS,), True)
    WORKS_NO = ((Topic.WORKS,), False)
    EVENTS_YES = ((Topic.EVENTS,), True)
    EVENTS_NO = ((Topic.EVENTS,), False)
    DEADLINES_YES = ((Topic.DEADLINES,), True)
    DEADLINES_NO = ((Topic.DEADLINES,), False)
    ALL_YES = (tuple(Topic), True)
    ALL_NO = (tuple(Topic), False)


@dataclass(frozen=True)
class MyConsents:
    """Nothing is asked; what to change may be told."""

    change: Change | None = None


async def fulfil(form: MyConsents, *, lane: str, consents: Consents, clock: Clock) -> Outcome:
    """Show what holds, or change it: at once, for a yes can be taken back as easily as it was given."""
    held = await consents.of(lane)
    if form.change is None:
        return _said("consents", held)
    topics, given = form.change.value
    records = [say_consent(topic, clock(), given=given) for topic in topics]
    return _said("changed", held, dict.fromkeys(topics, given), records)


def _said(
    text: str,
    held: Mapping[Topic, Consent],
    changed: Mapping[Topic, bool] = MappingProxyType({}),
    records: Sequence[Record] = (),
) -> Outcome:
    given = {topic: held[topic].given for topic in held} | dict(changed)
    words = {topic.value: "yes" if given.get(topic, False) else "no" for topic in Topic}
    return Outcome(text, words, records=tuple(records))


SERVICE = Service("consents", MyConsents, fulfil)
