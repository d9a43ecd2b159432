"""Broadcasts on both engines: written by one, let go by another, begun, stopped, ended, and set right."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from storage.audience import Audience, Policy
from storage.broadcasts import Answer, Broadcasts, Done, Draft, Kind, Refused, State, Text, Unfit, What, Why
from tests.clock import Ticker
from tests.storage.conftest import Desk, Store

CHANNELS = ("try-sms",)
BUDGET = 500_000_000
WRITER, APPROVER, OTHER = "e.editor", "a.approver", "o.other"


def draft(clock: Ticker, **rest: Any) -> Draft:
    texts = {"it": Text("Allerta", "Piove."), "en": Text("Alert", "It rains.")}
    audience = Audience(topics=("roads",), zones=("A", "B"), languages=("it", "en"), query="language = it")
    until = clock() + timedelta(hours=6)
    return Draft(Kind.NOTICE, Policy.CHEAPEST, texts, audience, valid_until=until, **rest)


@pytest.fixture
def broadcasts(desk: Desk) -> Broadcasts:
    return Broadcasts(desk.database, CHANNELS, BUDGET)


async def test_what_is_made_is_found_as_it_was_written(broadcasts: Broadcasts, clock: Ticker) -> None:
    written = draft(clock, sender="COMUNE", basis="Ord. 7", public=True, starts_at=clock())
    made = await broadcasts.make(written, "E. Editor")
    assert (made.code, made.state, made.version) == ("2026-0001", State.DRAFT, 1)
    one = await broadcasts.one(made.id)
    assert one is not None
    assert (one.draft, one.made_by, one.made_at) == (written, WRITER, clock())
    assert await broadcasts.by_code("2026-0001") == one
    assert await broadcasts.by_code("2026-0002") is None
    assert (await broadcasts.make(written, WRITER)).code == "2026-0002"
    assert [each.code for each in await broadcasts.list()] == ["2026-0002", "2026-0001"]
    assert [each.code for each in await broadcasts.list([State.DRAFT], 5, made.id + 1)] == ["2026-0001"]
    assert await broadcasts.list([State.DONE]) == ()
    (event,) = await broadcasts.events(made.id)
    assert (event.who, event.what, event.at) == (WRITER, What.MADE, clock())
    assert await broadcasts.newest() == 2
