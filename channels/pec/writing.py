"""A part becomes a PEC: a mail that asks for its receipts, small enough for the provider (RFC 6109, 3.1.1).

It is written as every mail of ours is, with one recipient, no Cc and no Bcc, so that what is in the header
and what is said to the server cannot disagree.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.errors import SendRefused
from bot.message import Part
from channels.mail import codes
from channels.mail.mailbox import Mailbox
from channels.mail.writing import write_mail

Receipts = Literal["completa", "breve", "sintetica"]  # X-TipoRicevuta, RFC 6109 section 3.3.2


@dataclass(frozen=True, slots=True)
class Posting:
    """How PEC leave: sizes in bytes, of the whole mail as it travels.

    A mail beyond `largest` is refused here, as the provider would (RFC 6109, 3.1.1: size times recipients,
    and we have one). The delivery receipt that comes back holds as much as `receipts` says; of files beyond
    `brief` a complete one would fill our own mailbox, and a brief one proves the same by hashes.
    """

    receipts: Receipts = "completa"
    brief: int = 2_000_000
    largest: int = 30_000_000


def write_pec(part: Part, me: Mailbox, at: datetime, posting: Posting) -> bytes:
    """Write a part as a mail for a PEC provider: the same bytes for the same part and moment.

    Raises SendRefused as write_mail does, and if the mail is too large.
    """
    content = sum(len(file.content) for file in part.files)
    asked = "breve" if posting.receipts == "completa" and content > posting.brief else posting.receipts
    mail = write_mail(part, me, at, (f"X-TipoRicevuta: {asked}",))
    if len(mail) > posting.largest:
        raise SendRefused(codes.label(codes.SIZE, "limit"))
    return mail
