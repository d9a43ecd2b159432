"""What today's services do not exercise: two days of one type, choices of an enum, names, free words."""

import pytest

from bot.desk import Desk
from bot.session import CONFIRM, REPAIR
from tests.dialogue.citizen import Citizen

ALL = "sala grande dal 3 marzo al 5 marzo nome: Ada Neri"


@pytest.mark.parametrize("way", ["sms", "telegram", "email"])
async def test_everything_at_once(desk: Desk, way: str) -> None:
    ada = Citizen(desk, way)
    answer = await ada.says(ALL)
    assert "GREAT dal 03/03/2026 al 05/03/2026 per Ada Neri" in answer
    assert "Prenotata" in await ada.says("si")
    assert ada.caller.session.stack == ()


async def test_two_days_in_a_row_fill_two_slots_in_their_order(desk: Desk) -> None:
    ada = Citizen(desk, "sms")
    await ada.says("sala piccola 3 marzo 5 marzo")
    assert ada.request.answers == {"room": "SMALL", "first": "2026-03-03", "last": "2026-03-05"}


async def test_one_day_for_two_slots_is_asked_about(desk: Desk) -> None:
    ada = Citizen(desk, "sms")
    await ada.says("sala")
    answer = await ada.says("5 marzo")
    assert "Non sono sicuro" in answer
    assert "first" not in ada.request.answers
    await ada.says("al 5 marzo")
    assert ada.request.answers == {"last": "2026-03-05"}


async def test_one_day_answers_the_day_that_was_asked_for(desk: Desk) -> None:
    ada = Citizen(desk, "telegram")
    await ada.says("sala")
    await ada.says("Ada Neri")
    await ada.taps("Sala grande")
    await ada.says("5 marzo")
    assert ada.request.answers["first"] == "2026-03-05"
    assert ada.request.awaiting == "last"


async def test_three_days_for_two_slots_are_asked_about(desk: Desk) -> None:
    ada = Citizen(desk, "sms")
    answer = await ada.says("sala grande, 3 marzo, 4 marzo, 5 marzo")
    assert "Ho trovato più di una risposta" in answer
    assert ada.offered == ("03/03/2026", "04/03/2026", "05/03/2026")


async def test_a_correction_of_one_of_two_days_needs_its_name(desk: Desk) -> None:
    ada = Citizen(desk, "sms")
    await ada.says(ALL)
    assert "Non sono sicuro" in await ada.says("anzi 4 marzo")
    assert ada.request.awaiting == REPAIR
    assert "Ho corretto: primo giorno 04/03/2026" in await ada.says("dal 4 marzo")


async def test_a_day_chosen_for_correction_is_that_day(desk: Desk) -> None:
    ada = Citizen(desk, "telegram")
    await ada.says(ALL)
    await ada.says("no")
    await ada.taps("ultimo giorno")
    assert "ultimo giorno 07/03/2026" in await ada.says("7 marzo")
    assert ada.request.answers["first"] == "2026-03-03"


async def test_what_cannot_be_done_stays_open_and_says_what_to_correct(desk: Desk) -> None:
    ada = Citizen(desk, "telegram")
    answer = await ada.says("sala grande dal 5 marzo al 3 marzo nome: Ada Neri")
    assert "È occupata" in answer
    assert ada.offered == ("primo giorno", "ultimo giorno", "ANNULLA")
    assert "dal 03/03/2026" in await ada.says("dal 3 marzo")


async def test_an_optional_slot_is_never_asked_and_can_be_taken_back(desk: Desk) -> None:
    ada = Citizen(desk, "telegram")
    assert "ada@example.org" in await ada.says(f"{ALL} email: ada@example.org")
    assert "Torniamo indietro: e-mail" in await ada.says("indietro")
    assert ada.request.awaiting == CONFIRM
    assert ada.reviewed[-1].email is None


@pytest.mark.parametrize(
    "said", ["grande", "Sala grande", "1", "la prima", "gra", "sala grnade", "auditorium"]
)
async def test_a_choice_by_label_number_alias_first_letters_or_typo(desk: Desk, said: str) -> None:
    ada = Citizen(desk, "telegram")
    await ada.says("sala")
    await ada.says("Ada Neri")
    await ada.says(said)
    assert ada.request.answers["room"] == "GREAT"


async def test_a_choice_speaks_the_language_of_the_citizen(desk: Desk) -> None:
    ada = Citizen(desk, "telegram")
    await ada.says("language english")
    await ada.says("room")
    await ada.says("Ada Neri")
    assert ada.offered == ("Great room", "Small room")


async def test_a_name_with_its_label_is_corrected(desk: Desk) -> None:
    ada = Citizen(desk, "sms")
    await ada.says(ALL)
    await ada.says("no")
    assert "per Ugo Bo" in await ada.says("nome Ugo Bo")


@pytest.mark.parametrize(
    "said", ["La luce è rotta, targa AB123CD, dal 3 marzo!", "boh", "grazie", "sala", "bicicletta", "si", "2"]
)
async def test_own_words_take_anything_but_a_reserved_word(desk: Desk, said: str) -> None:
    ada = Citizen(desk, "telegram")
    await ada.says("guasto")
    await ada.says(said)
    assert ada.request.answers == {"what": said}
    assert "ho scritto: " + said in await ada.says("Sala Grande")
    assert str(ada.forms[-1].who) == "Sala Grande"


async def test_a_reserved_word_comes_before_own_words(desk: Desk) -> None:
    ada = Citizen(desk, "telegram")
    await ada.says("guasto")
    assert "Ho annullato" in await ada.says("ANNULLA")


async def test_own_words_in_a_letter_are_its_body(desk: Desk) -> None:
    ada = Citizen(desk, "email")
    await ada.says("Guasto\nnome: Ada Neri")
    answer = await ada.says("Re: Guasto\nIl lampione è spento.\nE anche l'altro.\nCordiali saluti\nAda Neri")
    assert "Il lampione è spento.\nE anche l'altro." in answer


async def test_a_name_in_a_letter_is_one_of_its_lines(desk: Desk) -> None:
    ada = Citizen(desk, "email")
    await ada.says("Guasto\nguasto: lampione spento")
    assert "Grazie Ada Neri" in await ada.says("Re: Guasto\nBuongiorno,\nAda Neri\n--\nInviato dal telefono")


async def test_a_name_cannot_have_digits(desk: Desk) -> None:
    ada = Citizen(desk, "telegram")
    await ada.says("sala")
    assert "Un nome non ha cifre" in await ada.says("Ada 2")


async def test_two_services_asked_for_in_the_same_words_are_told_apart_by_the_citizen(desk: Desk) -> None:
    ada = Citizen(desk, "sms")
    assert "Non vorrei sbagliare" in await ada.says("una bicicletta per favore")
    assert set(ada.offered) == {"lend bicycle", "return bicycle"}
    await ada.says("return")
    assert ada.request.service == "return_bicycle"


async def test_what_was_written_before_the_choice_is_not_lost(desk: Desk) -> None:
    ada = Citizen(desk, "telegram")
    await ada.says("una bicicletta per favore 05/03/2026")
    assert "lend_bicycle fatto" in await ada.taps("lend bicycle")


async def test_what_waited_for_a_choice_is_forgotten_when_something_else_is_said(desk: Desk) -> None:
    ada = Citizen(desk, "telegram")
    await ada.says("una bicicletta per favore 05/03/2026")
    assert ada.caller.session.pending
    await ada.says("grazie")
    assert not ada.caller.session.pending


async def test_an_answer_that_the_code_does_not_read_any_more_is_asked_again(desk: Desk) -> None:
    ada = Citizen(desk, "telegram")
    await ada.says(ALL)
    ada.stores(room="CELLAR")
    assert "Quale sala?" in await ada.says("grazie")
    assert ada.request.answers == {"name": "Ada Neri", "first": "2026-03-03", "last": "2026-03-05"}


async def test_an_answer_that_was_optional_is_dropped_when_it_cannot_be_read(desk: Desk) -> None:
    ada = Citizen(desk, "telegram")
    await ada.says(f"{ALL} email: ada@example.org")
    ada.stores(email="nobody")
    assert "Prenotata" not in await ada.says("si")
    assert "email" not in ada.request.answers
    assert "Prenotata" in await ada.says("si")


async def test_an_answer_that_cannot_be_read_is_shown_as_it_is_stored(desk: Desk) -> None:
    ada = Citizen(desk, "telegram")
    await ada.says("sala grande")
    ada.stores(first="someday")
    assert "primo giorno someday" in await ada.says("stato")


async def test_a_button_of_a_request_that_is_gone_is_an_old_button(desk: Desk) -> None:
    ada = Citizen(desk, "telegram")
    await ada.says(ALL)
    ada.forgets()
    assert "non vale più" in await ada.taps("Sì")
    assert ada.forms == []


async def test_what_is_wrong_is_said_before_the_question(desk: Desk) -> None:
    ada = Citizen(desk, "telegram")
    await ada.says("sala")
    answer = await ada.says("email: nessuna")
    assert "Non riconosco l'e-mail" in answer
    assert "A che nome?" in answer


async def test_a_chosen_day_for_two_is_a_correction_where_there_was_one(desk: Desk) -> None:
    ada = Citizen(desk, "telegram")
    await ada.says(ALL)
    await ada.says("no")
    await ada.taps("primo giorno")
    await ada.says("1 marzo o 2 marzo")
    assert ada.offered == ("01/03/2026", "02/03/2026")
    assert "Ho corretto: primo giorno 02/03/2026" in await ada.taps("02/03/2026")


async def test_help_where_no_help_is_written_is_the_question(desk: Desk) -> None:
    ada = Citizen(desk, "telegram")
    await ada.says("sala grande nome: Ada Neri")
    assert "quello in cui entra" in await ada.says("non so")
    await ada.says("3 marzo")
    assert "Fino a quale giorno?" in await ada.says("non so")


async def test_after_three_answers_that_are_none_a_person_is_offered(desk: Desk) -> None:
    ada = Citizen(desk, "sms")
    await ada.says("sala")
    for text in ("...", "non so"):
        assert "OPERATORE" not in await ada.says(text)
    assert "OPERATORE" in await ada.says("...")


async def test_the_same_service_asked_for_again_is_gone_on_with(desk: Desk) -> None:
    ada = Citizen(desk, "sms")
    await ada.says("sala grande")
    assert "Certo, siamo già qui" in await ada.says("sala")
    assert len(ada.caller.session.stack) == 1


async def test_a_no_to_a_correction_shows_it_again(desk: Desk) -> None:
    ada = Citizen(desk, "sms")
    await ada.says(ALL)
    await ada.says("no")
    assert "Che cosa devo correggere" in await ada.says("si")
    assert "GREAT" in await ada.says("no")
    assert "Prenotata" in await ada.says("si")


async def test_data_that_fit_two_types_are_asked_about(desk: Desk) -> None:
    ada = Citizen(desk, "sms")
    await ada.says("sala")
    await ada.says("xyz")
    assert ada.request.answers == {}


async def test_more_than_one_wrong_day_is_told_by_its_reason(desk: Desk) -> None:
    ada = Citizen(desk, "sms")
    await ada.says("sala")
    assert "Non riconosco il primo giorno" in await ada.says("31/02/2026")
