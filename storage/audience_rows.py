"""The people of an audience as one SELECT: a row for each address, with its place among theirs."""

from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from storage.audience_people import NAMES, Addresses, Named
from storage.broadcast_rows import recipient_list_row
from storage.subscriber_rows import suppression
from storage.tables import caller, word

REACHED, STOPPED, SUPPRESSED, EXCLUDED = "", "stopped", "suppressed", "excluded"

# Who writes again is alive. A list that is made once: joined, PostgreSQL compares all with all.
_DEAD: Final = sa.select(suppression.c.lane).where(
    ~sa.exists().where(caller.c.lane == suppression.c.lane, caller.c.updated_at > suppression.c.since)
)

# Of the columns audience_people.NAMES, and: `why` an address is left out, empty for the others; `place`, from
# 1, among the addresses of a person that are, or are not, left out.
Placed = sa.CTE


def joined(chosen: Named, listed: Named, number: int) -> Named:
    """Name subscribers and the rows of a list, each address once, by the row of the list.

    What the file says of somebody fills the text in wherever they are reached.
    """
    address = chosen.selected_columns
    in_list = sa.exists().where(
        recipient_list_row.c.list == number,
        recipient_list_row.c.channel == address.channel,
        recipient_list_row.c.address == address.address,
    )
    both = sa.union_all(listed, chosen.where(sa.not_(in_list))).cte("both")
    theirs = sa.func.max(both.c.list_row).over(partition_by=both.c.person)
    row = sa.func.coalesce(both.c.list_row, theirs).label("list_row")
    return sa.select(*(row if name == "list_row" else both.c[name] for name in NAMES))


def placed(named: Named, ranks: Mapping[str, int], addresses: Addresses, excluded: int | None) -> Placed:
    """Put the addresses of each person in order: by channel, then the one heard of last."""
    named_by = named.cte("named")
    columns = named_by.c
    out = None if excluded is None else columns.person.in_(_excluded(named_by, addresses, excluded))
    marked = (
        sa.select(*(columns[name] for name in NAMES), _why(columns, out).label("why"))
        .where(columns.channel.in_(list(ranks)))
        .cte("marked")
        .prefix_with("MATERIALIZED")  # else both databases find out twice why, once to put them in order
    )
    rank = sa.case(ranks, value=marked.c.channel, else_=len(ranks))
    # Where NULL stands in an order, each database has its own mind.
    first = (sa.func.coalesce(each, 0) for each in (marked.c.subscriber, marked.c.list_row))
    order = (rank, marked.c.heard.desc(), *first)
    place = sa.func.row_number().over(
        partition_by=(marked.c.person, marked.c.why != word("")), order_by=order
    )
    return sa.select(*marked.c, place.label("place")).cte("placed")


def _excluded(named: sa.CTE, addresses: Addresses, number: int) -> sa.CompoundSelect[tuple[str]]:
    """Select whom an excluded list means: by an address that it has, or by another of the same person."""
    row = recipient_list_row
    same = sa.and_(row.c.list == number, row.c.channel == named.c.channel, row.c.address == named.c.address)
    theirs = addresses.listed(number).cte("excluded")
    return sa.union(sa.select(named.c.person).join(row, same), sa.select(theirs.c.person))


def _why(
    named: sa.ColumnCollection[str, Any], excluded: sa.ColumnElement[bool] | None
) -> sa.ColumnElement[str]:
    reasons = [(named.stopped, word(STOPPED)), (named.lane.in_(_DEAD), word(SUPPRESSED))]
    if excluded is not None:
        reasons.append((excluded, word(EXCLUDED)))
    return sa.case(*reasons, else_=word(REACHED))
