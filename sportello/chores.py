"""What a counter does now and then beside its messages, each a sweep that tells how many it has brought."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial

from bot.clock import Clock, Ids
from platforms.payments import Pricing
from sportello.cap_publishing import publisher
from sportello.certificate_chores import giving_up
from sportello.certificate_desk import waking
from sportello.identity_chores import forgetting
from sportello.payment_chores import payment_chores
from sportello.permit_chores import permit_chores
from sportello.request_chores import request_chores
from sportello.retention_chores import retention_chore
from sportello.settings import Settings
from sportello.statistics import statistics_chore
from storage.broadcast_asking import ASK_APPROVERS, is_asked_for
from storage.citizens import SqlCitizens
from storage.database import Database

Chore = Callable[[], Awaitable[int]]


def usual_chores(
    settings: Settings,
    database: Database,
    clock: Clock,
    ids: Ids,
    *,
    pricing: Mapping[str, Pricing],
    citizens: SqlCitizens | None,
    reminds: bool,
) -> Sequence[Chore]:
    """List them, in the order in which they are done; `reminds`: somebody hears of permits that end."""
    return (
        *payment_chores(database, clock, ids, pricing),
        forgetting(database, clock),
        giving_up(database, clock),
        waking(database),
        publisher(settings, database).publish_due,
        partial(_ask_approvers, database, ids),
        *permit_chores(database, clock, ids, reminds=reminds),
        *request_chores(settings, database, citizens, clock, ids),
        *retention_chore(database, clock, settings),
        statistics_chore(database, clock, settings),
    )


async def _ask_approvers(database: Database, ids: Ids) -> int:
    """Ask whoever approves alerts to look at those that wait for them."""
    now = database.clock()
    if not await database.reader.fetch(lambda connection: is_asked_for(connection, now)):
        return 0
    return await database.writer.submit(ASK_APPROVERS, ids())
