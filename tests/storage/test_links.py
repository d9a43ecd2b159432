"""A link opens in one browser, works once, and gives what was proven behind it and nothing more."""

import pytest

from bot.level import Level
from storage.forgetting import FORGET, Forgotten
from storage.identity import Rules
from storage.links import ACTIVATE, MOST_ATTEMPTS, Opening, fingerprint, make_link
from storage.logins import Login
from storage.records import RECORDS
from storage.sealing import Keyring
from tests.clock import Ticker
from tests.storage.conftest import Desk, Store
from tests.storage.identities import KEY, NEWER, Town, phone

LANE = f"sms:{phone(1)}"


@pytest.fixture
def town(desk: Desk, clock: Ticker) -> Town:
    return Town(desk, clock, Keyring([KEY]))


async def test_a_link_shows_which_conversation_it_is_for(town: Town) -> None:
    invitation = await town.identity.invite(LANE, Level.IDENTIFIED, "red")
    assert await town.links.look(invitation.url.rpartition("/")[2]) is None  # its turn is not written
    await town.desk.database.writer.submit(RECORDS, list(invitation.records))
    seen = await town.links.look(invitation.url.rpartition("/")[2])
    assert seen is not None
    assert (seen.lane, seen.level, seen.service) == (LANE, Level.IDENTIFIED, "red")
    assert (seen.code, seen.expires_at) == (invitation.code, invitation.until)
    assert invitation.url.startswith("https://sportello.example.org/accedi/")


async def test_a_proof_binds_and_tells_the_conversation(town: Town) -> None:
    token = await town.invited(LANE)
    assert await town.links.open(token, "mine")
    used = await town.proves(token, "anna")
    assert used is not None
    assert (used.lane, used.service, used.level, used.enough) == (LANE, "red", Level.IDENTIFIED, True)
    assert (await town.stands(phone(1))).level is Level.IDENTIFIED
    (work,) = await town.desk.inbox.claim(9)
    assert (work.inbound.lane, work.inbound.event) == (LANE, "session.proven")
    assert work.inbound.payload == {"level": 2, "proof": "spid-2"}


async def test_too_weak_a_proof_is_told_as_what_it_is(town: Town) -> None:
    token = await town.invited(LANE)
    await town.links.open(token, "mine")
    used = await town.proves(token, "anna", "spid-1")
    assert used is not None
    assert (used.level, used.enough) == (Level.REGISTERED, False)
    assert (await town.stands(phone(1))).level is Level.REGISTERED


async def test_a_link_works_once(town: Town) -> None:
    token = await town.invited(LANE)
    await town.links.open(token, "mine")
    assert await town.proves(token, "anna")
    assert await town.proves(token, "bruno") is None
    assert await town.links.open(token, "mine") is None
    assert await town.links.look(token, "mine") is None
    assert (await town.stands(phone(1))).citizen == "anna"
    assert len(await town.desk.inbox.claim(9)) == 1


async def test_a_link_that_nobody_opened_is_not_used(town: Town) -> None:
    token = await town.invited(LANE)
    assert await town.proves(token, "anna") is None
    assert (await town.stands(phone(1))).level is Level.OPEN


async def test_the_first_browser_is_the_only_one(town: Town) -> None:
    token = await town.invited(LANE)
    assert await town.links.look(token, "any") is not None
    assert await town.links.open(token, "mine")
    assert await town.links.open(token, "theirs") is None
    assert await town.links.look(token, "theirs") is None
    assert await town.proves(token, "bruno", cookie="theirs") is None
    assert await town.proves(token, "anna", cookie="mine")


async def test_other_browsers_that_keep_trying_end_it(town: Town) -> None:
    token = await town.invited(LANE)
    await town.links.open(token, "mine")
    for number in range(MOST_ATTEMPTS):
        assert await town.links.open(token, f"other {number}") is None
    assert await town.links.open(token, "mine") is None
    assert await town.proves(token, "anna") is None


async def test_failures_behind_a_link_are_counted_until_it_ends(town: Town) -> None:
    token = await town.invited(LANE)
    await town.links.open(token, "mine")
    left = [await town.links.miss(token, "mine") for _ in range(MOST_ATTEMPTS + 1)]
    assert left == [4, 3, 2, 1, 0, 0]
    assert await town.proves(token, "anna") is None


async def test_who_says_that_it_is_not_theirs_ends_it(town: Town) -> None:
    token = await town.invited(LANE)
    assert await town.links.end(token, "mine") is True
    assert await town.links.open(token, "mine") is None
    assert await town.links.end(token, "mine") is False


async def test_a_link_ends_by_itself(town: Town, clock: Ticker) -> None:
    token = await town.invited(LANE)
    await town.links.open(token, "mine")
    clock.tick(minutes=15)
    assert await town.links.look(token, "mine") is None
    assert await town.links.open(token, "mine") is None
    assert await town.proves(token, "anna") is None


async def test_a_newer_link_of_the_conversation_ends_the_older_one(town: Town) -> None:
    old, other = await town.invited(LANE), await town.invited(f"sms:{phone(2)}")
    await town.links.open(old, "mine")
    new = await town.invited(LANE)
    assert await town.proves(old, "anna") is None
    assert await town.links.open(other, "theirs")
    assert await town.links.open(new, "mine")


async def test_a_link_of_another_purpose_identifies_nobody_and_stays(town: Town, clock: Ticker) -> None:
    made = make_link(ACTIVATE, now=clock(), until=clock.now.replace(hour=23), citizen="anna", lane=LANE)
    await town.desk.database.writer.submit(RECORDS, list(made.records))
    await town.links.open(made.token, "mine")
    assert await town.proves(made.token, "anna") is None
    assert await town.links.open(made.token, "mine")
    assert (await town.stands(phone(1))).level is Level.OPEN


@pytest.mark.parametrize("token", ["", "x", "à\0", fingerprint("x")])
async def test_an_unknown_link_opens_nothing(town: Town, token: str) -> None:
    assert await town.links.look(token) is None
    assert await town.links.open(token, "mine") is None
    assert await town.proves(token, "anna") is None


async def test_the_store_keeps_neither_tokens_nor_cookies(town: Town, store: Store) -> None:
    token = await town.invited(LANE)
    await town.links.open(token, "a-cookie")
    kept = repr(store.rows("SELECT * FROM link"))
    assert fingerprint(token) in kept
    assert token not in kept
    assert "a-cookie" not in kept
    assert Opening.of(token, "a-cookie") == Opening(fingerprint(token), fingerprint("a-cookie"))


async def test_a_login_goes_on_in_another_process_and_once(town: Town, clock: Ticker) -> None:
    state = Login("a-link", "sent", clock.tick(minutes=0).replace(hour=11), {"nonce": "n", "verifier": "v"})
    await town.logins.keep("cookie", state)
    elsewhere = Town(town.desk, clock, Keyring([NEWER, KEY])).logins
    assert await elsewhere.read("cookie") == state
    assert await elsewhere.take("cookie", "begun", "back") is None
    taken = await elsewhere.take("cookie", "sent", "back")
    assert taken is not None
    assert (taken.step, taken.secrets) == ("back", state.secrets)
    assert await town.logins.take("cookie", "sent", "back") is None
    assert await town.logins.read("other") is None
    await town.logins.end("cookie")
    assert await town.logins.read("cookie") is None


async def test_a_login_past_its_time_is_gone(town: Town, clock: Ticker) -> None:
    await town.logins.keep("cookie", Login("a-link", "sent", clock.now.replace(hour=11)))
    clock.tick(hours=1)
    assert await town.logins.read("cookie") is None
    assert await town.logins.take("cookie", "sent", "back") is None


async def test_what_is_over_is_forgotten_in_its_time(town: Town, clock: Ticker) -> None:
    await town.invited(LANE)
    await town.logins.keep("cookie", Login("a-link", "sent", clock.now.replace(hour=11)))
    await town.credentials.sign_in("nobody", "x", "000000")
    await town.bind(LANE, "anna")

    async def forgotten() -> Forgotten:
        return await town.desk.database.writer.submit(FORGET, None)

    assert await forgotten() == Forgotten(0, 0, 0, 0)
    clock.tick(hours=1)
    assert await forgotten() == Forgotten(0, 0, 1, 0)
    clock.tick(days=1)
    assert await forgotten() == Forgotten(0, 1, 0, 0)
    clock.tick(days=29)
    assert await forgotten() == Forgotten(0, 0, 0, 1)
    clock.tick(days=150)
    assert await forgotten() == Forgotten(1, 0, 0, 0)


async def test_no_link_is_given_where_nothing_can_be_proven_behind_it(desk: Desk, clock: Ticker) -> None:
    for providers, local_credentials in ((True, False), (False, True), (False, False)):
        rules = Rules("https://x.example", local_credentials=local_credentials, providers=providers)
        identity = Town(desk, clock, Keyring([KEY]), rules).identity
        if providers or local_credentials:
            assert (await identity.invite(LANE, Level.IDENTIFIED, "red")).records
        else:
            with pytest.raises(LookupError):
                await identity.invite(LANE, Level.IDENTIFIED, "red")
