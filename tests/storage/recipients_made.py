"""The rows of a broadcast made of an audience, in stretches of a few."""

from collections.abc import Sequence

import sqlalchemy as sa

from storage.audience import Audience, pack
from storage.audience_laying import lay

AT_ONCE = 3  # addresses: so that some people are in two stretches


def made_rows(
    connection: sa.Connection,
    number: int,
    audience: Audience,
    policy: str,
    channels: Sequence[str],
    now_ms: int,
) -> int:
    """Make all rows; how many people."""
    packed = pack(connection, audience, policy, channels, now_ms, AT_ONCE)
    for stretch in packed.stretches:
        lay(connection, number, audience, stretch, now_ms)
    return packed.people
