"""The commands of the register: verify, print a day, look up, annul."""

import asyncio
import sqlite3
import stat
from dataclasses import replace
from datetime import date

import pytest

from sportello.register_sheet import sheet
from storage import schema
from storage.database import open_database
from storage.register import Direction, Registration, SqlRegister
from tests.clock import Ticker

ON = date(2026, 2, 3)
ANNA, CITY = "anna.prova@pec.example.it", "comune@pec.example.it"


def coming(number, **rest):
    given = Registration(
        key=f"pec:<{number}@pec.example.it>",
        direction=Direction.IN,
        sender=ANNA,
        recipients=(CITY,),
        subject="Richiesta di rimborso è €",
        reference=f"<{number}@pec.example.it>",
        message_sha256="a" * 64,
        enclosed=(("modulo.pdf", "b" * 64),),
    )
    return replace(given, **rest)


def going(number):
    return coming(
        number,
        key=f"pec:{number}-0-0",
        direction=Direction.OUT,
        sender=CITY,
        recipients=(ANNA,),
        message_sha256="",
        answers="0000001/2026",
    )


@pytest.fixture
def filled(tmp_path):
    """A register with two entries of 3 February 2026; the second is annulled on the next day."""
    url = f"sqlite:///{tmp_path}/front.db"

    async def fill():
        schema.create(url)
        clock = Ticker()
        database = open_database(url, clock=clock, owner="test")
        register = SqlRegister(database)
        await register.enter(coming(1, subject="\x1b[31m=1+1 \U0001f600"))
        await register.enter(going(2))
        await register.seal(going(2).key, "c" * 64)
        clock.tick(days=1)
        await register.annul(2026, 2, "Doppia", "m.verdi")
        day, last = await register.day(ON), (await register.verify()).last
        database.close()
        return day, last

    return asyncio.run(fill())


@pytest.mark.parametrize("command", ["verify", "day", "show", "annul", "list"])
def test_every_command_explains_itself(sportello, command):
    told = sportello("register", command, "--help")
    assert (told.code, f"Usage: sportello register {command}" in told.out) == (0, True)


def test_verify_tells_how_far_and_the_last_hash(sportello, filled):
    _, last = filled
    told = sportello("register", "verify")
    assert (told.code, told.err) == (0, "")
    assert told.out == f"The register is whole: 4 events, the last hash is {last}\n"
    assert sportello("register", "verify", filled[0].last, last.upper()).code == 0


@pytest.mark.usefixtures("filled")
def test_verify_names_what_is_broken(sportello, tmp_path):
    told = sportello("register", "verify", "0" * 63 + "1")
    assert (told.code, told.out) == (1, "")
    assert "is not the one of 000" in told.err
    forged = sqlite3.connect(tmp_path / "front.db")
    forged.execute("DROP TRIGGER register_event_stays_update")
    forged.execute("UPDATE register_event SET document = '{}' WHERE sequence = 2")
    forged.commit()
    forged.close()
    told = sportello("register", "verify")
    assert told.code == 1
    assert (
        told.err
        == "event 2 of the register, about entry 0000002/2026 is broken: it is not as it was written\n"
    )


def test_the_day_is_written_as_a_sheet_and_as_a_page_for_its_owner_alone(sportello, filled, tmp_path):
    told = sportello("register", "day", "2026-02-03")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("2 entries, 0 annulments: register-2026-02-03.csv and ")
    names = [tmp_path / f"register-2026-02-03.{kind}" for kind in ("csv", "pdf")]
    assert [stat.S_IMODE(name.stat().st_mode) for name in names] == [0o600] * 2
    before = [name.read_bytes() for name in names]
    assert before[0] == sheet(filled[0])
    sportello("register", "day", "03/02/2026")
    assert [name.read_bytes() for name in names] == before
    names[1].unlink()
    assert sportello("register", "day", "2026-02-03", "--csv-only").code == 0
    assert not names[1].exists()


@pytest.mark.usefixtures("filled")
def test_an_entry_is_shown_whichever_way_it_is_written_and_without_what_a_terminal_obeys(sportello):
    told = sportello("register", "show", "1/2026")
    assert told == sportello("register", "show", "2026/0000001")
    assert "entry: 0000001/2026, in\nregistered: 03/02/2026 10:00:00\n" in told.out
    assert "subject:  [31m=1+1" in told.out
    assert "\x1b" not in told.out
    assert "annulled: 04/02/2026 10:00:00 by m.verdi: Doppia" in sportello("register", "show", "2/2026").out


@pytest.mark.usefixtures("filled")
def test_an_entry_is_annulled_once(sportello):
    told = sportello("register", "annul", "1/2026", "--reason", " Errore ", "--by", "l.rossi")
    assert (told.code, told.out.partition(" is annulled")[0]) == (0, "Entry 0000001/2026")
    assert "by l.rossi: Errore\n" in sportello("register", "show", "1/2026").out
    assert sportello("register", "verify").code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "9/2026"), "the register has no entry 9/2026"),
        (("show", "nine"), "nine is no number of the register: write it as 123/2026"),
        (("show", "²/2026"), "²/2026 is no number of the register: write it as 123/2026"),
        (("annul", "9/2026", "--reason", "x"), "the register has no entry 9/2026"),
        (("annul", "2/2026", "--reason", "x"), "entry 0000002/2026 is annulled already"),
        (("annul", "1/2026", "--reason", " "), "an annulment needs a reason"),
        (("day", "31/02/2026"), "31/02/2026 is no day: write 2026-11-30, yesterday or today"),
        (("day", "2999-01-01"), "01/01/2999 is still to come"),
    ],
)
@pytest.mark.usefixtures("filled")
def test_what_cannot_be_done_is_a_sentence(sportello, words, said):
    told = sportello("register", *words)
    assert (told.code, told.out, told.err) == (1, "", f"{said}\n")


@pytest.mark.usefixtures("filled")
def test_a_list_of_a_day(sportello):
    told = sportello("register", "list", "--day", "2026-02-03").out
    assert "0000001/2026" in told
    assert "\x1b[31m" not in told
    assert sportello("register", "list").out.startswith("Nothing was registered on ")
