"""Broadcasts at a desk on a port of this machine: citizens who hear of roads, and staff in their browsers."""

import re
import shutil
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

from bot.bulk import Fate
from sportello.broadcast_setting import channels_of
from sportello.settings import Settings
from sportello.settings.groups import Web
from sportello.web.desk import broadcast_desk
from sportello.web.desk.broadcast_lists import Lists
from sportello.web.desk.broadcast_live import Watch
from sportello.web.desk.worktop import Naming
from storage.broadcasts import Broadcasts
from storage.bulk import SqlBulk
from storage.offices import SqlOffices
from storage.sealing import Keyring
from storage.staff import SqlStaff
from storage.staff_rows import Role
from storage.subscriber_rows import subscriber, subscription
from storage.zones import MERGE_ZONES, ZoneRow
from tests.clock import Ticker
from tests.storage.bulk_rows import insert, outcome
from tests.storage.conftest import Store
from tests.storage.identities import KEY, QUICK
from tests.storage.samples import NINE
from tests.web.desk_peer import open_desk
from tests.web.desk_requests import Pauses

HOME = "/desk/broadcasts"
BUDGET = 200_000  # millionths of a euro
ZONE = "lanterna"
_VERSION = re.compile(r'name="version" value="(\d+)"')


@dataclass
class Scene:
    """A desk with citizens behind it."""

    store: Store
    site: object
    broadcasts: Broadcasts
    bulk: SqlBulk
    clock: Ticker
    pauses: Pauses
    lists: Lists

    async def editor(self, name="olga", **rest):
        return await self.site.staff(Role.EDITOR, name=name, **rest)

    async def approver(self, name="renato", **rest):
        return await self.site.staff(Role.APPROVER, name=name, **rest)

    def typed(self, **rest):
        """What a form says of a notice on roads for six hours."""
        until = self.clock() + timedelta(hours=6)
        return {
            "title-it": "Via Roma",
            "body-it": "Via Roma è chiusa.",
            "kind": "notice",
            "policy": "cheapest",
            "topics": "roads",
            "valid_until": f"{until:%Y-%m-%dT%H:%M}",
            "do": "save",
            **rest,
        }

    async def written(self, peer, **rest):
        """Write a draft; gives its address."""
        done = await peer.post(f"{HOME}/new", **self.typed(**rest))
        assert done.status == 303, done.text
        return done.headers["Location"].split("?")[0]

    async def do(self, peer, here, deed, **fields):
        """Post the form of a deed as it stands in the browser now."""
        page = await peer.get(here)
        version = _VERSION.search(page.text)
        given = {"version": version[1] if version else "", "counted": "3", **fields}
        return await peer.post(f"{here}/{deed}", **given)

    async def submitted(self, peer, **rest):
        here = await self.written(peer, **rest)
        assert (await self.do(peer, here, "submit")).status == 303
        return here

    async def running(self, editor, approver, **rest):
        """Let one begin."""
        here = await self.submitted(editor, **rest)
        assert (await self.do(approver, here, "approve", understand="1")).status == 303
        assert await self.broadcasts.start_due() == 1
        return here

    async def send(self, limit=10, fate=Fate.SENT, code=""):
        """Let parts leave; to whom."""
        parts = (await self.bulk.take("try-sms", limit)).parts
        rest = {"code": code} if code else {}
        await self.bulk.note([outcome(part, fate, **rest) for part in parts])
        return [part.to for part in parts]


def lay_citizens(store, number=3):
    """Let citizens hear of roads by SMS."""
    rows = [
        {
            "id": each,
            "lane": f"try-sms:+39350000000{each}",
            "channel": "try-sms",
            "address": f"+39350000000{each}",
            "person": "",
            "language": "it",
            "source": "desk",
            "added_at": NINE,
        }
        for each in range(1, number + 1)
    ]
    insert(store, subscriber, rows)
    insert(store, subscription, [{"topic": "roads", "subscriber": row["id"], "since": NINE} for row in rows])


@asynccontextmanager
async def broadcast_desk_of(sqlite_file, folder, still=15.0, patience=15.0):
    """Serve it over a store of its own."""
    clock, file = Ticker(), folder / "sportello.db"
    shutil.copy(sqlite_file, file)
    store = Store(f"sqlite:///{file}", clock, folder / "journal")
    opened, numbers, pauses = store.open(), count(1), Pauses()
    lay_citizens(store)
    database = opened.database
    await database.writer.submit(MERGE_ZONES, [ZoneRow(ZONE, "La Lanterna", "", "")])
    plain = Settings()
    rules = plain.broadcasts.model_copy(update={"aliases": ("Portoreale",)})
    settings = plain.model_copy(update={"web": Web(port=0), "broadcasts": rules})
    broadcasts = Broadcasts(database, channels_of(settings), BUDGET)
    naming = Naming(SqlStaff(database, Keyring([KEY]), QUICK, clock), SqlOffices(database))

    lists = broadcast_desk.open_lists(settings, database, patience)

    def routes(frame):
        ids = lambda: f"id-{next(numbers)}"  # noqa: E731 - as the counter's own
        studio = broadcast_desk.open_studio(frame, settings, broadcasts, naming, ids)
        return broadcast_desk.routes(studio, Watch(studio, pause=pauses), lists, still=still)

    async with open_desk(opened, clock, routes) as site:
        yield Scene(store, site, broadcasts, SqlBulk(database), clock, pauses, lists)
    for each in store.opened:
        each.close()
