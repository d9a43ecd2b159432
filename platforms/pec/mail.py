"""A mail that a provider sends, and the dispatch that it speaks of."""

from dataclasses import dataclass
from datetime import datetime

from platforms.pec.draft import Draft


@dataclass(frozen=True, slots=True)
class Mail:
    """What goes into SMTP; `kind` is the norm's word (`tipo`), and "errore" for an anomaly."""

    kind: str
    sender: str
    recipients: tuple[str, ...]
    raw: bytes


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A message that a provider has accepted (or refused, then without an identifier of its own).

    `recipients` are pairs of an address and whether it is certified; `identifier` has no angle
    brackets, `reference` is the client's Message-ID with them.
    """

    draft: Draft
    identifier: str
    reference: str
    recipients: tuple[tuple[str, bool], ...]
    at: datetime

    @property
    def sender(self) -> str:
        """Whose message it is, by SMTP."""
        return self.draft.sender

    def receipt_for(self, recipient: str) -> str:
        """Which delivery receipt is due: as asked for to those in To, the synthetic one to those in Cc.

        RFC 6109 section 3.3.2.1. Whoever asks for nothing, or for what does not exist, gets the complete one.
        """
        if recipient.lower() not in {each.lower() for each in self.draft.addresses("To")}:
            return "sintetica"
        return self.receipt

    @property
    def receipt(self) -> str:
        """Which receipt the sender asked for."""
        asked = self.draft.text("X-TipoRicevuta").strip().lower()
        return asked if asked in {"completa", "breve", "sintetica"} else "completa"
