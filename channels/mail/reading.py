"""Bytes become a letter: `read_mail(raw, bounds, me) -> Letter`.

Whatever the bytes, it returns and never raises: a mail that cannot be read within the bounds comes back
as a letter whose `silence` is POISON, with an external id, and with its sender where one was found.
"""

import email
import hashlib
from email.utils import parseaddr

from channels.mail.letter import Letter, Silence
from channels.mail.mailbox import Bounds, Mailbox


def read_mail(raw: bytes, bounds: Bounds, me: Mailbox) -> Letter:
    """Read a mail as it came from the mailbox, header and body."""
    external_id = hashlib.sha256(raw).hexdigest()
    if len(raw) > bounds.mail:
        return Letter(external_id, silence=Silence.POISON, detail="size")
    mail = email.message_from_bytes(raw)
    sender = parseaddr(str(mail.get("From", "")))[1].lower()
    context = {
        "message_id": str(mail.get("Message-ID", "")),
        "references": str(mail.get("References", "")),
        "subject": str(mail.get("Subject", "")),
    }
    body = mail.get_payload(decode=True)
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else ""
    silence = Silence.OURS if me.is_ours(sender) else Silence.NONE
    return Letter(external_id, sender, context["subject"], text.strip(), context=context, silence=silence)
