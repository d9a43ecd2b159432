"""What stands between a yes and its act: a PIN, for whom it is, and who had the conversation before."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.desk import Desk
from bot.level import Level, Standing
from bot.session import CONFIRM, PIN, PROOF
from tests.engine.proving import RED, YELLOW, Person, desk_of

ALL = "sala grande dal 3 marzo al 5 marzo nome: Ada Neri"
FOR_LIA = {"acting_for": "lia", "acting_name": "Lia Prova"}


@pytest.fixture(scope="module")
def desk() -> Desk:
    return desk_of(replace(RED, confirms=True, behalf=True), YELLOW)


def person(desk: Desk, **standing: object) -> Person:
    ada = Person(desk)
    ada.identity.known[ada.lane] = Standing(Level.IDENTIFIED, "ada", "spid-2", None, **standing)  # type: ignore[arg-type]
    return ada


def stands(ada: Person, **changed: object) -> None:
    ada.identity.known[ada.lane] = replace(ada.identity.known[ada.lane], **changed)  # type: ignore[arg-type]


async def acts_for_lia(ada: Person) -> None:
    """As the service that begins to act leaves the session."""
    await ada.says("ciao")
    assert ada.caller is not None
    ada.caller = ada.caller.with_session(replace(ada.caller.session, acting="lia"))


async def test_an_act_with_effect_waits_for_the_pin_and_is_then_done(desk: Desk):
    ada = person(desk, unconfirmed=True)
    await ada.says(ALL)
    assert ada.request.awaiting == CONFIRM
    assert "https://city.example/pin/1" in await ada.says("sì")
    assert ada.request.awaiting == PIN
    assert "aspetta il suo PIN" in await ada.says("fatto")
    stands(ada, unconfirmed=False)
    assert "Il PIN è giusto" in await ada._bring(event="session.confirmed")
    assert ada.turn is not None
    assert [each.statement for each in ada.turn.records] == ["booking"]
    assert ada.identity.pins == [(ada.lane, "ada", "book_room")]


async def test_what_has_changed_meanwhile_is_shown_again(desk: Desk):
    ada = person(desk, unconfirmed=True)
    await ada.says(ALL)
    await ada.says("sì")
    await ada.says("dal 4 marzo")
    assert ada.request.awaiting == CONFIRM
    stands(ada, unconfirmed=False)
    await ada._bring(event="session.confirmed")
    assert ada.request.awaiting == CONFIRM


async def test_a_no_corrects_and_too_many_wrong_ones_close_it(desk: Desk):
    ada = person(desk, unconfirmed=True)
    await ada.says(ALL)
    await ada.says("sì")
    ada.identity.known.clear()
    assert "Troppi PIN sbagliati" in await ada._bring(event="session.locked")
    assert ada.caller is not None
    assert ada.caller.session.stack == ()


async def test_every_answer_says_for_whom(desk: Desk):
    ada = person(desk, **FOR_LIA)
    await acts_for_lia(ada)
    assert (await ada.says("sala grande dal 3 marzo")).startswith("[Per conto di Lia Prova]")
    assert (await ada.says("al 5 marzo nome: Ada Neri")).startswith("[Per conto di Lia Prova]")
    await ada.says("sì")
    assert ada.turn is not None
    assert ada.turn.records


async def test_what_was_begun_for_another_is_not_gone_on_with_for_oneself(desk: Desk):
    ada = person(desk, **FOR_LIA)
    await acts_for_lia(ada)
    await ada.says(ALL)
    stands(ada, acting_for="", acting_name="")
    assert "Non agisce più per conto di altri" in await ada.says("sì")
    assert ada.caller is not None
    assert (ada.caller.session.stack, ada.caller.session.acting) == ((), "")
    assert ada.turn is not None
    assert not ada.turn.records


async def test_a_mandate_alone_lets_nobody_act_before_they_have_begun(desk: Desk):
    ada = person(desk, **FOR_LIA)
    assert "Per conto" not in await ada.says(ALL)


async def test_what_is_not_made_for_others_or_not_in_the_mandate_is_refused(desk: Desk):
    ada = person(desk, **FOR_LIA, acting_in=("something_else",))
    await acts_for_lia(ada)
    assert "non comprende" in await ada.says(ALL)
    assert ada.caller is not None
    assert ada.caller.session.stack == ()


@pytest.mark.parametrize(
    ("hours", "kept"),
    [pytest.param(1, True, id="of today: the new owner's"), pytest.param(48, False, id="of the day before")],
)
async def test_who_takes_a_conversation_over_does_not_go_on_with_anothers_request(desk: Desk, hours, kept):
    ada = Person(desk)
    await ada.says(ALL)
    assert ada.request.awaiting == PROOF
    ada.clock.tick(minutes=60 * hours)
    ada.identity.known[ada.lane] = Standing(Level.IDENTIFIED, "bruno", "spid-2", None, since=ada.clock())
    said = await ada.hears_of_a_proof()
    assert ("Le richieste lasciate a metà" not in said) is kept
    assert ada.caller is not None
    assert bool(ada.caller.session.stack) is kept
    ada.clock.tick(minutes=5)
    await ada.says("sì")
    assert ada.turn is not None
    assert bool(ada.turn.records) is kept


async def test_what_was_only_paused_by_another_is_closed(desk: Desk):
    ada = person(desk)
    await ada.says("sala grande dal 3 marzo")
    await ada.stays_silent()
    stands(ada, citizen="bruno", since=ada.clock() + timedelta(minutes=1))
    ada.clock.tick(minutes=2)
    await ada.hears_of_a_proof()
    assert ada.caller is not None
    assert ada.caller.session.stack == ()
