"""Requests at a terminal: listed, read, and answered where the citizen asked."""

import asyncio
from itertools import count

import pytest

from bot.ledger import Turn
from bot.message import Inbound
from bot.session import Caller
from storage import schema
from storage.database import open_database
from storage.inbox import SqlInbox
from storage.requests import SqlRequests, withdraw_request
from tests.clock import Ticker
from tests.veiled_rows import clear, veil_beside

ASKED = [("sms", "+393500000001", "it"), ("telegram", "700000012", "en"), ("email", "a@example.org", "it")]


@pytest.fixture
def opened(tmp_path):
    """The references of three requests, the last of them withdrawn."""
    url = f"sqlite:///{tmp_path}/front.db"

    async def ask():
        schema.create(url)
        clock, ids = Ticker(), count(1)
        database = open_database(url, clock=clock, owner="test")
        inbox, references = SqlInbox(database), []
        for number, (channel, sender, language) in enumerate(ASKED):
            requests = SqlRequests(database, lambda: f"{next(ids):024x}", clock, 30 + number)
            request = requests.open("instalments", "V/12/2026\x1b[31m", {"months": 4, "amount_cents": 17300})
            records = [*request.records]
            if channel == "email":
                records += withdraw_request(request.reference, clock())
            await inbox.accept(Inbound(channel, f"m{number}", sender, "rate", clock()), "c")
            (work,) = await inbox.claim(1)
            lane = work.inbound.lane
            records = [each.for_lane(lane) for each in records]
            await inbox.finish(Turn(work, Caller(lane, language), (), records=records))
            references.append(request.reference.show("it"))
        database.close()
        return references

    return asyncio.run(ask())


def sent(tmp_path):
    """What waits to leave."""

    async def read():
        database = open_database(f"sqlite:///{tmp_path}/front.db", clock=Ticker(), owner="test")
        rows = await database.reader.fetch(
            lambda connection: connection.exec_driver_sql("SELECT channel, address, text FROM outbox").all()
        )
        database.close()
        veil = veil_beside(tmp_path / "front.db")
        return [tuple(clear(value, veil) for value in row) for row in rows]

    return asyncio.run(read())


def test_the_open_ones_are_listed_with_their_term_and_nobodys_number(sportello, opened, monkeypatch):
    monkeypatch.setenv("COLUMNS", "140")
    told = sportello("requests", "list")
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in told.out.splitlines() if "│" in line]
    late = "05/03/2026 LATE", "06/03/2026 LATE"  # the commands go by the real clock
    assert [row[0] for row in rows] == opened[:2]
    assert [row[2].removesuffix(" LATE") for row in rows] == [each.removesuffix(" LATE") for each in late]
    assert [row[3:] for row in rows] == [
        ["instalments", "V/12/2026 [31m", "sms …001", "received", ""],
        ["instalments", "V/12/2026 [31m", "telegram …012", "received", ""],
    ]
    assert "3500000" not in told.out


def test_where_none_is_open(sportello):
    sportello("db", "upgrade")
    assert sportello("requests", "list").out == "No request is open.\n"


def test_one_is_read_as_it_is_dictated(sportello, opened):
    for given in (opened[0], opened[0].lower().replace("-", " ").replace("0", "o")):
        told = sportello("requests", "show", given)
        assert told.code == 0
        for line in (f"reference: {opened[0]}", "where: sms …001", "months: 4", "amount_cents: 17300"):
            assert f"{line}\n" in told.out
        assert "\x1b" not in told.out
    assert "state: withdrawn" in sportello("requests", "show", opened[2]).out


def test_an_answer_leaves_once_with_its_reference(sportello, opened, tmp_path):
    mario, john, _ = opened
    told = sportello("requests", "answer", mario, "--accept", "--text", " 4 rate. ", "--by", "l.rossi")
    assert (told.code, told.out) == (0, f"{mario} is accepted; the answer is on its way.\n")
    second = sportello("requests", "answer", mario, "--refuse", "--text", "No.", "--by", "a.neri")
    assert (second.code, second.out) == (1, "")
    assert second.err.startswith(f"{mario} was accepted already, by l.rossi on ")
    assert second.err.endswith("; nothing was sent\n")
    assert sportello("requests", "answer", john, "--refuse", "--text", "Too late.").code == 0
    parts = [(channel, to, *text.split("\n")) for channel, to, text in sent(tmp_path)]
    assert [part[:-1] for part in parts] == [  # the commands go by the real clock: it is late, which is said
        ("sms", "+393500000001", f"Rif. {mario}: la richiesta è accolta.", "4 rate."),
        ("telegram", "700000012", f"Ref. {john}: your request is not granted.", "Too late."),
    ]
    assert [part[-1].partition(" (")[0] for part in parts] == [
        "Il termine era il 05/03/2026",
        "It was due by 6 March 2026",
    ]
    shown = sportello("requests", "show", mario).out
    assert "decided: accepted " in shown
    assert "answer: Rif. " in shown
    assert "answer is: queued" in shown
    assert sportello("requests", "list").out == "No request is open.\n"


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (None, "there is no request 0000-0083"),
        ("2B3C-4D5F", "one sign of this reference is wrong, or two are swapped"),
        ("perhaps", "perhaps is no reference: eight signs, such as"),
        (2, "was withdrawn by the citizen; nothing was sent"),
    ],
)
def test_what_cannot_be_answered_is_a_sentence(sportello, opened, tmp_path, place, said):
    given = opened[place] if isinstance(place, int) else place or "0000-0083"
    told = sportello("requests", "answer", given, "--accept", "--text", "Sì.")
    assert (told.code, told.out, said in told.err) == (1, "", True), told.err
    assert sent(tmp_path) == []


@pytest.mark.parametrize("words", [("--accept", "--text", " "), ("--text", "Sì."), ("--accept",)])
def test_an_answer_needs_a_decision_and_its_reason(sportello, opened, tmp_path, words):
    assert sportello("requests", "answer", opened[0], *words).code in {1, 2}
    assert sent(tmp_path) == []


def test_what_staff_do_stands_in_the_story_and_leaves_where_it_should(sportello, opened, tmp_path):
    mario, john, gone = opened
    by = ("--by", "l.rossi")
    for words, said in (
        (("take", mario, *by), f"{mario} is in your hands.\n"),
        (("note", mario, "--text", "Sentire la Polizia.", *by), f"{mario} has a note more.\n"),
        (
            ("ask", mario, "--text", "Manchi l'ISEE.", *by),
            f"{mario} waits for the citizen; the question is on its way.\n",
        ),
        (("assign", mario, "--to", "a.neri", *by), f"{mario} goes to a.neri.\n"),
        (("assign", john, "--to", "fines", "--office", *by), f"{john} goes to fines.\n"),
    ):
        told = sportello("requests", *words)
        assert (told.code, told.out) == (0, said), told.err
    shown = sportello("requests", "show", mario).out.splitlines()
    assert [line[17:] for line in shown if line[2:3] == "/"] == [
        "opened by citizen",
        "taken by l.rossi",
        "noted by l.rossi (staff only): Sentire la Polizia.",
        "asked by l.rossi: Manchi l'ISEE.",
        "assigned by l.rossi (staff only): a.neri",
    ]
    assert "in hand of: a.neri" in shown
    assert "state: open, asked" in shown
    ((channel, to, text),) = sent(tmp_path)
    assert (channel, to) == ("sms", "+393500000001")
    assert text.startswith(
        f"Rif. {mario}: per andare avanti ci serve ancora qualcosa da lei.\nManchi l'ISEE.\n"
    )
    assert f"AGGIUNGI {mario}" in text
    assert mario in sportello("requests", "list", "--who", "a.neri").out
    assert john in sportello("requests", "list", "--office", "fines", "--stage", "received").out
    assert sportello("requests", "list", "--kind", "other").out == "No request is open.\n"
    assert "a stage is one of" in sportello("requests", "list", "--stage", "x").err
    assert "was withdrawn by the citizen" in sportello("requests", "take", gone).err
