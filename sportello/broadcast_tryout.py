"""A broadcast sent to who writes it and nobody else, in each of its languages, in their conversations."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.alert_text import Footer
from bot.bulk import SENDER, SUBJECT
from bot.clock import Ids
from bot.message import Part, Priority
from sportello.broadcast_estimate import Laid
from storage.audit import Deed, noted_deed
from storage.broadcast_records import Draft, Text
from storage.database import Database
from storage.departures import departure
from storage.records import RECORDS
from storage.staff_lanes import SqlOfficers
from storage.staff_rows import Officer

MARK: Final = "TEST: "  # nobody takes for real what is forwarded by mistake
_USEFUL: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Tryouts:
    """Sends drafts by the outbox, each part as it will leave; what is filled in stands as it is written."""

    database: Database
    ids: Ids
    footer: Footer
    usual: Sequence[str]
    channels: Sequence[str]

    async def lanes(self, officer: Officer) -> Sequence[str]:
        """Name the conversations of somebody by which a broadcast can reach them."""
        found = await SqlOfficers(self.database).lanes(officer)
        return [each.lane for each in found if each.lane.partition(":")[0] in self.channels]

    async def send(self, draft: Draft, code: str, officer: Officer) -> int:
        """Queue it, and note who did; how many messages: none if they have linked no conversation."""
        now = self.database.clock()
        parts = [
            self._part(draft, lane, language, now)
            for lane in await self.lanes(officer)
            for language in sorted(draft.texts)
        ]
        records = [record for part in parts for record in departure(part, now)]
        if records:
            deed = Deed(officer.name, "broadcast-tested", code, f"{len(parts)}")
            await self.database.writer.submit(RECORDS, [*records, noted_deed(deed, now)])
        return len(parts)

    def _part(self, draft: Draft, lane: str, language: str, now: datetime) -> Part:
        channel, _, address = lane.partition(":")
        marked = replace(draft, texts={language: _marked(draft, language)})
        composed = Laid(marked, self.footer, self.usual).text(channel, language)
        words = composed.fill({name: f"{{{name}}}" for name in composed.lacking({})})
        context = {SENDER: draft.sender, SUBJECT: words.subject}
        return Part(
            f"test-{self.ids()}",
            channel,
            address,
            words.text,
            context={name: value for name, value in context.items() if value},
            priority=Priority.BULK,  # a mail has its own subject then, and its way out
            valid_until=now + _USEFUL,
        )


def _marked(draft: Draft, language: str) -> Text:
    text = draft.texts[language]
    return replace(text, title=MARK + text.title) if text.title else replace(text, body=MARK + text.body)
