"""Whatever I MIEI DATI takes: what is held of somebody, how it travels, and how it is taken away."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from bot.clock import Clock, Ids
from bot.records import Record
from bot.service import Sketch
from handlers.my_data.looks import called, did
from platforms.paper.personal_data import DataPaper, data_pdf
from platforms.paper.press import Press, PressBusy
from storage.access_log import CITIZEN, Access, Accessed, SqlAccessLog, noted
from storage.links import make_link
from storage.personal_data import Sheets, SqlPersonalData
from storage.personal_erasure import erase_person

LINK, PLACE = "data", "dati"  # what the link is for, and where its page is
EXPORTED = "data-exported"  # in the access log
_LIVES = timedelta(minutes=60)


def _drawn() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Handed:
    """A link to the same files, for who has no files here; it counts once its `records` are written."""

    url: str
    until: datetime
    records: Sequence[Record]


def _plain(sheets: Sheets) -> Sheets:
    """Say who looked, and what they did, in the words of the paper, which is in Italian."""
    log = [
        {**row, "who": called(str(row["who"]), "it"), "what": did(str(row["what"]), "it")}
        for row in sheets["access_log"]
    ]
    return {**sheets, "access_log": log}


@dataclass(slots=True)
class DataDesk:
    """Reads, prints and takes away; `address` is that of our pages, `draw` draws what nobody can guess."""

    data: SqlPersonalData
    log: SqlAccessLog
    press: Press
    city: str
    address: str
    clock: Clock
    draw: Ids = _drawn

    def files(self, citizen: str, lane: str) -> Sequence[Sketch]:
        """Sketch what is held of somebody, as JSON and as pages: read only where files travel."""
        return (
            Sketch("i-miei-dati.json", "application/json", partial(self.as_json, citizen, lane)),
            Sketch("i-miei-dati.pdf", "application/pdf", partial(self.as_pdf, citizen, lane)),
        )

    async def as_json(self, citizen: str, lane: str) -> bytes:
        """Write all that is held of somebody for programs: tables of rows, moments in ISO 8601."""
        sheets = await self.data.of(citizen, lane)
        document = {"of": self.city, "at": self.clock().isoformat(), "tables": sheets}
        return json.dumps(document, ensure_ascii=False, indent=1).encode()

    async def as_pdf(self, citizen: str, lane: str) -> bytes:
        """Print it for a person; nothing while too many papers wait: the JSON is there all the same."""
        sheets = await self.data.of(citizen, lane)
        (one,) = sheets["citizen"]
        paper = DataPaper(self.city, f"{one['name']} {one['surname']}", _plain(sheets), self.clock())
        try:
            return await self.press.make(data_pdf, paper)
        except PressBusy:
            return b""

    def hand(self, citizen: str, lane: str) -> Handed:
        """Make a link to both files; older ones of theirs end with it."""
        now = self.clock()
        until = now + _LIVES
        service = lane if lane.startswith("pec:") else ""  # theirs for one message, without a contact
        made = make_link(LINK, now=now, until=until, citizen=citizen, service=service, token=self.draw())
        records = (*made.records, noted(Access(citizen, CITIZEN, EXPORTED), now))
        return Handed(f"{self.address.rstrip('/')}/{PLACE}/{made.token}", until, records)

    async def seen(self, citizen: str, most: int) -> Sequence[Accessed]:
        """Read who looked at, or changed, what is held of somebody, the latest first."""
        found = await self.log.of(citizen, most)
        return [replace(each, who=self.data.sign(each.who)) for each in found]

    async def erase(self, citizen: str, lane: str) -> Sequence[Record]:
        """Take away what may be taken away: records of the turn that asks for it."""
        one = await self.data.citizens.by_id(citizen)
        if one is None:
            raise LookupError("nobody is known under this number")
        return erase_person(citizen, await self.data.windows(one, lane), self.clock())
