"""A password in a message: what is one, and what only speaks of one; nothing of it is used or kept."""

import pytest

from bot.desk import Desk
from tests.dialogue.citizen import Citizen

WRITTEN = [
    "password: Segreta123!",
    "la mia password è tramonto",
    "LA MIA PASSWORD E' TRAMONTO",
    "password Segreta123",
    "utente mario password abc_123",
    "user: mario pwd: ciao",
    "pin 12345",
    "il mio PIN è 9876",
    "il pin della carta è 1234567",
    "psw=qwerty",
    "Password -> sole",
    "my password is hunter",
    "ho cambiato la password, adesso è Gatto7",
    "Salve \n la password dello spid è “Pippo99” \n grazie",
]
NONE_THERE = [
    "ho perso la password",
    "password dimenticata",
    "la password è scaduta",
    "la password è sbagliata, che faccio?",
    "la password è obbligatoria?",
    "non ricordo il pin",
    "come cambio la password?",
    "mi serve la password nuova",
    "password e utente",
    "username e password",
    "pin 12",
    "dove trovo il pin della cie?",
    "la password?",
    "my password is wrong",
    "i forgot my password",
    "MULTA AB123CD V12345/2026 03/02/2026",
    "spina 12345",
    "abito in via del pino 12345",
    "pinocchio 12345",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_a_password_is_seen(desk: Desk, text: str) -> None:
    assert desk.passwords.are_in(text)


@pytest.mark.parametrize("text", NONE_THERE)
def test_speaking_of_one_is_no_password(desk: Desk, text: str) -> None:
    assert not desk.passwords.are_in(text)


async def test_nothing_of_such_a_message_is_used(desk: Desk) -> None:
    ada = Citizen(desk, "sms")
    await ada.says("sala")
    said = await ada.says("nome: Ada Neri password: Segreta123")
    assert "ho cancellato il testo" in said
    assert "Ada" not in said
    assert ada.request.answers == {}


async def test_free_words_are_no_place_for_one_either(desk: Desk) -> None:
    ada = Citizen(desk, "telegram")
    await ada.says("vorrei segnalare un guasto")
    said = await ada.says("la password è Segreta123")
    assert "ho cancellato il testo" in said
    assert "Che cosa non funziona?" in said
    assert ada.request.answers == {}


async def test_where_nothing_is_open_what_was_offered_stays(desk: Desk) -> None:
    ada = Citizen(desk, "telegram")
    await ada.says("menu")
    offers = ada.caller.session.offers
    await ada.says("password: Segreta123")
    assert ada.caller.session.offers == offers
    assert "Segreta" not in str(ada.caller)
