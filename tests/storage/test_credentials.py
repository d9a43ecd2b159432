"""Local credentials open with everything right, and say nothing more of what was wrong."""

from datetime import timedelta

import pytest

from storage.access_log import SqlAccessLog
from storage.credential_tries import MOST_FAILURES, Tried
from storage.links import ACTIVATE, RECOVER, Opening, make_link
from storage.locking import SHUT
from storage.records import RECORDS
from storage.recovery_codes import HOW_MANY, draw_codes
from storage.sealing import Keyring
from storage.second_factor import address, code_at, new_secret, step_at, step_of
from tests.clock import Ticker
from tests.storage.conftest import Desk, Store
from tests.storage.identities import KEY, Town

SECRET, PASSWORD = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "cavallo graffetta corretto è"


@pytest.fixture
def town(desk: Desk, clock: Ticker) -> Town:
    return Town(desk, clock, Keyring([KEY]))


def code(clock: Ticker, steps: int = 0) -> str:
    return code_at(SECRET, step_at(clock()) + steps)


async def opened(town: Town, purpose: str = ACTIVATE, citizen: str = "anna") -> Opening:
    until = town.clock() + timedelta(hours=1)
    made = make_link(purpose, now=town.clock(), until=until, citizen=citizen)
    await town.desk.database.writer.submit(RECORDS, list(made.records))
    assert await town.links.open(made.token, "mine")
    return Opening.of(made.token, "mine")


async def activated(town: Town, clock: Ticker) -> None:
    assert await town.credentials.offer("anna", "Anna.Prova 7")
    opening = await opened(town)
    assert await town.credentials.activate(opening, "anna", PASSWORD, SECRET, code(clock, -1))


async def sign_in(town: Town, name: str = "anna.prova7", password: str = PASSWORD, code: str = "") -> Tried:
    return await town.credentials.sign_in(name, password, code)


async def test_who_has_activated_signs_in(town: Town, clock: Ticker) -> None:
    await activated(town, clock)
    kept = await town.credentials.of("anna")
    assert kept is not None
    assert (kept.username, kept.state) == ("anna.prova7", "active")
    assert await sign_in(town, " ANNA.Prova7", code=code(clock)) == Tried("anna", None)


async def test_a_code_works_once(town: Town, clock: Ticker) -> None:
    await activated(town, clock)
    assert (await sign_in(town, code=code(clock, -1))).citizen == ""  # the one that activated it
    assert (await sign_in(town, code=code(clock))).citizen == "anna"
    assert (await sign_in(town, code=code(clock))).citizen == ""
    assert (await sign_in(town, code=code(clock, 1))).citizen == "anna"
    assert (await sign_in(town, code=code(clock))).citizen == ""


WRONG = {
    "the password": {"password": "cavallo"},
    "no password": {"password": ""},
    "the code": {"code": "000000"},
    "no code": {"code": ""},
    "letters for a code": {"code": "sei²"},
    "the name": {"name": "nobody"},
    "no name": {"name": ""},
    "an odd name": {"name": "\0\ud800"},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
async def test_whatever_is_wrong_is_said_alike(town: Town, clock: Ticker, wrong: dict[str, str]) -> None:
    await activated(town, clock)
    name = wrong.get("name", "anna.prova7")
    given = (name, wrong.get("password", PASSWORD), wrong.get("code", code(clock)))
    said = [await town.credentials.sign_in(*given) for _ in range(6)]
    in_two, in_six = (clock() + timedelta(seconds=seconds) for seconds in (2, 2))
    assert said == [Tried("", None)] * 3 + [Tried("", in_two), Tried("", in_six), Tried("", in_six)]
    clock.tick(seconds=2)
    assert await town.credentials.sign_in(*given) == Tried("", clock() + timedelta(seconds=4))


async def test_who_must_wait_is_not_even_looked_at(town: Town, clock: Ticker) -> None:
    await activated(town, clock)
    for _ in range(4):
        await sign_in(town, password="x", code=code(clock))
    until = clock() + timedelta(seconds=2)
    assert await sign_in(town, code=code(clock)) == Tried("", until)
    clock.tick(seconds=2)
    assert await sign_in(town, code=code(clock)) == Tried("anna", None)
    assert await sign_in(town, password="x", code=code(clock)) == Tried("", None)  # counted from the start


async def test_after_many_failures_it_is_locked_until_its_owner_recovers_it(
    town: Town, clock: Ticker
) -> None:
    await activated(town, clock)
    waits = []
    for _ in range(MOST_FAILURES):
        tried = await sign_in(town, password="x", code=code(clock))
        waits.append(((tried.wait_until or clock()) - clock()).total_seconds())
        clock.tick(seconds=waits[-1])
    assert waits == [0, 0, 0, 2, 4, 8, 16, 32, 64, 128]
    clock.tick(hours=1)
    assert (await sign_in(town, code=code(clock))).citizen == ""
    clock.tick(hours=1)
    assert await town.credentials.recover("anna", "l.rossi")
    assert (await sign_in(town, code=code(clock))).citizen == ""
    clock.tick(hours=1)
    opening = await opened(town, RECOVER)
    assert await town.credentials.activate(opening, "anna", "un'altra frase", SECRET, code(clock, -1))
    assert (await sign_in(town, code=code(clock))).citizen == ""
    clock.tick(hours=1)
    assert (await sign_in(town, password="un'altra frase", code=code(clock))).citizen == "anna"
    whats = [entry.what for entry in await SqlAccessLog(town.desk.database).of("anna")]
    assert {"credential-locked", "credential-recovered", "sign-in-failed", "signed-in"} <= set(whats)


async def test_staff_lock_what_is_active(town: Town, clock: Ticker) -> None:
    assert not await town.credentials.lock("anna", "l.rossi")
    await activated(town, clock)
    assert await town.credentials.lock("anna", "l.rossi")
    assert not await town.credentials.lock("anna", "l.rossi")
    assert (await sign_in(town, code=code(clock))).citizen == ""


async def test_a_username_is_one_citizens(town: Town) -> None:
    assert await town.credentials.offer("anna", "prova")
    assert await town.credentials.offer("anna", "prova2")
    assert await town.credentials.offer("bruno", "PROVA2 ") is False
    assert await town.credentials.offer("bruno", "prova")
    assert await town.credentials.of("carla") is None


async def test_an_active_credential_is_not_offered_over(town: Town, clock: Ticker) -> None:
    await activated(town, clock)
    assert not await town.credentials.offer("anna", "other")
    opening = await opened(town)
    assert not await town.credentials.activate(opening, "anna", "stolen", SECRET, code(clock))
    assert (await sign_in(town, code=code(clock))).citizen == "anna"


async def test_an_activation_needs_its_own_link_and_its_code(town: Town, clock: Ticker) -> None:
    await town.credentials.offer("anna", "prova")
    opening = await opened(town)
    activate = town.credentials.activate
    assert not await activate(opening, "anna", PASSWORD, SECRET, "000000")
    assert not await activate(Opening.of("x", "mine"), "anna", PASSWORD, SECRET, code(clock))
    assert not await activate(Opening(opening.token, "other"), "anna", PASSWORD, SECRET, code(clock))
    assert not await activate(await opened(town, "login"), "anna", PASSWORD, SECRET, code(clock))
    assert await activate(opening, "anna", PASSWORD, SECRET, code(clock))
    assert not await activate(opening, "anna", "again", SECRET, code(clock))


def test_codes_are_those_of_the_rfc() -> None:
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # RFC 6238, appendix B, of which the last six digits
    cases = {59: "287082", 1111111109: "081804", 1234567890: "005924", 20000000000: "353130"}
    assert {moment: code_at(secret, moment // 30) for moment in cases} == cases


def test_a_telephone_may_be_thirty_seconds_off(clock: Ticker) -> None:
    found = [step_of(SECRET, code(clock, steps), clock()) for steps in (-2, -1, 0, 1, 2)]
    assert [step is not None for step in found] == [False, True, True, True, False]


def test_an_app_reads_the_secret_from_an_address() -> None:
    secret = new_secret()
    assert address(secret, "Comune di Prova", "anna") == (
        f"otpauth://totp/Comune%20di%20Prova%3Aanna?secret={secret}&issuer=Comune%20di%20Prova"
    )


async def test_a_recovery_code_stands_in_once_for_a_code_of_the_app(town: Town, clock: Ticker) -> None:
    assert await town.credentials.offer("anna", "anna.prova7")
    codes = draw_codes()
    opening = await opened(town)
    assert await town.credentials.activate(opening, "anna", PASSWORD, SECRET, code(clock, -1), codes)
    assert len(set(codes)) == HOW_MANY
    assert (await sign_in(town, password="wrong", code=codes[0])).citizen == ""  # and it is not used up
    assert (await sign_in(town, code=codes[0].upper().replace("-", " "))).citizen == "anna"
    assert (await sign_in(town, code=codes[0])).citizen == ""
    assert (await sign_in(town, code=codes[1])).citizen == "anna"
    assert (await sign_in(town, code=code(clock))).citizen == "anna"


async def test_who_is_locked_out_hears_of_it_on_their_contacts(
    town: Town, clock: Ticker, store: Store
) -> None:
    await activated(town, clock)
    await town.bind("telegram:7", "anna")
    for _ in range(MOST_FAILURES):
        await sign_in(town, code="000000")
        clock.tick(minutes=16)
    told = store.rows(f"SELECT lane FROM inbox WHERE external_id LIKE '{SHUT}/%'")  # noqa: S608 - our own word
    assert told == [("telegram:7",)]
