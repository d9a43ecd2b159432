"""Whoever acts for somebody has a mandate that lives at that moment, and never more than their own level."""

from dataclasses import replace
from datetime import timedelta

from bot.level import Level
from storage.access_log import SqlAccessLog
from storage.acting import begin_acting, end_acting
from storage.behalf import (
    DELEGATE,
    OPERATOR,
    Mandate,
    SqlMandates,
    accept_mandate,
    give_mandate,
    revoke_mandate,
)
from storage.records import RECORDS
from storage.sealing import Keyring
from tests.clock import Ticker
from tests.storage.conftest import Desk
from tests.storage.identities import ANNA, BRUNO, KEY, Town, phone

LANE = f"sms:{phone(1)}"


async def peopled(desk: Desk, clock: Ticker, **changed: object) -> tuple[Town, Mandate]:
    """Anna is identified, and Bruno has given her a mandate that she has accepted."""
    town = Town(desk, clock, Keyring([KEY]))
    anna, bruno = await town.citizens.admit(ANNA, "spid-2"), await town.citizens.admit(BRUNO, "spid-2")
    await town.bind(LANE, anna)
    now = clock()
    given = Mandate(
        "m1",
        anna,
        bruno,
        DELEGATE,
        ("my_payments",),
        now,
        now + timedelta(days=2),
        now,
        "citizen",
        accepted_at=now,
    )
    given = replace(given, **changed)  # type: ignore[arg-type] # what a case changes
    await write(town, give_mandate(given), *acts(given, clock))
    return town, given


def acts(given: Mandate, clock: Ticker, minutes: int = 30):
    records = begin_acting(given, clock() + timedelta(minutes=minutes), clock())
    return [each.for_lane(LANE) for each in records]


async def write(town: Town, *records) -> None:
    await town.desk.database.writer.submit(RECORDS, list(records))


async def acting(town: Town) -> str:
    return (await town.stands(phone(1))).acting_for


async def test_who_has_a_mandate_acts_and_both_logs_say_so(desk: Desk, clock: Ticker) -> None:
    town, given = await peopled(desk, clock)
    standing = await town.stands(phone(1))
    assert (standing.acting_for, standing.acting_name) == (given.principal, "Bruno Esempio")
    assert (standing.level, standing.citizen, standing.acting_in) == (
        Level.IDENTIFIED,
        given.agent,
        ("my_payments",),
    )
    assert standing.subject == given.principal
    log = SqlAccessLog(desk.database)
    (noted,) = [each for each in await log.of(given.principal) if each.what == "acted-for"]
    assert (noted.who, noted.about) == (f"citizen {given.agent}", "delegate m1")
    assert "acting-for" in [each.what for each in await log.of(given.agent)]


NO_MANDATES = {
    "not accepted": {"accepted_at": None},
    "over": {"valid_until": Ticker()()},
    "still to begin": {"valid_from": Ticker()() + timedelta(hours=1)},
    "of another agent": {"agent": "somebody-else"},
    "for nobody": {"principal": "nobody-we-know"},
}


async def test_without_a_living_mandate_nobody_acts(desk: Desk, clock: Ticker) -> None:
    town, given = await peopled(desk, clock)
    for what, changed in NO_MANDATES.items():
        spoilt = replace(given, id=what, **changed)  # type: ignore[arg-type] # what a case changes
        await write(town, give_mandate(spoilt), *acts(spoilt, clock))
        assert await acting(town) == "", what
    await write(town, *acts(replace(given, id="never written"), clock))
    assert await acting(town) == ""


async def test_what_ends_it(desk: Desk, clock: Ticker) -> None:
    town, given = await peopled(desk, clock)
    await write(town, revoke_mandate("m1", "a stranger", clock()))
    assert await acting(town) == given.principal
    clock.tick(minutes=30)
    assert await acting(town) == ""
    await write(town, *acts(given, clock))
    assert await acting(town) == given.principal
    await write(town, *await town.identity.leave(LANE))
    await town.bind(LANE, given.agent)
    assert await acting(town) == ""
    await write(town, *acts(given, clock))
    await write(town, revoke_mandate("m1", given.principal, clock()))
    assert await acting(town) == ""


async def test_nobody_acts_who_is_not_identified(desk: Desk, clock: Ticker) -> None:
    town, given = await peopled(desk, clock)
    await write(town, *acts(given, clock, minutes=60 * 24))
    clock.tick(minutes=60 * 12)
    standing = await town.stands(phone(1))
    assert (standing.level, standing.acting_for) == (Level.REGISTERED, "")


async def test_a_conversation_that_changes_hands_acts_for_nobody(desk: Desk, clock: Ticker) -> None:
    town, given = await peopled(desk, clock)
    await town.bind(LANE, given.principal)
    await town.bind(LANE, given.agent)
    standing = await town.stands(phone(1))
    assert (standing.citizen, standing.acting_for, standing.since) == (given.agent, "", clock())


async def test_a_mandate_is_accepted_by_its_agent_alone(desk: Desk, clock: Ticker) -> None:
    town, given = await peopled(desk, clock, accepted_at=None)
    await write(town, accept_mandate("m1", given.principal, clock()))
    assert await acting(town) == ""
    await write(town, accept_mandate("m1", given.agent, clock()))
    assert await acting(town) == given.principal
    assert [each.accepted_at for each in await SqlMandates(desk.database).of(given.agent)] == [clock()]


async def test_what_the_office_writes_and_strikes_is_noted_by_name(desk: Desk, clock: Ticker) -> None:
    town, given = await peopled(desk, clock)
    mandates, log = SqlMandates(desk.database), SqlAccessLog(desk.database)
    made = replace(given, id="m3", kind=OPERATOR, services=(), made_by="l.rossi", evidence="desk 7")
    await mandates.write(made)
    await write(town, *acts(made, clock))
    assert await acting(town) == given.principal
    assert await mandates.strike("m3", "g.verdi")
    assert not await mandates.strike("m3", "g.verdi")
    assert await acting(town) == ""
    noted = [(each.who, each.what) for each in await log.of(given.principal)]
    assert noted[:3] == [
        ("g.verdi", "mandate-revoked"),
        (f"citizen {given.agent}", "acted-for"),
        ("l.rossi", "mandate-made"),
    ]
    await write(town, end_acting(LANE))
