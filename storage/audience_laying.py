"""The people of an audience as rows of a broadcast, which SQL makes of what SQL has packed."""

from typing import Any, Final

import sqlalchemy as sa

from storage.audience import PACKED, Audience
from storage.audience_conditions import hears_of
from storage.broadcast_rows import recipient_list_row
from storage.recipient_rows import recipient
from storage.subscriber_rows import subscriber
from storage.veiled import VEILED_ADDRESS

_NUMBERS: Final = frozenset({"subscriber", "list_row", "rank"})
_ORDER: Final = ("subscriber", "list_row")
_stretch = sa.bindparam("stretch", type_=sa.Text())


def lay(connection: sa.Connection, number: int, audience: Audience, stretch: str, at_ms: int) -> int:
    """Make rows for a broadcast of a stretch of its audience (storage.audience.pack); the id of the last one.

    It is 0 if there is none: whoever has left meanwhile, dropped the topic or was erased gets no row.
    """
    found = _unpacked(connection.dialect.name)
    at = sa.literal(at_ms, sa.BigInteger())
    columns: dict[str, sa.ColumnElement[Any]] = {
        "broadcast": sa.literal(number, sa.BigInteger()),
        **{name: found.c[name] for name in PACKED},
        **dict.fromkeys(("due_at", "updated_at"), at),
        **dict.fromkeys(("attempts", "resent", "segments"), sa.literal_column("0", sa.Integer())),
        "code": sa.literal_column("''", sa.Text()),
    }
    rows = sa.select(*(column.label(name) for name, column in columns.items()))
    rows = rows.where(_still(audience, found)).order_by(
        *(sa.func.coalesce(found.c[name], 0) for name in _ORDER)
    )
    made = sa.insert(recipient).from_select(list(columns), rows, include_defaults=False)
    laid = connection.execute(made.returning(recipient.c.id), {"stretch": stretch})
    return max(laid.scalars(), default=0)


def _unpacked(dialect: str) -> sa.CTE:
    """Select what is packed in a stretch, by name."""
    items: list[sa.ColumnElement[Any]]
    if dialect == "sqlite":
        found = sa.func.json_each(_stretch).table_valued("value", name="item")
        items = [sa.func.json_extract(found.c.value, f"$[{place}]") for place in range(len(PACKED))]
    else:
        found = sa.func.json_array_elements(sa.cast(_stretch, sa.JSON())).table_valued("value", name="item")
        items = [found.c.value.op("->>")(sa.literal_column(str(place))) for place in range(len(PACKED))]
    # Made once: else SQLite reads each item anew wherever it is asked for.
    return sa.select(*map(_read, PACKED, items)).cte("unpacked").prefix_with("MATERIALIZED")


def _read(name: str, item: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    if name in _NUMBERS:
        return sa.cast(item, sa.BigInteger()).label(name)
    return sa.type_coerce(item, VEILED_ADDRESS if name == "address" else sa.Text()).label(name)


def _still(audience: Audience, found: sa.CTE) -> sa.ColumnElement[bool]:
    """Say that somebody is still named by what they were found by: a moment has passed since."""
    if audience.corrects is not None:
        before = recipient.alias("before")
        return _has(
            before.c.broadcast == audience.corrects,
            before.c.channel == found.c.channel,
            before.c.address == found.c.address,
        )
    named = []
    if audience.list is not None:
        named.append(_has(recipient_list_row.c.id == found.c.list_row))
    if audience.everyone:
        named.append(_has(subscriber.c.id == found.c.subscriber))
    elif audience.topics:
        named.append(_has(subscriber.c.id == found.c.subscriber, hears_of(audience.topics)))
    return sa.or_(sa.false(), *named)


def _has(*conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Look each up by itself: joined by EXISTS, PostgreSQL reads a whole table for each stretch."""
    return sa.select(sa.literal_column("1")).where(*conditions).limit(1).scalar_subquery().is_not(None)
