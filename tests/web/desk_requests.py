"""Requests at a desk on a port of this machine: opened by citizens, with documents, worked by staff in browsers."""

from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count

from bot.message import File
from sportello.web.desk import requests as pages
from storage.citizens import Citizen, SqlCitizens
from storage.offices import SqlOffices
from storage.records import RECORDS
from storage.request_desk import RequestDesk
from storage.requests import SqlRequests
from storage.sealing import Keyring
from storage.staff import SqlStaff
from tests.storage.identities import ANNA, KEY, QUICK
from tests.web.desk_peer import open_desk

LANE = "try-chat:900000001"
PHOTO = File("foto.jpg", "image/jpeg", b"\xff\xd8\xff and no more")
DETAILS = {"plate": "AB123CD", "amount_cents": 17300, "ask_by": "2026-03-01", "worth": "application"}


@dataclass
class Scene:
    """A desk with requests in it."""

    opened: object
    site: object
    desk: RequestDesk
    worktop: pages.Worktop
    requests: SqlRequests
    citizens: SqlCitizens
    clock: object

    async def asked(self, kind="instalments", details=DETAILS, *, files=(), citizen="", lane=LANE):
        """Let a citizen ask; gives the reference."""
        opened = self.requests.open(kind, "V/12/2026", details, citizen=citizen, files=files)
        records = [each.for_lane(lane) for each in opened.records]
        await self.opened.database.writer.submit(RECORDS, records)
        return str(opened.reference)

    async def anna(self) -> str:
        return await self.citizens.admit(ANNA, "import")

    async def version(self, reference):
        return (await self.desk.view(reference)).request.version

    async def write(self, peer, reference, do, text="", **fields):
        """Post the form of the page as it stands in the browser now."""
        view = await self.desk.view(reference)
        told = {"version": str(view.request.version), "last": str(view.events[-1].number), **fields}
        return await peer.post(f"/desk/requests/{reference}/write", do=do, text=text, **told)


@asynccontextmanager
async def request_desk(store, clock):
    """Serve it over a store."""
    opened, numbers = store.open(), count(1)
    database, ids = opened.database, lambda: f"id-{next(numbers)}"
    keyring = Keyring([KEY])
    desk, citizens = RequestDesk(database), SqlCitizens(database, keyring, ids)
    staff, offices = SqlStaff(database, keyring, QUICK, clock), SqlOffices(database)
    made = []

    def routes(frame):
        made.append(pages.open_worktop(frame, desk, database, citizens, staff, offices))
        return pages.routes(made[0], database)

    async with open_desk(opened, clock, routes) as site:
        requests = SqlRequests(database, ids, clock, 30)
        yield Scene(opened, site, desk, made[0], requests, citizens, clock)


__all__ = ["Citizen", "Scene", "request_desk"]
