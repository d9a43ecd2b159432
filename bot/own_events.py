"""The engine's own events: what is done in a conversation when nobody has written."""

from typing import Final

from bot.dialogue import Talk
from bot.dialogue.proving import be_refused
from bot.dialogue.waiting import forget, put_aside
from bot.gate import Gate
from bot.patience import DROP, PAUSE
from bot.person import AGAIN, CLOSED, LATE
from bot.transfer import Transfer

PROVEN: Final = "session.proven"  # the event of a proof of who writes, whatever device it came from
CONFIRMED: Final = "session.confirmed"  # the event of a PIN that was right
LOCKED: Final = "session.locked"  # that of too many wrong ones: the conversation is nobody's any more
REFUSED: Final = "session.refused"  # that of a link whose reader said that the conversation is not theirs
OWN = frozenset({PAUSE, DROP, PROVEN, CONFIRMED, LOCKED, REFUSED, CLOSED, AGAIN, LATE})


async def be_told(event: str, talk: Talk, gate: Gate, transfer: Transfer) -> None:
    """Do what one of the events OWN is for."""
    if event == PAUSE:
        put_aside(talk)
    elif event == DROP:
        forget(talk)
    elif event == REFUSED:
        be_refused(talk)
    else:
        acts = {
            PROVEN: gate.proven,
            CONFIRMED: gate.confirmed,
            LOCKED: gate.locked,
            CLOSED: transfer.closed,
            AGAIN: transfer.again,
            LATE: transfer.late,
        }
        await acts[event]()
