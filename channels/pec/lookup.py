"""Looks in our own mailbox for the provider's word on a PEC of ours: the only list that PEC keeps."""

from collections.abc import Callable
from dataclasses import dataclass

from channels.mail.imap import Box
from channels.mail.mail import is_there
from channels.mail.mailbox import Mailbox
from channels.pec.envelope import Envelope

# What a receipt names our Message-ID in: PEC, RFC 6109 section 8.1, and REM, ETSI EN 319 532-3.
REFERENCES = ("X-Riferimento-Message-ID", "REM-UAMessageIdentifier")
_MOST = 8  # receipts of one mail that are looked at: there are two or three
_LARGEST = 1_000_000  # bytes: a complete delivery receipt may be large, an acceptance never is


@dataclass(frozen=True, slots=True)
class Lookup:
    """Where to look, and how what is found is read; `sent` opens the folder of what we sent, if there is one.

    The field by which a receipt is found is not signed: what is found counts only once it is read, and if it
    certifies us as the sender: anybody may send a message of their own under our Message-ID.
    """

    me: Mailbox
    inbox: Callable[[], Box]
    read: Callable[[bytes], Envelope]
    sent: Callable[[], Box] | None = None

    def knows(self, name: str) -> bool:
        """Whether the provider has had the mail of that Message-ID; blocks, raises ServerTrouble."""
        return self._has_receipt(name) or (self.sent is not None and is_there(self.sent, name))

    def _has_receipt(self, name: str) -> bool:
        box = self.inbox()
        try:
            box.open()
            box.examine()
            found = {uid for field in REFERENCES for uid in box.find(name, field)}
            sizes = [each for each in box.entries(sorted(found)[:_MOST]) if each.size <= _LARGEST]
            mails = box.mails([each.uid for each in sizes])
            return any(self._speaks_of(raw, name) for raw in mails.values())
        finally:
            box.close()

    def _speaks_of(self, raw: bytes, name: str) -> bool:
        envelope = self.read(raw)
        ours = self.me.is_ours(envelope.sender) and envelope.reference.strip().strip("<>") == name.strip("<>")
        return envelope.verified and envelope.is_receipt and ours
