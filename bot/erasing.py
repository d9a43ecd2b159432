"""What becomes of a message that must not be kept: its words go, the fact that it came stays."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.ledger import Work
from bot.passwords import Passwords
from bot.records import Record

# Makes the records that erase a message where it is kept; it is given the message as it is to stay there.
Erase = Callable[[Work], Sequence[Record]]


def nothing_kept(_: Work) -> Sequence[Record]:
    """For a store that keeps no message."""
    return ()


def without_passwords(work: Work, passwords: Passwords) -> Work:
    """Leave out the text, and what the channel wanted back (a subject) where a password is in it too."""
    inbound = work.inbound
    context = {name: text for name, text in inbound.context.items() if not passwords.are_in(text)}
    return replace(work, inbound=replace(inbound, text="", context=context))
