"""A store with many subscribers, and a broadcast to them that two people have let go."""

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from benchmarks.broadcast_clients import BODY, FROM
from benchmarks.sendings import ME
from benchmarks.twilio_calls import SID
from benchmarks.twilio_calls import TOKEN as CALLS_TOKEN
from benchmarks.workload import write_fines
from bot.records import Record
from sportello.imports.fines import import_fines
from sportello.settings import Settings, load
from sportello.stores import open_store, wall_clock
from storage.audience import Audience, Policy
from storage.broadcasts import Broadcasts, Done, Draft, Kind, Text
from storage.database import Database
from storage.prepared import Prepared
from storage.records import RECORDS
from storage.subscriber_rows import subscriber, subscription

TOPIC: Final = "civil_protection"
_BOT = "7000000001:" + "a-made-up-token-of-nobody"
_AT_ONCE = 5_000  # rows of one transaction
_SUBSCRIBER = Prepared(sa.insert(subscriber).values({c.name: sa.bindparam(c.name) for c in subscriber.c}))
_SUBSCRIPTION = Prepared(
    sa.insert(subscription).values({c.name: sa.bindparam(c.name) for c in subscription.c})
)
_ADDRESSES = {"sms": "+39347{:07}", "telegram": "{}", "email": "citizen{}@example.org"}


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of an audience: people, the seconds it took, megabytes of the store for them."""

    people: int
    seconds: float
    mb: float


@dataclass(frozen=True, slots=True)
class Site:
    """Where a counter works: its folder, its port, those of the networks (`imap` among them).

    `in_flight` parts of each channel are on their way at the same time, 0 for as many as is usual.
    """

    folder: str
    port: int
    networks: Mapping[str, int]
    in_flight: int = 0

    @property
    def settings(self) -> Settings:
        """A counter on three networks of this machine, which may send as fast as it can."""
        given = {
            "DATABASE__URL": f"sqlite:///{self.folder}/bench.db",
            "WEB__PORT": str(self.port),
            "WEB__PHONE": "false",
            "PAGOPA__MODE": "sandbox",
            "ENGINE__GRACE_SECONDS": "1",
            "SMS__ACCOUNT_SID": SID,
            "SMS__AUTH_TOKEN": CALLS_TOKEN,
            "SMS__NUMBER": FROM,
            "SMS__API_URL": f"http://127.0.0.1:{self.networks['sms']}",
            "SMS__RATE": "100000",
            "SMS__BURST": "100000",
            "TELEGRAM__TOKEN": _BOT,
            "TELEGRAM__API_URL": f"http://127.0.0.1:{self.networks['telegram']}",
            "MAIL__ADDRESS": ME.address,
            "MAIL__PASSWORD": "a-made-up-password",
            "MAIL__IMAP_HOST": "127.0.0.1",
            "MAIL__IMAP_PORT": str(self.networks["imap"]),
            "MAIL__IMAP_SECURITY": "none",
            "MAIL__SMTP_HOST": "127.0.0.1",
            "MAIL__SMTP_PORT": str(self.networks["email"]),
            "MAIL__SMTP_SECURITY": "none",
            "MAIL__SMTP_LOGIN": "false",
            "BROADCASTS__QUIET": "00:00-00:00",
            "BROADCASTS__QUIET_SUNDAYS": "false",
            "BROADCASTS__SMS_RATE": "1000000",
            "BROADCASTS__TELEGRAM_RATE": "1000000",
            "BROADCASTS__MAIL_RATE": "1000000",
        }
        if self.in_flight:
            given["BROADCASTS__IN_FLIGHT"] = str(self.in_flight)
        return load({f"SPORTELLO_{name}": value for name, value in given.items()}, Path(self.folder))


async def make_store(site: Site, people: Mapping[str, int], citizens: int) -> Made:
    """Make a store with so many subscribers of each channel; if there are any, let a broadcast to all go."""
    folder = Path(site.folder)
    database = open_store(site.settings, wall_clock(site.settings))
    try:
        write_fines(folder / "fines.csv", citizens)
        await import_fines(database, folder / "fines.csv", report=_refuse, progress=_nothing)
        if not any(people.values()):
            return Made(0, 0.0, 0.0)
        await _subscribe(database, people)
        return await _begin(database, folder, tuple(people), sum(people.values()))
    finally:
        database.close()


async def _subscribe(database: Database, people: Mapping[str, int]) -> None:
    rows = list(_rows(people, int(time.time() * 1000)))
    for first in range(0, len(rows), _AT_ONCE):
        some = rows[first : first + _AT_ONCE]
        wanted = [{"topic": TOPIC, "subscriber": row["id"], "since": row["added_at"]} for row in some]
        records = [Record(_SUBSCRIBER, row) for row in some]
        await database.writer.submit(RECORDS, [*records, *(Record(_SUBSCRIPTION, row) for row in wanted)])


def _rows(people: Mapping[str, int], now: int) -> Iterator[dict[str, object]]:
    for number, (channel, address) in enumerate(_everybody(people), 1):
        yield {
            "id": number,
            "lane": f"{channel}:{address}",
            "channel": channel,
            "address": address,
            "person": "",
            "language": "it",
            "source": "bench",
            "added_at": now,
        }


def _everybody(people: Mapping[str, int]) -> Iterable[tuple[str, str]]:
    for channel, count in people.items():
        for number in range(count):
            yield channel, _ADDRESSES[channel].format(1_000_000 + number)


async def _begin(database: Database, folder: Path, channels: tuple[str, ...], people: int) -> Made:
    deeds = Broadcasts(database, channels, 10**12)
    draft = Draft(
        Kind.NOTICE,
        Policy.CHEAPEST,
        {"it": Text("Allerta meteo", BODY)},
        Audience(topics=(TOPIC,)),
        valid_until=database.clock() + timedelta(days=1),
    )
    made = await deeds.make(draft, "anna")
    submitted = await deeds.submit(made.id, "anna", made.version, people, 1)
    assert isinstance(submitted, Done), submitted
    approved = await deeds.approve(made.id, "bruno", submitted.version, people)
    assert isinstance(approved, Done), approved
    before, started = _megabytes(folder), time.perf_counter()
    assert await deeds.start_due() == 1
    seconds = time.perf_counter() - started
    return Made(people, seconds, _megabytes(folder) - before)


def _megabytes(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.glob("bench.db*")) / 1e6


def _refuse(problem: object) -> None:
    raise AssertionError(problem)


def _nothing(_: object) -> None:
    """Nobody looks at the progress."""
