"""A service that asks for a level: its request waits, whatever is said, and goes on when it is proven."""

from datetime import timedelta

import pytest

from bot.desk import Desk
from bot.level import Level, Standing
from bot.message import Assurance
from bot.patience import DROP, PAUSE
from bot.session import CONFIRM, PROOF
from tests.dialogue.made_up import SERVICES
from tests.engine.proving import FILING, GOOD_FOR, RED, YELLOW, Person, desk_of

ALL = "sala grande dal 3 marzo al 5 marzo nome: Ada Neri"
SHOWN = "GREAT dal 03/03/2026 al 05/03/2026 per Ada Neri"
WAITS = "aspetta che lei faccia l'accesso"
FIRST, SECOND = "https://city.example/accedi/1", "https://city.example/accedi/2"
PEC = Assurance("verified", by="gestore.example")


@pytest.fixture(scope="module")
def desk() -> Desk:
    return desk_of(RED, YELLOW)


@pytest.fixture
def ada(desk: Desk) -> Person:
    return Person(desk)


async def waiting(person: Person) -> Person:
    await person.says(ALL)
    assert person.request.awaiting == PROOF
    return person


async def test_an_open_service_asks_nobody_who_they_are():
    eva = Person(desk_of())
    await eva.says(ALL)
    await eva.says("sì")
    await eva.says("grazie")
    assert eva.identity.asked == []


async def test_what_was_given_waits_and_a_link_goes_out_with_the_turn(ada: Person):
    said = await ada.says(ALL)
    assert (FIRST in said, "CODE1" in said, "10:30" in said, "ANNULLA" in said) == (True,) * 4
    assert SHOWN not in said
    assert ada.records == [("link", {"number": 1})]
    assert ada.identity.made == [(ada.lane, Level.IDENTIFIED, "book_room")]
    assert ada.request.answers == {
        "name": "Ada Neri",
        "room": "GREAT",
        "first": "2026-03-03",
        "last": "2026-03-05",
    }


@pytest.mark.parametrize("way", ["sms", "telegram", "email"])
async def test_each_way_says_all_that_must_be_known(desk: Desk, way: str):
    said = await Person(desk, way).says(ALL)
    for what in (FIRST, "CODE1", "10:30", "PEC", "allo sportello", "ANNULLA"):
        assert what in said, what


async def test_a_proof_shows_the_review_and_a_yes_does_it(ada: Person):
    await waiting(ada)
    said = await ada.proves()
    assert "Accesso riuscito con SPID (livello 2)" in said
    assert "22:00" in said
    assert SHOWN in said
    assert ada.request.awaiting == CONFIRM
    assert "Prenotata" in await ada.says("sì")
    assert ada.records == [("booking", {"citizen": "ada", "proof": "spid-2"})]


async def test_a_proof_hours_later_and_after_the_request_expired(ada: Person):
    await waiting(ada)
    ada.clock.tick(hours=30)
    assert "RIPRENDI" in await ada.stays_silent(PAUSE)
    ada.clock.tick(hours=50)
    said = await ada.proves()
    assert "Riprendo la sua richiesta" in said
    assert SHOWN in said
    assert ada.caller.session.paused_at is None


async def test_a_request_that_was_forgotten_is_only_confirmed(ada: Person):
    await waiting(ada)
    await ada.stays_silent(PAUSE)
    await ada.stays_silent(DROP)
    said = await ada.proves()
    assert "Accesso riuscito" in said
    assert ada.caller.session.stack == ()


MEANWHILE = [
    pytest.param("grazie", id="small talk"),
    pytest.param("stato", id="the state"),
    pytest.param("aiuto", id="help"),
    pytest.param("sala piccola", id="a correction"),
    pytest.param("boh", id="no idea"),
    pytest.param("sì", id="a yes to nothing"),
    pytest.param("no", id="a no to nothing"),
    pytest.param("fatto!", id="done, but it is not"),
    pytest.param("ho fatto tutto quello che c'era da fare", id="a sentence that means nothing here"),
    pytest.param("sala", id="the keyword again"),
    pytest.param("operatore", id="a person"),
    pytest.param("lingua italiano", id="a language"),
]


@pytest.mark.parametrize("text", MEANWHILE)
async def test_it_goes_on_waiting_whatever_is_said(ada: Person, text: str):
    await waiting(ada)
    said = await ada.says(text)
    assert WAITS in said
    assert FIRST not in said
    assert len(ada.identity.made) == 1
    assert ada.request.awaiting == PROOF
    assert SHOWN.replace("GREAT", "SMALL" if "piccola" in text else "GREAT") in await ada.proves()


@pytest.mark.parametrize("text", [*MEANWHILE, pytest.param("accedi", id="to log in")])
async def test_whoever_is_known_by_then_goes_on_whatever_he_says(ada: Person, text: str):
    await waiting(ada)
    ada.identity.knows(ada.lane)
    assert "per Ada Neri" in await ada.says(text)
    assert ada.request.awaiting == CONFIRM


async def test_a_link_that_is_over_is_made_anew(ada: Person):
    await waiting(ada)
    ada.clock.now += GOOD_FOR
    assert SECOND in await ada.says("fatto")


async def test_a_new_link_can_be_asked_for(ada: Person):
    await waiting(ada)
    said = await ada.says("accedi")
    assert SECOND in said
    assert SHOWN not in said
    assert ada.request.awaiting == PROOF


async def test_a_link_for_less_is_not_enough_for_more(ada: Person):
    await ada.says("lend-it 3 marzo")
    assert ada.identity.made == [(ada.lane, Level.REGISTERED, "lend_bicycle")]
    await ada.says(ALL)
    assert ada.identity.made[1:] == [(ada.lane, Level.IDENTIFIED, "book_room")]


async def test_it_can_be_cancelled(ada: Person):
    await waiting(ada)
    assert "Ho annullato" in await ada.says("annulla")
    said = await ada.proves()
    assert "Accesso riuscito" in said
    assert SHOWN not in said


async def test_one_can_go_back(ada: Person):
    await waiting(ada)
    assert "Fino a quale giorno?" in await ada.says("indietro")
    assert "last" not in ada.request.answers
    assert SECOND in await ada.says("6 marzo")
    assert ada.request.awaiting == PROOF


async def test_a_digression_is_not_interrupted_and_then_it_goes_on(ada: Person):
    await waiting(ada)
    await ada.says("segnalo una buca")
    await ada.says("Il lampione è spento")
    said = await ada.proves()
    assert '"Prenotare una sala" riprende appena finiamo' in said
    assert ada.request.awaiting == "who"
    assert SHOWN in await ada.says("Ada Neri")


async def test_the_innermost_of_two_that_wait_goes_on(ada: Person):
    await waiting(ada)
    await ada.says("lend-it 3 marzo")
    said = await ada.proves()
    assert "lend_bicycle fatto" in said
    assert SHOWN in said  # and as that is done with, so does the outer one


async def test_a_proof_of_too_little_asks_again(ada: Person):
    await waiting(ada)
    said = await ada.proves("contact", Level.REGISTERED)
    assert "è collegata a lei fino al 03/02/2026" in said
    assert SECOND in said
    assert ada.request.awaiting == PROOF


async def test_a_proof_that_was_revoked_at_once_says_nothing(ada: Person):
    await waiting(ada)
    assert await ada.hears_of_a_proof() == ""
    assert ada.request.awaiting == PROOF


async def test_what_expires_between_the_review_and_the_yes_is_asked_for_again(ada: Person):
    await waiting(ada)
    await ada.proves()
    ada.clock.tick(hours=13)
    assert SECOND in await ada.says("sì")
    assert ada.request.awaiting == PROOF
    assert SHOWN in await ada.proves()
    assert "Prenotata" in await ada.says("sì")


async def test_a_service_without_a_review_is_done_once_it_is_proven(ada: Person):
    said = await ada.says("lend-it 3 marzo")
    assert "è per chi è registrato" in said
    assert "lend_bicycle fatto" in await ada.proves("contact", Level.REGISTERED)


async def test_nothing_can_be_proven_where_nothing_is_set_up(ada: Person):
    ada.identity.away = True
    said = await ada.says(ALL)
    assert "da qui oggi non è possibile" in said
    assert ada.request.awaiting == PROOF
    ada.identity.knows(ada.lane, "desk")
    assert SHOWN in await ada.says("sono stata allo sportello")


@pytest.mark.parametrize(
    ("verdict", "goes_on"), [("verified", True), ("unverified", False), ("forged", False)]
)
async def test_ones_own_pec_proves_by_itself(desk: Desk, verdict: str, goes_on: bool):  # noqa: FBT001 - a table
    piero = Person(desk, "email")
    piero.identity.certified = {"verified": Standing(Level.IDENTIFIED, "piero", "pec")}
    said = await piero.says(ALL, assurance=Assurance(verdict, by="gestore.example"))
    assert (SHOWN in said) == goes_on
    assert ("Questa PEC non basta" in said) != goes_on


# -- an application (istanza)


@pytest.fixture(scope="module")
def filing_desk() -> Desk:
    return desk_of(FILING)


async def test_a_draft_is_shown_to_all_and_a_yes_asks_for_the_signature(filing_desk: Desk):
    ada = Person(filing_desk)
    said = await ada.says(ALL)
    assert SHOWN in said
    assert "è una bozza (CAD art. 65)" in said
    assert ada.identity.made == []
    said = await ada.says("sì")
    assert FIRST in said
    assert "vale come firma" in said
    assert WAITS in await ada.says("fatto")
    said = await ada.proves()
    assert SHOWN in said
    assert "vale come firmata" in said
    assert "Prenotata" in await ada.says("sì")


async def test_local_credentials_do_not_sign(filing_desk: Desk):
    ada = Person(filing_desk)
    ada.identity.knows(ada.lane, "credentials")
    said = await ada.says(ALL)
    assert "resta una bozza finché non la firma" in said
    said = await ada.says("accedi")
    assert FIRST in said
    assert SHOWN in said
    assert "vale come firmata" in await ada.proves("cie-3")


async def test_a_yes_to_what_was_worth_less_or_more_is_asked_again(filing_desk: Desk):
    ada = Person(filing_desk)
    ada.identity.knows(ada.lane)
    await ada.says(ALL)
    ada.identity.knows(ada.lane, "credentials")
    said = await ada.says("sì")
    assert "Nel frattempo è cambiato qualcosa" in said
    assert ada.request.awaiting == CONFIRM


# -- ACCEDI, ESCI


ACCESS = [
    pytest.param(Level.OPEN, "", "non è collegata a nessuno", True, id="nobody"),
    pytest.param(Level.REGISTERED, "contact", "è collegata a lei fino al", True, id="a contact"),
    pytest.param(Level.IDENTIFIED, "cie-3", "elettronica: vale fino alle 22:00", False, id="CIE"),
]


@pytest.mark.parametrize(("level", "proof", "told", "link"), ACCESS)
async def test_accedi_says_what_one_is_and_how_to_be_more(
    ada: Person,
    level: Level,
    proof: str,
    told: str,
    link: bool,  # noqa: FBT001 - a table
):
    ada.identity.knows(ada.lane, proof, level)
    said = await ada.says("accedi")
    assert told in said
    assert (FIRST in said) == link
    assert len(ada.records) == link


async def test_accedi_leaves_an_open_question_open(ada: Person):
    await ada.says("sala grande")
    said = await ada.says("accedi")
    assert FIRST in said
    assert said.endswith("A che nome?")
    assert ada.request.awaiting == "name"
    assert "Accesso riuscito" in await ada.proves()
    assert ada.request.awaiting == "name"


async def test_accedi_where_nothing_is_set_up(ada: Person):
    ada.identity.away = True
    assert "non si può fare l'accesso" in await ada.says("accedi")


LEAVING = [
    pytest.param(Level.OPEN, "Non ha nessun accesso aperto", id="nobody"),
    pytest.param(Level.REGISTERED, "Resta collegata a lei", id="a contact"),
    pytest.param(Level.IDENTIFIED, "Ho chiuso l'accesso", id="identified"),
]


@pytest.mark.parametrize(("level", "told"), LEAVING)
async def test_esci_ends_it_at_once_with_what_is_open(ada: Person, level: Level, told: str):
    await ada.says("sala grande")
    ada.identity.knows(ada.lane, level=level)
    said = await ada.says("esci")
    assert told in said
    assert "Ho annullato" in said
    assert ada.records == [("leave", {"lane": ada.lane})]
    assert ada.caller.session.stack == ()
    assert ada.caller.session.link is None


async def test_a_used_link_is_remembered_no_more(ada: Person):
    await ada.says("accedi")
    assert ada.caller.session.link is not None
    await ada.proves()
    assert ada.caller.session.link is None


async def test_a_link_that_is_over_is_remembered_no_more(ada: Person):
    await ada.says("accedi")
    ada.clock.now += GOOD_FOR + timedelta(seconds=1)
    await ada.says("grazie")
    assert ada.caller.session.link is None


def test_the_made_up_services_are_open():
    assert {service.level for service in SERVICES} == {Level.OPEN}
