"""Moves that a citizen makes seldom: an expired request, a slip in a reserved word, nothing at all."""

from datetime import timedelta

import pytest

from bot.desk import Desk
from bot.dialogue import Talk
from bot.errors import Misconfigured
from bot.labels import Labels
from bot.reply import Envelope, render
from bot.service import bind
from tests.dialogue.citizen import MORNING, WAYS, Citizen
from tests.dialogue.made_up import SERVICES

ALL = "sala grande dal 3 marzo al 5 marzo nome: Ada Neri"


def expire(citizen: Citizen) -> str:
    """Let the question expire."""
    talk = Talk(citizen.desk, citizen.caller, WAYS[citizen.way], citizen.now, {})
    talk.pause()
    talk.pause()  # the timer rings twice: the second time there is nothing to say
    citizen.caller = talk.close()
    return "\n".join(talk.lines)


async def test_an_expired_request_is_told_once_and_taken_up_by_its_keyword(desk: Desk) -> None:
    ada = Citizen(desk, "telegram")
    await ada.says("sala grande")
    assert expire(ada).count("è scaduta") == 1
    assert "Riprendo la sua richiesta" in await ada.says("sala")
    assert ada.request.answers == {"room": "GREAT"}


async def test_an_expired_review_is_shown_again_before_it_is_done(desk: Desk) -> None:
    ada = Citizen(desk, "sms")
    await ada.says(ALL)
    expire(ada)
    assert "per Ada Neri" in await ada.says("si")
    assert ada.forms == []
    assert "Prenotata" in await ada.says("si")


async def test_a_no_to_an_expired_request_leaves_it_where_it_is(desk: Desk) -> None:
    ada = Citizen(desk, "sms")
    await ada.says(ALL)
    expire(ada)
    await ada.says("no")
    assert ada.caller.session.paused_at is not None


async def test_something_newer_lies_on_top_of_what_has_expired(desk: Desk) -> None:
    ada = Citizen(desk, "telegram")
    await ada.says("sala grande")
    expire(ada)
    ada.now = MORNING + timedelta(days=2)
    await ada.says("guasto")
    assert ada.request.service == "report_fault"
    await ada.says("Il lampione è spento")
    assert 'Torniamo a: "Prenotare una sala"' in await ada.says("Ada Neri")


async def test_nothing_expires_where_nothing_is_open(desk: Desk) -> None:
    ada = Citizen(desk, "telegram")
    assert expire(ada) == ""
    await ada.says("riprendi")
    assert ada.caller.session.stack == ()


@pytest.mark.parametrize("slip", ["anulla", "annlula", "ANNULLAA"])
async def test_a_slip_in_a_reserved_word_is_forgiven(desk: Desk, slip: str) -> None:
    ada = Citizen(desk, "sms")
    await ada.says("sala")
    assert "Ho annullato" in await ada.says(slip)


async def test_a_question_that_is_being_corrected_is_asked_again_after_small_talk(desk: Desk) -> None:
    ada = Citizen(desk, "telegram")
    await ada.says(ALL)
    await ada.says("no")
    await ada.taps("ultimo giorno")
    assert "Fino a quale giorno?" in await ada.says("grazie")


async def test_the_same_datum_told_again_is_known(desk: Desk) -> None:
    ada = Citizen(desk, "sms")
    await ada.says("sala grande nome: Ada Neri")
    assert "Questo l'ho già: nome Ada Neri" in await ada.says("nome: Ada Neri")


async def test_a_mistake_without_a_name_asks_which(desk: Desk) -> None:
    ada = Citizen(desk, "telegram")
    await ada.says(ALL)
    await ada.says("ho sbagliato tutto")
    assert ada.offered == ("nome", "sala", "primo giorno", "ultimo giorno", "ANNULLA")


async def test_a_person_can_be_asked_for_by_who_does_not_know(desk: Desk) -> None:
    ada = Citizen(desk, "sms")
    await ada.says("sala")
    assert "Ho avvisato l'ufficio" in await ada.says("vorrei parlare con una persona")


async def test_what_nobody_here_can_do_is_said(desk: Desk) -> None:
    ada = Citizen(desk, "sms")
    await ada.says("sala")
    assert "Di questo non so occuparmi" in await ada.says("chi ha vinto la partita")


async def test_a_forged_button_is_an_old_button(desk: Desk) -> None:
    ada = Citizen(desk, "telegram")
    for token in ("9.9", "0.x", "", "1.0"):
        if token:
            assert "non vale più" in await ada.says(tap=token)


def test_nothing_said_is_nothing_sent(desk: Desk) -> None:
    ada = Citizen(desk, "telegram")
    talk = Talk(desk, ada.caller, WAYS["telegram"], MORNING, {})
    assert render(talk, Envelope("1", "telegram", "1", {}), 0) == ()


def test_a_service_without_labels_finds_none() -> None:
    assert list(Labels({}).find("targa: AB123CD")) == []


def test_a_need_that_is_lacking_stops_the_start() -> None:
    async def fulfil(form: object, *, moon: object) -> None:
        del form, moon

    service = SERVICES[2]
    with pytest.raises(Misconfigured, match="lend_bicycle needs moon"):
        bind(type(service)(service.name, service.form, fulfil), {"sun": 1})
