"""What the networks of the stage do to a message: the real channels' traits, reading and splitting."""

import csv
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.desk import Desk
from bot.message import File, Part
from channels.mail.mail import TRAITS as MAIL
from channels.pec.pec import TRAITS as PEC
from channels.sandbox import sandboxes
from channels.sms.sms import TRAITS as SMS
from channels.telegram.telegram import TRAITS as TELEGRAM
from sportello.settings import Settings
from sportello.transcripts.stage import open_stage
from sportello.transcripts.ways import Said, plain_ways, real_ways
from tests.desk import real_desk as learnt_desk

REAL = {"sms": SMS, "telegram": TELEGRAM, "email": MAIL}
DAYS = ("lun", "mar", "mer", "gio", "ven", "sab", "dom")
MOMENT = datetime(2026, 2, 3, 10, 0, tzinfo=ZoneInfo("Europe/Rome"))


@pytest.fixture(scope="module")
def desk() -> Desk:
    """The real words and services."""
    return learnt_desk()


@pytest.mark.parametrize("name", REAL)
def test_a_network_is_played_with_the_traits_of_its_channel(name):
    assert real_ways(Settings())[name].traits is REAL[name]


@pytest.mark.parametrize("name", REAL)
def test_the_phone_in_the_browser_differs_in_nothing(name):
    pretended = {box.traits.kind: box.traits for box in sandboxes().values()}[name]
    told = {
        (each.kind, each.asking, each.buttons, each.files, each.letter, each.patience)
        for each in (pretended, REAL[name])
    }
    assert len(told) == 1
    for text in ("a" * 459, "a" * 460, "è€" * 40, "a" * 4096, "a" * 4097, "😀" * 2048, "😀" * 2049):
        assert pretended.fits(text) == REAL[name].fits(text)
        assert pretended.spell(text) == REAL[name].spell(text)


def _minutes(day: int) -> list[str]:
    """Many short hours of a day, other ones every day."""
    return [
        f"{hour}:{minute + day:02}-{hour}:{minute + 9:02}"
        for hour in range(8, 12)
        for minute in range(0, 60, 10)
    ]


async def long_answer(desk: Desk, folder: Path, channel: str) -> list[Part]:
    """What is answered about an office of which there is more to say than a message holds."""
    hours = "; ".join(f"{day} {' '.join(_minutes(at))}" for at, day in enumerate(DAYS))
    office = {
        "code": "archivio",
        "name": "Archivio Storico",
        "aliases": "archivio",
        "address": "Piazza della Lanterna 1, " + "scala B, " * 18,
        "phone": "0599 100199 " * 15,
        "email": "archivio@comune.portoreale.example",
        "hours": hours,
        "note": " ".join(f"Fondo {number}: su appuntamento." for number in range(1, 74)),
    }
    with (folder / "offices.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, list(office))
        rows.writeheader()
        rows.writerow(office)
    async with open_stage(desk, folder, ways=real_ways(Settings())) as stage:
        return list(await stage.write(channel, "anna", "orari archivio"))


@pytest.mark.parametrize(("channel", "count"), [("telegram", 2), ("email", 1)])
async def test_a_long_answer_leaves_in_parts_that_fit(channel, count, desk, tmp_path):
    parts = await long_answer(desk, tmp_path, channel)
    assert len(parts) == count
    assert all(REAL[channel].fits(part.text) for part in parts)
    assert sum(len(part.text) for part in parts) > 4096
    assert parts[-1].text.rstrip().endswith("Comune di Prova" if channel == "email" else "appuntamento.")


def said(text: str, *files: File) -> Said:
    return Said("play-1", "anna", MOMENT, text, files=files)


async def test_a_letter_that_a_machine_wrote_is_not_answered():
    mail = real_ways(Settings())["email"]
    assert await mail.read(said("Out of office: Multa\nSono in ferie fino al 10.")) is None


PDF = File("verbale.pdf", "application/pdf", b"%PDF")


@pytest.mark.parametrize(
    ("channel", "text", "heard"),
    [
        ("sms", "/multa AB123CD", "/multa AB123CD"),
        ("telegram", "/multa AB123CD", "multa AB123CD"),
        ("telegram", "/multa@comune_bot AB123CD", "multa AB123CD"),
        ("email", "Multa\nAB123CD", "Multa\nAB123CD"),
        ("email", "Re: Multa\nAB123CD", "AB123CD"),
        ("email", "Multa", "Multa"),
    ],
)
async def test_words_come_in_as_the_channel_reads_them(channel, text, heard):
    inbound = await real_ways(Settings())[channel].read(said(text))
    assert inbound.text == heard
    assert inbound.sender == real_ways(Settings())[channel].address("anna")


@pytest.mark.parametrize("channel", ["telegram", "email"])
@pytest.mark.parametrize(("size", "kept"), [(10_000_000, True), (10_000_001, False)])
async def test_a_file_is_kept_up_to_the_limit_of_the_settings(channel, size, kept):
    file = File("verbale.pdf", "application/pdf", b"x" * size)
    inbound = await real_ways(Settings())[channel].read(said("Multa", file))
    assert inbound.files == ((file,) if kept else ())
    assert [(each.reason, each.name, each.limit) for each in inbound.refused] == (
        [] if kept else [("large", "verbale.pdf", "10 MB")]
    )


async def test_a_pec_is_believed_and_a_machine_s_is_not_answered():
    way = real_ways(Settings())["pec"]
    assert way.traits is PEC
    inbound = await way.read(said("Re: Multa\nAB123CD"))
    assert (inbound.text, inbound.sender) == ("AB123CD", "anna@pec.example.org")
    assert inbound.assurance.verdict == "verified"
    assert await way.read(said("Out of office: Multa\nSono in ferie fino al 10.")) is None


async def test_a_plain_way_changes_nothing():
    inbound = await plain_ways()["email"].read(said("Re: Multa\nAB123CD", PDF))
    assert (inbound.text, inbound.sender, inbound.files) == ("Re: Multa\nAB123CD", "anna", (PDF,))


@pytest.mark.parametrize("person", ["anna", "José d'Angelo-3", "D. & figli", "??"])
@pytest.mark.parametrize("channel", REAL)
async def test_anybody_is_heard_under_their_address(person, channel):
    way = real_ways(Settings())[channel]
    inbound = await way.read(Said("play-1", person, MOMENT, "multa"))
    assert inbound.sender == way.address(person)
    assert way.address(person) == real_ways(Settings())[channel].address(person)


def test_an_answer_by_mail_is_told_with_its_subject():
    part = Part("k", "email", "anna@example.org", "Buongiorno", context={"subject": "Re: Una però"})
    assert real_ways(Settings())["email"].heading(part) == "Subject: Re: Una però"
    assert real_ways(Settings())["telegram"].heading(part) == ""
