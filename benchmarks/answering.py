"""The whole counter on a mailbox: mails fetched, kept, answered and handed to the mail server in a second."""

import asyncio
import gc
import shutil
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from benchmarks.channel_servers import serving
from benchmarks.counter import Nowhere
from benchmarks.mailbox import SINCE
from benchmarks.sendings import ME
from benchmarks.workload import write_fines
from bot import garbage
from bot.desk import Desk
from handlers import SERVICES
from sportello import logs
from sportello.imports.fines import import_fines
from sportello.rehearsal import rehearse
from sportello.serve import Given, running
from sportello.settings import Settings, load
from sportello.vocabulary import build_desk
from storage.database import open_database
from storage.schema import upgrade

_NOON = datetime(2025, 1, 7, 12, 0, tzinfo=Settings().city.zone)


async def learn() -> Desk:
    """Learn the words and rehearse, once for every round."""
    logs.configure("info", "json", Nowhere(), for_good=True)
    desk = build_desk(SERVICES, Settings())
    await rehearse(desk, Settings())
    return desk


async def answered_rate(mails: int, desk: Desk) -> float:
    """Mails a second, from a mailbox where so many wait to the last answer at the mail server."""
    with serving("imap", mails, 0) as inbox, serving("smtp", mails) as outbox:
        async with _folder(mails) as folder:
            settings = _settings(folder, inbox.port, outbox.port)
            shift = datetime.now(_NOON.tzinfo) - _NOON
            given = Given(clock=lambda: datetime.now(_NOON.tzinfo) - shift, desk=desk)
            async with running(settings, given=given):
                garbage.stand()
                started = time.perf_counter()
                citizens = await asyncio.to_thread(outbox.heard)
                seconds = time.perf_counter() - started
            gc.unfreeze()
    assert citizens == mails, "a citizen has not one answer"
    return mails / seconds


@asynccontextmanager
async def _folder(mails: int) -> AsyncIterator[Path]:
    """A folder with the database of a city whose register holds the fines of them all."""
    folder = Path(tempfile.mkdtemp(prefix="sportello-bench-"))
    upgrade(url := f"sqlite:///{folder / 'mail.db'}")
    database = open_database(url, clock=lambda: _NOON, owner="bench")
    try:
        write_fines(folder / "fines.csv", mails + 1)
        await import_fines(database, folder / "fines.csv", report=print, progress=lambda _: None)
    finally:
        database.close()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _settings(folder: Path, imap_port: int, smtp_port: int) -> Settings:
    """A counter on this machine whose only network is e-mail, and that may send as fast as it can."""
    environ = {
        "DATABASE__URL": f"sqlite:///{folder / 'mail.db'}",
        "WEB__PORT": "0",
        "WEB__PHONE": "false",
        "PAGOPA__MODE": "sandbox",
        "MAIL__ADDRESS": ME.address,
        "MAIL__PASSWORD": "a-made-up-password",
        "MAIL__IMAP_HOST": "127.0.0.1",
        "MAIL__IMAP_PORT": str(imap_port),
        "MAIL__IMAP_SECURITY": "none",
        "MAIL__SMTP_HOST": "127.0.0.1",
        "MAIL__SMTP_PORT": str(smtp_port),
        "MAIL__SMTP_SECURITY": "none",
        "MAIL__SMTP_LOGIN": "false",
        "MAIL__SINCE": SINCE.date().isoformat(),
        "MAIL__RATE": "100000",
        "MAIL__BURST": "100000",
    }
    return load({f"SPORTELLO_{name}": value for name, value in environ.items()}, folder)
