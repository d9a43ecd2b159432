"""A PIN is set behind a fresh login and asked for once in a while; the third wrong one locks."""

from datetime import timedelta

from bot.level import Level
from storage.access_log import SqlAccessLog
from storage.contacts import SqlContacts
from storage.links import CHOOSE, make_link
from storage.locking import LOCKED
from storage.pin_rows import CONFIRMED, GOOD_FOR, Told
from storage.pins import SqlPins
from storage.records import RECORDS
from storage.rotation import rotate
from storage.sealing import Keyring
from tests.clock import Ticker
from tests.storage.conftest import Desk, Store
from tests.storage.identities import ANNA, KEY, NEWER, QUICK, Town, phone

LANE, OTHER = f"sms:{phone(1)}", "telegram:77"


async def with_pin(desk: Desk, clock: Ticker) -> tuple[Town, SqlPins, str]:
    """Anna has two conversations, and has chosen 90217."""
    town = Town(desk, clock, Keyring([KEY]))
    anna = await town.citizens.admit(ANNA, "spid-2")
    await town.bind(OTHER, anna)
    await town.bind(LANE, anna)
    pins = SqlPins(desk.database, town.keyring, QUICK)
    assert await chosen(town, pins, anna, "90217")
    return town, pins, anna


async def chosen(town: Town, pins: SqlPins, citizen: str, digits: str) -> bool:
    until = town.clock() + timedelta(minutes=15)
    made = make_link(CHOOSE, now=town.clock(), until=until, lane=LANE, citizen=citizen)
    await town.desk.database.writer.submit(RECORDS, list(made.records))
    link = await town.links.look(made.token)
    assert link is not None
    return await pins.choose(made.token, link, digits, "c")


async def asked(town: Town, citizen: str) -> str:
    """A link to give the PIN; its token."""
    invitation = await town.identity.ask_pin(LANE, citizen, "red")
    await town.desk.database.writer.submit(RECORDS, list(invitation.records))
    return invitation.url.rpartition("/")[2]


async def events(desk: Desk) -> list[str]:
    return [work.inbound.event for work in await desk.inbox.claim(9)]


async def test_a_login_stands_in_for_it_for_a_while_and_then_it_is_asked(desk: Desk, clock: Ticker) -> None:
    town, pins, anna = await with_pin(desk, clock)
    assert not (await town.stands(phone(1))).unconfirmed
    clock.tick(minutes=10)
    assert (await town.stands(phone(1))).unconfirmed
    assert await pins.give(await asked(town, anna), anna, "90217", "c") is Told.OK
    assert not (await town.stands(phone(1))).unconfirmed
    assert (await town.stands("77", "telegram")).unconfirmed
    clock.tick(minutes=GOOD_FOR.seconds // 60)
    assert (await town.stands(phone(1))).unconfirmed


async def test_the_right_one_wakes_the_conversation_and_its_link_works_once(
    desk: Desk, clock: Ticker
) -> None:
    town, pins, anna = await with_pin(desk, clock)
    await events(desk)
    token = await asked(town, anna)
    assert await pins.give(token, anna, "90217", "c") is Told.OK
    assert await pins.give(token, anna, "90217", "c") is Told.LOST
    assert CONFIRMED in await events(desk)


async def test_the_third_wrong_one_locks_and_the_other_contacts_are_told(
    desk: Desk, clock: Ticker, store: Store
) -> None:
    town, pins, anna = await with_pin(desk, clock)
    first = await asked(town, anna)
    assert await pins.give(first, anna, "11112", "c") is Told.WRONG
    assert await pins.give(first, anna, "11113", "c") is Told.WRONG
    second = await asked(town, anna)  # a new link gives no new tries
    assert await pins.give(second, anna, "11114", "c") is Told.LOCKED
    assert await pins.give(second, anna, "90217", "c") is Told.LOST
    assert (await town.stands(phone(1))).level is Level.OPEN
    assert [each.lane for each in await SqlContacts(desk.database).of(anna)] == [OTHER]
    told = store.rows(f"SELECT lane FROM inbox WHERE external_id LIKE '{LOCKED}/%'")  # noqa: S608 - our own word
    assert told == [(OTHER,)]
    assert "contact-locked" in [each.what for each in await SqlAccessLog(desk.database).of(anna)]
    await town.bind(LANE, anna)
    assert await pins.give(await asked(town, anna), anna, "90217", "c") is Told.OK


async def test_who_has_one_changes_it_after_giving_it_or_a_new_login_only(desk: Desk, clock: Ticker) -> None:
    town, pins, anna = await with_pin(desk, clock)
    clock.tick(minutes=10)
    assert not await chosen(town, pins, anna, "55512")
    await town.bind(LANE, anna)
    assert await chosen(town, pins, anna, "55512")
    assert await pins.give(await asked(town, anna), anna, "55512", "c") is Told.OK


async def test_it_is_sealed_and_keys_rotate_it(desk: Desk, clock: Ticker, store: Store) -> None:
    town, _, anna = await with_pin(desk, clock)
    ((sealed,),) = store.rows("SELECT sealed FROM pin")
    assert "argon2" not in str(sealed)
    await rotate(desk.database, Keyring([NEWER, KEY]))
    newer = SqlPins(desk.database, Keyring([NEWER]), QUICK)
    assert await newer.give(await asked(town, anna), anna, "90217", "c") is Told.OK
    assert await newer.drop(anna, "l.rossi")
    assert not await newer.has(anna)
