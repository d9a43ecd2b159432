"""Who could be written to, laid straight into the tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from storage.broadcast_rows import recipient_list, recipient_list_row
from storage.contacts import contact
from storage.permit_rows import permit
from storage.subscriber_rows import subscriber, subscriber_zone, subscription, suppression
from storage.tables import caller, metadata
from tests.storage.samples import NINE

DAY = timedelta(days=1)


@dataclass
class Crowd:
    """Rows to be inserted; each word that is given to a method is an address such as `sms:+1`."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def write(self, connection: sa.Connection) -> None:
        """Insert them all."""
        for table, rows in self.rows.items():
            for row in rows:
                connection.execute(sa.insert(metadata.tables[table]), row)

    def subscriber(
        self,
        lane: str,
        topics: str = "roads",
        zones: str = "",
        *,
        person: str = "",
        language: str = "it",
        added_at: datetime = NINE,
    ) -> "Crowd":
        """Somebody who has asked for topics."""
        channel, _, address = lane.partition(":")
        number = len(self.rows.get("subscriber", ())) + 1
        self._add(
            subscriber,
            id=number,
            lane=lane,
            channel=channel,
            address=address,
            person=person,
            language=language,
            source="desk",
            added_at=added_at,
        )
        for topic in topics.split():
            self._add(subscription, topic=topic, subscriber=number, since=added_at)
        for zone in zones.split():
            self._add(subscriber_zone, subscriber=number, zone=zone)
        return self

    def contact(self, lane: str, citizen: str, **rest: Any) -> "Crowd":
        """A conversation that belongs to a citizen."""
        values = {"proof": "spid", "bound_at": NINE, "expires_at": NINE + 300 * DAY, "identified_by": ""}
        return self._add(contact, lane=lane, citizen=citizen, **{**values, **rest})

    def caller(self, lane: str, *, stopped: bool = False, language: str = "", at: datetime = NINE) -> "Crowd":
        """Somebody who has written; `language` is one that they chose."""
        return self._add(
            caller,
            lane=lane,
            language=language or "it",
            chosen=bool(language),
            stopped=stopped,
            session="",
            updated_at=at,
        )

    def dead(self, lane: str, since: datetime = NINE) -> "Crowd":
        """An address that its network says is dead."""
        channel = lane.partition(":")[0]
        return self._add(suppression, lane=lane, channel=channel, code="number:dead", since=since, times=1)

    def permit(self, citizen: str, zone: str, **rest: Any) -> "Crowd":
        """A permit that counts today, unless `rest` says otherwise."""
        number = f"2026/{len(self.rows.get('permit', ())) + 1:06}"
        values = {
            "year": 2026,
            "order_key": number,
            "kind": "resident",
            "address": "",
            "rank": 1,
            "valid_from": NINE.date() - DAY,
            "state": "active",
            "trusted": True,
            "made_at": NINE,
            "reminded": 0,
            "waits": False,
            "imported": False,
        }
        return self._add(permit, number=number, citizen=citizen, zone=zone, **{**values, **rest})

    def listed(self, number: int, *rows: str, language: str = "it") -> "Crowd":
        """A list that is ready; each row has one person's addresses, separated by blanks."""
        self._add(recipient_list, id=number, name="file", names="", made_by="anna", made_at=NINE, ready=True)
        for person, lane in self._of(rows):
            channel, _, address = lane.partition(":")
            given = {"channel": channel, "address": address, "person": f"{number}-{person}"}
            self._add(recipient_list_row, list=number, language=language, fills="", **given)
        return self

    def _of(self, rows: Sequence[str]) -> Iterator[tuple[int, str]]:
        for person, row in enumerate(rows):
            for lane in row.split():
                yield person, lane

    def _add(self, table: sa.Table, **values: Any) -> "Crowd":
        rows: list[Mapping[str, Any]] = self.rows.setdefault(table.name, [])  # type: ignore[assignment] # read on
        rows.append(values)
        return self
