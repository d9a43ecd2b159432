"""The formal checks before a provider takes a message (RFC 6109 section 3.1.1)."""

from collections.abc import Iterator
from dataclasses import dataclass

from platforms.pec.draft import Draft


@dataclass(frozen=True, slots=True)
class Limits:
    """What a provider takes: bytes times recipients (the law's minimum is 30 MB), and recipients."""

    total_bytes: int = 30_000_000
    recipients: int = 500


def faults(draft: Draft, limits: Limits) -> tuple[str, ...]:
    """Say what is wrong with a message, in the words of the notice that its sender gets."""
    return (*_sender_faults(draft), *_recipient_faults(draft), *_size_faults(draft, limits))


def _sender_faults(draft: Draft) -> Iterator[str]:
    written = draft.addresses("From")
    if len(draft.lines("From")) != 1 or len(written) != 1:
        yield "il campo From deve contenere un solo indirizzo"
    elif _same(written[0]) != _same(draft.sender):
        yield "l'indirizzo del mittente (reverse path) non coincide con il campo From"


def _recipient_faults(draft: Draft) -> Iterator[str]:
    if not draft.addresses("To"):
        yield "il campo To deve contenere almeno un indirizzo"
    if draft.line("Bcc"):
        yield "il campo Bcc non deve contenere alcun valore"
    written = {_same(each) for each in draft.addresses("To", "Cc")}
    if written != {_same(each) for each in draft.recipients}:
        yield "i destinatari (forward path) non coincidono con i campi To e Cc"


def _size_faults(draft: Draft, limits: Limits) -> Iterator[str]:
    if draft.size * len(draft.recipients) > limits.total_bytes:
        yield "la dimensione del messaggio per il numero dei destinatari supera il limite"
    if len(draft.recipients) > limits.recipients:
        yield "i destinatari sono troppi"


def _same(address: str) -> str:
    return address.strip().lower()
