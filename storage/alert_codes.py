"""What the Common Alerting Protocol says of a broadcast beside its words: its codes, kept and read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from storage.alert_rows import broadcast_alert
from storage.broadcast_records import Broadcast
from storage.documents import storable
from storage.public_alerts import root_of


@dataclass(frozen=True, slots=True)
class Codes:
    """What CAP says of a broadcast beside its words: its columns; blanks between several codes.

    What is empty is as the kind and the topics of the broadcast tell (sportello.cap_codes.usual).
    """

    category: str = ""
    event: str = ""
    response: str = ""
    urgency: str = ""
    severity: str = ""
    certainty: str = ""
    onset_at: datetime | None = None
    area: str = ""


_CODES: Final = sa.select(broadcast_alert).where(
    broadcast_alert.c.broadcast == sa.bindparam("of_broadcast", type_=sa.BigInteger())
)


def keep_codes(connection: sa.Connection, number: int, codes: Codes) -> None:
    """Keep the codes of a broadcast in place of whatever was there."""
    connection.execute(sa.delete(broadcast_alert).where(broadcast_alert.c.broadcast == number))
    names = (column.name for column in broadcast_alert.c if column.name != "broadcast")
    values = {name: getattr(codes, name) for name in names}
    tidy = {name: storable(value) if isinstance(value, str) else value for name, value in values.items()}
    connection.execute(sa.insert(broadcast_alert), {"broadcast": number, **tidy})


def read_codes(connection: sa.Connection, one: Broadcast) -> Codes | None:
    """Read the codes of a broadcast, else of the first that it sets right; None if nobody has said any."""
    return _of(connection, one.id) or _of(connection, root_of(connection, one).id)


def _of(connection: sa.Connection, number: int) -> Codes | None:
    row = connection.execute(_CODES, {"of_broadcast": number}).one_or_none()
    if row is None:
        return None
    values: dict[str, Any] = {name: value for name, value in row._mapping.items() if name != "broadcast"}  # noqa: SLF001 - SQLAlchemy's public name
    return Codes(**values)
