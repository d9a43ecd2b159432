"""Decides what each mail of a PEC mailbox is to us: a letter, a receipt, or neither."""

from collections.abc import Callable
from dataclasses import replace

from bot.clock import Clock
from channels.mail.arrived import Arrived
from channels.mail.letter import Letter
from channels.mail.reading import read_mail
from channels.pec.envelope import Envelope, Kind
from sportello.logs import trace
from sportello.networks.pec_letters import UNREADABLE, read_doubtful, read_letter, read_unloaded
from sportello.networks.pec_receipts import read_receipt
from sportello.networks.pec_sheet import PecRead, Sheet, Terms

_LETTERS = frozenset({Kind.TRANSPORT, Kind.REM_DISPATCH})
_NOT_LOADED = Envelope(Kind.UNREADABLE)


class PecReader:
    """Reads the mails of one mailbox; `open_envelope` tells what is proven, and never raises."""

    def __init__(self, terms: Terms, open_envelope: Callable[[bytes], Envelope], clock: Clock) -> None:
        self._terms = terms
        self._open = open_envelope
        self._clock = clock

    def read(self, mail: Arrived) -> PecRead:
        """Read a mail; after a fault of ours it is set aside as it came."""
        try:
            envelope = self._open(mail.raw) if mail.whole else _NOT_LOADED
            return _judged(Sheet(self._terms, mail, envelope, self._clock()))
        except Exception as error:  # noqa: BLE001 - one mail, whatever it holds, never stops its mailbox
            return self._faulty(mail, error)

    def _faulty(self, mail: Arrived, error: Exception) -> PecRead:
        """Set a mail aside without looking into it again; by its header it may still be one to register."""
        sheet = Sheet(self._terms, replace(mail, why=UNREADABLE), _NOT_LOADED, self._clock())
        return replace(read_unloaded(sheet), reason=UNREADABLE, detail=trace(error))


def _judged(sheet: Sheet) -> PecRead:
    if not sheet.mail.whole:
        return read_unloaded(sheet)
    if sheet.envelope.is_receipt:
        return read_receipt(sheet)
    if sheet.envelope.kind in _LETTERS:
        return read_letter(sheet)
    if sheet.envelope.kind is Kind.UNREADABLE and sheet.claims:
        return read_doubtful(sheet)
    return _uncertified(sheet)


def _uncertified(sheet: Sheet) -> PecRead:
    """Ordinary mail, wrapped by the provider or not, certifies nothing: the register has none of it."""
    letter: Letter = read_mail(sheet.envelope.message or sheet.mail.raw, sheet.terms.bounds, sheet.terms.me)
    inbound = sheet.inbound(letter, sender=letter.sender or sheet.envelope.wrote)
    said = (letter.silence.value, letter.detail, *sheet.envelope.disagreements)
    return PecRead(inbound, sheet.envelope.kind.value, " ".join(filter(None, said)), parked=True)
