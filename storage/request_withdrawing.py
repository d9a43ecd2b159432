"""A request that its citizen takes back, within a turn: for as long as nobody has decided it."""

from datetime import datetime

import sqlalchemy as sa

from bot.records import LANE, Record
from bot.values.reference import Reference
from storage.instants import to_ms
from storage.prepared import Prepared
from storage.request_events import Turn, happened_where
from storage.request_rows import WITHDRAWN, What, is_open, request
from storage.veiled import VEILED_LANE

_lane = sa.bindparam("lane", type_=VEILED_LANE)
_whose = sa.or_(
    request.c.lane == sa.bindparam("whose", type_=VEILED_LANE),
    request.c.citizen == sa.bindparam("of_citizen", type_=sa.Text()),
)
_WITHDRAW = Prepared(
    sa.update(request)
    .where(request.c.reference == sa.bindparam("of", type_=sa.Text()), _whose, is_open)
    .values(
        state=WITHDRAWN,
        answered_at=sa.bindparam("at"),
        version=request.c.version + sa.literal_column("1"),
    )
)
# Told only of what the statement before it has withdrawn, at this very moment.
_WAS_WITHDRAWN = happened_where(
    sa.and_(
        request.c.state == WITHDRAWN,
        request.c.answered_at == sa.bindparam("at", type_=sa.BigInteger()),
        sa.or_(request.c.lane == _lane, request.c.citizen == sa.bindparam("of_citizen", type_=sa.Text())),
    ),
    once=True,
)


def withdraw_request(reference: Reference, at: datetime, citizen: str = "") -> tuple[Record, ...]:
    """Withdraw a request of whoever the turn belongs to; nothing happens unless it is theirs and open.

    It is theirs if it is of the turn's conversation, or of `citizen`, whom that has proven to be.
    """
    mine = citizen or "?"  # nobody is called so: a request of nobody we know is none of everybody's
    asked = {"of": str(reference), "whose": LANE, "of_citizen": mine, "at": to_ms(at)}
    row = Turn(str(reference), at).row(What.WITHDRAWN)
    return Record(_WITHDRAW, asked), Record(_WAS_WITHDRAWN, {**row, "of_citizen": mine, "lane": LANE})
