"""What a person at a terminal sees of certified mail that went out, and the proofs they take away."""

import asyncio
import stat
import subprocess
from datetime import timedelta

import pytest

from bot.channel import Delivery
from bot.message import Assurance, Inbound, Part
from storage import schema
from storage.aside import Aside, SqlAside
from storage.database import open_database
from storage.departures import departure
from storage.outbox import SqlOutbox
from storage.receipts import PostalReceipt, SqlReceipts
from storage.records import RECORDS
from tests.clock import Ticker

ANNA, NAME = "anna.prova@pec.example.it", "<7-0-0.0123456789abcdef@comune.example>"
SAID = [
    ("accettazione", Delivery.ACCEPTED, "verified"),
    ("../avvenuta consegna", Delivery.DELIVERED, "verified"),
    ("errore-consegna", None, "forged"),
]


@pytest.fixture
def posted(tmp_path):
    """A PEC that was accepted and delivered, and a receipt of one that nobody sent."""
    url = f"sqlite:///{tmp_path}/front.db"

    async def post():
        schema.create(url)
        clock = Ticker()
        database = open_database(url, clock=clock, owner="test")
        receipts, outbox = SqlReceipts(database), SqlOutbox(database)
        part = Part("7-0-0", "pec", ANNA, "sì")
        await database.writer.submit(RECORDS, departure(part, clock()))
        (taken,) = await outbox.take("pec", 1)
        await outbox.sent(taken, NAME)
        for number, (kind, state, verdict) in enumerate(SAID):
            at, raw = clock.tick(minutes=1) - timedelta(seconds=5), f"{kind}\r\n\0\xff".encode("latin-1")
            told = PostalReceipt("pec", f"<{number}@x>", kind, NAME, "", at, state, "", raw, verdict)
            await receipts.keep(told)
        await receipts.keep(
            PostalReceipt("pec", "<9@x>", "x", "<no@x>", "", clock(), None, "", b"", "forged")
        )
        database.close()

    asyncio.run(post())


@pytest.mark.usefixtures("posted")
def test_what_was_sent_is_listed_with_how_far_it_got(sportello, monkeypatch):
    monkeypatch.setenv("COLUMNS", "140")
    told = sportello("pec", "sent")
    assert told.code == 0
    (row,) = [line for line in told.out.splitlines() if "7-0-0" in line]
    assert [cell.strip() for cell in row.split("│")[1:-1]][2:] == [
        ANNA,
        "delivered",
        "03/02/2026 10:02",
        "",
        "2",
    ]
    assert "Receipts kept that speak of nothing sent from here: 1." in told.out


def test_where_nothing_was_sent(sportello):
    sportello("db", "upgrade")
    assert sportello("pec", "sent").out == "No certified mail was sent.\n"


@pytest.mark.usefixtures("posted")
def test_the_proofs_are_written_as_they_came(sportello, tmp_path):
    folder = tmp_path / "new" / "proofs"
    told = sportello("pec", "proofs", "7-0-0", "--to", str(folder))
    assert (told.code, len(told.out.splitlines())) == (0, 3)
    names = ["01-accettazione.eml", "02-avvenutaconsegna.eml", "03-errore-consegna-forged.eml"]
    assert sorted(path.name for path in folder.iterdir()) == [*names, "SHA256SUMS"]
    for name, (kind, *_) in zip(names, SAID, strict=True):
        assert (folder / name).read_bytes() == f"{kind}\r\n\0\xff".encode("latin-1")
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=folder, check=True)  # noqa: S607 - of the system


@pytest.mark.usefixtures("posted")
def test_proofs_that_cannot_be_written_are_a_sentence(sportello, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter").touch()
    assert (
        "No receipt is kept of 8-0-0" in sportello("pec", "proofs", "8-0-0", "--to", str(tmp_path / "a")).err
    )
    told = sportello("pec", "proofs", "7-0-0", "--to", str(tmp_path / "full"))
    assert (told.code, "is not empty" in told.err) == (1, True)
    assert not (tmp_path / "a").exists()


@pytest.mark.usefixtures("posted")
def test_what_is_no_message_to_the_counter_is_not_put_back(sportello, tmp_path):
    async def park():
        database = open_database(f"sqlite:///{tmp_path}/front.db", clock=Ticker(), owner="test")
        proof = Assurance("forged", ("digest",), "posta-certificata@gestore.example.it")
        told = Inbound("pec", "e", ANNA, "ciao", Ticker()(), assurance=proof)
        await SqlAside(database).keep(Aside(told, "c", "pec-forged"))
        database.close()

    asyncio.run(park())
    shown = sportello("parked", "show", "1")
    assert "proof: forged (digest), sealed by posta-certificata@gestore.example.it" in shown.out
    unanswered = sportello("parked", "answer", "1", "Buongiorno")
    assert (unanswered.code, unanswered.out) == (1, "")
    assert unanswered.err.startswith("nobody has proven who sent 1")
    refused = sportello("parked", "retry", "1")
    assert refused.code == 1
    assert refused.err == "1 is nothing that the counter may answer: see to it, then close it\n"
