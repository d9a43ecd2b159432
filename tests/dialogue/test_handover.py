"""A person takes the conversation: what is obeyed meanwhile, what is kept for them, and how it comes back."""

from datetime import timedelta

import pytest

from bot.desk import Desk
from bot.dialogue import Talk, hear
from bot.dialogue.handover import come_back, hand_over
from bot.message import Refused
from bot.person import Expected
from tests.dialogue.citizen import MORNING, WAYS, Citizen

CLOSES = MORNING.replace(hour=13)
MONDAY = MORNING.replace(day=9, hour=8)


async def handed_over(desk: Desk, way: str = "telegram", *before: str) -> Citizen:
    citizen = Citizen(desk, way)
    for text in before:
        await citizen.says(text)
    await citizen.says("operatore")
    assert citizen.caller.session.person == MORNING
    return citizen


@pytest.mark.parametrize(
    ("expected", "told"),
    [
        pytest.param(Expected(), ["non lo sappiamo"], id="nothing is known"),
        pytest.param(Expected(open=True, turns_at=CLOSES), ["aperto fino alle 13:00"], id="open"),
        pytest.param(Expected(open=True), ["L'ufficio è aperto."], id="open for ever"),
        pytest.param(
            Expected(open=False, turns_at=MONDAY), ["riapre alle 08:00 del 09/02/2026"], id="closed"
        ),
        pytest.param(Expected(open=False), ["Ora l'ufficio è chiuso."], id="closed for ever"),
        pytest.param(Expected(wait=timedelta(seconds=20)), ["entro 5 minuti"], id="at once"),
        pytest.param(Expected(wait=timedelta(minutes=21)), ["entro 25 minuti"], id="minutes, rounded up"),
        pytest.param(Expected(wait=timedelta(minutes=91)), ["entro 2 ore"], id="hours, rounded up"),
        pytest.param(Expected(wait=timedelta(hours=37)), ["passano 2 giorni"], id="days"),
    ],
)
async def test_the_citizen_is_told_what_to_expect(desk: Desk, expected: Expected, told: list[str]) -> None:
    answer = await Citizen(desk, "sms", person=expected).says("OPERATORE")
    assert [fragment for fragment in told if fragment not in answer] == []


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "text", ["buongiorno", "la targa è AB123CD", "1", "sì", "vorrei pagare una multa", "indietro tutta"]
)
async def test_what_is_for_the_person_is_answered_by_nobody_else(desk: Desk, way: str, text: str) -> None:
    citizen = await handed_over(desk, way)
    session = citizen.caller.session
    talk = Talk(desk, citizen.caller, WAYS[way], MORNING, {})
    hear(talk, text)
    assert (talk.lines, talk.for_person, talk.close().session) == ([], True, session)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        pytest.param("MENU", "Torno a risponderle io?", id="menu"),
        pytest.param("bot", "Torno a risponderle io?", id="bot"),
        pytest.param("annulla", "Torno a risponderle io?", id="cancel"),
        pytest.param("indietro", "Torno a risponderle io?", id="back"),
        pytest.param("riprendi", "Torno a risponderle io?", id="resume"),
        pytest.param("BASTA", "Torno a risponderle io?", id="stop asks too"),
        pytest.param("stop", "non le manderò più avvisi", id="stop is obeyed"),
        pytest.param("ricomincia", "potrà ricevere di nuovo", id="start"),
        pytest.param("lingua inglese", "in English", id="language"),
        pytest.param("lingua", "In quale lingua", id="which language"),
        pytest.param("accedi", "accesso", id="login"),
        pytest.param("esci", "accesso", id="logout"),
        pytest.param("aiuto", "già con l'ufficio", id="help"),
        pytest.param("stato", "già con l'ufficio", id="status"),
        pytest.param("operatore", "già con l'ufficio", id="again"),
        pytest.param("la mia password è Pippo123!", "ho cancellato il testo", id="a password"),
    ],
)
async def test_reserved_words_are_obeyed_or_asked_about(desk: Desk, text: str, answer: str) -> None:
    citizen = await handed_over(desk)
    assert answer in await citizen.says(text)
    assert citizen.caller.session.person == MORNING


async def test_a_password_reaches_no_person(desk: Desk) -> None:
    citizen = await handed_over(desk)
    talk = Talk(desk, citizen.caller, WAYS["telegram"], MORNING, {})
    hear(talk, "la mia password è Pippo123!")
    assert (talk.secret, talk.for_person) == (True, False)


async def test_of_what_cannot_reach_the_person_the_citizen_is_told(desk: Desk) -> None:
    citizen = await handed_over(desk)
    assert "troppo grande" in await citizen.says("ecco", "", 0, Refused("large", "foto.jpg", "10 MB"))
    assert await citizen.says(files=1) == ""


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("yes", ["sì", "SI", "Sì"])
async def test_a_yes_brings_the_counter_back(desk: Desk, way: str, yes: str) -> None:
    citizen = await handed_over(desk, way)
    await citizen.says("menu")
    assert "Eccomi" in await citizen.says(yes)
    assert citizen.caller.session.person is None
    assert await citizen.says("indietro")


async def test_a_no_leaves_it_to_the_person_and_so_does_anything_else(desk: Desk) -> None:
    citizen = await handed_over(desk)
    await citizen.says("menu")
    assert "continui pure con l'ufficio" in await citizen.taps("No")
    await citizen.says("menu")
    assert await citizen.says("ma il modulo dov'è?") == ""
    assert await citizen.says("sì") == ""
    assert citizen.caller.session.person == MORNING


async def test_an_old_button_asks_who_is_to_answer(desk: Desk) -> None:
    citizen = Citizen(desk, "telegram")
    await citizen.says("menu")
    token = f"{citizen.caller.session.question}.0"
    await citizen.says("operatore")
    assert "Torno a risponderle io?" in await citizen.says(tap=token)


@pytest.mark.parametrize("text", ["person-back", "person-closed", "person-late", "person-quiet"])
async def test_an_open_request_waits_and_is_taken_up_again(real_desk: Desk, text: str) -> None:
    citizen = await handed_over(real_desk, "telegram", "multa", "AB123CD")
    assert await citizen.says("V12345/2026") == ""
    talk = Talk(real_desk, citizen.caller, WAYS["telegram"], MORNING, {})
    come_back(talk, text)
    assert talk.left_person
    assert "Qual è il numero del verbale?" in talk.lines[-1]
    assert dict(talk.session.stack[-1].answers) == {"plate": "AB123CD"}


async def test_what_the_citizen_had_put_aside_stays_there(real_desk: Desk) -> None:
    citizen = Citizen(real_desk, "telegram")
    await citizen.says("multa")
    talk = Talk(real_desk, citizen.caller, WAYS["telegram"], MORNING, {})
    talk.pause()
    citizen.caller = talk.close()
    citizen.now = MORNING + timedelta(hours=1)
    await citizen.says("operatore")
    await citizen.says("menu")
    assert "Riprendo" not in await citizen.says("sì")
    assert citizen.caller.session.paused_at == MORNING


def test_the_wait_is_told_again_and_again_and_handed_over_once(desk: Desk) -> None:
    talk = Talk(desk, Citizen(desk, "sms").caller, WAYS["sms"], MORNING, {})
    hand_over(talk, Expected())
    again = Talk(desk, talk.close(), WAYS["sms"], MORNING + timedelta(hours=1), {})
    hand_over(again, Expected())
    assert (talk.for_person, again.for_person) == (True, False)
    assert again.close().session.person == MORNING
