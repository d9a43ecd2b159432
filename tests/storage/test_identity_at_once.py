"""Of many who do the same at once, in one process or several, one succeeds; no clock set back helps."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.level import Level
from storage.links import ACTIVATE, Opening, make_link
from storage.logins import Login
from storage.records import RECORDS
from storage.sealing import Keyring
from storage.second_factor import code_at, new_secret, step_at
from tests.clock import Ticker
from tests.storage.conftest import Store
from tests.storage.identities import ANNA, KEY, Town, phone

LANE, PASSWORD = f"sms:{phone(1)}", "a good long password"


@pytest.fixture
def towns(store: Store, clock: Ticker) -> list[Town]:
    """The same town three times: each with a process's own database, where an engine has more than one."""
    first = store.open("first")
    others = [first] * 2 if store.url.startswith("sqlite") else [store.open("second"), store.open("third")]
    return [Town(desk, clock, Keyring([KEY])) for desk in (first, *others)]


async def at_once(towns: list[Town], act: Callable[[Town, int], Awaitable[object]]) -> list[object]:
    """Do something nine times; what came of those that succeeded."""
    done = await asyncio.gather(*(act(town, number) for number, town in enumerate(towns * 3)))
    return [each for each in done if each]


async def activation(town: Town) -> tuple[str, str]:
    """A citizen and the token of a link to an account that waits."""
    citizen, now = await town.citizens.admit(ANNA, "desk"), town.clock()
    await town.credentials.offer(citizen, "anna.prova")
    made = make_link(ACTIVATE, now=now, until=now.replace(hour=23), citizen=citizen)
    await town.desk.database.writer.submit(RECORDS, list(made.records))
    await town.links.open(made.token, "mine")
    return citizen, made.token


async def test_one_browser_gets_a_link(towns: list[Town]) -> None:
    token = await towns[0].invited(LANE)
    assert len(await at_once(towns, lambda town, number: town.links.open(token, f"browser {number}"))) == 1


async def test_one_proof_uses_a_link(towns: list[Town]) -> None:
    token = await towns[0].invited(LANE)
    await towns[0].links.open(token, "mine")
    assert len(await at_once(towns, lambda town, number: town.proves(token, f"citizen-{number}"))) == 1
    (work,) = await towns[0].desk.inbox.claim(9)
    assert work.inbound.event == "session.proven"
    assert (await towns[0].stands(phone(1))).level is Level.IDENTIFIED


async def test_one_request_goes_on_with_a_step_of_a_login(towns: list[Town]) -> None:
    await towns[0].logins.keep("mine", Login("link", "away", towns[0].clock.tick(minutes=1), {"state": "s"}))
    towns[0].clock.tick(minutes=-1)
    assert len(await at_once(towns, lambda town, _: town.logins.take("mine", "away", "back"))) == 1


async def test_one_password_is_set_behind_a_link(towns: list[Town]) -> None:
    citizen, token = await activation(towns[0])
    secrets = [new_secret() for _ in range(9)]

    def activate(town: Town, number: int) -> Awaitable[object]:
        secret, opening = secrets[number], Opening.of(token, "mine")
        code = code_at(secret, step_at(town.clock()))
        return town.credentials.activate(opening, citizen, f"{PASSWORD} {number}", secret, code)

    assert await at_once(towns, activate) == [True]


async def test_one_login_uses_a_code_and_a_clock_set_back_brings_none_again(towns: list[Town]) -> None:
    citizen, token = await activation(towns[0])
    secret, clock = new_secret(), towns[0].clock
    code = code_at(secret, step_at(clock()))
    await towns[0].credentials.activate(Opening.of(token, "mine"), citizen, PASSWORD, secret, code)
    used = code_at(secret, step_at(clock.tick(minutes=5)))

    async def sign_in(town: Town, _: int) -> object:
        return (await town.credentials.sign_in("anna.prova", PASSWORD, used)).citizen

    assert await at_once(towns, sign_in) == [citizen]
    clock.tick(minutes=20)  # who fails must wait, and then no more
    for back in (-25, -1, 1):
        now = clock.tick(minutes=back)
        tried = await towns[0].credentials.sign_in("anna.prova", PASSWORD, code_at(secret, step_at(now)))
        assert tried.citizen == ""
    clock.tick(minutes=45)
    later = code_at(secret, step_at(clock()))
    assert (await towns[0].credentials.sign_in("anna.prova", PASSWORD, later)).citizen == citizen
