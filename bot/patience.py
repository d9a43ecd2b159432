"""How long a question stays open, and what was put aside can be taken up: the timers of a session."""

from collections.abc import Sequence
from datetime import timedelta

from bot.dialogue import Talk
from bot.ledger import OFTEN_PUT_OFF, Timer
from bot.session import Session

PAUSE = OFTEN_PUT_OFF  # the event of an unanswered question
DROP = "session.drop"  # the event of a request put aside for too long
USEFUL = timedelta(hours=12)  # how long it is worth telling that a question has expired


def timers_of(lane: str, before: Session, after: Session, talk: Talk, keep: timedelta) -> Sequence[Timer]:
    """Set or remove the timers of a lane as its session has become; `keep` is for what is put aside."""
    if not after.stack:
        return (Timer(lane, PAUSE, None), Timer(lane, DROP, None)) if before.stack else ()
    if after.paused_at:
        return () if before.paused_at else (Timer(lane, DROP, talk.now + keep),)
    pause = Timer(lane, PAUSE, talk.now + talk.traits.patience)
    return (pause, Timer(lane, DROP, None)) if before.paused_at else (pause,)
