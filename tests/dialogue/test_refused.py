"""What came with a message and was not taken is told, once, and the conversation goes on."""

import pytest

from bot.message import Refused
from tests.dialogue.citizen import Citizen

OTHER = "mi scriva pure con parole sue."
TOLD = [
    (
        "a file that is too large",
        Refused("large", "casa.pdf", "10 MB"),
        'Il file "casa.pdf" è troppo grande (al massimo 10 MB): non l\'ho ricevuto.',
    ),
    (
        "without a name or limit",
        Refused("large"),
        "Il file che ha mandato è troppo grande: non l'ho ricevuto.",
    ),
    (
        "a file that never arrived",
        Refused("missing", "casa.pdf"),
        'Il file "casa.pdf" non mi è arrivato intero: se serve, lo mandi di nuovo.',
    ),
    (
        "without a name",
        Refused("missing"),
        "Il file che ha mandato non mi è arrivato intero: se serve, lo mandi di nuovo.",
    ),
    (
        "more files than are taken",
        Refused("many", limit="10"),
        "Con il suo messaggio c'erano troppi allegati: ho ricevuto solo i primi 10.",
    ),
    (
        "a voice message",
        Refused("voice"),
        "Non posso ascoltare i messaggi vocali né guardare i video: mi scriva, per favore.",
    ),
    ("a place", Refused("place"), "La posizione non mi serve, e non l'ho registrata."),
    (
        "something new",
        Refused("hologram"),
        f"Con il suo messaggio c'era qualcosa che non so leggere: {OTHER}",
    ),
    ("something new with a name", Refused("hologram", "a.holo"), f'Non ho potuto leggere "a.holo": {OTHER}'),
]


@pytest.mark.parametrize(("label", "refused", "told"), TOLD, ids=[case[0] for case in TOLD])
async def test_what_is_told_of_it(label, refused, told, real_desk):
    citizen = Citizen(real_desk, "telegram")
    assert (await citizen.says("", "", 0, refused, refused)) == told, label
    assert citizen.offered, "and the services are offered"


async def test_an_open_question_is_asked_again(real_desk):
    citizen = Citizen(real_desk, "telegram")
    await citizen.says("multa")
    answer = await citizen.says("", "", 0, Refused("voice"))
    assert answer.startswith("Non posso ascoltare")
    assert answer.endswith("Qual è la targa del veicolo? (per esempio AB123CD)")


async def test_words_beside_it_are_answered_after_it_so_that_the_question_stays_last(real_desk):
    citizen = Citizen(real_desk, "telegram")
    answer = await citizen.says("multa", "", 1, Refused("large", "casa.pdf"))
    first, refused, *_, last = filter(None, answer.splitlines())
    assert first.startswith("Per questa richiesta non servono allegati")
    assert refused == 'Il file "casa.pdf" è troppo grande: non l\'ho ricevuto.'
    assert last.startswith("Qual è la targa")


async def test_in_their_language(real_desk):
    citizen = Citizen(real_desk, "telegram")
    await citizen.says("english")
    await citizen.says("lingua english")
    assert (await citizen.says("", "", 0, Refused("missing"))).startswith(
        "The file you sent has not reached me"
    )
