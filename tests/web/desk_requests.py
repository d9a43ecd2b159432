"""Requests at a desk on a port of this machine: opened by citizens, worked by staff in their browsers."""

import asyncio
import json
import shutil
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count

from sportello.web.desk import requests as pages
from storage.citizens import SqlCitizens
from storage.offices import SqlOffices
from storage.records import RECORDS
from storage.request_answers import Carriage
from storage.request_desk import RequestDesk
from storage.requests import SqlRequests, Term
from storage.sealing import Keyring
from storage.staff import SqlStaff
from tests.clock import Ticker
from tests.storage.conftest import Store
from tests.storage.identities import ANNA, KEY, QUICK
from tests.web.desk_peer import open_desk

CARRIAGE = Carriage(files=frozenset({"try-chat"}))
LANE = "try-chat:900000001"
DETAILS = {"plate": "AB123CD", "amount_cents": 17300, "ask_by": "2026-03-01", "worth": "application"}


@dataclass
class Scene:
    """A desk with requests in it."""

    store: Store
    site: object
    desk: RequestDesk
    worktop: pages.Worktop
    requests: SqlRequests
    citizens: SqlCitizens
    clock: Ticker
    pauses: "Pauses"

    @property
    def database(self):
        return self.desk.database

    async def asked(self, kind="instalments", details=DETAILS, *, files=(), citizen="", lane=LANE):
        """Let a citizen ask; gives the reference."""
        opened = self.requests.open(kind, "V/12/2026", details, citizen=citizen, files=files)
        records = [each.for_lane(lane) for each in opened.records]
        await self.database.writer.submit(RECORDS, records)
        return str(opened.reference)

    async def anna(self) -> str:
        return await self.citizens.admit(ANNA, "import")

    async def version(self, reference):
        return (await self.desk.view(reference)).request.version

    def left(self):
        """The texts that have left, with what files are called."""
        rows = self.store.rows("SELECT text, file FROM outbox ORDER BY id")
        return [text or json.loads(file)["files"][0]["name"] for text, file in rows]

    async def write(self, peer, reference, do, text="", **fields):
        """Post the form of the page as it stands in the browser now."""
        view = await self.desk.view(reference)
        told = {"version": str(view.request.version), "last": str(view.events[-1].number), **fields}
        return await peer.post(f"/desk/requests/{reference}/write", do=do, text=text, **told)


class Pauses:
    """Lets a watcher look again when the test says so."""

    def __init__(self):
        self._reached, self._again = asyncio.Event(), asyncio.Event()

    async def __call__(self, _):
        self._reached.set()
        await self._again.wait()
        self._again.clear()

    async def look(self):
        """Let it look once, to the end."""
        await self._reached.wait()
        self._reached.clear()
        self._again.set()
        await self._reached.wait()


@asynccontextmanager
async def request_desk(sqlite_file, folder, still=15.0):
    """Serve it over a store of its own."""
    clock, file = Ticker(), folder / "sportello.db"
    shutil.copy(sqlite_file, file)
    store = Store(f"sqlite:///{file}", clock, folder / "journal")
    opened, numbers = store.open(), count(1)
    database, ids = opened.database, lambda: f"id-{next(numbers)}"
    keyring, pauses = Keyring([KEY]), Pauses()
    desk, citizens = RequestDesk(database, carriage=CARRIAGE), SqlCitizens(database, keyring, ids)
    staff, offices = SqlStaff(database, keyring, QUICK, clock), SqlOffices(database)
    made = []

    def routes(frame):
        made.append(
            pages.open_worktop(frame, desk, database, citizens, staff, offices, pause=pauses, names_last=0)
        )
        return pages.routes(made[0], database, still=still)

    async with open_desk(opened, clock, routes) as site:
        requests = SqlRequests(
            database, ids, clock, 30, {"taxes": Term(30, "taxes"), "green": Term(60, "green")}
        )
        yield Scene(store, site, desk, made[0], requests, citizens, clock, pauses)
    for each in store.opened:
        each.close()
