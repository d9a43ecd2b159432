"""What a conversation may be written unasked: shown, agreed to and taken back, topic by topic (GDPR art. 7).

Reminders that somebody asks for one by one need none, nor what law bids the municipality write.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from bot.clock import Clock
from bot.service import Outcome, Service, done
from storage.consents import Consents, Topic, say_consent


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
    held = {topic: each.given for topic, each in (await consents.of(lane)).items()}
    if form.change is None:
        works, events, deadlines = _words(held)
        return done("consents", works=works, events=events, deadlines=deadlines)
    topics, given = form.change.value
    records = [say_consent(topic, clock(), given=given) for topic in topics]
    works, events, deadlines = _words(held | dict.fromkeys(topics, given))
    return done("changed", records=records, works=works, events=events, deadlines=deadlines)


def _words(given: Mapping[Topic, bool]) -> tuple[str, str, str]:
    """Say yes or no for works, events and deadlines: who has said nothing has not agreed."""
    works, events, deadlines = ("yes" if given.get(topic, False) else "no" for topic in Topic)
    return works, events, deadlines


SERVICE = Service("consents", MyConsents, fulfil, group="data")
