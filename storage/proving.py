"""A proof given behind a link: the link is used up, the conversation bound, and told, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.level import Level
from bot.message import Inbound
from storage.arrivals import arrival
from storage.binding import Proof, bind
from storage.contacts import ONE, Contact
from storage.links import LOGIN, Opening, open_link, use_link
from storage.records import write_records
from storage.transaction import Kind, Transaction

PROVEN = "session.proven"  # the event by which a form goes on where it was


@dataclass(frozen=True, slots=True)
class Proven:
    """Who has proven themselves behind a link, and by what; the rest as in storage.binding.Proof."""

    opening: Opening
    citizen: str
    proof: str
    contact_days: int
    identified_hours: float
    correlation: str
    takes_over: bool = True  # also from another citizen: asked of who proves it, where that is known


@dataclass(frozen=True, slots=True)
class Used:
    """What came of it: `enough` if the level that the link asked for is reached.

    `taken`: nothing was done, for the conversation belongs to another citizen.
    """

    lane: str
    service: str
    level: Level
    enough: bool
    told: tuple[str, ...] = ()
    taken: bool = False


def _use_all(transaction: Transaction, given: Sequence[Proven]) -> list[Used | None]:
    return [_use(transaction, proven) for proven in given]


def _taken(transaction: Transaction, lane: str, citizen: str) -> bool:
    """Whether a conversation belongs to somebody else at this moment."""
    row = transaction.connection.execute(ONE.with_for_update(), {"of_lane": lane}).one_or_none()
    return row is not None and row.citizen != citizen and Contact(*row).lives(transaction.now)


def _refused(transaction: Transaction, proven: Proven) -> Used | None:
    """Leave a link unused whose conversation is another's: whoever has proven it is asked first."""
    link = open_link(transaction, proven.opening)
    if link is None or link.purpose != LOGIN or not _taken(transaction, link.lane, proven.citizen):
        return None
    return Used(link.lane, link.service, Level.OPEN, enough=False, taken=True)


def _use(transaction: Transaction, proven: Proven) -> Used | None:
    if not proven.takes_over and (taken := _refused(transaction, proven)):
        return taken
    link = use_link(transaction, proven.opening, LOGIN)
    if link is None:
        return None
    bound = bind(
        transaction,
        Proof(
            link.lane,
            proven.citizen,
            proven.proof,
            proven.contact_days,
            proven.identified_hours,
            proven.correlation,
        ),
    )
    channel, _, sender = link.lane.partition(":")
    event = Inbound(
        channel,
        f"proven/{proven.opening.token}",
        sender,
        "",
        transaction.now,
        event=PROVEN,
        payload={"level": int(bound.level), "proof": proven.proof},
    )
    write_records(transaction.connection, [arrival(event, proven.correlation, transaction.now)])
    return Used(link.lane, link.service, bound.level, bound.level >= link.level, bound.told)


# Uses a login link: its conversation is bound to whoever has proven themselves, at the level that the proof
# is worth, and hears `session.proven`. None, and nothing written but an attempt, if the link does not open.
USE_LINK: Kind[Proven, Used | None] = Kind("use-link", _use_all)
