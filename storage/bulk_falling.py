"""What follows when somebody is not reached: their next address is tried, a dead one is not used again."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

import sqlalchemy as sa

from storage import bulk_statements as statements
from storage.bulk_standing import Standing
from storage.bulk_statements import PAUSED, RUNNING

# Words of the channels' codes (`number:21614`) by which nobody is reached at that address, now or later: no
# such number, chat or mailbox, or whoever has it has blocked us or told the network STOP.
DEAD: Final = frozenset({"number", "stopped", "blocked", "gone", "stranger", "recipient", "address"})
_OURS: Final = frozenset({"address:smtputf8"})  # our own server does not write to it: another may


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
        for part, channel, address in statements.ADDRESSES.ask(connection, {"parts": list(codes)})
    ]
    for row in sorted(rows, key=lambda row: str(row["lane"])):
        statements.SUPPRESS.one(connection, row)  # the same lane twice in one INSERT would be refused


def fall_back(connection: sa.Connection, failed: Iterable[Standing], now: int) -> None:
    """Queue the next address of each person whose broadcast is still under way."""
    people: dict[int, set[str]] = defaultdict(set)
    for part in failed:
        if part.state in (RUNNING, PAUSED):
            people[part.broadcast].add(part.person)
    for broadcast, theirs in sorted(people.items()):
        chosen = _next_addresses(connection, broadcast, sorted(theirs))
        if chosen:
            statements.FALL_BACK.ask(connection, {"parts": chosen, "now": now})


def _next_addresses(connection: sa.Connection, broadcast: int, people: Sequence[str]) -> list[int]:
    spares = statements.SPARES.ask(connection, {"of_broadcast": broadcast, "people": list(people)})
    best: dict[str, tuple[int, int]] = {}
    for part, person, rank in spares:
        best[person] = min(best.get(person, (rank, part)), (rank, part))
    return sorted(part for _, part in best.values())
