"""What a provider states about a message, in the signed XML of either format."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from channels.pec.envelope import Kind, Recipient


@dataclass(frozen=True, slots=True)
class Statement:
    """The facts, as in Envelope; `faults` are short codes of what in the XML is not as it should be."""

    kind: Kind
    sender: str = ""
    recipients: tuple[Recipient, ...] = ()
    subject: str = ""
    identifier: str = ""
    reference: str = ""
    about: str = ""
    at: datetime | None = None
    provider: str = ""
    error: str = ""
    explained: str = ""
    receipt: str = ""
    final: bool = False
    faults: tuple[str, ...] = ()


def told(recipients: Sequence[Recipient], about: Collection[str], result: str) -> tuple[Recipient, ...]:
    """Write a result at the recipients that it is about, or at each where it is about the message.

    One that is not on the list, as in papers that somebody made anonymous, is put on it.
    """
    named = {address.casefold(): address for address in about if address}
    listed = {each.address.casefold() for each in recipients}
    return (
        *(
            replace(each, result=result) if not named or each.address.casefold() in named else each
            for each in recipients
        ),
        *(Recipient(address, result=result) for same, address in named.items() if same not in listed),
    )


def bare_address(text: str) -> str:
    """An address as SMTP had it, also where somebody's name was written before it."""
    _, opened, rest = text.rpartition("<")
    return rest.partition(">")[0].strip() if opened and ">" in rest else text.strip()


def bare_id(text: str) -> str:
    """A message's id without blanks and without one pair of angle brackets."""
    text = text.strip()
    return text[1:-1].strip() if text.startswith("<") and text.endswith(">") else text


def angled_id(text: str) -> str:
    """A message's id as it is written in a header; empty for none."""
    bare = bare_id(text)
    return f"<{bare}>" if bare else ""
