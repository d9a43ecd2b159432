"""Carts: up to five notices behind one link, to be paid together."""

import json
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from bot.records import Record
from storage.notices import PaymentNotice, notice, read_notice
from storage.prepared import Prepared
from storage.tables import metadata

MOST_NOTICES = 5  # pagoPA's Checkout, POST /carts: paymentNotices has one to five

cart = sa.Table(
    "payment_cart",
    metadata,
    sa.Column("token", sa.Text, primary_key=True),
    sa.Column("navs", sa.Text, nullable=False),  # JSON, in the order of the cart
)
_KEEP = Prepared(
    insert(cart)
    .values({name: sa.bindparam(name) for name in ("token", "navs")})
    .on_conflict_do_nothing(index_elements=["token"])
)


def keep_cart(token: str, navs: Sequence[str]) -> Record:
    """Put one to five different notices behind a link; ValueError for any other number of them."""
    if not 1 <= len(navs) <= MOST_NOTICES or len(set(navs)) != len(navs):
        raise ValueError("a cart has one to five different notices")
    return Record(_KEEP, {"token": token, "navs": json.dumps(list(navs))})


def find_cart(connection: sa.Connection, token: str) -> list[PaymentNotice]:
    """Read the notices behind a link, in their order; none if it is no link of a cart."""
    kept = connection.scalar(sa.select(cart.c.navs).where(cart.c.token == token))
    if kept is None:
        return []
    navs = json.loads(kept)
    rows = connection.execute(sa.select(notice).where(notice.c.nav.in_(navs)))
    found = {row.nav: read_notice(row) for row in rows}
    return [found[nav] for nav in navs if nav in found]
