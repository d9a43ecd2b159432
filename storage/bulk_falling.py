"""What follows when somebody is not reached: their next address is tried, a dead one is not used again."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from storage.among import Among
from storage.broadcast_records import State
from storage.bulk_standing import UNDER_WAY, Standing
from storage.prepared import Prepared
from storage.recipient_rows import SPARE, recipient
from storage.subscriber_rows import suppression
from storage.tables import QUEUED

# Words of the channels' codes (`number:21614`) by which nobody is reached at that address, now or later: no
# such number, chat or mailbox, or whoever has it has blocked us or told the network STOP.
DEAD: Final = frozenset({"number", "stopped", "blocked", "gone", "stranger", "recipient", "address"})
_OURS: Final = frozenset({"address:smtputf8"})  # our own server does not write to it: another may
# A bounce may come when all has been sent: the broadcast is taken up again (storage.broadcast_starting).
_FOLLOWED: Final = UNDER_WAY | {State.DONE.value}
_now = sa.bindparam("now", type_=sa.BigInteger())
# The next address of somebody who is not reached by the one before; all of theirs, to take the best.
_SPARES = Prepared(
    sa.select(recipient.c.id, recipient.c.person, recipient.c.rank)
    .where(
        recipient.c.status == SPARE,
        recipient.c.broadcast == sa.bindparam("of_broadcast", type_=sa.BigInteger()),
        Among(recipient.c.person, "people"),
    )
    .order_by(recipient.c.id)
    .with_for_update()
)
_FALL_BACK = Prepared(
    sa.update(recipient)
    .where(Among(recipient.c.id, "parts"), recipient.c.status == SPARE)
    .values(status=QUEUED, due_at=_now, updated_at=_now)
    .returning(recipient.c.id)
)
_ADDRESSES = Prepared(
    sa.select(recipient.c.id, recipient.c.channel, recipient.c.address).where(Among(recipient.c.id, "parts"))
)
_dead = insert(suppression).values(
    lane=sa.bindparam("lane", type_=suppression.c.lane.type),
    channel=sa.bindparam("channel"),
    code=sa.bindparam("code"),
    since=sa.bindparam("since", type_=sa.BigInteger()),
    times=sa.literal_column("1"),
)
# Whoever has written since is alive until the network says again that they are not.
_SUPPRESS = Prepared(
    _dead.on_conflict_do_update(
        index_elements=["lane"],
        set_={
            "code": _dead.excluded.code,
            "since": _dead.excluded.since,
            "times": suppression.c.times + sa.literal_column("1"),
        },
    )
)


def is_dead(code: str) -> bool:
    """Tell whether a failure says that an address is dead."""
    return code.partition(":")[0] in DEAD and code not in _OURS


def suppress(connection: sa.Connection, failed: Iterable[Standing], now: int) -> None:
    """Write down the dead addresses among those that failed, for no broadcast to use them."""
    codes = {part.id: part.code for part in failed if is_dead(part.code)}
    if not codes:
        return
    rows = [
        {"lane": f"{channel}:{address}", "channel": channel, "code": codes[part], "since": now}
        for part, channel, address in _ADDRESSES.ask(connection, {"parts": list(codes)})
    ]
    for row in sorted(rows, key=lambda row: str(row["lane"])):
        _SUPPRESS.one(connection, row)  # the same lane twice in one INSERT would be refused


def fall_back(connection: sa.Connection, failed: Iterable[Standing], now: int) -> None:
    """Queue the next address of each person whose broadcast is under way, or done."""
    people: dict[int, set[str]] = defaultdict(set)
    for part in failed:
        if part.state in _FOLLOWED:
            people[part.broadcast].add(part.person)
    for broadcast, theirs in sorted(people.items()):
        chosen = _next_addresses(connection, broadcast, sorted(theirs))
        if chosen:
            _FALL_BACK.ask(connection, {"parts": chosen, "now": now})


def _next_addresses(connection: sa.Connection, broadcast: int, people: Sequence[str]) -> list[int]:
    spares = _SPARES.ask(connection, {"of_broadcast": broadcast, "people": list(people)})
    best: dict[str, tuple[int, int]] = {}
    for part, person, rank in spares:
        best[person] = min(best.get(person, (rank, part)), (rank, part))
    return sorted(part for _, part in best.values())
