"""The desk of a benchmark: its pages of requests over a store, and officers who are signed in already."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import argon2
import sqlalchemy as sa
from aiohttp import web

from benchmarks.counter import VEIL
from sportello.web.desk import requests as pages
from sportello.web.desk.frame import Frame
from sportello.web.desk.look import Look
from sportello.web.pages import Pages, Static
from storage.audit import SqlAudit
from storage.citizens import SqlCitizens, nobody_new
from storage.database import Database, read_url, set_veil, set_zone, writing_engine
from storage.links import fingerprint
from storage.offices import SqlOffices
from storage.passwords import Passwords
from storage.request_desk import RequestDesk
from storage.sealing import Keyring
from storage.staff import SqlStaff
from storage.staff_rows import ACTIVE, staff, staff_session
from storage.staff_sessions import SqlStaffSessions

_QUICK = Passwords(argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))  # nobody signs in here


@dataclass(frozen=True, slots=True)
class DeskSite:
    """Where the desk is served; `cookies` are those of its officers' browsers, one each."""

    address: str
    desk: RequestDesk
    cookies: Sequence[str]


def officer(number: int) -> str:
    """Name an officer."""
    return f"officer-{number:03}"


@asynccontextmanager
async def desk_site(url: str, database: Database, officers: int) -> AsyncIterator[DeskSite]:
    """Serve the pages on a port of this machine."""
    cookies = [f"{number:043}" for number in range(officers)]
    await asyncio.to_thread(_seat, url, cookies, database.clock())
    keyring, desk, clock = Keyring([bytes(32)]), RequestDesk(database), database.clock
    limits = timedelta(minutes=20), timedelta(hours=10)
    sessions = SqlStaffSessions(database, keyring, _QUICK, clock, *limits)
    look = Look(Pages(Static()), database.zone)
    frame = Frame(sessions, SqlAudit(database), look, "http://127.0.0.1")
    citizens, colleagues = (
        SqlCitizens(database, keyring, nobody_new),
        SqlStaff(database, keyring, _QUICK, clock),
    )
    worktop = pages.open_worktop(frame, desk, database, citizens, colleagues, SqlOffices(database))
    app = web.Application()
    app.add_routes(pages.routes(worktop, database))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=1024).start()
    try:
        yield DeskSite(f"http://127.0.0.1:{runner.addresses[0][1]}", desk, cookies)
    finally:
        worktop.live.stop()
        await runner.cleanup()


def _seat(url: str, cookies: Sequence[str], now: datetime) -> None:
    """Sit officers down, each with a session, in place of those who sat there before."""
    people: dict[str, object] = {"full_name": "Olga Prova", "roles": "operator approver", "offices": ""}
    people |= {"state": ACTIVE, "hash": "", "totp": "", "totp_step": 0, "sandbox": False}
    people |= {"made_at": now, "changed_at": now}
    begun = {"begun_at": now, "seen_at": now, "expires_at": now + timedelta(hours=10), "failures": 0}
    engine = set_veil(set_zone(writing_engine(read_url(url)), now.tzinfo or UTC), VEIL)
    with engine.begin() as connection:
        connection.execute(sa.delete(staff_session))
        connection.execute(sa.delete(staff))
        names = [{**people, "name": officer(number)} for number in range(len(cookies))]
        connection.execute(sa.insert(staff), names)
        rows = [
            {**begun, "cookie": fingerprint(cookie), "name": officer(number)}
            for number, cookie in enumerate(cookies)
        ]
        connection.execute(sa.insert(staff_session), rows)
    engine.dispose()
