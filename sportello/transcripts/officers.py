"""Staff of a stage: made known with a role, and with a code for a conversation, without their page."""

from datetime import timedelta

import sqlalchemy as sa

from bot.records import Record
from storage.database import Database
from storage.instants import to_ms
from storage.links import fingerprint
from storage.prepared import Prepared
from storage.records import RECORDS
from storage.staff_lanes import OFFER_STAFF_CODE, SqlOfficers
from storage.staff_rows import ACTIVE, staff

_GOOD_FOR = timedelta(minutes=10)
_MAKE = Prepared(sa.insert(staff).values({column.name: sa.bindparam(column.name) for column in staff.c}))


async def be_known(database: Database, lane: str, what: str, name: str, told: str) -> None:
    """With `bound`, make a conversation that of somebody with a role; with `code`, give them a code."""
    if what == "code":
        until = database.clock() + _GOOD_FOR
        await database.writer.submit(OFFER_STAFF_CODE, (name, fingerprint(told), until))
        return
    now = to_ms(database.clock())
    row = dict.fromkeys(("hash", "totp", "offices"), "")
    row |= {"name": name, "full_name": name, "roles": told.replace(",", " "), "state": ACTIVE}
    moments = {"totp_step": 0, "sandbox": 0, "made_at": now, "changed_at": now, "last_at": None}
    made = Record(_MAKE, {**row, **moments})
    bound = [each.for_lane(lane) for each in SqlOfficers(database).bound(name)]
    await database.writer.submit(RECORDS, [made, *bound])
