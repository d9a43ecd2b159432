"""What a message brings that proves something: whom its network certifies as its sender, and its files."""

from bot.fixed import fixed
from bot.message import File, Inbound

_VERIFIED = "verified"


@fixed
class Evidence:
    """Of one message, and worth nothing for the next.

    `address` is that of the certified sender, empty unless the network's seal was verified: an address that
    is merely written in a message is never here. `practice` is the number under which the register has the
    message, empty if it has none.
    """

    address: str = ""
    files: tuple[File, ...] = ()
    practice: str = ""


def evidence_of(inbound: Inbound) -> Evidence:
    """Take what proves something out of a message; an event proves nothing."""
    if inbound.event:
        return Evidence()
    certified = inbound.assurance is not None and inbound.assurance.verdict == _VERIFIED
    return Evidence(
        inbound.sender.lower() if certified else "",
        inbound.files,
        inbound.entry.text if inbound.entry else "",
    )
