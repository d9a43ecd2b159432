"""Whatever the order of the data and the messages that they come in, the form is the same."""

from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.desk import Desk
from bot.service import Outcome, Then
from tests.dialogue.citizen import WAYS, Citizen
from tests.dialogue.made_up import BookRoom

FEW = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@dataclass(frozen=True)
class Datum:
    """One datum of a form, in the ways in which it is written."""

    slot: str
    spellings: tuple[str, ...]


FINE = (
    Datum("plate", ("AB123CD", "targa AB123CD", "targa: ab 123 cd", "la targa è AB123CD", "TARGA=AB123CD")),
    Datum(
        "number", ("V12345/2026", "verbale n. V12345/2026", "verbale: v12345/2026", "il verbale V12345/2026")
    ),
    Datum("on", ("03/02/2026", "3 febbraio 2026", "data: 3.2.2026", "del 3/2/26", "3 FEBBRAIO")),
)
ROOM = (
    Datum("name", ("nome: Ada Neri", "nominativo: ada neri", "NOME: ADA NERI")),
    Datum("room", ("sala grande", "sala: grande", "auditorium")),
    Datum("first", ("dal 3 marzo 2026", "dal: 03/03/2026", "primo giorno: 3 marzo")),
    Datum("last", ("al 5 marzo 2026", "al: 5/3/2026", "ultimo giorno 5.3.2026")),
    Datum("email", ("ada@example.org", "email: ada@example.org")),
)
NOISE = ("", "", "ecco ", "allora ", "grazie, ", "Buongiorno ")
GLUE = ("\n", ", ", "; ", "\n\n")


@st.composite
def tellings(draw: st.DrawFn, data: tuple[Datum, ...]) -> list[str]:
    """The data in some order, in some messages, with some noise."""
    order = draw(st.permutations(data))
    messages: list[str] = []
    for datum in order:
        piece = draw(st.sampled_from(NOISE)) + draw(st.sampled_from(datum.spellings))
        if messages and draw(st.booleans()):
            messages[-1] += draw(st.sampled_from(GLUE)) + piece
        else:
            messages.append(piece)
    return messages


async def _accepts(form: object) -> Outcome:
    del form
    return Outcome("correction-example", then=Then.CONFIRM)


@FEW
@given(messages=tellings(FINE), way=st.sampled_from(sorted(WAYS)), opened=st.booleans())
async def test_a_fine_in_any_order(real_desk: Desk, messages: list[str], way: str, *, opened: bool) -> None:
    citizen = Citizen(real_desk, way, acts={("pay_fine", True): _accepts})
    if opened:
        await citizen.says("multa")
    else:
        messages = [f"multa {messages[0]}", *messages[1:]]
    for message in messages:
        await citizen.says(message)
    assert citizen.request.answers == {"plate": "AB123CD", "number": "V12345/2026", "on": "2026-02-03"}
    assert len(citizen.reviewed) == 1


@FEW
@given(messages=tellings(ROOM), way=st.sampled_from(sorted(WAYS)))
async def test_a_room_in_any_order(desk: Desk, messages: list[str], way: str) -> None:
    citizen = Citizen(desk, way)
    await citizen.says("sala")
    for message in messages:
        await citizen.says(message)
    assert isinstance(citizen.reviewed[-1], BookRoom)
    assert citizen.request.answers == {
        "name": "Ada Neri",
        "room": "GREAT",
        "first": "2026-03-03",
        "last": "2026-03-05",
        "email": "ada@example.org",
    }
