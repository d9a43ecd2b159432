"""Moments as the database keeps them: whole milliseconds since 1970, UTC."""

from datetime import UTC, datetime, tzinfo

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator


def to_ms(moment: datetime) -> int:
    """Milliseconds since 1970; a moment without a time zone is a mistake and raises ValueError."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return round(moment.timestamp() * 1000)


def from_ms(milliseconds: int, zone: tzinfo) -> datetime:
    """Give the moment as the clocks of a zone show it."""
    return datetime.fromtimestamp(milliseconds / 1000, zone)


class Instant(TypeDecorator[datetime]):
    """A column that holds a moment: aware datetimes in, aware datetimes of the database's zone out.

    The zone is that of the clock given to `open_database`, which leaves it on the dialect.
    """

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> int | None:  # noqa: ARG002 - the parent's signature
        """Keep milliseconds."""
        return None if value is None else to_ms(value)

    def process_result_value(self, value: int | None, dialect: sa.Dialect) -> datetime | None:
        """Give the moment in the zone of the database's clock."""
        return None if value is None else from_ms(value, getattr(dialect, "clock_zone", UTC))
