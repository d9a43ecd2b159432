"""A counter with the made-up city, whose Fatima is known in two conversations, and its gates."""

import csv
import io
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count

import aiohttp
from pydantic import SecretStr

from sportello.identities import open_known
from sportello.serve import Given, running
from sportello.settings import Settings
from sportello.settings.groups import Database, Web
from sportello.stores import open_store
from sportello.trial import load_city
from storage.binding import BIND, Proof
from tests.desk import real_desk

FATIMA, PLATE = "SMPFTM85B51Z330T", "SC210DA"  # a dweller of the made-up city; her permit ends within days
LANES = ("try-sms:+393500000002", "try-chat:900000002")
TOKEN = "a gate of the made-up city"  # of no gate at all


@dataclass
class Town:
    """A running counter."""

    address: str

    async def whitelist(self):
        """What the gates let in: zone and permit by plate."""
        rows = csv.DictReader(io.StringIO(await self._asked("whitelist.csv")))
        return {row["plate"]: row for row in rows}

    async def changes(self, after=0):
        """What the gates were told, in order."""
        return [json.loads(line) for line in (await self._asked(f"changes?after={after}")).splitlines()]

    async def _asked(self, what):
        headers = {"Authorization": f"Bearer {TOKEN}"}
        async with (
            aiohttp.ClientSession(headers=headers) as session,
            session.get(f"{self.address}/gates/{what}") as answer,
        ):
            answer.raise_for_status()
            return await answer.text()


@asynccontextmanager
async def ztl_town(folder):
    """Open the city for business."""
    plain = Settings()
    settings = plain.model_copy(
        update={
            "database": Database(url=f"sqlite:///{folder}/try.db"),
            "web": Web(port=0),
            "ztl": plain.ztl.model_copy(update={"gate_token": SecretStr(TOKEN)}),
        }
    )
    await _know(settings)
    async with running(settings, trying=True, given=Given(desk=real_desk())) as address:
        yield Town(address)


async def _know(settings):
    """Let Fatima have proven in both conversations who she is."""
    numbers = count(1)

    def clock():
        return datetime.now(settings.city.zone)

    database = open_store(settings, clock)
    known = open_known(settings, database, clock, lambda: f"{next(numbers):024x}")
    await load_city(settings, database, known.keyring, clock().date())
    fatima = await known.citizens.by_fiscal_code(FATIMA)
    assert fatima is not None
    for lane in LANES:
        proof = Proof(lane, fatima.id, "spid-2", known.rules.contact_days, known.rules.identified_hours, "c")
        await database.writer.submit(BIND, proof)
    database.close()
