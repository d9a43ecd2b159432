"""A proof ends by silence: of the conversation itself, for good, and before its last hour too."""

from dataclasses import replace

import pytest

from bot.level import Level
from storage.records import RECORDS
from storage.sealing import Keyring
from tests.clock import Ticker
from tests.storage.conftest import Desk
from tests.storage.identities import ANNA, KEY, RULES, Town, phone
from tests.storage.samples import message

LANE = f"sms:{phone(1)}"
HOUR = 60

# What happens after a login, in minutes, and whether she is identified then: "write" is a message of hers.
CASES: dict[str, tuple[tuple[str | int, ...], Level]] = {
    "at once": ((), Level.IDENTIFIED),
    "just before": ((HOUR - 1,), Level.IDENTIFIED),
    "an hour of silence": ((HOUR,), Level.REGISTERED),
    "she writes in time": ((HOUR - 1, "write", HOUR - 1, "write"), Level.IDENTIFIED),
    "what she writes too late helps nobody": ((HOUR, "write"), Level.REGISTERED),
    "nor what follows it": ((HOUR, "write", 1, "write", 1), Level.REGISTERED),
    "a gap in between": ((30, "write", HOUR, "write", 5, "write"), Level.REGISTERED),
    "what the counter tells itself is no message of hers": ((30, "event", 30), Level.REGISTERED),
    "nor what is written elsewhere": ((30, "elsewhere", 30), Level.REGISTERED),
    "a new login begins anew": ((2 * HOUR, "login", "write", 30), Level.IDENTIFIED),
    "the last hour comes all the same": ((*(("write", 50) * 15),), Level.REGISTERED),
}


@pytest.fixture
async def town(desk: Desk, clock: Ticker) -> Town:
    return Town(desk, clock, Keyring([KEY]), replace(RULES, idle_minutes=HOUR))


async def write(town: Town, name: str, sender: str, what: str) -> None:
    event = "my_contacts.bound" if what == "event" else ""
    await town.desk.inbox.accept(message(name, "+39000" if what == "elsewhere" else sender, event=event), "c")


async def test_what_is_left_of_a_login(town: Town, clock: Ticker) -> None:
    anna = await town.citizens.admit(ANNA, "spid-2")
    for case, (what, (happens, level)) in enumerate(CASES.items(), 10):
        lane = f"sms:{phone(case)}"
        await town.bind(lane, anna)
        for number, each in enumerate(happens):
            if isinstance(each, int):
                clock.tick(minutes=each)
            elif each == "login":
                await town.bind(lane, anna)
            else:
                await write(town, f"m{case}-{number}", phone(case), each)
        standing = await town.stands(phone(case))
        assert (standing.level, standing.citizen) == (level, anna), what


async def test_without_a_term_only_the_hours_count(desk: Desk, clock: Ticker) -> None:
    town = Town(desk, clock, Keyring([KEY]))
    await town.bind(LANE, await town.citizens.admit(ANNA, "spid-2"))
    clock.tick(minutes=12 * HOUR - 1)
    assert (await town.stands(phone(1))).level is Level.IDENTIFIED
    clock.tick(minutes=1)
    assert (await town.stands(phone(1))).level is Level.REGISTERED


async def test_who_leaves_and_comes_back_needs_a_login(town: Town, clock: Ticker) -> None:
    await town.bind(LANE, await town.citizens.admit(ANNA, "spid-2"))
    await town.desk.database.writer.submit(RECORDS, list(await town.identity.leave(LANE)))
    clock.tick(minutes=1)
    assert (await town.stands(phone(1))).level is Level.REGISTERED
