"""Activation links: one name, one live link, a few a day; barred by the office; applicants sealed."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from storage.access_log import CITIZEN, SqlAccessLog
from storage.activations import Handover, SqlActivations, Standoff, Terms
from storage.applicants import DOCUMENT, MATCH, Applicant, SqlApplicants, applicant_keys
from storage.barring import SqlBarring
from storage.binding import BIND, Proof
from storage.citizens import Citizen
from storage.links import RECOVER, Opening
from storage.records import RECORDS
from storage.requests import State
from storage.rotation import rotate
from storage.sealing import Keyring, Unsealable
from storage.second_factor import code_at, step_at
from tests.clock import Ticker
from tests.storage.conftest import Desk
from tests.storage.identities import ANNA, BRUNO, KEY, NEWER, Town

SECRET, PASSWORD = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "cavallo graffetta corretto è"
TERMS = Terms("https://sportello.example.org", hours=24, a_day=3)


@pytest.fixture
def town(desk: Desk, clock: Ticker) -> Town:
    return Town(desk, clock, Keyring([KEY]))


@pytest.fixture
def activations(town: Town) -> SqlActivations:
    return SqlActivations(town.desk.database, town.credentials, TERMS)


async def known(town: Town, person: Citizen = ANNA) -> Citizen:
    found = await town.citizens.by_id(await town.citizens.admit(person, "desk"))
    assert found is not None
    return found


async def handed(
    town: Town, activations: SqlActivations, citizen: Citizen, who: str = CITIZEN
) -> tuple[Handover, str]:
    """A link that the turn has written, and its token."""
    given = await activations.prepare(citizen, "pec", who)
    assert isinstance(given, Handover)
    await town.desk.database.writer.submit(RECORDS, list(given.records))
    return given, given.url.rpartition("/")[2]


async def activated(town: Town, citizen: Citizen, token: str) -> bool:
    assert await town.links.open(token, "mine")
    code = code_at(SECRET, step_at(town.clock()))
    return await town.credentials.activate(Opening.of(token, "mine"), citizen.id, PASSWORD, SECRET, code)


async def test_the_owner_gets_a_name_and_a_link_that_activates_it_once(
    town: Town, clock: Ticker, activations: SqlActivations
) -> None:
    anna = await known(town)
    given, token = await handed(town, activations, anna)
    assert (given.username, given.recovery) == ("anna.prova", False)
    assert given.url.startswith("https://sportello.example.org/attiva/")
    assert given.until == clock() + timedelta(hours=24)
    assert await activated(town, anna, token)
    assert await town.links.look(token) is None


async def test_nothing_lives_before_the_turn_is_written(town: Town, activations: SqlActivations) -> None:
    given = await activations.prepare(await known(town), "pec")
    assert isinstance(given, Handover)
    assert await town.links.look(given.url.rpartition("/")[2]) is None


async def test_one_link_lives_and_three_are_given_a_day(
    town: Town, clock: Ticker, activations: SqlActivations
) -> None:
    anna = await known(town)
    tokens = []
    for _ in range(3):
        given, token = await handed(town, activations, anna)
        assert given.username == "anna.prova"
        tokens.append(token)
    assert [await town.links.look(token) is not None for token in tokens] == [False, False, True]
    assert await activations.prepare(anna, "pec") is Standoff.TOO_MANY
    assert isinstance(await activations.prepare(anna, "letter", "m.rossi"), Handover)
    clock.tick(hours=24, seconds=1)
    assert isinstance(await activations.prepare(anna, "pec"), Handover)


async def test_who_was_active_recovers_and_the_old_password_is_gone(
    town: Town, clock: Ticker, activations: SqlActivations
) -> None:
    anna = await known(town)
    _, token = await handed(town, activations, anna)
    assert await activated(town, anna, token)
    clock.tick(minutes=1)
    given, token = await handed(town, activations, anna)
    assert (given.username, given.recovery) == ("anna.prova", True)
    assert "/recupera/" in given.url
    link = await town.links.look(token)
    assert link is not None
    assert link.purpose == RECOVER
    code = code_at(SECRET, step_at(clock()))
    assert (await town.credentials.sign_in("anna.prova", PASSWORD, code)).citizen == ""


async def test_two_of_one_name_have_two_usernames(town: Town, activations: SqlActivations) -> None:
    other = replace(ANNA, fiscal_code="PRVNNA81A41H501E", pec="")
    first, _ = await handed(town, activations, await known(town))
    second, _ = await handed(town, activations, await known(town, other))
    odd = replace(BRUNO, fiscal_code="XXXXXX00A00X001X", name="Zoë Maria", surname="D'Angelo-Łęcki", pec="")
    third, _ = await handed(town, activations, await known(town, odd))
    assert [each.username for each in (first, second, third)] == [
        "anna.prova",
        "anna.prova2",
        "zoe.dangeloecki",
    ]


async def test_the_office_bars_and_nothing_opens_until_it_unbars(
    town: Town, clock: Ticker, activations: SqlActivations
) -> None:
    database = town.desk.database
    anna, barring = await known(town), SqlBarring(town.desk.database)
    assert not await barring.bar(anna.id, "m.rossi")  # there is nothing yet
    _, token = await handed(town, activations, anna)
    assert await activated(town, anna, token)
    await database.writer.submit(BIND, Proof("sms:+390001", anna.id, "credentials", 180, 12, "c"))
    clock.tick(minutes=1)
    _, token = await handed(town, activations, anna, "m.rossi")
    assert await barring.bar(anna.id, "m.rossi")
    assert await town.links.look(token) is None
    contact = await town.contacts.at("sms:+390001")
    assert contact is not None
    assert not contact.identified(clock())
    assert await activations.prepare(anna, "pec") is Standoff.BARRED
    assert await activations.prepare(anna, "letter", "m.rossi") is Standoff.BARRED
    assert await barring.unbar(anna.id, "m.rossi")
    assert not await barring.unbar(anna.id, "m.rossi")
    assert isinstance(await activations.prepare(anna, "pec"), Handover)


async def test_unbarred_it_is_what_it_was(town: Town, clock: Ticker, activations: SqlActivations) -> None:
    anna, barring = await known(town), SqlBarring(town.desk.database)
    _, token = await handed(town, activations, anna)
    assert await activated(town, anna, token)
    clock.tick(minutes=1)
    code = code_at(SECRET, step_at(clock()))
    await barring.bar(anna.id, "m.rossi")
    assert (await town.credentials.sign_in("anna.prova", PASSWORD, code)).citizen == ""
    await barring.unbar(anna.id, "m.rossi")
    assert (await town.credentials.sign_in("anna.prova", PASSWORD, code)).citizen == anna.id


async def test_the_citizen_can_read_each_step(town: Town, activations: SqlActivations) -> None:
    anna = await known(town)
    await handed(town, activations, anna)
    await SqlBarring(town.desk.database).bar(anna.id, "m.rossi")
    log = await SqlAccessLog(town.desk.database).of(anna.id)
    assert [(each.who, each.what, each.about) for each in reversed(log)] == [
        ("counter", "person-known", "desk"),
        ("citizen", "credential-offered", ""),
        ("citizen", "credential-link", "pec"),
        ("m.rossi", "credential-barred", ""),
    ]


APPLICANT = Applicant("PRVNNA80A41H501D", "Anna", "Prova", "anna@pec.example.org", MATCH, ("carta Anna.pdf",))


def applicants(town: Town, *keys: bytes) -> SqlApplicants:
    numbers = count(1)
    keyring = Keyring(keys or [KEY])
    return SqlApplicants(town.desk.database, keyring, lambda: f"a{next(numbers)}", town.clock, 30)


async def test_an_applicant_waits_sealed_for_a_person(town: Town, clock: Ticker) -> None:
    asking = applicants(town)
    opened = asking.open(APPLICANT)
    await town.desk.database.writer.submit(
        RECORDS, [each.for_lane("pec:anna@pec.example.org") for each in opened.records]
    )
    pending = await asking.pending("pec:anna@pec.example.org")
    assert pending is not None
    assert (pending.reference, pending.answer_by) == (opened.reference, clock().date() + timedelta(days=30))
    assert asking.read(pending) == APPLICANT
    for secret in ("PRVNNA80A41H501D", "Anna", "Prova", "carta"):
        assert secret not in str(pending.details)
    with pytest.raises(Unsealable):
        applicants(town, NEWER).read(pending)
    with pytest.raises(Unsealable):  # moved to another request
        asking.read(replace(pending, reference=asking.open(APPLICANT).reference))


async def test_a_later_request_takes_the_place_of_the_first(town: Town) -> None:
    asking, lane = applicants(town), "pec:anna@pec.example.org"
    first = asking.open(replace(APPLICANT, missing=DOCUMENT, files=()))
    await town.desk.database.writer.submit(RECORDS, [first.record.for_lane(lane)])
    pending = await asking.pending(lane)
    assert pending is not None
    second = asking.open(APPLICANT)
    records = [*asking.withdraw(pending), *second.records]
    await town.desk.database.writer.submit(RECORDS, [record.for_lane(lane) for record in records])
    assert [one.reference for one in await asking.waiting(10)] == [second.reference]
    left = await asking.pending(lane)
    assert left is not None
    assert left.state is State.OPEN
    assert await asking.pending("pec:bruno@pec.example.org") is None


async def test_an_applicant_is_sealed_anew_when_keys_change(town: Town) -> None:
    database = town.desk.database
    await database.writer.submit(RECORDS, [applicants(town).open(APPLICANT).record.for_lane("pec:a")])
    both, newest = Keyring([NEWER, KEY]), Keyring([NEWER])
    assert await database.reader.fetch(applicant_keys) == {Keyring([KEY]).name}
    assert (await rotate(database, both), await rotate(database, both)) == (1, 0)
    assert await database.reader.fetch(applicant_keys) == {newest.name}
    [waiting] = await applicants(town, NEWER).waiting(10)
    assert applicants(town, NEWER).read(waiting) == APPLICANT


def test_nothing_personal_is_in_a_trace() -> None:
    assert "PRVNNA" not in repr(APPLICANT)
